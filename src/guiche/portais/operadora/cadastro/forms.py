"""Filters of the registers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from guiche.cadastro.consultas import ATIVO, ENCERRADO, FUTURO, SUSPENSO
from guiche.cadastro.models import Prestador, Unidade


class PrestadoresForm(forms.Form):
    """Name, code or document, categoria, situation today and, where there is more than one to see, unit."""

    q = forms.CharField(label="Nome, código, CPF ou CNPJ", required=False)
    categoria = forms.ChoiceField(
        label="Categoria", required=False, choices=[("", "Todas"), *Prestador.Categoria.choices]
    )
    situacao = forms.ChoiceField(
        label="Situação",
        required=False,
        choices=[("", "Todas"), (ATIVO, "Ativos"), (ENCERRADO, "Descredenciados"), (FUTURO, "Ainda não começaram")],
    )
    unidade = forms.ChoiceField(label="Unidade", required=False)

    def __init__(self, *args: Any, unidades: Sequence[Unidade], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unidades:
            nomes = [(str(unidade.pk), unidade.nome) for unidade in unidades]
            self.fields["unidade"].choices = [("", "Todas"), *nomes]  # type: ignore[attr-defined]
        else:
            del self.fields["unidade"]


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
