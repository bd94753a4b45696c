"""Filter of the negotiated prices."""

from __future__ import annotations

from django import forms

from guiche.portais.componentes.formularios import CampoData


class ValoresForm(forms.Form):
    """Code or description, date of the attendance, and whether a senha is needed."""

    q = forms.CharField(label="Código ou descrição", required=False)
    dia = CampoData(label="Data do atendimento", required=False)
    autorizacao = forms.ChoiceField(
        label="Autorização", required=False, choices=[("", "Todas"), ("sim", "Exige"), ("nao", "Não exige")]
    )
