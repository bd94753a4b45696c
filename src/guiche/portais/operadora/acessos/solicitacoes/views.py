"""Queue of requests for access: one per type, by deadline; each beside the registers, and its answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from guiche.acesso import permissions
from guiche.acesso.models import SolicitacaoDeAcesso
from guiche.acesso.selectors import solicitacoes as leituras
from guiche.acesso.services import solicitacoes as verbos
from guiche.comunicacao.relatorios import rotulos
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import por_no_campo, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.componentes.visual import Passo
from guiche.portais.operadora.acessos.solicitacoes.forms import AprovarForm, FilaForm, TextoForm
from guiche.portais.operadora.acessos.solicitacoes.tables import DA_SOLICITACAO, SOLICITACOES, atrasada

Tipo = SolicitacaoDeAcesso.Tipo
FEITO = {
    "pedir_documento": ("Documento pedido à pessoa", "info", "anexo"),
    "responder": ("A pessoa respondeu", "ok", "mensagem"),
    "aprovar": ("Acesso liberado", "ok", "check"),
    "recusar": ("Pedido recusado", "erro", "x"),
    "cancelar": ("A pessoa desistiu", "neutro", "proibido"),
}
DITO = {
    "aprovar": "Acesso liberado. A pessoa recebeu um e-mail e já pode usar.",
    "pedir": "Pergunta enviada. O pedido volta à fila quando a pessoa responder.",
    "recusar": "Pedido recusado. A pessoa recebeu o motivo por e-mail.",
}


@require_GET
@tela(permissao=permissions.SOLICITACAO_VER, portal="operadora")
def solicitacoes(request: HttpRequestComAtor) -> HttpResponseBase:
    """One tab per type, those that wait for the operadora first by deadline; other situations by the filter."""
    tipo = request.GET.get("tipo", "")
    tipo = tipo if tipo in Tipo.values else Tipo.BENEFICIARIO
    filtro = FilaForm(request.GET)
    situacao = (filtro.cleaned_data["situacao"] if filtro.is_valid() else "") or "em_analise"
    linhas = leituras.fila(request.ator).filter(tipo=tipo, situacao=situacao)
    tabela = SOLICITACOES.montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    abertas = leituras.abertas_por_tipo(request.ator)
    contexto = {
        "tabela": tabela,
        "tipo": tipo,
        "abas": [(valor, rotulo, abertas[valor]) for valor, rotulo in Tipo.choices],
        "total": sum(abertas.values()),
        "atrasadas": leituras.atrasadas(request.ator, hoje()),
    }
    return render(request, "operadora/solicitacoes_de_acesso.html", contexto)


@require_GET
@tela(permissao=permissions.SOLICITACAO_VER, portal="operadora")
def solicitacao(request: HttpRequestComAtor, solicitacao_id: int) -> HttpResponse:
    """One request beside the registers, with its evidence, history and the answers it may get."""
    return _pagina(request, verbos.abrir_solicitacao(request.ator, solicitacao_id))


@require_POST
@tela(permissao=permissions.SOLICITACAO_DECIDIR, portal="operadora")
def decidir(request: HttpRequestComAtor, solicitacao_id: int, acao: str) -> HttpResponse:
    """Approve, ask for a document or refuse."""
    if acao not in DITO:
        raise Http404
    form: Any
    ficha: verbos.FichaDaSolicitacao | None = None
    if acao == "aprovar":
        ficha = verbos.abrir_solicitacao(request.ator, solicitacao_id)
        form = AprovarForm(request.POST, ficha=ficha, auto_id="aprovar_%s")
    else:
        form = TextoForm(request.POST, auto_id=f"{acao}_%s")
    if form.is_valid():
        try:
            _agir(request, solicitacao_id, acao, form)
        except Recusa as recusa:
            if recusa.campo not in form.fields:
                raise
            por_no_campo(form, recusa)
        else:
            messages.success(request, DITO[acao])
            return seguir("operadora:solicitacoes_de_acesso")
    return _pagina(request, ficha or verbos.abrir_solicitacao(request.ator, solicitacao_id), {acao: form})


def _agir(request: HttpRequestComAtor, solicitacao_id: int, acao: str, form: Any) -> None:
    if acao == "aprovar":
        verbos.aprovar(request.ator, solicitacao_id, form.aprovacao())
    elif acao == "pedir":
        verbos.pedir_documento(request.ator, solicitacao_id, form.cleaned_data["texto"])
    else:
        verbos.recusar(request.ator, solicitacao_id, form.cleaned_data["texto"])


def _pagina(
    request: HttpRequestComAtor, ficha: verbos.FichaDaSolicitacao, enviados: dict[str, forms.Form] | None = None
) -> HttpResponse:
    uma = ficha.solicitacao
    andamento = leituras.andamento(uma)
    formularios: dict[str, forms.Form] = {
        "aprovar": AprovarForm(ficha=ficha, auto_id="aprovar_%s", initial=_proposta(ficha)),
        "pedir": TextoForm(auto_id="pedir_%s"),
        "recusar": TextoForm(auto_id="recusar_%s"),
    } | (enviados or {})
    decide = request.ator.pode(permissions.SOLICITACAO_DECIDIR) and not ficha.propria
    contexto = {
        "uma": uma,
        "comparacao": ficha.comparacao,
        "estado": DA_SOLICITACAO[uma.situacao],
        "atrasada": atrasada(uma),
        "acoes": leituras.acoes(uma) if decide else frozenset(),
        "meu": ficha.propria,
        "passos": _passos(uma, andamento),
        "anexos": andamento.anexos,
        "forms": formularios,
        "tem_perfil": bool(ficha.perfis),
        "relatorios": rotulos(uma.dados.get("relatorios", [])),
    }
    return render(request, "operadora/solicitacao_de_acesso.html", contexto, status=422 if enviados else 200)


def _proposta(ficha: verbos.FichaDaSolicitacao) -> dict[str, str]:
    """What would be given, to be confirmed by who approves: the row of the register and its usual perfil."""
    alvo = ficha.comparacao.alvo
    numero = getattr(alvo, "carteira", "") or getattr(alvo, "numero", "") or getattr(alvo, "codigo", "")
    usual = "Dependente" if getattr(alvo, "titular_id", None) else "Titular"
    perfil = next((str(perfil.pk) for perfil in ficha.perfis if perfil.nome == usual), "")
    return {"numero": numero, "perfil": perfil}


def _passos(uma: SolicitacaoDeAcesso, andamento: leituras.Andamento) -> list[Passo]:
    passos = [Passo("Pedido recebido", quando=uma.criada_em, icone="enviar")]
    for evento in andamento.historia:
        feito = FEITO.get(evento.fato.get("acao", ""))
        if feito is not None:
            passos.append(Passo(feito[0], f"{evento.quem}.", evento.criado_em, feito[1], feito[2]))  # type: ignore[arg-type]
    if uma.situacao in leituras.ABERTAS:
        passos.append(Passo("Responder", texto="até", quando=uma.prazo, icone="relogio", futuro=True))
    return passos
