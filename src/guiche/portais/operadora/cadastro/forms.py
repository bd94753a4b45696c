"""Filters of the registers."""

from __future__ import annotations

from django import forms

from guiche.cadastro.consultas import ATIVO, ENCERRADO, FUTURO, SUSPENSO
from guiche.cadastro.models import Prestador


class PrestadoresForm(forms.Form):
    """Name, code or document, categoria and situation today."""

    q = forms.CharField(label="Nome, código, CPF ou CNPJ", required=False)
    categoria = forms.ChoiceField(
        label="Categoria", required=False, choices=[("", "Todas"), *Prestador.Categoria.choices]
    )
    situacao = forms.ChoiceField(
        label="Situação",
        required=False,
        choices=[("", "Todas"), (ATIVO, "Ativos"), (ENCERRADO, "Descredenciados"), (FUTURO, "Ainda não começaram")],
    )


class BeneficiariosForm(forms.Form):
    """Name, card, CPF or CNS, and situation of the cover today."""

    q = forms.CharField(label="Nome, carteirinha, CPF ou CNS", required=False)
    situacao = forms.ChoiceField(
        label="Situação",
        required=False,
        choices=[
            ("", "Todas"),
            (ATIVO, "Com plano ativo"),
            (SUSPENSO, "Com atendimento suspenso"),
            (ENCERRADO, "Plano encerrado"),
            (FUTURO, "Plano ainda não começou"),
        ],
    )
