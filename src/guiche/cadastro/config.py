"""Options of the registers, per operadora."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CadastroConfig:
    """What the operadora asks of a prestador's record and which operations it keeps open.

    ``exigencias``: codes of ``regras.completude`` that the record must satisfy. ``bloqueadas``: rights of the
    prestador's portal that stay closed while something is missing. ``fechadas``: pairs ``TIPO:right`` that are
    closed for a whole kind of prestador, for every beneficiário (``BENEFICIARIO``) or every contratante
    (``CONTRATANTE``). ``motivo_do_fechamento`` and ``quem_procurar`` are the words shown then; empty, the product's
    own and the operadora's channels. ``prazo_atualizacao_du``: business days to answer a change request.
    ``lembrete_aditivo_dias``: days before its deadline when who may sign an amendment is reminded, 0 = never.
    """

    exigencias: tuple[str, ...] = ("cnes", "conselho", "email", "telefone", "endereco", "responsavel", "banco")
    bloqueadas: tuple[str, ...] = ("faturamento.lote.enviar",)
    fechadas: tuple[str, ...] = ()
    motivo_do_fechamento: str = ""
    quem_procurar: str = ""
    prazo_atualizacao_du: int = 5
    lembrete_aditivo_dias: int = 5
