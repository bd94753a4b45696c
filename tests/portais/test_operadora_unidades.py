"""Screens of units: list, one unit, and which unit looks after a prestador."""

from __future__ import annotations

import pytest
from django.test import Client

from guiche.acesso.services.vinculos import dar_unidades
from guiche.cadastro.models import Prestador, Unidade
from guiche.nucleo.escopo import escopo
from tests.cenario import Mundo
from tests.portais.operadora import aviso, folha, gestor_da_outra, quantos
from tests.portais.prestador import quantas_consultas

pytestmark = pytest.mark.django_db

UNIDADES, PRESTADORES = "/operadora/unidades/", "/operadora/prestadores/"


def unidade(mundo: Mundo, codigo: str) -> Unidade:
    with escopo(mundo.operadora):
        uma: Unidade = Unidade.objects.get(codigo=codigo)
    return uma


def test_lista_conta_prestadores_e_pessoas_e_exporta(mundo: Mundo, gestor: Client) -> None:
    with escopo(mundo.operadora):
        dar_unidades(mundo.vinculo("analista"), [unidade(mundo, "CEN").pk, unidade(mundo, "SUL").pk])
    linhas = folha(gestor.get(UNIDADES, {"formato": "csv"}))
    assert [linha[:4] for linha in linhas[1:]] == [
        ["Unidade Centro", "CEN", "2", "1"],
        ["Unidade Norte", "NOR", "1", "0"],
        ["Unidade Sul", "SUL", "1", "1"],
    ]
    with escopo(mundo.operadora):
        Prestador.objects.filter(pk=mundo.prestador.pk).update(unidade=None)
    assert "3 unidades; 1 prestador está fora delas" in gestor.get(UNIDADES).content.decode()


def test_operadora_sem_unidades_ve_o_que_fazer(mundo: Mundo) -> None:
    texto = gestor_da_outra(mundo).get(UNIDADES).content.decode()
    assert "Nenhuma unidade: todos veem tudo" in texto and "Nova unidade" in texto


def test_criar_renomear_desativar_e_reativar(mundo: Mundo, gestor: Client) -> None:
    assert gestor.get(f"{UNIDADES}nova/").status_code == 200
    assert gestor.post(f"{UNIDADES}nova/", {"codigo": "LES", "nome": "Unidade Leste"}).status_code == 303
    repetida = gestor.post(f"{UNIDADES}nova/", {"codigo": "les", "nome": "Outra"})
    assert (repetida.status_code, "Já há uma unidade assim" in repetida.content.decode()) == (422, True)
    leste = f"{UNIDADES}{unidade(mundo, 'LES').pk}/"
    assert gestor.post(leste, {"codigo": "LES", "nome": "Regional Leste"}).status_code == 303
    assert "Regional Leste cuida de 0 prestadores" in gestor.get(leste).content.decode()
    gestor.post(f"{leste}desativar/")
    assert unidade(mundo, "LES").ativa is False
    assert "Reativar" in gestor.get(leste).content.decode()
    gestor.post(f"{leste}reativar/")
    assert unidade(mundo, "LES").ativa is True
    centro = f"{UNIDADES}{unidade(mundo, 'CEN').pk}/"
    assert "ainda tem 2 prestadores" in aviso(gestor.post(f"{centro}desativar/"))
    assert unidade(mundo, "CEN").ativa is True


def test_a_unidade_do_prestador_muda_na_pagina_dele(mundo: Mundo, gestor: Client) -> None:
    um = f"{UNIDADES}do-prestador/{mundo.prestador.pk}/"
    assert f"Unidade Centro cuida de {mundo.prestador.nome_fantasia}" in gestor.get(um).content.decode()
    assert gestor.post(um, {"unidade": str(unidade(mundo, "SUL").pk)}).status_code == 303
    texto = gestor.get(um).content.decode()
    assert "Unidade Sul cuida de" in texto and "Mudanças de unidade" in texto
    nomes = [
        str(linha.objeto)
        for linha in gestor.get(PRESTADORES, {"unidade": unidade(mundo, "SUL").pk}).context["tabela"].linhas
    ]
    assert nomes == sorted([mundo.prestador.nome_fantasia, mundo.outro_prestador.nome_fantasia])
    assert gestor.post(um, {"unidade": ""}).status_code == 303
    assert "Nenhuma unidade cuida de" in gestor.get(um).content.decode()


def test_recusado_de_outra_operadora_e_sem_crescer(mundo: Mundo, gestor: Client, analista: Client) -> None:
    centro = unidade(mundo, "CEN")
    enderecos = (
        UNIDADES,
        f"{UNIDADES}nova/",
        f"{UNIDADES}{centro.pk}/",
        f"{UNIDADES}do-prestador/{mundo.prestador.pk}/",
    )
    for endereco in enderecos:
        assert analista.get(endereco).status_code == 403
    assert analista.post(f"{UNIDADES}{centro.pk}/desativar/").status_code == 403
    da_outra = gestor_da_outra(mundo)
    for endereco in enderecos[2:]:
        assert da_outra.get(endereco).status_code == 404
    assert da_outra.post(f"{UNIDADES}{centro.pk}/desativar/").status_code == 404
    assert quantos(mundo, "cadastro.unidade.mudada") == 0
    tres = quantas_consultas(gestor, UNIDADES)
    with escopo(mundo.operadora):
        Prestador.objects.exclude(unidade=centro).update(unidade=centro)
        Unidade.objects.exclude(pk=centro.pk).delete()
    assert quantas_consultas(gestor, UNIDADES) == tres


def test_quem_tem_unidade_le_e_nao_muda(mundo: Mundo, gestor: Client) -> None:
    centro = unidade(mundo, "CEN")
    with escopo(mundo.operadora):
        dar_unidades(mundo.vinculo("gestor"), [centro.pk])
    pagina = gestor.get(UNIDADES)
    texto = pagina.content.decode()
    assert [linha.objeto.codigo for linha in pagina.context["tabela"].linhas] == ["CEN"]
    assert "Você atua só em parte das unidades" in texto and "Nova unidade" not in texto
    assert "Gravar" not in gestor.get(f"{UNIDADES}{centro.pk}/").content.decode().split("<main")[1]
    negado = gestor.post(f"{UNIDADES}nova/", {"codigo": "LES", "nome": "Leste"})
    assert (negado.status_code, "é de quem atua em todas" in negado.content.decode()) == (422, True)
    assert gestor.get(f"{UNIDADES}{unidade(mundo, 'SUL').pk}/").status_code == 404
