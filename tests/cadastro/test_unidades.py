"""Units of the operadora: who keeps them, what keeps them alive, and what of a prestador moves with its unit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from guiche.acesso.models import Portal, Vinculo
from guiche.acesso.selectors.contexto import ator_do_vinculo, vinculos_vigentes
from guiche.acesso.services.equipe import NovaPessoa, aprovar, propor_convite, propor_perfis
from guiche.acesso.services.vinculos import dar_unidades
from guiche.cadastro.alcance import do_alcance
from guiche.cadastro.models import Prestador, Unidade
from guiche.cadastro.selectors.unidades import passagens_do_prestador, unidades
from guiche.cadastro.services.unidades import (
    criar_unidade,
    desativar_unidade,
    mudar_unidade,
    mudar_unidade_do_prestador,
    reativar_unidade,
)
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.inquilinato import ForaDoEscopo
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.servico import Recusa
from tests.acesso.relacionamentos import perfil
from tests.acesso.test_equipe import da_casa, segunda_gestora
from tests.cenario import Mundo

pytestmark = pytest.mark.django_db


@pytest.fixture
def gestor(mundo: Mundo) -> Iterator[Ator]:
    """Who reaches every unit, in the scope of the operadora."""
    with escopo(mundo.operadora):
        yield mundo.ator("gestor")


def so_do(mundo: Mundo, papel: str, *codigos: str) -> Ator:
    """The same person, narrowed to units."""
    vinculo = mundo.vinculo(papel)
    dar_unidades(vinculo, [da_casa(codigo).pk for codigo in codigos])
    return ator_do_vinculo(vinculo.usuario, vinculo)


def test_unidade_se_cria_e_se_renomeia_sem_repetir(gestor: Ator) -> None:
    nova = criar_unidade(gestor, " les te ", "  Unidade   Leste ")
    assert (nova.codigo, nova.nome, nova.ativa) == ("LESTE", "Unidade Leste", True)
    for codigo, nome, campo in (
        ("leste", "Outra", "codigo"),
        ("OUT", "unidade leste", "nome"),
        ("", "Outra", "codigo"),
    ):
        with pytest.raises(Recusa) as recusa:
            criar_unidade(gestor, codigo, nome)
        assert recusa.value.campo == campo
    mudada = mudar_unidade(gestor, nova, "LES", "Unidade Leste")
    assert mudada.codigo == "LES"
    mudar_unidade(gestor, nova, "LES", "Unidade Leste")
    fatos = (
        Evento.objects.filter(tipo="cadastro.unidade.mudada").order_by("numero").values_list("fato__acao", flat=True)
    )
    assert list(fatos) == ["criar", "mudar"]


def test_so_se_desativa_o_que_ninguem_usa(mundo: Mundo, gestor: Ator) -> None:
    norte, odete = da_casa("NOR"), segunda_gestora(mundo)
    with pytest.raises(Recusa, match="1 prestador"):
        desativar_unidade(gestor, norte)
    Prestador.objects.filter(unidade=norte).update(unidade=None)
    financeiro = perfil("Financeiro", Portal.OPERADORA)
    pedido = propor_perfis(gestor, mundo.vinculo("analista"), [financeiro], [norte])
    assert pedido is not None
    with pytest.raises(Recusa, match="1 acesso da equipe"):
        desativar_unidade(gestor, norte)
    aprovar(odete, pedido)
    with pytest.raises(Recusa, match="1 acesso da equipe"):
        desativar_unidade(gestor, norte)
    dar_unidades(mundo.vinculo("analista"), [])
    assert desativar_unidade(gestor, norte).ativa is False
    for verbo in (
        lambda: propor_perfis(gestor, mundo.vinculo("financeiro"), [financeiro], [da_casa("NOR")]),
        lambda: propor_convite(gestor, NovaPessoa("Nara", "nara@exemplo.org", [financeiro], [da_casa("NOR")])),
        lambda: mudar_unidade_do_prestador(gestor, mundo.prestador, norte),
        lambda: dar_unidades(mundo.vinculo("financeiro"), [norte.pk]),
    ):
        with pytest.raises(Recusa):
            verbo()
    assert reativar_unidade(gestor, norte).ativa is True


def test_prestador_muda_de_unidade_com_historico(mundo: Mundo, gestor: Ator) -> None:
    sul = da_casa("SUL")
    assert mudar_unidade_do_prestador(gestor, mundo.prestador, sul).unidade == sul
    mudar_unidade_do_prestador(gestor, mundo.prestador, sul)
    mudar_unidade_do_prestador(gestor, mundo.prestador, None)
    passagens = passagens_do_prestador(gestor, mundo.prestador)
    assert [(p.de, p.para) for p in passagens] == [("Unidade Sul", ""), ("Unidade Centro", "Unidade Sul")]
    assert {p.quem for p in passagens} == {mundo.gestor.nome}


def test_quem_tem_unidade_nao_mexe_em_unidade_nem_ve_as_outras(mundo: Mundo, gestor: Ator) -> None:
    norte, fora = da_casa("NOR"), so_do(mundo, "gestor", "NOR")
    assert [unidade.codigo for unidade in unidades(fora)] == ["NOR"]
    assert unidades(mundo.ator("faturista")).count() == 0
    for verbo in (
        lambda: criar_unidade(fora, "LES", "Leste"),
        lambda: mudar_unidade(fora, norte, "N", "Norte"),
        lambda: desativar_unidade(fora, norte),
        lambda: mudar_unidade_do_prestador(fora, mundo.hospital, None),
    ):
        with pytest.raises(Recusa) as recusa:
            verbo()
        assert recusa.value.codigo == "unidade"
    with pytest.raises(SemPermissao):
        criar_unidade(mundo.ator("analista"), "LES", "Leste")


def test_o_ator_leva_as_unidades_e_sem_elas_alcanca_tudo(mundo: Mundo, gestor: Ator) -> None:
    assert (gestor.unidades, do_alcance(gestor)) == ({}, do_alcance(Ator.sistema(mundo.operadora)))
    deles = so_do(mundo, "analista", "SUL", "NOR")
    assert list(deles.unidades.values()) == ["Unidade Norte", "Unidade Sul"]
    assert deles.rotulo == "Aroeira Saúde · Unidade Norte e Unidade Sul"
    assert so_do(mundo, "analista", "SUL", "NOR", "CEN").rotulo == "Aroeira Saúde · 3 unidades"
    (lido,) = vinculos_vigentes(mundo.analista)
    assert dict(ator_do_vinculo(mundo.analista, lido).unidades) == {
        da_casa(codigo).pk: nome
        for codigo, nome in (("CEN", "Unidade Centro"), ("NOR", "Unidade Norte"), ("SUL", "Unidade Sul"))
    }


def test_ninguem_da_acesso_alem_das_proprias_unidades(mundo: Mundo, gestor: Ator) -> None:
    """Neither who asks nor who approves; all the units are beyond any."""
    analise, paulo = perfil("Analista de contas", Portal.OPERADORA), mundo.vinculo("analista")
    odete = segunda_gestora(mundo)
    de_todas = propor_perfis(odete, mundo.vinculo("financeiro"), [analise])
    fora = so_do(mundo, "gestor", "NOR")
    for dadas in ([], [da_casa("SUL")], [da_casa("NOR"), da_casa("SUL")]):
        for verbo in (
            lambda dadas=dadas: propor_convite(fora, NovaPessoa("Nara", "nara@exemplo.org", [analise], dadas)),
            lambda dadas=dadas: propor_perfis(fora, paulo, [perfil("Financeiro", Portal.OPERADORA)], dadas),
        ):
            with pytest.raises(Recusa) as recusa:
                verbo()
            assert recusa.value.campo == "unidades"
    assert de_todas is not None
    with pytest.raises(Recusa):
        aprovar(fora, de_todas)
    dela = propor_perfis(fora, paulo, [analise], [da_casa("NOR")])
    assert dela is not None
    aprovar(odete, dela)
    assert Vinculo.objects.get(pk=paulo.pk).nomes_das_unidades == "Unidade Norte"


def test_quem_e_de_uma_unidade_nao_tira_de_outro_a_que_nao_ve(mundo: Mundo, gestor: Ator) -> None:
    paulo, odete = mundo.vinculo("analista"), segunda_gestora(mundo)
    duas = propor_perfis(
        odete, paulo, [perfil("Analista de contas", Portal.OPERADORA)], [da_casa("NOR"), da_casa("SUL")]
    )
    assert duas is not None
    aprovar(gestor, duas)
    fora = so_do(mundo, "gestor", "NOR")
    with pytest.raises(Recusa) as recusa:
        propor_perfis(fora, paulo, [perfil("Financeiro", Portal.OPERADORA)], [da_casa("NOR")])
    assert recusa.value.campo == "unidades"
    assert Vinculo.objects.get(pk=paulo.pk).nomes_das_unidades == "Unidade Norte, Unidade Sul"


def test_unidade_de_outra_operadora_nao_serve(mundo: Mundo, gestor: Ator) -> None:
    with escopo(mundo.outra):
        assert Unidade.objects.count() == 0
        alheia = Unidade.objects.create(codigo="X", nome="Alheia")
    with pytest.raises(Unidade.DoesNotExist):
        mudar_unidade_do_prestador(gestor, mundo.prestador, alheia)
    with pytest.raises(Recusa):
        dar_unidades(mundo.vinculo("analista"), [alheia.pk])
    with pytest.raises(ForaDoEscopo):
        Prestador.objects.filter(pk=mundo.prestador.pk).update(unidade=alheia)
