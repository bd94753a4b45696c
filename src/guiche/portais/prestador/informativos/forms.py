"""The filter of the informativos."""

from __future__ import annotations

from django import forms

from guiche.comunicacao.models import Informativo
from guiche.comunicacao.selectors.informativos import EM_VIGOR, ENCERRADOS, NOVOS


class InformativosForm(forms.Form):
    """Words, kind, and which."""

    q = forms.CharField(label="Título ou texto", required=False)
    tipo = forms.ChoiceField(label="Tipo", required=False, choices=[("", "Todos"), *Informativo.Tipo.choices])
    quais = forms.ChoiceField(
        label="Quais",
        required=False,
        choices=[("", "Todos"), (NOVOS, "Novos"), (EM_VIGOR, "Em vigor"), (ENCERRADOS, "Encerrados")],
    )
