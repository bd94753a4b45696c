"""Periodic work of access: what ends by itself, and who is told before."""

from __future__ import annotations

from datetime import timedelta

from guiche.acesso import events
from guiche.acesso.registros import esquecer_vencidos
from guiche.acesso.services.convites import expirar_convites
from guiche.acesso.services.familia import avisar_da_maioridade
from guiche.acesso.services.preferencias import esquecer_uso
from guiche.acesso.services.revisao import abrir_revisoes, avisar_da_equipe, avisar_do_fim, escrever_da_revisao
from guiche.acesso.services.sessoes import esquecer_sessoes
from guiche.acesso.services.vinculos import encerrar_vencidos
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import hoje
from guiche.nucleo.tarefas import periodica, tarefa


@periodica(cada=timedelta(hours=1))
@tarefa
def encerrar_o_que_venceu() -> None:
    """Expire invitations, end accesses whose time is over, forget registrations nobody confirmed."""
    expirar_convites()
    encerrar_vencidos()
    esquecer_vencidos()


@periodica(cada=timedelta(hours=24))
@tarefa
def avisar_e_revisar() -> None:
    """Tell who loses an access soon, ask each prestador, and who manages the team, who still needs theirs, and tell
    who turns 18.

    What was used before last month no longer counts for anybody's shortcuts, and is forgotten.
    """
    avisar_do_fim()
    abrir_revisoes()
    avisar_da_equipe()
    avisar_da_maioridade()
    esquecer_uso(hoje())


@assinar(events.REVISAO_COBRADA)
def escrever_ao_lembrado(evento: Evento) -> None:
    """Write to who manages the relationships of a prestador that was reminded of its review."""
    escrever_da_revisao(evento)


@periodica(cada=timedelta(hours=24))
@tarefa
def limpar_sessoes() -> None:
    """Delete the sessions whose time is over."""
    esquecer_sessoes()
