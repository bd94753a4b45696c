"""Filters of the review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from guiche.acesso.models import Perfil, Portal
from guiche.acesso.regras.trimestres import Trimestre
from guiche.acesso.selectors.revisao import EM_DIA, RESULTADOS, VENCIDA, FiltroDaRevisao

ATRASOS = [("", "Qualquer"), ("30", "30 dias ou mais"), ("60", "60 dias ou mais"), ("90", "90 dias ou mais")]


class EquipeForm(forms.Form):
    """Person, perfil, and whether the review is due."""

    q = forms.CharField(label="Nome, usuário, e-mail ou CPF", required=False)
    perfil = forms.ChoiceField(label="Perfil", required=False)
    revisao = forms.ChoiceField(
        label="Revisão", required=False, choices=[("", "Todas"), (VENCIDA, "A confirmar"), (EM_DIA, "Em dia")]
    )

    def __init__(self, *args: Any, perfis: Sequence[Perfil], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.perfis = {str(perfil.pk): perfil for perfil in perfis}
        self.fields["perfil"].choices = [("", "Todos"), *((pk, p.nome) for pk, p in self.perfis.items())]  # type: ignore[attr-defined]

    def filtro(self) -> FiltroDaRevisao:
        """What the list shows."""
        dados = self.cleaned_data if self.is_valid() else {}
        return FiltroDaRevisao(
            texto=dados.get("q", ""),
            perfil=self.perfis.get(dados.get("perfil", "")),
            situacao=dados.get("revisao", ""),
        )


class PrestadoresForm(forms.Form):
    """Prestador, person, and how late."""

    prestador = forms.CharField(label="Prestador ou código", required=False)
    q = forms.CharField(label="Nome, usuário, e-mail ou CPF", required=False)
    atraso = forms.ChoiceField(label="Atraso", required=False, choices=ATRASOS)

    def filtro(self) -> FiltroDaRevisao:
        """What the list shows."""
        dados = self.cleaned_data if self.is_valid() else {}
        return FiltroDaRevisao(
            texto=dados.get("q", ""),
            prestador=dados.get("prestador", ""),
            atraso=int(dados.get("atraso") or 0),
        )


class TrimestreForm(forms.Form):
    """Quarter, portal, and what the review came to."""

    trimestre = forms.ChoiceField(label="Trimestre", required=False)
    portal = forms.ChoiceField(
        label="Portal",
        required=False,
        choices=[("", "Todos"), *((p.value, p.label) for p in (Portal.OPERADORA, Portal.PRESTADOR))],
    )
    resultado = forms.ChoiceField(
        label="Resultado", required=False, choices=[("", "Todos"), *((r, r) for r in RESULTADOS)]
    )

    def __init__(self, *args: Any, trimestres: Sequence[Trimestre], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trimestres = {um.codigo: um for um in trimestres}
        nomes = [(codigo, um.rotulo) for codigo, um in self.trimestres.items()]
        self.fields["trimestre"].choices = [("", "O atual"), *nomes]  # type: ignore[attr-defined]

    def escolhido(self, atual: Trimestre) -> Trimestre:
        """The quarter asked for, else the current one."""
        dados = self.cleaned_data if self.is_valid() else {}
        return self.trimestres.get(dados.get("trimestre", ""), atual)

    def resto(self) -> tuple[str, str]:
        """Portal and result asked for; empty filters nothing."""
        dados = self.cleaned_data if self.is_valid() else {}
        return dados.get("portal", ""), dados.get("resultado", "")
