"""Frequently asked questions as text: one block for each, the question in the first line, the answer below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms

from guiche.acesso.config import PerguntasConfig
from guiche.acesso.perguntas import PADRAO, Pergunta, emparelhar

ROTULOS: Final = {
    "prestador": "Para prestadores",
    "beneficiario": "Para beneficiários",
    "contratante": "Para empresas contratantes",
    "operadora": "Para a equipe",
}
_VAZIAS: Final = re.compile(r"\n\s*\n")


class CampoPerguntas(forms.CharField):
    """Blocks separated by an empty line; gives questions and answers one after the other."""

    def __init__(self, rotulo: str) -> None:
        super().__init__(label=rotulo, required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 12}))

    def clean(self, value: Any) -> tuple[str, ...]:
        """Question and answer of each block. Raises ValidationError that quotes the question without an answer."""
        textos: list[str] = []
        for bloco in _VAZIAS.split(str(super().clean(value)).replace("\r\n", "\n").strip()):
            pergunta, _, resposta = bloco.strip().partition("\n")
            if pergunta and not resposta.strip():
                raise forms.ValidationError(f"Falta a resposta de “{pergunta}”: escreva-a na linha de baixo.")
            textos += [pergunta.strip(), resposta.strip()] if pergunta else []
        return tuple(textos)


class PerguntasForm(forms.Form):
    """PerguntasConfig: the questions of each audience; what equals the product's own is kept empty."""

    prestador = CampoPerguntas(ROTULOS["prestador"])
    beneficiario = CampoPerguntas(ROTULOS["beneficiario"])
    contratante = CampoPerguntas(ROTULOS["contratante"])
    operadora = CampoPerguntas(ROTULOS["operadora"])

    def __init__(self, *args: Any, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        guardadas = initial or {}
        textos = {
            publico: em_texto(emparelhar(guardadas.get(publico) or ()) or padrao) for publico, padrao in PADRAO.items()
        }
        super().__init__(*args, initial=textos, **kwargs)  # type: ignore[misc]

    def opcoes(self) -> PerguntasConfig:
        """The options as the services read them."""
        escritas = {publico: self.cleaned_data[publico] for publico in PADRAO}
        proprias = {p: () if tuple(emparelhar(e)) == PADRAO[p] else e for p, e in escritas.items()}
        return PerguntasConfig(**proprias)


def em_texto(perguntas: Sequence[Pergunta]) -> str:
    """The blocks of a list of questions."""
    return "\n\n".join(f"{uma.pergunta}\n{uma.resposta}" for uma in perguntas)
