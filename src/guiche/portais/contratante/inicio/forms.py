"""Filter of the people of the contract."""

from __future__ import annotations

from django import forms

from guiche.cadastro.consultas import ATIVO, ENCERRADO, FUTURO, SUSPENSO


class PessoasForm(forms.Form):
    """Name or card, and situation of the cover."""

    q = forms.CharField(label="Nome ou carteirinha", max_length=60, required=False)
    situacao = forms.ChoiceField(
        label="Situação",
        required=False,
        choices=[
            ("", "Todas"),
            (ATIVO, "Plano ativo"),
            (SUSPENSO, "Suspenso"),
            (FUTURO, "Ainda não começou"),
            (ENCERRADO, "Plano encerrado"),
        ],
    )
