"""The analyst's decision and the filters of the queue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from guiche.faturamento.regras.glosa import Decisao
from guiche.portais.componentes.formularios import CampoDinheiro
from guiche.portais.operadora.contas.sugestoes import ROTULOS

DIAS = {"hoje": 0, "semana": 7}


class FilaForm(forms.Form):
    """Guia or prestador, suggested reason, deadline and how much is at risk."""

    q = forms.CharField(label="Guia ou prestador", required=False)
    motivo = forms.CharField(label="Motivo (tabela 38)", required=False, max_length=4)
    prazo = forms.ChoiceField(
        label="Prazo", required=False, choices=[("", "Todos"), ("hoje", "Até hoje"), ("semana", "Próximos 7 dias")]
    )
    acima = CampoDinheiro(label="Em risco acima de", required=False)

    def busca(self, dia: date) -> dict[str, Any]:
        """What the search takes; nothing when the filters were refused."""
        if not self.is_valid():
            return {}
        dados = self.cleaned_data
        return {
            "texto": dados["q"],
            "motivo": dados["motivo"],
            "ate": dia + timedelta(days=DIAS[dados["prazo"]]) if dados["prazo"] else None,
            "acima": dados["acima"],
        }


class DecisaoForm(forms.Form):
    """One decision for one item, and for the equal ones when asked."""

    tipo = forms.ChoiceField(label="Decisão", choices=list(ROTULOS.items()), widget=forms.RadioSelect)
    valor_glosado = CampoDinheiro(label="Valor a glosar", required=False)
    codigo = forms.CharField(
        label="Motivo (tabela 38)",
        required=False,
        max_length=4,
        widget=forms.TextInput(attrs={"list": "motivos", "autocomplete": "off"}),
    )
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
