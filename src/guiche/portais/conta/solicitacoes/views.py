"""Requests for access of the person: ask, follow, answer, give up."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guiche.acesso.models import SolicitacaoDeAcesso
from guiche.acesso.selectors import solicitacoes as leituras
from guiche.acesso.services import solicitacoes as verbos
from guiche.cadastro.publico import operadoras_publicas
from guiche.comunicacao.relatorios import rotulos
from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.enderecos import responder_cep
from guiche.portais.componentes.paginas import por_no_campo
from guiche.portais.componentes.telas import HttpRequestComAtor, pessoal
from guiche.portais.componentes.visual import Estado, Passo
from guiche.portais.conta.solicitacoes.forms import FORM_DO_TIPO, BeneficiarioForm, EscolhaForm, RespostaForm, TipoForm

ESCOLHA = "solicitar_acesso"
SITUACAO: Final[dict[str, Estado]] = {
    "em_analise": Estado("info", "Com a operadora"),
    "pendente": Estado("alerta", "Com você"),
    "aprovada": Estado("ok", "Acesso liberado", "check"),
    "recusada": Estado("erro", "Recusada"),
    "cancelada": Estado("neutro", "Você desistiu", "proibido"),
}
FEITO: Final = {
    "pedir_documento": ("A operadora pediu um documento", "alerta", "anexo"),
    "responder": ("Você respondeu", "ok", "enviar"),
    "aprovar": ("Acesso liberado", "ok", "check"),
    "recusar": ("Pedido recusado", "erro", "x"),
    "cancelar": ("Você desistiu", "neutro", "proibido"),
}


@pessoal
@require_GET
def solicitacoes(request: HttpRequestComAtor) -> HttpResponse:
    """Every request of the person, with who must act and until when."""
    minhas = leituras.solicitacoes_da_pessoa(request.pessoa)
    linhas = [(uma, SITUACAO[uma.situacao]) for uma in minhas]
    abertas = [uma for uma in minhas if uma.situacao in leituras.ABERTAS]
    com_voce = [uma for uma in abertas if uma.situacao == "pendente"]
    return render(
        request, "conta/solicitacoes.html", {"linhas": linhas, "abertas": abertas, "com_voce": com_voce, "hoje": hoje()}
    )


@pessoal
@require_http_methods(["GET", "POST"])
def escolher(request: HttpRequestComAtor) -> HttpResponse:
    """Which operadora and which types; who asks, while the account does not say it."""
    usuario = request.pessoa.usuario
    form = EscolhaForm(
        request.POST or None,
        initial={**request.session.get(ESCOLHA, {}), "nascimento": usuario.nascimento, "nome": _nome(usuario)},
        usuario=usuario,
        operadoras=operadoras_publicas(),
        completo=verbos.perfil_completo(usuario),
    )
    if request.method == "POST" and form.is_valid():
        dados = form.cleaned_data
        try:
            if "nome" in dados:
                verbos.completar_perfil(request.pessoa, dados["nome"], dados["nascimento"], dados.get("cpf", ""))
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            request.session[ESCOLHA] = {"operadora": dados["operadora"], "tipos": dados["tipos"]}
            return redirect("conta:preencher_acesso")
    return render(request, "conta/solicitar.html", {"form": form})


@pessoal
@require_http_methods(["GET", "POST"])
def preencher(request: HttpRequestComAtor) -> HttpResponse:
    """The fields and the evidence of each chosen type, sent together."""
    escolha = request.session.get(ESCOLHA, {})
    operadora = next((o for o in operadoras_publicas() if str(o.pk) == escolha.get("operadora")), None)
    if operadora is None or not verbos.perfil_completo(request.pessoa.usuario):
        return redirect("conta:solicitar_acesso")
    forms_ = [_form(tipo, request, operadora) for tipo in escolha["tipos"]]
    validos = [form.is_valid() for form in forms_]
    if request.method == "POST" and all(validos):
        try:
            feitas = verbos.solicitar(request.pessoa, operadora, [form.nova() for form in forms_])
        except Recusa as recusa:
            culpado = next((form for form in forms_ if form.tipo == recusa.codigo), forms_[0])
            por_no_campo(culpado, recusa)
        else:
            request.session.pop(ESCOLHA, None)
            messages.success(
                request, f"Pedido enviado. A resposta vem até {feitas[0].prazo:%d/%m/%Y}, por e-mail e aqui."
            )
            return redirect("conta:solicitacoes")
    contexto = {"forms": forms_, "de": operadora, "com_anexo": any(form.is_bound and form.errors for form in forms_)}
    return render(request, "conta/solicitar_dados.html", contexto)


@pessoal
@require_POST
def cep(request: HttpRequestComAtor) -> HttpResponse:
    """What the CEP typed in the form of the beneficiário is; the empty fields of the address are filled."""
    return responder_cep(request, BeneficiarioForm(request.POST, prefix=BeneficiarioForm.tipo))


@pessoal
@require_http_methods(["GET", "POST"])
def solicitacao(request: HttpRequestComAtor, solicitacao_id: int) -> HttpResponse:
    """One request: state, deadline, what is missing, history; POST answers what was asked."""
    uma = leituras.solicitacao_da_pessoa(request.pessoa, solicitacao_id)
    form = RespostaForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            verbos.responder(request.pessoa, uma, form.cleaned_data["texto"], form.limpos)
        except Recusa as recusa:
            por_no_campo(form, recusa)
        else:
            messages.success(request, "Resposta enviada. O pedido voltou para a operadora.")
            return redirect("conta:solicitacao", uma.pk)
    andamento = leituras.andamento(uma)
    contexto = {
        "uma": uma,
        "estado": SITUACAO[uma.situacao],
        "acoes": leituras.acoes(uma),
        "passos": _passos(uma, andamento),
        "anexos": andamento.anexos,
        "dados": [(r, uma.dados[c]) for c, r in leituras.ROTULOS.items() if uma.dados.get(c)],
        "relatorios": rotulos(uma.dados.get("relatorios", [])),
        "form": form,
        "atrasada": uma.situacao == "em_analise" and uma.prazo < hoje(),
    }
    return render(request, "conta/solicitacao.html", contexto)


@pessoal
@require_POST
def desistir_dela(request: HttpRequestComAtor, solicitacao_id: int) -> HttpResponse:
    """Give up a request that waits."""
    verbos.desistir(request.pessoa, leituras.solicitacao_da_pessoa(request.pessoa, solicitacao_id))
    messages.success(request, "Você desistiu do pedido. Pode pedir de novo quando quiser.")
    return redirect("conta:solicitacoes")


def _form(tipo: str, request: HttpRequestComAtor, operadora: Operadora) -> TipoForm:
    enviado = request.method == "POST"
    argumentos: dict[str, Any] = {
        "data": request.POST if enviado else None,
        "files": request.FILES if enviado else None,
        "prefix": tipo,
    }
    if tipo == BeneficiarioForm.tipo:
        argumentos["formato"] = leituras.formato_da_carteira(operadora)
    return FORM_DO_TIPO[tipo](**argumentos)


def _passos(uma: SolicitacaoDeAcesso, andamento: leituras.Andamento) -> list[Passo]:
    passos = [Passo("Pedido enviado", quando=uma.criada_em, icone="enviar")]
    for evento in andamento.historia:
        feito = FEITO.get(evento.fato.get("acao", ""))
        if feito is not None:
            passos.append(Passo(feito[0], quando=evento.criado_em, tom=feito[1], icone=feito[2]))  # type: ignore[arg-type]
    if uma.situacao == "em_analise":
        passos.append(Passo("Resposta da operadora", texto="até", quando=uma.prazo, icone="relogio", futuro=True))
    elif uma.situacao == "pendente":
        passos.append(Passo("Sua resposta", texto="O pedido espera por você.", icone="usuario", futuro=True))
    return passos


def _nome(usuario: Any) -> str:
    return usuario.nome if " " in usuario.nome else ""
