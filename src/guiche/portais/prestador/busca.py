"""What the one search finds in the prestador's portal: lotes, protocolos, guias and senhas."""

from __future__ import annotations

from django.urls import reverse

from guiche.faturamento import permissions
from guiche.faturamento.selectors.do_prestador import localizar
from guiche.nucleo.ator import Ator
from guiche.portais.componentes import formatos
from guiche.portais.componentes.busca import Resultado, registrar


def procurar(ator: Ator, texto: str) -> list[Resultado]:
    """Lotes and guias of the prestador acted for whose number begins like the text."""
    if not ator.pode(permissions.LOTE_VER):
        return []
    lotes, guias = localizar(ator, texto)
    return [
        *(
            Resultado(
                "Lotes",
                f"Lote {lote.numero}",
                reverse("prestador:lote", args=[lote.pk]),
                f"protocolo {lote.protocolo}, {formatos.dinheiro(lote.valor_informado)}",
                "lote",
            )
            for lote in lotes
        ),
        *(
            Resultado(
                "Guias",
                f"Guia {guia.numero_prestador}",
                reverse("prestador:guia", args=[guia.pk]),
                f"lote {guia.lote.numero}, {formatos.data(guia.data_inicio)}",
                "guia",
            )
            for guia in guias
        ),
    ]


registrar("prestador", procurar)
