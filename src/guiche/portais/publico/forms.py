"""Forms of the public pages."""

from __future__ import annotations

from django import forms


class EntrarForm(forms.Form):
    """One field for every identifier, one for the password."""

    login = forms.CharField(
        label="CPF, CNPJ, e-mail ou usuário",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "spellcheck": "false"}),
    )
    senha = forms.CharField(
        label="Senha", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False
    )
    manter = forms.BooleanField(label="Mantenha-me conectado neste aparelho", required=False)


class CodigoForm(forms.Form):
    """The six digits of an authenticator, or a recovery code."""

    codigo = forms.CharField(
        label="Código",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "spellcheck": "false"}
        ),
    )


class ChaveForm(forms.Form):
    """What the browser signed with a passkey, as JSON."""

    credencial = forms.JSONField(widget=forms.HiddenInput)


class VerificarForm(forms.Form):
    """The code printed on a document."""

    codigo = forms.CharField(
        label="Código de verificação",
        max_length=20,
        help_text="12 letras e números, como K7PX-29FM-3TRD",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
