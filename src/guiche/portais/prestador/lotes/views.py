"""Lotes sent, their guias and glosas, and the receipt."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from guiche.documentos import permissions as documentos_permissions
from guiche.documentos.services import abrir
from guiche.faturamento import permissions
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
from guiche.faturamento.services.guias import abrir_guia
from guiche.faturamento.services.lotes import cancelar_lote
from guiche.faturamento.services.recibos import recibo_pdf, recibo_xml
from guiche.nucleo import eventos
from guiche.nucleo.relogio import hoje
from guiche.pagamento import permissions as pagamento_permissions
from guiche.pagamento.selectors import pagamento_do_lote
from guiche.portais.componentes.paginas import avisar
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.lotes.forms import GuiasDoLoteForm, LotesForm
from guiche.portais.prestador.lotes.historia import passos
from guiche.portais.prestador.lotes.tables import GUIAS, LOTES
from guiche.portais.prestador.prazos import entrega_do_contrato, recorrer_ate
from guiche.portais.prestador.situacoes import DO_ITEM, DO_LOTE
from guiche.terminologia.selectors import descricao_glosa
from guiche.tiss_xml.mensagens import TipoGuia


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="prestador")
def lotes(request: HttpRequestComAtor) -> HttpResponse:
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
        "valor_glosa": soma.glosa,
        "valor_liberado": soma.liberado,
    }
    tabela = LOTES.montar(achados, request.GET, filtro, totais)
    if (arquivo_pedido := tabela.exportacao()) is not None:
        return arquivo_pedido  # type: ignore[return-value]
    return render(request, "prestador/lotes.html", {"tabela": tabela, "soma": soma})


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="prestador")
def lote(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One lote: money, where it stands, why something was denied, and its guias."""
    um = visiveis(request.ator).get(pk=pk)
    filtro = GuiasDoLoteForm(request.GET)
    escolhas = filtro.cleaned_data if filtro.is_valid() else {}
    guias = buscar_guias(
        request.ator, um, texto=escolhas.get("q", ""), situacao=escolhas.get("situacao", "")
    )
    tabela = GUIAS.montar(guias, request.GET, filtro)
    if (arquivo_pedido := tabela.exportacao()) is not None:
        return arquivo_pedido  # type: ignore[return-value]
    pagamento = (
        pagamento_do_lote(request.ator, um)
        if um.situacao in FECHADOS and request.ator.pode(pagamento_permissions.PAGAMENTO_VER)
        else None
    )
    motivos = glosas_por_motivo(request.ator, um) if um.valor_glosa else []
    return render(
        request,
        "prestador/lote.html",
        {
            "lote": um,
            "tipo_de_guia": TipoGuia(um.tipo_guia).rotulo,
            "estado": DO_LOTE[um.situacao],
            "em_analise": um.situacao in EM_ANALISE,
            "fechado": um.situacao in FECHADOS,
            "pagamento": pagamento,
            "recorrer_ate": recorrer_ate(um, entrega_do_contrato(request.ator, hoje())) if motivos else None,
            "hoje": hoje(),
            "motivos": [(motivo, descricao_glosa(motivo.codigo)) for motivo in motivos],
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

    Opening it registers the reading of health data, and the chained event costs some statements by itself.
    """
    uma = abrir_guia(request.ator, pk)
    itens = itens_da_guia(request.ator, uma)
    glosas = [(glosa, None) for glosa in glosas_da_guia(uma)]
    glosas += [(glosa, item) for item in itens for glosa in item.glosas.all()]
    fechado = uma.lote.situacao in FECHADOS
    return render(
        request,
        "prestador/guia.html",
        {
            "guia": uma,
            "lote": uma.lote,
            "estado": DO_LOTE[uma.situacao],
            "fechado": fechado,
            "itens": [(item, DO_ITEM[item.decisao]) for item in itens],
            "glosas": [(glosa, item, descricao_glosa(glosa.codigo)) for glosa, item in glosas],
            "recorrer_ate": recorrer_ate(uma.lote, entrega_do_contrato(request.ator, hoje()))
            if glosas and fechado
            else None,
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
    return _baixar(recibo_xml(request.ator, um), f"recibo-lote-{um.numero}.xml", "application/xml")


@require_GET
@tela(permissao=permissions.LOTE_VER, portal="prestador")
def recibo_em_pdf(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Receipt with a public verification code."""
    um = visiveis(request.ator).get(pk=pk)
    emitido = recibo_pdf(request.ator, um)
    return FileResponse(
        emitido.arquivo.conteudo.open("rb"),
        filename=f"recibo-lote-{um.numero}.pdf",
        content_type=emitido.arquivo.tipo_mime,
    )


@require_GET
@tela(permissao=documentos_permissions.ARQUIVO_ABRIR, portal="prestador")
def arquivo(request: HttpRequestComAtor, pk: int) -> FileResponse:
    """The XML exactly as received; its reading is registered."""
    guardado = abrir(request.ator, visiveis(request.ator).get(pk=pk).arquivo_id)
    return FileResponse(
        guardado.conteudo.open("rb"), as_attachment=True, filename=guardado.nome, content_type=guardado.tipo_mime
    )


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
    resposta = redirect("prestador:lote", um.pk)
    resposta.status_code = 303
    return resposta


def _baixar(conteudo: bytes, nome: str, tipo: str) -> HttpResponse:
    return HttpResponse(
        conteudo, content_type=tipo, headers={"Content-Disposition": f'attachment; filename="{nome}"'}
    )
