"""Competências of the operadora: preview by prestador, exceptions, closing and paying once."""

from __future__ import annotations

import pytest
from django.test import Client

from guiche.faturamento.regras import estados
from guiche.nucleo.escopo import escopo
from guiche.pagamento.models import Pagamento
from guiche.pagamento.services.pagamentos import fechar_competencia
from tests.cenario import Mundo
from tests.portais.operadora import (
    aviso,
    gestor_da_outra,
    liberado,
    quantos,
    relido,
)
from tests.portais.prestador import quantas_consultas

pytestmark = pytest.mark.django_db


@pytest.mark.requisito("U-17")
def test_competencia_mostra_a_previa_fecha_e_paga_uma_vez(mundo: Mundo, financeiro: Client) -> None:
    um, dois = liberado(mundo, "381"), liberado(mundo, "382", 2)
    total = um.valor_liberado + dois.valor_liberado
    (aberta,) = financeiro.get("/operadora/competencias/").context["abertas"]
    assert (aberta.prestadores, aberta.lotes, aberta.valor) == (1, 2, total)
    endereco = f"/operadora/competencias/{um.competencia}/"
    previa = financeiro.get(endereco)
    assert (previa.context["aptas"], previa.context["excecoes"], previa.context["total"]) == (1, 0, total)
    feita = financeiro.post(endereco)
    assert (feita["Location"], aviso(feita)) == (
        "/operadora/pagamentos/",
        f"Competência {um.competencia.rotulo} fechada: 1 pagamento.",
    )
    frase = f"Não há lote liberado para pagar na competência {um.competencia.rotulo}."
    assert aviso(financeiro.post(endereco)) == frase
    with escopo(mundo.operadora):
        pagamento = Pagamento.objects.get()
    assert pagamento.valor_liquido == total
    pagina = financeiro.get("/operadora/pagamentos/")
    assert ([p.pk for p in pagina.context["a_pagar"]], pagina.context["total"]) == ([pagamento.pk], total)
    pagar = f"/operadora/pagamentos/{pagamento.pk}/pagar/"
    assert aviso(financeiro.post(pagar)) == f"Pagamento {pagamento.numero} registrado."
    assert financeiro.post(pagar).status_code == 303
    pagamento = relido(mundo, pagamento)
    assert (pagamento.situacao, pagamento.pago_em) == (Pagamento.Situacao.PAGO, mundo.hoje)
    assert relido(mundo, um).situacao == relido(mundo, dois).situacao == estados.PAGO
    assert quantos(mundo, "pagamento.pagamento.feito") == 1
    assert financeiro.get("/operadora/pagamentos/").context["a_pagar"] == []


def test_prestador_sem_conta_bancaria_fica_de_fora(mundo: Mundo, financeiro: Client) -> None:
    lote = liberado(mundo)
    with escopo(mundo.operadora):
        type(mundo.prestador).objects.filter(pk=mundo.prestador.pk).update(conta="")
    endereco = f"/operadora/competencias/{lote.competencia}/"
    previa = financeiro.get(endereco)
    assert (previa.context["aptas"], previa.context["excecoes"], previa.context["total"]) == (0, 1, 0)
    assert "Sem conta bancária no cadastro" in previa.content.decode()
    assert financeiro.post(endereco).status_code == 303
    with escopo(mundo.operadora):
        assert Pagamento.objects.count() == 0


def test_competencia_recusada_escrita_errada_e_de_outra_operadora(
    mundo: Mundo, analista: Client, financeiro: Client
) -> None:
    lote = liberado(mundo)
    endereco, outra = f"/operadora/competencias/{lote.competencia}/", gestor_da_outra(mundo)
    assert analista.get("/operadora/competencias/").status_code == 403
    assert (analista.get(endereco).status_code, analista.post(endereco).status_code) == (403, 403)
    assert financeiro.get("/operadora/competencias/2026-13/").status_code == 404
    assert outra.get(endereco).context["linhas"] == []
    outra.post(endereco)
    with escopo(mundo.operadora):
        assert Pagamento.objects.count() == 0
        (pagamento,) = fechar_competencia(mundo.ator("financeiro"), lote.competencia)
    pagar = f"/operadora/pagamentos/{pagamento.pk}/pagar/"
    assert (analista.post(pagar).status_code, outra.post(pagar).status_code) == (403, 404)
    assert analista.get("/operadora/pagamentos/").status_code == 403
    assert relido(mundo, pagamento).situacao == Pagamento.Situacao.FECHADO


def test_consultas_de_competencias_e_pagamentos_nao_crescem(mundo: Mundo, gestor: Client) -> None:
    contagens = []
    for numeros in (("381",), ("382", "383", "384")):
        lotes = [liberado(mundo, numero) for numero in numeros]
        vistas = ["/operadora/competencias/", f"/operadora/competencias/{lotes[0].competencia}/"]
        antes = [quantas_consultas(gestor, vista) for vista in vistas]
        gestor.post(vistas[1])
        contagens.append([*antes, quantas_consultas(gestor, "/operadora/pagamentos/")])
    assert contagens[0] == contagens[1]
