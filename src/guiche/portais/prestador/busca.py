"""What the one search finds in the prestador's portal: lotes, protocolos, guias, senhas and negotiated prices."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from guiche.faturamento import permissions
from guiche.faturamento.selectors.do_prestador import localizar
from guiche.faturamento.selectors.valores import valores_negociados
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes import formatos
from guiche.portais.componentes.busca import Resultado, registrar

MENOR_TEXTO, MAXIMO_DE_VALORES = 3, 5


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


def procurar_valores(ator: Ator, texto: str) -> list[Resultado]:
    """Prices in force today whose code or description has the text, for whoever may see them."""
    if not ator.pode(permissions.VALOR_VER) or len(texto) < MENOR_TEXTO:
        return []
    return [
        Resultado(
            "Valores negociados",
            f"{valor.codigo} {valor.descricao}".strip(),
            f"{reverse('prestador:valores')}?{urlencode({'q': valor.codigo})}",
            formatos.dinheiro(valor.valor),
            "livro",
        )
        for valor in valores_negociados(ator, hoje(), texto)[:MAXIMO_DE_VALORES]
    ]


registrar("prestador", procurar_valores)
