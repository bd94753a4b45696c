"""The screens of the review of accesses: the team, the late prestadores, the quarter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Portal, Vinculo
from guiche.acesso.regras.trimestres import trimestre_de
from guiche.acesso.services.vinculos import dar_perfis
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.escopo import escopo
from tests.acesso.relacionamentos import acesso, dias, perfil, pessoa, titular
from tests.cenario import Mundo
from tests.portais.operadora import aviso, folha, gestor_da_outra, quantos, relido
from tests.portais.prestador import quantas_consultas

pytestmark = pytest.mark.django_db

REVISAO = "/operadora/acessos/revisao/"
CONFIRMAR, PRESTADORES, LEMBRAR = f"{REVISAO}confirmar/", f"{REVISAO}prestadores/", f"{REVISAO}prestadores/lembrar/"
TRIMESTRE = f"{REVISAO}trimestre/"


@pytest.fixture
def atrasado(mundo: Mundo) -> Vinculo:
    """An access of the clinic, forty days past its review; all the others were confirmed today."""
    with escopo(mundo.operadora):
        Vinculo.objects.update(revisado_em=mundo.hoje)
    nara = pessoa("nara")
    return acesso(mundo.operadora, nara, ["Faturamento"], mundo.prestador, inicio=dias(-130, mundo.hoje))


def vencer(mundo: Mundo, vinculo: Vinculo, ha: int = 10) -> Vinculo:
    """Put the review of an access so many days past due."""
    with escopo(mundo.operadora):
        Vinculo.objects.filter(pk=vinculo.pk).update(
            revisado_em=mundo.hoje - timedelta(days=90 + ha), vigencia_inicio=mundo.hoje - timedelta(days=300)
        )
    return vinculo


@pytest.mark.requisito("X-06")
def test_a_equipe_se_confirma_na_lista_e_na_pagina_da_pessoa(mundo: Mundo, gestor: Client, atrasado: Vinculo) -> None:
    assert "Todos os acessos da equipe estão confirmados" in gestor.get(REVISAO).content.decode()
    paulo, marta = vencer(mundo, mundo.vinculo("analista")), vencer(mundo, mundo.vinculo("financeiro"), 1)
    pagina = gestor.get(REVISAO).content.decode()
    assert "2 acessos da equipe esperam confirmação" in pagina and "Atrasada há 10 dias" in pagina
    vencidas = gestor.get(f"{REVISAO}?revisao=vencida")
    assert [linha.objeto.pk for linha in vencidas.context["tabela"].linhas] == [paulo.pk, marta.pk]
    cabeca, primeira, *_ = folha(gestor.get(f"{REVISAO}?revisao=vencida&formato=csv"))
    assert dict(zip(cabeca, primeira, strict=True))["Dias de atraso (negativo: faltam)"] == "10"
    propria = mundo.vinculo("gestor")
    assert gestor.post(CONFIRMAR, {"ids": [paulo.pk, propria.pk]}).status_code == 303
    assert relido(mundo, paulo).revisado_em == mundo.hoje
    da_pessoa = gestor.get(f"/operadora/acessos/equipe/{marta.pk}/").content.decode()
    assert "A revisão deste acesso venceu" in da_pessoa
    assert "1 acesso confirmado" in aviso(gestor.post(CONFIRMAR, {"ids": [marta.pk]}))
    assert "A revisão deste acesso venceu" not in gestor.get(f"/operadora/acessos/equipe/{marta.pk}/").content.decode()
    assert quantos(mundo, "acesso.vinculo.revisto") == 2
    gestor.post(CONFIRMAR, {"ids": [propria.pk]})
    gestor.post(CONFIRMAR, {})
    assert gestor.post(CONFIRMAR, {"ids": [atrasado.pk]}).status_code == 404
    assert quantos(mundo, "acesso.vinculo.revisto") == 2


@pytest.mark.requisito("X-06")
def test_o_prestador_atrasado_se_ve_se_exporta_e_se_lembra(mundo: Mundo, gestor: Client, atrasado: Vinculo) -> None:
    titular(mundo)
    pagina = gestor.get(PRESTADORES).content.decode()
    assert "1 prestador está atrasado na revisão" in pagina and "40 dias" in pagina and "ainda não" in pagina
    cabeca, linha = folha(gestor.get(f"{PRESTADORES}?formato=csv"))
    dita = dict(zip(cabeca, linha, strict=True))
    assert (dita["Prestador"], dita["Papéis"], dita["Atraso"]) == (
        mundo.prestador.nome_fantasia,
        "Faturamento",
        "40",
    )
    assert gestor.get(f"{PRESTADORES}?atraso=60").context["tabela"].linhas == []
    assert gestor.post(LEMBRAR, {"ids": [atrasado.pk]}).status_code == 303
    assert quantos(mundo, "acesso.revisao.cobrada") == 1
    assert "ainda não" not in gestor.get(PRESTADORES).content.decode()
    de_novo = gestor.post(LEMBRAR, {"ids": [atrasado.pk]})
    assert aviso(de_novo) == "Já lembrado hoje. O lembrete seguinte pode ir amanhã."
    assert quantos(mundo, "acesso.revisao.cobrada") == 1


@pytest.mark.requisito("X-06")
def test_o_relatorio_do_trimestre_se_baixa_para_o_auditor(mundo: Mundo, gestor: Client, atrasado: Vinculo) -> None:
    paulo = vencer(mundo, mundo.vinculo("analista"))
    gestor.post(CONFIRMAR, {"ids": [paulo.pk]})
    atual = trimestre_de(mundo.hoje)
    pagina = gestor.get(TRIMESTRE)
    assert f"{atual.rotulo}: 1 acesso confirmado e " in pagina.content.decode()
    arquivo = gestor.get(f"{TRIMESTRE}?{pagina.context['planilha']}")
    assert f"revisao-do-{atual.numero}o-trimestre-de-{atual.ano}.csv" in arquivo["Content-Disposition"]
    cabeca, *linhas = folha(arquivo)
    por_login = {linha[1]: dict(zip(cabeca, linha, strict=True)) for linha in linhas}
    do_paulo = por_login[mundo.analista.login]
    assert (do_paulo["Resultado"], do_paulo["Quem confirmou"]) == ("Confirmado", mundo.gestor.nome)
    assert do_paulo["Perfis confirmados"] == do_paulo["Perfis hoje"]
    assert por_login["nara"]["Resultado"] == "Sem revisão"
    filtrado = gestor.get(f"{TRIMESTRE}?portal=prestador&resultado=Sem+revisão").context["tabela"]
    assert {linha.objeto.portal for linha in filtrado.linhas} == {"prestador"}
    assert gestor.get(f"{TRIMESTRE}?trimestre=1999-1").status_code == 200


def test_revisao_desligada_diz_que_esta_desligada(mundo: Mundo, gestor: Client, atrasado: Vinculo) -> None:
    with escopo(mundo.operadora):
        configurar(mundo.ator("gestor"), AcessoConfig(revisao_dias=0))
    for endereco in (REVISAO, PRESTADORES):
        pagina = gestor.get(endereco).content.decode()
        assert "A revisão de acessos está desligada" in pagina and "nara" not in pagina


def test_so_quem_ve_a_equipe_abre_e_so_da_sua_operadora(
    mundo: Mundo, analista: Client, gestor: Client, atrasado: Vinculo
) -> None:
    for endereco in (REVISAO, PRESTADORES, TRIMESTRE):
        assert analista.get(endereco).status_code == 403
    for endereco in (CONFIRMAR, LEMBRAR):
        assert analista.post(endereco, {"ids": [atrasado.pk]}).status_code == 403
    de_fora = gestor_da_outra(mundo)
    for endereco in (REVISAO, PRESTADORES, TRIMESTRE):
        pagina = de_fora.get(endereco).content.decode()
        assert "nara" not in pagina and mundo.analista.nome not in pagina
    assert de_fora.post(LEMBRAR, {"ids": [atrasado.pk]}).status_code == 404
    assert de_fora.post(CONFIRMAR, {"ids": [mundo.vinculo("analista").pk]}).status_code == 404
    assert quantos(mundo, "acesso.revisao.cobrada") == quantos(mundo, "acesso.vinculo.revisto") == 0


def test_as_consultas_nao_crescem_com_as_linhas(mundo: Mundo, gestor: Client, atrasado: Vinculo) -> None:
    def medir() -> list[int]:
        return [quantas_consultas(gestor, endereco) for endereco in (REVISAO, PRESTADORES, TRIMESTRE)]

    medir()
    antes = medir()
    for login in ("ana", "bia"):
        acesso(mundo.operadora, pessoa(login), ["Faturamento"], mundo.hospital, inicio=dias(-130, mundo.hoje))
        with escopo(mundo.operadora):
            vinculo = Vinculo.objects.create(
                usuario=pessoa(f"{login}.equipe"), portal=Portal.OPERADORA, vigencia_inicio=dias(-130, mundo.hoje)
            )
            dar_perfis(vinculo, [perfil("Financeiro", Portal.OPERADORA)])
    assert medir() == antes
