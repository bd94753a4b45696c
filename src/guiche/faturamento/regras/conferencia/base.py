"""How a rule is written: a small registered function that points at what is wrong.

A rule of a guia is `(guia, contexto) -> Iterator[Aponta]`, a rule of the lote `(contexto) ->
Iterator[Aponta]`. It says reason, words and money; the engine adds the id, the legal base, the code of
table 38 and the place.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from guiche.cadastro.regras.vigencia import vigente_em
from guiche.faturamento.regras.cobranca import GuiaCobrada, ItemCobrado
from guiche.faturamento.regras.codigos import Motivo, codigo_para
from guiche.faturamento.regras.fatos import (
    FatosDaAutorizacao,
    FatosDoBeneficiario,
    FatosDoLote,
    FatosDoProcedimento,
    Procedimento,
)
from guiche.faturamento.regras.valoracao import Preco
from guiche.nucleo.achado import Achado, Gravidade, ResolveEm
from guiche.nucleo.decimais import ZERO, somar_valores

Tema = Literal[
    "lote",
    "identificacao",
    "elegibilidade",
    "prestador",
    "terminologia",
    "autorizacao",
    "duplicidade",
    "totais",
    "valores",
    "prazo",
    "limites",
    "odonto",
]

ROTULOS_TEMA: dict[Tema, str] = {
    "lote": "Lote",
    "identificacao": "Identificação",
    "elegibilidade": "Elegibilidade e carência",
    "prestador": "Prestador e profissional",
    "terminologia": "Códigos TUSS",
    "autorizacao": "Autorização",
    "duplicidade": "Duplicidade",
    "totais": "Quantidades e totais",
    "valores": "Valores contratados",
    "prazo": "Datas e prazo de envio",
    "limites": "Limites de utilização",
    "odonto": "Odontologia",
}

MEIO_CENTAVO = Decimal("0.005")
SEM_RESTRICAO = FatosDoProcedimento()


@dataclass(frozen=True, slots=True)
class Aponta:
    """What a rule saw. Without `item` it is about the whole guia; without `valor` all of the item or guia
    is at risk.

    `causa` groups findings of the same origin on the screen; `base_legal` replaces the one of the rule.
    """

    motivo: Motivo
    mensagem: str
    como_resolver: str
    item: ItemCobrado | None = None
    campo: str = ""
    valor: Decimal | None = None
    gravidade: Gravidade = "glosa"
    resolve_em: ResolveEm = "corrigir"
    causa: str = ""
    base_legal: str = ""


@dataclass(slots=True)
class Contexto:
    """Facts plus what only the whole lote shows: repeated numbers and what each guia has used so far.

    The mutable counters belong to one run: guias are checked in the order of the lote, so of two equal ones
    the second is the repeated one.
    """

    fatos: FatosDoLote
    guias: tuple[GuiaCobrada, ...]
    posicao: int = 0
    itens_vistos: dict[tuple[object, ...], tuple[GuiaCobrada, ItemCobrado]] = field(default_factory=dict)
    numeros_vistos: dict[str, int] = field(default_factory=dict)
    quantidade_por_senha: dict[tuple[str, Procedimento], Decimal] = field(default_factory=dict)
    usos_no_lote: dict[tuple[str, str], list[tuple[date, Decimal, str, str]]] = field(default_factory=dict)
    _precos: dict[tuple[str, str, date], Preco | None] = field(default_factory=dict)

    def beneficiario(self, guia: GuiaCobrada) -> FatosDoBeneficiario | None:
        """Who the card belongs to, or None when it is unknown."""
        return self.fatos.beneficiarios.get(guia.carteira)

    def procedimento(self, item: ItemCobrado) -> FatosDoProcedimento:
        """Catalogue facts of the item on its day; a code without them has no restriction."""
        if item.data is not None:
            no_dia = self.fatos.procedimentos_no_dia.get((item.tabela, item.codigo, item.data))
            if no_dia is not None:
                return no_dia
        return self.fatos.procedimentos.get(item.procedimento, SEM_RESTRICAO)

    def descricao(self, item: ItemCobrado) -> str:
        """Name of the item for people: the catalogue's, else the informed one, else the code."""
        return self.procedimento(item).descricao or item.descricao or item.codigo

    def autorizacao(self, guia: GuiaCobrada) -> FatosDaAutorizacao | None:
        """Facts of the senha of the guia, or None when there is none or it is unknown."""
        return self.fatos.autorizacoes.get(guia.senha) if guia.senha else None

    def foi_autorizado(self, guia: GuiaCobrada, item: ItemCobrado) -> bool:
        """True when a live senha of this person authorises the item: such an item is never refused for cover.

        Source: RN 503/2022 (what was authorised and performed is due).
        """
        autorizacao = self.autorizacao(guia)
        return (
            autorizacao is not None
            and not autorizacao.cancelada
            and autorizacao.carteira == guia.carteira
            and item.procedimento in autorizacao.itens
        )

    def termo_vigente(self, item: ItemCobrado, dia: date) -> bool:
        """True when the code is in force on the day."""
        return vigente_em(self.fatos.termos.get(item.procedimento, ()), dia)

    def preco(self, guia: GuiaCobrada, item: ItemCobrado) -> Preco | None:
        """Contract price of the item at its attendance date, or None."""
        dia = guia.data_do_item(item)
        if dia is None:
            return None
        chave = (*item.procedimento, dia)
        if chave not in self._precos:
            self._precos[chave] = self.fatos.precos.preco(*chave)
        return self._precos[chave]

    def diferenca_aritmetica(self, guia: GuiaCobrada, item: ItemCobrado) -> Decimal:
        """Informed total minus `unitário × quantidade × fator`; zero inside the tolerance of the operadora.

        A GTO has one value per line, so its unit value is a rounded quotient: half a centavo per unit.
        """
        tolerancia = self.fatos.parametros.tolerancia
        if guia.eh_odonto:
            tolerancia = max(tolerancia, MEIO_CENTAVO * item.quantidade)
        diferenca = item.valor_total - item.valor_calculado
        return diferenca if abs(diferenca) > tolerancia else ZERO

    def valor_de_uma_unidade(self, guia: GuiaCobrada, item: ItemCobrado) -> Decimal:
        """What one unit of the item would be paid: the contract price when it is below what was charged."""
        preco = self.preco(guia, item)
        return item.valor_unitario if preco is None else min(item.valor_unitario, preco.unitario)


AplicarNaGuia = Callable[[GuiaCobrada, Contexto], Iterator[Aponta]]
AplicarNoLote = Callable[[Contexto], Iterator[Aponta]]


@dataclass(frozen=True, slots=True)
class Regra:
    """A registered rule, as the list of rules shows it. Exactly one of the two functions is set.

    `encerra`: when it finds something, the rest of the guia is not looked at (it will not be received).
    """

    id: str
    titulo: str
    base_legal: str
    tema: Tema
    na_guia: AplicarNaGuia | None = None
    no_lote: AplicarNoLote | None = None
    encerra: bool = False


REGRAS: dict[str, Regra] = {}


def _registrar(regra: Regra) -> None:
    if regra.id in REGRAS:
        raise ValueError(f"rule {regra.id} is registered twice")
    REGRAS[regra.id] = regra


def regra(
    id: str, titulo: str, base_legal: str, tema: Tema, *, encerra: bool = False
) -> Callable[[AplicarNaGuia], AplicarNaGuia]:
    """Register a rule of one guia under a stable id."""

    def decorar(funcao: AplicarNaGuia) -> AplicarNaGuia:
        _registrar(Regra(id, titulo, base_legal, tema, na_guia=funcao, encerra=encerra))
        return funcao

    return decorar


def regra_do_lote(id: str, titulo: str, base_legal: str) -> Callable[[AplicarNoLote], AplicarNoLote]:
    """Register a rule about the lote as a whole under a stable id."""

    def decorar(funcao: AplicarNoLote) -> AplicarNoLote:
        _registrar(Regra(id, titulo, base_legal, "lote", no_lote=funcao))
        return funcao

    return decorar


def achado_de(
    regra: Regra,
    aponta: Aponta,
    contexto: Contexto,
    guia: GuiaCobrada | None = None,
    posicao: int | None = None,
) -> Achado:
    """Complete what a rule pointed at into the finding that everybody reads."""
    item = aponta.item
    if aponta.gravidade == "alerta":
        valor = ZERO
    elif aponta.valor is not None:
        valor = aponta.valor
    elif item is not None:
        valor = item.valor_total
    else:
        valor = somar_valores(max(um.valor_total, ZERO) for um in guia.itens) if guia is not None else ZERO
    fatos = contexto.fatos
    return Achado(
        regra=regra.id,
        codigo=codigo_para(aponta.motivo, fatos.versao, fatos.codigos_permitidos),
        campo=aponta.campo,
        mensagem=aponta.mensagem,
        base_legal=aponta.base_legal or regra.base_legal,
        como_resolver=aponta.como_resolver,
        gravidade=aponta.gravidade,
        valor_em_risco=max(valor, ZERO),
        guia=guia.numero_prestador if guia else None,
        item=item.sequencial if item else None,
        resolve_em=aponta.resolve_em,
        posicao=posicao,
        linha=(item.linha if item else None) or (guia.linha if guia else None),
        causa=aponta.causa,
    )
