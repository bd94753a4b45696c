"""Options of access, per operadora. Each has a floor that no configuration may lower."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SenhaConfig:
    """Password rule. A person linked to several operadoras follows the strictest of theirs.

    A letter, a digit and a symbol are asked of everybody (B-07).

    ``tamanho``: characters, never below 8 (C-45). ``historico``: last passwords refused. ``validade_dias``:
    days until it must be changed, 0 = never.
    """

    tamanho: int = 8
    historico: int = 3
    validade_dias: int = 0


@dataclass(frozen=True)
class AcessoConfig:
    """Terms and deadlines of access.

    ``segundo_fator_da_equipe``: staff may only work with a passkey or authenticator. ``sessao_minutos``: idle
    time until the session ends. ``dias_conectado``: life of a device kept connected. ``horas_do_convite``:
    validity of an invitation. ``horas_da_confirmacao``: of the link that confirms a registration's e-mail.
    ``prazo_solicitacao_du``: business days to answer a request for access. ``limite_dias``: longest delegation
    offered when nobody says otherwise, 0 = none. ``aviso_fim_dias``: days of notice before a vínculo ends, 0 = never.
    ``revisao_dias``: days between reviews of who has access, 0 = none. ``quatro_olhos``: changes of the team's
    rights wait for a second person. ``formato_da_carteira``: how the card is written, a 0 for each digit
    (``0000 0000 0000 0000``); empty takes any number.
    """

    segundo_fator_da_equipe: bool = True
    sessao_minutos: int = 30
    dias_conectado: int = 30
    horas_do_convite: int = 168
    horas_da_confirmacao: int = 48
    prazo_solicitacao_du: int = 5
    limite_dias: int = 365
    aviso_fim_dias: int = 15
    revisao_dias: int = 90
    quatro_olhos: bool = True
    formato_da_carteira: str = ""


@dataclass(frozen=True)
class EntradaConfig:
    """What the entry page says: call, help and the "dúvidas no acesso", editable without a release (C-03, C-04, C-47).

    Empty means the product's own words. ``duvidas``: pairs of question and answer, one after the other; an
    answer leads to a page by one of the names of :data:`guiche.acesso.regras.acolhida.LINKS` in brackets.
    """

    chamada_prestador: str = ""
    ajuda_prestador: str = ""
    chamada_beneficiario: str = ""
    ajuda_beneficiario: str = ""
    chamada_contratante: str = ""
    ajuda_contratante: str = ""
    chamada_equipe: str = ""
    ajuda_equipe: str = ""
    duvidas: tuple[str, ...] = ()


@dataclass(frozen=True)
class PerguntasConfig:
    """Frequently asked questions of each audience, editable without a release (B-28, U-14).

    Each holds pairs of question and answer, one after the other; an empty one shows the product's own texts.
    """

    prestador: tuple[str, ...] = ()
    beneficiario: tuple[str, ...] = ()
    contratante: tuple[str, ...] = ()
    operadora: tuple[str, ...] = ()


Opcoes = SenhaConfig | AcessoConfig | EntradaConfig | PerguntasConfig
"""What the operadora changes in "Regras de acesso"."""
