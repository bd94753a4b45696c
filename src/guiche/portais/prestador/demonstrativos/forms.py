"""Filter of the list of payments: one box per column."""

from __future__ import annotations

from django import forms

from guiche.pagamento.models import Pagamento
from guiche.pagamento.services.pacotes import ANALISE, PAGAMENTO
from guiche.portais.componentes.formularios import CampoCompetencia, CampoData, CampoDinheiro


class PagamentosForm(forms.Form):
    """Código, nome, competência, date, value and situation."""

    codigo = forms.CharField(label="Código", required=False)
    nome = forms.CharField(label="Nome", required=False)
    competencia = CampoCompetencia(label="Competência", required=False)
    pagamento = CampoData(label="Pagamento", required=False)
    valor = CampoDinheiro(label="Valor total", required=False)
    situacao = forms.ChoiceField(label="Situação", required=False, choices=[("", "Todas"), *Pagamento.Situacao.choices])


class RelatoriosForm(forms.Form):
    """What to download of the chosen payments."""

    relatorios = forms.MultipleChoiceField(
        label="Quais relatórios",
        choices=[(PAGAMENTO, "Demonstrativo de pagamento"), (ANALISE, "Demonstrativo de análise da conta")],
        initial=[PAGAMENTO],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Escolha ao menos um relatório."},
    )
    formato = forms.ChoiceField(
        label="Formato",
        choices=[("pdf", "PDF, um arquivo por relatório"), ("xlsx", "XLSX, guia por guia"), ("xml", "XML TISS")],
        initial="pdf",
    )
