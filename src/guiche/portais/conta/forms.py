"""Forms of the account that no single part of it owns."""

from __future__ import annotations

from django import forms


class ProvaForm(forms.Form):
    """One of three proofs of who is there: the password, a code, or what the browser signed."""

    senha = forms.CharField(
        label="Sua senha",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    codigo = forms.CharField(
        label="Código do aplicativo, ou de recuperação",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    credencial = forms.JSONField(required=False, widget=forms.HiddenInput)

    def clean(self) -> None:
        if not any(self.cleaned_data.get(campo) for campo in ("senha", "codigo", "credencial")) and not self.errors:
            raise forms.ValidationError("Digite a senha ou o código.")
