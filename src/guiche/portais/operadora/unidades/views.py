"""Units of the operadora: created, renamed, deactivated; and which one looks after a prestador."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.acesso.permissions import EQUIPE_VER
from guiche.acesso.selectors.unidades import unidade_com_uso, unidades_com_uso
from guiche.cadastro import permissions
from guiche.cadastro.models import Unidade
from guiche.cadastro.selectors.prestadores import prestadores
from guiche.cadastro.selectors.unidades import ativas, passagens_do_prestador
from guiche.cadastro.selectors.unidades import unidade as uma_unidade
from guiche.cadastro.services import unidades as verbos
from guiche.nucleo import eventos
from guiche.nucleo.models import Evento
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import avisar, por_no_campo, responder_formulario, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.componentes.visual import Passo, Tom
from guiche.portais.operadora.unidades.forms import UnidadeDoPrestadorForm, UnidadeForm
from guiche.portais.operadora.unidades.tables import DA_UNIDADE, UNIDADES

GERIR = permissions.UNIDADE_GERIR
_ATOS: Final[dict[str, tuple[str, Tom, str]]] = {
    "criar": ("Criada", "ok", "check"),
    "mudar": ("Código ou nome mudado", "ok", "editar"),
    "desativar": ("Desativada", "neutro", "proibido"),
    "reativar": ("Reativada", "ok", "check"),
}


@require_GET
@tela(permissao=GERIR, portal="operadora")
def unidades(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every unit within reach, with how many prestadores and people are in each."""
    tabela = UNIDADES.montar(unidades_com_uso(request.ator), request.GET)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    sem_unidade = 0 if request.ator.unidades else prestadores(request.ator).filter(unidade__isnull=True).count()
    return render(request, "operadora/unidades.html", {"tabela": tabela, "sem_unidade": sem_unidade})


@require_http_methods(["GET", "POST"])
@tela(permissao=GERIR, portal="operadora")
def nova(request: HttpRequestComAtor) -> HttpResponse:
    """Create one."""
    form = UnidadeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            feita = verbos.criar_unidade(request.ator, form.cleaned_data["codigo"], form.cleaned_data["nome"])
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", f"{feita.nome} criada", "Diga de quais prestadores ela cuida na página de cada um.")
            return seguir("operadora:unidades")
    return responder_formulario(request, "operadora/unidade_nova.html", form)


@require_http_methods(["GET", "POST"])
@tela(permissao=GERIR, portal="operadora")
def unidade(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One unit: what is in it, its history; POST renames it."""
    uma = unidade_com_uso(request.ator, pk)
    form = UnidadeForm(request.POST or None, initial={"codigo": uma.codigo, "nome": uma.nome})
    if request.method == "POST" and form.is_valid():
        try:
            verbos.mudar_unidade(request.ator, uma, form.cleaned_data["codigo"], form.cleaned_data["nome"])
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", "Unidade gravada", "Quem atua nela vê o nome novo no próximo clique.")
            return seguir("operadora:unidade", pk)
    contexto = {
        "unidade": uma,
        "estado": DA_UNIDADE[uma.ativa],
        "passos": [_passo(evento) for evento in eventos.historico(uma)],
        "ve_equipe": request.ator.pode(EQUIPE_VER),
    }
    return responder_formulario(request, "operadora/unidade.html", form, contexto)


@require_POST
@tela(permissao=GERIR, portal="operadora")
def desativar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Offer it to nobody any more; refused while something uses it."""
    return _avisar(request, verbos.desativar_unidade(request.ator, uma_unidade(request.ator, pk)))


@require_POST
@tela(permissao=GERIR, portal="operadora")
def reativar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Offer it again."""
    return _avisar(request, verbos.reativar_unidade(request.ator, uma_unidade(request.ator, pk)))


@require_http_methods(["GET", "POST"])
@tela(permissao=GERIR, portal="operadora")
def do_prestador(request: HttpRequestComAtor, prestador_id: int) -> HttpResponse:
    """Which unit looks after a prestador, and which did."""
    prestador = prestadores(request.ator).select_related("unidade").get(pk=prestador_id)
    form = UnidadeDoPrestadorForm(
        request.POST if request.method == "POST" else None,
        unidades=list(ativas(request.ator)),
        initial={"unidade": str(prestador.unidade_id or "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            feito = verbos.mudar_unidade_do_prestador(request.ator, prestador, form.escolhida())
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            onde = f"Quem cuida é {feito.unidade}." if feito.unidade else "Só quem vê todas as unidades cuida dele."
            avisar(request, "ok", "Unidade gravada", f"{onde} Vale no próximo clique de cada pessoa.")
            return seguir("operadora:prestador", prestador_id)
    contexto = {"prestador": prestador, "passagens": passagens_do_prestador(request.ator, prestador)}
    return responder_formulario(request, "operadora/unidade_do_prestador.html", form, contexto)


def _passo(evento: Evento) -> Passo:
    titulo, tom, icone = _ATOS[evento.fato["acao"]]
    return Passo(titulo, f"Por {evento.quem},", evento.criado_em, tom, icone)


def _avisar(request: HttpRequestComAtor, uma: Unidade) -> HttpResponse:
    avisar(request, "ok", f"{uma.nome} {'ativa' if uma.ativa else 'desativada'}")
    return seguir("operadora:unidade", uma.pk)
