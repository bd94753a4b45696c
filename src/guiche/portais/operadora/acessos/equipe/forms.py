"""Filter of the team, who is invited, what a person of the team may do, and why a change is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from guiche.acesso.models import Perfil, Vinculo
from guiche.acesso.selectors.equipe import FiltroDeAcessos
from guiche.acesso.services.equipe import NovaPessoa
from guiche.cadastro.models import Unidade
from guiche.portais.componentes.formularios import CampoEmail


class EquipeForm(forms.Form):
    """Person, perfil, unit and state."""

    q = forms.CharField(label="Nome, usuário, e-mail ou CPF", required=False)
    perfil = forms.ChoiceField(label="Perfil", required=False)
    unidade = forms.ChoiceField(label="Unidade", required=False)
    situacao = forms.ChoiceField(label="Situação", required=False, choices=[("", "Todas"), *Vinculo.Situacao.choices])

    def __init__(self, *args: Any, perfis: Sequence[Perfil], unidades: Sequence[Unidade], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.perfis = {str(perfil.pk): perfil for perfil in perfis}
        self.fields["perfil"].choices = [("", "Todos"), *((pk, p.nome) for pk, p in self.perfis.items())]  # type: ignore[attr-defined]
        self._unidades = {str(unidade.pk): unidade for unidade in unidades}
        if self._unidades:
            nomes = [(pk, unidade.nome) for pk, unidade in self._unidades.items()]
            self.fields["unidade"].choices = [("", "Qualquer"), *nomes]  # type: ignore[attr-defined]
        else:
            del self.fields["unidade"]

    def filtro(self) -> FiltroDeAcessos:
        """What the list shows."""
        dados = self.cleaned_data if self.is_valid() else {}
        return FiltroDeAcessos(
            texto=dados.get("q", ""),
            situacao=dados.get("situacao", ""),
            perfil=self.perfis.get(dados.get("perfil", "")),
            unidade=self._unidades.get(dados.get("unidade", "")),
        )


class PerfisForm(forms.Form):
    """Perfis of the team, and the units; without units in the operadora there is nothing to choose."""

    perfis = forms.MultipleChoiceField(
        label="Perfis",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Escolha pelo menos um perfil."},
    )
    unidades = forms.MultipleChoiceField(
        label="Só estas unidades",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="A pessoa vê e decide só o que é dos prestadores destas unidades. Sem marcar nenhuma, vê todas.",
    )

    def __init__(self, *args: Any, perfis: Sequence[Perfil], unidades: Sequence[Unidade], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unidades = {str(unidade.pk): unidade for unidade in unidades}
        if self._unidades:
            self.fields["unidades"].choices = [(pk, str(u)) for pk, u in self._unidades.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["unidades"]
        self.opcoes = {str(perfil.pk): perfil for perfil in perfis}
        descritos = [(pk, f"{p.nome}: {p.descricao}" if p.descricao else p.nome) for pk, p in self.opcoes.items()]
        self.fields["perfis"].choices = descritos  # type: ignore[attr-defined]

    def escolhidos(self) -> list[Perfil]:
        """The perfis marked."""
        return [self.opcoes[pk] for pk in self.cleaned_data["perfis"]]

    def escolhidas(self) -> list[Unidade]:
        """The units marked."""
        return [self._unidades[pk] for pk in self.cleaned_data.get("unidades", ())]


class ConviteForm(PerfisForm):
    """Who is invited to the team."""

    nome = forms.CharField(label="Nome", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = CampoEmail(
        label="E-mail de trabalho",
        help_text="O convite vai para este endereço, e a pessoa cria a própria senha por ele.",
        autocomplete="off",
    )

    field_order = ("nome", "email", "perfis", "unidades")

    def nova(self) -> NovaPessoa:
        """What the verb asks."""
        dados = self.cleaned_data
        return NovaPessoa(dados["nome"], dados["email"], self.escolhidos(), self.escolhidas())


class RecusaForm(forms.Form):
    """Why a change is refused; who asked reads it."""

    motivo = forms.CharField(label="Motivo da recusa", max_length=200, help_text="Quem pediu vai ler.")
