"""The authorisations behind the guias that carry a senha, saved in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from guiche.autorizacao.models import Autorizacao, ItemAutorizado
from guiche.nucleo.insercao import inserir
from guiche.projeto.cenario.registros import PrestadorVivo
from guiche.tiss_xml.mensagens import Guia, TipoGuia, TipoItem

_VALIDADE = timedelta(days=30)
_UM_DIA = timedelta(days=1)
_DE_EQUIPE = frozenset({TipoGuia.RESUMO_INTERNACAO, TipoGuia.HONORARIOS})
_TIPOS = {
    TipoGuia.SADT: Autorizacao.Tipo.SADT,
    TipoGuia.RESUMO_INTERNACAO: Autorizacao.Tipo.INTERNACAO,
    TipoGuia.HONORARIOS: Autorizacao.Tipo.INTERNACAO,
    TipoGuia.ODONTO: Autorizacao.Tipo.ODONTO,
}


@dataclass(frozen=True, slots=True)
class Concedida:
    """What was authorised for one guia: all of it, in time, unless ``vencida`` before the first attendance."""

    prestador: PrestadorVivo
    pessoa_id: int
    guia: Guia
    vencida: bool = False


def quantidades(guia: Guia) -> dict[tuple[str, str], Decimal]:
    """Procedures of the guia by (table, code); expenses ask for no senha."""
    somas: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for item in guia.itens:
        if item.tipo is TipoItem.PROCEDIMENTO:
            somas[item.tabela, item.codigo] += item.quantidade
    return dict(somas)


def gravar_senhas(concedidas: Iterable[Concedida]) -> list[Autorizacao]:
    """Save one authorisation for each guia with a senha; the team of an internment shares no prestador."""
    com_senha = [uma for uma in concedidas if uma.guia.senha]
    autorizacoes = inserir(_autorizacao(uma) for uma in com_senha)
    inserir(
        ItemAutorizado(autorizacao=autorizacao, tabela=tabela, codigo=codigo, quantidade=quantidade)
        for autorizacao, uma in zip(autorizacoes, com_senha, strict=True)
        for (tabela, codigo), quantidade in quantidades(uma.guia).items()
    )
    return autorizacoes


def _autorizacao(uma: Concedida) -> Autorizacao:
    guia = uma.guia
    primeiro = min(item.data for item in guia.itens)
    ultimo = max(item.data for item in guia.itens)
    emitida = primeiro - _VALIDADE - _UM_DIA if uma.vencida else min(guia.data_autorizacao or primeiro, primeiro)
    return Autorizacao(
        senha=guia.senha or "",
        tipo=_TIPOS[guia.tipo],
        beneficiario_id=uma.pessoa_id,
        prestador_id=None if guia.tipo in _DE_EQUIPE else uma.prestador.id,
        emitida_em=emitida,
        valida_ate=primeiro - _UM_DIA if uma.vencida else max(emitida + _VALIDADE, ultimo),
    )
