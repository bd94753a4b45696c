"""Who acts, for whom, through which door: built once per request and handed to every verb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from guiche.nucleo.permissoes import Permissao, catalogo

if TYPE_CHECKING:
    from guiche.nucleo.models import Operadora


@dataclass(frozen=True, slots=True)
class Ator:
    """A person acting for somebody in one operadora.

    ``portal`` is the audience (``prestador``, ``beneficiario``, ``contratante``, ``operadora``, ``sistema``),
    ``canal`` the door (``web``, ``soap``, ``api``, ``comando``, ``tarefa``). ``prestador_id``, ``beneficiario_ids``
    and ``contrato_id`` say for whom: selectors narrow by them. ``beneficiario_ids`` are the people the ator acts for;
    ``alcance`` adds, per subject, adults who let the ator see theirs. ``unidades`` (id → name) are the units of the
    operadora that somebody of its team works for; empty, all of them (``cadastro.alcance`` narrows by it).
    ``permissoes`` holds codes and is rebuilt at every request.
    """

    operadora: Operadora
    portal: str
    canal: str = "web"
    usuario: Any = None
    vinculo: Any = None
    ip: str = ""
    permissoes: frozenset[str] = frozenset()
    prestador_id: int | None = None
    beneficiario_ids: tuple[int, ...] = ()
    contrato_id: int | None = None
    nome: str = ""
    rotulo: str = field(default="")
    alcance: Mapping[str, tuple[int, ...]] = field(default_factory=dict, hash=False)
    unidades: Mapping[int, str] = field(default_factory=dict, hash=False)

    @property
    def prestador_atual(self) -> int:
        """Id of the prestador acted for. Raises LookupError for an ator of another kind."""
        if self.prestador_id is None:
            raise LookupError("Este ator não atua por um prestador.")
        return self.prestador_id

    def beneficiarios_em(self, assunto: str) -> tuple[int, ...]:
        """Ids of the people whose data on one subject the ator may see; to act for them is another matter."""
        return (*self.beneficiario_ids, *self.alcance.get(assunto, ()))

    def pode(self, permissao: Permissao) -> bool:
        """Whether this ator holds the right, in a portal where the right exists."""
        return permissao.codigo in self.permissoes and (self.portal == "sistema" or self.portal in permissao.portais)

    @classmethod
    def sistema(cls, operadora: Operadora, canal: str = "tarefa") -> Ator:
        """The product itself: tasks and commands. Holds every right."""
        return cls(
            operadora=operadora,
            portal="sistema",
            canal=canal,
            permissoes=frozenset(p.codigo for p in catalogo()),
            nome="Guichê",
            rotulo="Sistema",
        )
