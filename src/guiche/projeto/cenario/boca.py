"""Where in the mouth an invented dental procedure was done, always possible for the tooth and the person."""

from __future__ import annotations

import random

from guiche.faturamento.regras import odonto
from guiche.projeto.cenario.procedimentos import Procedimento

_DENTES_POR_RAIZ = {
    "85200166": tuple(sorted(d for d in odonto.PERMANENTES if odonto.raizes(d) == 1)),
    "85200140": ("14", "24"),
    "85200158": tuple(sorted(d for d in odonto.PERMANENTES if odonto.raizes(d) == 3 and d[1] != "8")),
    "82001286": ("18", "28", "38", "48"),
}
_PERMANENTES = tuple(sorted(d for d in odonto.PERMANENTES if d[1] != "8"))
_ANTERIORES = tuple(d for d in _PERMANENTES if odonto.eh_anterior(d))
_DECIDUOS = tuple(sorted(odonto.DECIDUOS))
_SEXTANTES = tuple(sorted(odonto.SEXTANTES))


def faces_do_dente(dente: str, quantas: int, acaso: random.Random) -> str:
    """So many different faces that the tooth has, in the order M O/I D V P/L."""
    oclusal = "I" if odonto.eh_anterior(dente) else "O"
    interna = "P" if odonto.eh_superior(dente) else "L"
    existentes = f"M{oclusal}DV{interna}"
    escolhidas = acaso.sample(existentes, quantas)
    return "".join(face for face in existentes if face in escolhidas)


def lugar(procedimento: Procedimento, acaso: random.Random) -> tuple[str | None, str | None, str | None]:
    """Tooth, region and faces for one procedure (None where it has none)."""
    if procedimento.local in ("dente", "dente_face"):
        dente = acaso.choice(_dentes(procedimento))
        if procedimento.faces is None:
            return dente, None, None
        return dente, None, faces_do_dente(dente, procedimento.faces, acaso)
    if procedimento.local == "segmento":
        return None, acaso.choice(_SEXTANTES), None
    if procedimento.local == "arco":
        return None, acaso.choice(("AS", "AI")), None
    return None, None, None


def _dentes(procedimento: Procedimento) -> tuple[str, ...]:
    if procedimento.denticao == "decidua":
        return _DECIDUOS
    if procedimento.posicao == "anterior":
        return _ANTERIORES
    return _DENTES_POR_RAIZ.get(procedimento.codigo, _PERMANENTES)
