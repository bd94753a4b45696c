"""The queue as a list."""

from __future__ import annotations

from django.urls import reverse

from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela

CONTAS = Tabela(
    id="contas",
    rotulo="Contas por decidir",
    linha_url=lambda guia: reverse("operadora:conta", args=[guia.pk]),
    colunas=(
        ColunaDeTela("numero_prestador", "Guia", "codigo", "numero_prestador"),
        ColunaDeTela("lote__prestador__nome_fantasia", "Prestador", "texto", "lote__prestador__nome_fantasia"),
        ColunaDeTela("lote__prazo_da_analise", "Decidir até", "data", "lote__prazo_da_analise"),
        ColunaDeTela("divergencias", "Divergências", "inteiro", "divergencias"),
        ColunaDeTela("valor_informado", "Cobrado", "valor", "valor_informado"),
        ColunaDeTela("valor_em_risco", "Em risco", "valor", "valor_em_risco"),
    ),
    vazio_titulo="Nenhuma conta espera decisão",
    vazio_texto="O que a conferência aceitou segue sozinho; o que divergir aparece aqui.",
)
