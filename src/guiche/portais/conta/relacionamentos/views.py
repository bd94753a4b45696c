"""Relationships of the logged person, whoever they act for: answer invitations, leave, look back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from guiche.acesso.models import Convite, Vinculo
from guiche.acesso.relacoes import DELEGADOS
from guiche.acesso.selectors.relacionamentos import convites_recebidos, vinculo_da_pessoa, vinculos_da_pessoa
from guiche.acesso.services import convites
from guiche.acesso.services.vinculos import deixar
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.acessos import ESTADOS
from guiche.portais.componentes.paginas import avisar, por_no_campo, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, pessoal
from guiche.portais.componentes.visual import Estado
from guiche.portais.conta.relacionamentos.forms import AceitarForm, RecusarForm


@dataclass(frozen=True, slots=True)
class Linha:
    """An access held. ``dialogo`` is the id of the question before leaving; empty for what can't be left."""

    vinculo: Vinculo
    estado: Estado
    em_uso: bool
    dialogo: str


@require_GET
@pessoal
def relacionamentos(request: HttpRequestComAtor) -> HttpResponse:
    """What waits for an answer, whom the person acts for, and what ended."""
    todos, dia = vinculos_da_pessoa(request.pessoa), hoje()
    abertos = [um for um in todos if _aberto(um, dia)]
    em_uso = request.ator.vinculo.pk if request.ator else None
    contexto = {
        "convites": convites_recebidos(request.pessoa),
        "abertos": [_linha(um, em_uso) for um in abertos],
        "passados": [um for um in todos if not _aberto(um, dia)],
    }
    return render(request, "conta/relacionamentos.html", contexto)


@require_GET
@pessoal
def convite(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One invitation: from whom, for whom, which roles, until when."""
    um = _um(request, pk)
    return _pagina(request, um, AceitarForm(limite=um.limite), RecusarForm())


@require_POST
@pessoal
def aceitar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Accept: it works at the next click."""
    um = _um(request, pk)
    form = AceitarForm(request.POST, limite=um.limite)
    if form.is_valid():
        try:
            convites.aceitar(request.pessoa, um, form.ultimo_dia(), _segredo(request))
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", f"Agora você pode atuar por {um.rotulo}", "Já vale: não precisa sair e entrar.")
            return seguir("conta:relacionamentos")
    return _pagina(request, um, form, RecusarForm())


@require_POST
@pessoal
def recusar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Refuse, saying why."""
    um, form = _um(request, pk), RecusarForm(request.POST)
    if form.is_valid():
        convites.recusar(request.pessoa, um, form.cleaned_data["motivo"], _segredo(request))
        avisar(request, "ok", "Convite recusado", "Quem convidou foi avisado.")
        return seguir("conta:relacionamentos")
    return _pagina(request, um, AceitarForm(limite=um.limite), form)


@require_POST
@pessoal
def sair(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Leave an access that somebody gave."""
    um = deixar(request.pessoa, vinculo_da_pessoa(request.pessoa, pk))
    avisar(request, "ok", f"Você já não atua por {um.rotulo}", "Para voltar, é preciso um convite novo.")
    return seguir("conta:relacionamentos")


def _linha(um: Vinculo, em_uso: int | None) -> Linha:
    dialogo = f"sair-{um.pk}" if um.tipo in DELEGADOS else ""
    return Linha(um, ESTADOS[um.situacao], um.pk == em_uso, dialogo)


def _um(request: HttpRequestComAtor, pk: int) -> Convite:
    return convites.convite_para(request.pessoa, pk, _segredo(request))


def _segredo(request: HttpRequestComAtor) -> str:
    return str(request.session.get(convites.SESSAO_CONVITE, ""))


def _aberto(vinculo: Vinculo, dia: date) -> bool:
    vencido = vinculo.vigencia_fim is not None and vinculo.vigencia_fim < dia
    return vinculo.situacao != Vinculo.Situacao.ENCERRADO and not vencido


def _pagina(request: HttpRequestComAtor, um: Convite, aceite: AceitarForm, recusa: RecusarForm) -> HttpResponse:
    status = 422 if aceite.errors or recusa.errors else 200
    contexto = {"convite": um, "aceite": aceite, "recusa": recusa}
    return render(request, "conta/convite.html", contexto, status=status)
