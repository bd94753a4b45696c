"""What happened to an access or to an invitation, in plain words, from its events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from guiche.acesso import events
from guiche.nucleo import eventos
from guiche.nucleo.models import Evento
from guiche.portais.componentes.visual import Passo, Tom

MOSTRADOS: Final = 12
ESPERA_A_PESSOA: Final = Passo("A pessoa responde", "Você é avisado.", futuro=True, icone="usuario")
_ATOS: Final[dict[str, tuple[str, Tom, str]]] = {
    "suspender": ("Acesso suspenso", "alerta", "pausa"),
    "reativar": ("Acesso reativado", "ok", "check"),
    "encerrar": ("Acesso encerrado", "neutro", "proibido"),
    "aceitar": ("Convite aceito", "ok", "check"),
    "recusar": ("Convite recusado", "erro", "erro"),
    "cancelar": ("Convite cancelado", "neutro", "proibido"),
    "expirar": ("Convite venceu sem resposta", "neutro", "relogio"),
}
_DE_USO: Final = frozenset(
    {events.SESSAO_ABERTA.codigo, events.SESSAO_ENCERRADA.codigo, events.CONTEXTO_TROCADO.codigo}
)


def do_vinculo(historico: Iterable[Evento]) -> list[Passo]:
    """The last steps of an access, oldest first; entering and leaving are left out."""
    mudancas = [evento for evento in historico if evento.tipo not in _DE_USO]
    return [_passo(evento) for evento in mudancas[-MOSTRADOS:]]


def do_convite(historico: Iterable[Evento], espera: Passo) -> list[Passo]:
    """Steps of an invitation, oldest first; one not answered ends with ``espera``: who has the ball."""
    aconteceu = list(historico)
    respondido = any(evento.fato.get("acao") for evento in aconteceu)
    return [_passo(evento) for evento in aconteceu] + ([] if respondido else [espera])


def _passo(evento: Evento) -> Passo:
    por = f"Por {evento.quem}," if evento.portal != "sistema" and evento.quem else ""
    if evento.tipo == events.VINCULO_MUDADO.codigo:
        titulo = "Prazo mudado" if "fim" in evento.fato else "Papéis mudados"
        titulo = "Contato mudado" if "campos" in evento.fato else titulo
        return Passo(titulo, por, evento.criado_em, "ok", "editar")
    if evento.fato.get("acao") in _ATOS:
        titulo, tom, icone = _ATOS[evento.fato["acao"]]
        return Passo(titulo, por, evento.criado_em, tom, icone)
    return Passo(eventos.tipo(evento.tipo).rotulo, por, evento.criado_em, "ok", "check")
