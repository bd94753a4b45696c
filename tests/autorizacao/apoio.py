"""Guias of the laboratory that charge a resonance, and the senhas behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from guiche.autorizacao.models import Autorizacao
from guiche.autorizacao.services import ItemPedido, NovaAutorizacao, registrar_autorizacao
from guiche.cadastro.models import Beneficiario
from guiche.faturamento.models import Lote
from guiche.faturamento.services.lotes import receber_lote
from guiche.projeto.cenario.guias import cabecalho, lote, refazer_totais
from guiche.projeto.cenario.registros import Segurado
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.mensagens import Guia as GuiaTiss
from guiche.tiss_xml.mensagens import TipoGuia
from guiche.tiss_xml.versoes import Versao
from tests.cenario import Mundo

RESSONANCIA = ("22", "41101316")


def ressonancia(
    mundo: Mundo,
    senha: str,
    *,
    quem: Beneficiario | None = None,
    dias: int = 3,
    quantidade: int = 1,
    numero: str = "R-1",
) -> GuiaTiss:
    """A guia of the laboratory that charges only a resonance, at the contract price."""
    carteira = (quem or mundo.titular).carteira
    segurado: Segurado = next(s for s in mundo.cadastro.segurados if s.carteira == carteira)
    vivo, dia = mundo.cadastro.vivos["vertice"], mundo.hoje - timedelta(days=dias)
    guia = mundo.fabrica().guia(TipoGuia.SADT, vivo, segurado, dia)
    preco = vivo.precos(dia)[RESSONANCIA]
    item = replace(
        guia.itens[0],
        data=dia,
        tabela=RESSONANCIA[0],
        codigo=RESSONANCIA[1],
        descricao="RM - Articular",
        quantidade=Decimal(quantidade),
        valor_unitario=preco,
        valor_total=preco * quantidade,
    )
    feita = replace(guia, numero_prestador=numero, itens=(item,), senha=senha or None, data_inicio=dia, data_fim=dia)
    return refazer_totais(feita)


def recebido(mundo: Mundo, guias: list[GuiaTiss], numero: str = "701") -> Lote:
    """The lote of the laboratory with these guias, received."""
    quando = timezone.make_aware(datetime.combine(mundo.hoje, time(9)))
    cabeca = cabecalho(mundo.cadastro.vivos["vertice"], mundo.operadora.registro_ans, "4.03.00", numero, quando)
    faturista = mundo.ator("faturista", prestador=mundo.outro_prestador)
    feito = receber_lote(
        faturista, conteudo=escrever_lote(lote(numero, guias), cabeca, Versao("4.03.00")), nome="l.xml", canal="2"
    )
    assert feito.recusa is None and feito.lote is not None
    return feito.lote


def autorizar(mundo: Mundo, senha: str, quantidade: int = 1, **dados: Any) -> Autorizacao:
    """A senha for resonances of the titular, registered by the operadora twenty days ago."""
    padrao: dict[str, Any] = {
        "beneficiario": mundo.titular,
        "prestador": mundo.outro_prestador,
        "tipo": Autorizacao.Tipo.SADT,
        "emitida_em": mundo.hoje - timedelta(days=20),
        "valida_ate": mundo.hoje + timedelta(days=10),
    }
    itens = (ItemPedido(*RESSONANCIA, Decimal(quantidade)),)
    return registrar_autorizacao(mundo.ator("gestor"), NovaAutorizacao(senha=senha, itens=itens, **{**padrao, **dados}))
