"""Who registers by an invitation, and what they set at the end: password and terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from guiche.acesso.ingresso import TIPOS_DE_USUARIO, Fixo, QuemIngressa
from guiche.acesso.models import Termo
from guiche.acesso.regras.textos import Trecho, trechos
from guiche.acesso.senhas import Politica
from guiche.portais.componentes.formularios import CampoDocumento, CampoEmail
from guiche.portais.componentes.senhas import NovaSenhaForm


class QuemForm(forms.Form):
    """What the invitation does not know yet; a field it knows, or does not ask, is left out."""

    tipo = forms.ChoiceField(
        label="Tipo de usuário",
        choices=[("", "Escolha"), *TIPOS_DE_USUARIO],
        help_text="O que o prestador é. O menu do portal segue esta escolha.",
    )
    nome = forms.CharField(
        label="Seu nome completo",
        max_length=120,
        help_text="De quem vai entrar no portal, não o nome da empresa.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    cpf = CampoDocumento(label="Seu CPF", aceita=("cpf",), help_text="De quem vai entrar no portal.")
    email_secundario = CampoEmail(
        label="E-mail secundário",
        required=False,
        help_text="Para recuperar a senha se perder o principal. Só vale depois de confirmado pelo link que enviamos.",
        autocomplete="off",
    )

    def __init__(self, *args: Any, fixo: Fixo, **kwargs: Any) -> None:
        kwargs["initial"] = {"tipo": fixo.tipo, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fixo = fixo
        if not fixo.documento:
            del self.fields["tipo"]
        for campo in ("nome", "cpf"):
            if getattr(fixo, campo):
                del self.fields[campo]

    def quem(self) -> QuemIngressa:
        """What was typed, with what the invitation already knew."""
        dados = self.cleaned_data
        return QuemIngressa(
            nome=dados.get("nome", self.fixo.nome),
            cpf=dados.get("cpf", self.fixo.cpf),
            tipo=dados.get("tipo", ""),
            email_secundario=dados["email_secundario"],
        )


class RegistrarForm(NovaSenhaForm):
    """The last step: a password, and one box for each term, never ticked beforehand."""

    def __init__(self, *args: Any, politica: Politica, termos: Sequence[Termo], **kwargs: Any) -> None:
        super().__init__(*args, politica=politica, **kwargs)
        self.fields["nova"].label, self.fields["repetida"].label = "Senha", "Repita a senha"
        self.termos = termos
        for termo in termos:
            self.fields[f"termo_{termo.pk}"] = forms.BooleanField(
                label=f"Li e concordo com: {termo.titulo} (versão {termo.versao})",
                error_messages={"required": "Caso não concorde, o cadastro não será concluído."},
            )
            self.fields[f"sha_{termo.pk}"] = forms.CharField(widget=forms.HiddenInput, initial=termo.sha256)

    def linhas(self) -> list[tuple[Termo, list[Trecho], forms.BoundField, forms.BoundField]]:
        """Each term with the parts of its text, its box and its fingerprint."""
        return [
            (termo, trechos(termo.texto), self[f"termo_{termo.pk}"], self[f"sha_{termo.pk}"]) for termo in self.termos
        ]

    def aceitos(self) -> dict[int, str]:
        """Fingerprint shown of each accepted term."""
        return {termo.pk: self.cleaned_data[f"sha_{termo.pk}"] for termo in self.termos}
