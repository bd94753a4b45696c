"""How the states of a dry run, a lote, an item and a payment look to the prestador."""

from __future__ import annotations

from typing import Final

from guiche.faturamento.models import Conferencia, ItemDaGuia
from guiche.faturamento.regras import estados
from guiche.pagamento.models import Pagamento
from guiche.portais.componentes.visual import Estado

DO_LOTE: Final[dict[str, Estado]] = {
    estados.RECEBIDO: Estado("info", "Recebido", "lote"),
    estados.EM_ANALISE: Estado("info", "Em análise"),
    estados.LIBERADO_PARA_PAGAMENTO: Estado("info", "A pagar", "calendario"),
    estados.ENCERRADO_SEM_PAGAMENTO: Estado("erro", "Encerrado sem pagamento"),
    estados.ANALISADO: Estado("info", "Analisado", "conferencia"),
    estados.PAGO: Estado("ok", "Pago", "check"),
    estados.AGUARDANDO_INFORMACAO: Estado("alerta", "Aguarda informação sua"),
    estados.CANCELADO: Estado("neutro", "Cancelado", "proibido"),
    estados.BLOQUEIO_JUDICIAL: Estado("erro", "Bloqueio judicial", "cadeado"),
}
DA_CONFERENCIA: Final[dict[str, Estado]] = {
    Conferencia.Situacao.NA_FILA: Estado("info", "Conferindo"),
    Conferencia.Situacao.PRONTA: Estado("alerta", "Pronta para enviar", "enviar"),
    Conferencia.Situacao.RECUSADA: Estado("erro", "Não pode ser enviada"),
    Conferencia.Situacao.ENVIADA: Estado("ok", "Enviada", "check"),
}
DO_ITEM: Final[dict[str, Estado]] = {
    ItemDaGuia.Decisao.AUTOMATICA: Estado("ok", "Aceito"),
    ItemDaGuia.Decisao.SUGERIDA: Estado("info", "Em análise"),
    ItemDaGuia.Decisao.ACEITA: Estado("ok", "Aceito"),
    ItemDaGuia.Decisao.AJUSTADA: Estado("alerta", "Valor ajustado", "editar"),
    ItemDaGuia.Decisao.GLOSADA: Estado("erro", "Glosado"),
}
DO_PAGAMENTO: Final[dict[str, Estado]] = {
    Pagamento.Situacao.FECHADO: Estado("info", "Programado", "calendario"),
    Pagamento.Situacao.PAGO: Estado("ok", "Pago", "check"),
}
SAIDA_DO_ACHADO: Final[dict[str, Estado]] = {
    "corrigir": Estado("alerta", "Você corrige", "editar"),
    "retirar": Estado("neutro", "Retirar do lote", "lixo"),
    "operadora": Estado("erro", "Falar com a operadora", "telefone"),
    "revalidar": Estado("alerta", "Pedir revalidação", "relogio"),
    "documentar": Estado("alerta", "Enviar documento", "anexo"),
    "analise": Estado("info", "Vai para análise"),
}
