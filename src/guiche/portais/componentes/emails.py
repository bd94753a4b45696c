"""The address of a person on a form: typed twice where a letter depends on it, and corrected when it was wrong."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from guiche.portais.componentes.formularios import CampoEmail


class EmailDuasVezes(forms.Form):
    """The address and the same again. ``repetido`` names the second field, for a form that calls it otherwise."""

    repetido: ClassVar[str] = "email_repetido"

    email = CampoEmail(label="E-mail")
    email_repetido = CampoEmail(label="Repita o e-mail")

    def clean(self) -> dict[str, Any]:
        dados: dict[str, Any] = super().clean() or {}
        um, outro = dados.get("email"), dados.get(self.repetido)
        if um and outro and um.lower() != outro.lower():
            self.add_error(self.repetido, "Os dois e-mails não são iguais. Confira letra por letra.")
        return dados


class OutroEnderecoForm(forms.Form):
    """Another address for a letter that went to a wrong one."""

    email = CampoEmail(label="E-mail certo")
