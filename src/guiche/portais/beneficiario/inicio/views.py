"""Home of the beneficiário: the card's facts, the last attendances, what is being looked into."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guiche.acesso import assuntos
from guiche.acesso import permissions as acesso
from guiche.acesso.selectors.inicio import preferencias
from guiche.faturamento import permissions
from guiche.faturamento.selectors.extrato import casos
from guiche.faturamento.services.extrato import abrir_ultimos_atendimentos
from guiche.nucleo.relogio import hoje
from guiche.portais.beneficiario.familia.escolha import escolher
from guiche.portais.componentes.passos import no_inicio
from guiche.portais.componentes.telas import HttpRequestComAtor, tela


@require_GET
@tela(permissao=acesso.INICIO_VER, portal="beneficiario")
def inicio(request: HttpRequestComAtor) -> HttpResponse:
    """One page that answers: is anything waiting, and what was done lately.

    Twelve statements: seven that every page pays, the family's names, the cases, two for the attendances and one for
    what is remembered of the person. The first steps cost one more, until they are put away. Who reads somebody
    else's attendances leaves a trace, three more.
    """
    familia = escolher(request, assuntos.CARTAO)
    pode_contestar = request.ator.pode(permissions.ITEM_CONTESTAR)
    ve_extrato = request.ator.pode(permissions.EXTRATO_VER) and familia.ve_extrato
    todos = casos(request.ator) if pode_contestar else []
    return render(
        request,
        "beneficiario/inicio.html",
        {
            "familia": familia,
            "ve_extrato": ve_extrato,
            "ultimos": abrir_ultimos_atendimentos(request.ator, familia.pessoa) if ve_extrato else [],
            "abertos": [caso for caso in todos if caso.procede is None],
            "respondido": next((caso for caso in todos if caso.procede is not None), None),
            "pode_contestar": pode_contestar,
            "hoje": hoje(),
            "primeiros": no_inicio(request.pessoa, request.ator, preferencias(request.pessoa)),
        },
    )
