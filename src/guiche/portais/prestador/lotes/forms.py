"""Filters of the lists of lotes and of guias."""

from __future__ import annotations

from django import forms

from guiche.faturamento.selectors.do_prestador import COM_GLOSA
from guiche.portais.componentes.formularios import CampoCompetencia, CampoData


class LotesForm(forms.Form):
    """Situation, number or protocolo, competência and period of reception."""

    q = forms.CharField(label="Lote ou protocolo", required=False)
    situacao = forms.ChoiceField(
        label="Situação",
        required=False,
        choices=[
            ("", "Todas"),
            ("recebidos", "Recebidos"),
            ("em-analise", "Em análise"),
            (COM_GLOSA, "Com glosa"),
            ("a-pagar", "A pagar"),
            ("pagos", "Pagos"),
            ("encerrados", "Encerrados ou cancelados"),
        ],
    )
    competencia = CampoCompetencia(label="Competência", required=False)
    de = CampoData(label="Recebido de", required=False)
    ate = CampoData(label="Até", required=False)


class GuiasDoLoteForm(forms.Form):
    """Guia, person or code, and whether something was denied."""

    q = forms.CharField(label="Guia, paciente ou código", required=False)
    situacao = forms.ChoiceField(
        label="Glosa",
        required=False,
        choices=[("", "Todas"), (COM_GLOSA, "Com glosa"), ("sem-glosa", "Sem glosa")],
    )


class GuiasEmAnaliseForm(forms.Form):
    """The same while the lote is open: there is no glosa to ask about."""

    q = forms.CharField(label="Guia, paciente ou código", required=False)
