"""Periodic work of access: what ends by itself, and who is told before."""

from __future__ import annotations

from datetime import timedelta

from guiche.acesso.services.convites import expirar_convites
from guiche.acesso.services.revisao import abrir_revisoes, avisar_do_fim
from guiche.acesso.services.vinculos import encerrar_vencidos
from guiche.nucleo.tarefas import periodica, tarefa


@periodica(cada=timedelta(hours=1))
@tarefa
def encerrar_o_que_venceu() -> None:
    """Expire invitations and end accesses whose time is over."""
    expirar_convites()
    encerrar_vencidos()


@periodica(cada=timedelta(hours=24))
@tarefa
def avisar_e_revisar() -> None:
    """Tell who loses an access soon, and ask each prestador to confirm who still needs theirs."""
    avisar_do_fim()
    abrir_revisoes()
