"""Opening and answering protocolos."""

from __future__ import annotations

from guiche.atendimento import estados, events, permissions
from guiche.atendimento.models import Protocolo
from guiche.cadastro.models import Beneficiario
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import agora, calendario, hoje
from guiche.nucleo.sequencias import protocolo_ans
from guiche.nucleo.servico import Recusa, servico
from guiche.nucleo.transicao import transitar

PRAZO_NAO_ASSISTENCIAL = 7


@servico(permissions.PROTOCOLO_ABRIR)
def abrir_protocolo(ator: Ator, *, assunto: str, tipo: str, beneficiario: Beneficiario) -> Protocolo:
    """Open a non-assistance demand of a beneficiário; the answer is due in 7 business days.

    Source: RN 623/2024 art. 12 (clock starts on the next business day).
    """
    feriados = calendario()
    protocolo = Protocolo.objects.create(
        numero=protocolo_ans(hoje()),
        assunto=assunto[:120],
        tipo=tipo,
        canal=ator.canal,
        beneficiario=beneficiario,
        aberto_em=agora(),
        prazo=feriados.du_excl(hoje(), PRAZO_NAO_ASSISTENCIAL),
        calendario=feriados.versao,
    )
    eventos.registrar(events.PROTOCOLO_ABERTO, protocolo, ator, {"tipo": tipo})
    return protocolo


@servico(permissions.PROTOCOLO_RESPONDER)
def responder_protocolo(ator: Ator, protocolo: Protocolo, resposta: str) -> Protocolo:
    """Give the conclusive answer. Raises Recusa without a text and TransicaoInvalida when already answered."""
    if not resposta.strip():
        raise Recusa("Escreva a resposta que a pessoa vai ler.", campo="resposta")
    return transitar(
        protocolo,
        estados.PROTOCOLO,
        "responder",
        ator,
        events.PROTOCOLO_RESPONDIDO,
        gravar={"resposta": resposta.strip(), "respondido_em": agora()},
    )
