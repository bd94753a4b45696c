"""Filter of the list of payments: one box per column."""

from __future__ import annotations

from django import forms

from guiche.pagamento.models import Pagamento
from guiche.portais.componentes.formularios import CampoCompetencia, CampoData, CampoDinheiro


class PagamentosForm(forms.Form):
    """Código, nome, competência, date, value and situation."""

    codigo = forms.CharField(label="Código", required=False)
    nome = forms.CharField(label="Nome", required=False)
    competencia = CampoCompetencia(label="Competência", required=False)
    pagamento = CampoData(label="Pagamento", required=False)
    valor = CampoDinheiro(label="Valor total", required=False)
    situacao = forms.ChoiceField(
        label="Situação", required=False, choices=[("", "Todas"), *Pagamento.Situacao.choices]
    )
