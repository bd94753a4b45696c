"""What happened to a conta, as steps of a timeline."""

from __future__ import annotations

from collections.abc import Iterable

from guiche.faturamento import events
from guiche.faturamento.models import Guia, Lote
from guiche.nucleo import eventos
from guiche.nucleo.models import Evento
from guiche.portais.componentes import formatos
from guiche.portais.componentes.visual import Passo
from guiche.portais.operadora.contas.sugestoes import ROTULOS

_CONTESTADO = events.ITEM_CONTESTADO.codigo
_DECIDIDO = events.ITEM_DECIDIDO.codigo
_LIDA = events.CONTA_LIDA.codigo


def passos(guia: Guia, lote: Lote, itens: int, divergentes: int, acontecidos: Iterable[Evento]) -> list[Passo]:
    """Reception and checks first, then what people did; of the readings, only the last of each person."""
    aceitos = formatos.plural(itens - divergentes, "item aceito", "itens aceitos")
    achadas = formatos.plural(guia.divergencias, "divergência", "divergências")
    feitos = [Passo(f"Conferência automática: {aceitos}", achadas, lote.recebido_em, "ok", "check")]
    todos = list(acontecidos)
    ultima_leitura = {evento.quem: evento.pk for evento in todos if evento.tipo == _LIDA}
    feitos += [_passo(evento) for evento in todos if evento.tipo != _LIDA or ultima_leitura[evento.quem] == evento.pk]
    if guia.analise == Guia.Analise.PENDENTE:
        feitos.append(Passo("Espera decisão", "Prazo do contrato:", lote.prazo_da_analise, "alerta", "usuario"))
    return feitos


def _passo(evento: Evento) -> Passo:
    quem = evento.quem or "Guichê"
    if evento.tipo == _DECIDIDO:
        rotulo = ROTULOS.get(evento.fato["decisao"], "Item decidido")
        codigo = f", glosa {evento.fato['codigo']}" if evento.fato["codigo"] else ""
        return Passo(f"{rotulo}{codigo}", f"{quem}.", evento.criado_em, "info", "editar")
    titulo = eventos.tipo(evento.tipo).rotulo
    if evento.tipo == _CONTESTADO:
        return Passo(titulo, f"Protocolo {evento.fato['protocolo']}.", evento.criado_em, "alerta", "bandeira")
    return Passo(titulo, f"{quem}.", evento.criado_em, "info", "ver" if evento.tipo == _LIDA else "check")
