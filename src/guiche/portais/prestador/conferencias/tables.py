"""Lists of dry runs and of the guias in one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from guiche.faturamento.models import Conferencia
from guiche.faturamento.selectors.achados import GuiaConferida
from guiche.portais.componentes import formatos, html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado
from guiche.portais.prestador.situacoes import DA_CONFERENCIA


def _estado(conferencia: Conferencia) -> str:
    estado = DA_CONFERENCIA[conferencia.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


def _numero(conferencia: Conferencia) -> str:
    return f"Lote {conferencia.numero_lote}" if conferencia.numero_lote else conferencia.arquivo.nome


def estado_da_guia(guia: GuiaConferida) -> Estado:
    """What would happen to a guia if the file were sent today."""
    if not guia.achados:
        return Estado("ok", "Sem achado")
    if guia.em_risco and guia.em_risco >= guia.valor:
        return Estado("erro", "Seria glosada")
    return Estado("alerta", "Corrigir" if guia.em_risco else "Vai para análise", "alerta")


def _estado_da_guia(guia: GuiaConferida) -> str:
    estado = estado_da_guia(guia)
    return html.estado(estado.tom, estado.rotulo, estado.icone)


def _guia(guia: GuiaConferida) -> str:
    return format_html(
        '{}<span class="gc-2 d-block"><span class="visually-hidden">carteirinha </span>{}</span>',
        guia.numero,
        guia.carteira,
    )


def _em_risco(guia: Any) -> str:
    return formatos.dinheiro(guia.em_risco) if guia.em_risco else "nenhum"


CONFERENCIAS = Tabela(
    id="conferencias",
    rotulo="Conferências",
    ordem="-criada_em",
    linha_url=lambda c: reverse("prestador:conferencia", args=[c.pk]),
    colunas=(
        ColunaDeTela("numero_lote", "Lote", "codigo", "numero_lote", desenho=_numero),
        ColunaDeTela("arquivo__nome", "Arquivo", "texto", "arquivo__nome"),
        ColunaDeTela("criada_em", "Conferido em", "data_hora", "criada_em"),
        ColunaDeTela("quantidade_guias", "Guias", "inteiro", "quantidade_guias"),
        ColunaDeTela("valor_informado", "Valor", "valor", "valor_informado"),
        ColunaDeTela("valor_em_risco", "Em risco", "valor", "valor_em_risco"),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=_estado),
    ),
    vazio_titulo="Nenhum arquivo conferido ainda",
    vazio_texto="Solte um lote acima: você vê o que corrigir e quanto está em risco, sem enviar nada.",
)

GUIAS = Tabela(
    id="guias",
    rotulo="Guias do lote",
    ordem="-em_risco",
    colunas=(
        ColunaDeTela("numero", "Guia", "codigo", "numero", desenho=_guia),
        ColunaDeTela("carteira", "Carteirinha", "codigo", so_exportacao=True),
        ColunaDeTela("data", "Atendimento", "data", "data"),
        ColunaDeTela("itens", "Itens", "inteiro", "itens"),
        ColunaDeTela("em_risco", "Em risco", "valor", "em_risco", desenho=_em_risco),
        ColunaDeTela("valor", "Valor", "valor", "valor"),
        ColunaDeTela("achados", "Achados", "inteiro", so_exportacao=True),
        ColunaDeTela("posicao", "Situação", so_tela=True, desenho=_estado_da_guia),
    ),
    vazio_titulo="Nenhuma guia lida",
    vazio_texto="O arquivo não chegou a ser lido como lote.",
)
