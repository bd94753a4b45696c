"""What happened to a conta, as steps of a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from guiche.faturamento import events
from guiche.faturamento.models import Guia, ItemDaGuia
from guiche.nucleo import eventos
from guiche.nucleo.models import Evento
from guiche.portais.componentes import formatos
from guiche.portais.componentes.visual import Passo
from guiche.portais.operadora.contas.linhas import diverge
from guiche.portais.operadora.contas.sugestoes import ROTULOS, dito

_FECHAM = frozenset(tipo.codigo for tipo in (events.LOTE_ANALISADO, events.LOTE_SEM_PAGAMENTO, events.LOTE_CANCELADO))
_RECEBIDO = events.LOTE_RECEBIDO.codigo
_CONTESTADO = events.ITEM_CONTESTADO.codigo
_DECIDIDO = events.ITEM_DECIDIDO.codigo
_CONCLUIDA = events.CONTA_DECIDIDA.codigo
_LIDA = events.CONTA_LIDA.codigo
_ICONES = {_LIDA: "ver", **dict.fromkeys(_FECHAM, "cadeado")}


@dataclass(frozen=True, slots=True)
class Encerramento:
    """Who ended the analysis of the lote, and when; ``quem`` is empty when the trail does not say."""

    quem: str
    quando: datetime | None


def encerramento(guia: Guia, acontecidos: Sequence[Evento]) -> Encerramento:
    """The end of the analysis as the trail tells it, else as the lote keeps it."""
    for evento in reversed(acontecidos):
        if evento.tipo in _FECHAM:
            return Encerramento(evento.quem, evento.criado_em)
    return Encerramento("", guia.lote.fechado_em)


def passos(guia: Guia, itens: Sequence[ItemDaGuia], acontecidos: Sequence[Evento]) -> list[Passo]:
    """Reception and checks first, then what people did; of the readings, only the last of each person."""
    por_id = {item.pk: item for item in itens}
    ultimo = {(evento.tipo, evento.objeto_id, evento.quem): evento.pk for evento in acontecidos}
    ultima_decisao = {evento.objeto_id: evento.pk for evento in acontecidos if evento.tipo == _DECIDIDO}
    feitos = _chegada(guia, itens, acontecidos)
    for evento in acontecidos:
        if evento.tipo == _RECEBIDO:
            continue
        if evento.tipo == _LIDA and ultimo[_LIDA, evento.objeto_id, evento.quem] != evento.pk:
            continue
        if evento.tipo == _DECIDIDO:
            item = por_id[evento.alvo]
            feitos.append(_decisao(evento, item, vale=ultima_decisao[item.pk] == evento.pk))
        else:
            feitos.append(_passo(evento))
    if guia.analise == Guia.Analise.PENDENTE:
        feitos.append(Passo("Espera decisão", "Prazo do contrato:", guia.lote.prazo_da_analise, "alerta", "usuario"))
    return feitos


def _chegada(guia: Guia, itens: Sequence[ItemDaGuia], acontecidos: Sequence[Evento]) -> list[Passo]:
    """Who sent the lote, when, and what the checks made of this conta at once."""
    quem = next((evento.quem for evento in acontecidos if evento.tipo == _RECEBIDO), "")
    aceitos = sum(not diverge(item) for item in itens)
    return [
        Passo("Lote recebido", f"{quem}." if quem else "", guia.lote.recebido_em, "ok", "lote"),
        Passo(
            f"Conferência automática: {formatos.plural(aceitos, 'item aceito', 'itens aceitos')}",
            formatos.plural(len(itens) - aceitos, "divergência.", "divergências."),
            tom="ok",
            icone="check",
        ),
    ]


def _decisao(evento: Evento, item: ItemDaGuia, *, vale: bool) -> Passo:
    """One decision: from how much to how much, for which reason; the words only while they are in force."""
    fato = evento.fato
    rotulo = ROTULOS.get(fato["decisao"], "Decidido")
    de, para = (formatos.dinheiro(Decimal(str(fato[nome]))) for nome in ("liberado_antes", "liberado"))
    motivo = f" Glosa {fato['codigo']}: {dito(fato['codigo'])}." if fato["codigo"] else ""
    palavras = f" “{item.justificativa}”" if vale and item.justificativa else ""
    return Passo(
        f"Item {item.sequencial}: {rotulo[0].lower()}{rotulo[1:]}",
        f"Liberado de {de} para {para}.{motivo}{palavras} {evento.quem or 'Guichê'}.",
        evento.criado_em,
        "info",
        "editar",
    )


def _passo(evento: Evento) -> Passo:
    quem, titulo = evento.quem or "Guichê", eventos.tipo(evento.tipo).rotulo
    if evento.tipo == _CONTESTADO:
        return Passo(titulo, f"Protocolo {evento.fato['protocolo']}.", evento.criado_em, "alerta", "bandeira")
    if evento.tipo == _CONCLUIDA:
        libera, glosa = (formatos.dinheiro(Decimal(str(evento.fato[nome]))) for nome in ("liberado", "glosa"))
        return Passo(titulo, f"Libera {libera}, glosa {glosa}. {quem}.", evento.criado_em, "info", "check")
    return Passo(titulo, f"{quem}.", evento.criado_em, "info", _ICONES.get(evento.tipo, "check"))
