"""Demonstrativo de análise da conta as data for screen, PDF and spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from guiche.documentos.definicao import Campo, Coluna, Documento, Secao, texto
from guiche.faturamento.models import Glosa, Guia, Lote
from guiche.faturamento.tiss import foi_analisado
from guiche.terminologia.selectors.termos import descricao_glosa, termos_vigentes
from guiche.tiss_xml.mensagens import TipoGuia

COLUNAS_DAS_GUIAS = (
    Coluna("numero_prestador", "Guia no prestador", "codigo"),
    Coluna("numero_operadora", "Guia na operadora", "codigo"),
    Coluna("carteira", "Carteirinha", "codigo"),
    Coluna("data_inicio", "Atendimento", "data", 0.8),
    Coluna("valor_informado", "Informado", "valor", 0.8),
    Coluna("valor_glosa", "Glosa", "valor", 0.8),
    Coluna("valor_franquia", "Franquia", "valor", 0.8),
    Coluna("valor_liberado", "Liberado", "valor", 0.8),
)
COLUNAS_DAS_GLOSAS = (
    Coluna("guia", "Guia no prestador", "codigo"),
    Coluna("item", "Item", "inteiro", 0.4),
    Coluna("procedimento", "Código", "codigo", 0.8),
    Coluna("descricao", "Procedimento", largura=1.4),
    Coluna("motivo", "Motivo", "codigo", 0.5),
    Coluna("explicacao", "Por quê", largura=2.4),
    Coluna("como_resolver", "O que fazer", largura=1.6),
    Coluna("valor", "Glosa", "valor", 0.8),
)
_TOTAIS = ("valor_informado", "valor_glosa", "valor_franquia", "valor_liberado")


def demonstrativo_de_analise(lote: Lote) -> Documento:
    """What was charged, denied and released in a lote: every guia, and every glosa with its reason.

    While the lote is under analysis it says so and shows no glosa: what is suggested is not decided.
    """
    analisado = foi_analisado(lote)
    return Documento(
        tipo="analise-conta",
        titulo=f"Demonstrativo de análise da conta: lote {lote.numero}",
        resposta=_resposta(lote),
        campos=(
            Campo("Protocolo", lote.protocolo),
            Campo("Lote", lote.numero),
            Campo("Situação", lote.get_situacao_display()),
            Campo("Prestador", f"{lote.prestador.razao_social}, código {lote.prestador.codigo}"),
            Campo("CNES", lote.prestador.cnes),
            Campo("Competência", lote.competencia.rotulo),
            Campo("Tipo de guia", TipoGuia(lote.tipo_guia).rotulo),
            Campo("Recebido em", texto(timezone.localtime(lote.recebido_em), "data")),
            Campo("Analisado em", texto(timezone.localtime(lote.fechado_em), "data"))
            if lote.fechado_em
            else Campo("Análise até", texto(lote.prazo_da_analise, "data")),
        ),
        secoes=(
            Secao(
                "Guias do lote",
                _colunas_das_guias(lote),
                list(linhas_das_guias(lote)),
                totais={"numero_prestador": "Total", **{nome: getattr(lote, nome) for nome in _TOTAIS}},
            ),
            *([_glosas(lote)] if analisado and lote.valor_glosa else []),
        ),
        notas=("Glosa é o valor cobrado que a operadora não vai pagar; o motivo é o da tabela 38 do Padrão TISS.",),
        paisagem=True,
        resumo={
            "Protocolo": lote.protocolo,
            "Lote": lote.numero,
            "Liberado": f"R$ {texto(lote.valor_liberado, 'valor')}" if analisado else "em análise",
        },
    )


def _colunas_das_guias(lote: Lote) -> tuple[Coluna, ...]:
    """What is not decided, and a franquia that nobody owes, take no column."""
    if not foi_analisado(lote):
        return COLUNAS_DAS_GUIAS[:5]
    return tuple(c for c in COLUNAS_DAS_GUIAS if c.nome != "valor_franquia" or lote.valor_franquia)


def linhas_das_guias(lote: Lote) -> Iterator[dict[str, Any]]:
    """Every guia of a lote, for ``COLUNAS_DAS_GUIAS``."""
    nomes = [coluna.nome for coluna in COLUNAS_DAS_GUIAS]
    yield from Guia.objects.filter(lote=lote).order_by("pk").values(*nomes)


def linhas_das_glosas(lote: Lote) -> Iterator[dict[str, Any]]:
    """Every glosa of a closed lote, for ``COLUNAS_DAS_GLOSAS``; none while it is under analysis."""
    if not foi_analisado(lote):
        return
    do_lote = Glosa.objects.filter(lote=lote).select_related("item", "guia")
    glosas = list(do_lote.order_by("guia_id", "item__sequencial", "pk"))
    termos = _termos(glosas)
    for glosa in glosas:
        item = glosa.item
        dito = item.justificativa if item and item.justificativa else glosa.mensagem
        yield {
            "guia": glosa.guia.numero_prestador if glosa.guia else "",
            "item": item.sequencial if item else None,
            "procedimento": item.codigo if item else "",
            "descricao": (item.descricao or termos[item.tabela, item.codigo, item.data]) if item else "",
            "motivo": glosa.codigo,
            "explicacao": dito or descricao_glosa(glosa.codigo),
            "como_resolver": glosa.como_resolver,
            "valor": glosa.valor,
        }


def _termos(glosas: Iterable[Glosa]) -> dict[tuple[str, str, date], str]:
    """Names of what was charged without one: a guia de consulta has no field for it."""
    sem_nome = {
        (glosa.item.tabela, glosa.item.codigo, glosa.item.data)
        for glosa in glosas
        if glosa.item and not glosa.item.descricao
    }
    return {par: resultado.termo for par, resultado in termos_vigentes(sem_nome).items()}


def _glosas(lote: Lote) -> Secao:
    linhas = list(linhas_das_glosas(lote))
    return Secao(
        "Glosas, item por item",
        COLUNAS_DAS_GLOSAS,
        linhas,
        totais={"guia": "Total", "valor": sum(linha["valor"] for linha in linhas)},
    )


def _resposta(lote: Lote) -> str:
    informado = texto(lote.valor_informado, "valor")
    if not foi_analisado(lote):
        prazo = texto(lote.prazo_da_analise, "data")
        return f"O lote de R$ {informado} está em análise; a operadora responde até {prazo}."
    liberado = texto(lote.valor_liberado, "valor")
    if lote.valor_glosa == 0:
        return f"Dos R$ {informado} cobrados, R$ {liberado} foram liberados, sem glosa."
    glosa = texto(lote.valor_glosa, "valor")
    return f"Dos R$ {informado} cobrados, R$ {liberado} foram liberados e R$ {glosa} foram glosados."
