"""Forms of who has lost the password."""

from __future__ import annotations

from django import forms


class EsqueciForm(forms.Form):
    """Any identifier: the same ones that log in."""

    login = forms.CharField(
        label="CPF, CNPJ, e-mail ou usuário",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
