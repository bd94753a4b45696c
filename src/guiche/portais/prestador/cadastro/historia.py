"""The line of time of a change request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from guiche.cadastro import estados
from guiche.cadastro.models import Atualizacao
from guiche.nucleo.models import Evento
from guiche.portais.componentes.visual import Passo

_ACOES: Final = {
    "pedir_complemento": ("A operadora pediu um complemento", "alerta"),
    "responder": ("Complemento enviado", "ok"),
    "encaminhar": ("Aprovado pela primeira pessoa; a conta passa por uma segunda", "ok"),
    "devolver": ("Voltou à análise", "info"),
    "aprovar": ("Decidido", "ok"),
    "reabrir": ("Reaberto: o cadastro mudou antes da data", "alerta"),
    "aplicar": ("Em vigor no cadastro", "ok"),
    "recusar": ("Recusado", "erro"),
    "cancelar": ("Cancelado por vocês", "neutro"),
}


def passos(pedido: Atualizacao, historico: Iterable[Evento]) -> list[Passo]:
    """What happened and what comes next, in the words of who sent the request."""
    linhas = [Passo("Enviado", f"por {pedido.enviada_por},", pedido.enviada_em, "ok", "check")]
    for evento in historico:
        acao = str(evento.fato.get("acao", ""))
        if acao in _ACOES:
            titulo, tom = _ACOES[acao]
            linhas.append(Passo(titulo, "", evento.criado_em, tom, "check" if tom == "ok" else ""))  # type: ignore[arg-type]
    if pedido.situacao in (estados.EM_ANALISE, estados.CONFERENCIA):
        linhas.append(Passo("A operadora analisa", "Resposta até", pedido.prazo, "info", "ampulheta"))
    if pedido.situacao == estados.PENDENTE:
        linhas.append(Passo("Esperamos o complemento", "", None, "alerta", "usuario"))
    if pedido.situacao == estados.APROVADA:
        linhas.append(Passo("Entra no cadastro", "em", pedido.vigencia, futuro=True))
    return linhas
