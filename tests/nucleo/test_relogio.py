"""Instants and days of the operadora's time zone, and how an operadora is reached."""

from __future__ import annotations

from datetime import UTC, date, datetime

from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import em_palavras, meia_noite


def test_o_dia_comeca_na_meia_noite_daqui() -> None:
    assert meia_noite(date(2026, 3, 9)) == datetime(2026, 3, 9, 3, 0, tzinfo=UTC)


def test_o_momento_se_le_na_hora_daqui() -> None:
    assert em_palavras(datetime(2026, 3, 9, 2, 5, tzinfo=UTC)) == "08/03/2026 às 23h05"


def test_contato_junta_os_canais_ou_diz_o_nome() -> None:
    cheia = Operadora(
        nome_fantasia="Aroeira", telefone="1133334444", email="fale@aroeira.example", site="aroeira.example"
    )
    assert cheia.contato == "(11) 3333-4444 · fale@aroeira.example · aroeira.example"
    vazia = Operadora(nome_fantasia="Aroeira")
    assert (vazia.canais, vazia.contato) == ((), "Aroeira")
