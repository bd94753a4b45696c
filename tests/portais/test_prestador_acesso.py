"""Every screen of the prestador: refused, other prestador, other tenant, level number of queries."""

from __future__ import annotations

import pytest
from django.test import Client

from guiche.faturamento.models import Conferencia, Lote
from guiche.nucleo.escopo import escopo
from tests.cenario import Mundo
from tests.faturamento.test_pipeline import mais_cara
from tests.portais.prestador import conferido, consultas, pago, quantas_consultas

pytestmark = pytest.mark.django_db


def enderecos(mundo: Mundo, client: Client) -> tuple[list[str], list[str]]:
    """Addresses (to read, to write) of one row of each screen of the clinic."""
    conferencia = conferido(mundo, client, consultas(mundo, 1, "399"), "399")
    pagamento = pago(mundo, "381", 1, "20.00")
    with escopo(mundo.operadora):
        lote = Lote.objects.get(numero="381")
        guia = lote.guias.get()
    ler = [
        f"/prestador/conferencias/{conferencia.pk}/",
        f"/prestador/conferencias/{conferencia.pk}/arquivo/",
        f"/prestador/lotes/{lote.pk}/",
        f"/prestador/lotes/{lote.pk}/protocolo/",
        f"/prestador/lotes/{lote.pk}/recibo.xml",
        f"/prestador/lotes/{lote.pk}/recibo.pdf",
        f"/prestador/lotes/{lote.pk}/arquivo/",
        f"/prestador/lotes/{lote.pk}/analise/",
        f"/prestador/lotes/{lote.pk}/analise.xml",
        f"/prestador/lotes/{lote.pk}/glosas.csv",
        f"/prestador/guias/{guia.pk}/",
        f"/prestador/demonstrativos/{pagamento.pk}/",
        f"/prestador/demonstrativos/{pagamento.pk}/demonstrativo.xml",
    ]
    escrever = [
        f"/prestador/conferencias/{conferencia.pk}/conferir/",
        f"/prestador/conferencias/{conferencia.pk}/separar/",
        f"/prestador/conferencias/{conferencia.pk}/enviar/",
        f"/prestador/lotes/{lote.pk}/cancelar/",
    ]
    return ler, escrever


def estado_do_mundo(mundo: Mundo) -> list[object]:
    with escopo(mundo.operadora):
        return [
            *Lote.objects.order_by("pk").values_list("pk", "situacao"),
            *Conferencia.objects.order_by("pk").values_list("pk", "situacao", "lote"),
        ]


def test_linhas_de_outro_prestador_e_da_outra_operadora_nao_existem(
    mundo: Mundo, faturista: Client, de_outro_prestador: Client, da_outra_operadora: Client
) -> None:
    ler, escrever = enderecos(mundo, faturista)
    antes = estado_do_mundo(mundo)
    for estranho in (de_outro_prestador, da_outra_operadora):
        assert {url: estranho.get(url).status_code for url in ler} == dict.fromkeys(ler, 404)
        assert {url: estranho.post(url).status_code for url in escrever} == dict.fromkeys(escrever, 404)
    assert estado_do_mundo(mundo) == antes
    for lista in ("lotes", "conferencias", "demonstrativos"):
        resposta = de_outro_prestador.get(f"/prestador/{lista}/?formato=csv")
        assert len(b"".join(resposta.streaming_content).splitlines()) == 1
    assert all(faturista.get(url).status_code == 200 for url in ler)


def test_sem_direito_nada_abre_e_nada_muda(mundo: Mundo, faturista: Client, sem_direitos: Client) -> None:
    ler, escrever = enderecos(mundo, faturista)
    ler += ["/prestador/lotes/", "/prestador/conferencias/", "/prestador/demonstrativos/"]
    antes = estado_do_mundo(mundo)
    assert {url: sem_direitos.get(url).status_code for url in ler} == dict.fromkeys(ler, 403)
    assert {url: sem_direitos.post(url).status_code for url in escrever} == dict.fromkeys(escrever, 403)
    assert estado_do_mundo(mundo) == antes
    assert {url: faturista.get(url).status_code for url in escrever} == dict.fromkeys(escrever, 405)


def test_as_consultas_nao_crescem_com_as_linhas(mundo: Mundo, faturista: Client, tabela_38: None) -> None:
    contagens: dict[str, list[int]] = {}
    faturista.post("/primeiros-passos/", {"acao": "dispensar"})
    for rodada, numeros in enumerate((("381",), ("382", "383"))):
        for numero in numeros:
            outro = f"9{int(numero) + 8}"
            caras = [mais_cara(guia, "3.00") for guia in consultas(mundo, 1 + 2 * rodada, outro)]
            conferencia = conferido(mundo, faturista, caras, outro)
            pagamento = pago(mundo, numero, 1 + 2 * rodada, "20.00")
        with escopo(mundo.operadora):
            lote = Lote.objects.get(numero=numeros[-1])
            guia = lote.guias.first()
        faturista.get("/prestador/")
        for nome, url in {
            "inicio": "/prestador/",
            "conferencias": "/prestador/conferencias/",
            "conferencia": f"/prestador/conferencias/{conferencia.pk}/",
            "lotes": "/prestador/lotes/",
            "lote": f"/prestador/lotes/{lote.pk}/",
            "analise": f"/prestador/lotes/{lote.pk}/analise/",
            "guia": f"/prestador/guias/{guia.pk}/",
            "demonstrativos": "/prestador/demonstrativos/",
            "demonstrativo": f"/prestador/demonstrativos/{pagamento.pk}/",
        }.items():
            contagens.setdefault(nome, []).append(quantas_consultas(faturista, url))
    assert {nome: um for nome, (um, _) in contagens.items()} == {nome: tres for nome, (_, tres) in contagens.items()}
    # The shell asks two things of its own: what the operadora closed, and the informativos that wait.
    com_motivo_escrito = {
        "inicio": 15,
        "lote": 15,
        "guia": 15,
        "analise": 12,
        "demonstrativos": 12,
        "demonstrativo": 13,
    }
    acima = {nome: um for nome, (um, _) in contagens.items() if um > com_motivo_escrito.get(nome, 11)}
    assert acima == {}
