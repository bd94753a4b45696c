"""Filters of the list, the exact search, and what is decided about a person: roles, term, reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from guiche.acesso.models import Perfil
from guiche.acesso.selectors.relacionamentos import SITUACOES
from guiche.acesso.services.procura import Busca
from guiche.cadastro.regras.campos import CONSELHOS, UFS
from guiche.portais.componentes.formularios import CampoData, CampoDocumento, CampoEmail


class RelacionamentosForm(forms.Form):
    """Person, state, and only the invitations that wait for an answer."""

    q = forms.CharField(label="Nome, e-mail ou CPF", required=False)
    situacao = forms.ChoiceField(label="Situação", required=False, choices=[("", "Todas"), *SITUACOES.items()])
    pendentes = forms.ChoiceField(label="Mostrar", required=False, choices=[("", "Todos"), ("sim", "Apenas pendentes")])


class CorpoClinicoForm(forms.Form):
    """Professional, by name."""

    q = forms.CharField(label="Profissional", required=False)


class BuscaForm(forms.Form):
    """One exact criterion: e-mail, CPF or CNPJ, or council. There is no search by name."""

    email = CampoEmail(label="E-mail", required=False, autocomplete="off")
    documento = CampoDocumento(label="CPF ou CNPJ", required=False)
    conselho = forms.ChoiceField(label="Conselho", required=False, choices=[("", "Qualquer"), *CONSELHOS])
    uf = forms.ChoiceField(label="UF do registro", required=False, choices=[("", "UF"), *((uf, uf) for uf in UFS)])
    numero = forms.CharField(label="Número do registro", required=False, max_length=15)

    def clean(self) -> dict[str, Any]:
        dados: dict[str, Any] = super().clean() or {}
        if self.errors:
            return dados
        ditos = [bool(dados.get("email")), bool(dados.get("documento")), bool(dados.get("numero"))]
        if sum(ditos) != 1:
            self.add_error(None, "Preencha uma só forma de busca: o e-mail, o documento ou o registro no conselho.")
        elif dados.get("numero") and not dados.get("uf"):
            self.add_error("uf", "Escolha a UF do registro.")
        return dados

    def busca(self) -> Busca:
        """The criterion asked for."""
        dados = self.cleaned_data
        return Busca(dados["email"], dados["documento"], dados["conselho"], dados["uf"], dados["numero"])


class PapeisForm(forms.Form):
    """Roles: at least one of those the person who gives may give (B-20)."""

    perfis = forms.MultipleChoiceField(
        label="Papéis",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Escolha pelo menos um papel."},
    )

    def __init__(self, *args: Any, papeis: Sequence[Perfil], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papeis = {str(papel.pk): papel for papel in papeis}
        self.campo_dos_papeis.choices = [(pk, f"{papel.nome}: {papel.descricao}") for pk, papel in self.papeis.items()]

    @property
    def campo_dos_papeis(self) -> forms.MultipleChoiceField:
        """The field whose choices are the roles."""
        campo = self.fields["perfis"]
        assert isinstance(campo, forms.MultipleChoiceField)  # noqa: S101  (declared above)
        return campo

    def escolhidos(self) -> list[Perfil]:
        """The roles marked."""
        return [self.papeis[pk] for pk in self.cleaned_data["perfis"]]


class ConviteForm(PapeisForm):
    """The invitation: roles, ceiling of the term, a line from who invites."""

    chave = forms.CharField(widget=forms.HiddenInput)
    limite = CampoData(
        label="Prazo máximo",
        required=False,
        help_text="O último dia do acesso. A pessoa convidada pode aceitar por menos, nunca por mais.",
    )
    mensagem = forms.CharField(
        label="Recado",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Vai no e-mail do convite.",
    )


class PrazoForm(forms.Form):
    """A new ceiling of the term."""

    limite = CampoData(label="Prazo máximo", required=False, help_text="Em branco: sem prazo máximo.")


class ReenvioForm(forms.Form):
    """Where to send the invitation again."""

    email = CampoEmail(
        label="E-mail", required=False, help_text="Corrija, se o endereço estava errado.", autocomplete="off"
    )
