"""Inviting a prestador that the operadora credentialed to register itself in the portal (B-02)."""

from __future__ import annotations

from typing import Final

from guiche.acesso import permissions
from guiche.acesso.models import Convite, Perfil, Portal, Vinculo
from guiche.acesso.perfis import perfil_do_tipo
from guiche.acesso.services import convites
from guiche.cadastro.alcance import do_alcance
from guiche.cadastro.models import Prestador
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import agora, hoje
from guiche.nucleo.servico import Recusa, servico

PADRAO: Final = "Credenciado"


@servico(permissions.CREDENCIAMENTO_CONVIDAR)
def convidar_prestador(ator: Ator, prestador: Prestador, email: str = "", motivo: str = "") -> Convite:
    """Send the link of "Complete seu registro" to the e-mail that the register has, or to ``email`` with a reason.

    Raises Recusa for a prestador that left the network, one without e-mail, another address without a reason,
    or when it already has an invitation that waits or somebody who answers for it.
    """
    atual: Prestador = Prestador.objects.filter(do_alcance(ator)).get(pk=prestador.pk)
    if atual.descredenciado_em is not None and atual.descredenciado_em < hoje():
        raise Recusa("Este prestador foi descredenciado.")
    endereco = (email or atual.email).strip().lower()
    if not endereco:
        raise Recusa("O cadastro não tem e-mail: escreva um e diga por quê.", "email")
    dito = " ".join(motivo.split())
    if endereco != atual.email.strip().lower() and not dito:
        raise Recusa("Este não é o e-mail do cadastro: diga por que o convite vai para ele.", "motivo")
    if _aberto(atual):
        raise Recusa("Já há um convite esperando este prestador: reenvie ou cancele o que existe.", "email")
    proprios = Vinculo.objects.filter(Vinculo.vigente(hoje()), prestador=atual, tipo=Vinculo.Tipo.PROPRIO)
    if proprios.exists():
        raise Recusa("Alguém já responde por este prestador no portal. Quem falta entra como representante.")
    novo = convites.NovoConvite(
        Convite.Tipo.CREDENCIAMENTO,
        [_perfil_de(atual)],
        email=endereco,
        prestador=atual,
        dados={"motivo_do_email": dito[:200]} if dito else {},
    )
    return convites.convidar(ator, novo)


@servico(permissions.CREDENCIAMENTO_CONVIDAR)
def reenviar_convite(ator: Ator, convite: Convite, email: str = "", motivo: str = "") -> Convite:
    """Send it again with a new link and its whole term; another address needs a reason. Raises as
    :func:`convidar_prestador`, and Convite.DoesNotExist for one of another kind.
    """
    atual: Convite = Convite.objects.get(pk=convite.pk, tipo=Convite.Tipo.CREDENCIAMENTO)
    endereco, dito = email.strip().lower(), " ".join(motivo.split())
    if endereco and endereco != atual.email:
        if not dito:
            raise Recusa("Diga por que o convite vai para outro e-mail.", "motivo")
        atual.dados = {**atual.dados, "motivo_do_email": dito[:200]}
        atual.save(update_fields=["dados"])
    return convites.reenviar(ator, atual, endereco)


@servico(permissions.CREDENCIAMENTO_CONVIDAR)
def cancelar_convite(ator: Ator, convite: Convite) -> Convite:
    """Withdraw it: the link explains that it is worth nothing. Raises Convite.DoesNotExist and TransicaoInvalida."""
    atual: Convite = Convite.objects.get(pk=convite.pk, tipo=Convite.Tipo.CREDENCIAMENTO)
    return convites.cancelar(ator, atual)


def _aberto(prestador: Prestador) -> bool:
    pendentes = Convite.objects.filter(prestador=prestador, tipo=Convite.Tipo.CREDENCIAMENTO, situacao="pendente")
    return bool(pendentes.filter(expira_em__gt=agora()).exists())


def _perfil_de(prestador: Prestador) -> Perfil:
    """The perfil of its type; an operadora that has none of that name gives the common one."""
    perfis = {perfil.nome: perfil for perfil in Perfil.objects.filter(portal=Portal.PRESTADOR)}
    perfil = perfis.get(perfil_do_tipo(prestador.tipo)) or perfis.get(PADRAO)
    if perfil is None:
        raise Recusa(f"Falta o perfil {PADRAO} do portal do prestador: crie-o em Perfis.")
    return perfil
