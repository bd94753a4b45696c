"""A new password on a form: typed twice, with the rule beside it, checked while it is typed when there is script."""

from __future__ import annotations

from typing import Any

from django import forms

from guiche.acesso.senhas import TAMANHO_MAXIMO, Exigencia, Politica, exigencias


class NovaSenhaForm(forms.Form):
    """The two fields of a new password; ``exigencias`` are the lines of its checklist (``{% exigencias form %}``).

    Pasting is allowed, so that password managers work. What the person's data and history say is the verb's.
    """

    nova = forms.CharField(
        label="Nova senha",
        strip=False,
        max_length=TAMANHO_MAXIMO,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "aria-describedby": "exigencias"}),
    )
    repetida = forms.CharField(
        label="Repita a nova senha",
        strip=False,
        max_length=TAMANHO_MAXIMO,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, politica: Politica, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.politica = politica

    @property
    def exigencias(self) -> tuple[Exigencia, ...]:
        """The checklist of the rule in force."""
        return exigencias(self.politica)

    def clean_repetida(self) -> str:
        repetida = str(self.cleaned_data["repetida"])
        if "nova" in self.cleaned_data and repetida != self.cleaned_data["nova"]:
            raise forms.ValidationError("As duas senhas não são iguais. Digite-as de novo.")
        return repetida
