"""Accesses given by others: changed, suspended, ended and reviewed, never beyond the rights of who does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from guiche.acesso import estados
from guiche.acesso.cartas import convites as cartas
from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import AtoDaConta, Vinculo
from guiche.acesso.selectors.contexto import vinculos_vigentes
from guiche.acesso.selectors.relacionamentos import Filtro, a_revisar, filtrar, periodos_da_pessoa, relacionamentos
from guiche.acesso.selectors.representantes import representantes
from guiche.acesso.services.convites import aceitar, convidar
from guiche.acesso.services.opcoes import mudar_opcoes
from guiche.acesso.services.representantes import Contato, editar_representante
from guiche.acesso.services.revisao import abrir_revisoes, avisar_do_fim
from guiche.acesso.services.vinculos import (
    NovoVinculo,
    abrir_vinculo,
    confirmar_acesso,
    deixar,
    encerrar,
    encerrar_vencidos,
    mudar_papeis,
    mudar_prazo,
    pode_gerir,
    reativar,
    suspender,
)
from guiche.acesso.tasks import avisar_e_revisar, encerrar_o_que_venceu
from guiche.comunicacao.models import Notificacao
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config, configurar
from guiche.nucleo.escopo import escopo
from guiche.nucleo.fluxo import TransicaoInvalida
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from tests.acesso.relacionamentos import acesso, ator, dias, eu, oferta, perfil, pessoa, secretaria, titular
from tests.cenario import Mundo
from tests.correio import ultima_carta

pytestmark = pytest.mark.django_db
GERIR = "Gerenciar Relacionamentos"
Ato = Callable[[Ator, Vinculo], object]


def dar(*papeis: str) -> Ato:
    return lambda quem, vinculo: mudar_papeis(quem, vinculo, [perfil(nome) for nome in papeis])


ATOS: dict[str, Ato] = {
    "papéis": dar("Faturamento"),
    "prazo": lambda quem, vinculo: mudar_prazo(quem, vinculo, None),
    "suspender": lambda quem, vinculo: suspender(quem, vinculo, "férias"),
    "reativar": reativar,
    "encerrar": lambda quem, vinculo: encerrar(quem, vinculo, "saiu"),
    "confirmar": confirmar_acesso,
}


def relido(mundo: Mundo, vinculo: Vinculo) -> Vinculo:
    with escopo(mundo.operadora):
        lido: Vinculo = Vinculo.objects.prefetch_related("perfis").get(pk=vinculo.pk)
    return lido


def retrato(mundo: Mundo, vinculo: Vinculo) -> tuple[object, ...]:
    """Everything about an access that a refused act must leave alone."""
    lido = relido(mundo, vinculo)
    with escopo(mundo.operadora):
        fatos = Evento.objects.filter(objeto_id=vinculo.pk, objeto_tipo="acesso.vinculo").count()
        return (lido.situacao, lido.papeis, lido.vigencia_fim, lido.limite, lido.revisado_em, lido.motivo, fatos)


def alcanca(mundo: Mundo, quem: Ator, vinculo: Vinculo) -> bool:
    """Whether the screen would show this person the buttons of that access."""
    with escopo(mundo.operadora):
        return pode_gerir(quem, vinculo)


def secretariado(mundo: Mundo, *papeis: str, login: str = "nara", fim: date | None = None) -> Vinculo:
    return acesso(mundo.operadora, pessoa(login), papeis or ("Faturamento",), mundo.prestador, fim=fim)


def titulos(mundo: Mundo, usuario: object) -> list[str]:
    with escopo(mundo.operadora):
        drenar()
        return list(Notificacao.objects.filter(usuario=usuario).order_by("pk").values_list("titulo", flat=True))


# Changing


@pytest.mark.requisito("B-19")
def test_papeis_mudados_valem_no_pedido_seguinte(mundo: Mundo) -> None:
    vinculo, dona = secretariado(mundo, "Faturamento"), titular(mundo)
    with escopo(mundo.operadora):
        mudar_papeis(dona, vinculo, [perfil("Autorização"), perfil("Recepção")])
    (agora,) = vinculos_vigentes(vinculo.usuario)
    assert agora.papeis == "Autorização, Recepção"
    assert "faturamento.lote.enviar" not in ator(agora).permissoes


def test_os_mesmos_papeis_nao_fazem_evento(mundo: Mundo) -> None:
    vinculo, dona = secretariado(mundo, "Faturamento"), titular(mundo)
    antes = retrato(mundo, vinculo)
    with escopo(mundo.operadora):
        mudar_papeis(dona, vinculo, [perfil("Faturamento")])
    assert retrato(mundo, vinculo) == antes


def test_a_busca_por_nome_ignora_acentos(mundo: Mundo) -> None:
    dona = titular(mundo)
    acesso(mundo.operadora, pessoa("ant", "Antônio Sá"), ["Faturamento"], mundo.prestador, tipo="representante")
    secretariado(mundo)
    with escopo(mundo.operadora):
        achados = filtrar(relacionamentos(dona), Filtro("ANTONIO  sa"))
        assert [linha.nome for linha in achados] == ["Antônio Sá"]
        assert [linha.nome for linha in representantes(dona, "antonio")] == ["Antônio Sá"]
        assert representantes(dona, "antonia") == []


def test_aviso_do_fim_vai_de_zero_que_e_nunca_a_noventa_dias(mundo: Mundo) -> None:
    gestor = mundo.ator("gestor")
    with escopo(mundo.operadora):
        mudar_opcoes(gestor, AcessoConfig(aviso_fim_dias=0))
        with pytest.raises(Recusa, match="de 0 a 90") as recusa:
            mudar_opcoes(gestor, AcessoConfig(aviso_fim_dias=91))
        assert (recusa.value.campo, config(AcessoConfig).aviso_fim_dias) == ("aviso_fim_dias", 0)


def test_o_sino_conta_papeis_e_prazo_e_nao_contato(mundo: Mundo) -> None:
    fim = dias(100, mundo.hoje)
    dona, gestora = titular(mundo), pessoa("rita", "Rita Lobo Sá")
    vinculo = acesso(mundo.operadora, gestora, ["Faturamento"], mundo.prestador, tipo="representante", fim=fim)
    contato = Contato("11912345678", "rita@clinica.example", "Recepção", "Secretária")
    with escopo(mundo.operadora):
        editar_representante(dona, vinculo, contato, [perfil("Faturamento")])
        mudar_prazo(dona, vinculo, fim)
    assert titulos(mundo, gestora) == []
    with escopo(mundo.operadora):
        editar_representante(dona, vinculo, contato, [perfil("Comercial")])
        mudar_prazo(dona, vinculo, dias(50, mundo.hoje))
    alvo = mundo.prestador.nome_fantasia
    assert titulos(mundo, gestora) == [f"Mudaram os seus papéis em {alvo}", f"Mudou o seu prazo em {alvo}"]


@pytest.mark.requisito("Q-04")
def test_prazo_novo_leva_junto_quem_aceitou_tudo_e_respeita_quem_encurtou(mundo: Mundo) -> None:
    dona = titular(mundo)
    longo, curto = dias(100, mundo.hoje), dias(30, mundo.hoje)
    todo, encurtado = secretariado(mundo, fim=longo), secretariado(mundo, login="leo", fim=longo)
    with escopo(mundo.operadora):
        Vinculo.objects.filter(pk=encurtado.pk).update(vigencia_fim=curto)
        for vinculo in (todo, encurtado):
            mudar_prazo(dona, vinculo, dias(200, mundo.hoje))
    assert (relido(mundo, todo).vigencia_fim, relido(mundo, todo).limite) == (dias(200, mundo.hoje),) * 2
    assert (relido(mundo, encurtado).vigencia_fim, relido(mundo, encurtado).limite) == (curto, dias(200, mundo.hoje))
    with escopo(mundo.operadora), pytest.raises(Recusa, match="já passou"):
        mudar_prazo(dona, todo, dias(-1, mundo.hoje))


# Stopping and ending


@pytest.mark.requisito("B-30")
def test_suspenso_e_encerrado_nao_valem_no_pedido_seguinte(mundo: Mundo) -> None:
    vinculo, dona = secretariado(mundo), titular(mundo)
    with escopo(mundo.operadora):
        suspender(dona, vinculo, "Férias")
    assert vinculos_vigentes(vinculo.usuario) == []
    with escopo(mundo.operadora):
        reativar(dona, vinculo)
    assert vinculos_vigentes(vinculo.usuario) == [vinculo]
    with escopo(mundo.operadora):
        encerrar(dona, vinculo, "Saiu da clínica.")
    assert vinculos_vigentes(vinculo.usuario) == []
    lido = relido(mundo, vinculo)
    assert (lido.situacao, lido.vigencia_fim, lido.motivo) == ("encerrado", mundo.hoje, "Saiu da clínica.")
    with escopo(mundo.operadora), pytest.raises(TransicaoInvalida):
        reativar(dona, vinculo)


def test_quem_perde_o_acesso_recebe_carta_com_o_motivo(mundo: Mundo) -> None:
    vinculo, dona = secretariado(mundo), titular(mundo)
    with escopo(mundo.operadora):
        encerrar(dona, vinculo, "Saiu da clínica.")
        drenar()
    carta = ultima_carta(para="nara@exemplo.org", modelo=cartas.ACESSO_MUDOU)
    assert carta.assunto == f"Seu acesso a {mundo.prestador.nome_fantasia} foi encerrado"
    assert "Motivo: Saiu da clínica." in carta.texto
    assert carta.links == ["http://127.0.0.1:8000/conta/relacionamentos/"]


def test_endereco_que_nao_recebe_carta_nao_impede_o_desligamento(mundo: Mundo) -> None:
    vinculo, dona = secretariado(mundo), titular(mundo)
    for email in ("", "sem arroba"):
        vinculo.usuario.email = email
        vinculo.usuario.save()
        with escopo(mundo.operadora):
            suspender(dona, vinculo, "férias")
            reativar(dona, vinculo)
    assert relido(mundo, vinculo).situacao == "ativo"


@pytest.mark.parametrize("ato", ["suspender", "encerrar"])
def test_parar_exige_motivo(mundo: Mundo, ato: str) -> None:
    vinculo, dona = secretariado(mundo), titular(mundo)
    verbo = {"suspender": suspender, "encerrar": encerrar}[ato]
    with escopo(mundo.operadora), pytest.raises(Recusa) as recusa:
        verbo(dona, vinculo, "  ")
    assert recusa.value.campo == "motivo"


def test_a_pessoa_sai_quando_quer_e_quem_deu_o_acesso_sabe(mundo: Mundo) -> None:
    dona, nara = titular(mundo), pessoa("nara")
    with escopo(mundo.operadora):
        convite = convidar(dona, oferta("Faturamento"))
    vinculo = aceitar(eu(nara), convite)
    deixar(eu(nara), vinculo)
    assert vinculos_vigentes(nara) == []
    assert [ato.tipo for ato in AtoDaConta.objects.filter(usuario=nara).order_by("pk")][-1] == "acesso_deixado"
    assert titulos(mundo, dona.usuario)[-1] == f"{nara.nome} saiu de {mundo.prestador.nome_fantasia}"


def test_so_se_deixa_o_que_e_seu_e_foi_dado(mundo: Mundo) -> None:
    vinculo, dona = secretariado(mundo), titular(mundo)
    with pytest.raises(Vinculo.DoesNotExist):
        deixar(eu(dona.usuario), vinculo)
    with pytest.raises(Recusa, match="fale com a operadora"):
        deixar(eu(dona.usuario), dona.vinculo)
    assert relido(mundo, vinculo).situacao == relido(mundo, dona.vinculo).situacao == "ativo"


# Escalation: what a secretary tries


@pytest.mark.requisito("B-19")
@pytest.mark.parametrize("ato", ATOS)
def test_ninguem_muda_o_proprio_acesso(mundo: Mundo, ato: str) -> None:
    gil = secretaria(mundo, GERIR, "Faturamento")
    antes = retrato(mundo, gil.vinculo)
    with escopo(mundo.operadora), pytest.raises(Recusa, match="o próprio acesso"):
        ATOS[ato](gil, gil.vinculo)
    assert retrato(mundo, gil.vinculo) == antes
    assert alcanca(mundo, gil, gil.vinculo) is False


@pytest.mark.requisito("B-19")
@pytest.mark.parametrize("ato", ATOS)
def test_o_acesso_do_titular_nao_e_da_secretaria(mundo: Mundo, ato: str) -> None:
    gil, dona = secretaria(mundo, GERIR, "Faturamento"), titular(mundo)
    antes = retrato(mundo, dona.vinculo)
    with escopo(mundo.operadora), pytest.raises(Recusa, match="só muda com a operadora"):
        ATOS[ato](gil, dona.vinculo)
    assert retrato(mundo, dona.vinculo) == antes
    assert alcanca(mundo, gil, dona.vinculo) is False


@pytest.mark.requisito("B-19")
@pytest.mark.parametrize("ato", ATOS)
def test_quem_tem_mais_direitos_fica_fora_do_alcance(mundo: Mundo, ato: str) -> None:
    gil = secretaria(mundo, GERIR)
    colega = secretariado(mundo, GERIR, "Faturamento")
    antes = retrato(mundo, colega)
    with escopo(mundo.operadora), pytest.raises(Recusa, match="vai além dos seus direitos"):
        ATOS[ato](gil, colega)
    assert retrato(mundo, colega) == antes
    assert alcanca(mundo, gil, colega) is False


@pytest.mark.requisito("B-19")
@pytest.mark.parametrize("da", [["Faturamento"], [GERIR, "Autorização"], ["Credenciado"], ["Faturista"], []])
def test_secretaria_nao_da_ao_colega_o_que_nao_tem(mundo: Mundo, da: list[str]) -> None:
    gil, colega = secretaria(mundo, GERIR), secretariado(mundo, GERIR)
    antes = retrato(mundo, colega)
    with escopo(mundo.operadora), pytest.raises(Recusa) as recusa:
        dar(*da)(gil, colega)
    assert recusa.value.campo == "perfis"
    assert retrato(mundo, colega) == antes


@pytest.mark.requisito("B-19")
def test_secretaria_gere_quem_esta_dentro_dos_seus_direitos(mundo: Mundo) -> None:
    gil, colega = secretaria(mundo, GERIR, "Faturamento"), secretariado(mundo, "Faturamento")
    assert alcanca(mundo, gil, colega) is True
    with escopo(mundo.operadora):
        mudar_papeis(gil, colega, [perfil("Faturamento"), perfil(GERIR)])
        encerrar(gil, colega, "saiu")
    assert relido(mundo, colega).situacao == "encerrado"


@pytest.mark.requisito("Q-04")
def test_secretaria_nao_estica_o_prazo_do_colega_alem_do_seu(mundo: Mundo) -> None:
    gil = secretaria(mundo, GERIR, fim=dias(20, mundo.hoje))
    colega = secretariado(mundo, GERIR, fim=dias(10, mundo.hoje))
    with escopo(mundo.operadora):
        with pytest.raises(Recusa) as recusa:
            mudar_prazo(gil, colega, dias(21, mundo.hoje))
        assert recusa.value.campo == "limite"
        assert mudar_prazo(gil, colega, None).vigencia_fim == dias(20, mundo.hoje)


@pytest.mark.parametrize("ato", ATOS)
def test_sem_o_direito_de_gerir_nada_muda(mundo: Mundo, ato: str) -> None:
    gil, colega = secretaria(mundo, "Faturamento"), secretariado(mundo, "Faturamento")
    antes = retrato(mundo, colega)
    with escopo(mundo.operadora), pytest.raises(SemPermissao):
        ATOS[ato](gil, colega)
    assert retrato(mundo, colega) == antes
    assert alcanca(mundo, gil, colega) is False


@pytest.mark.parametrize("ato", ATOS)
def test_acesso_de_outro_prestador_nao_existe(mundo: Mundo, ato: str) -> None:
    alheia, vinculo = titular(mundo, mundo.outro_prestador), secretariado(mundo)
    antes = retrato(mundo, vinculo)
    with escopo(mundo.operadora), pytest.raises(Vinculo.DoesNotExist):
        ATOS[ato](alheia, vinculo)
    assert retrato(mundo, vinculo) == antes


@pytest.mark.parametrize("ato", ATOS)
def test_acesso_de_outra_operadora_nao_existe(mundo: Mundo, ato: str) -> None:
    vinculo = secretariado(mundo)
    with escopo(mundo.outra), pytest.raises(Vinculo.DoesNotExist):
        ATOS[ato](mundo.ator("gestor", outra=True), vinculo)
    assert relido(mundo, vinculo).situacao == "ativo"


# The operadora


def test_operadora_suspende_e_encerra_mas_nao_muda_papeis_alheios(mundo: Mundo) -> None:
    gestor, dona = mundo.ator("gestor"), titular(mundo)
    with escopo(mundo.operadora):
        suspender(gestor, dona.vinculo, "Apuração em curso.")
        assert reativar(gestor, dona.vinculo).situacao == "ativo"
        with pytest.raises(Recusa):
            mudar_papeis(gestor, dona.vinculo, [perfil("Faturamento")])
        with pytest.raises(SemPermissao):
            suspender(mundo.ator("analista"), dona.vinculo, "x")
        encerrar(gestor, dona.vinculo, "Descredenciada.")
    assert vinculos_vigentes(dona.usuario) == []


# Opening


@pytest.mark.requisito("B-36")
def test_periodos_da_mesma_pessoa_ficam_no_historico_sem_se_cruzar(mundo: Mundo) -> None:
    dona, nara = titular(mundo), pessoa("nara")
    antigo = acesso(
        mundo.operadora, nara, ["Faturamento"], mundo.prestador, inicio=date(2024, 1, 1), fim=date(2024, 12, 31)
    )
    with escopo(mundo.operadora):
        encerrar_vencidos()
        convite = convidar(dona, oferta("Faturamento"))
    novo = aceitar(eu(nara), convite)
    with escopo(mundo.operadora):
        assert [v.pk for v in periodos_da_pessoa(dona, novo)] == [novo.pk, antigo.pk]


@pytest.mark.requisito("B-36")
def test_periodo_que_se_cruza_nao_abre(mundo: Mundo) -> None:
    vinculo = secretariado(mundo, fim=dias(10, mundo.hoje))

    def abrir(inicio: date, tipo: str = Vinculo.Tipo.SECRETARIADO) -> Vinculo:
        with escopo(mundo.operadora):
            novo = NovoVinculo(
                vinculo.usuario, tipo, "prestador", [perfil("Faturamento")], prestador=mundo.prestador, inicio=inicio
            )
            return abrir_vinculo(Ator.sistema(mundo.operadora), novo)

    with pytest.raises(Recusa, match="no período"):
        abrir(dias(10, mundo.hoje))
    assert abrir(dias(11, mundo.hoje)).vigencia_inicio == dias(11, mundo.hoje)
    assert abrir(mundo.hoje, Vinculo.Tipo.REPRESENTANTE).tipo == "representante"


# What happens by itself


@pytest.mark.requisito("B-34")
def test_vencido_se_encerra_sozinho_uma_vez(mundo: Mundo) -> None:
    ontem, de_hoje = secretariado(mundo, fim=dias(-1, mundo.hoje)), secretariado(mundo, login="leo", fim=mundo.hoje)
    assert vinculos_vigentes(ontem.usuario) == []
    with escopo(mundo.operadora):
        encerrar_o_que_venceu()
        assert encerrar_vencidos() == 0
        assert Evento.objects.filter(tipo="acesso.vinculo.situacao_mudada").count() == 1
    assert (relido(mundo, ontem).situacao, relido(mundo, ontem).motivo) == ("encerrado", "O prazo terminou.")
    assert relido(mundo, de_hoje).situacao == "ativo"


@pytest.mark.requisito("B-34")
def test_aviso_do_fim_sai_uma_vez_para_cada_prazo(mundo: Mundo) -> None:
    dona = titular(mundo)
    perto, longe = secretariado(mundo, fim=dias(15, mundo.hoje)), secretariado(mundo, login="leo")
    with escopo(mundo.operadora):
        assert [avisar_do_fim(), avisar_do_fim()] == [1, 0]
        drenar()
    carta = ultima_carta(para="nara@exemplo.org", modelo=cartas.ACESSO_A_TERMINAR)
    quando = f"{dias(15, mundo.hoje):%d/%m/%Y}"
    assert carta.assunto == f"Seu acesso a {mundo.prestador.nome_fantasia} termina em {quando}"
    assert titulos(mundo, perto.usuario) == [carta.assunto]
    assert titulos(mundo, dona.usuario) == [f"O acesso de {perto.usuario.nome} termina em {quando}"]
    assert titulos(mundo, longe.usuario) == []
    with escopo(mundo.operadora):
        mudar_prazo(dona, perto, dias(14, mundo.hoje))
        assert avisar_do_fim() == 1


def test_aviso_do_fim_e_revisao_se_desligam(mundo: Mundo) -> None:
    secretariado(mundo, fim=dias(1, mundo.hoje))
    with escopo(mundo.operadora):
        configurar(Ator.sistema(mundo.operadora), AcessoConfig(aviso_fim_dias=0, revisao_dias=0))
        assert (avisar_do_fim(), abrir_revisoes()) == (0, 0)


def test_revisao_pergunta_de_novo_e_nunca_tira_o_acesso(mundo: Mundo) -> None:
    dona, gil = titular(mundo), secretaria(mundo, "Faturamento")
    vinculo = acesso(mundo.operadora, pessoa("nara"), ["Faturamento"], mundo.prestador, inicio=dias(-90, mundo.hoje))
    with escopo(mundo.operadora):
        Vinculo.objects.filter(pk=gil.vinculo.pk).update(revisado_em=mundo.hoje)
        assert [v.pk for v in a_revisar(dona)] == [vinculo.pk]
        avisar_e_revisar()
        assert abrir_revisoes() == 0
    assert titulos(mundo, dona.usuario) == [f"Confirme 1 acesso de {mundo.prestador.nome_fantasia}"]
    assert titulos(mundo, gil.usuario) == []
    with escopo(mundo.operadora):
        (pergunta,) = Evento.objects.filter(tipo="acesso.revisao.aberta")
        assert pergunta.fato == {"vinculos": [vinculo.pk]}
    assert relido(mundo, vinculo).situacao == "ativo"


def test_revisao_se_repete_depois_de_trinta_dias_sem_resposta(mundo: Mundo, monkeypatch: pytest.MonkeyPatch) -> None:
    titular(mundo)
    vinculo = acesso(mundo.operadora, pessoa("nara"), ["Faturamento"], mundo.prestador, inicio=dias(-90, mundo.hoje))
    with escopo(mundo.operadora):
        assert abrir_revisoes() == 1
        depois = timezone.now() + timedelta(days=29)
        monkeypatch.setattr("guiche.acesso.services.revisao.agora", lambda: depois)
        assert abrir_revisoes() == 0
        monkeypatch.setattr("guiche.acesso.services.revisao.agora", lambda: depois + timedelta(days=2))
        assert abrir_revisoes() == 1
    assert relido(mundo, vinculo).situacao == "ativo"


def test_confirmar_tira_da_revisao(mundo: Mundo) -> None:
    dona = titular(mundo)
    vinculo = acesso(mundo.operadora, pessoa("nara"), ["Faturamento"], mundo.prestador, inicio=dias(-90, mundo.hoje))
    with escopo(mundo.operadora):
        confirmar_acesso(dona, vinculo)
        assert a_revisar(dona) == []
        assert abrir_revisoes() == 0
        assert Evento.objects.filter(tipo="acesso.vinculo.revisto", objeto_id=vinculo.pk).count() == 1
    assert relido(mundo, vinculo).revisado_em == mundo.hoje


@pytest.mark.requisito("B-30")
def test_do_encerrado_nao_se_volta() -> None:
    assert estados.VINCULO.acoes("encerrado") == ()
    assert [acao.acao for acao in estados.VINCULO.acoes("suspenso")] == ["reativar", "encerrar"]
