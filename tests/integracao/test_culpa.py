"""Whose a failed answer is: the log and the metrics keep the client's mistakes apart from ours."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from prometheus_client import REGISTRY

from guiche.integracao.soap import servicos
from tests.cenario import Mundo
from tests.integracao.apoio import Sistema, consultas, enviar, postar

pytestmark = pytest.mark.django_db
ROTA = "tiss/(?P<versao>v[0-9]{5})/(?P<nome>[A-Za-z]+)/?$"


def contadas(culpa: str, situacao: str = "500") -> float:
    rotulos = {"rota": ROTA, "situacao": situacao, "culpa": culpa}
    return REGISTRY.get_sample_value("guiche_respostas_total", rotulos) or 0.0


def fatos(caplog: pytest.LogCaptureFixture) -> list[tuple[str, dict[str, Any]]]:
    """(level, fact) of what ``observar`` wrote."""
    return [
        (registro.levelname, registro.msg)
        for registro in caplog.records
        if registro.name == "guiche.projeto.middleware" and isinstance(registro.msg, dict)
    ]


def do_django(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [registro.levelname for registro in caplog.records if registro.name == "django.request"]


def test_fault_do_cliente_e_aviso_e_conta_a_parte(caplog: pytest.LogCaptureFixture) -> None:
    antes = contadas("cliente"), contadas("servidor")
    with caplog.at_level(logging.INFO):
        assert postar(b"<x/>").situacao == 500
    ((nivel, fato),) = fatos(caplog)
    assert (nivel, fato["event"], fato["culpa"], fato["situacao"]) == ("WARNING", "requisicao.recusada", "cliente", 500)
    assert do_django(caplog) == []
    assert (contadas("cliente"), contadas("servidor")) == (antes[0] + 1, antes[1])


def test_fault_nosso_e_erro(
    mundo: Mundo, clinica: Sistema, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cair(*_: object) -> bytes:
        raise RuntimeError("queda")

    monkeypatch.setattr(servicos, "_receber", cair)
    antes = contadas("cliente"), contadas("servidor")
    with caplog.at_level(logging.INFO):
        assert enviar(clinica.lote(mundo, consultas(mundo, 1))).situacao == 500
    ((nivel, fato),) = fatos(caplog)
    assert (nivel, fato["event"], fato["culpa"], fato["situacao"]) == ("ERROR", "requisicao.falhou", "servidor", 500)
    assert do_django(caplog) == ["ERROR"]
    assert (contadas("cliente"), contadas("servidor")) == (antes[0], antes[1] + 1)


def test_resposta_boa_nao_tem_culpa(mundo: Mundo, clinica: Sistema, caplog: pytest.LogCaptureFixture) -> None:
    antes = contadas("nenhuma", "200")
    with caplog.at_level(logging.INFO):
        assert enviar(clinica.lote(mundo, consultas(mundo, 1))).situacao == 200
    assert fatos(caplog) == []
    assert contadas("nenhuma", "200") == antes + 1
