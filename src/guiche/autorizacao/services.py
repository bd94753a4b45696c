"""Keeping the authorisations that the operadora gives, and taking them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guiche.autorizacao import estados, events, permissions
from guiche.autorizacao.models import Autorizacao, ItemAutorizado
from guiche.cadastro.models import Beneficiario, Prestador
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.servico import Recusa, servico
from guiche.nucleo.transicao import transitar


@dataclass(frozen=True, slots=True)
class ItemPedido:
    """One procedure (table of domain 87 and code) and the quantity authorised or denied."""

    tabela: str
    codigo: str
    quantidade: Decimal
    dente: str = ""
    regiao: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NovaAutorizacao:
    """One answer of the authoriser. ``autorizada`` False is a denial: it has a reason and no senha."""

    beneficiario: Beneficiario
    tipo: str
    emitida_em: date
    itens: tuple[ItemPedido, ...]
    autorizada: bool = True
    senha: str = ""
    numero: str = ""
    prestador: Prestador | None = None
    valida_ate: date | None = None
    motivo: str = ""


@servico(permissions.AUTORIZACAO_REGISTRAR)
def registrar_autorizacao(ator: Ator, nova: NovaAutorizacao) -> Autorizacao:
    """Keep an answer given by the authoriser the operadora uses, so that billing knows the senha.

    Raises Recusa, naming the field, when the answer contradicts itself or its senha or number is known already.
    """
    _exigir_coerencia(nova)
    _exigir_inedita(nova)
    autorizacao = Autorizacao.objects.create(
        senha=nova.senha,
        numero=nova.numero,
        tipo=nova.tipo,
        beneficiario=nova.beneficiario,
        prestador=nova.prestador,
        situacao=estados.AUTORIZADA if nova.autorizada else estados.NEGADA,
        emitida_em=nova.emitida_em,
        valida_ate=nova.valida_ate,
        motivo=nova.motivo.strip(),
    )
    ItemAutorizado.objects.bulk_create(
        ItemAutorizado(
            autorizacao=autorizacao,
            tabela=item.tabela,
            codigo=item.codigo,
            dente=item.dente,
            regiao=item.regiao,
            quantidade=item.quantidade,
        )
        for item in nova.itens
    )
    fato = {"situacao": autorizacao.situacao, "beneficiario": nova.beneficiario.pk, "itens": len(nova.itens)}
    eventos.registrar(events.AUTORIZACAO_REGISTRADA, autorizacao, ator, fato)
    return autorizacao


@servico(permissions.AUTORIZACAO_CANCELAR)
def cancelar_autorizacao(ator: Ator, autorizacao: Autorizacao, motivo: str) -> Autorizacao:
    """Take a senha back. Raises Recusa without a reason and TransicaoInvalida unless it is authorised."""
    if not motivo.strip():
        raise Recusa("Diga por que a autorização foi cancelada.", campo="motivo")
    return transitar(
        autorizacao,
        estados.AUTORIZACAO,
        "cancelar",
        ator,
        events.AUTORIZACAO_CANCELADA,
        gravar={"motivo": motivo.strip()[:500]},
    )


def _exigir_coerencia(nova: NovaAutorizacao) -> None:
    lugares = {(item.tabela, item.codigo, item.dente, item.regiao) for item in nova.itens}
    if not nova.itens or len(lugares) != len(nova.itens):
        raise Recusa("Informe cada procedimento uma vez, com a quantidade.", campo="itens")
    if any(item.quantidade <= 0 for item in nova.itens):
        raise Recusa("A quantidade de cada procedimento precisa ser maior que zero.", campo="itens")
    if nova.autorizada and not nova.senha:
        raise Recusa("Toda autorização tem uma senha.", campo="senha")
    if not nova.autorizada and nova.senha:
        raise Recusa("Uma negativa não tem senha.", campo="senha")
    if not nova.autorizada and not nova.motivo.strip():
        raise Recusa("Diga o motivo da negativa.", campo="motivo")
    if nova.valida_ate is not None and nova.valida_ate < nova.emitida_em:
        raise Recusa("A validade não pode ser anterior à emissão.", campo="valida_ate")


def _exigir_inedita(nova: NovaAutorizacao) -> None:
    if nova.senha and Autorizacao.objects.filter(senha=nova.senha).exists():
        raise Recusa(f"A senha {nova.senha} já está registrada.", campo="senha")
    if nova.numero and Autorizacao.objects.filter(numero=nova.numero).exists():
        raise Recusa(f"A guia {nova.numero} já está registrada.", campo="numero")
