"""Options of access: password, terms and deadlines, texts of the entry page; every version stays and may come back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from guiche.acesso import permissions, senhas
from guiche.acesso.config import AcessoConfig, EntradaConfig, Opcoes, PerguntasConfig
from guiche.acesso.regras.acolhida import LINKS, desconhecidos, pares
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config, configurar, versao
from guiche.nucleo.servico import Recusa, servico

LIMITES: Final[dict[str, tuple[int, int]]] = {
    "tamanho": (senhas.TAMANHO_MINIMO, 64),
    "historico": (senhas.HISTORICO_MINIMO, 24),
    "validade_dias": (0, 730),
    "sessao_minutos": (5, 240),
    "dias_conectado": (0, 90),
    "horas_do_convite": (1, 720),
    "horas_da_confirmacao": (1, 168),
    "prazo_solicitacao_du": (1, 30),
    "limite_dias": (0, 1825),
    "aviso_fim_dias": (0, 90),
    "revisao_dias": (0, 365),
}
"""The least and the most of each number; nobody's options go below the floor of safety."""
TEXTO_MAXIMO: Final = 600
DUVIDAS_MAXIMO: Final = 8
PERGUNTAS_MAXIMO: Final = 20


@servico(permissions.CONFIGURACAO_MUDAR)
def mudar_opcoes(ator: Ator, novas: Opcoes) -> None:
    """Store new options, in force at once.

    Raises Recusa at the field that passes its limits, and at ``quatro_olhos``, which two people turn off.
    """
    conferir(novas)
    _manter_quatro_olhos(novas)
    configurar(ator, novas)


@servico(permissions.CONFIGURACAO_MUDAR)
def voltar_opcoes(ator: Ator, classe: type[Opcoes], versao_id: int) -> None:
    """Put an earlier version in force again, as a new one; 0 is what the product comes with.

    Raises Configuracao.DoesNotExist, and Recusa when that version does not meet today's limits.
    """
    antiga: Opcoes = versao(classe, versao_id).opcoes if versao_id else classe()
    conferir(antiga)
    _manter_quatro_olhos(antiga)
    configurar(ator, antiga)


def _manter_quatro_olhos(novas: Opcoes) -> None:
    """Raise Recusa when one person alone would turn off the rule that asks for two."""
    if isinstance(novas, AcessoConfig) and config(AcessoConfig).quatro_olhos and not novas.quatro_olhos:
        raise Recusa("Desligar esta regra também espera duas pessoas: peça em Equipe, na aba Mudanças.", "quatro_olhos")


def conferir(opcoes: Opcoes) -> None:
    """Raise Recusa, with the name of the option as its field, when the options pass a limit."""
    for campo in fields(opcoes):
        valor: Any = getattr(opcoes, campo.name)
        if campo.name in LIMITES:
            menor, maior = LIMITES[campo.name]
            if not menor <= valor <= maior:
                raise Recusa(f"Use um número de {menor} a {maior}.", campo.name)
        elif isinstance(valor, str) and len(valor) > TEXTO_MAXIMO:
            raise Recusa(f"Use até {TEXTO_MAXIMO} caracteres.", campo.name)
    if isinstance(opcoes, EntradaConfig):
        _conferir_duvidas(opcoes.duvidas)
    if isinstance(opcoes, PerguntasConfig):
        for campo in fields(opcoes):
            _conferir_perguntas(campo.name, getattr(opcoes, campo.name))


def _conferir_perguntas(publico: str, textos: tuple[str, ...]) -> None:
    _conferir_pares(textos, PERGUNTAS_MAXIMO, "perguntas", publico)
    if any(not texto.strip() or len(texto) > TEXTO_MAXIMO for texto in textos):
        raise Recusa(f"Pergunta e resposta têm de 1 a {TEXTO_MAXIMO} caracteres.", publico)


def _conferir_duvidas(duvidas: tuple[str, ...]) -> None:
    _conferir_pares(duvidas, DUVIDAS_MAXIMO, "dúvidas", "duvidas")
    for numero, (pergunta, resposta) in enumerate(pares(duvidas), start=1):
        campo = f"resposta_{numero}"
        if not pergunta.strip() or not resposta.strip():
            raise Recusa("Cada dúvida tem pergunta e resposta.", campo)
        if len(pergunta) > TEXTO_MAXIMO or len(resposta) > TEXTO_MAXIMO:
            raise Recusa(f"Use até {TEXTO_MAXIMO} caracteres.", campo)
        if perdidos := desconhecidos(resposta):
            raise Recusa(f"[{perdidos[0]}] não leva a nenhuma página. Entre colchetes use: {', '.join(LINKS)}.", campo)


def _conferir_pares(textos: tuple[str, ...], maximo: int, o_que: str, campo: str) -> None:
    if len(textos) % 2 or len(textos) > 2 * maximo:
        raise Recusa(f"Escreva até {maximo} {o_que}, cada uma com a sua resposta.", campo)
