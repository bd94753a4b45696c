"""Options of access: entry page, password, terms and deadlines; each with preview or rule in words, and history."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from guiche.acesso import permissions, senhas
from guiche.acesso.acolhida import PUBLICOS, acolher
from guiche.acesso.config import AcessoConfig, EntradaConfig, Opcoes, PerguntasConfig, SenhaConfig
from guiche.acesso.regras.acolhida import LINKS
from guiche.acesso.selectors.opcoes import VersaoDasOpcoes, versoes_das_opcoes
from guiche.acesso.services.opcoes import conferir, mudar_opcoes, voltar_opcoes
from guiche.nucleo.configuracao import config
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.acolhida import duvidas_com_enderecos
from guiche.portais.componentes.paginas import seguir
from guiche.portais.componentes.tabelas import texto
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.operadora.acessos.opcoes.forms import NOMES_SEM_CAMPO, AcessoForm, EntradaForm, SenhaForm
from guiche.portais.operadora.acessos.opcoes.perguntas import ROTULOS, PerguntasForm


@dataclass(frozen=True, slots=True)
class Parte:
    """One group of options: its tab, its dataclass, its form and what is said once it is stored."""

    aba: str
    classe: type[Opcoes]
    form: type[Any]
    gravado: str


PARTES: Final = {
    "entrada": Parte("Página de entrada", EntradaConfig, EntradaForm, "Textos gravados. Já estão na página."),
    "senha": Parte("Senha", SenhaConfig, SenhaForm, "Regra gravada. Vale para a próxima senha de cada pessoa."),
    "perguntas": Parte(
        "Perguntas frequentes",
        PerguntasConfig,
        PerguntasForm,
        "Perguntas gravadas. Já estão na página de cada público.",
    ),
    "acesso": Parte("Prazos e segurança", AcessoConfig, AcessoForm, "Opções gravadas. Já valem."),
}
"""The parts by their name in the address."""


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.CONFIGURACAO_MUDAR, portal="operadora")
def opcoes(request: HttpRequestComAtor, parte: str) -> HttpResponse:
    """See, try and store one group of options."""
    escolhida = _parte(parte)
    atuais = config(escolhida.classe)
    form = escolhida.form(request.POST if request.method == "POST" else None, initial=asdict(atuais))
    mostradas, prevista = atuais, False
    if request.method == "POST" and form.is_valid():
        mostradas = form.opcoes()
        try:
            if request.POST.get("acao") == "prever":
                conferir(mostradas)
                prevista = True
            else:
                mudar_opcoes(request.ator, mostradas)
                messages.success(request, escolhida.gravado)
                return seguir("operadora:opcoes_de", parte)
        except Recusa as recusa:
            form.add_error(_campo(form, recusa.campo), recusa.mensagem)
            mostradas = atuais
    contexto = {
        "form": form,
        "parte": parte,
        "partes": PARTES,
        "opcoes": mostradas,
        "prevista": prevista,
        "versoes": [
            (versao, _em_palavras(versao, form)) for versao in versoes_das_opcoes(request.ator, escolhida.classe)
        ],
        **_proprio_da_parte(request, parte, mostradas),
    }
    return render(request, "operadora/opcoes_de_acesso.html", contexto, status=422 if form.errors else 200)


@require_POST
@tela(permissao=permissions.CONFIGURACAO_MUDAR, portal="operadora")
def voltar(request: HttpRequestComAtor, parte: str, versao_id: int) -> HttpResponse:
    """Put an earlier version in force again."""
    escolhida = _parte(parte)
    voltar_opcoes(request.ator, escolhida.classe, versao_id)
    messages.success(request, "Aquela versão voltou a valer. A de antes continua no histórico.")
    return seguir("operadora:opcoes_de", parte)


def _parte(nome: str) -> Parte:
    if nome not in PARTES:
        raise Http404
    return PARTES[nome]


def _proprio_da_parte(request: HttpRequestComAtor, parte: str, opcoes: Opcoes) -> dict[str, Any]:
    """What only one part shows: the entry page as people will see it, or the rule of the password in words."""
    if isinstance(opcoes, EntradaConfig):
        registro = request.ator.operadora.registro_ans
        acolhidas = {portal: acolher(portal, opcoes) for portal in PUBLICOS}
        duvidas = duvidas_com_enderecos(next(iter(acolhidas.values())), registro, next(iter(acolhidas)))
        return {"acolhidas": acolhidas, "duvidas": duvidas, "links": LINKS, "registro": registro}
    if isinstance(opcoes, PerguntasConfig):
        return {"publicos": list(ROTULOS.items())}
    if isinstance(opcoes, SenhaConfig):
        politica = senhas.mais_estrita([opcoes])
        return {"exigencias": [exigencia.texto for exigencia in senhas.exigencias(politica)], "politica": politica}
    return {}


def _campo(form: forms.Form, campo: str) -> str | None:
    if isinstance(form, EntradaForm):
        return form.campo_do_erro(campo)
    return campo if campo in form.fields else None


def _em_palavras(versao: VersaoDasOpcoes, form: forms.Form) -> list[tuple[str, str, str]]:
    """Each change as label, value before and value after."""
    linhas = []
    for nome, antes, depois in versao.mudancas:
        campo = form.fields.get(nome)
        rotulo = NOMES_SEM_CAMPO.get(nome) or (str(campo.label) if campo else nome)
        linhas.append((rotulo, _lido(antes), _lido(depois)))
    return linhas


def _lido(valor: Any) -> str:
    if isinstance(valor, (list, tuple)):
        return f"{len(valor) // 2} perguntas: {'; '.join(valor[::2])}" if valor else "texto do produto"
    return texto(valor) if valor != "" else "texto do produto"
