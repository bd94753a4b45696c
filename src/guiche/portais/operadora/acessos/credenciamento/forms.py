"""Filter of the invitations, and where one goes."""

from __future__ import annotations

from django import forms

from guiche.acesso.selectors.credenciamento import SITUACOES
from guiche.portais.componentes.formularios import CampoEmail


class CredenciamentoForm(forms.Form):
    """Prestador or address, and state."""

    q = forms.CharField(label="Prestador, código, documento ou e-mail", required=False)
    situacao = forms.ChoiceField(label="Situação", required=False, choices=[("", "Todas"), *SITUACOES.items()])


class EnderecoForm(forms.Form):
    """The address, that of the register unless a reason says otherwise."""

    email = CampoEmail(label="E-mail do convite", autocomplete="off")
    motivo = forms.CharField(
        label="Por que outro e-mail",
        required=False,
        max_length=200,
        help_text="Só se o e-mail for diferente do que está aí. Fica registrado.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
