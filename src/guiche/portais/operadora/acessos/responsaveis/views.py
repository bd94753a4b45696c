"""Legal guardians named by beneficiários: the list by deadline, and the decision on each document."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from guiche.acesso import permissions
from guiche.acesso.regras.familia import fim_da_delegacao, menor_em
from guiche.acesso.selectors.familia import pedidos_de_responsavel, provas_do_responsavel
from guiche.acesso.services.familia import decidir_responsavel
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.paginas import avisar, por_no_campo, responder_formulario, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.acessos.responsaveis.forms import APROVAR, DecisaoForm, FilaForm
from guiche.portais.operadora.acessos.responsaveis.tables import EM_ANALISE, RESPONSAVEIS


@require_GET
@tela(permissao=permissions.SOLICITACAO_VER, portal="operadora")
def responsaveis(request: HttpRequestComAtor) -> HttpResponseBase:
    """Those that wait for an answer, or the ones already decided."""
    form = FilaForm(request.GET)
    situacao = (form.cleaned_data["situacao"] if form.is_valid() else "") or EM_ANALISE
    todos = pedidos_de_responsavel(request.ator)
    tabela = RESPONSAVEIS.montar(todos.filter(situacao=situacao), request.GET, form)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    esperam = list(todos.filter(situacao=EM_ANALISE).order_by("prazo").values_list("prazo", flat=True))
    contexto = {
        "tabela": tabela,
        "esperam": len(esperam),
        "atrasados": sum(prazo < hoje() for prazo in esperam),
        "primeiro": esperam[0] if esperam else None,
    }
    return render(request, "operadora/responsaveis.html", contexto)


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.SOLICITACAO_VER, portal="operadora")
def responsavel(request: HttpRequestComAtor, pk: int) -> HttpResponseBase:
    """One indication with its document; who may decide, decides here."""
    pedido = pedidos_de_responsavel(request.ator).get(pk=pk)
    form = DecisaoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        aprova = form.cleaned_data["decisao"] == APROVAR
        try:
            decidir_responsavel(request.ator, pk, aprova=aprova, motivo=form.cleaned_data["motivo"])
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            feito = "Convite enviado" if aprova else "Indicação recusada"
            avisar(request, "ok", feito, "Quem indicou foi avisado.")
            return seguir("operadora:responsaveis")
    pessoa = pedido.beneficiario
    contexto = {
        "pedido": pedido,
        "provas": provas_do_responsavel(request.ator, pedido),
        "menor": menor_em(pessoa.nascimento, hoje()),
        "ate": fim_da_delegacao(pessoa.nascimento, hoje(), pedido.fim),
        "decide": request.ator.pode(permissions.SOLICITACAO_DECIDIR) and pedido.situacao == EM_ANALISE,
        "hoje": hoje(),
    }
    return responder_formulario(request, "operadora/responsavel.html", form, contexto)
