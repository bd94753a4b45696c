"""Who is told, in the bell, about what a family shows, asks and decides.

A consent taken back is told to nobody: whoever loses it has no right to an explanation.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db.models import Q

from guiche.acesso import events
from guiche.acesso.assuntos import ASSUNTOS, rotulos
from guiche.acesso.models import ConsentimentoFamiliar, PedidoDeResponsavel, PedidoParaVer, Portal, Vinculo
from guiche.cadastro.models import Beneficiario
from guiche.comunicacao.services.avisos import chave_do, notificar
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento

FAMILIA: Final = "/beneficiario/familia/"
CUIDADORES: Final = "/beneficiario/familia/cuidadores/"


@assinar(events.CONSENTIMENTO_DADO)
def pode_ver(evento: Evento) -> None:
    """To the person who was let in."""
    dado = ConsentimentoFamiliar.objects.select_related("de").get(pk=evento.alvo)
    titulo = f"{_primeiro_nome(dado.de)} deixou você ver: {ASSUNTOS[dado.assunto].rotulo}"
    _a(dado.para_id, evento, titulo, "Vale só para você e pode ser desfeito a qualquer momento.")


@assinar(events.PEDIDO_PARA_VER_FEITO)
def pedido_recebido(evento: Evento) -> None:
    """To the person who was asked."""
    pedido = _pedido(evento)
    titulo = f"{_primeiro_nome(pedido.para)} pede para ver dados seus"
    _a(pedido.de_id, evento, titulo, f"{rotulos(pedido.assuntos)}. A escolha é sua.")


@assinar(events.PEDIDO_PARA_VER_RESPONDIDO)
def pedido_respondido(evento: Evento) -> None:
    """To who asked; a request withdrawn is told to nobody."""
    pedido = _pedido(evento)
    quem = _primeiro_nome(pedido.de)
    if evento.fato["acao"] == "aceitar":
        _a(pedido.para_id, evento, f"{quem} respondeu ao seu pedido", f"Você pode ver: {_concedidos(evento)}.")
    elif evento.fato["acao"] == "recusar":
        _a(pedido.para_id, evento, f"{quem} respondeu ao seu pedido", "Preferiu não mostrar por enquanto.")


@assinar(events.RESPONSAVEL_DECIDIDO)
def indicacao_decidida(evento: Evento) -> None:
    """To who named the guardian: the invitation went out, or why it did not."""
    pedido = PedidoDeResponsavel.objects.get(pk=evento.alvo)
    frases = {
        "aprovar": ("Indicação de responsável aprovada", f"O convite foi enviado a {pedido.nome}."),
        "recusar": ("Indicação de responsável recusada", f"Motivo: {pedido.motivo}"),
    }
    if evento.fato["acao"] in frases:
        titulo, texto = frases[evento.fato["acao"]]
        notificar(
            Q(usuario_id=pedido.pedido_por_id, tipo=Vinculo.Tipo.PROPRIO),
            Portal.BENEFICIARIO,
            titulo=titulo,
            texto=texto,
            url=CUIDADORES,
            chave=chave_do(evento),
        )


@assinar(events.MAIORIDADE_PROXIMA)
def maioridade_proxima(evento: Evento) -> None:
    """To the dependant, who decides, and to the titular, who will stop seeing."""
    pessoa = Beneficiario.objects.get(pk=evento.alvo)
    em = f"{date.fromisoformat(evento.fato['em']):%d/%m/%Y}"
    texto = "Nesse dia o titular deixa de ver seus dados. Escolha o que a família continua vendo, se quiser."
    _a(pessoa.pk, evento, f"Em {em} você faz 18 anos", texto)
    if pessoa.titular_id is not None:
        titulo = f"Em {em} {_primeiro_nome(pessoa)} faz 18 anos"
        _a(pessoa.titular_id, evento, titulo, "A partir daí você só vê o que essa pessoa permitir.")


def _a(pessoa_id: int, evento: Evento, titulo: str, texto: str) -> None:
    """To the own access of one person."""
    notificar(
        Q(beneficiario_id=pessoa_id, tipo=Vinculo.Tipo.PROPRIO),
        Portal.BENEFICIARIO,
        titulo=titulo,
        texto=texto,
        url=FAMILIA,
        chave=chave_do(evento),
    )


def _pedido(evento: Evento) -> PedidoParaVer:
    pedido: PedidoParaVer = PedidoParaVer.objects.select_related("de", "para").get(pk=evento.alvo)
    return pedido


def _concedidos(evento: Evento) -> str:
    return rotulos(evento.fato["assuntos"])


def _primeiro_nome(pessoa: Beneficiario) -> str:
    return pessoa.nome_de_uso.split(" ")[0]
