"""Tables of the standard as plain data."""

from __future__ import annotations

import io
from datetime import date
from itertools import islice

import pytest

from guiche.tiss_xml.dominios import Termo, _registros, codigos, tuss
from tests.tiss_xml.exemplos import V402, V403


def test_codigos_de_cada_versao_sem_o_vazio() -> None:
    assert (len(codigos(V403, "dm_unidadeMedida")), len(codigos(V403, "dm_dente"))) == (61, 60)
    assert "10" in codigos(V402, "dm_statusProtocolo")
    assert "" not in codigos(V403, "dm_tipoGlosa")
    with pytest.raises(KeyError):
        codigos(V403, "dm_inexistente")


def test_tuss_sai_em_fluxo_e_por_tabela() -> None:
    (primeiro,) = islice(tuss("22"), 1)
    assert primeiro == Termo("22", "10101012", primeiro.termo, inicio=primeiro.inicio)
    assert isinstance(primeiro.inicio, date)
    assert sum(1 for _ in tuss("18")) == 3597
    assert {t.tabela for t in tuss()} == {"18", "19", "20", "22"}


def test_leitor_de_registros_aceita_texto_partido_e_acusa_arquivo_cortado() -> None:
    inteiro = '{"a": 1, "records": [ {"x": "ç]},"}, {"x": 2} ], "b": []}'.encode()
    assert list(_registros(io.BytesIO(inteiro))) == [{"x": "ç]},"}, {"x": 2}]
    with pytest.raises(ValueError, match="terminou antes"):
        list(_registros(io.BytesIO(inteiro[:40])))
