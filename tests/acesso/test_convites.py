"""Invitations: who may offer what, who may answer, for how long, and that each is answered once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from guiche.acesso.cartas import convites as cartas
from guiche.acesso.chaves import ChaveInvalida
from guiche.acesso.ingresso import convite_para_registrar
from guiche.acesso.models import AtoDaConta, Convite, Perfil, Portal, Usuario, Vinculo
from guiche.acesso.selectors.conta import conta_do_endereco
from guiche.acesso.selectors.contexto import vinculos_vigentes
from guiche.acesso.selectors.relacionamentos import convites_recebidos
from guiche.acesso.services import convites as verbos
from guiche.acesso.services.convites import (
    NovoConvite,
    aceitar,
    cancelar,
    convidar,
    convite_do_link,
    convite_para,
    expirar_convites,
    recusar,
    reenviar,
)
from guiche.acesso.services.emails import guardar_confirmado
from guiche.acesso.services.vinculos import encerrar, mudar_papeis
from guiche.acesso.tasks import encerrar_o_que_venceu
from guiche.cadastro.models import Prestador
from guiche.comunicacao.models import Notificacao
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
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


def convidada(mundo: Mundo, *papeis: str, por: Ator | None = None, **mais: object) -> Convite:
    """An invitation to nara@exemplo.org, by the titular unless said."""
    with escopo(mundo.operadora):
        return convidar(por or titular(mundo), oferta(*(papeis or ("Faturamento",)), **mais))  # type: ignore[arg-type]


def atual(mundo: Mundo, convite: Convite) -> Convite:
    with escopo(mundo.operadora):
        lido: Convite = Convite.objects.get(pk=convite.pk)
    return lido


def segredo_da_carta(mundo: Mundo, para: str = "nara@exemplo.org") -> str:
    """The secret of the link in the newest invitation to this address."""
    with escopo(mundo.operadora):
        drenar()
    return ultima_carta(para=para, modelo=cartas.CONVITE).links[0].rstrip("/").rpartition("/")[2]


def avisos_de(mundo: Mundo, quem: Ator) -> list[tuple[str, str]]:
    """Title and text of the notices of a person, oldest first, once the queue ran."""
    with escopo(mundo.operadora):
        drenar()
        lidos = Notificacao.objects.filter(usuario=quem.usuario).order_by("pk")
        return list(lidos.values_list("titulo", "texto"))


@pytest.mark.requisito("B-34", "B-35")
def test_convite_aceito_vale_no_clique_seguinte(mundo: Mundo) -> None:
    nara, dona = pessoa("nara"), titular(mundo)
    convite = convidada(mundo, "Faturamento", "Autorização", por=dona)
    assert vinculos_vigentes(nara) == []
    vinculo = aceitar(eu(nara), convite)
    assert vinculos_vigentes(nara) == [vinculo]
    assert (vinculo.tipo, vinculo.prestador, vinculo.vigencia_inicio, vinculo.concedido_por) == (
        Vinculo.Tipo.SECRETARIADO,
        mundo.prestador,
        mundo.hoje,
        dona.usuario,
    )
    assert {"faturamento.lote.enviar", "documentos.arquivo.abrir"} <= ator(vinculo).permissoes
    lido = atual(mundo, convite)
    assert (lido.situacao, lido.vinculo_id, lido.usuario_id) == ("aceito", vinculo.pk, nara.pk)
    assert [ato.tipo for ato in AtoDaConta.objects.filter(usuario=nara)] == ["convite_aceito"]


@pytest.mark.requisito("B-32")
def test_a_carta_leva_o_link_e_os_papeis_e_o_reenvio_anula_o_link_anterior(mundo: Mundo) -> None:
    dona = titular(mundo)
    convite = convidada(mundo, "Faturamento", por=dona, dados={"mensagem": "Bem-vinda, Nara."})
    primeiro = segredo_da_carta(mundo)
    carta = ultima_carta(para="nara@exemplo.org", modelo=cartas.CONVITE)
    assert "Alba Reis Couto convidou você a atuar por" in " ".join(carta.texto.split())
    assert "- Faturamento: Lotes, glosas, demonstrativos e pagamentos." in carta.texto
    assert "Recado de quem convidou: Bem-vinda, Nara." in carta.texto
    assert convite_do_link(primeiro).pk == convite.pk
    with escopo(mundo.operadora):
        reenviar(dona, convite)
    segundo = segredo_da_carta(mundo)
    assert convite_do_link(segundo).pk == convite.pk
    with pytest.raises(ChaveInvalida):
        convite_do_link(primeiro)


def test_reenvio_corrige_o_endereco_errado(mundo: Mundo) -> None:
    dona = titular(mundo)
    convite = convidada(mundo, por=dona, email="naara@exemplo.org")
    nara = pessoa("nara")
    with escopo(mundo.operadora):
        reenviar(dona, convite, "Nara@exemplo.org")
    assert (atual(mundo, convite).email, atual(mundo, convite).usuario_id) == ("nara@exemplo.org", nara.pk)
    assert segredo_da_carta(mundo)


def test_o_evento_e_a_chave_nao_guardam_o_endereco(mundo: Mundo) -> None:
    convite = convidada(mundo)
    with escopo(mundo.operadora):
        fatos = [evento.fato for evento in eventos.historico(convite)]
    assert fatos == [
        {
            "tipo": "secretariado",
            "perfis": [perfil_pk(mundo, "Faturamento")],
            "limite": dias(365, mundo.hoje).isoformat(),
            "usuario": None,
        }
    ]


def perfil_pk(mundo: Mundo, nome: str) -> int:
    with escopo(mundo.operadora):
        return perfil(nome).pk


# Nobody gives what they do not hold


@pytest.mark.requisito("B-19", "C-13")
@pytest.mark.parametrize(
    ("tem", "da"),
    [
        (["Gerenciar Relacionamentos"], ["Faturamento"]),
        (["Gerenciar Relacionamentos"], ["Autorização", "Gerenciar Relacionamentos"]),
        (["Gerenciar Relacionamentos", "Autorização"], ["Autorização", "Faturamento"]),
        (["Gerenciar Relacionamentos", "Faturamento"], ["Recepção"]),
        (["Gerenciar Relacionamentos", "Faturamento"], ["Credenciado"]),
        (["Gerenciar Relacionamentos", "Faturamento"], ["Faturista"]),
        (["Gerenciar Relacionamentos", "Faturamento"], ["Médico"]),
    ],
)
def test_secretaria_nao_da_o_que_nao_tem(mundo: Mundo, tem: list[str], da: list[str]) -> None:
    gil = secretaria(mundo, *tem)
    with escopo(mundo.operadora), pytest.raises(Recusa) as recusa:
        convidar(gil, oferta(*da))
    assert recusa.value.campo == "perfis"
    with escopo(mundo.operadora):
        assert not Convite.objects.exists()


@pytest.mark.requisito("B-19")
def test_secretaria_da_o_que_tem_papeis_isolados_ou_somados(mundo: Mundo) -> None:
    gil = secretaria(mundo, "Gerenciar Relacionamentos", "Faturamento")
    convite = convidada(mundo, "Faturamento", "Gerenciar Relacionamentos", por=gil)
    with escopo(mundo.operadora):
        assert sorted(p.nome for p in convite.perfis.all()) == ["Faturamento", "Gerenciar Relacionamentos"]


def test_perfil_de_outro_portal_nao_se_da(mundo: Mundo) -> None:
    dona = titular(mundo)
    with escopo(mundo.operadora):
        cuidador = perfil("Cuidador", Portal.BENEFICIARIO)
        with pytest.raises(Recusa, match="Cuidador não pode ser dado"):
            convidar(dona, NovoConvite(Convite.Tipo.SECRETARIADO, [cuidador], email="nara@exemplo.org"))
        assert not Convite.objects.exists()


@pytest.mark.requisito("B-20")
def test_convite_sem_papel_nao_sai(mundo: Mundo) -> None:
    dona = titular(mundo)
    with escopo(mundo.operadora), pytest.raises(Recusa, match="Escolha pelo menos um papel"):
        convidar(dona, oferta())


@pytest.mark.parametrize("papeis", [["Faturamento"], ["Autorização", "Recepção"]])
def test_sem_o_direito_de_gerir_ninguem_convida(mundo: Mundo, papeis: list[str]) -> None:
    gil = secretaria(mundo, *papeis)
    with escopo(mundo.operadora), pytest.raises(SemPermissao):
        convidar(gil, oferta("Faturamento"))
    with escopo(mundo.operadora):
        assert not Convite.objects.exists()


@pytest.mark.parametrize("tipo", [Convite.Tipo.CREDENCIAMENTO, Convite.Tipo.EQUIPE, Convite.Tipo.CUIDADOR])
def test_prestador_nao_convida_pelo_que_e_dos_outros(mundo: Mundo, tipo: str) -> None:
    dona = titular(mundo)
    with escopo(mundo.operadora), pytest.raises(SemPermissao):
        convidar(dona, NovoConvite(tipo, [perfil("Faturamento")], email="nara@exemplo.org"))


def test_secretaria_convida_so_para_o_seu_prestador(mundo: Mundo) -> None:
    gil = secretaria(mundo, "Gerenciar Relacionamentos")
    convite = convidada(mundo, "Gerenciar Relacionamentos", por=gil, prestador=mundo.outro_prestador)
    assert convite.prestador == mundo.prestador


def test_ninguem_convida_a_si_mesmo(mundo: Mundo) -> None:
    gil = secretaria(mundo, "Gerenciar Relacionamentos")
    with escopo(mundo.operadora), pytest.raises(Recusa, match="seu próprio acesso"):
        convidar(gil, oferta("Gerenciar Relacionamentos", email="GIL@exemplo.org"))


def test_o_segundo_endereco_confirmado_leva_a_mesma_conta(mundo: Mundo) -> None:
    gil, nara = secretaria(mundo, "Gerenciar Relacionamentos"), pessoa("nara")
    guardar_confirmado(nara, "nara.sa@exemplo.org")
    guardar_confirmado(gil.usuario, "gil.paz@exemplo.org")
    convite = convidada(mundo, email="Nara.Sa@exemplo.org")
    assert (convite.usuario, convite.email) == (nara, "nara.sa@exemplo.org")
    assert convite_para_registrar(segredo_da_carta(mundo, "nara.sa@exemplo.org")) is None
    with escopo(mundo.operadora), pytest.raises(Recusa, match="seu próprio acesso"):
        convidar(gil, oferta("Gerenciar Relacionamentos", email="gil.paz@exemplo.org"))


def test_endereco_que_alguem_confirmou_depois_do_convite_ja_tem_conta(mundo: Mundo) -> None:
    convidada(mundo, email="balcao@exemplo.org")
    with escopo(mundo.operadora):
        drenar()
    segredo = ultima_carta(para="balcao@exemplo.org").links[0].rstrip("/").rpartition("/")[2]
    aberto = convite_para_registrar(segredo)
    assert aberto is not None and aberto.usuario is None
    nara = pessoa("nara")
    guardar_confirmado(nara, "balcao@exemplo.org")
    assert convite_para_registrar(segredo) is None
    Usuario.objects.filter(pk=nara.pk).update(ativo=False)
    assert conta_do_endereco("balcao@exemplo.org") is None


def test_quem_ja_tem_ou_ja_foi_convidado_nao_recebe_outro(mundo: Mundo) -> None:
    dona, nara = titular(mundo), pessoa("nara")
    convite = convidada(mundo, por=dona)
    with escopo(mundo.operadora), pytest.raises(Recusa, match="Já há um convite"):
        convidar(dona, oferta("Autorização"))
    aceitar(eu(nara), convite)
    with escopo(mundo.operadora), pytest.raises(Recusa, match="já tem este acesso"):
        convidar(dona, oferta("Autorização"))


@pytest.mark.requisito("B-37")
def test_a_mesma_pessoa_atua_por_varios_prestadores(mundo: Mundo) -> None:
    nara = pessoa("nara")
    um = aceitar(eu(nara), convidada(mundo))
    outro = aceitar(eu(nara), convidada(mundo, "Autorização", por=titular(mundo, mundo.outro_prestador)))
    assert {v.prestador_id for v in vinculos_vigentes(nara)} == {mundo.prestador.pk, mundo.outro_prestador.pk}
    assert "autorizacao" not in " ".join(ator(um).permissoes)
    assert ator(outro).prestador_id == mundo.outro_prestador.pk


# Terms


@pytest.mark.requisito("Q-04")
def test_quem_aceita_so_encurta(mundo: Mundo) -> None:
    nara, limite = pessoa("nara"), dias(90, mundo.hoje)
    convite = convidada(mundo, limite=limite)
    for errado in (dias(91, mundo.hoje), dias(-1, mundo.hoje)):
        with pytest.raises(Recusa) as recusa:
            aceitar(eu(nara), convite, errado)
        assert recusa.value.campo == "fim"
    assert atual(mundo, convite).situacao == "pendente"
    vinculo = aceitar(eu(nara), convite, dias(30, mundo.hoje))
    assert (vinculo.vigencia_fim, vinculo.limite) == (dias(30, mundo.hoje), limite)


@pytest.mark.requisito("Q-04", "B-34")
def test_tempo_indeterminado_vai_ate_o_teto_de_quem_convida(mundo: Mundo) -> None:
    nara = pessoa("nara")
    vinculo = aceitar(eu(nara), convidada(mundo))
    assert vinculo.vigencia_fim == vinculo.limite == dias(365, mundo.hoje)


@pytest.mark.requisito("Q-04")
def test_secretaria_nao_da_prazo_maior_que_o_seu(mundo: Mundo) -> None:
    fim = dias(40, mundo.hoje)
    gil = secretaria(mundo, "Gerenciar Relacionamentos", fim=fim)
    with escopo(mundo.operadora), pytest.raises(Recusa) as recusa:
        convidar(gil, oferta("Gerenciar Relacionamentos", limite=dias(41, mundo.hoje)))
    assert recusa.value.campo == "limite"
    assert convidada(mundo, "Gerenciar Relacionamentos", por=gil).limite == fim


def test_prazo_que_ja_passou_nao_se_oferece(mundo: Mundo) -> None:
    dona = titular(mundo)
    with escopo(mundo.operadora), pytest.raises(Recusa, match="já passou"):
        convidar(dona, oferta("Faturamento", limite=dias(-1, mundo.hoje)))


# Who may answer


def test_convite_de_outra_pessoa_nao_se_responde(mundo: Mundo) -> None:
    pessoa("nara")
    intruso = pessoa("rui", "Rui Braga")
    convite = convidada(mundo)
    segredo = segredo_da_carta(mundo)
    for prova in ("", "x" * 43, segredo):
        with pytest.raises(Convite.DoesNotExist):
            aceitar(eu(intruso), convite, segredo=prova)
        with pytest.raises(Convite.DoesNotExist):
            recusar(eu(intruso), convite, "não", prova)
        with pytest.raises(Convite.DoesNotExist):
            convite_para(eu(intruso), convite.pk, prova)
    assert atual(mundo, convite).situacao == "pendente"


@pytest.mark.requisito("B-32")
def test_endereco_ainda_sem_conta_vale_para_quem_tem_o_link(mundo: Mundo) -> None:
    rui = pessoa("rui", "Rui Braga")
    convite = convidada(mundo)
    assert convites_recebidos(eu(rui)) == []
    with pytest.raises(Convite.DoesNotExist):
        aceitar(eu(rui), convite)
    segredo = segredo_da_carta(mundo)
    assert convite_para(eu(rui), convite.pk, segredo) == convite
    vinculo = aceitar(eu(rui), convite, segredo=segredo)
    assert vinculo.usuario == rui
    with pytest.raises(ChaveInvalida):
        convite_do_link(segredo)


def test_quem_se_registra_depois_com_o_endereco_ve_o_convite(mundo: Mundo) -> None:
    convite = convidada(mundo)
    nara = pessoa("nara")
    assert convites_recebidos(eu(nara)) == [convite]
    assert aceitar(eu(nara), convite).usuario == nara


def test_link_de_outro_convite_nao_serve(mundo: Mundo) -> None:
    dona, rui = titular(mundo), pessoa("rui", "Rui Braga")
    um = convidada(mundo, por=dona)
    convidada(mundo, por=dona, email="leo@exemplo.org")
    with pytest.raises(Convite.DoesNotExist):
        aceitar(eu(rui), um, segredo=segredo_da_carta(mundo, "leo@exemplo.org"))


@pytest.mark.requisito("B-33")
def test_recusa_leva_o_motivo_a_quem_convidou(mundo: Mundo) -> None:
    dona, nara = titular(mundo), pessoa("nara")
    convite = convidada(mundo, por=dona)
    with pytest.raises(Recusa, match="Diga o motivo"):
        recusar(eu(nara), convite, "   ")
    recusar(eu(nara), convite, "Já não trabalho aí.")
    assert (atual(mundo, convite).situacao, atual(mundo, convite).motivo) == ("recusado", "Já não trabalho aí.")
    assert avisos_de(mundo, dona) == [("Convite recusado", "Motivo: Já não trabalho aí.")]
    assert vinculos_vigentes(nara) == []


@pytest.mark.requisito("B-33")
def test_quem_convidou_sabe_do_aceite(mundo: Mundo) -> None:
    dona, nara = titular(mundo), pessoa("nara")
    aceitar(eu(nara), convidada(mundo, por=dona))
    assert avisos_de(mundo, dona) == [
        ("Convite aceito", f"{nara.nome} já pode atuar por {mundo.prestador.nome_fantasia}.")
    ]


def test_convite_se_responde_uma_vez(mundo: Mundo) -> None:
    nara = pessoa("nara")
    convite = convidada(mundo)
    aceitar(eu(nara), convite)
    with pytest.raises(TransicaoInvalida):
        aceitar(eu(nara), convite)
    with pytest.raises(TransicaoInvalida):
        recusar(eu(nara), convite, "mudei de ideia")
    assert len(vinculos_vigentes(nara)) == 1


def test_cancelado_nao_se_aceita_nem_se_reenvia(mundo: Mundo) -> None:
    dona, nara = titular(mundo), pessoa("nara")
    convite = convidada(mundo, por=dona)
    segredo = segredo_da_carta(mundo)
    with escopo(mundo.operadora):
        cancelar(dona, convite)
        with pytest.raises(Recusa, match="já não espera resposta"):
            reenviar(dona, convite)
        with pytest.raises(TransicaoInvalida):
            cancelar(dona, convite)
    with pytest.raises(TransicaoInvalida):
        aceitar(eu(nara), convite)
    with pytest.raises(ChaveInvalida):
        convite_do_link(segredo)


@pytest.mark.requisito("B-30")
def test_convite_vence_sozinho_uma_vez_e_quem_convidou_sabe(mundo: Mundo) -> None:
    dona, nara = titular(mundo), pessoa("nara")
    convite = convidada(mundo, por=dona)
    with escopo(mundo.operadora):
        assert expirar_convites() == 0
        Convite.objects.filter(pk=convite.pk).update(expira_em=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Recusa, match="venceu"):
        aceitar(eu(nara), convite)
    assert convites_recebidos(eu(nara)) == []
    with escopo(mundo.operadora):
        encerrar_o_que_venceu()
        assert expirar_convites() == 0
        assert Evento.objects.filter(tipo="acesso.convite.encerrado").count() == 1
    assert atual(mundo, convite).situacao == "expirado"
    assert [titulo for titulo, _ in avisos_de(mundo, dona)] == ["Convite venceu sem resposta"]


# What the sender may no longer give is not accepted either


@pytest.mark.requisito("B-19")
def test_convite_de_quem_perdeu_o_papel_nao_vale(mundo: Mundo) -> None:
    dona, nara = titular(mundo), pessoa("nara")
    gil = secretaria(mundo, "Gerenciar Relacionamentos", "Faturamento")
    convite = convidada(mundo, "Faturamento", por=gil)
    with escopo(mundo.operadora):
        mudar_papeis(dona, gil.vinculo, [perfil("Gerenciar Relacionamentos")])
    with pytest.raises(Recusa, match="já não pode dar"):
        aceitar(eu(nara), convite)
    assert vinculos_vigentes(nara) == []


def test_convite_de_quem_foi_desligado_nao_vale(mundo: Mundo) -> None:
    dona, nara = titular(mundo), pessoa("nara")
    gil = secretaria(mundo, "Gerenciar Relacionamentos", "Faturamento")
    convite = convidada(mundo, "Faturamento", por=gil)
    with escopo(mundo.operadora):
        encerrar(dona, gil.vinculo, "Saiu da clínica.")
    with pytest.raises(Recusa, match="já não pode dar"):
        aceitar(eu(nara), convite)


def test_o_que_foi_dado_fica_quando_quem_deu_perde_o_direito(mundo: Mundo) -> None:
    dona, nara = titular(mundo), pessoa("nara")
    gil = secretaria(mundo, "Gerenciar Relacionamentos", "Faturamento")
    vinculo = aceitar(eu(nara), convidada(mundo, "Faturamento", por=gil))
    with escopo(mundo.operadora):
        encerrar(dona, gil.vinculo, "Saiu da clínica.")
    assert "faturamento.lote.enviar" in ator(vinculo).permissoes


def test_perfil_reduzido_pela_operadora_reduz_quem_o_recebeu(mundo: Mundo) -> None:
    nara = pessoa("nara")
    aceitar(eu(nara), convidada(mundo, "Faturamento"))
    with escopo(mundo.operadora):
        Perfil.objects.filter(nome="Faturamento").update(permissoes=["faturamento.lote.ver"])
    (relido,) = vinculos_vigentes(nara)
    permissoes = ator(relido).permissoes
    assert "faturamento.lote.ver" in permissoes
    assert "faturamento.lote.enviar" not in permissoes


# Other prestador, other operadora


def test_convite_de_outro_prestador_nao_se_toca(mundo: Mundo) -> None:
    convite = convidada(mundo)
    alheia = titular(mundo, mundo.outro_prestador)
    with escopo(mundo.operadora):
        for verbo in (cancelar, reenviar):
            with pytest.raises(Convite.DoesNotExist):
                verbo(alheia, convite)
    assert atual(mundo, convite).situacao == "pendente"


def test_convite_de_outra_operadora_nao_se_toca(mundo: Mundo) -> None:
    convite = convidada(mundo)
    vinculo = mundo.vinculo("dentista", outra=True)
    dentista = Ator(
        operadora=mundo.outra,
        portal="prestador",
        usuario=vinculo.usuario,
        vinculo=vinculo,
        permissoes=frozenset({"acesso.relacionamento.gerir"}),
        prestador_id=vinculo.prestador_id,
    )
    with escopo(mundo.outra):
        for verbo in (cancelar, reenviar):
            with pytest.raises(Convite.DoesNotExist):
                verbo(dentista, convite)


# Credenciamento, by the same verbs


def test_operadora_convida_o_prestador_e_ele_vira_titular(mundo: Mundo) -> None:
    nara = pessoa("nara")
    with escopo(mundo.operadora):
        novo = NovoConvite(
            Convite.Tipo.CREDENCIAMENTO,
            [perfil("Credenciado")],
            email="nara@exemplo.org",
            prestador=mundo.outro_prestador,
        )
        convite = convidar(mundo.ator("gestor"), novo)
        with pytest.raises(Prestador.DoesNotExist):
            convidar(mundo.ator("gestor"), oferta_sem_prestador())
    vinculo = aceitar(eu(nara), convite)
    assert (vinculo.tipo, vinculo.prestador, vinculo.vigencia_fim) == ("proprio", mundo.outro_prestador, None)


def oferta_sem_prestador() -> NovoConvite:
    return NovoConvite(Convite.Tipo.CREDENCIAMENTO, [perfil("Credenciado")], email="leo@exemplo.org")


def test_o_mesmo_periodo_nao_se_abre_duas_vezes(mundo: Mundo) -> None:
    """Two invitations of different kinds of sender to one address: the second acceptance finds it taken."""
    nara = pessoa("nara")
    convite = convidada(mundo)
    acesso(mundo.operadora, nara, ["Autorização"], mundo.prestador)
    with pytest.raises(Recusa, match="já tem este acesso"):
        aceitar(eu(nara), convite)
    assert atual(mundo, convite).situacao == "pendente"
    assert len(vinculos_vigentes(nara)) == 1


def test_pode_gerir_segue_o_direito(mundo: Mundo) -> None:
    convite = convidada(mundo)
    assert verbos.pode_gerir(secretaria(mundo, "Gerenciar Relacionamentos"), convite) is True
    assert verbos.pode_gerir(secretaria(mundo, "Faturamento", login="ivo"), convite) is False
