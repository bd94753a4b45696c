"""Upload of lotes, and the filter of the guias of a dry run."""

from __future__ import annotations

from django import forms
from django.conf import settings

from guiche.faturamento.models import Conferencia
from guiche.portais.componentes.formularios import CampoArquivos, EnvioDeArquivos


class EnvioForm(forms.Form):
    """One or many XML files, or zips with them."""

    arquivos = CampoArquivos(
        label="Arquivos do lote",
        limite=settings.GUICHE_LIMITE_ENVIO,
        widget=EnvioDeArquivos(attrs={"accept": ".xml,.zip,application/xml,text/xml,application/zip"}),
        help_text="XML no padrão TISS 4.02.00 ou 4.03.00, um ou vários, ou um zip com eles. Nada é enviado agora.",
        error_messages={"required": "Escolha ao menos um arquivo XML de lote TISS, ou um zip com eles."},
    )


class ConferenciasForm(forms.Form):
    """Filter of the list of dry runs."""

    q = forms.CharField(label="Lote ou arquivo", required=False)
    situacao = forms.ChoiceField(
        label="Situação", required=False, choices=[("", "Todas"), *Conferencia.Situacao.choices]
    )


class GuiasForm(forms.Form):
    """Filter of the guias of one dry run."""

    q = forms.CharField(label="Guia ou carteirinha", required=False)
    situacao = forms.ChoiceField(
        label="Situação",
        required=False,
        choices=[("", "Todas"), ("com-achado", "Com achado"), ("sem-achado", "Sem achado")],
    )
