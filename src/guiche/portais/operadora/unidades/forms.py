"""A unit, and the unit of a prestador."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from guiche.cadastro.models import Unidade


class UnidadeForm(forms.Form):
    """Code and name."""

    codigo = forms.CharField(
        label="Código",
        max_length=10,
        help_text="Curto, para achar em listas e planilhas.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    nome = forms.CharField(label="Nome", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class UnidadeDoPrestadorForm(forms.Form):
    """Which unit looks after a prestador."""

    unidade = forms.ChoiceField(
        label="Unidade",
        required=False,
        help_text="Quem atua só em outras unidades deixa de ver este prestador e tudo o que é dele.",
    )

    def __init__(self, *args: Any, unidades: Sequence[Unidade], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unidades = {str(unidade.pk): unidade for unidade in unidades}
        nomes = [(pk, unidade.nome) for pk, unidade in self.unidades.items()]
        self.fields["unidade"].choices = [("", "Nenhuma: só quem vê todas"), *nomes]  # type: ignore[attr-defined]

    def escolhida(self) -> Unidade | None:
        """The unit chosen, None for none."""
        return self.unidades.get(self.cleaned_data["unidade"])
