"""HTTP door of the TISS web services: requests, WSDL and the official schemas."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from guiche.acesso.middleware import endereco
from guiche.integracao.soap.atendimento import atender, grande_demais
from guiche.tiss_xml.servicos import POR_NOME
from guiche.tiss_xml.versoes import Versao, registro
from guiche.tiss_xml.wsdl import wsdl

_NOMES = {nome.lower(): nome for nome in POR_NOME}
_XML = "text/xml; charset=ISO-8859-1"


@csrf_exempt
@require_http_methods(["GET", "POST"])
def servico(request: HttpRequest, versao: str, nome: str) -> HttpResponse:
    """One service in one version: ``?wsdl`` describes it; POST serves the message, which says itself which
    service and version it is of, whatever address it was sent to.
    """
    if request.method == "POST":
        return _atender(request)
    instalada, oficial = _versao(versao), _nome(nome)
    if "wsdl" not in {chave.lower() for chave in request.GET}:
        return HttpResponseRedirect(f"{request.path}?wsdl")
    pasta = request.build_absolute_uri(reverse("soap:xsd", args=[versao, "x"])).removesuffix("x")
    alvo = request.build_absolute_uri(request.path)
    return HttpResponse(wsdl(oficial, instalada, alvo, pasta_dos_xsd=pasta), content_type=_XML)


@require_GET
def xsd(request: HttpRequest, versao: str, arquivo: str) -> HttpResponse:
    """One official schema file, byte-identical."""
    try:
        return HttpResponse(registro.xsd(_versao(versao), arquivo), content_type=_XML)
    except KeyError as erro:
        raise Http404 from erro


def _atender(request: HttpRequest) -> HttpResponse:
    tipo = request.headers.get("Content-Type", "")
    try:
        retorno = atender(request.body, tipo=tipo, ip=endereco(request))
    except RequestDataTooBig:
        retorno = grande_demais(tipo)
    resposta = HttpResponse(retorno.corpo, status=retorno.situacao, content_type=retorno.tipo)
    resposta.do_cliente = retorno.do_cliente  # type: ignore[attr-defined]
    return resposta


def _versao(caminho: str) -> Versao:
    achada = next((versao for versao in registro.instaladas() if versao.caminho == caminho), None)
    if achada is None:
        raise Http404(f"A versão {caminho} do Padrão TISS não está instalada.")
    return achada


def _nome(nome: str) -> str:
    if nome.lower() not in _NOMES:
        raise Http404(f"Não há serviço {nome} no Padrão TISS.")
    return _NOMES[nome.lower()]


# Anybody may reach these addresses: the login travels inside the message, and the descriptions are public.
servico.publica = True  # type: ignore[attr-defined]
xsd.publica = True  # type: ignore[attr-defined]
