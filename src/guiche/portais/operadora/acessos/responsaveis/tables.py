"""The legal guardians to check, by deadline."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from guiche.acesso.models import PedidoDeResponsavel
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes import formatos, html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela

EM_ANALISE = "em_analise"


def _prazo(pedido: PedidoDeResponsavel) -> SafeString | str:
    """The day, and in words that it passed, while an answer is owed."""
    dia = formatos.data(pedido.prazo)
    if pedido.situacao == EM_ANALISE and pedido.prazo < hoje():
        return format_html("{}<br>{}", dia, html.estado("erro", "Atrasado", "relogio"))
    return dia


def _endereco(pedido: Any) -> str:
    return reverse("operadora:responsavel", args=[pedido.pk])


RESPONSAVEIS = Tabela(
    id="responsaveis",
    rotulo="Responsáveis indicados",
    ordem="prazo",
    linha_url=_endereco,
    colunas=(
        ColunaDeTela("nome", "Quem é indicado", ordena="nome", largura=1.6),
        ColunaDeTela("get_qualidade_display", "Como", ordena="qualidade"),
        ColunaDeTela("beneficiario__nome_de_uso", "Responde por", ordena="beneficiario__nome", largura=1.6),
        ColunaDeTela("prazo", "Responder até", "data", ordena="prazo", desenho=_prazo),
    ),
    vazio_titulo="Nenhuma indicação espera",
    vazio_texto="Quando um titular indicar um responsável legal, o documento aparece aqui para conferir.",
)
