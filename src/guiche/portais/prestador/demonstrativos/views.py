"""Payments and their statements: list, cascade and downloads."""

from __future__ import annotations

from decimal import Decimal

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from guiche.documentos import permissions as documentos_permissions
from guiche.documentos.models import Pacote
from guiche.documentos.pacotes import pacote_do_ator
from guiche.documentos.services import abrir
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.pagamento import permissions
from guiche.pagamento.documents import COLUNAS_DAS_GUIAS, linhas_das_guias
from guiche.pagamento.selectors import (
    a_receber,
    buscar_pagamentos,
    pagamento_com_lotes,
    pagamentos,
    somar_pagamentos,
)
from guiche.pagamento.services.demonstrativos import demonstrativo_pdf, demonstrativo_xml
from guiche.pagamento.services.pacotes import pacote_de_demonstrativos
from guiche.portais.componentes.baixar import TIPO_XML, TIPO_ZIP, bytes_de, guardado, planilha
from guiche.portais.componentes.paginas import ids_pedidos, por_no_campo, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.demonstrativos.cascata import degraus
from guiche.portais.prestador.demonstrativos.forms import PagamentosForm, RelatoriosForm
from guiche.portais.prestador.demonstrativos.tables import PAGAMENTOS
from guiche.portais.prestador.prazos import contestaveis, entrega_do_contrato
from guiche.portais.prestador.situacoes import DO_LOTE, DO_PAGAMENTO


@require_GET
@tela(permissao=permissions.PAGAMENTO_VER, portal="prestador")
def demonstrativos(request: HttpRequestComAtor) -> HttpResponseBase:
    """Payments, one filter per column, several to be downloaded at once."""
    filtro = PagamentosForm(request.GET)
    achados = buscar_pagamentos(request.ator, **(filtro.cleaned_data if filtro.is_valid() else {}))
    soma = somar_pagamentos(achados)
    totais = {
        "valor_informado": soma.informado,
        "valor_glosa": soma.glosa,
        "valor_liquido": soma.liquido,
    }
    tabela = PAGAMENTOS.montar(achados, request.GET, filtro, totais)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    contexto = {"tabela": tabela, "soma": soma, "proximo": a_receber(request.ator)}
    return render(request, "prestador/demonstrativos.html", contexto)


@require_GET
@tela(permissao=permissions.PAGAMENTO_VER, portal="prestador")
def demonstrativo(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One payment: from what was charged to what arrives, and the lotes in it."""
    pagamento = pagamento_com_lotes(request.ator, pk)
    lotes = [linha.lote for linha in pagamento.lotes.all()]
    return render(
        request,
        "prestador/demonstrativo.html",
        {
            "pagamento": pagamento,
            "estado": DO_PAGAMENTO[pagamento.situacao],
            "lotes": [(lote, DO_LOTE[lote.situacao]) for lote in lotes],
            "guias": sum(lote.quantidade_guias for lote in lotes),
            "lancamentos": pagamento.lancamentos.all(),
            "degraus": degraus(pagamento, lotes),
            "contestaveis": contestaveis(lotes, entrega_do_contrato(request.ator, hoje())),
            "hoje": hoje(),
        },
    )


@require_GET
@tela(permissao=permissions.PAGAMENTO_VER, portal="prestador")
def demonstrativo_em(request: HttpRequestComAtor, pk: int, formato: str) -> HttpResponseBase:
    """The statement to take away: PDF with a code, XLSX and CSV guia by guia, TISS XML."""
    pagamento = pagamentos(request.ator).get(pk=pk)
    nome = f"demonstrativo-{pagamento.competencia}-{pagamento.numero}"
    if formato == "pdf":
        return guardado(demonstrativo_pdf(request.ator, pagamento).arquivo, f"{nome}.pdf", anexo=False)
    if formato == "xml":
        return bytes_de(demonstrativo_xml(request.ator, pagamento), f"{nome}.xml", TIPO_XML)
    return planilha(nome, formato, COLUNAS_DAS_GUIAS, linhas_das_guias(pagamento))


@tela(permissao=permissions.PAGAMENTO_VER, portal="prestador")
def relatorios(request: HttpRequestComAtor) -> HttpResponseBase:
    """Choose reports and form for the payments ticked in the list, and download them in one zip."""
    if request.method == "POST":
        ids = urlencode({"ids": request.POST.getlist("ids")}, doseq=True)
        return seguir(f"{reverse('prestador:relatorios')}?{ids}")
    pedidos = ids_pedidos(request.GET.getlist("ids"))
    form = RelatoriosForm(request.GET) if "baixar" in request.GET else RelatoriosForm()
    if form.is_bound and form.is_valid():
        try:
            feito = pacote_de_demonstrativos(request.ator, pedidos, **form.cleaned_data)
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            if isinstance(feito, Pacote):
                return seguir("prestador:pacote", feito.pk)
            return FileResponse(feito, as_attachment=True, filename="demonstrativos.zip", content_type=TIPO_ZIP)
    escolhidos = list(pagamentos(request.ator).filter(pk__in=pedidos))
    contexto = {
        "form": form,
        "pagamentos": escolhidos,
        "liquido": sum((p.valor_liquido for p in escolhidos), Decimal("0.00")),
    }
    return render(request, "prestador/relatorios.html", contexto, status=422 if form.errors else 200)


@require_GET
@tela(permissao=permissions.PAGAMENTO_VER, portal="prestador")
def pacote(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """How far a package made in the background has come, and where to download it."""
    return render(request, "prestador/pacote.html", {"pacote": pacote_do_ator(request.ator, pk)})


@require_GET
@tela(permissao=permissions.PAGAMENTO_VER, portal="prestador")
def pacote_parcial(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """The part of that page that asks for itself every two seconds until the package is ready."""
    return render(request, "prestador/pacote_parcial.html", {"pacote": pacote_do_ator(request.ator, pk)})


@require_GET
@tela(permissao=documentos_permissions.ARQUIVO_ABRIR, portal="prestador")
def pacote_zip(request: HttpRequestComAtor, pk: int) -> HttpResponseBase:
    """The package itself, once ready."""
    pronto = pacote_do_ator(request.ator, pk)
    if pronto.arquivo is None:
        return seguir("prestador:pacote", pronto.pk)
    return guardado(abrir(request.ator, pronto.arquivo.pk))
