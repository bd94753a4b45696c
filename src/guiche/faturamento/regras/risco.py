"""Money at risk and its causes, for the dry run: "se enviado hoje, R$ X em risco".

Money is never counted twice: each item gives at most what it charges, first to what condemns the whole
guia, then to its own findings from the dearest to the cheapest. So the causes always add up to the total.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from guiche.faturamento.regras.cobranca import GuiaCobrada
from guiche.nucleo.achado import Achado, ResolveEm
from guiche.nucleo.decimais import ZERO, somar_valores


@dataclass(frozen=True, slots=True)
class Causa:
    """One cause on the screen: everything with the same rule, code and finer key.

    `valor` is the share of the money at risk of this cause (reais); `itens` and `guias` are what it touches.
    """

    chave: tuple[str, str, str]
    codigo: str
    valor: Decimal
    itens: int
    guias: int
    mensagem: str
    como_resolver: str
    base_legal: str
    resolve_em: ResolveEm
    achados: tuple[Achado, ...]

    @property
    def regra(self) -> str:
        """Id of the rule."""
        return self.chave[0]


def _ordem(achado: Achado) -> tuple[bool, Decimal, str]:
    return (achado.item is not None, -achado.valor_em_risco, achado.regra)


def alocar(achados: Sequence[Achado], guias: Sequence[GuiaCobrada]) -> tuple[Decimal, ...]:
    """Share of money of each finding, in the order given; alerts and findings about the lote get nothing.

    `guias` are in the order of the lote: `Achado.posicao` is 1-based in it.
    """
    saldos: dict[tuple[int, int], Decimal] = {}
    for posicao, guia in enumerate(guias, start=1):
        for item in guia.itens:
            chave = (posicao, item.sequencial)
            saldos[chave] = saldos.get(chave, ZERO) + max(item.valor_total, ZERO)
    partes = [ZERO] * len(achados)
    for indice in sorted(range(len(achados)), key=lambda i: _ordem(achados[i])):
        achado = achados[indice]
        if achado.posicao is None or achado.gravidade == "alerta":
            continue
        sequenciais = (
            {item.sequencial for item in guias[achado.posicao - 1].itens} if achado.item is None else {achado.item}
        )
        resta = achado.valor_em_risco
        for sequencial in sorted(sequenciais):
            chave = (achado.posicao, sequencial)
            parte = min(resta, saldos.get(chave, ZERO))
            saldos[chave] = saldos.get(chave, ZERO) - parte
            partes[indice] += parte
            resta -= parte
    return tuple(partes)


def valor_em_risco(achados: Sequence[Achado], guias: Sequence[GuiaCobrada]) -> Decimal:
    """Total at risk in reais, never counting an item twice nor more than it charges."""
    return somar_valores(alocar(achados, guias))


def itens_atingidos(achados: Iterable[Achado], guias: Sequence[GuiaCobrada]) -> frozenset[tuple[int, int]]:
    """(position of the guia, sequence of the item) of everything the findings touch, alerts left out."""
    atingidos: set[tuple[int, int]] = set()
    for achado in achados:
        if achado.posicao is None or achado.gravidade == "alerta":
            continue
        if achado.item is not None:
            atingidos.add((achado.posicao, achado.item))
        elif achado.valor_em_risco > ZERO:
            atingidos |= {(achado.posicao, item.sequencial) for item in guias[achado.posicao - 1].itens}
    return frozenset(atingidos)


def agrupar_por_causa(achados: Sequence[Achado], guias: Sequence[GuiaCobrada]) -> list[Causa]:
    """Causes from the dearest to the cheapest; their values add up to `valor_em_risco`. Alerts come last."""
    partes = alocar(achados, guias)
    grupos: dict[tuple[str, str, str], list[int]] = {}
    for indice, achado in enumerate(achados):
        grupos.setdefault((achado.regra, achado.codigo, achado.causa), []).append(indice)
    causas = []
    for chave, indices in grupos.items():
        do_grupo = tuple(achados[i] for i in indices)
        primeiro = do_grupo[0]
        causas.append(
            Causa(
                chave=chave,
                codigo=primeiro.codigo,
                valor=somar_valores(partes[i] for i in indices),
                itens=len(itens_atingidos(do_grupo, guias)),
                guias=len({a.posicao for a in do_grupo if a.posicao is not None}),
                mensagem=primeiro.mensagem,
                como_resolver=primeiro.como_resolver,
                base_legal=primeiro.base_legal,
                resolve_em=primeiro.resolve_em,
                achados=do_grupo,
            )
        )
    alerta = {c.chave: c.achados[0].gravidade == "alerta" for c in causas}
    return sorted(causas, key=lambda c: (alerta[c.chave], -c.valor, c.chave))
