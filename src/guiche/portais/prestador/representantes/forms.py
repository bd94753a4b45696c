"""Form "Novo representante" (C-12), with a word of help at each field, and the filter of the list."""

from __future__ import annotations

from typing import Any

from django import forms

from guiche.acesso.selectors_relacionamentos import SITUACOES
from guiche.acesso.services.representantes import Contato, NovoRepresentante
from guiche.nucleo.identificadores import formatar_telefone, so_digitos
from guiche.portais.componentes.formularios import CampoDocumento
from guiche.portais.prestador.relacionamentos.forms import PapeisForm

TELEFONE_MINIMO, TELEFONE_MAXIMO = 10, 11


class RepresentantesForm(forms.Form):
    """CPF or name, and state."""

    q = forms.CharField(label="CPF ou nome", required=False)
    situacao = forms.ChoiceField(label="Situação", required=False, choices=[("", "Todas"), *SITUACOES.items()])


class CampoTelefone(forms.CharField):
    """A telephone with area code, masked or not; the value is digits."""

    def clean(self, value: Any) -> str:
        digitos = so_digitos(super().clean(value))
        if digitos and not TELEFONE_MINIMO <= len(digitos) <= TELEFONE_MAXIMO:
            raise forms.ValidationError("Escreva o telefone com DDD, por exemplo (67) 99999-8888.")
        return digitos

    def prepare_value(self, value: Any) -> Any:
        return formatar_telefone(value) if isinstance(value, str) else value


class ContatoForm(PapeisForm):
    """What the prestador keeps about somebody who represents it, and the grupos de segurança."""

    telefone = CampoTelefone(
        label="Telefone",
        max_length=20,
        help_text="Com DDD. Para a operadora falar com a pessoa, se preciso.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label="E-mail pessoal",
        help_text="Da própria pessoa, não o da clínica: é por ele que ela grava a senha, e quem sai perde o acesso.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    email_de_novo = forms.EmailField(
        label="Confirme o e-mail pessoal",
        help_text="Digite outra vez: o convite vai para este endereço.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    lotacao = forms.CharField(
        label="Lotação", max_length=60, help_text="Onde a pessoa trabalha: recepção, faturamento, filial…"
    )
    cargo = forms.CharField(label="Cargo", max_length=60, help_text="O que ela faz: secretária, faturista, gerente…")

    field_order: tuple[str, ...] = ("telefone", "email", "email_de_novo", "lotacao", "cargo", "perfis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grupos = self.campo_dos_papeis
        grupos.label = "Grupos de segurança"
        grupos.help_text = "O que a pessoa poderá fazer. Só aparecem os grupos que você mesmo pode usar."
        grupos.error_messages["required"] = "Escolha pelo menos um grupo."

    def clean_email_de_novo(self) -> str:
        de_novo = str(self.cleaned_data["email_de_novo"])
        if "email" in self.cleaned_data and de_novo.lower() != self.cleaned_data["email"].lower():
            raise forms.ValidationError("Os dois e-mails não são iguais. Confira letra por letra.")
        return de_novo

    def contato(self) -> Contato:
        """How to reach the person and where they work."""
        dados = self.cleaned_data
        return Contato(dados["telefone"], dados["email"], dados["lotacao"], dados["cargo"])


class NovoForm(ContatoForm):
    """Who the person is, and the rest."""

    cpf = CampoDocumento(label="CPF", aceita=("cpf",), help_text="O mesmo CPF pode representar vários prestadores.")
    nome = forms.CharField(
        label="Nome",
        max_length=120,
        help_text="Nome completo, como no documento. Cada pessoa tem o próprio acesso: nada de conta da recepção.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    field_order = ("cpf", "nome", *ContatoForm.field_order)

    def novo(self) -> NovoRepresentante:
        """What the verb asks."""
        return NovoRepresentante(self.cleaned_data["cpf"], self.cleaned_data["nome"], self.contato(), self.escolhidos())


class ReenvioForm(forms.Form):
    """Where the invitation goes again."""

    email = forms.EmailField(
        label="E-mail pessoal",
        help_text="Corrija, se o endereço estava errado. O link anterior deixa de valer.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
