"""Upload, progress, findings and sending of a lote."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from guiche.documentos import permissions as documentos_permissions
from guiche.documentos.services import abrir
from guiche.faturamento import permissions
from guiche.faturamento.models import Conferencia
from guiche.faturamento.selectors import achados
from guiche.faturamento.selectors.do_prestador import buscar_conferencias, em_andamento
from guiche.faturamento.selectors.lotes import conferencias as visiveis
from guiche.faturamento.services.conferencias import (
    abrir_conferencias,
    conferir_arquivo,
    enviar_conferencia,
)
from guiche.faturamento.services.reconferencia import conferir_de_novo, separar_certas
from guiche.nucleo.permissoes import impedimento
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.baixar import guardado
from guiche.portais.componentes.paginas import avisar, ids_pedidos, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.conferencias.forms import ConferenciasForm, EnvioForm, GuiasForm
from guiche.portais.prestador.conferencias.tables import CONFERENCIAS, GUIAS
from guiche.portais.prestador.motivos import motivo
from guiche.portais.prestador.prazos import entrega_do_contrato
from guiche.portais.prestador.situacoes import DA_CONFERENCIA, SAIDA_DO_ACHADO

# Up to this size the answer comes in under two seconds, so the person waits for it instead of polling.
NA_HORA = 2_000_000


@tela(permissao=permissions.LOTE_CONFERIR, portal="prestador")
def conferencias(request: HttpRequestComAtor) -> HttpResponseBase:
    """Upload, and the list of what was checked."""
    form = EnvioForm()
    if request.method == "POST":
        form = EnvioForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                return _receber(request, form)
            except Recusa as recusa:
                form.add_error("arquivos", recusa.mensagem)
    filtro = ConferenciasForm(request.GET)
    escolhas = filtro.cleaned_data if filtro.is_valid() else {}
    tabela = CONFERENCIAS.montar(
        buscar_conferencias(request.ator, texto=escolhas.get("q", ""), situacao=escolhas.get("situacao", "")),
        request.GET,
        filtro,
    )
    if (arquivo_pedido := tabela.exportacao()) is not None:
        return arquivo_pedido
    contexto = {"form": form, "tabela": tabela, "entrega": entrega_do_contrato(request.ator, hoje())}
    return render(request, "prestador/conferencias.html", contexto, status=422 if form.errors else 200)


def _receber(request: HttpRequestComAtor, form: EnvioForm) -> HttpResponse:
    recebidos = [(arquivo.name or "lote.xml", arquivo.read()) for arquivo in form.cleaned_data["arquivos"]]
    abertas = abrir_conferencias(request.ator, recebidos)
    if len(abertas) == 1 and abertas[0].arquivo.tamanho < NA_HORA:
        conferir_arquivo(request.ator, abertas[0])
        return seguir("prestador:conferencia", abertas[0].pk)
    ids = ",".join(str(aberta.pk) for aberta in abertas)
    return seguir(f"{reverse('prestador:andamento')}?ids={ids}")


@require_GET
@tela(permissao=permissions.LOTE_CONFERIR, portal="prestador")
def andamento(request: HttpRequestComAtor) -> HttpResponse:
    """How far the checking of one upload has come; survives leaving the page."""
    return render(request, "prestador/andamento.html", _andamento(request))


@require_GET
@tela(permissao=permissions.LOTE_CONFERIR, portal="prestador")
def andamento_parcial(request: HttpRequestComAtor) -> HttpResponse:
    """The part of the progress page that asks for itself every two seconds until it ends."""
    return render(request, "prestador/andamento_parcial.html", _andamento(request))


def _andamento(request: HttpRequestComAtor) -> dict[str, object]:
    pedidos = request.GET.get("ids", "")
    linhas = em_andamento(request.ator, ids_pedidos(pedidos.split(","))[:200])
    feitas = [linha for linha in linhas if linha.situacao != Conferencia.Situacao.NA_FILA]
    return {
        "ids": pedidos,
        "linhas": [(linha, DA_CONFERENCIA[linha.situacao]) for linha in linhas],
        "feitas": len(feitas),
        "total": len(linhas),
        "terminou": len(feitas) == len(linhas),
        "em_risco": sum(linha.valor_em_risco for linha in feitas),
        "recusadas": sum(1 for linha in feitas if linha.situacao == Conferencia.Situacao.RECUSADA),
    }


@require_GET
@tela(permissao=permissions.LOTE_CONFERIR, portal="prestador")
def conferencia(request: HttpRequestComAtor, pk: int) -> HttpResponseBase:
    """What would happen if this file were sent today."""
    uma = visiveis(request.ator).get(pk=pk)
    filtro = GuiasForm(request.GET)
    escolhas = filtro.cleaned_data if filtro.is_valid() else {}
    guias = achados.guias_conferidas(uma, texto=escolhas.get("q", ""), situacao=escolhas.get("situacao", ""))
    tabela = GUIAS.montar(guias, request.GET, filtro)
    if (arquivo_pedido := tabela.exportacao()) is not None:
        return arquivo_pedido
    causas = [
        (causa, motivo(causa.codigo) or causa.titulo, SAIDA_DO_ACHADO[causa.resolve_em])
        for causa in achados.causas(uma)
    ]
    return render(
        request,
        "prestador/conferencia.html",
        {
            "conferencia": uma,
            "estado": DA_CONFERENCIA[uma.situacao],
            "defeito": achados.defeito(uma),
            "causas": [linha for linha in causas if not linha[0].alerta],
            "alertas": [linha for linha in causas if linha[0].alerta],
            "certas": uma.quantidade_guias - uma.guias_com_achado,
            "tabela": tabela,
            "entrega": entrega_do_contrato(request.ator, hoje()),
            "pode_enviar": request.ator.pode(permissions.LOTE_ENVIAR),
            "impedimento": impedimento(request.ator, permissions.LOTE_ENVIAR),
        },
    )


@require_GET
@tela(permissao=documentos_permissions.ARQUIVO_ABRIR, portal="prestador")
def arquivo(request: HttpRequestComAtor, pk: int) -> FileResponse:
    """What was checked: as it came, or, once sent, as the lote keeps it."""
    return guardado(abrir(request.ator, visiveis(request.ator).get(pk=pk).arquivo_id))


@require_POST
@tela(permissao=permissions.LOTE_CONFERIR, portal="prestador")
def conferir(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Check the same file again."""
    uma = conferir_de_novo(request.ator, visiveis(request.ator).get(pk=pk))
    avisar(request, "ok", "Arquivo conferido de novo", "As regras e os cadastros são os de agora.")
    return seguir("prestador:conferencia", uma.pk)


@require_POST
@tela(permissao=permissions.LOTE_CONFERIR, portal="prestador")
def separar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Make, and check, a lote with only the guias without findings."""
    nova = separar_certas(request.ator, visiveis(request.ator).get(pk=pk))
    avisar(
        request,
        "ok",
        f"Lote só com as {nova.quantidade_guias} guias certas",
        "Confira e envie. As outras continuam no arquivo original.",
    )
    return seguir("prestador:conferencia", nova.pk)


@require_POST
@tela(permissao=permissions.LOTE_ENVIAR, portal="prestador")
def enviar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Send the checked bytes; a second click shows the same protocolo."""
    uma = visiveis(request.ator).get(pk=pk)
    recebimento = enviar_conferencia(request.ator, uma)
    if recebimento.lote is None:
        motivo = recebimento.recusa.descricao if recebimento.recusa else ""
        avisar(request, "erro", "O lote não foi recebido", motivo)
        return seguir("prestador:conferencia", uma.pk)
    return seguir("prestador:protocolo", recebimento.lote.pk)
