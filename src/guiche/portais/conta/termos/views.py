"""Terms: the page that asks before a portal opens, and everything the person accepted."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from guiche.acesso.models import AceiteDeTermo, Termo
from guiche.acesso.regras.aparelhos import nome_do_aparelho
from guiche.acesso.regras.textos import comparar, trechos
from guiche.acesso.selectors.termos import (
    aceite_da_pessoa,
    aceites_da_pessoa,
    aceito_antes,
    pendentes,
    rotulo_do_portal,
)
from guiche.acesso.services.termos import aceitar_termos
from guiche.nucleo.relogio import em_palavras
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes import html
from guiche.portais.componentes.baixar import bytes_de
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.telas import HttpRequestComAtor, destino_seguro, pessoal

ACEITES: Final = Tabela(
    id="aceites",
    rotulo="Termos que você aceitou",
    ordem="-aceito_em",
    linha_url=lambda aceite: reverse("conta:termo", args=[aceite.pk]),
    colunas=(
        ColunaDeTela("termo__titulo", "Termo", "texto", "termo__titulo"),
        ColunaDeTela("termo__operadora__nome_fantasia", "Operadora", "texto", "termo__operadora__nome_fantasia"),
        ColunaDeTela(
            "termo__get_portal_display",
            "Portal",
            "texto",
            desenho=lambda aceite: rotulo_do_portal(aceite.termo.portal),
        ),
        ColunaDeTela("termo__versao", "Versão", "inteiro", "termo__versao"),
        ColunaDeTela("aceito_em", "Aceito em", "data_hora", "aceito_em"),
        ColunaDeTela("em_vigor", "Em vigor", "texto", desenho=lambda aceite: _situacao(aceite)),
    ),
    vazio_titulo="Você ainda não aceitou nenhum termo",
    vazio_texto="Quando um portal pedir, o termo aparece antes da primeira tela, e fica guardado aqui.",
)


@pessoal
@require_GET
def termos(request: HttpRequestComAtor) -> HttpResponseBase:
    """What the person accepted, in every operadora."""
    aceites = aceites_da_pessoa(request.pessoa)
    tabela = ACEITES.montar(aceites, request.GET)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    return render(request, "conta/termos.html", {"tabela": tabela, "quantos": len(aceites)})


@pessoal
@never_cache
@require_http_methods(["GET", "POST"])
def aceitar(request: HttpRequestComAtor) -> HttpResponse:
    """Read and accept what the portal asks; nothing of it opens before. Not to accept is to leave."""
    destino = destino_seguro(request, request.GET.get("proxima", ""), reverse("publico:raiz"))
    faltam = pendentes(request.ator) if request.ator is not None else []
    if not faltam:
        return redirect(destino)
    erro = ""
    if request.method == "POST":
        try:
            _aceitar(request)
        except Recusa as recusa:
            erro = recusa.mensagem
        else:
            messages.success(request, "Aceite registrado. Você pode reler o termo em Minha conta.")
            return redirect(destino)
    pedidos = [_pedido(request, termo) for termo in faltam]
    contexto = {
        "pedidos": pedidos,
        "erro": erro,
        "nova_versao": any(pedido["antes"] for pedido in pedidos),
        "outros_contextos": len(request.vinculos) > 1,  # type: ignore[attr-defined]
    }
    return render(request, "conta/aceitar_termos.html", contexto, status=422 if erro else 200)


@pessoal
@require_GET
def termo(request: HttpRequestComAtor, aceite_id: int) -> HttpResponse:
    """One accepted text with its evidence."""
    aceite = aceite_da_pessoa(request.pessoa, aceite_id)
    return render(
        request,
        "conta/termo.html",
        {
            "aceite": aceite,
            "partes": trechos(aceite.termo.texto),
            "portal_do_termo": rotulo_do_portal(aceite.termo.portal),
            "aparelho": nome_do_aparelho(aceite.navegador),
        },
    )


@pessoal
@require_GET
def baixar(request: HttpRequestComAtor, aceite_id: int) -> HttpResponse:
    """The text and its evidence as a file."""
    aceite = aceite_da_pessoa(request.pessoa, aceite_id)
    nome = f"termo-{aceite.termo.operadora.registro_ans}-{aceite.termo.portal or 'todos'}-v{aceite.termo.versao}.txt"
    return bytes_de(_em_texto(aceite, request.pessoa.usuario.nome).encode(), nome, "text/plain; charset=utf-8")


def _pedido(request: HttpRequestComAtor, termo: Termo) -> dict[str, Any]:
    """A term as the page asks for it; who accepted an earlier version sees first what changed."""
    antes = aceito_antes(request.ator, termo)
    comparado = comparar(antes.texto, termo.texto) if antes else []
    return {
        "termo": termo,
        "partes": trechos(termo.texto),
        "marca": f"aceito-{termo.pk}",
        "antes": antes,
        "diferencas": [diferenca for diferenca in comparado if diferenca.mudanca != "igual"],
    }


def _aceitar(request: HttpRequestComAtor) -> None:
    """Raises Recusa when something shown was not ticked, or changed meanwhile."""
    mostrados = request.POST.getlist("termo")
    pares = [texto.partition(":") for texto in mostrados]
    if not pares or any(f"aceito-{pk}" not in request.POST for pk, _, _ in pares):
        raise Recusa("Marque que leu e concorda para continuar. Se não concorda, saia: nada foi registrado.")
    ids = [int(pk) if pk.isdecimal() else 0 for pk, _, _ in pares]
    aceitar_termos(request.pessoa, request.ator.operadora, ids, [sha for _, _, sha in pares])


def _situacao(aceite: AceiteDeTermo) -> str:
    if aceite.em_vigor:  # type: ignore[attr-defined]
        return html.estado("ok", "Em vigor")
    return html.estado("neutro", "Substituído")


def _em_texto(aceite: AceiteDeTermo, nome: str) -> str:
    termo = aceite.termo
    cabeca = [
        f"{termo.titulo} (versão {termo.versao})",
        f"{termo.operadora.nome_fantasia} · registro ANS {termo.operadora.registro_ans}",
        f"Portal: {rotulo_do_portal(termo.portal)}",
        f"Publicado em {em_palavras(termo.publicado_em)}",
        f"Aceito por {nome} em {em_palavras(aceite.aceito_em)}",
        f"Endereço de rede: {aceite.ip or 'não conhecido'} · {nome_do_aparelho(aceite.navegador)}",
        f"Resumo do texto (SHA-256): {aceite.sha256}",
    ]
    return "\n".join([*cabeca, "", "-" * 72, "", termo.texto, ""])
