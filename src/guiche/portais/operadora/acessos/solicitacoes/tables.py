"""List of requests for access."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.html import format_html

from guiche.acesso.models import SolicitacaoDeAcesso
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes import formatos, html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

DA_SOLICITACAO: Final[dict[str, Estado]] = {
    "em_analise": Estado("alerta", "Com você", "usuario"),
    "pendente": Estado("info", "Com a pessoa"),
    "aprovada": Estado("ok", "Aprovada", "check"),
    "recusada": Estado("erro", "Recusada"),
    "cancelada": Estado("neutro", "A pessoa desistiu", "proibido"),
}


def atrasada(solicitacao: SolicitacaoDeAcesso) -> bool:
    """Whether the operadora owes an answer since before today."""
    return solicitacao.situacao == "em_analise" and solicitacao.prazo < hoje()


def _prazo(solicitacao: SolicitacaoDeAcesso) -> str:
    if not atrasada(solicitacao):
        return formatos.data(solicitacao.prazo)
    dias = formatos.plural((hoje() - solicitacao.prazo).days, "dia", "dias")
    return format_html("{} {}", formatos.data(solicitacao.prazo), html.estado("erro", f"Atrasada {dias}", "relogio"))


def _situacao(solicitacao: SolicitacaoDeAcesso) -> str:
    estado = DA_SOLICITACAO[solicitacao.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


SOLICITACOES = Tabela(
    id="solicitacoes",
    rotulo="Pedidos de acesso",
    ordem="prazo",
    linha_url=lambda solicitacao: reverse("operadora:solicitacao_de_acesso", args=[solicitacao.pk]),
    colunas=(
        ColunaDeTela("usuario__nome", "Pessoa", "texto", "usuario__nome"),
        ColunaDeTela("get_tipo_display", "Tipo", "texto", so_exportacao=True),
        ColunaDeTela("criada_em", "Pedido em", "data", "criada_em"),
        ColunaDeTela("prazo", "Responder até", "data", "prazo", desenho=_prazo),
        ColunaDeTela("situacao", "Situação", "texto", "situacao", desenho=_situacao),
        ColunaDeTela("decidida_por__nome", "Quem decidiu", "texto", so_exportacao=True),
        ColunaDeTela("decidida_em", "Decidido em", "data_hora", so_exportacao=True),
    ),
    vazio_titulo="Nenhum pedido esperando",
    vazio_texto="Quem pede acesso pelo portal aparece aqui, com o prazo da resposta.",
)
