"""What the one search finds in the operadora's portal: lotes, protocolos and guias."""

from __future__ import annotations

from django.urls import reverse

from guiche.faturamento import permissions
from guiche.faturamento.selectors.do_prestador import localizar
from guiche.nucleo.ator import Ator
from guiche.portais.componentes import formatos
from guiche.portais.componentes.busca import Resultado, registrar


def procurar(ator: Ator, texto: str) -> list[Resultado]:
    """Lotes and guias whose number begins like the text; guias only for whoever may open a conta."""
    if not ator.pode(permissions.LOTE_VER):
        return []
    lotes, guias = localizar(ator, texto)
    return [
        *(
            Resultado(
                "Lotes",
                f"Lote {lote.numero}, {lote.prestador}",
                reverse("operadora:lote", args=[lote.pk]),
                f"protocolo {lote.protocolo}, {formatos.dinheiro(lote.valor_informado)}",
                "lote",
            )
            for lote in lotes
        ),
        *(
            Resultado(
                "Contas",
                f"Guia {guia.numero_prestador}",
                reverse("operadora:conta", args=[guia.pk]),
                f"lote {guia.lote.numero}, {formatos.data(guia.data_inicio)}",
                "guia",
            )
            for guia in guias
            if ator.pode(permissions.CONTA_ANALISAR)
        ),
    ]


registrar("operadora", procurar)
