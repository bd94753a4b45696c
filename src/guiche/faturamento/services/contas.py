"""Analysis of contas: decide items, conclude the conta, close and release the lote."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from guiche.cadastro.alcance import do_alcance, exigir_alcance
from guiche.faturamento import events, permissions
from guiche.faturamento.config import FaturamentoConfig
from guiche.faturamento.models import Glosa, Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.glosa import (
    Decisao,
    ItemValorado,
    TipoDeDecisao,
    decidir,
    impedimento,
)
from guiche.faturamento.selectors.motivos import codigos_de_glosa
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import Recusa, servico
from guiche.nucleo.transicao import transitar
from guiche.tiss_xml.versoes import Versao

TOTAIS = ("valor_informado", "valor_processado", "valor_glosa", "valor_franquia", "valor_liberado")
_DECIDIDOS = ("decisao", "justificativa", "valor_processado", "valor_liberado", "valor_glosa", "valor_franquia")
"""What a decision writes of an item: a contest that came meanwhile stays."""

_EM_ANALISE = (estados.RECEBIDO, estados.EM_ANALISE)
_RESULTADO: dict[TipoDeDecisao, str] = {
    "aceitar": ItemDaGuia.Decisao.ACEITA,
    "pagar_contratado": ItemDaGuia.Decisao.AJUSTADA,
    "glosar_parcial": ItemDaGuia.Decisao.AJUSTADA,
    "glosar_total": ItemDaGuia.Decisao.GLOSADA,
}


@servico(permissions.CONTA_ANALISAR)
def decidir_itens(ator: Ator, itens: Sequence[ItemDaGuia], decisao: Decisao) -> list[ItemDaGuia]:
    """Apply one decision to one item, or to several equal ones, of one lote under analysis.

    Raises Recusa when the lote left analysis, when a code does not exist in the lote's TISS version, or
    when the rule says the decision does not fit an item; then nothing changes.
    """
    if not itens:
        raise Recusa("Escolha ao menos um item.")
    lote = _travado(ator, itens[0].guia.lote_id)
    _exigir_em_analise(lote)
    if decisao.codigo and decisao.codigo not in codigos_de_glosa(Versao(lote.versao)):
        raise Recusa(f"O motivo {decisao.codigo} não existe na versão {lote.versao} do TISS.", campo="codigo")
    if any(item.guia.lote_id != lote.pk for item in itens):
        raise Recusa("Os itens precisam ser do mesmo lote.")
    _gravar_decisoes(ator, lote, [(item, *_decidir(lote, item, decisao)) for item in itens], decisao)
    _somar_guias({item.guia_id for item in itens})
    _somar_lote(lote)
    return list(itens)


@servico(permissions.CONTA_ANALISAR)
def concluir_conta(ator: Ator, guia: Guia, *, aplicar_sugestoes: bool = False) -> Guia:
    """Finish the analysis of one conta; ``aplicar_sugestoes`` takes every suggested glosa as decided.

    Raises Recusa while an item still waits for a decision or an attendance is being contested.
    """
    lote = _travado(ator, guia.lote_id)
    _exigir_em_analise(lote)
    sugeridos = ItemDaGuia.objects.filter(guia=guia, decisao=ItemDaGuia.Decisao.SUGERIDA)
    if aplicar_sugestoes:
        sugeridos.filter(valor_liberado=0).update(decisao=ItemDaGuia.Decisao.GLOSADA)
        sugeridos.update(decisao=ItemDaGuia.Decisao.AJUSTADA)
    if falta := sugeridos.count():
        raise Recusa(f"Falta decidir {falta} {'item' if falta == 1 else 'itens'} desta conta.")
    _exigir_sem_contestacao(ItemDaGuia.objects.filter(guia=guia))
    concluida = Guia.objects.filter(pk=guia.pk, analise=Guia.Analise.PENDENTE).update(
        analise=Guia.Analise.DECIDIDA,
        decidida_em=agora(),
        decidida_por_id=getattr(ator.usuario, "pk", None),
    )
    if concluida:
        Lote.objects.filter(pk=lote.pk).update(pendentes=F("pendentes") - 1)
        guia.refresh_from_db()
        eventos.registrar(
            events.CONTA_DECIDIDA, guia, ator, {"liberado": guia.valor_liberado, "glosa": guia.valor_glosa}
        )
    return guia


@servico(permissions.LOTE_FECHAR)
def fechar_lote(ator: Ator, lote: Lote) -> Lote:
    """Freeze the analysis of a lote: all contas decided and all totals equal to the sum of the items.

    A lote with nothing to pay ends without payment. Raises Recusa when something is open or does not add up.
    """
    lote = _travado(ator, lote.pk)
    if lote.situacao == estados.RECEBIDO:
        lote = transitar(lote, estados.LOTE, "analisar", ator, events.LOTE_EM_ANALISE)
    if lote.pendentes:
        contas = "conta espera" if lote.pendentes == 1 else "contas esperam"
        raise Recusa(f"{lote.pendentes} {contas} decisão antes de fechar este lote.")
    _exigir_sem_contestacao(ItemDaGuia.objects.filter(guia__lote=lote))
    _conferir_totais(lote)
    quem = {"fechado_em": agora(), "fechado_por_id": getattr(ator.usuario, "pk", None)}
    fato = {nome: getattr(lote, nome) for nome in TOTAIS}
    if lote.valor_liberado == 0:
        return _encerrar(lote, ator, "encerrar", events.LOTE_SEM_PAGAMENTO, gravar=quem, fato=fato)
    return _encerrar(lote, ator, "fechar", events.LOTE_ANALISADO, gravar=quem, fato=fato)


@servico(permissions.LOTE_FECHAR)
def liberar_lote(ator: Ator, lote: Lote) -> Lote:
    """Release a closed lote to payment. Above the alçada it takes a second person. Raises Recusa, Lote.DoesNotExist."""
    exigir_alcance(ator, lote, "prestador")
    alcada = config(FaturamentoConfig).alcada
    quem = getattr(ator.usuario, "pk", None)
    if lote.valor_liberado > alcada and quem is not None and quem == lote.fechado_por_id:
        raise Recusa("Acima da alçada, outra pessoa precisa liberar o lote que você fechou.")
    return _encerrar(lote, ator, "liberar", events.LOTE_LIBERADO)


def itens_iguais(item: ItemDaGuia) -> list[ItemDaGuia]:
    """Other undecided items of the lote with the same code, price and suggested reasons: one decision fits all.

    Reads the reasons of ``item`` as prefetched; two statements for the others.
    """
    motivos = sorted(glosa.codigo for glosa in item.glosas.all())
    candidatos = (
        ItemDaGuia.objects.filter(
            guia__lote_id=item.guia.lote_id,
            tabela=item.tabela,
            codigo=item.codigo,
            valor_unitario=item.valor_unitario,
            decisao=ItemDaGuia.Decisao.SUGERIDA,
        )
        .exclude(pk=item.pk)
        .select_related("guia")
        .prefetch_related("glosas")
    )
    return [um for um in candidatos if sorted(glosa.codigo for glosa in um.glosas.all()) == motivos]


def valorado(item: ItemDaGuia) -> ItemValorado:
    """The stored item as the rules see it."""
    return ItemValorado(
        informado=item.valor_informado,
        processado=item.valor_processado,
        liberado=item.valor_liberado,
        contratado=item.valor_contratado,
        franquia=item.valor_franquia,
        franquia_devida=item.franquia_devida,
    )


def _travado(ator: Ator, lote_id: int) -> Lote:
    """The lote read anew and locked. Raises Lote.DoesNotExist for one of another unit."""
    lote: Lote = Lote.objects.filter(do_alcance(ator, "prestador")).select_for_update(of=("self",)).get(pk=lote_id)
    return lote


def _decidir(lote: Lote, item: ItemDaGuia, decisao: Decisao) -> tuple[ItemValorado, ItemValorado]:
    """The item before and after the decision. Raises Recusa when it does not fit."""
    antes = valorado(item)
    if porque := impedimento(antes, decisao):
        raise Recusa(porque, campo="codigo" if not decisao.codigo else "valor_glosado")
    convencao = config(FaturamentoConfig).processado_e_o_informado
    return antes, decidir(antes, decisao, versao=lote.versao, processado_e_o_informado=convencao)


def _gravar_decisoes(
    ator: Ator, lote: Lote, decididos: Sequence[tuple[ItemDaGuia, ItemValorado, ItemValorado]], decisao: Decisao
) -> None:
    """Items, their reasons and the events of a decision, in a fixed number of statements."""
    for item, _, novo in decididos:
        item.decisao = _RESULTADO[decisao.tipo]
        item.justificativa = decisao.texto.strip()[:500]
        item.valor_processado, item.valor_liberado = novo.processado, novo.liberado
        item.valor_glosa, item.valor_franquia = novo.glosado, novo.franquia
    itens = [item for item, _, _ in decididos]
    ItemDaGuia.objects.bulk_update(itens, _DECIDIDOS)
    Glosa.objects.filter(item__in=itens).delete()
    Glosa.objects.bulk_create(
        Glosa(
            lote=lote,
            guia_id=item.guia_id,
            item=item,
            codigo=glosa.codigo,
            valor=glosa.valor,
            origem=Glosa.Origem.ANALISTA,
            regra=glosa.regra,
            mensagem=glosa.texto[:500],
        )
        for item, _, novo in decididos
        for glosa in novo.glosas
    )
    fatos = [
        (
            item,
            {
                "guia": item.guia_id,
                "decisao": decisao.tipo,
                "codigo": decisao.codigo,
                "liberado_antes": antes.liberado,
                "liberado": novo.liberado,
            },
        )
        for item, antes, novo in decididos
    ]
    eventos.registrar_varios(events.ITEM_DECIDIDO, fatos, ator)


def _exigir_em_analise(lote: Lote) -> None:
    if lote.situacao not in _EM_ANALISE:
        raise Recusa(f"O lote {lote.numero} está {lote.get_situacao_display().lower()}; não muda mais.")


def _exigir_sem_contestacao(itens: QuerySet[ItemDaGuia]) -> None:
    abertas = itens.filter(contestacoes__procede__isnull=True, contestacoes__isnull=False).count()
    if abertas:
        raise Recusa("Há atendimento não reconhecido pelo beneficiário em apuração. Responda antes.")


def _somas(itens: QuerySet[ItemDaGuia]) -> dict[str, Decimal]:
    somas = itens.aggregate(**{nome: Sum(nome, default=0) for nome in TOTAIS})
    return {nome: Decimal(valor) for nome, valor in somas.items()}


def _somar_guias(ids: set[int]) -> None:
    somas: dict[str, Any] = {f"soma_{nome}": Sum(nome, default=0) for nome in TOTAIS}
    por_guia = ItemDaGuia.objects.filter(guia_id__in=ids).order_by().values_list("guia_id")
    linhas = por_guia.annotate(divergencias=Count("pk", filter=Q(valor_glosa__gt=0)), **somas)
    guias = []
    for guia_id, divergencias, *valores in linhas:
        totais = dict(zip(TOTAIS, map(Decimal, valores), strict=True))
        guias.append(Guia(pk=guia_id, divergencias=divergencias, **totais))
    Guia.objects.bulk_update(guias, [*TOTAIS, "divergencias"])


def _somar_lote(lote: Lote) -> None:
    Lote.objects.filter(pk=lote.pk).update(**_somas(ItemDaGuia.objects.filter(guia__lote=lote)))


def _conferir_totais(lote: Lote) -> None:
    dos_itens = _somas(ItemDaGuia.objects.filter(guia__lote=lote))
    das_guias = Guia.objects.filter(lote=lote).aggregate(**{n: Sum(n, default=0) for n in TOTAIS})
    for nome in TOTAIS:
        if not getattr(lote, nome) == dos_itens[nome] == Decimal(das_guias[nome]):
            raise Recusa(f"Os totais do lote {lote.numero} não fecham em {nome.replace('_', ' ')}.")


def _encerrar(lote: Lote, ator: Ator, acao: str, evento: eventos.TipoEvento, **resto: Any) -> Lote:
    transitar(lote, estados.LOTE, acao, ator, evento, **resto)
    Guia.objects.filter(lote=lote).update(situacao=lote.situacao)
    return lote
