"""Seu cadastro: what the operadora knows of the prestador, what is missing, and asking for changes."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.cadastro import estados, permissions
from guiche.cadastro.consultas import ficha_do_prestador
from guiche.cadastro.models import Prestador
from guiche.cadastro.operacoes import controlaveis, impedimento, quem_procurar
from guiche.cadastro.regras.campos import BANCO, POR_CODIGO, Leitura, em_palavras
from guiche.cadastro.regras.completude import situacao
from guiche.cadastro.selectors.aditivos import a_responder
from guiche.cadastro.selectors.atualizacoes import anexos_de, atualizacoes, buscar
from guiche.cadastro.selectors.prestadores import (
    campos_do_prestador,
    exigencias_do_prestador,
    falta_no_cadastro,
    prestador_do_ator,
)
from guiche.cadastro.services import atualizacoes as servico
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.enderecos import responder_cep
from guiche.portais.componentes.paginas import avisar, por_no_campo, responder_formulario, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.cadastro.forms import CadastroForm, ComplementoForm, EnvioForm, FotoForm, PedidosForm
from guiche.portais.prestador.cadastro.historia import passos
from guiche.portais.prestador.cadastro.tables import DO_ITEM, DO_PEDIDO, PEDIDOS


@require_GET
@tela(permissao=permissions.PROPRIO_VER, portal="prestador")
def cadastro(request: HttpRequestComAtor) -> HttpResponse:
    """The whole record on one page.

    Eleven statements: five of them are the shell's, and contracts, staff, requests and amendments are each their own.
    """
    return render(request, "prestador/cadastro.html", contexto_do_cadastro(request.ator))


def contexto_do_cadastro(ator: Ator) -> dict[str, Any]:
    """What the page of the record shows, also when a photo is refused."""
    dia, prestador = hoje(), prestador_do_ator(ator)
    ficha = ficha_do_prestador(ator, prestador.pk, dia)
    vigente = next(
        (c for c in ficha.contratos if c.vigencia_inicio <= dia and (c.vigencia_fim is None or c.vigencia_fim >= dia)),
        None,
    )
    fechadas = [
        (operacao, achado)
        for operacao in controlaveis()
        if ator.pode(operacao) and (achado := impedimento(ator, operacao)) is not None
    ]
    campos = campos_do_prestador(prestador)
    return {
        "prestador": prestador,
        "ficha": ficha,
        "vigente": vigente,
        "situacao": situacao(
            prestador.credenciado_em,
            prestador.descredenciado_em,
            vigente is not None,
            dia,
            ator.operadora.nome_fantasia,
        ),
        "exigencias": exigencias_do_prestador(prestador, dia),
        "faltam": falta_no_cadastro(prestador, dia),
        "conta": em_palavras(POR_CODIGO[BANCO], campos),
        "endereco": em_palavras(POR_CODIGO["endereco"], campos),
        "fechadas": fechadas,
        "quem_procurar": quem_procurar(ator.operadora),
        "abertos": [(p, DO_PEDIDO[p.situacao]) for p in atualizacoes(ator).filter(situacao__in=estados.ABERTAS)[:10]],
        "aditivos": list(a_responder(ator)[:5]),
        "pode_atualizar": ator.pode(permissions.PROPRIO_ATUALIZAR),
        "form_da_foto": FotoForm(),
    }


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.PROPRIO_ATUALIZAR, portal="prestador")
def atualizar(request: HttpRequestComAtor) -> HttpResponse:
    """Type, review what changes from what to what, attach the papers, send: two steps, no script needed."""
    prestador = prestador_do_ator(request.ator)
    form = CadastroForm(prestador, request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return responder_formulario(request, "prestador/cadastro_atualizar.html", form)
    leitura = servico.ler_pedido(prestador, form.valores)
    for campo, mensagem in leitura.erros.items():
        form.add_error(campo, mensagem)
    if not leitura.diferencas:
        form.add_error(None, "Nada mudou: altere pelo menos um dado.")
    if form.errors or request.POST.get("acao") == "voltar":
        return responder_formulario(request, "prestador/cadastro_atualizar.html", form)
    if request.POST.get("acao") != "enviar":
        return _revisar(request, form, EnvioForm(initial={"vigencia": hoje()}), leitura)
    return _enviar(request, prestador, form, leitura)


@require_POST
@tela(permissao=permissions.PROPRIO_ATUALIZAR, portal="prestador")
def cep(request: HttpRequestComAtor) -> HttpResponse:
    """What the CEP typed in the form is; the empty fields of the address are filled."""
    return responder_cep(request, CadastroForm(prestador_do_ator(request.ator), request.POST))


def _enviar(request: HttpRequestComAtor, prestador: Prestador, form: CadastroForm, leitura: Leitura) -> HttpResponse:
    envio = EnvioForm(request.POST, request.FILES)
    if not envio.is_valid():
        return _revisar(request, form, envio, leitura)
    dados = envio.cleaned_data
    pedido = servico.Pedido(
        valores=form.valores,
        vigencia=dados["vigencia"],
        observacao=dados["observacao"],
        conta_repetida=form.cleaned_data.get("conta_repetida", ""),
        anexos=[(anexo.name or "anexo", anexo.read()) for anexo in dados["anexos"]],
    )
    try:
        feito = servico.pedir_atualizacao(request.ator, pedido)
    except Recusa as recusa:
        if recusa.campo in form.fields:
            por_no_campo(form, recusa)
            return responder_formulario(request, "prestador/cadastro_atualizar.html", form)
        por_no_campo(envio, recusa)
        return _revisar(request, form, envio, leitura)
    avisar(request, "ok", f"Pedido {feito.numero} enviado", f"A operadora responde até {feito.prazo:%d/%m/%Y}.")
    return seguir("prestador:pedido_de_cadastro", feito.pk)


def _revisar(request: HttpRequestComAtor, form: CadastroForm, envio: EnvioForm, leitura: Leitura) -> HttpResponse:
    mudancas = [(d.unidade, em_palavras(d.unidade, d.de), em_palavras(d.unidade, d.para)) for d in leitura.diferencas]
    papeis = [unidade.comprovante for unidade, _, _ in mudancas if unidade.comprovante]
    contexto = {"dados": form, "mudancas": mudancas, "papeis": papeis}
    return responder_formulario(request, "prestador/cadastro_conferir.html", envio, contexto)


@require_GET
@tela(permissao=permissions.PROPRIO_VER, portal="prestador")
def pedidos(request: HttpRequestComAtor) -> HttpResponseBase:
    """Every change asked for, filtered by the URL."""
    filtro = PedidosForm(request.GET)
    dados = filtro.cleaned_data if filtro.is_valid() else {}
    linhas = buscar(request.ator, situacao=dados.get("situacao", ""), texto=dados.get("q", ""))
    tabela = PEDIDOS.montar(linhas, request.GET, filtro)
    if (arquivo := tabela.exportacao()) is not None:
        return arquivo
    contexto = {"tabela": tabela, "pode_atualizar": request.ator.pode(permissions.PROPRIO_ATUALIZAR)}
    return render(request, "prestador/cadastro_pedidos.html", contexto)


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.PROPRIO_VER, portal="prestador")
def pedido(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """One request: where it stands, what changes, the papers, and the answer when the operadora asked for more."""
    um = atualizacoes(request.ator).get(pk=pk)
    form = ComplementoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        anexos = [(anexo.name or "anexo", anexo.read()) for anexo in form.cleaned_data["anexos"]]
        try:
            servico.responder_complemento(request.ator, um.pk, form.cleaned_data["resposta"], anexos)
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            avisar(request, "ok", "Resposta enviada", "O pedido voltou para a operadora.")
            return seguir("prestador:pedido_de_cadastro", um.pk)
    contexto = {
        "pedido": um,
        "estado": DO_PEDIDO[um.situacao],
        "itens": [(item, DO_ITEM[item.decisao]) for item in um.itens.all()],
        "anexos": anexos_de(um),
        "passos": passos(um, eventos.historico(um)),
        "pode_atualizar": request.ator.pode(permissions.PROPRIO_ATUALIZAR),
        "pode_cancelar": any(t.acao == "cancelar" for t in estados.ATUALIZACAO.acoes(um.situacao)),
    }
    return responder_formulario(request, "prestador/cadastro_pedido.html", form, contexto)


@require_POST
@tela(permissao=permissions.PROPRIO_ATUALIZAR, portal="prestador")
def cancelar(request: HttpRequestComAtor, pk: int) -> HttpResponse:
    """Give up a request that was not decided."""
    feito = servico.cancelar_atualizacao(request.ator, pk)
    avisar(request, "ok", f"Pedido {feito.numero} cancelado", "O cadastro fica como estava.")
    return seguir("prestador:pedido_de_cadastro", pk)
