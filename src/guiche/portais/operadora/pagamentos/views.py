"""Payments: list, one payment with its lotes and ledger, its statement, and the register that it was made."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from guiche.cadastro import permissions as cadastro
from guiche.faturamento import permissions as faturamento
from guiche.nucleo import eventos
from guiche.nucleo.relogio import hoje
from guiche.pagamento import estados, permissions
from guiche.pagamento.documents import COLUNAS_DAS_GUIAS, linhas_das_guias
from guiche.pagamento.selectors import a_vencer, buscar_pagamentos, pagamento_com_lotes, somar_pagamentos
from guiche.pagamento.selectors import pagamentos as visiveis
from guiche.pagamento.services.demonstrativos import demonstrativo_pdf, demonstrativo_xml
from guiche.pagamento.services.pagamentos import marcar_pago
from guiche.portais.componentes.baixar import TIPO_XML, bytes_de, guardado, planilha
from guiche.portais.componentes.paginas import seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, destino_seguro, tela
from guiche.portais.operadora.pagamentos.forms import PagamentosForm
from guiche.portais.operadora.pagamentos.tables import LOTES_DO_PAGAMENTO, PAGAMENTOS
from guiche.portais.operadora.situacoes import DO_PAGAMENTO

PRIMEIROS = 10


@require_GET
@tela(permissao=permissions.PAGAMENTO_VER, portal="operadora")
def pagamentos(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every payment, filtered by the URL, with the sums of what is filtered; the first ones due on top."""
    filtro = PagamentosForm(request.GET)
    achados = buscar_pagamentos(request.ator, **(filtro.cleaned_data if filtro.is_valid() else {}))
    soma = somar_pagamentos(achados)
    totais = {"valor_informado": soma.informado, "valor_glosa": soma.glosa, "valor_liquido": soma.liquido}
    tabela = PAGAMENTOS.montar(achados, request.GET, filtro, totais)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    vencer = a_vencer(request.ator)
    primeiros = visiveis(request.ator).filter(situacao=estados.FECHADO).order_by("data_prevista", "-valor_liquido")
    return render(
        request,
        "operadora/pagamentos.html",
        {
            "tabela": tabela,
            "soma": soma,
            "hoje": hoje(),
            "vencer": vencer,
            "a_pagar": list(primeiros[:PRIMEIROS]) if vencer and not tabela.filtros_em_uso else [],
            "quantos": sum(grupo.quantidade for grupo in vencer),
            "total": sum((grupo.valor for grupo in vencer), Decimal("0.00")),
            "pode_pagar": request.ator.pode(permissions.PAGAMENTO_REGISTRAR),
            "pode_fechar": request.ator.pode(permissions.COMPETENCIA_FECHAR),
        },
    )


@require_GET
@tela(permissao=permissions.PAGAMENTO_VER, portal="operadora")
def pagamento(request: HttpRequestComAtor, pagamento_id: int) -> HttpResponseBase:
    """One payment: from what was charged to what leaves the bank, its lotes, its ledger and its statement."""
    ator = request.ator
    um = pagamento_com_lotes(ator, pagamento_id)
    lotes = [linha.lote for linha in um.lotes.all()]
    lista = LOTES_DO_PAGAMENTO if ator.pode(faturamento.LOTE_VER) else replace(LOTES_DO_PAGAMENTO, linha_url=None)
    totais = {
        "quantidade_guias": sum(lote.quantidade_guias for lote in lotes),
        "valor_informado": um.valor_informado,
        "valor_glosa": um.valor_glosa,
        "valor_liberado": um.valor_liberado,
    }
    tabela = lista.montar(lotes, request.GET, totais=totais)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    return render(
        request,
        "operadora/pagamento.html",
        {
            "pagamento": um,
            "estado": DO_PAGAMENTO[um.Situacao(um.situacao)],
            "tabela": tabela,
            "guias": totais["quantidade_guias"],
            "quantos_lotes": len(lotes),
            "lancamentos": um.lancamentos.all(),
            "historico": [(evento, eventos.tipo(evento.tipo).rotulo) for evento in eventos.historico(um)],
            "atrasado": not um.pago_em and um.data_prevista < hoje(),
            "pode_pagar": bool(estados.PAGAMENTO.acoes(um.situacao)) and ator.pode(permissions.PAGAMENTO_REGISTRAR),
            "ve_prestador": ator.pode(cadastro.PRESTADOR_VER),
        },
    )


@require_GET
@tela(permissao=permissions.PAGAMENTO_VER, portal="operadora")
def demonstrativo_em(request: HttpRequestComAtor, pagamento_id: int, formato: str) -> HttpResponseBase:
    """The statement the prestador has: PDF with a code, XLSX and CSV guia by guia, TISS XML."""
    um = visiveis(request.ator).get(pk=pagamento_id)
    nome = f"demonstrativo-{um.competencia}-{um.numero}"
    if formato == "pdf":
        return guardado(demonstrativo_pdf(request.ator, um).arquivo, f"{nome}.pdf", anexo=False)
    if formato == "xml":
        return bytes_de(demonstrativo_xml(request.ator, um), f"{nome}.xml", TIPO_XML)
    return planilha(nome, formato, COLUNAS_DAS_GUIAS, linhas_das_guias(um))


@require_POST
@tela(permissao=permissions.PAGAMENTO_REGISTRAR, portal="operadora")
def pagar(request: HttpRequestComAtor, pagamento_id: int) -> HttpResponse:
    """Register that a payment was made today, and go back to where the person was."""
    feito = marcar_pago(request.ator, visiveis(request.ator).get(pk=pagamento_id))
    messages.success(request, f"Pagamento {feito.numero} registrado.")
    destino = destino_seguro(request, request.POST.get("volta", ""), reverse("operadora:pagamentos"))
    return seguir(destino)
