"""Atendimentos a beneficiário does not recognise: listed by deadline, answered once."""

from __future__ import annotations

import pytest
from django.test import Client

from guiche.faturamento.models import Contestacao
from guiche.nucleo.escopo import escopo
from tests.cenario import Mundo
from tests.portais.operadora import (
    contestado,
    itens_de,
    quantos,
    relido,
)
from tests.portais.prestador import enviado

pytestmark = pytest.mark.django_db


def test_contestacoes_lista_por_prazo_e_responde_uma_vez(mundo: Mundo, analista: Client) -> None:
    item = itens_de(mundo, enviado(mundo, "381", 1))[0]
    caso = contestado(mundo, item)
    assert [aberta.pk for aberta in analista.get("/operadora/contestacoes/").context["abertas"]] == [caso.pk]
    endereco = f"/operadora/contestacoes/{caso.pk}/"
    assert "Não estive lá." in analista.get(endereco).content.decode()
    feita = analista.post(endereco, {"procede": "nao", "resposta": "Há biometria do atendimento."})
    assert (feita.status_code, feita["Location"]) == (303, "/operadora/contestacoes/")
    assert analista.post(endereco, {"procede": "sim", "resposta": "Outra."}).status_code == 303
    with escopo(mundo.operadora):
        respondido = Contestacao.objects.select_related("protocolo").get()
    assert (respondido.procede, respondido.protocolo.situacao) == (False, "RESPONDIDO")
    assert respondido.protocolo.resposta == "Há biometria do atendimento."
    assert not relido(mundo, item).contestado
    assert quantos(mundo, "faturamento.contestacao.respondida") == 1
    lista = analista.get("/operadora/contestacoes/")
    assert (lista.context["abertas"], [c.pk for c in lista.context["respondidas"]]) == ([], [caso.pk])
    assert "Há biometria do atendimento." in analista.get(endereco).content.decode()


@pytest.mark.parametrize(
    ("envio", "campo"),
    [({"procede": "sim", "resposta": "  "}, "resposta"), ({"resposta": "Confirmado."}, "procede")],
)
def test_resposta_incompleta_fica_no_campo(mundo: Mundo, analista: Client, envio: dict[str, str], campo: str) -> None:
    caso = contestado(mundo, itens_de(mundo, enviado(mundo, "381", 1))[0])
    pagina = analista.post(f"/operadora/contestacoes/{caso.pk}/", envio)
    assert list(pagina.context["form"].errors) == [campo]
    assert relido(mundo, caso).procede is None


def test_contestacao_recusada_e_de_outra_operadora(
    mundo: Mundo, financeiro: Client, de_outra_operadora: Client
) -> None:
    caso = contestado(mundo, itens_de(mundo, enviado(mundo, "381", 1))[0])
    endereco, envio = f"/operadora/contestacoes/{caso.pk}/", {"procede": "sim", "resposta": "Sim."}
    assert financeiro.get("/operadora/contestacoes/").status_code == 403
    assert (financeiro.get(endereco).status_code, financeiro.post(endereco, envio).status_code) == (403, 403)
    assert de_outra_operadora.post(endereco, envio).status_code == 404
    assert de_outra_operadora.get("/operadora/contestacoes/").context["abertas"] == []
    assert relido(mundo, caso).procede is None
