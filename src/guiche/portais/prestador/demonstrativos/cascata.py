"""Steps of the cascade of one payment, from charged to net."""

from __future__ import annotations

from collections.abc import Sequence

from guiche.faturamento.models import Lote
from guiche.pagamento.models import Pagamento
from guiche.portais.componentes import formatos
from guiche.portais.componentes.cascata import Degrau


def degraus(pagamento: Pagamento, lotes: Sequence[Lote]) -> list[Degrau]:
    """Charged − denied − franquia = released; + credits − debits = net. Steps of zero are left out."""
    guias = formatos.plural(sum(lote.quantidade_guias for lote in lotes), "guia", "guias")
    glosados = formatos.plural(sum(1 for lote in lotes if lote.valor_glosa), "lote", "lotes")
    quando = (
        f"pago em {formatos.data(pagamento.pago_em)}"
        if pagamento.pago_em
        else f"em {formatos.data(pagamento.data_prevista)}"
    )
    conta = f", conta final {pagamento.conta[-4:]}" if pagamento.conta else ""
    todos = [
        Degrau(
            "Apresentado",
            pagamento.valor_informado,
            "total",
            "neutro",
            f"{guias} em {formatos.plural(len(lotes), 'lote', 'lotes')}",
            "#lotes",
        ),
        Degrau("Glosado", -pagamento.valor_glosa, "passo", "erro", f"em {glosados}", "#lotes"),
        Degrau("Franquia", -pagamento.valor_franquia, "passo", "neutro", "paga pelo beneficiário"),
        Degrau("Liberado", pagamento.valor_liberado, "total", "ok", "soma dos lotes", "#lotes"),
        Degrau("Créditos", pagamento.valor_creditos, "passo", "ok", "além da produção"),
        Degrau("Débitos", -pagamento.valor_debitos, "passo", "alerta", "descontados deste pagamento"),
        Degrau("Líquido", pagamento.valor_liquido, "total", "marca", f"{quando}{conta}"),
    ]
    return [degrau for degrau in todos if degrau.valor or degrau.tipo == "total"]
