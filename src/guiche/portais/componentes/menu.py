"""Menu entries: each screen registers its own; a person sees those of the portal they hold the right to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.urls import NoReverseMatch, reverse

from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import memoria
from guiche.nucleo.permissoes import Permissao, impedimento

Contagem = Callable[[Ator], QuerySet[Any]]
"""The rows that wait at a line for this ator; the line shows how many."""


@dataclass(frozen=True, slots=True)
class Entrada:
    """One line of a portal's menu. ``fixo`` ones stay in the bottom bar of a phone (at most four)."""

    portal: str
    grupo: str
    rotulo: str
    url_name: str
    icone: str
    permissao: Permissao
    ordem: int
    fixo: bool
    contagem: Contagem | None

    @property
    def e_inicio(self) -> bool:
        """Whether it leads to the home of its portal."""
        return self.url_name == f"{self.portal}:inicio"


_entradas: list[Entrada] = []


def registrar(
    portal: str,
    grupo: str,
    rotulo: str,
    url_name: str,
    icone: str,
    permissao: Permissao,
    ordem: int,
    *,
    fixo: bool = False,
    contagem: Contagem | None = None,
) -> None:
    """Add a line; ``ordem`` sorts within the portal, groups appear with their first line."""
    _entradas.append(Entrada(portal, grupo, rotulo, url_name, icone, permissao, ordem, fixo, contagem))
    _entradas.sort(key=lambda entrada: (entrada.portal, entrada.ordem))


def entradas(ator: Ator) -> list[Entrada]:
    """The lines this ator may follow, in order."""
    return [e for e in _entradas if e.portal == ator.portal and ator.pode(e.permissao)]


def da_rota(portal: str, url_name: str) -> Entrada | None:
    """The line that leads to this screen, if one does; the home counts as none."""
    achadas = (e for e in _entradas if e.portal == portal and e.url_name == url_name and not e.e_inicio)
    return next(achadas, None)


def contagens(ator: Ator) -> dict[str, int]:
    """How many rows wait at each line that counts them, by route: one statement for all, once a request."""
    guardadas = memoria()
    chave = ("menu.contagens", ator)
    if chave not in guardadas:
        guardadas[chave] = _contar({e.url_name: e.contagem(ator) for e in entradas(ator) if e.contagem is not None})
    achadas: dict[str, int] = guardadas[chave]
    return achadas


def menu(ator: Ator, caminho: str) -> list[dict[str, Any]]:
    """Groups of lines for the layout; the line with the longest address that begins the path is current.

    The home of a portal begins every path in it, so it is current only on its own page. What the operadora closed to
    whom the person acts for stays, marked: its page says why and whom to ask (B-25).
    """
    linhas = [(entrada, _endereco(entrada)) for entrada in entradas(ator)]
    esperam = contagens(ator)
    inicio = f"/{ator.portal}/"
    atual = max(
        (url for _, url in linhas if caminho == url or (url != inicio and caminho.startswith(url))),
        key=len,
        default="",
    )
    grupos: dict[str, list[dict[str, Any]]] = {}
    for entrada, url in linhas:
        grupos.setdefault(entrada.grupo, []).append(
            {
                "rotulo": entrada.rotulo,
                "url": url,
                "icone": entrada.icone,
                "atual": url == atual,
                "fixo": entrada.fixo,
                "contagem": esperam.get(entrada.url_name, 0),
                "fechada": impedimento(ator, entrada.permissao) is not None,
            }
        )
    return [{"rotulo": rotulo, "itens": itens} for rotulo, itens in grupos.items()]


def _contar(linhas: dict[str, QuerySet[Any]]) -> dict[str, int]:
    if not linhas:
        return {}
    primeira, *outras = [
        esperam.order_by().values(rota=Value(rota, CharField())).annotate(quantas=Count("*"))
        for rota, esperam in linhas.items()
    ]
    contas = primeira.union(*outras, all=True)
    return dict.fromkeys(linhas, 0) | {conta["rota"]: conta["quantas"] for conta in contas}


def _endereco(entrada: Entrada) -> str:
    try:
        return reverse(entrada.url_name)
    except NoReverseMatch as erro:
        raise LookupError(f"Entrada de menu sem rota: {entrada.url_name}") from erro
