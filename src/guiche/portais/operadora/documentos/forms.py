"""Filters of the issued documents, the reason of a revocation and the logo."""

from __future__ import annotations

from django import forms

from guiche.documentos.models import DocumentoEmitido
from guiche.portais.componentes.formularios import CampoData


class DocumentosForm(forms.Form):
    """Code or title, situation and period."""

    q = forms.CharField(label="Código ou título", required=False)
    situacao = forms.ChoiceField(
        label="Situação", required=False, choices=[("", "Todas"), *DocumentoEmitido.Situacao.choices]
    )
    de = CampoData(label="Emitido de", required=False)
    ate = CampoData(label="Até", required=False)


class RevogarForm(forms.Form):
    """Why a document is taken out of force."""

    motivo = forms.CharField(
        label="Motivo da revogação",
        max_length=200,
        help_text="Quem verificar o código vai ler este motivo. Não escreva dado pessoal.",
    )


class LogotipoForm(forms.Form):
    """The operadora's logo."""

    logotipo = forms.FileField(
        label="Logotipo em SVG ou PNG",
        help_text="Até 200 kB. Sai no alto dos documentos emitidos daqui em diante; os já emitidos não mudam.",
    )
