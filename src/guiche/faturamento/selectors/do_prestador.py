"""What waits for the prestador, and the searches of its screens; the ator narrows every read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, Count, F, Min, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from guiche.faturamento.models import Conferencia, Glosa, Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.recurso import demonstrativo_mais_antigo, ultimo_dia_para_recorrer
from guiche.faturamento.selectors.lotes import EM_ANALISE, conferencias, guias, itens, lotes
from guiche.nucleo.ator import Ator
from guiche.nucleo.competencia import Competencia
from guiche.nucleo.dinheiro import ValorField

FECHADOS = (
    estados.ANALISADO,
    estados.LIBERADO_PARA_PAGAMENTO,
    estados.PAGO,
    estados.ENCERRADO_SEM_PAGAMENTO,
)
GRUPOS: dict[str, tuple[str, ...]] = {
    "recebidos": (estados.RECEBIDO,),
    "em-analise": (estados.EM_ANALISE, estados.AGUARDANDO_INFORMACAO),
    "a-pagar": (estados.ANALISADO, estados.LIBERADO_PARA_PAGAMENTO),
    "pagos": (estados.PAGO,),
    "encerrados": (estados.ENCERRADO_SEM_PAGAMENTO, estados.CANCELADO, estados.BLOQUEIO_JUDICIAL),
}
COM_GLOSA = "com-glosa"
_ACHADOS_POR_TIPO = 6
_ANALISADO = Q(fechado_em__isnull=False)


@dataclass(frozen=True, slots=True)
class LoteComGlosa:
    """An analysed lote with money denied, and the last day to contest it."""

    lote: Lote
    prazo: date


@dataclass(frozen=True, slots=True)
class SomaDeLotes:
    """How many lotes of a list and their money, in reais; ``prazo`` is the nearest deadline of analysis."""

    quantidade: int
    informado: Decimal
    glosa: Decimal
    liberado: Decimal
    prazo: date | None = None


def conferencias_a_enviar(ator: Ator) -> list[Conferencia]:
    """Checked files not yet sent, those with most money at risk first; the findings themselves are not read."""
    prontas = conferencias(ator).filter(situacao=Conferencia.Situacao.PRONTA)
    return list(prontas.defer("resultado").order_by("-valor_em_risco", "-pk"))


def buscar_conferencias(ator: Ator, *, texto: str = "", situacao: str = "") -> QuerySet[Conferencia]:
    """Dry runs by number of the lote or name of the file, and situation; the findings are not read."""
    achadas = conferencias(ator).defer("resultado")
    if texto:
        achadas = achadas.filter(Q(numero_lote__icontains=texto) | Q(arquivo__nome__parece=texto))
    return achadas.filter(situacao=situacao) if situacao else achadas


def lotes_com_glosa(ator: Ator, dia: date, dias_para_recurso: int) -> list[LoteComGlosa]:
    """Analysed lotes whose glosas may still be contested on a day, the nearest deadline first."""
    desde = demonstrativo_mais_antigo(dia, dias_para_recurso)
    abertos = lotes(ator).filter(situacao__in=FECHADOS, valor_glosa__gt=0, fechado_em__date__gte=desde)
    return [
        LoteComGlosa(lote, ultimo_dia_para_recorrer(timezone.localdate(lote.fechado_em), dias_para_recurso))
        for lote in abertos.order_by("fechado_em", "pk")
    ]


def buscar_lotes(
    ator: Ator,
    *,
    grupo: str = "",
    texto: str = "",
    competencia: Competencia | None = None,
    de: date | None = None,
    ate: date | None = None,
) -> QuerySet[Lote]:
    """Lotes of a group of situations (``GRUPOS`` or ``com-glosa``), a number or protocolo, a month, a period.

    ``glosa_final`` and ``liberado_final`` are empty until the lote is closed: what is suggested stays inside.
    """
    achados = lotes(ator).annotate(
        glosa_final=Case(When(_ANALISADO, then=F("valor_glosa"))),
        liberado_final=Case(When(_ANALISADO, then=F("valor_liberado"))),
    )
    if grupo == COM_GLOSA:
        achados = achados.filter(_ANALISADO, valor_glosa__gt=0)
    elif grupo:
        achados = achados.filter(situacao__in=GRUPOS[grupo])
    if texto:
        achados = achados.filter(Q(numero__icontains=texto) | Q(protocolo__startswith=texto))
    if competencia is not None:
        achados = achados.filter(competencia=competencia)
    if de is not None:
        achados = achados.filter(recebido_em__date__gte=de)
    if ate is not None:
        achados = achados.filter(recebido_em__date__lte=ate)
    return achados


def somar_lotes(achados: QuerySet[Lote]) -> SomaDeLotes:
    """Count and money of a list already narrowed, in one query; glosa and liberado of closed lotes only."""
    soma = achados.order_by().aggregate(
        quantidade=Count("pk"),
        informado=Sum("valor_informado"),
        glosa=Sum("valor_glosa", filter=_ANALISADO),
        liberado=Sum("valor_liberado", filter=_ANALISADO),
        prazo=Min("prazo_da_analise", filter=Q(situacao__in=EM_ANALISE)),
    )
    dinheiro = {nome: soma[nome] or Decimal("0.00") for nome in ("informado", "glosa", "liberado")}
    return SomaDeLotes(quantidade=soma["quantidade"], prazo=soma["prazo"], **dinheiro)


def buscar_guias(ator: Ator, lote: Lote, *, texto: str = "", situacao: str = "") -> QuerySet[Guia]:
    """Guias of a visible lote by number, card, name or code; ``situacao`` is ``com-glosa`` or ``sem-glosa``.

    ``glosa_final`` and ``liberado_final`` are empty until the lote is closed.
    """
    achadas = guias(ator).filter(lote=lote)
    if lote.fechado_em is not None:
        achadas = achadas.annotate(glosa_final=F("valor_glosa"), liberado_final=F("valor_liberado"))
    else:
        vazio = Value(None, output_field=ValorField(null=True))
        achadas = achadas.annotate(glosa_final=vazio, liberado_final=vazio)
    if texto:
        com_o_codigo = itens(ator).filter(guia__lote=lote, codigo__startswith=texto).values("guia")
        achadas = achadas.filter(
            Q(numero_prestador__icontains=texto)
            | Q(numero_operadora=texto)
            | Q(carteira__startswith=texto)
            | Q(beneficiario__nome__parece=texto)
            | Q(pk__in=com_o_codigo)
        )
    if situacao:
        com_glosa = Q(valor_glosa__gt=0, lote__fechado_em__isnull=False)
        achadas = achadas.filter(com_glosa if situacao == COM_GLOSA else ~com_glosa)
    return achadas


def itens_da_guia(ator: Ator, guia: Guia) -> list[ItemDaGuia]:
    """Items of a visible guia, in order."""
    return list(itens(ator).filter(guia=guia).order_by("sequencial", "pk"))


def glosas_da_guia(guia: Guia) -> list[Glosa]:
    """Every glosa of a guia, of the whole of it first and then item by item."""
    return list(guia.glosas.order_by(F("item__sequencial").asc(nulls_first=True), "pk"))


def em_andamento(ator: Ator, ids: Sequence[int]) -> list[Conferencia]:
    """The dry runs of one upload, in order, without their findings."""
    return list(conferencias(ator).filter(pk__in=ids).defer("resultado").order_by("pk"))


def localizar(ator: Ator, texto: str) -> tuple[list[Lote], list[Guia]]:
    """Newest lotes and guias whose number or protocolo begins like the text (for the one search)."""
    dos_lotes = lotes(ator).filter(Q(numero__startswith=texto) | Q(protocolo__startswith=texto))
    das_guias = guias(ator).filter(Q(numero_prestador__startswith=texto) | Q(numero_operadora=texto) | Q(senha=texto))
    return list(dos_lotes[:_ACHADOS_POR_TIPO]), list(das_guias.order_by("-pk")[:_ACHADOS_POR_TIPO])


def desde_ha_90_dias(dia: date) -> date:
    """First day of the panel of recent lotes."""
    return dia - timedelta(days=90)
