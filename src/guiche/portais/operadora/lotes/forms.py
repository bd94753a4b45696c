"""Filters of the list of lotes."""

from __future__ import annotations

from django import forms

from guiche.faturamento.regras import estados
from guiche.portais.componentes.formularios import CampoCompetencia

_SEM_CONSULTA = {codigo: rotulo for codigo, rotulo in estados.ROTULOS.items() if codigo != estados.NAO_LOCALIZADO}


class LotesForm(forms.Form):
    """Situation, prestador, number or protocolo, competência."""

    q = forms.CharField(label="Lote, protocolo ou prestador", required=False)
    situacao = forms.ChoiceField(
        label="Situação",
        required=False,
        choices=[("", "Todas"), ("por-fechar", "Prontos para fechar"), *_SEM_CONSULTA.items()],
    )
    competencia = CampoCompetencia(label="Competência", required=False)
