"""The script of the manual that recomputes the chain of events, as ``guiche shell < script`` runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import CONFIGURACAO_MUDADA
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import CadeiaDeEventos, Operadora

ROTEIRO = Path(__file__).resolve().parents[2] / "docs/operar/exemplo/verificar_trilha.py"


def _executar() -> None:
    exec(compile(ROTEIRO.read_text(encoding="utf-8"), ROTEIRO.name, "exec"), {"__name__": "__main__"})


@pytest.mark.django_db
def test_aponta_a_operadora_e_o_evento_em_que_a_trilha_quebra(capsys: pytest.CaptureFixture[str]) -> None:
    for registro, nome in (("414662", "Uma Saúde"), ("999989", "Outra Saúde")):
        operadora = Operadora.objects.create(registro_ans=registro, razao_social=nome, nome_fantasia=nome)
        with escopo(operadora):
            for _ in range(3):
                eventos.registrar(CONFIGURACAO_MUDADA, None, Ator.sistema(operadora, "comando"), {})
    _executar()
    assert capsys.readouterr().out == "Uma Saúde: íntegra\nOutra Saúde: íntegra\n"
    with escopo(operadora):
        # The head says there was a fourth event: somebody took it away.
        CadeiaDeEventos.objects.update(numero=4)
    with pytest.raises(SystemExit) as fim:
        _executar()
    assert fim.value.code == 1
    assert capsys.readouterr().out == "Uma Saúde: íntegra\nOutra Saúde: quebra no evento 4\n"
