"""Forms of the steps of "Obter acesso"."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from guiche.acesso.registros import Provado
from guiche.acesso.regras.provas import DadosBancarios, DadosPessoais
from guiche.nucleo.identificadores import cpf_valido, normalizar
from guiche.portais.componentes.emails import EmailDuasVezes
from guiche.portais.componentes.formularios import CampoData, CampoDocumento, CampoTelefone
from guiche.portais.componentes.senhas import NovaSenhaForm

_CPF = 11
FISICA, JURIDICA = "F", "J"


class NumeroBancario(forms.CharField):
    """Digits of a branch or account (and X, a check digit), masks ignored."""

    def __init__(self, **opcoes: Any) -> None:
        opcoes.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**opcoes)

    def clean(self, value: Any) -> str:
        limpo = normalizar(super().clean(value) or "")
        if limpo and not re.fullmatch(r"[0-9]*X?", limpo):
            raise forms.ValidationError("Use só números; o dígito pode ser X.")
        return limpo


class PrestadorForm(forms.Form):
    """What kind of person, and the CPF or CNPJ that the operadora has."""

    tipo = forms.ChoiceField(
        label="Tipo de pessoa",
        choices=[(JURIDICA, "Jurídica (CNPJ)"), (FISICA, "Física (CPF)")],
        widget=forms.RadioSelect,
    )
    documento = CampoDocumento(
        label="CNPJ ou CPF", help_text="Com ou sem pontos. O CNPJ novo, com letras, também vale."
    )

    def clean(self) -> dict[str, Any]:
        dados: dict[str, Any] = super().clean() or {}
        documento, tipo = dados.get("documento", ""), dados.get("tipo", "")
        if documento and tipo and (len(documento) == _CPF) != (tipo == FISICA):
            pedido = "CPF" if tipo == FISICA else "CNPJ"
            self.add_error("documento", f"Você marcou pessoa {self._rotulo(tipo)}: digite o {pedido}.")
        return dados

    @staticmethod
    def _rotulo(tipo: str) -> str:
        return "física" if tipo == FISICA else "jurídica"


class BeneficiarioForm(forms.Form):
    """The number of the card, or the CPF."""

    documento = forms.CharField(
        label="Número da carteirinha ou CPF",
        max_length=30,
        help_text="Como está no cartão, com ou sem pontos e espaços.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_documento(self) -> str:
        numero = normalizar(self.cleaned_data["documento"])
        if len(numero) == _CPF and not cpf_valido(numero):
            raise forms.ValidationError("Este CPF não existe: confira os números digitados.")
        if not numero.isdigit() or not _CPF - 3 <= len(numero) <= 20:
            raise forms.ValidationError("Confira o número: a carteirinha tem só números, e o CPF tem 11.")
        return numero


class ContaBancariaForm(forms.Form):
    """The account in which the operadora pays the prestador, each digit in its own field."""

    agencia = NumeroBancario(label="Agência", max_length=8)
    agencia_dv = NumeroBancario(label="Dígito da agência", max_length=1, required=False)
    conta = NumeroBancario(label="Conta corrente", max_length=20)
    conta_dv = NumeroBancario(label="Dígito da conta", max_length=2)

    def prova(self) -> DadosBancarios:
        """What was typed, as the rule reads it."""
        return DadosBancarios(**self.cleaned_data)


class DadosPessoaisForm(forms.Form):
    """What only the holder of a plan should know."""

    nascimento = CampoData(label="Data de nascimento")
    nome_da_mae = forms.CharField(
        label="Primeiro nome da mãe",
        max_length=70,
        help_text="Com ou sem acento, como está no cadastro do plano.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def prova(self) -> DadosPessoais:
        """What was typed, as the rule reads it."""
        return DadosPessoais(**self.cleaned_data)


class RegistroForm(EmailDuasVezes, NovaSenhaForm):
    """Who registers. What the registry already knows is not asked (``provado``)."""

    nome = forms.CharField(
        label="Seu nome completo", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    documento = CampoDocumento(
        label="Seu CPF", aceita=("cpf",), help_text="O da pessoa que vai entrar, não o da empresa."
    )
    telefone = CampoTelefone(label="Celular", required=False)
    field_order = ["nome", "documento", "telefone", "email", "email_repetido", "nova", "repetida"]

    def __init__(self, *args: Any, provado: Provado, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nova"].label, self.fields["repetida"].label = "Senha", "Repita a senha"
        if provado.nome:
            del self.fields["nome"]
        if provado.documento:
            del self.fields["documento"]
