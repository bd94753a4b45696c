"""Form of the own password."""

from __future__ import annotations

from django import forms

from guiche.portais.componentes.senhas import NovaSenhaForm


class TrocarSenhaForm(NovaSenhaForm):
    """The current password and the new one, twice."""

    atual = forms.CharField(
        label="Senha atual",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["atual", "nova", "repetida"]
