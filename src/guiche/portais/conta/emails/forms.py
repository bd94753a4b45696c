"""A new address."""

from __future__ import annotations

from django import forms


class EmailForm(forms.Form):
    """The address, and whether it takes the first place."""

    email = forms.EmailField(
        label="Novo e-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "Escreva um e-mail completo, como nome@exemplo.com.br."},
    )
    principal = forms.BooleanField(
        label="Usar como principal assim que eu confirmar",
        help_text="É para o principal que vão os avisos e convites.",
        required=False,
    )
