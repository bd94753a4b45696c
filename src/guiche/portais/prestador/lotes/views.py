"""Lotes sent, their guias and glosas, and the receipt."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from guiche.documentos import permissions as documentos_permissions
from guiche.documentos.services import abrir
from guiche.faturamento import permissions
from guiche.faturamento.documents_analise import (
    COLUNAS_DAS_GLOSAS,
    COLUNAS_DAS_GUIAS,
    demonstrativo_de_analise,
    linhas_das_glosas,
    linhas_das_guias,
)
from guiche.faturamento.regras import estados
from guiche.faturamento.selectors.do_prestador import (
    FECHADOS,
    buscar_guias,
    buscar_lotes,
    glosas_da_guia,
    itens_da_guia,
    somar_lotes,
)
from guiche.faturamento.selectors.lotes import EM_ANALISE, glosas_por_motivo
from guiche.faturamento.selectors.lotes import lotes as visiveis
from guiche.faturamento.services.demonstrativos import analise_pdf, analise_xml
from guiche.faturamento.services.guias import abrir_guia
from guiche.faturamento.services.lotes import cancelar_lote
from guiche.faturamento.services.recibos import recibo_pdf, recibo_xml
from guiche.faturamento.tiss import foi_analisado
from guiche.nucleo import eventos
from guiche.nucleo.relogio import hoje
from guiche.pagamento import permissions as pagamento_permissions
from guiche.pagamento.selectors import pagamento_do_lote
from guiche.portais.componentes.baixar import TIPO_XML, bytes_de, guardado, planilha
from guiche.portais.componentes.paginas import avisar, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.documento import na_tela
from guiche.portais.prestador.lotes.forms import GuiasDoLoteForm, GuiasEmAnaliseForm, LotesForm
from guiche.portais.prestador.lotes.historia import passos
from guiche.portais.prestador.lotes.tables import GUIAS, GUIAS_EM_ANALISE, LOTES
from guiche.portais.prestador.motivos import motivo
from guiche.portais.prestador.prazos import contestaveis, entrega_do_contrato, recorrer_ate
from guiche.portais.prestador.situacoes import DO_ITEM, DO_LOTE
from guiche.tiss_xml.mensagens import TipoGuia


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="prestador")
def lotes(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every lote sent, filtered by the URL."""
    filtro = LotesForm(request.GET)
    escolhas = filtro.cleaned_data if filtro.is_valid() else {}
    achados = buscar_lotes(
        request.ator,
        grupo=escolhas.get("situacao", ""),
        texto=escolhas.get("q", ""),
        competencia=escolhas.get("competencia"),
        de=escolhas.get("de"),
        ate=escolhas.get("ate"),
    )
    soma = somar_lotes(achados)
    totais = {
        "valor_informado": soma.informado,
        "glosa_final": soma.glosa,
        "liberado_final": soma.liberado,
    }
    tabela = LOTES.montar(achados, request.GET, filtro, totais)
    if (arquivo_pedido := tabela.exportacao()) is not None:
        return arquivo_pedido
    return render(request, "prestador/lotes.html", {"tabela": tabela, "soma": soma})


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="prestador")
def lote(request: HttpRequestComAtor, pk: int) -> HttpResponseBase:
    """One lote: money, where it stands, why something was denied, and its guias.

    Twelve statements: five of them are the shell's, and nothing here can be read together with another.
    """
    um = visiveis(request.ator).get(pk=pk)
    fechado = foi_analisado(um)
    filtro = GuiasDoLoteForm(request.GET) if fechado else GuiasEmAnaliseForm(request.GET)
    escolhas = filtro.cleaned_data if filtro.is_valid() else {}
    guias = buscar_guias(request.ator, um, texto=escolhas.get("q", ""), situacao=escolhas.get("situacao", ""))
    tabela = (GUIAS if fechado else GUIAS_EM_ANALISE).montar(guias, request.GET, filtro)
    if (arquivo_pedido := tabela.exportacao()) is not None:
        return arquivo_pedido
    pagamento = (
        pagamento_do_lote(request.ator, um)
        if um.situacao in FECHADOS and request.ator.pode(pagamento_permissions.PAGAMENTO_VER)
        else None
    )
    motivos = glosas_por_motivo(request.ator, um) if fechado and um.valor_glosa else []
    return render(
        request,
        "prestador/lote.html",
        {
            "lote": um,
            "tipo_de_guia": TipoGuia(um.tipo_guia).rotulo,
            "estado": DO_LOTE[um.situacao],
            "em_analise": um.situacao in EM_ANALISE,
            "fechado": fechado,
            "pagamento": pagamento,
            "recorrer_ate": recorrer_ate(um, entrega_do_contrato(request.ator, hoje())) if motivos else None,
            "hoje": hoje(),
            "motivos": [(linha, motivo(linha.codigo)) for linha in motivos],
            "passos": passos(um, eventos.historico(um), pagamento),
            "pode_cancelar": request.ator.pode(permissions.LOTE_CANCELAR)
            and any(t.acao == "cancelar" for t in estados.LOTE.acoes(um.situacao)),
            "tabela": tabela,
        },
    )


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="prestador")
def guia(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One guia: items, glosas, how to resolve and until when to contest.

    Opening it registers the reading of health data: the chained event takes three of its thirteen statements.
    """
    uma = abrir_guia(request.ator, pk)
    fechado = foi_analisado(uma.lote)
    itens = {item.pk: item for item in itens_da_guia(request.ator, uma)}
    glosas = glosas_da_guia(uma) if fechado else []
    da_glosa = {glosa.item_id: glosa for glosa in reversed(glosas)}
    return render(
        request,
        "prestador/guia.html",
        {
            "guia": uma,
            "lote": uma.lote,
            "estado": DO_LOTE[uma.situacao],
            "fechado": fechado,
            "em_analise": uma.lote.situacao in EM_ANALISE,
            "itens": [
                (item, DO_ITEM[item.decisao] if fechado else DO_LOTE[uma.situacao], da_glosa.get(item.pk))
                for item in itens.values()
            ],
            "glosas": [(glosa, itens.get(glosa.item_id or 0), motivo(glosa.codigo)) for glosa in glosas],
            "recorrer_ate": recorrer_ate(uma.lote, entrega_do_contrato(request.ator, hoje())) if glosas else None,
            "hoje": hoje(),
        },
    )


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="prestador")
def protocolo(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """The ticket: protocolo, deadline and receipt."""
    um = visiveis(request.ator).get(pk=pk)
    return render(request, "prestador/protocolo.html", {"lote": um})


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="prestador")
def recibo_em_xml(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """recebimentoLote, as a web service would have answered."""
    um = visiveis(request.ator).get(pk=pk)
    return bytes_de(recibo_xml(request.ator, um), f"recibo-lote-{um.numero}.xml", TIPO_XML)


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="prestador")
def recibo_em_pdf(request: HttpRequestComAtor, pk: int) -> FileResponse:
    """Receipt with a public verification code."""
    um = visiveis(request.ator).get(pk=pk)
    emitido = recibo_pdf(request.ator, um)
    return guardado(emitido.arquivo, f"recibo-lote-{um.numero}.pdf", anexo=False)


@require_GET
@tela(permissao=documentos_permissions.ARQUIVO_ABRIR, portal="prestador")
def arquivo(request: HttpRequestComAtor, pk: int) -> FileResponse:
    """The XML exactly as received; its reading is registered."""
    return guardado(abrir(request.ator, visiveis(request.ator).get(pk=pk).arquivo_id))


@require_POST
@tela(permissao=permissions.LOTE_CANCELAR, portal="prestador")
def cancelar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Withdraw a lote that was not analysed yet."""
    um = cancelar_lote(request.ator, visiveis(request.ator).get(pk=pk))
    avisar(
        request,
        "ok",
        f"Lote {um.numero} cancelado",
        "O número do lote e as guias podem ser enviados de novo.",
    )
    return seguir("prestador:lote", um.pk)


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="prestador")
def analise(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Demonstrativo de análise da conta on screen: the same data as its PDF."""
    um = visiveis(request.ator).get(pk=pk)
    documento = demonstrativo_de_analise(um)
    contexto = {
        "lote": um,
        "documento": documento,
        "secoes": [na_tela(secao) for secao in documento.secoes],
        "tem_glosas": foi_analisado(um) and um.valor_glosa,
        "contestaveis": contestaveis([um], entrega_do_contrato(request.ator, hoje())),
        "hoje": hoje(),
    }
    return render(request, "prestador/analise.html", contexto)


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="prestador")
def analise_em(request: HttpRequestComAtor, pk: int, formato: str) -> HttpResponseBase:
    """The analysis to take away: PDF with a code, XLSX and CSV of the guias, TISS XML."""
    um = visiveis(request.ator).get(pk=pk)
    nome = f"analise-lote-{um.numero}"
    if formato == "pdf":
        return guardado(analise_pdf(request.ator, um).arquivo, f"{nome}.pdf", anexo=False)
    if formato == "xml":
        return bytes_de(analise_xml(request.ator, um), f"{nome}.xml", TIPO_XML)
    return planilha(nome, formato, COLUNAS_DAS_GUIAS, linhas_das_guias(um))


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="prestador")
def glosas_em(request: HttpRequestComAtor, pk: int, formato: str) -> HttpResponseBase:
    """Every glosa of a lote, item by item, in a spreadsheet."""
    um = visiveis(request.ator).get(pk=pk)
    return planilha(f"glosas-lote-{um.numero}", formato, COLUNAS_DAS_GLOSAS, linhas_das_glosas(um))
