"""What a person may act as, and the ator built from it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from guiche.acesso import permissions
from guiche.acesso.models import Usuario, Vinculo
from guiche.cadastro.models import Beneficiario
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo, sem_escopo
from guiche.nucleo.models import Evento, vigente_em
from guiche.nucleo.permissoes import basicas
from guiche.nucleo.relogio import hoje

MAIORIDADE = 18


def vinculos_vigentes(usuario: Usuario) -> list[Vinculo]:
    """The person's vínculos in force today, in every operadora."""
    with sem_escopo("vínculos de uma pessoa em todas as operadoras"):
        return list(
            Vinculo.objects.filter(vigente_em(hoje()), usuario=usuario)
            .select_related("operadora", "perfil", "prestador", "beneficiario")
            .order_by("portal", "pk")
        )


def ator_do_vinculo(usuario: Usuario, vinculo: Vinculo, *, canal: str = "web", ip: str = "") -> Ator:
    """Build the ator of one request. A titular also acts for the minors who depend on them."""
    beneficiarios: tuple[int, ...] = ()
    if vinculo.beneficiario_id is not None:
        with escopo(vinculo.operadora):
            beneficiarios = _familia_visivel(vinculo.beneficiario_id)
    return Ator(
        operadora=vinculo.operadora,
        portal=vinculo.portal,
        canal=canal,
        usuario=usuario,
        vinculo=vinculo,
        ip=ip,
        permissoes=frozenset(vinculo.perfil.permissoes) | basicas(vinculo.portal),
        prestador_id=vinculo.prestador_id,
        beneficiario_ids=beneficiarios,
        nome=usuario.nome,
        rotulo=vinculo.rotulo,
    )


def _familia_visivel(beneficiario_id: int) -> tuple[int, ...]:
    hoje_ = hoje()
    corte = hoje_.replace(year=hoje_.year - MAIORIDADE, day=min(hoje_.day, 28))
    return tuple(
        Beneficiario.objects.filter(Q(pk=beneficiario_id) | Q(titular_id=beneficiario_id, nascimento__gt=corte))
        .order_by("nascimento", "pk")
        .values_list("pk", flat=True)
    )


def trilha(
    ator: Ator, tipo: str = "", pessoa: str = "", de: date | None = None, ate: date | None = None
) -> QuerySet[Evento]:
    """Events of the operadora for its auditors, filtered by kind, person's name and period; none for others."""
    eventos = Evento.objects.all() if ator.pode(permissions.EVENTOS_VER) else Evento.objects.none()
    if tipo:
        eventos = eventos.filter(tipo=tipo)
    if pessoa:
        eventos = eventos.filter(quem__parece=pessoa)
    if de:
        eventos = eventos.filter(criado_em__date__gte=de)
    if ate:
        eventos = eventos.filter(criado_em__date__lte=ate)
    return eventos
