"""What every logged person has: contexts, preferences, notices, search, files."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.acesso import contas, permissions
from guiche.acesso.models import TEMAS
from guiche.acesso.services.preferencias import mudar_preferencias
from guiche.comunicacao import permissions as permissoes_da_comunicacao
from guiche.comunicacao.models import Notificacao
from guiche.comunicacao.selectors.avisos import (
    contexto_do_aviso,
    dados_do_aviso,
    notificacao,
    notificacoes,
    novas_da_pessoa,
)
from guiche.comunicacao.services.avisos import marcar_lidas
from guiche.documentos import permissions as permissoes_dos_documentos
from guiche.documentos.services import abrir
from guiche.portais.componentes.baixar import guardado
from guiche.portais.componentes.busca import buscar
from guiche.portais.componentes.telas import (
    TODOS,
    HttpRequestComAtor,
    destino_seguro,
    pessoal,
    publica,
    tela,
)
from guiche.portais.publico.entrada import deixar

SIM_OU_NAO = frozenset({"sim", "nao"})
AVISOS_POR_PAGINA = 50


@publica
@require_POST
def sair(request: HttpRequest) -> HttpResponse:
    """Leave: the session ends on the server."""
    deixar(request)
    return redirect("publico:entrar")


@tela(permissao=permissions.CONTEXTO_TROCAR, portal=TODOS)
@require_GET
def contextos(request: HttpRequestComAtor) -> HttpResponse:
    """Everything the person may act as; right after the first login with several, the question which one."""
    return render(
        request,
        "publico/contextos.html",
        {
            "vinculos": request.vinculos,  # type: ignore[attr-defined]
            "primeira": "primeira" in request.GET,
            "proxima": request.GET.get("proxima", ""),
        },
    )


@tela(permissao=permissions.CONTEXTO_TROCAR, portal=TODOS)
@require_POST
def trocar(request: HttpRequestComAtor, vinculo_id: int) -> HttpResponse:
    """Switch whom the person acts for, without leaving."""
    vinculo = next((v for v in request.vinculos if v.pk == vinculo_id), None)  # type: ignore[attr-defined]
    if vinculo is None:
        raise Http404
    contas.trocar_contexto(request, vinculo)
    messages.success(request, f"Agora você atua por {vinculo.rotulo}.")
    destino = destino_seguro(request, request.POST.get("proxima", ""), "")
    return redirect(destino if destino.startswith(f"/{vinculo.portal}/") else f"{vinculo.portal}:inicio")


@tela(permissao=permissions.PREFERENCIAS_MUDAR, portal=TODOS)
@require_POST
def preferencias(request: HttpRequestComAtor) -> HttpResponse:
    """Light, dark or as the device; whether notices pop up; whether the screens have keys."""
    tema, ao_vivo, teclas = (request.POST.get(nome, "") for nome in ("tema", "avisos_ao_vivo", "teclas"))
    if tema in TEMAS:
        mudar_preferencias(request.pessoa, tema=tema)
    if teclas in SIM_OU_NAO:
        mudar_preferencias(request.pessoa, teclas=teclas == "sim")
        messages.success(
            request,
            "Teclas de atalho ligadas."
            if teclas == "sim"
            else "Teclas de atalho desligadas. Alt+P continua funcionando.",
        )
    if ao_vivo in SIM_OU_NAO:
        mudar_preferencias(request.pessoa, avisos_ao_vivo=ao_vivo == "sim")
        messages.success(
            request, "Os avisos aparecem na hora." if ao_vivo == "sim" else "Nenhum aviso aparece sozinho."
        )
    return redirect(destino_seguro(request, request.headers.get("Referer", ""), "/"))


@pessoal
@require_GET
def renovar(request: HttpRequestComAtor) -> HttpResponse:
    """Keep the session alive; the middleware moves its end."""
    return HttpResponse(status=204)


@tela(permissao=permissions.PREFERENCIAS_MUDAR, portal=TODOS)
@require_GET
def teclas(request: HttpRequestComAtor) -> HttpResponse:
    """The keys of the portal and how to turn them off (WCAG 2.1.4)."""
    return render(request, "publico/teclas.html")


@tela(permissao=permissions.PREFERENCIAS_MUDAR, portal=TODOS)
@require_GET
def buscar_pagina(request: HttpRequestComAtor) -> HttpResponse:
    """The one search as a page, for who has no script."""
    consulta = request.GET.get("q", "")
    return render(request, "publico/buscar.html", {"consulta": consulta, "grupos": _achados(request, consulta)})


@tela(permissao=permissions.PREFERENCIAS_MUDAR, portal=TODOS)
@require_GET
def paleta(request: HttpRequestComAtor) -> HttpResponse:
    """Answers of the search palette."""
    consulta = request.GET.get("q", "")
    return render(
        request,
        "componentes/paleta_achados.html",
        {"consulta": consulta, "grupos": _achados(request, consulta)},
    )


@tela(permissao=permissoes_da_comunicacao.NOTIFICACAO_LER, portal=TODOS)
@require_http_methods(["GET", "POST"])
def avisos(request: HttpRequestComAtor) -> HttpResponse:
    """The person's notices; POST marks all as read."""
    if request.method == "POST":
        quantas = marcar_lidas(request.ator)
        messages.success(request, f"{quantas} avisos marcados como lidos." if quantas else "Nada a marcar.")
        return redirect("publico:avisos")
    lista = [
        (aviso, _e_deste_contexto(request, aviso)) for aviso in notificacoes(request.ator, quantas=AVISOS_POR_PAGINA)
    ]
    return render(request, "publico/avisos.html", {"avisos": lista, "limite": AVISOS_POR_PAGINA})


@tela(permissao=permissoes_da_comunicacao.NOTIFICACAO_LER, portal=TODOS)
@require_GET
def aviso(request: HttpRequestComAtor, aviso_id: int) -> HttpResponse:
    """Open what a notice is about, in the context it belongs to; the notice is read by that."""
    alvo = notificacao(request.ator, aviso_id)
    vinculo = contexto_do_aviso(request.ator, alvo, request.vinculos)  # type: ignore[attr-defined]
    if vinculo is None:
        messages.warning(request, f"Este aviso é de {alvo.contexto}, e você não atua mais por lá.")
        return redirect("publico:avisos")
    marcar_lidas(request.ator, [alvo.pk])
    if vinculo.pk != request.ator.vinculo.pk:
        contas.trocar_contexto(request, vinculo)
        messages.success(request, f"Agora você atua por {vinculo.rotulo}.")
    return redirect(destino_seguro(request, alvo.url, "publico:avisos"))


@tela(permissao=permissoes_da_comunicacao.NOTIFICACAO_LER, portal=TODOS)
@require_GET
def avisos_novos(request: HttpRequestComAtor) -> HttpResponse:
    """Pop-ups after one notice, for a page whose live channel is down; looking does not renew the session."""
    request.nao_renova_sessao = True  # type: ignore[attr-defined]
    depois = request.GET.get("depois", "")
    if not request.ator.usuario.avisos_ao_vivo or not (depois.isascii() and depois.isdigit()):
        return HttpResponse(status=204)
    novos = novas_da_pessoa(request.ator.usuario.pk, int(depois[:18]))
    return render(request, "componentes/avisos_novos.html", {"avisos": [dados_do_aviso(aviso) for aviso in novos]})


def _achados(request: HttpRequestComAtor, consulta: str) -> list[dict[str, object]]:
    return buscar(request.ator, consulta, request.vinculos)  # type: ignore[attr-defined]


def _e_deste_contexto(request: HttpRequestComAtor, aviso: Notificacao) -> bool:
    return contexto_do_aviso(request.ator, aviso, [request.ator.vinculo]) is not None


@tela(permissao=permissoes_dos_documentos.ARQUIVO_ABRIR, portal=TODOS)
@require_GET
def arquivo(request: HttpRequestComAtor, arquivo_id: int) -> HttpResponseBase:
    """The one door to private files."""
    return guardado(abrir(request.ator, arquivo_id))
