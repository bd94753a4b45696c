"""The period of the statement."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from guiche.portais.beneficiario.extrato.periodos import PADRAO_EM_DIAS
from guiche.portais.componentes.formularios import CampoData

MAXIMO_DE_DIAS = 731


class PeriodoForm(forms.Form):
    """From and to. What is missing or wrong falls back to the last ninety days."""

    de = CampoData(label="De", required=False)
    ate = CampoData(label="Até", required=False)

    def clean(self) -> dict[str, Any]:
        dados: dict[str, Any] = super().clean() or {}
        de, ate = dados.get("de"), dados.get("ate")
        if de and ate and ate < de:
            self.add_error("ate", "A data final vem antes da inicial.")
        elif de and ate and (ate - de).days > MAXIMO_DE_DIAS:
            self.add_error("ate", "Escolha um período de até dois anos.")
        return dados

    def periodo(self, hoje: date) -> tuple[date, date]:
        """First and last day to show."""
        dados = self.cleaned_data if self.is_valid() else {}
        ate = dados.get("ate") or hoje
        return min(dados.get("de") or ate - timedelta(days=PADRAO_EM_DIAS), ate), ate
