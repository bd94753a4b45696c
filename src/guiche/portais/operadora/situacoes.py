"""How states look to the operadora's people: what is with us is alert, what is with others is calm."""

from __future__ import annotations

from typing import Final

from guiche.faturamento.models import ItemDaGuia
from guiche.faturamento.regras import estados
from guiche.pagamento.models import Pagamento
from guiche.portais.componentes.visual import Estado

DO_LOTE: Final[dict[str, Estado]] = {
    estados.RECEBIDO: Estado("alerta", "Recebido", "lote"),
    estados.EM_ANALISE: Estado("alerta", "Em análise"),
    estados.LIBERADO_PARA_PAGAMENTO: Estado("info", "Liberado para pagamento", "calendario"),
    estados.ENCERRADO_SEM_PAGAMENTO: Estado("neutro", "Encerrado sem pagamento"),
    estados.ANALISADO: Estado("alerta", "Falta liberar", "cadeado-aberto"),
    estados.PAGO: Estado("ok", "Pago", "check"),
    estados.AGUARDANDO_INFORMACAO: Estado("info", "Aguarda o prestador"),
    estados.CANCELADO: Estado("neutro", "Cancelado", "proibido"),
    estados.BLOQUEIO_JUDICIAL: Estado("erro", "Bloqueio judicial", "cadeado"),
}
DO_ITEM: Final[dict[str, Estado]] = {
    ItemDaGuia.Decisao.AUTOMATICA: Estado("ok", "Aceito"),
    ItemDaGuia.Decisao.SUGERIDA: Estado("alerta", "Sugerido", "editar"),
    ItemDaGuia.Decisao.ACEITA: Estado("ok", "Aceito", "check"),
    ItemDaGuia.Decisao.AJUSTADA: Estado("info", "Ajustado", "editar"),
    ItemDaGuia.Decisao.GLOSADA: Estado("erro", "Glosado"),
}
DO_PAGAMENTO: Final[dict[str, Estado]] = {
    Pagamento.Situacao.FECHADO: Estado("alerta", "A pagar", "calendario"),
    Pagamento.Situacao.PAGO: Estado("ok", "Pago", "check"),
}
