"""Invitations of credenciamento as the operadora follows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, F, Q, QuerySet, Value, When

from guiche.acesso import permissions
from guiche.acesso.models import Convite, Vinculo
from guiche.cadastro.alcance import do_alcance
from guiche.cadastro.models import Prestador
from guiche.nucleo.ator import Ator
from guiche.nucleo.identificadores import normalizar
from guiche.nucleo.relogio import agora, hoje

PENDENTE, EXPIRADO = "pendente", "expirado"
SITUACOES: Final[dict[str, str]] = {
    PENDENTE: "Espera o prestador",
    "aceito": "Registrado",
    "recusado": "Recusado",
    EXPIRADO: "Vencido",
    "cancelado": "Cancelado",
}
"""What an invitation of credenciamento may be, in words."""
_EM_PALAVRAS: Final = tuple(When(agora_esta=codigo, then=Value(rotulo)) for codigo, rotulo in SITUACOES.items())


@dataclass(frozen=True, slots=True)
class AcessoDoPrestador:
    """Who enters for one prestador, and the invitation that waits, if any."""

    vinculos: Sequence[Vinculo]
    convite: Convite | None


def convites_de_credenciamento(ator: Ator, texto: str = "", situacao: str = "") -> QuerySet[Convite]:
    """Invitations by prestador (name, code, CPF or CNPJ) or address, with ``agora_esta``: the state at this moment,
    and ``situacao_em_palavras``.
    """
    if not ator.pode(permissions.CREDENCIAMENTO_CONVIDAR):
        return Convite.objects.none()
    vencido = When(situacao=PENDENTE, expira_em__lte=agora(), then=Value(EXPIRADO))
    todos = (
        Convite.objects.filter(do_alcance(ator, "prestador"), tipo=Convite.Tipo.CREDENCIAMENTO)
        .annotate(agora_esta=Case(vencido, default=F("situacao")))
        .annotate(situacao_em_palavras=Case(*_EM_PALAVRAS))
        .select_related("prestador", "operadora", "convidado_por", "usuario", "vinculo")
        .prefetch_related("perfis")
        .order_by("-pk")
    )
    if texto:
        filtro = Q(prestador__nome_fantasia__parece=texto) | Q(email__icontains=texto)
        if cru := normalizar(texto):
            filtro |= Q(prestador__codigo__startswith=cru) | Q(prestador__documento__startswith=cru)
        todos = todos.filter(filtro)
    return todos.filter(agora_esta=situacao) if situacao else todos


def convite_de_credenciamento(ator: Ator, convite_id: int) -> Convite:
    """One of them. Raises Convite.DoesNotExist."""
    convite: Convite = convites_de_credenciamento(ator).get(pk=convite_id)
    return convite


def acesso_do_prestador(ator: Ator, prestador: Prestador) -> AcessoDoPrestador:
    """Who answers for a prestador in the portal today, and what was sent to it."""
    proprios = Vinculo.objects.filter(Vinculo.vigente(hoje()), prestador=prestador, tipo=Vinculo.Tipo.PROPRIO)
    pendentes = convites_de_credenciamento(ator, situacao=PENDENTE).filter(prestador=prestador)
    return AcessoDoPrestador(list(proprios.select_related("usuario").order_by("usuario__nome")), pendentes.first())
