"""What a file may say and no program should fall over: impossible dates, bombs, damaged zips."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from guiche.faturamento.models import Conferencia, ItemDaGuia
from guiche.faturamento.services import conferencias
from guiche.faturamento.services.conferencias import abrir_conferencias
from guiche.faturamento.services.lotes import receber_lote
from guiche.nucleo.escopo import escopo
from guiche.nucleo.servico import Recusa
from guiche.tiss_xml.mensagens import Guia
from tests.cenario import Mundo
from tests.faturamento.test_pipeline import consultas, xml

pytestmark = pytest.mark.django_db


@pytest.fixture
def faturista(mundo: Mundo):
    return mundo.ator("faturista", prestador=mundo.prestador)


def em(guia: Guia, dia: date) -> Guia:
    """The same guia attended on another day."""
    return replace(guia, itens=tuple(replace(item, data=dia) for item in guia.itens), data_inicio=dia, data_fim=dia)


@pytest.mark.parametrize(("dia", "codigo"), [(date.min, "3308"), (date(202, 11, 5), "3308"), (date.max, "1017")])
def test_data_impossivel_vira_glosa_e_nao_derruba_a_recepcao(mundo: Mundo, faturista, dia: date, codigo: str) -> None:
    with escopo(mundo.operadora):
        (guia,) = consultas(mundo, 1)
        recebimento = receber_lote(faturista, conteudo=xml(mundo, [em(guia, dia)]), nome="lote.xml", canal="2")
        assert recebimento.recusa is None and recebimento.lote is not None
        item = ItemDaGuia.objects.get()
        assert (item.data, item.valor_liberado) == (dia, 0)
        assert item.glosas.get().codigo == codigo


def zipado(*membros: tuple[str, bytes]) -> bytes:
    """A zip with these members."""
    saida = io.BytesIO()
    with zipfile.ZipFile(saida, "w", zipfile.ZIP_DEFLATED) as pacote:
        for nome, conteudo in membros:
            pacote.writestr(nome, conteudo)
    return saida.getvalue()


def test_zip_com_dados_estragados_e_recusado_pelo_nome(mundo: Mundo, faturista) -> None:
    bom = zipado(("lote.xml", b"<x/>" * 4_000))
    estragado = bytearray(bom)
    estragado[45:60] = b"\xff" * 15
    with escopo(mundo.operadora), pytest.raises(Recusa, match=r"ruim\.zip não é um zip que se possa abrir"):
        abrir_conferencias(faturista, [("ruim.zip", bytes(estragado))])
    with escopo(mundo.operadora):
        assert Conferencia.objects.count() == 0


def test_zips_que_crescem_demais_sao_recusados_pela_soma(
    mundo: Mundo, faturista, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conferencias, "LIMITE_DO_ENVIO", 10_000)
    inteira = zipado(*((f"{n}.xml", b" " * 4_000) for n in range(3)))
    with escopo(mundo.operadora), pytest.raises(Recusa, match=r"bomba\.zip é grande demais depois de aberto"):
        abrir_conferencias(faturista, [("bomba.zip", inteira)])
    partida = [(f"{n}.zip", zipado(("a.xml", b" " * 4_000))) for n in range(3)]
    with escopo(mundo.operadora), pytest.raises(Recusa, match=r"2\.zip é grande demais depois de aberto"):
        abrir_conferencias(faturista, partida)
