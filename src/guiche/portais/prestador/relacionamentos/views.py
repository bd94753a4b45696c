"""Relationships of the prestador: list, exact search, invitation, roles, term, end and review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.acesso import permissions
from guiche.acesso.models import Convite, Vinculo
from guiche.acesso.selectors import relacionamentos as selectors_relacionamentos
from guiche.acesso.selectors.relacionamentos import (
    PENDENTE,
    Filtro,
    a_revisar,
    convites_do_prestador,
    nome_do_convidado,
    papeis_para_o_vinculo,
    papeis_que_pode_dar,
    periodos_da_pessoa,
    por_email,
    revisao_vencida,
    situacao_do_convite,
    vinculos_do_prestador,
)
from guiche.acesso.services import convites, vinculos
from guiche.acesso.services.procura import escolhida, procurar_pessoa, resumo_da_chave
from guiche.cadastro import permissions as do_cadastro
from guiche.cadastro.operacoes import quem_procurar
from guiche.cadastro.selectors.prestadores import falta_no_cadastro, prestador_do_ator, situacao_na_operadora
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.acessos import ESPERA_A_PESSOA, ESTADOS, MotivoForm, do_convite, do_vinculo
from guiche.portais.componentes.paginas import avisar, por_no_campo, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.relacionamentos.forms import (
    BuscaForm,
    ConviteForm,
    CorpoClinicoForm,
    PapeisForm,
    PrazoForm,
    ReenvioForm,
    RelacionamentosForm,
)
from guiche.portais.prestador.relacionamentos.tables import (
    CORPO_CLINICO,
    DO_CREDENCIAMENTO,
    FALTA_ALGO,
    RELACIONAMENTOS,
    documento_mascarado,
)


@dataclass(frozen=True, slots=True)
class Mudanca:
    """A form sent about one access; ``nome`` is what the page calls it."""

    vinculo: Vinculo
    nome: str
    form: forms.Form


@require_GET
@tela(permissao=permissions.RELACIONAMENTO_VER, portal="prestador")
def relacionamentos(request: HttpRequestComAtor) -> HttpResponseBase:
    """The contract with the operadora, and everybody who acts, acted or was invited to act for the prestador."""
    filtro = RelacionamentosForm(request.GET)
    escolhas = filtro.cleaned_data if filtro.is_valid() else {}
    linhas = selectors_relacionamentos.relacionamentos(request.ator)
    mostradas = selectors_relacionamentos.filtrar(
        linhas,
        Filtro(escolhas.get("q", ""), escolhas.get("situacao", ""), bool(escolhas.get("pendentes"))),
    )
    tabela = RELACIONAMENTOS.montar(mostradas, request.GET, filtro)
    if (arquivo_pedido := tabela.exportacao()) is not None:
        return arquivo_pedido
    prestador, dia = prestador_do_ator(request.ator), hoje()
    situacao, falta = situacao_na_operadora(prestador, dia), falta_no_cadastro(prestador, dia)
    contexto = {
        "tabela": tabela,
        "situacao": situacao,
        "estado": FALTA_ALGO if situacao.codigo == "ativo" and falta else DO_CREDENCIAMENTO[situacao.codigo],
        "falta": falta,
        "quem_procurar": quem_procurar(request.ator.operadora),
        "ve_cadastro": request.ator.pode(do_cadastro.PROPRIO_VER),
        "ativos": sum(linha.situacao == Vinculo.Situacao.ATIVO for linha in linhas),
        "pendentes": sum(linha.situacao == PENDENTE for linha in linhas),
        "a_confirmar": sum(linha.confirmar for linha in linhas),
        "pode_convidar": request.ator.pode(permissions.RELACIONAMENTO_GERIR),
    }
    return render(request, "prestador/relacionamentos.html", contexto)


@require_GET
@tela(permissao=permissions.RELACIONAMENTO_VER, portal="prestador")
def corpo_clinico(request: HttpRequestComAtor) -> HttpResponseBase:
    """Professionals of the institution, with dates, from the operadora's register."""
    filtro = CorpoClinicoForm(request.GET)
    escolhas = filtro.cleaned_data if filtro.is_valid() else {}
    linhas = selectors_relacionamentos.corpo_clinico(request.ator, escolhas.get("q", ""))
    tabela = CORPO_CLINICO.montar(linhas, request.GET, filtro)
    if (arquivo_pedido := tabela.exportacao()) is not None:
        return arquivo_pedido
    return render(request, "prestador/relacionamentos_corpo.html", {"tabela": tabela})


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.RELACIONAMENTO_GERIR, portal="prestador")
def novo(request: HttpRequestComAtor) -> HttpResponse:
    """Exact search; who is found shows only initials, and the roles are chosen right there."""
    form = BuscaForm(request.POST if request.method == "POST" else None)
    contexto: dict[str, Any] = {"form": form, "procurou": False}
    if request.method == "POST" and form.is_valid():
        try:
            achada = procurar_pessoa(request.ator, form.busca())
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            contexto |= {"procurou": True, "achada": achada}
            if achada:
                contexto["convite"] = _convite_form(request.ator, initial={"chave": achada.chave})
    status = 422 if form.errors else 200
    return render(request, "prestador/relacionamento_novo.html", contexto, status=status)


@require_POST
@tela(permissao=permissions.RELACIONAMENTO_GERIR, portal="prestador")
def enviar(request: HttpRequestComAtor) -> HttpResponse:
    """Send the invitation to who was found."""
    form = _convite_form(request.ator, request.POST)
    if form.is_valid():
        quem = escolhida(request.ator, form.cleaned_data["chave"])
        try:
            feito = convites.convidar(
                request.ator,
                convites.NovoConvite(
                    Convite.Tipo.SECRETARIADO,
                    form.escolhidos(),
                    email=quem.email,
                    usuario=quem.usuario,
                    limite=form.cleaned_data["limite"],
                    dados={"mensagem": form.cleaned_data["mensagem"], "por": quem.por},
                ),
            )
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", "Convite enviado", "Você é avisado quando a pessoa responder.")
            return seguir("prestador:relacionamento_convite", feito.pk)
    achada = resumo_da_chave(request.ator, request.POST.get("chave", ""))
    contexto = {"form": BuscaForm(), "procurou": True, "achada": achada, "convite": form}
    return render(request, "prestador/relacionamento_novo.html", contexto, status=422)


@require_GET
@tela(permissao=permissions.RELACIONAMENTO_VER, portal="prestador")
def vinculo(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One access: roles, term, state, every period of the person, and what happened."""
    return _pagina_do_vinculo(request, _um(request, pk))


@require_POST
@tela(permissao=permissions.RELACIONAMENTO_VER, portal="prestador")
def papeis(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Other roles, in force at the person's next click."""
    um = _um(request, pk)
    form = PapeisForm(request.POST, papeis=papeis_para_o_vinculo(request.ator, um))
    return _mudar(
        request,
        Mudanca(um, "papeis", form),
        lambda: vinculos.mudar_papeis(request.ator, um, form.escolhidos()),
        "Papéis mudados: valem a partir do próximo clique da pessoa",
    )


@require_POST
@tela(permissao=permissions.RELACIONAMENTO_VER, portal="prestador")
def prazo(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Another ceiling of the term."""
    um, form = _um(request, pk), PrazoForm(request.POST)
    return _mudar(
        request,
        Mudanca(um, "prazo", form),
        lambda: vinculos.mudar_prazo(request.ator, um, form.cleaned_data["limite"]),
        "Prazo mudado",
    )


@require_POST
@tela(permissao=permissions.RELACIONAMENTO_VER, portal="prestador")
def suspender(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Stop an access for a while."""
    um, form = _um(request, pk), MotivoForm(request.POST, auto_id="suspensao_%s")
    return _mudar(
        request,
        Mudanca(um, "suspensao", form),
        lambda: vinculos.suspender(request.ator, um, form.cleaned_data["motivo"]),
        "Acesso suspenso: a pessoa já não entra por vocês",
    )


@require_POST
@tela(permissao=permissions.RELACIONAMENTO_VER, portal="prestador")
def reativar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Give it back."""
    um = vinculos.reativar(request.ator, _um(request, pk))
    avisar(request, "ok", "Acesso reativado", "Vale a partir do próximo clique da pessoa.")
    return seguir("prestador:relacionamento", um.pk)


@require_POST
@tela(permissao=permissions.RELACIONAMENTO_VER, portal="prestador")
def encerrar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """End an access for good."""
    um, form = _um(request, pk), MotivoForm(request.POST, auto_id="encerramento_%s")
    return _mudar(
        request,
        Mudanca(um, "encerramento", form),
        lambda: vinculos.encerrar(request.ator, um, form.cleaned_data["motivo"]),
        "Acesso encerrado: a pessoa já não entra por vocês",
    )


@require_POST
@tela(permissao=permissions.RELACIONAMENTO_VER, portal="prestador")
def confirmar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """In the review: this person still needs the access."""
    um = vinculos.confirmar_acesso(request.ator, _um(request, pk))
    avisar(request, "ok", f"Acesso de {um.usuario.nome} confirmado")
    return seguir("prestador:relacionamentos_revisao")


@require_GET
@tela(permissao=permissions.RELACIONAMENTO_GERIR, portal="prestador")
def revisao(request: HttpRequestComAtor) -> HttpResponse:
    """Who must be confirmed in the periodic review."""
    linhas = a_revisar(request.ator)
    contexto = {"linhas": [(linha, vinculos.pode_gerir(request.ator, linha)) for linha in linhas]}
    return render(request, "prestador/relacionamentos_revisao.html", contexto)


@require_GET
@tela(permissao=permissions.RELACIONAMENTO_VER, portal="prestador")
def convite(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One invitation: what was offered, until when it may be answered, how it ended."""
    um: Convite = convites_do_prestador(request.ator).get(pk=pk)
    if um.vinculo_id is not None:
        return seguir("prestador:relacionamento", um.vinculo_id)
    situacao = situacao_do_convite(um)
    contexto = {
        "convite": um,
        "nome": nome_do_convidado(um),
        "estado": ESTADOS[situacao],
        "situacao": situacao,
        "passos": do_convite(eventos.historico(um), ESPERA_A_PESSOA),
        "pode_gerir": situacao == PENDENTE and convites.pode_gerir(request.ator, um),
        "reenvio": ReenvioForm(initial={"email": um.email}) if por_email(um) else None,
    }
    return render(request, "prestador/relacionamento_convite.html", contexto)


@require_POST
@tela(permissao=permissions.RELACIONAMENTO_VER, portal="prestador")
def reenviar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Send the invitation again, to another address if the first was mistyped."""
    form = ReenvioForm(request.POST)
    um = convites_do_prestador(request.ator).get(pk=pk)
    if not form.is_valid():
        raise Recusa("Confira o e-mail: este endereço não existe.")
    convites.reenviar(request.ator, um, form.cleaned_data["email"])
    avisar(request, "ok", "Convite reenviado", "O link anterior deixou de valer.")
    return seguir("prestador:relacionamento_convite", pk)


@require_POST
@tela(permissao=permissions.RELACIONAMENTO_VER, portal="prestador")
def cancelar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Withdraw an invitation."""
    convites.cancelar(request.ator, convites_do_prestador(request.ator).get(pk=pk))
    avisar(request, "ok", "Convite cancelado", "O link enviado deixou de valer.")
    return seguir("prestador:relacionamento_convite", pk)


def _convite_form(ator: Ator, *args: Any, **kwargs: Any) -> ConviteForm:
    form = ConviteForm(*args, papeis=papeis_que_pode_dar(ator, Convite.Tipo.SECRETARIADO), **kwargs)
    form.fields["limite"].initial = convites.limite_sugerido(ator, Convite.Tipo.SECRETARIADO)
    return form


def _um(request: HttpRequestComAtor, pk: int) -> Vinculo:
    um: Vinculo = vinculos_do_prestador(request.ator).get(pk=pk)
    return um


def _mudar(request: HttpRequestComAtor, mudanca: Mudanca, fazer: Callable[[], Any], feito: str) -> HttpResponse:
    """Do it and go back to the person; a form that was refused stands on the page with its error."""
    form = mudanca.form
    if form.is_valid():
        try:
            fazer()
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", feito)
            return seguir("prestador:relacionamento", mudanca.vinculo.pk)
    return _pagina_do_vinculo(request, _um(request, mudanca.vinculo.pk), {mudanca.nome: form})


def _pagina_do_vinculo(
    request: HttpRequestComAtor, um: Vinculo, recusados: dict[str, forms.Form] | None = None
) -> HttpResponse:
    pode = vinculos.pode_gerir(request.ator, um) and um.situacao != Vinculo.Situacao.ENCERRADO
    papeis_possiveis = papeis_para_o_vinculo(request.ator, um) if pode else []
    atuais = [str(papel.pk) for papel in um.perfis.all()]
    contexto = {
        "vinculo": um,
        "estado": ESTADOS[um.situacao],
        "documento": documento_mascarado(um.usuario.documento),
        "pode_gerir": pode,
        "a_confirmar": pode and revisao_vencida(um),
        "periodos": [(outro, ESTADOS[outro.situacao]) for outro in periodos_da_pessoa(request.ator, um)],
        "passos": do_vinculo(eventos.historico(um)),
        "papeis": PapeisForm(papeis=papeis_possiveis, initial={"perfis": atuais}),
        "prazo": PrazoForm(initial={"limite": um.limite}),
        "suspensao": MotivoForm(auto_id="suspensao_%s"),
        "encerramento": MotivoForm(auto_id="encerramento_%s"),
        **(recusados or {}),
    }
    return render(request, "prestador/relacionamento.html", contexto, status=422 if recusados else 200)
