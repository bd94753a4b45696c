"""Demonstrativo de pagamento as data for screen, PDF and spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from guiche.documentos.definicao import Campo, Coluna, Documento, Secao, texto
from guiche.faturamento.models import Guia, Lote
from guiche.pagamento.models import Lancamento, Pagamento
from guiche.pagamento.tiss import data_de
from guiche.terminologia.selectors.termos import rotulo

COLUNAS_DOS_LOTES = (
    Coluna("numero", "Lote", "codigo", 0.7),
    Coluna("protocolo", "Protocolo", "codigo"),
    Coluna("recebido_em", "Entregue em", "data", 0.8),
    Coluna("quantidade_guias", "Guias", "inteiro", 0.5),
    Coluna("valor_informado", "Informado", "valor"),
    Coluna("valor_glosa", "Glosa", "valor"),
    Coluna("valor_franquia", "Franquia", "valor"),
    Coluna("valor_liberado", "Liberado", "valor"),
)
COLUNAS_DAS_GUIAS = (
    Coluna("lote", "Lote", "codigo", 0.7),
    Coluna("protocolo", "Protocolo", "codigo"),
    Coluna("numero_prestador", "Guia no prestador", "codigo"),
    Coluna("numero_operadora", "Guia na operadora", "codigo"),
    Coluna("carteira", "Carteirinha", "codigo"),
    Coluna("data_inicio", "Atendimento", "data", 0.8),
    Coluna("valor_informado", "Informado", "valor"),
    Coluna("valor_glosa", "Glosa", "valor"),
    Coluna("valor_franquia", "Franquia", "valor"),
    Coluna("valor_liberado", "Liberado", "valor"),
)
_COLUNAS_DOS_LANCAMENTOS = (
    Coluna("descricao", "Lançamento", largura=2.4),
    Coluna("tipo", "Tipo", largura=1.4),
    Coluna("debito", "Débito", "valor"),
    Coluna("credito", "Crédito", "valor"),
)
_TOTAIS = ("valor_informado", "valor_glosa", "valor_franquia", "valor_liberado")


def demonstrativo_de_pagamento(pagamento: Pagamento) -> Documento:
    """From what was charged to what arrives in the account: the lotes, the ledger's lines, the net value."""
    lotes = list(linhas_dos_lotes(pagamento))
    lancamentos = list(_linhas_dos_lancamentos(pagamento))
    secoes = [
        Secao(
            "Lotes deste pagamento",
            tuple(c for c in COLUNAS_DOS_LOTES if c.nome != "valor_franquia" or pagamento.valor_franquia),
            lotes,
            totais={
                "numero": "Total",
                "quantidade_guias": sum(linha["quantidade_guias"] for linha in lotes),
                **{nome: getattr(pagamento, nome) for nome in _TOTAIS},
            },
        )
    ]
    if lancamentos:
        secoes.append(
            Secao(
                "Débitos e créditos",
                _COLUNAS_DOS_LANCAMENTOS,
                lancamentos,
                totais={
                    "descricao": "Total",
                    "debito": pagamento.valor_debitos,
                    "credito": pagamento.valor_creditos,
                },
            )
        )
    return Documento(
        tipo="demonstrativo-pagamento",
        titulo=f"Demonstrativo de pagamento da competência {pagamento.competencia.rotulo}",
        resposta=_resposta(pagamento),
        campos=(
            Campo("Demonstrativo", pagamento.numero),
            Campo("Prestador", f"{pagamento.prestador.razao_social}, código {pagamento.prestador.codigo}"),
            Campo("CPF ou CNPJ", pagamento.prestador.documento_formatado),
            Campo("Competência", pagamento.competencia.rotulo),
            Campo("Situação", pagamento.get_situacao_display()),
            Campo("Data do pagamento", texto(data_de(pagamento), "data")),
            Campo("Forma", rotulo("dm_formaPagamento", pagamento.forma)),
            *_conta(pagamento),
            Campo("Emitido em", texto(timezone.localtime(pagamento.fechado_em), "data")),
        ),
        secoes=tuple(secoes),
        notas=(
            "Informado é o que você cobrou; liberado é o informado menos as glosas e a franquia; "
            "líquido é o liberado mais créditos e menos débitos.",
        ),
        resumo={
            "Demonstrativo": pagamento.numero,
            "Competência": pagamento.competencia.rotulo,
            "Líquido": f"R$ {texto(pagamento.valor_liquido, 'valor')}",
        },
    )


def linhas_dos_lotes(pagamento: Pagamento) -> Iterator[dict[str, Any]]:
    """Every lote of a payment, for ``COLUNAS_DOS_LOTES``."""
    lotes = Lote.objects.filter(pagamento_do_lote__pagamento=pagamento).order_by("pk")
    for linha in lotes.values(*(coluna.nome for coluna in COLUNAS_DOS_LOTES)):
        yield {**linha, "recebido_em": timezone.localdate(linha["recebido_em"])}


def linhas_das_guias(pagamento: Pagamento) -> Iterator[dict[str, Any]]:
    """Every guia of a payment, for ``COLUNAS_DAS_GUIAS``: the spreadsheet a prestador reconciles with."""
    guias = Guia.objects.filter(lote__pagamento_do_lote__pagamento=pagamento).order_by("lote_id", "pk")
    proprias = [coluna.nome for coluna in COLUNAS_DAS_GUIAS[2:]]
    for linha in guias.values("lote__numero", "lote__protocolo", *proprias):
        yield {**linha, "lote": linha["lote__numero"], "protocolo": linha["lote__protocolo"]}


def _linhas_dos_lancamentos(pagamento: Pagamento) -> Iterator[dict[str, Any]]:
    for linha in pagamento.lancamentos.exclude(tipo=""):
        debito = linha.indicador == Lancamento.Indicador.DEBITO
        yield {
            "descricao": linha.descricao,
            "tipo": rotulo("dm_debitoCreditoTipo", linha.tipo),
            "debito": linha.valor if debito else None,
            "credito": None if debito else linha.valor,
        }


def _resposta(pagamento: Pagamento) -> str:
    liquido = texto(pagamento.valor_liquido, "valor")
    dia = texto(data_de(pagamento), "data")
    quando = f"foram pagos em {dia}" if pagamento.pago_em else f"serão pagos em {dia}"
    return f"R$ {liquido} {quando}, de R$ {texto(pagamento.valor_informado, 'valor')} cobrados."


def _conta(pagamento: Pagamento) -> tuple[Campo, ...]:
    if not pagamento.conta:
        return ()
    return (Campo("Conta", f"banco {pagamento.banco}, agência {pagamento.agencia}, conta {pagamento.conta}"),)
