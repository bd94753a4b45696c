"""For which prestadores something is: the part of a form that amendments and informativos share."""

from __future__ import annotations

from typing import Any

from django import forms

from guiche.cadastro.models import Prestador


class PublicoAlvoForm(forms.Form):
    """Categories and kinds, or chosen prestadores by their codes."""

    categorias = forms.MultipleChoiceField(
        label="Categorias",
        choices=Prestador.Categoria.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nenhuma marcada: todas.",
    )
    tipos = forms.MultipleChoiceField(
        label="Tipos",
        choices=Prestador.Tipo.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nenhum marcado: todos.",
    )
    codigos = forms.CharField(
        label="Ou só para estes códigos de prestador",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Separados por espaço, vírgula ou linha. Com códigos, categorias e tipos não contam.",
    )

    def publico_alvo(self) -> dict[str, Any]:
        """``categorias``, ``tipos`` and ``codigos`` as the services take them."""
        dados = self.cleaned_data
        return {
            "categorias": dados["categorias"],
            "tipos": dados["tipos"],
            "codigos": dados["codigos"].replace(",", " ").replace(";", " ").split(),
        }
