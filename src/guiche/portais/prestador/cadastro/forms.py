"""Fields of the record, of what is sent with a change, and of the photo."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.urls import reverse

from guiche.cadastro.models import Atualizacao, Prestador
from guiche.cadastro.regras.campos import BANCO, CONSELHOS, UFS, Unidade, em_palavras
from guiche.cadastro.services.atualizacoes import unidades_do
from guiche.documentos.anexos import TAMANHO_MAXIMO
from guiche.portais.componentes.enderecos import ComCep
from guiche.portais.componentes.formularios import CampoArquivos, CampoData

ACEITOS: Final = ".pdf,.jpg,.jpeg,.png"
_ESCOLHAS: Final = {
    "uf": [("", "Escolha"), *((uf, uf) for uf in UFS)],
    "uf_conselho": [("", "Escolha"), *((uf, uf) for uf in UFS)],
    "conselho": [("", "Escolha"), *CONSELHOS],
}
_COMPLETA: Final = {
    "email": "email",
    "telefone": "tel",
    "cep": "postal-code",
    "logradouro": "street-address",
    "municipio": "address-level2",
}
_NUMERICOS: Final = frozenset({"telefone", "cep", "cnes", "banco"})


class CadastroForm(ComCep):
    """One field for each field of the record; those of the bank account come empty, which means "leave it"."""

    do_cep: ClassVar = {"rua": "logradouro", "bairro": "bairro", "municipio": "municipio", "uf": "uf"}

    def __init__(self, prestador: Prestador, *args: Any, **kwargs: Any) -> None:
        self.unidades = unidades_do(prestador)
        self.prestador = prestador
        super().__init__(*args, **kwargs)
        for unidade in self.unidades:
            for campo in unidade.campos:
                self.fields[campo.nome] = _campo(prestador, unidade, campo.nome, campo.rotulo)
            if unidade.codigo == BANCO:
                self.fields["conta_repetida"] = forms.CharField(label="Conta de novo, para conferir", required=False)
        self.procurar_em(reverse("prestador:cep_do_cadastro"))

    @property
    def valores(self) -> dict[str, str]:
        """What was typed, by field of the record."""
        return {c.nome: self.cleaned_data.get(c.nome, "") for u in self.unidades for c in u.campos}

    def grupos(self) -> list[tuple[Unidade, str, list[Any]]]:
        """Each piece with what the record has and its fields, for the page."""
        return [(u, self._hoje(u), [self[nome] for nome in self._nomes(u)]) for u in self.unidades]

    def ocultos(self) -> list[Any]:
        """Every field, to travel hidden through the review."""
        return [self[nome] for nome in self.fields]

    def _nomes(self, unidade: Unidade) -> list[str]:
        return [c.nome for c in unidade.campos] + (["conta_repetida"] if unidade.codigo == BANCO else [])

    def _hoje(self, unidade: Unidade) -> str:
        if not unidade.sensivel:
            return ""
        return em_palavras(unidade, {c.nome: getattr(self.prestador, c.nome) for c in unidade.campos})


def _campo(prestador: Prestador, unidade: Unidade, nome: str, rotulo: str) -> forms.Field:
    inicial = "" if unidade.sensivel else getattr(prestador, nome)
    if nome in _ESCOLHAS:
        return forms.ChoiceField(label=rotulo, required=False, choices=_ESCOLHAS[nome], initial=inicial)
    atributos = {"autocomplete": _COMPLETA.get(nome, "off")}
    if nome in _NUMERICOS:
        atributos["inputmode"] = "numeric"
    return forms.CharField(
        label=rotulo, required=False, max_length=300, initial=inicial, widget=forms.TextInput(attrs=atributos)
    )


class EnvioForm(forms.Form):
    """From which day, why, and the papers."""

    vigencia = CampoData(label="Vale a partir de", help_text="Hoje ou um dia adiante, até 180 dias.")
    observacao = forms.CharField(
        label="Quer explicar algo?", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    anexos = CampoArquivos(label="Comprovantes em PDF, JPEG ou PNG", required=False, limite=TAMANHO_MAXIMO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["anexos"].widget.attrs["accept"] = ACEITOS


class ComplementoForm(forms.Form):
    """The answer to what the operadora asked for."""

    resposta = forms.CharField(
        label="Sua resposta", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    anexos = CampoArquivos(label="Documentos em PDF, JPEG ou PNG", required=False, limite=TAMANHO_MAXIMO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["anexos"].widget.attrs["accept"] = ACEITOS


class FotoForm(forms.Form):
    """One image."""

    foto = forms.FileField(
        label="Imagem em JPEG, PNG ou WebP, até 10 MB",
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
        error_messages={"required": "Escolha a imagem.", "empty": "O arquivo está vazio."},
    )


class PedidosForm(forms.Form):
    """Number and situation."""

    q = forms.CharField(label="Número", required=False)
    situacao = forms.ChoiceField(
        label="Situação", required=False, choices=[("", "Todas"), *Atualizacao.Situacao.choices]
    )
