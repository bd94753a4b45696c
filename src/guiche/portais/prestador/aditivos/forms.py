"""Who signs, why not, and the filter of the list."""

from __future__ import annotations

from django import forms

from guiche.cadastro.models import RespostaAoAditivo
from guiche.cadastro.selectors.aditivos import VENCIDO
from guiche.portais.componentes.formularios import CampoDocumento


class AssinaturaForm(forms.Form):
    """The person who accepts for the prestador."""

    nome = forms.CharField(label="Nome de quem assina", max_length=80)
    cpf = CampoDocumento(label="CPF de quem assina", aceita=("cpf",))
    cargo = forms.CharField(
        label="Cargo", max_length=60, help_text="Por exemplo: sócia administradora, diretor técnico."
    )
    declaro = forms.BooleanField(
        label="Li o documento e posso assinar por este prestador.",
        error_messages={"required": "Confirme que você leu e pode assinar."},
    )


class RecusaForm(forms.Form):
    """Why the prestador does not accept."""

    motivo = forms.CharField(label="Por que vocês recusam?", max_length=600, widget=forms.Textarea(attrs={"rows": 3}))


class AditivosForm(forms.Form):
    """Situation."""

    situacao = forms.ChoiceField(
        label="Situação",
        required=False,
        choices=[("", "Todas"), *RespostaAoAditivo.Situacao.choices, (VENCIDO, "Fora do prazo")],
    )
