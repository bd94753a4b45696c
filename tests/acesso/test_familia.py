"""What a family shows: consents and their end, requests, caregivers, guardians, and the 18th birthday."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from django.utils import timezone

from guiche.acesso.models import (
    ConsentimentoFamiliar,
    Convite,
    PedidoDeResponsavel,
    PedidoParaVer,
    Perfil,
    Portal,
    Usuario,
    Vinculo,
)
from guiche.acesso.selectors.familia import (
    delegacoes,
    familia_do_ator,
    historico,
    pedidos_abertos,
    pedidos_de_responsavel,
    quem_age_por,
)
from guiche.acesso.services.convites import NovoConvite, aceitar, convidar, convite_recebido
from guiche.acesso.services.familia import (
    NovoCuidador,
    NovoResponsavel,
    avisar_da_maioridade,
    convidar_cuidador,
    decidir_responsavel,
    desistir_da_indicacao,
    desistir_do_pedido,
    encerrar_delegacao,
    indicar_responsavel,
    pedir_para_ver,
    permitir,
    responder_pedido,
    revogar,
)
from guiche.acesso.services.vinculos import dar_perfis, encerrar_vencidos
from guiche.cadastro.models import Beneficiario
from guiche.comunicacao.models import Notificacao
from guiche.documentos.models import Arquivo
from guiche.documentos.services import abrir
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.fluxo import TransicaoInvalida
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from tests.acesso.relacionamentos import ator, eu, pessoa
from tests.cenario import Mundo
from tests.correio import cartas, ultima_carta

pytestmark = pytest.mark.django_db


def helena(mundo: Mundo) -> Ator:
    """The titular of one request, rights and reach read anew."""
    return mundo.ator("beneficiario")


def rafael(mundo: Mundo) -> Ator:
    """Her husband, an adult dependant."""
    return mundo.ator("conjuge")


def proprio(mundo: Mundo, quem: Beneficiario, login: str) -> Vinculo:
    """The own access of somebody of the family who had none."""
    usuario = pessoa(login, quem.nome)
    return _acesso(mundo, usuario, quem, "Dependente", Vinculo.Tipo.PROPRIO)


def _acesso(mundo: Mundo, usuario: Usuario, quem: Beneficiario, papel: str, tipo: str, **mais: object) -> Vinculo:
    with escopo(mundo.operadora):
        vinculo: Vinculo = Vinculo.objects.create(
            usuario=usuario,
            tipo=tipo,
            portal=Portal.BENEFICIARIO,
            beneficiario=quem,
            **{"vigencia_inicio": mundo.hoje, **mais},
        )
        dar_perfis(vinculo, [Perfil.objects.get(portal=Portal.BENEFICIARIO, nome=papel)])
    return vinculo


def nascido(quem: Beneficiario, nascimento: date) -> Beneficiario:
    with escopo(quem.operadora):
        Beneficiario.objects.filter(pk=quem.pk).update(nascimento=nascimento)
    quem.nascimento = nascimento
    return quem


def ha_18_anos(dia: date) -> date:
    return dia.replace(year=dia.year - 18)


def pdf() -> bytes:
    novo, saida = pikepdf.new(), io.BytesIO()
    novo.add_blank_page()
    novo.save(saida)
    return saida.getvalue()


# Consents


@pytest.mark.requisito("X-12", "O-19")
def test_adulto_permite_um_assunto_e_desfaz_com_efeito_no_pedido_seguinte(mundo: Mundo) -> None:
    assert helena(mundo).beneficiarios_em("extrato") == helena(mundo).beneficiario_ids
    assert mundo.conjuge.pk not in helena(mundo).beneficiario_ids
    with escopo(mundo.operadora):
        dado = permitir(rafael(mundo), mundo.titular.pk, "extrato")
        assert helena(mundo).alcance == {"extrato": (mundo.conjuge.pk,)}
        assert mundo.conjuge.pk not in helena(mundo).beneficiario_ids
        assert mundo.conjuge.pk not in helena(mundo).beneficiarios_em("protocolos")
        assert revogar(rafael(mundo), mundo.titular.pk, "extrato") == 1
        assert revogar(rafael(mundo), mundo.titular.pk, "extrato") == 0
        assert helena(mundo).alcance == {}
        dado.refresh_from_db()
        assert dado.revogado_em is not None
        fatos = Evento.objects.filter(tipo__startswith="acesso.consentimento.").order_by("numero")
        assert [(e.tipo, e.objeto_id, e.usuario_id, e.ip) for e in fatos] == [
            ("acesso.consentimento.dado", dado.pk, mundo.usuario_conjuge.pk, "127.0.0.1"),
            ("acesso.consentimento.revogado", dado.pk, mundo.usuario_conjuge.pk, "127.0.0.1"),
        ]
        assert len(fatos[0].fato["texto"]) == 64


def test_permissao_tem_fim_e_o_fim_se_troca(mundo: Mundo, settings: Any) -> None:
    with escopo(mundo.operadora):
        fim = mundo.hoje + timedelta(days=2)
        primeiro = permitir(rafael(mundo), mundo.titular.pk, "extrato", fim)
        assert permitir(rafael(mundo), mundo.titular.pk, "extrato", fim) == primeiro
        outro = permitir(rafael(mundo), mundo.titular.pk, "extrato", fim + timedelta(days=1))
        assert outro.pk != primeiro.pk
        assert ConsentimentoFamiliar.objects.filter(revogado_em__isnull=True).get() == outro
        with pytest.raises(Recusa, match="Escolha um dia a partir de") as recusa:
            permitir(rafael(mundo), mundo.titular.pk, "cartao", mundo.hoje - timedelta(days=1))
        assert recusa.value.campo == "fim"
    for dias, visiveis in ((0, (mundo.conjuge.pk,)), (3, (mundo.conjuge.pk,)), (4, ())):
        settings.GUICHE_HOJE = mundo.hoje + timedelta(days=dias)
        assert helena(mundo).alcance.get("extrato", ()) == visiveis


def test_so_titular_e_conjuge_adultos_da_familia_recebem(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        for fora in (mundo.dependente, mundo.outro_titular, mundo.conjuge, mundo.titular_da_outra):
            with pytest.raises(Beneficiario.DoesNotExist):
                permitir(rafael(mundo), fora.pk, "extrato")
        with pytest.raises(KeyError):
            permitir(rafael(mundo), mundo.titular.pk, "senha")
        assert not ConsentimentoFamiliar.objects.exists()
        assert permitir(helena(mundo), mundo.conjuge.pk, "cartao").para_id == mundo.conjuge.pk
    assert rafael(mundo).alcance == {"cartao": (mundo.titular.pk,)}


def test_cuidador_nao_permite_nem_pede_em_nome_da_pessoa(mundo: Mundo) -> None:
    vinculo = _acesso(mundo, pessoa("lia"), mundo.conjuge, "Cuidador", Vinculo.Tipo.CUIDADOR)
    cuidador = ator(vinculo)
    with escopo(mundo.operadora):
        for tentar in (
            lambda: permitir(cuidador, mundo.titular.pk, "extrato"),
            lambda: revogar(cuidador, mundo.titular.pk, "extrato"),
            lambda: pedir_para_ver(cuidador, mundo.titular.pk, ["extrato"]),
            lambda: encerrar_delegacao(cuidador, vinculo.pk),
            lambda: familia_do_ator(cuidador),
        ):
            with pytest.raises(Recusa, match="Só a própria pessoa decide"):
                tentar()
        with pytest.raises(SemPermissao):
            convidar_cuidador(cuidador, NovoCuidador(mundo.conjuge.pk, "Zé", "ze@exemplo.org", mundo.hoje))
        assert not ConsentimentoFamiliar.objects.exists() and not PedidoParaVer.objects.exists()
        assert pedidos_de_responsavel(cuidador).count() == 0


def test_quem_cuida_do_titular_nao_alcanca_os_filhos_nem_o_que_permitiram_ao_titular(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        permitir(rafael(mundo), mundo.titular.pk, "extrato")
    cuidador = ator(_acesso(mundo, pessoa("lia"), mundo.titular, "Cuidador", Vinculo.Tipo.CUIDADOR))
    assert cuidador.beneficiarios_em("extrato") == (mundo.titular.pk,)


def test_historico_traz_a_prova_de_cada_permissao(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        permitir(rafael(mundo), mundo.titular.pk, "extrato")
        revogar(rafael(mundo), mundo.titular.pk, "extrato")
        permitir(rafael(mundo), mundo.titular.pk, "cartao")
        cartao, extrato = historico(rafael(mundo))
        assert (cartao.assunto.codigo, extrato.assunto.codigo) == ("cartao", "extrato")
        assert cartao.dado is not None and cartao.revogado is None
        assert extrato.dado is not None and extrato.revogado is not None
        assert extrato.dado.quem == mundo.usuario_conjuge.nome
        assert historico(helena(mundo)) == []


# The 18th birthday


@pytest.mark.parametrize("dia", [date(2026, 11, 22), date(2027, 3, 1)])
def test_aos_18_o_titular_deixa_de_ver_no_proprio_dia(mundo: Mundo, settings: Any, dia: date) -> None:
    nascimento = date(2009, 3, 1) if dia.month == 3 else ha_18_anos(dia)
    nascido(mundo.dependente, nascimento)
    settings.GUICHE_HOJE = dia - timedelta(days=1)
    assert mundo.dependente.pk in helena(mundo).beneficiario_ids
    settings.GUICHE_HOJE = dia
    assert mundo.dependente.pk not in helena(mundo).beneficiarios_em("extrato")
    assert mundo.bebe.pk in helena(mundo).beneficiario_ids


@pytest.mark.parametrize(
    ("dia", "ve"), [(date(2026, 2, 28), True), (date(2026, 3, 1), False), (date(2028, 2, 29), False)]
)
def test_nascido_em_29_de_fevereiro(mundo: Mundo, settings: Any, dia: date, ve: bool) -> None:
    nascido(mundo.dependente, date(2008, 2, 29))
    settings.GUICHE_HOJE = dia
    assert (mundo.dependente.pk in helena(mundo).beneficiario_ids) is ve


def test_antes_dos_18_nao_decide_e_trinta_dias_antes_decide_para_o_aniversario(mundo: Mundo, settings: Any) -> None:
    faz_18 = mundo.hoje + timedelta(days=40)
    caio = nascido(mundo.dependente, ha_18_anos(faz_18))
    vinculo = proprio(mundo, caio, "caio")
    with escopo(mundo.operadora), pytest.raises(Recusa, match=f"em {faz_18:%d/%m/%Y}"):
        permitir(ator(vinculo), mundo.titular.pk, "extrato")
    settings.GUICHE_HOJE = faz_18 - timedelta(days=30)
    with escopo(mundo.operadora):
        assert permitir(ator(vinculo), mundo.titular.pk, "extrato").inicio == faz_18
    assert helena(mundo).alcance == {}
    assert caio.pk in helena(mundo).beneficiario_ids
    settings.GUICHE_HOJE = faz_18
    assert helena(mundo).alcance == {"extrato": (caio.pk,)}
    assert caio.pk not in helena(mundo).beneficiario_ids


def test_quem_faz_18_e_avisado_uma_vez_com_trinta_dias(mundo: Mundo) -> None:
    faz_18 = mundo.hoje + timedelta(days=30)
    caio = nascido(mundo.dependente, ha_18_anos(faz_18))
    proprio(mundo, caio, "caio")
    nascido(mundo.bebe, ha_18_anos(mundo.hoje + timedelta(days=31)))
    with escopo(mundo.operadora):
        assert avisar_da_maioridade() == 1
        assert avisar_da_maioridade() == 0
        drenar()
        em = f"{faz_18:%d/%m/%Y}"
        avisos = {(n.usuario.login, n.titulo) for n in Notificacao.objects.select_related("usuario")}
        assert avisos == {("caio", f"Em {em} você faz 18 anos"), ("helena", f"Em {em} Theo faz 18 anos")}
    carta = ultima_carta(para="caio@exemplo.org", modelo="acesso.familia.maioridade")
    assert carta.assunto == f"Em {em} você passa a decidir quem vê seus dados"
    assert carta.links[0].endswith("/beneficiario/familia/")


def test_poder_sobre_o_menor_acaba_aos_18_sem_esperar_tarefa(mundo: Mundo, settings: Any) -> None:
    faz_18 = mundo.hoje + timedelta(days=10)
    caio = nascido(mundo.dependente, ha_18_anos(faz_18))
    vinculo = _acesso(mundo, pessoa("lia"), caio, "Cuidador", Vinculo.Tipo.CUIDADOR)
    assert ator(vinculo).beneficiario_ids == (caio.pk,)
    settings.GUICHE_HOJE = faz_18
    assert ator(vinculo).beneficiario_ids == ()
    with escopo(mundo.operadora):
        assert not Vinculo.objects.filter(quem_age_por(caio)).exists()


# Requests


def test_titular_pede_e_o_adulto_mostra_so_uma_parte(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        pedido = pedir_para_ver(helena(mundo), mundo.conjuge.pk, ["extrato", "documentos", "outra coisa"])
        assert pedido.assuntos == ["extrato", "documentos"]
        assert pedidos_abertos(rafael(mundo)) == ([pedido], [])
        assert pedidos_abertos(helena(mundo)) == ([], [pedido])
        with pytest.raises(Recusa, match="ainda não respondeu"):
            pedir_para_ver(helena(mundo), mundo.conjuge.pk, ["cartao"])
        drenar()
        assert Notificacao.objects.get(usuario=mundo.usuario_conjuge).titulo == "Helena pede para ver dados seus"
        fim = mundo.hoje + timedelta(days=90)
        [dado] = responder_pedido(rafael(mundo), pedido.pk, ["extrato", "protocolos"], fim)
        assert (dado.assunto, dado.fim) == ("extrato", fim)
        assert helena(mundo).alcance == {"extrato": (mundo.conjuge.pk,)}
        with pytest.raises(TransicaoInvalida):
            responder_pedido(rafael(mundo), pedido.pk, ["documentos"])
        drenar()
        avisos = Notificacao.objects.filter(usuario=mundo.beneficiaria).values_list("titulo", "texto")
        assert set(avisos) == {
            ("Rafael respondeu ao seu pedido", "Você pode ver: Extrato."),
            ("Rafael deixou você ver: Extrato", "Vale só para você e pode ser desfeito a qualquer momento."),
        }
    assert "Extrato, Documentos" in ultima_carta(para=mundo.usuario_conjuge.email).texto


def test_recusa_sem_motivo_e_so_se_pede_de_novo_depois_de_trinta_dias(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        pedido = pedir_para_ver(helena(mundo), mundo.conjuge.pk, ["extrato"])
        assert responder_pedido(rafael(mundo), pedido.pk, []) == []
        assert helena(mundo).alcance == {}
        with pytest.raises(Recusa, match="depois de 30 dias"):
            pedir_para_ver(helena(mundo), mundo.conjuge.pk, ["extrato"])
        PedidoParaVer.objects.update(respondido_em=timezone.now() - timedelta(days=31))
        segundo = pedir_para_ver(helena(mundo), mundo.conjuge.pk, ["extrato"])
        assert desistir_do_pedido(helena(mundo), segundo.pk).situacao == "cancelado"
        assert pedidos_abertos(rafael(mundo)) == ([], [])


def test_ninguem_pede_a_menor_a_estranho_nem_responde_por_outro(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        for fora in (mundo.dependente, mundo.outro_titular, mundo.titular, mundo.titular_da_outra):
            with pytest.raises(Beneficiario.DoesNotExist):
                pedir_para_ver(helena(mundo), fora.pk, ["extrato"])
        with pytest.raises(Recusa, match="Marque") as recusa:
            pedir_para_ver(helena(mundo), mundo.conjuge.pk, ["nada"])
        assert recusa.value.campo == "assuntos"
        pedido = pedir_para_ver(helena(mundo), mundo.conjuge.pk, ["extrato"])
        with pytest.raises(PedidoParaVer.DoesNotExist):
            responder_pedido(helena(mundo), pedido.pk, ["extrato"])
        with pytest.raises(PedidoParaVer.DoesNotExist):
            desistir_do_pedido(rafael(mundo), pedido.pk)
    with escopo(mundo.outra), pytest.raises(PedidoParaVer.DoesNotExist):
        responder_pedido(mundo.ator("beneficiario", outra=True), pedido.pk, ["extrato"])
    with escopo(mundo.operadora):
        assert not ConsentimentoFamiliar.objects.exists()


# Caregivers


def convite_de_cuidador(mundo: Mundo, quem: Beneficiario, dias: int = 90) -> Convite:
    with escopo(mundo.operadora):
        novo = NovoCuidador(quem.pk, "Nara Sá", "nara@exemplo.org", mundo.hoje + timedelta(days=dias))
        return convidar_cuidador(helena(mundo), novo)


def test_cuidador_ve_pouco_ate_um_dia_marcado_e_a_pessoa_encerra_na_hora(mundo: Mundo) -> None:
    convite = convite_de_cuidador(mundo, mundo.titular)
    nara = pessoa("nara")
    vinculo = aceitar(eu(nara), convite_recebido(eu(nara), convite.pk))
    assert (vinculo.tipo, vinculo.vigencia_fim) == ("cuidador", mundo.hoje + timedelta(days=90))
    cuidadora = ator(vinculo)
    assert cuidadora.beneficiario_ids == (mundo.titular.pk,)
    assert "faturamento.extrato.ver" in cuidadora.permissoes
    assert "faturamento.item.contestar" not in cuidadora.permissoes
    with escopo(mundo.operadora):
        assert list(delegacoes(helena(mundo))) == [vinculo]
        feito = encerrar_delegacao(helena(mundo), vinculo.pk)
        assert (feito.situacao, feito.vigencia_fim) == ("encerrado", mundo.hoje)
        assert not Vinculo.objects.filter(Vinculo.vigente(mundo.hoje), usuario=nara).exists()
        with pytest.raises(TransicaoInvalida):
            encerrar_delegacao(helena(mundo), vinculo.pk)
        drenar()
    assert "foi encerrado" in ultima_carta(para="nara@exemplo.org", modelo="acesso.vinculo.mudou").assunto


@pytest.mark.parametrize("dias", [None, 366, -1])
def test_cuidado_sem_fim_longo_demais_ou_passado_e_recusado(mundo: Mundo, dias: int | None) -> None:
    fim = None if dias is None else mundo.hoje + timedelta(days=dias)
    with escopo(mundo.operadora):
        with pytest.raises(Recusa) as recusa:
            convidar_cuidador(helena(mundo), NovoCuidador(mundo.titular.pk, "Nara", "nara@exemplo.org", fim))
        assert recusa.value.campo == "fim"
        assert not Convite.objects.exists()
    assert cartas(para="nara@exemplo.org") == []


def test_cuidado_de_menor_nao_passa_da_vespera_dos_18(mundo: Mundo) -> None:
    caio = nascido(mundo.dependente, ha_18_anos(mundo.hoje + timedelta(days=50)))
    with escopo(mundo.operadora), pytest.raises(Recusa, match=f"{mundo.hoje + timedelta(days=49):%d/%m/%Y}"):
        convidar_cuidador(
            helena(mundo), NovoCuidador(caio.pk, "Nara", "nara@exemplo.org", mundo.hoje + timedelta(days=50))
        )
    assert convite_de_cuidador(mundo, caio, dias=49).limite == mundo.hoje + timedelta(days=49)


def test_cuidado_vencido_acaba_sozinho(mundo: Mundo, settings: Any) -> None:
    convite = convite_de_cuidador(mundo, mundo.titular, dias=1)
    nara = pessoa("nara")
    vinculo = aceitar(eu(nara), convite)
    settings.GUICHE_HOJE = mundo.hoje + timedelta(days=2)
    with escopo(mundo.operadora):
        assert not Vinculo.objects.filter(Vinculo.vigente(settings.GUICHE_HOJE), usuario=nara).exists()
        assert encerrar_vencidos() == 1
        vinculo.refresh_from_db()
        assert vinculo.situacao == "encerrado"


def test_ninguem_convida_nem_encerra_por_quem_nao_e_seu(mundo: Mundo) -> None:
    vinculo = _acesso(mundo, pessoa("lia"), mundo.titular, "Cuidador", Vinculo.Tipo.CUIDADOR)
    fim = mundo.hoje + timedelta(days=9)
    with escopo(mundo.operadora):
        for fora in (mundo.conjuge, mundo.outro_titular, mundo.titular_da_outra):
            with pytest.raises(Beneficiario.DoesNotExist):
                convidar_cuidador(helena(mundo), NovoCuidador(fora.pk, "Nara", "nara@exemplo.org", fim))
        with pytest.raises(Vinculo.DoesNotExist):
            encerrar_delegacao(rafael(mundo), vinculo.pk)
        proprio_da_helena = mundo.vinculo("beneficiario")
        with pytest.raises(Vinculo.DoesNotExist):
            encerrar_delegacao(helena(mundo), proprio_da_helena.pk)
    with escopo(mundo.outra), pytest.raises(Vinculo.DoesNotExist):
        encerrar_delegacao(mundo.ator("beneficiario", outra=True), vinculo.pk)
    with escopo(mundo.operadora):
        assert Vinculo.objects.get(pk=vinculo.pk).situacao == "ativo"


def test_menor_com_login_nao_convida(mundo: Mundo) -> None:
    vinculo = proprio(mundo, mundo.dependente, "theo")
    novo = NovoCuidador(mundo.dependente.pk, "Nara", "nara@exemplo.org", mundo.hoje + timedelta(days=9))
    with escopo(mundo.operadora), pytest.raises(Recusa, match="quem convida é o titular"):
        convidar_cuidador(ator(vinculo), novo)


# Guardians


def indicacao(mundo: Mundo, quem: Beneficiario, conteudo: bytes | None = None) -> PedidoDeResponsavel:
    novo = NovoResponsavel(
        quem.pk, "Nara Sá", "Nara@exemplo.org", "pai_mae", "certidao.pdf", pdf() if conteudo is None else conteudo
    )
    with escopo(mundo.operadora):
        return indicar_responsavel(helena(mundo), novo)


def test_responsavel_so_e_convidado_depois_que_a_operadora_aprova_o_documento(mundo: Mundo) -> None:
    pedido = indicacao(mundo, mundo.dependente)
    assert (pedido.situacao, pedido.email, pedido.pedido_por) == ("em_analise", "nara@exemplo.org", mundo.beneficiaria)
    assert mundo.hoje + timedelta(days=5) <= pedido.prazo <= mundo.hoje + timedelta(days=15)
    with escopo(mundo.operadora):
        assert not Convite.objects.exists()
        arquivo = Arquivo.objects.get(objeto_tipo="acesso.pedidoderesponsavel", objeto_id=pedido.pk)
        assert abrir(mundo.ator("gestor"), arquivo.pk) == arquivo
        assert abrir(helena(mundo), arquivo.pk) == arquivo
        for fora in (rafael(mundo), mundo.ator("analista"), mundo.ator("faturista")):
            with pytest.raises(Arquivo.DoesNotExist):
                abrir(fora, arquivo.pk)
        decidido = decidir_responsavel(mundo.ator("gestor"), pedido.pk, aprova=True)
        assert (decidido.situacao, decidido.decidido_por) == ("aprovado", mundo.gestor)
        drenar()
        assert Notificacao.objects.get(usuario=mundo.beneficiaria).titulo == "Indicação de responsável aprovada"
    nara = pessoa("nara")
    vinculo = aceitar(eu(nara), convite_recebido(eu(nara), decidido.convite_id or 0))
    nascimento = mundo.dependente.nascimento
    assert vinculo.vigencia_fim == nascimento.replace(year=nascimento.year + 18) - timedelta(days=1)
    responsavel = ator(vinculo)
    assert responsavel.beneficiario_ids == (mundo.dependente.pk,)
    assert "faturamento.item.contestar" in responsavel.permissoes
    with escopo(mundo.operadora):
        assert set(Vinculo.objects.filter(quem_age_por(mundo.dependente))) == {vinculo, mundo.vinculo("beneficiario")}
        assert encerrar_delegacao(helena(mundo), vinculo.pk).situacao == "encerrado"


def test_titular_nao_convida_responsavel_sem_a_operadora(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        perfil = Perfil.objects.get(portal=Portal.BENEFICIARIO, nome="Responsável legal")
        novo = NovoConvite(Convite.Tipo.RESPONSAVEL, [perfil], email="nara@exemplo.org", beneficiario=mundo.dependente)
        with pytest.raises(SemPermissao):
            convidar(helena(mundo), novo)
        assert not Convite.objects.exists()


def test_indicacao_recusada_diz_o_motivo_e_nao_convida(mundo: Mundo) -> None:
    pedido = indicacao(mundo, mundo.dependente)
    with escopo(mundo.operadora):
        with pytest.raises(Recusa, match="Diga o motivo") as recusa:
            decidir_responsavel(mundo.ator("gestor"), pedido.pk, aprova=False, motivo="  ")
        assert recusa.value.campo == "motivo"
        with pytest.raises(SemPermissao):
            decidir_responsavel(mundo.ator("analista"), pedido.pk, aprova=True)
        with pytest.raises(SemPermissao):
            decidir_responsavel(helena(mundo), pedido.pk, aprova=True)
        decidir_responsavel(mundo.ator("gestor"), pedido.pk, aprova=False, motivo="Certidão ilegível")
        with pytest.raises(TransicaoInvalida):
            decidir_responsavel(mundo.ator("gestor"), pedido.pk, aprova=True)
        assert not Convite.objects.exists()
        drenar()
        assert Notificacao.objects.get(usuario=mundo.beneficiaria).texto == "Motivo: Certidão ilegível"
    with escopo(mundo.outra), pytest.raises(PedidoDeResponsavel.DoesNotExist):
        decidir_responsavel(Ator.sistema(mundo.outra), pedido.pk, aprova=True)


def test_indicacao_repetida_com_arquivo_ruim_ou_de_estranho_nao_entra(mundo: Mundo) -> None:
    with pytest.raises(Recusa) as recusa:
        indicacao(mundo, mundo.dependente, b"MZ nada de PDF")
    assert recusa.value.campo == "arquivo"
    with pytest.raises(Beneficiario.DoesNotExist):
        indicacao(mundo, mundo.conjuge)
    pedido = indicacao(mundo, mundo.dependente)
    with pytest.raises(Recusa, match="já foi indicada"):
        indicacao(mundo, mundo.dependente)
    with escopo(mundo.operadora):
        with pytest.raises(PedidoDeResponsavel.DoesNotExist):
            desistir_da_indicacao(rafael(mundo), pedido.pk)
        assert desistir_da_indicacao(helena(mundo), pedido.pk).situacao == "cancelado"
        assert PedidoDeResponsavel.objects.count() == 1
