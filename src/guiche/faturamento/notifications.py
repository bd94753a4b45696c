"""Who is told about lotes and contested attendances, and in which words."""

from __future__ import annotations

from django.db.models import Q

from guiche.acesso.selectors.familia import quem_age_por
from guiche.acesso.selectors.unidades import quem_alcanca
from guiche.comunicacao.services.avisos import notificar
from guiche.faturamento import permissions
from guiche.faturamento.models import Conferencia, ItemDaGuia, Lote
from guiche.nucleo.models import Evento

_FRASES = {
    "faturamento.lote.recebido": "foi recebido",
    "faturamento.lote.analisado": "foi analisado",
    "faturamento.lote.liberado": "foi liberado para pagamento",
    "faturamento.lote.pago": "foi pago",
    "faturamento.lote.encerrado_sem_pagamento": "foi encerrado sem pagamento",
}


def situacao_do_lote(lote: Lote, evento: Evento) -> None:
    """To everybody of the prestador who sees lotes."""
    notificar(
        Q(prestador_id=lote.prestador_id),
        "prestador",
        titulo=f"O lote {lote.numero} {_FRASES[evento.tipo]}",
        texto=f"Protocolo {lote.protocolo}, {lote.quantidade_guias} guias.",
        url=f"/prestador/lotes/{lote.pk}/",
        chave=f"{evento.tipo}:{lote.pk}",
        permissao=permissions.LOTE_VER.codigo,
    )


def conferencia_pronta(conferencia: Conferencia) -> None:
    """To who uploaded the file."""
    notificar(
        Q(prestador_id=conferencia.prestador_id, usuario_id=conferencia.usuario_id),
        "prestador",
        titulo=f"Conferência pronta: {conferencia.arquivo.nome}"[:120],
        texto="Veja o que corrigir antes de enviar.",
        url=f"/prestador/conferencias/{conferencia.pk}/",
        chave=f"conferencia:{conferencia.pk}:{conferencia.duracao_ms}",
        permissao=permissions.LOTE_CONFERIR.codigo,
    )


def atendimento_contestado(item: ItemDaGuia, evento: Evento) -> None:
    """To the operadora's people who look into contested attendances of this prestador."""
    notificar(
        quem_alcanca(item.guia.lote.prestador),
        "operadora",
        titulo="Beneficiário não reconhece um atendimento",
        texto=f"Guia {item.guia.numero_prestador}. Responder até {_data(evento.fato['prazo'])}.",
        url="/operadora/contestacoes/",
        chave=f"{evento.tipo}:{evento.fato['protocolo']}",
        permissao=permissions.CONTESTACAO_APURAR.codigo,
    )


def contestacao_respondida(item: ItemDaGuia, evento: Evento) -> None:
    """To the person and to whoever answers for them; to the titular only while the person is a minor."""
    if item.beneficiario is None:
        return
    notificar(
        quem_age_por(item.beneficiario),
        "beneficiario",
        titulo="Respondemos sobre o atendimento que você não reconheceu",
        texto=f"Protocolo {evento.fato['protocolo']}.",
        url="/beneficiario/casos/",
        chave=f"{evento.tipo}:{evento.fato['protocolo']}",
        permissao=permissions.ITEM_CONTESTAR.codigo,
    )


def _data(iso: str) -> str:
    ano, mes, dia = iso.split("-")
    return f"{dia}/{mes}/{ano}"
