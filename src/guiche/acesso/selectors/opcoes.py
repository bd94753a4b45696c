"""History of the options of access."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from guiche.acesso import permissions
from guiche.acesso.config import Opcoes
from guiche.acesso.models import Usuario
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import versoes
from guiche.nucleo.permissoes import exigir

QUANTAS = 20


@dataclass(frozen=True, slots=True)
class VersaoDasOpcoes:
    """One version: who stored it and when, and each option that changed with its value before and after.

    ``id`` 0 is what the product comes with, which nobody stored.
    """

    id: int
    quando: datetime | None
    quem: str
    em_vigor: bool
    mudancas: list[tuple[str, Any, Any]]


def versoes_das_opcoes(ator: Ator, classe: type[Opcoes]) -> list[VersaoDasOpcoes]:
    """The newest versions, the one in force first, down to what the product comes with. Raises SemPermissao."""
    exigir(ator, permissions.CONFIGURACAO_MUDAR)
    guardadas = versoes(classe, QUANTAS + 1)
    nomes = dict(Usuario.objects.filter(pk__in={v.usuario_id for v in guardadas}).values_list("pk", "nome"))
    anteriores = [asdict(versao.opcoes) for versao in guardadas[1:]]
    if len(guardadas) <= QUANTAS:
        anteriores.append(asdict(classe()))
    linhas = [
        VersaoDasOpcoes(
            versao.id,
            versao.criado_em,
            nomes.get(versao.usuario_id or 0, "Guichê"),
            posicao == 0,
            [(nome, antes[nome], depois) for nome, depois in asdict(versao.opcoes).items() if antes[nome] != depois],
        )
        for posicao, (versao, antes) in enumerate(zip(guardadas, anteriores, strict=False))
    ]
    if len(guardadas) <= QUANTAS:
        linhas.append(VersaoDasOpcoes(0, None, "", not guardadas, []))
    return linhas
