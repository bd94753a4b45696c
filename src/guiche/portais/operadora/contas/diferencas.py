"""What each number of an item says beside the charge: sign, word and tone, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from guiche.autorizacao import estados
from guiche.autorizacao.models import Autorizacao
from guiche.documentos.definicao import texto
from guiche.faturamento.models import Guia, ItemDaGuia
from guiche.nucleo.decimais import ZERO, arredondar
from guiche.portais.componentes import formatos
from guiche.portais.componentes.visual import Estado, Tom

NAO_SERVE = "x"
_SEM_QUANTIDADE = {"AU-01": "sem senha", "AU-02": "senha inválida", "AU-04": "fora da senha"}


@dataclass(frozen=True, slots=True)
class Diferenca:
    """One comparison under a number: tone, sign and words."""

    tom: Tom
    icone: str
    texto: str


CONFERE = Diferenca("ok", "igual", "confere")


def do_preco(item: ItemDaGuia) -> Diferenca | None:
    """The charge against the contract; None without a price."""
    if item.valor_contratado is None:
        return None
    acima = item.valor_informado - item.valor_contratado
    if acima > ZERO:
        return Diferenca("erro", "cima", f"+{formatos.valor(acima)}")
    return Diferenca("ok", "abaixo", formatos.valor(acima)) if acima < ZERO else CONFERE


def do_autorizado(item: ItemDaGuia, autorizacao: Autorizacao | None) -> Diferenca | None:
    """The charge against the senha of the guia and what the rules found; None when no senha is asked for."""
    regras = {glosa.regra for glosa in item.glosas.all()}
    if item.quantidade_autorizada is None or "AU-02" in regras:
        faltas = [palavra for regra, palavra in _SEM_QUANTIDADE.items() if regra in regras]
        if faltas:
            return _erro(faltas[0])
    if autorizacao is not None and (item.quantidade_autorizada is not None or "AU-03" in regras):
        if autorizacao.situacao == estados.CANCELADA:
            return _erro("senha cancelada")
        if autorizacao.valida_ate is not None and item.data > autorizacao.valida_ate:
            return _erro("senha vencida")
    if any(regra.startswith("DU-") for regra in regras):
        return Diferenca("erro", "copiar", "já cobrado")
    if item.quantidade_autorizada is None:
        return None
    if (a_mais := item.quantidade - item.quantidade_autorizada) > ZERO:
        return Diferenca("erro", "cima", f"+{texto(a_mais, 'quantidade')}")
    return _erro("já usada") if "AU-04" in regras else CONFERE


def coberto(item: ItemDaGuia, diferenca: Diferenca | None) -> Decimal | None:
    """What the authorised quantity pays of the item at the contract's price, in reais; None when the senha does
    not serve (``diferenca`` of :func:`do_autorizado`).
    """
    if item.quantidade_autorizada is None or item.valor_contratado is None or item.quantidade <= ZERO:
        return None
    if diferenca is not None and diferenca.icone == NAO_SERVE:
        return None
    return arredondar(item.valor_contratado * min(item.quantidade, item.quantidade_autorizada) / item.quantidade)


def da_senha(guia: Guia, autorizacao: Autorizacao | None) -> Estado | None:
    """What became of the senha of a guia, as of its last day; None when the guia has none."""
    if not guia.senha:
        return None
    if autorizacao is None:
        return Estado("alerta", "Não encontrada", "alerta")
    if autorizacao.beneficiario_id != guia.beneficiario_id:
        return Estado("erro", "De outro beneficiário", "x")
    if autorizacao.situacao == estados.CANCELADA:
        return Estado("erro", "Cancelada", "proibido")
    if autorizacao.valida_ate is None:
        return Estado("ok", "Sem prazo", "check")
    validade = formatos.data(autorizacao.valida_ate)
    if autorizacao.valida_ate < guia.data_fim:
        return Estado("erro", f"Valia até {validade}", "calendario")
    return Estado("ok", f"Válida até {validade}", "check")


def _erro(palavra: str) -> Diferenca:
    return Diferenca("erro", NAO_SERVE, palavra)
