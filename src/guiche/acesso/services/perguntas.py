"""The operadora's own frequently asked questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from guiche.acesso import permissions
from guiche.acesso.config import PerguntasConfig
from guiche.acesso.perguntas import PADRAO, Pergunta
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config, configurar
from guiche.nucleo.servico import servico


@servico(permissions.CONFIGURACAO_MUDAR)
def mudar_perguntas(ator: Ator, publico: str, perguntas: Sequence[Pergunta]) -> None:
    """Store the questions of one audience; none brings the product's own back. Raises KeyError for another audience."""
    iguais = tuple(perguntas) == PADRAO[publico]
    textos = () if iguais else tuple(texto for p in perguntas for texto in (p.pergunta, p.resposta))
    configurar(ator, replace(config(PerguntasConfig), **{publico: textos}))
