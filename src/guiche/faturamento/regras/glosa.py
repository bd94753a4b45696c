"""How an item is divided: what was informed, what the contract gives, what is glosado, what is paid.

Identity of every item: `liberado = informado − Σ glosas − franquia`, with the price difference among the
glosas, and `0 ≤ liberado ≤ processado ≤ informado`. Totals of guia, protocol and demonstrativo are sums of
items.

Source: TISS, demonstrativo de análise de conta and demonstrativo odontológico; RN 501/2022.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import Literal

from guiche.faturamento.regras.codigos import Motivo, codigo_para
from guiche.faturamento.regras.formato import reais
from guiche.nucleo.achado import Achado
from guiche.nucleo.decimais import ZERO, somar_valores

TipoDeDecisao = Literal["aceitar", "pagar_contratado", "glosar_parcial", "glosar_total"]
Natureza = Literal["valor", "tecnica"]

VERSAO_PADRAO = "4.03.00"
REGRAS_DE_VALOR = frozenset({"VA-01", "TO-02"})
"""Rules of the conferência whose glosa is the price itself: every other one is a technical glosa."""


@dataclass(frozen=True, slots=True)
class Glosa:
    """Part of an item that is not paid: code of table 38, reais, the words for the prestador, the rule.

    `natureza`: *valor* is the price itself (above the contract, wrong arithmetic), *tecnica* any other
    reason.
    """

    codigo: str
    valor: Decimal
    texto: str
    regra: str = ""
    natureza: Natureza = "tecnica"

    def __post_init__(self) -> None:
        if self.valor < ZERO:
            raise ValueError("a glosa is never negative")


@dataclass(frozen=True, slots=True)
class ItemValorado:
    """One item divided. All values in reais. `contratado` is None when the contract has no price.

    `franquia` is what the beneficiário pays directly to the prestador; `franquia_devida` is the same before
    the glosas capped it, so that a new decision can charge it again (None: the same as `franquia`).
    `absorvidas` are glosas that found nothing left to take: they explain, and take no money.
    """

    informado: Decimal
    processado: Decimal
    liberado: Decimal
    glosas: tuple[Glosa, ...] = ()
    contratado: Decimal | None = None
    franquia: Decimal = ZERO
    franquia_devida: Decimal | None = None
    absorvidas: tuple[Glosa, ...] = ()

    @property
    def glosado(self) -> Decimal:
        """Sum of all glosas, price difference included: `informado − franquia − liberado`."""
        return somar_valores(g.valor for g in self.glosas)

    @property
    def glosa_sobre_processado(self) -> Decimal:
        """Glosa column of the dental demonstrativo: `processado − glosa − franquia = liberado`.

        Oracle: 120.00 − 20.00 − 36.00 = 64.00. Source: TISS, demonstrativo de pagamento odontológico.
        """
        return self.processado - self.franquia - self.liberado


def dividir(
    informado: Decimal,
    contratado: Decimal | None,
    glosas: Iterable[Glosa] = (),
    *,
    versao: str = VERSAO_PADRAO,
    franquia: Decimal = ZERO,
    tolerancia: Decimal = ZERO,
    processado_e_o_informado: bool = False,
    codigos_permitidos: frozenset[str] | None = None,
) -> ItemValorado:
    """Divide one item.

    `contratado` is the contract value of the whole item (None: pay as informed). Above the informed value
    the informed one is paid (1706 has no money). Value glosas come first and a missing part of the price
    difference is added with 1705 when it passes `tolerancia`; technical glosas follow, then the franquia,
    each capped by what is left. Raises `ValueError` for negative amounts. Oracle: informed 200, contract 180,
    technical 30 → processado 180, glosas 50, liberado 150.

    Source: TISS, demonstrativo de análise de conta; `processado_e_o_informado` is the other convention in
    use.
    """
    if informado < ZERO or franquia < ZERO or (contratado is not None and contratado < ZERO):
        raise ValueError("amounts are never negative")
    pelo_contrato = informado if contratado is None else min(informado, contratado)
    propostas = tuple(glosas)
    de_valor = [g for g in propostas if g.natureza == "valor"]
    falta = informado - pelo_contrato - somar_valores(g.valor for g in de_valor)
    if falta > tolerancia:
        codigo = codigo_para(Motivo.VALOR_ACIMA_DA_TABELA, versao, codigos_permitidos)
        texto = f"O contrato paga {reais(pelo_contrato)} por este item."
        de_valor.append(Glosa(codigo, falta, texto, natureza="valor"))
    resta = informado
    aplicadas: list[Glosa] = []
    absorvidas: list[Glosa] = []
    for glosa in (*de_valor, *(g for g in propostas if g.natureza != "valor")):
        parte = min(glosa.valor, resta)
        if parte > ZERO:
            aplicadas.append(replace(glosa, valor=parte))
            resta -= parte
        else:
            absorvidas.append(glosa)
    processado = informado - somar_valores(g.valor for g in aplicadas if g.natureza == "valor")
    return ItemValorado(
        informado=informado,
        processado=informado if processado_e_o_informado else processado,
        liberado=resta - min(franquia, resta),
        glosas=tuple(aplicadas),
        contratado=contratado,
        franquia=min(franquia, resta),
        franquia_devida=franquia,
        absorvidas=tuple(absorvidas),
    )


def glosas_dos_achados(achados: Iterable[Achado], informado: Decimal) -> tuple[Glosa, ...]:
    """Suggested glosas of one item from its findings and those of its whole guia; alerts suggest nothing.

    A finding of the guia takes the whole item unless it carries no money (wrong total of the guia).
    """
    glosas = []
    for achado in achados:
        if achado.gravidade == "alerta" or achado.valor_em_risco == ZERO:
            continue
        valor = informado if achado.item is None else min(achado.valor_em_risco, informado)
        natureza: Natureza = "valor" if achado.regra in REGRAS_DE_VALOR else "tecnica"
        glosas.append(Glosa(achado.codigo, valor, achado.mensagem, achado.regra, natureza))
    return tuple(glosas)


@dataclass(frozen=True, slots=True)
class Decisao:
    """Choice of the analyst on one item. `valor_glosado` (reais), `codigo` and `texto` only for a glosa."""

    tipo: TipoDeDecisao
    codigo: str = ""
    texto: str = ""
    valor_glosado: Decimal | None = None


def impedimento(item: ItemValorado, decisao: Decisao) -> str | None:
    """Portuguese sentence of what is wrong with the decision, or None when it can be applied.

    A glosa always has a code and words for the prestador. Source: RN 503/2022 (access to the justification).
    """
    if decisao.tipo in ("glosar_parcial", "glosar_total") and not (decisao.codigo and decisao.texto.strip()):
        return "Escolha o código da glosa e escreva o que o prestador vai ler."
    if decisao.tipo == "glosar_parcial":
        valor = decisao.valor_glosado
        if valor is None or not ZERO < valor <= item.informado:
            return f"Informe um valor de glosa entre R$ 0,01 e {reais(item.informado)}."
    if decisao.tipo == "pagar_contratado" and item.contratado is None:
        return "O contrato não tem preço para este item."
    return None


def _com_as_palavras(glosa: Glosa, decisao: Decisao) -> Glosa:
    return replace(glosa, codigo=decisao.codigo or glosa.codigo, texto=decisao.texto.strip() or glosa.texto)


def decidir(
    item: ItemValorado,
    decisao: Decisao,
    *,
    versao: str = VERSAO_PADRAO,
    processado_e_o_informado: bool = False,
) -> ItemValorado:
    """New values of the item after the decision, which replaces every glosa the item had.

    *aceitar* pays what was informed; *pagar_contratado* pays the contract price; *glosar_parcial* takes
    exactly `valor_glosado` from what was informed (the price difference is inside it); *glosar_total* takes
    everything. Raises `ValueError` when `impedimento` says the decision cannot be applied.
    """
    if porque := impedimento(item, decisao):
        raise ValueError(porque)
    franquia = item.franquia if item.franquia_devida is None else item.franquia_devida
    dividido = partial(
        dividir,
        item.informado,
        franquia=franquia,
        versao=versao,
        processado_e_o_informado=processado_e_o_informado,
    )
    if decisao.tipo == "aceitar":
        novo = dividido(None)
    elif decisao.tipo == "pagar_contratado":
        novo = dividido(item.contratado)
        ditas = (_com_as_palavras(g, decisao) if g.natureza == "valor" else g for g in novo.glosas)
        novo = replace(novo, glosas=tuple(ditas))
    else:
        parcial = decisao.valor_glosado if decisao.tipo == "glosar_parcial" else None
        valor = item.informado if parcial is None else parcial
        glosa = Glosa(decisao.codigo, valor, decisao.texto.strip())
        novo = dividido(None, (glosa,))
    return replace(novo, contratado=item.contratado)


@dataclass(frozen=True, slots=True)
class Resumo:
    """Totals of a set of items in reais, and the money of each code of table 38."""

    informado: Decimal = ZERO
    processado: Decimal = ZERO
    liberado: Decimal = ZERO
    glosado: Decimal = ZERO
    franquia: Decimal = ZERO
    itens: int = 0
    itens_glosados: int = 0
    por_codigo: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def totais(self) -> dict[str, Decimal]:
        """The columns of a guia, protocol or demonstrativo."""
        return {
            "valor_informado": self.informado,
            "valor_processado": self.processado,
            "valor_liberado": self.liberado,
            "valor_glosa": self.glosado,
        }


def resumir(itens: Sequence[ItemValorado]) -> Resumo:
    """Sum the items; the identity of the item holds for the sum.

    Source: TISS, demonstrativo de análise de conta.
    """
    por_codigo: dict[str, Decimal] = {}
    for item in itens:
        for glosa in item.glosas:
            por_codigo[glosa.codigo] = por_codigo.get(glosa.codigo, ZERO) + glosa.valor
    return Resumo(
        informado=somar_valores(i.informado for i in itens),
        processado=somar_valores(i.processado for i in itens),
        liberado=somar_valores(i.liberado for i in itens),
        glosado=somar_valores(i.glosado for i in itens),
        franquia=somar_valores(i.franquia for i in itens),
        itens=len(itens),
        itens_glosados=sum(bool(i.glosas) for i in itens),
        por_codigo=por_codigo,
    )
