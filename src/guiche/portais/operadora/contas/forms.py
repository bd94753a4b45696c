"""The analyst's decision and the filters of the queue."""

from __future__ import annotations

from typing import Any

from django import forms

from guiche.faturamento.regras.glosa import Decisao
from guiche.portais.componentes.formularios import CampoDinheiro

ESCOLHAS = [
    ("aceitar", "Aceitar o cobrado"),
    ("pagar_contratado", "Pagar o contratado"),
    ("glosar_parcial", "Glosar parte"),
    ("glosar_total", "Glosar o item"),
]


class FilaForm(forms.Form):
    """Prestador or guia, and how much is at risk."""

    q = forms.CharField(label="Guia ou prestador", required=False)
    prazo = forms.ChoiceField(
        label="Prazo", required=False, choices=[("", "Todos"), ("hoje", "Até hoje"), ("semana", "Próximos 7 dias")]
    )
    acima = CampoDinheiro(label="Em risco acima de", required=False)


class DecisaoForm(forms.Form):
    """One decision for one item, and for the equal ones when asked."""

    tipo = forms.ChoiceField(label="Decisão", choices=ESCOLHAS, widget=forms.RadioSelect)
    valor_glosado = CampoDinheiro(label="Valor a glosar", required=False)
    codigo = forms.CharField(label="Motivo (tabela 38)", required=False, max_length=4)
    texto = forms.CharField(
        label="O que o prestador vai ler",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    iguais = forms.BooleanField(label="Aplicar também aos itens iguais deste lote", required=False)

    def clean_codigo(self) -> str:
        return str(self.cleaned_data["codigo"]).strip()

    def decisao(self) -> Decisao:
        """The decision as the rules read it."""
        dados: dict[str, Any] = self.cleaned_data
        return Decisao(dados["tipo"], dados["codigo"], dados["texto"], dados["valor_glosado"])
