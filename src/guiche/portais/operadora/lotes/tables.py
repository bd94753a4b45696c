"""Lists of lotes and of the contas of one."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html

from guiche.faturamento.models import Guia, Lote
from guiche.portais.componentes import formatos, html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.operadora.situacoes import DO_LOTE


def _estado(linha: Lote) -> str:
    estado = DO_LOTE[linha.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


def _lote(lote: Lote) -> str:
    return format_html('{}<span class="gc-2 gc-mini d-block">protocolo {}</span>', lote.numero, lote.protocolo)


def _prestador(lote: Lote) -> str:
    return format_html(
        '{}<span class="gc-2 gc-mini gc-nq d-block">competência {}</span>',
        lote.prestador.nome_fantasia,
        lote.competencia.rotulo,
    )


def _guia(guia: Guia) -> str:
    return format_html(
        '{}<span class="gc-2 gc-mini d-block">atendida em {}</span>',
        guia.numero_prestador,
        formatos.data(guia.data_inicio),
    )


def _analise(guia: Guia) -> str:
    tom, rotulo = {"A": ("ok", "Conferida"), "P": ("alerta", "Por decidir"), "D": ("ok", "Decidida")}[guia.analise]
    return html.estado(tom, rotulo)


LOTES = Tabela(
    id="lotes",
    rotulo="Lotes",
    ordem="-recebido_em",
    linha_url=lambda lote: reverse("operadora:lote", args=[lote.pk]),
    colunas=(
        ColunaDeTela("protocolo", "Protocolo", "codigo", "protocolo", so_exportacao=True),
        ColunaDeTela("numero", "Lote", "codigo", "numero", desenho=_lote),
        ColunaDeTela("prestador__nome_fantasia", "Prestador", "texto", "prestador__nome_fantasia", desenho=_prestador),
        ColunaDeTela("competencia", "Competência", "texto", "competencia", so_exportacao=True),
        ColunaDeTela("recebido_em", "Recebido", "data", "recebido_em", so_exportacao=True),
        ColunaDeTela("prazo_da_analise", "Prazo", "data", "prazo_da_analise"),
        ColunaDeTela("pendentes", "Por decidir", "inteiro", "pendentes"),
        ColunaDeTela("valor_informado", "Cobrado", "valor", "valor_informado"),
        ColunaDeTela("valor_glosa", "Glosa", "valor", "valor_glosa"),
        ColunaDeTela("valor_liberado", "Liberado", "valor", "valor_liberado"),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=_estado),
    ),
    vazio_titulo="Nenhum lote com estes filtros",
    vazio_texto="Lotes chegam pelo portal do prestador e pelos web services.",
)

CONTAS_DO_LOTE = Tabela(
    id="contas",
    rotulo="Contas do lote",
    ordem="-valor_em_risco",
    linha_url=lambda guia: reverse("operadora:conta", args=[guia.pk]),
    colunas=(
        ColunaDeTela("numero_prestador", "Guia", "codigo", ("data_inicio", "numero_prestador"), desenho=_guia),
        ColunaDeTela("beneficiario__nome", "Paciente", "texto", "beneficiario__nome"),
        ColunaDeTela("data_inicio", "Atendimento", "data", so_exportacao=True),
        ColunaDeTela("valor_informado", "Cobrado", "valor", "valor_informado"),
        ColunaDeTela("valor_glosa", "Glosa", "valor", "valor_glosa"),
        ColunaDeTela("valor_liberado", "Liberado", "valor", "valor_liberado"),
        ColunaDeTela("get_analise_display", "Análise", "texto", "analise", desenho=_analise),
    ),
    vazio_titulo="Nenhuma conta neste lote",
    vazio_texto="O arquivo chegou sem guias ou ainda está sendo lido: atualize a página em instantes.",
)
