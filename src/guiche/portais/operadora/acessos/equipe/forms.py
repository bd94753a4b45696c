"""Filter of the team, who is invited, what a person of the team may do, and why a change is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from guiche.acesso.models import Perfil, Vinculo
from guiche.acesso.selectors_equipe import FiltroDeAcessos
from guiche.acesso.services.equipe import NovaPessoa
from guiche.portais.componentes.formularios import CampoEmail


class EquipeForm(forms.Form):
    """Person, perfil, unit and state."""

    q = forms.CharField(label="Nome, usuário, e-mail ou CPF", required=False)
    perfil = forms.ChoiceField(label="Perfil", required=False)
    unidade = forms.ChoiceField(label="Unidade", required=False)
    situacao = forms.ChoiceField(label="Situação", required=False, choices=[("", "Todas"), *Vinculo.Situacao.choices])

    def __init__(self, *args: Any, perfis: Sequence[Perfil], unidades: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.perfis = {str(perfil.pk): perfil for perfil in perfis}
        self.fields["perfil"].choices = [("", "Todos"), *((pk, p.nome) for pk, p in self.perfis.items())]  # type: ignore[attr-defined]
        self.fields["unidade"].choices = [("", "Todas"), *((u, u) for u in unidades)]  # type: ignore[attr-defined]

    def filtro(self) -> FiltroDeAcessos:
        """What the list shows."""
        dados = self.cleaned_data if self.is_valid() else {}
        return FiltroDeAcessos(
            texto=dados.get("q", ""),
            situacao=dados.get("situacao", ""),
            perfil=self.perfis.get(dados.get("perfil", "")),
            unidade=dados.get("unidade", ""),
        )


class PerfisForm(forms.Form):
    """Perfis of the team, and the unit."""

    perfis = forms.MultipleChoiceField(
        label="Perfis",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Escolha pelo menos um perfil."},
    )
    unidade = forms.CharField(
        label="Unidade",
        required=False,
        max_length=60,
        help_text="Onde a pessoa trabalha. Serve para achar e rever acessos; não muda o que ela vê.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, perfis: Sequence[Perfil], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opcoes = {str(perfil.pk): perfil for perfil in perfis}
        descritos = [(pk, f"{p.nome}: {p.descricao}" if p.descricao else p.nome) for pk, p in self.opcoes.items()]
        self.fields["perfis"].choices = descritos  # type: ignore[attr-defined]

    def escolhidos(self) -> list[Perfil]:
        """The perfis marked."""
        return [self.opcoes[pk] for pk in self.cleaned_data["perfis"]]


class ConviteForm(PerfisForm):
    """Who is invited to the team."""

    nome = forms.CharField(label="Nome", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = CampoEmail(
        label="E-mail de trabalho",
        help_text="O convite vai para este endereço, e a pessoa cria a própria senha por ele.",
        autocomplete="off",
    )

    field_order = ("nome", "email", "perfis", "unidade")

    def nova(self) -> NovaPessoa:
        """What the verb asks."""
        dados = self.cleaned_data
        return NovaPessoa(dados["nome"], dados["email"], self.escolhidos(), dados["unidade"])


class RecusaForm(forms.Form):
    """Why a change is refused; who asked reads it."""

    motivo = forms.CharField(label="Motivo da recusa", max_length=200, help_text="Quem pediu vai ler.")
