"""Which readings to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms

from guiche.cadastro.models import Beneficiario
from guiche.portais.componentes.formularios import CampoData

DIAS = 365
OUTROS, TODOS = "", "todos"


@dataclass(frozen=True, slots=True)
class Escolha:
    """Which readings: both days included; ``pessoa_id`` None for the whole family."""

    inicio: date
    fim: date
    so_de_outros: bool
    pessoa_id: int | None


class LeiturasForm(forms.Form):
    """Who looked, about whom and when; without anything, other people in the last year."""

    quem = forms.ChoiceField(label="Quem viu", required=False, choices=[(OUTROS, "Outros"), (TODOS, "Todos")])
    pessoa = forms.ChoiceField(label="Dados de quem", required=False)
    de = CampoData(label="De", required=False)
    ate = CampoData(label="Até", required=False)

    def __init__(self, *args: Any, familia: Sequence[Beneficiario], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(familia) > 1:
            opcoes = [(str(pessoa.pk), pessoa.nome_de_uso) for pessoa in familia]
            self.fields["pessoa"].choices = [("", "Todos"), *opcoes]  # type: ignore[attr-defined]
        else:
            del self.fields["pessoa"]

    def clean(self) -> dict[str, Any]:
        dados: dict[str, Any] = super().clean() or {}
        if (de := dados.get("de")) and (ate := dados.get("ate")) and ate < de:
            self.add_error("ate", "A data final vem antes da inicial.")
        return dados

    def escolha(self, hoje: date) -> Escolha:
        """What was asked for; anything wrong or missing falls back to other people's readings of the last year."""
        dados = self.cleaned_data if self.is_valid() else {}
        fim = dados.get("ate") or hoje
        return Escolha(
            inicio=min(dados.get("de") or fim - timedelta(days=DIAS), fim),
            fim=fim,
            so_de_outros=dados.get("quem") != TODOS,
            pessoa_id=int(dados["pessoa"]) if dados.get("pessoa") else None,
        )
