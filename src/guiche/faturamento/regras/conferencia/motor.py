"""Run every rule over the guias of a lote, with the trace of what was applied.

The same run serves the dry run of the prestador and the analysis of the operadora.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from guiche.faturamento.regras.cobranca import GuiaCobrada
from guiche.faturamento.regras.conferencia.base import REGRAS, Contexto, Tema, achado_de
from guiche.faturamento.regras.fatos import FatosDoLote
from guiche.faturamento.regras.glosa import ItemValorado, Resumo, dividir, glosas_dos_achados, resumir
from guiche.faturamento.regras.risco import Causa, agrupar_por_causa, itens_atingidos, valor_em_risco
from guiche.faturamento.regras.valoracao import Preco
from guiche.nucleo.achado import Achado
from guiche.nucleo.decimais import ZERO, somar_valores


@dataclass(frozen=True, slots=True)
class RegraAplicada:
    """One line of the trace: the rule, how many guias it looked at and how many findings it made."""

    id: str
    titulo: str
    base_legal: str
    tema: Tema
    guias: int
    achados: int


@dataclass(frozen=True, slots=True)
class ItemAvaliado:
    """Price and suggested division of one item, with the findings that explain it."""

    posicao: int
    indice: int
    sequencial: int
    preco: Preco | None
    valores: ItemValorado
    achados: tuple[Achado, ...]


@dataclass(frozen=True, slots=True)
class ResultadoConferencia:
    """Everything a run found. Positions are 1-based in `guias`; findings without position are about the
    lote.
    """

    guias: tuple[GuiaCobrada, ...]
    achados: tuple[Achado, ...]
    regras: tuple[RegraAplicada, ...]
    itens: tuple[ItemAvaliado, ...]
    _por_posicao: Mapping[int, tuple[Achado, ...]] = field(default_factory=dict)

    @property
    def total_informado(self) -> Decimal:
        """Value of the lote: sum of the items, in reais."""
        return somar_valores(guia.soma_dos_itens for guia in self.guias)

    @property
    def valor_em_risco(self) -> Decimal:
        """What would be glosado or refused if sent today, in reais."""
        return valor_em_risco(self.achados, self.guias)

    @property
    def causas(self) -> list[Causa]:
        """Causes by money at risk; their sum is `valor_em_risco`."""
        return agrupar_por_causa(self.achados, self.guias)

    @property
    def itens_em_risco(self) -> int:
        """How many items are touched by a glosa or a refusal."""
        return len(itens_atingidos(self.achados, self.guias))

    @property
    def resumo(self) -> Resumo:
        """Totals if every suggestion were applied."""
        return resumir([item.valores for item in self.itens])

    def achados_da_guia(self, posicao: int) -> tuple[Achado, ...]:
        """Findings of the guia at this 1-based position."""
        return self._por_posicao.get(posicao, ())

    @property
    def guias_com_achado(self) -> frozenset[int]:
        """Positions of the guias with anything to correct (alerts left out)."""
        return frozenset(p for p, achados in self._por_posicao.items() if any(a.gravidade != "alerta" for a in achados))


def conferir(guias: Iterable[GuiaCobrada], fatos: FatosDoLote) -> ResultadoConferencia:
    """Apply every registered rule to the guias, in the order of the lote.

    Never raises for what the guias say; raises `CodigoIndisponivel` when `codigos_permitidos` leaves no code.
    """
    todas = tuple(guias)
    contexto = Contexto(fatos, todas)
    achados: list[Achado] = []
    contagem = dict.fromkeys(REGRAS, 0)
    olhadas = dict.fromkeys(REGRAS, 0)
    por_posicao: dict[int, tuple[Achado, ...]] = {}
    avaliados: list[ItemAvaliado] = []

    for regra in REGRAS.values():
        if regra.no_lote is not None:
            olhadas[regra.id] = len(todas)
            do_lote = [achado_de(regra, aponta, contexto) for aponta in regra.no_lote(contexto)]
            contagem[regra.id] = len(do_lote)
            achados += do_lote

    da_guia = [(regra, regra.na_guia) for regra in REGRAS.values() if regra.na_guia is not None]
    for posicao, guia in enumerate(todas, start=1):
        contexto.posicao = posicao
        encontrados: list[Achado] = []
        for regra, aplicar in da_guia:
            olhadas[regra.id] += 1
            novos = [achado_de(regra, aponta, contexto, guia, posicao) for aponta in aplicar(guia, contexto)]
            contagem[regra.id] += len(novos)
            encontrados += novos
            if novos and regra.encerra:
                break
        if encontrados:
            por_posicao[posicao] = tuple(encontrados)
            achados += encontrados
        avaliados += _avaliar(guia, posicao, tuple(encontrados), contexto)

    trilha = tuple(
        RegraAplicada(r.id, r.titulo, r.base_legal, r.tema, olhadas[r.id], contagem[r.id]) for r in REGRAS.values()
    )
    return ResultadoConferencia(todas, tuple(achados), trilha, tuple(avaliados), por_posicao)


def _avaliar(
    guia: GuiaCobrada, posicao: int, encontrados: tuple[Achado, ...], contexto: Contexto
) -> Iterable[ItemAvaliado]:
    fatos = contexto.fatos
    for indice, item in enumerate(guia.itens):
        do_item = tuple(a for a in encontrados if a.item in (None, item.sequencial))
        preco = contexto.preco(guia, item)
        informado = max(item.valor_total, ZERO)
        positivo = preco is not None and item.quantidade > 0 and item.fator >= 0
        valores = dividir(
            informado,
            preco.total(item.quantidade, item.fator) if preco and positivo else None,
            glosas_dos_achados(do_item, informado),
            versao=fatos.versao,
            franquia=max(item.franquia, ZERO),
            tolerancia=fatos.parametros.tolerancia,
            processado_e_o_informado=fatos.parametros.processado_e_o_informado,
            codigos_permitidos=fatos.codigos_permitidos,
        )
        yield ItemAvaliado(posicao, indice, item.sequencial, preco, valores, do_item)
