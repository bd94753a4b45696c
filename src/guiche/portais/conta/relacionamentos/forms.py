"""The answer to an invitation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from guiche.portais.componentes.formularios import CampoData

INDETERMINADO, DETERMINADO = "indeterminado", "determinado"


class AceitarForm(forms.Form):
    """For how long: the whole of what was offered, or up to a day (B-34)."""

    prazo = forms.ChoiceField(
        label="Aceitar o convite por",
        widget=forms.RadioSelect,
        choices=[(INDETERMINADO, "Tempo indeterminado"), (DETERMINADO, "Tempo determinado")],
        initial=INDETERMINADO,
    )
    fim = CampoData(label="Até o dia", required=False, help_text="Só para tempo determinado.")

    def __init__(self, *args: Any, limite: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if limite is not None:
            escolha = self.fields["prazo"]
            assert isinstance(escolha, forms.ChoiceField)  # noqa: S101  (declared above)
            escolha.choices = [
                (INDETERMINADO, f"Tempo indeterminado, até o prazo máximo: {limite:%d/%m/%Y}"),
                (DETERMINADO, "Tempo determinado, menor"),
            ]

    def clean(self) -> dict[str, Any]:
        dados: dict[str, Any] = super().clean() or {}
        if dados.get("prazo") == DETERMINADO and not dados.get("fim") and "fim" not in self.errors:
            self.add_error("fim", "Escolha até que dia.")
        return dados

    def ultimo_dia(self) -> date | None:
        """The last day chosen; None for all of it."""
        fim: date | None = self.cleaned_data["fim"] if self.cleaned_data["prazo"] == DETERMINADO else None
        return fim


class RecusarForm(forms.Form):
    """Why not; the inviter reads it."""

    motivo = forms.CharField(label="Motivo", max_length=200, help_text="Quem convidou vai ler.")
