"""Filter of who has access."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from guiche.acesso.models import Perfil, Portal, Vinculo
from guiche.acesso.selectors.equipe import FiltroDeAcessos


class QuemForm(forms.Form):
    """Person, portal, perfil and state."""

    q = forms.CharField(label="Nome, usuário, e-mail ou CPF", required=False)
    portal = forms.ChoiceField(label="Portal", required=False, choices=[("", "Todos"), *Portal.choices])
    perfil = forms.ChoiceField(label="Perfil", required=False)
    situacao = forms.ChoiceField(label="Situação", required=False, choices=[("", "Todas"), *Vinculo.Situacao.choices])

    def __init__(self, *args: Any, perfis: Sequence[Perfil], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.perfis = {str(perfil.pk): perfil for perfil in perfis}
        nomes = [(pk, f"{p.nome} ({p.get_portal_display()})") for pk, p in self.perfis.items()]
        self.fields["perfil"].choices = [("", "Todos"), *nomes]  # type: ignore[attr-defined]

    def filtro(self) -> FiltroDeAcessos:
        """What the list shows."""
        dados = self.cleaned_data if self.is_valid() else {}
        return FiltroDeAcessos(
            texto=dados.get("q", ""),
            portal=dados.get("portal", ""),
            situacao=dados.get("situacao", ""),
            perfil=self.perfis.get(dados.get("perfil", "")),
        )
