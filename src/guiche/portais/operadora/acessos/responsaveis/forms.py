"""Which indications to list, and what the operadora answers."""

from __future__ import annotations

from typing import Any

from django import forms

APROVAR, RECUSAR = "aprovar", "recusar"


class FilaForm(forms.Form):
    """Those that wait, unless asked otherwise."""

    situacao = forms.ChoiceField(
        label="Situação",
        required=False,
        choices=[("", "Em análise"), ("aprovado", "Aprovadas"), ("recusado", "Recusadas"), ("cancelado", "Retiradas")],
    )


class DecisaoForm(forms.Form):
    """Approve, or refuse with the reason that who named the guardian will read."""

    decisao = forms.ChoiceField(
        label="O documento comprova?",
        widget=forms.RadioSelect,
        choices=[(APROVAR, "Sim, enviar o convite"), (RECUSAR, "Não, recusar")],
    )
    motivo = forms.CharField(
        label="Motivo da recusa",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Quem indicou lê este texto: diga o que falta e como resolver.",
    )

    def clean(self) -> dict[str, Any]:
        dados: dict[str, Any] = super().clean() or {}
        if dados.get("decisao") == RECUSAR and not (dados.get("motivo") or "").strip():
            self.add_error("motivo", "Diga o motivo: quem indicou vai ler.")
        return dados
