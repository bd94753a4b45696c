"""Filters of the list of payments."""

from __future__ import annotations

from typing import Any

from django import forms

from guiche.pagamento.models import Pagamento
from guiche.portais.componentes.formularios import CampoCompetencia, CampoData


class PagamentosForm(forms.Form):
    """Prestador or demonstrativo, competência, situation and the days between which the money leaves."""

    texto = forms.CharField(label="Prestador ou número", required=False)
    competencia = CampoCompetencia(label="Competência", required=False)
    situacao = forms.ChoiceField(label="Situação", required=False, choices=[("", "Todas"), *Pagamento.Situacao.choices])
    de = CampoData(label="Pago ou previsto de", required=False)
    ate = CampoData(label="Até", required=False)

    def clean(self) -> dict[str, Any]:
        """A period that ends before it begins is told at the field that ends it."""
        dados: dict[str, Any] = super().clean() or self.cleaned_data
        if dados.get("de") and dados.get("ate") and dados["ate"] < dados["de"]:
            self.add_error("ate", "O fim do período vem antes do início.")
        return dados
