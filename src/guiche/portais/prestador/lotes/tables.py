"""Lists of lotes and of the guias of one."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from guiche.faturamento.models import Guia, Lote
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.prestador.situacoes import DO_LOTE


def _estado(linha: Lote | Guia) -> str:
    estado = DO_LOTE[linha.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


LOTES = Tabela(
    id="lotes",
    rotulo="Lotes",
    ordem="-recebido_em",
    linha_url=lambda lote: reverse("prestador:lote", args=[lote.pk]),
    colunas=(
        ColunaDeTela("numero", "Lote", "codigo", "numero"),
        ColunaDeTela("protocolo", "Protocolo", "codigo", "protocolo"),
        ColunaDeTela("competencia", "Competência", "texto", "competencia"),
        ColunaDeTela("recebido_em", "Recebido em", "data_hora", "recebido_em", so_exportacao=True),
        ColunaDeTela("recebido_em", "Recebido", "data", "recebido_em", so_tela=True),
        ColunaDeTela("quantidade_guias", "Guias", "inteiro", "quantidade_guias"),
        ColunaDeTela("valor_informado", "Informado", "valor", "valor_informado"),
        ColunaDeTela("glosa_final", "Glosa", "valor", "glosa_final"),
        ColunaDeTela("liberado_final", "Liberado", "valor", "liberado_final"),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=_estado),
    ),
    vazio_titulo="Nenhum lote enviado ainda",
    vazio_texto="Confira um arquivo e envie: o protocolo sai na hora e o lote aparece aqui.",
)

GUIAS = Tabela(
    id="guias",
    rotulo="Guias do lote",
    ordem="-glosa_final",
    linha_url=lambda guia: reverse("prestador:guia", args=[guia.pk]),
    colunas=(
        ColunaDeTela("numero_prestador", "Guia", "codigo", "numero_prestador"),
        ColunaDeTela("numero_operadora", "Na operadora", "codigo", so_exportacao=True),
        ColunaDeTela("beneficiario__nome", "Paciente", "texto", "beneficiario__nome"),
        ColunaDeTela("data_inicio", "Atendimento", "data", "data_inicio"),
        ColunaDeTela("valor_informado", "Informado", "valor", "valor_informado"),
        ColunaDeTela("glosa_final", "Glosa", "valor", "glosa_final"),
        ColunaDeTela("liberado_final", "Liberado", "valor", "liberado_final"),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=_estado),
    ),
)

# While the lote is open nothing is denied or released yet: those columns would be empty.
GUIAS_EM_ANALISE = replace(
    GUIAS,
    ordem="numero_prestador",
    colunas=tuple(c for c in GUIAS.colunas if c.nome not in ("glosa_final", "liberado_final")),
)
