"""Informativos: write, look at it as it will be read, publish, replace, withdraw, and see who read."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.acesso.regras.textos import trechos
from guiche.comunicacao import estados, permissions
from guiche.comunicacao.models import Informativo
from guiche.comunicacao.selectors import informativos as leitura
from guiche.comunicacao.services import informativos as servico
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import avisar, por_no_campo, responder_formulario, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.informativos.forms import InformativoForm, InformativosForm, RetiradaForm, como_estava
from guiche.portais.operadora.informativos.tables import INFORMATIVOS, LEITURAS, do_informativo


@require_GET
@tela(permissao=permissions.INFORMATIVO_ESCREVER, portal="operadora")
def informativos(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every version of every informativo, with how many read it."""
    filtro = InformativosForm(request.GET)
    dados = filtro.cleaned_data if filtro.is_valid() else {}
    linhas = leitura.buscar(
        request.ator, texto=dados.get("q", ""), tipo=dados.get("tipo", ""), situacao=dados.get("situacao", "")
    )
    tabela = INFORMATIVOS.montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    rascunhos = leitura.buscar(request.ator, situacao=estados.RASCUNHO).count()
    return render(request, "operadora/informativos.html", {"tabela": tabela, "rascunhos": rascunhos})


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.INFORMATIVO_ESCREVER, portal="operadora")
def novo(request: HttpRequestComAtor) -> HttpResponse:
    """Write one."""
    return _escrever(request, InformativoForm(request.POST or None, request.FILES or None))


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.INFORMATIVO_ESCREVER, portal="operadora")
def nova_versao(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Write the version that will replace a published one."""
    anterior = leitura.informativos(request.ator).get(pk=pk, situacao=estados.PUBLICADO)
    form = InformativoForm(request.POST or None, request.FILES or None, initial=como_estava(anterior))
    return _escrever(request, form, anterior)


@require_GET
@tela(permissao=permissions.INFORMATIVO_ESCREVER, portal="operadora")
def informativo(request: HttpRequestComAtor, pk: int) -> HttpResponseBase:
    """One version as it is read, what can be done with it, and who read it."""
    um = leitura.buscar(request.ator).get(pk=pk)
    return _pagina(request, um, RetiradaForm())


@require_POST
@tela(permissao=permissions.INFORMATIVO_PUBLICAR, portal="operadora")
def publicar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Publish a draft."""
    servico.publicar_informativo(request.ator, pk)
    avisar(request, "ok", "Informativo publicado", "Quem o recebe é avisado no sino.")
    return seguir("operadora:informativo", pk)


@require_POST
@tela(permissao=permissions.INFORMATIVO_ESCREVER, portal="operadora")
def descartar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Give up a draft."""
    servico.descartar_rascunho(request.ator, pk)
    avisar(request, "ok", "Rascunho descartado")
    return seguir("operadora:informativo", pk)


@require_POST
@tela(permissao=permissions.INFORMATIVO_PUBLICAR, portal="operadora")
def retirar(request: HttpRequestComAtor, pk: int) -> HttpResponseBase:
    """Take a published one away, with the reason."""
    um = leitura.buscar(request.ator).get(pk=pk)
    form = RetiradaForm(request.POST)
    if not form.is_valid():
        return _pagina(request, um, form, status=422)
    servico.retirar_informativo(request.ator, pk, form.cleaned_data["motivo"])
    avisar(request, "ok", "Informativo retirado", "Quem o abrir lê o motivo.")
    return seguir("operadora:informativo", pk)


def _escrever(request: HttpRequestComAtor, form: InformativoForm, anterior: Informativo | None = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            feito = servico.escrever_informativo(request.ator, form.novo(), anterior.pk if anterior else None)
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            return seguir("operadora:informativo", feito.pk)
    return responder_formulario(request, "operadora/informativo_novo.html", form, {"anterior": anterior})


def _pagina(request: HttpRequestComAtor, um: Informativo, form: RetiradaForm, status: int = 200) -> HttpResponseBase:
    tabela = LEITURAS.montar(leitura.leituras(request.ator, um), request.GET)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    contexto = {
        "informativo": um,
        "estado": do_informativo(um),
        "partes": trechos(um.texto),
        "recebem": leitura.destinatarios(um).count(),
        "versoes": [(versao, do_informativo(versao)) for versao in leitura.versoes(request.ator, um)],
        "tabela": tabela,
        "form": form,
        "pode_publicar": request.ator.pode(permissions.INFORMATIVO_PUBLICAR),
        "acoes": {transicao.acao for transicao in estados.INFORMATIVO.acoes(um.situacao)},
    }
    return render(request, "operadora/informativo.html", contexto, status=status)
