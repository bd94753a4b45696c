"""A new address."""

from __future__ import annotations

from django import forms

from guiche.portais.componentes.formularios import CampoEmail


class EmailForm(forms.Form):
    """The address, and whether it takes the first place."""

    email = CampoEmail(label="Novo e-mail")
    principal = forms.BooleanField(
        label="Usar como principal assim que eu confirmar",
        help_text="É para o principal que vão os avisos e convites.",
        required=False,
    )
