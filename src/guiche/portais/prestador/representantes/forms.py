"""Form "Novo representante" (C-12), with a word of help at each field, and the filter of the list."""

from __future__ import annotations

from typing import Any

from django import forms

from guiche.acesso.selectors.relacionamentos import SITUACOES
from guiche.acesso.services.representantes import Contato, NovoRepresentante
from guiche.portais.componentes.emails import EmailDuasVezes
from guiche.portais.componentes.formularios import CampoDocumento, CampoEmail, CampoTelefone
from guiche.portais.prestador.relacionamentos.forms import PapeisForm


class RepresentantesForm(forms.Form):
    """CPF or name, and state."""

    q = forms.CharField(label="CPF ou nome", required=False)
    situacao = forms.ChoiceField(label="Situação", required=False, choices=[("", "Todas"), *SITUACOES.items()])


class ContatoForm(EmailDuasVezes, PapeisForm):
    """What the prestador keeps about somebody who represents it, and the grupos de segurança."""

    repetido = "email_de_novo"

    telefone = CampoTelefone(
        label="Telefone",
        help_text="Com DDD. Para a operadora falar com a pessoa, se preciso.",
        autocomplete="off",
    )
    email = CampoEmail(
        label="E-mail pessoal",
        help_text="Da própria pessoa, não o da clínica: é por ele que ela grava a senha, e quem sai perde o acesso.",
        autocomplete="off",
    )
    email_repetido = None  # type: ignore[assignment]  # an inherited field so named is dropped
    email_de_novo = CampoEmail(
        label="Confirme o e-mail pessoal",
        help_text="Digite outra vez: o convite vai para este endereço.",
        autocomplete="off",
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

    email = CampoEmail(
        label="E-mail pessoal",
        help_text="Corrija, se o endereço estava errado. O link anterior deixa de valer.",
        autocomplete="off",
    )
