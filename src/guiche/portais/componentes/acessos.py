"""Accesses and invitations on every page that has them: their states, what happened to them, why one stops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms

from guiche.acesso import events
from guiche.acesso.selectors.relacionamentos import SITUACOES
from guiche.nucleo import eventos
from guiche.nucleo.models import Evento
from guiche.portais.componentes.visual import Estado, Passo, Tom

ESTADOS: Final[dict[str, Estado]] = {
    "pendente": Estado("info", SITUACOES["pendente"]),
    "ativo": Estado("ok", SITUACOES["ativo"]),
    "suspenso": Estado("alerta", SITUACOES["suspenso"], "pausa"),
    "encerrado": Estado("neutro", SITUACOES["encerrado"], "proibido"),
    "recusado": Estado("erro", SITUACOES["recusado"]),
    "expirado": Estado("neutro", SITUACOES["expirado"], "relogio"),
    "cancelado": Estado("neutro", SITUACOES["cancelado"], "proibido"),
}
"""How an access, or the invitation to it, is drawn in each state."""
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


class MotivoForm(forms.Form):
    """Why an access stops or ends; the person reads it."""

    motivo = forms.CharField(
        label="Motivo", max_length=200, help_text="Fica no histórico, e a pessoa recebe por e-mail."
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
        return Passo(_o_que_mudou(evento.fato), por, evento.criado_em, "ok", "editar")
    if evento.fato.get("acao") in _ATOS:
        titulo, tom, icone = _ATOS[evento.fato["acao"]]
        return Passo(titulo, por, evento.criado_em, tom, icone)
    return Passo(eventos.tipo(evento.tipo).rotulo, por, evento.criado_em, "ok", "check")


def _o_que_mudou(fato: Mapping[str, Any]) -> str:
    if "fim" in fato:
        return "Prazo mudado"
    if "campos" in fato:
        return "Contato mudado"
    return "Unidades mudadas" if fato["perfis"] == fato["perfis_antes"] else "Papéis mudados"
