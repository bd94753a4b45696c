"""Forms of the second step of a login."""

from __future__ import annotations

from django import forms

from guiche.acesso.services.fatores import NOME_MAXIMO


class NovaChaveForm(forms.Form):
    """A passkey that the browser made, and how the person calls it."""

    nome = forms.CharField(
        label="Nome da chave",
        required=False,
        max_length=NOME_MAXIMO,
        help_text="Para reconhecê-la depois, como “celular da Ana” ou “chave USB”.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credencial = forms.JSONField(widget=forms.HiddenInput)


class AplicativoForm(forms.Form):
    """The code that proves the authenticator was set up."""

    codigo = forms.CharField(
        label="Código de seis números que o aplicativo mostra",
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )


class NomeForm(forms.Form):
    """Another name for a passkey."""

    nome = forms.CharField(label="Nome da chave", max_length=NOME_MAXIMO)
