"""Filters of the letters and options of e-mail."""

from __future__ import annotations

from typing import Any

from django import forms

from guiche.correio import estados
from guiche.correio.config import CorreioConfig
from guiche.correio.modelos import catalogo
from guiche.portais.componentes.formularios import CampoData


class CorreioForm(forms.Form):
    """Situation, kind, whole address and period."""

    situacao = forms.ChoiceField(label="Situação", required=False, choices=[("", "Todas"), *estados.ROTULOS.items()])
    modelo = forms.ChoiceField(label="Assunto", required=False)
    para = forms.EmailField(label="Endereço completo", required=False)
    de = CampoData(label="De", required=False)
    ate = CampoData(label="Até", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["modelo"].choices = [("", "Todos"), *((m.codigo, m.rotulo) for m in catalogo())]  # type: ignore[attr-defined]


class OpcoesForm(forms.Form):
    """CorreioConfig as fields."""

    cartas_por_hora = forms.IntegerField(
        label="E-mails do mesmo tipo que um endereço recebe por hora, no máximo",
        help_text="O que passar disso não sai: protege a caixa de quem alguém queira incomodar.",
        min_value=1,
        max_value=60,
    )
    dias_do_corpo = forms.IntegerField(
        label="Dias que o texto de um e-mail fica guardado",
        help_text="O texto de e-mails com link ou código de acesso é apagado assim que saem.",
        min_value=1,
        max_value=1825,
    )

    def opcoes(self) -> CorreioConfig:
        """The options as the services read them."""
        return CorreioConfig(**self.cleaned_data)
