"""Saves a lote that was read and checked: lote, guias, items and suggested glosas, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from guiche.cadastro.models import Prestador
from guiche.cadastro.selectors.prestadores import contrato_em
from guiche.documentos.models import Arquivo
from guiche.faturamento.config import FaturamentoConfig
from guiche.faturamento.models import Glosa, Guia, ItemDaGuia, Lote
from guiche.faturamento.regras.cobranca import GuiaCobrada
from guiche.faturamento.regras.conferencia import ItemAvaliado, ResultadoConferencia
from guiche.faturamento.regras.entrega import competencia_da_entrega
from guiche.faturamento.regras.extrato import grupo_do_item
from guiche.faturamento.regras.fatos import FatosDaAutorizacao, Procedimento
from guiche.faturamento.regras.glosa import resumir
from guiche.nucleo.achado import Achado
from guiche.nucleo.configuracao import config
from guiche.nucleo.decimais import ZERO
from guiche.nucleo.insercao import inserir, inserir_valores
from guiche.nucleo.sequencias import protocolo_tiss, proximo
from guiche.tiss_xml.mensagens import LoteLido


@dataclass(frozen=True, slots=True)
class Exame:
    """A file read and checked: the message, what the rules found, who each known card is, what each code means and
    what each known senha authorises.
    """

    lido: LoteLido
    resultado: ResultadoConferencia
    pessoas: Mapping[str, int]
    descricoes: Mapping[Procedimento, str]
    autorizacoes: Mapping[str, FatosDaAutorizacao]


@transaction.atomic
def gravar(prestador: Prestador, exame: Exame, arquivo: Arquivo, *, canal: str, sha256: str, quando: datetime) -> Lote:
    """Save the lote, its guias, items and suggested glosas: a fixed number of statements."""
    mensagem, resultado = exame.lido.mensagem, exame.resultado
    dia = timezone.localdate(quando)
    contrato = contrato_em(prestador, dia)
    prazo = contrato.dias_para_analisar if contrato else config(FaturamentoConfig).dias_para_analisar
    avaliados = _por_posicao(resultado)
    pendentes = {posicao for posicao in avaliados if _pede_analise(resultado, posicao)}
    lote = Lote.objects.create(
        prestador=prestador,
        numero=exame.lido.lote.numero,
        protocolo=protocolo_tiss(),
        tipo_guia=exame.lido.lote.tipo_guia.value,
        versao=str(mensagem.versao),
        sequencial_transacao=mensagem.cabecalho.sequencial,
        canal=canal,
        arquivo=arquivo,
        sha256=sha256,
        hash_variante=(mensagem.hash_variante or "")[:30],
        competencia=competencia_da_entrega(dia, contrato.dia_limite_entrega if contrato else 31),
        recebido_em=quando,
        prazo_da_analise=dia + timedelta(days=prazo),
        quantidade_guias=len(resultado.guias),
        quantidade_itens=len(resultado.itens),
        pendentes=len(pendentes),
        **_totais([item for itens in avaliados.values() for item in itens]),
    )
    primeiro = proximo("guia", f"{dia:%Y}", len(resultado.guias))
    guias = inserir(
        _guia(lote, exame, posicao, f"{dia:%y}{primeiro + posicao - 1:010d}", avaliados, pendentes)
        for posicao in range(1, len(resultado.guias) + 1)
    )
    itens = inserir_valores(
        ItemDaGuia, [_item(guias[avaliado.posicao - 1], exame, avaliado) for avaliado in resultado.itens]
    )
    explicacoes = {(achado.regra, achado.codigo, achado.posicao, achado.item): achado for achado in resultado.achados}
    inserir_valores(
        Glosa,
        [
            _glosa(lote, guias[avaliado.posicao - 1], item, avaliado, explicacoes, indice)
            for item, avaliado in zip(itens, resultado.itens, strict=True)
            for indice in range(len(avaliado.valores.glosas))
        ],
    )
    return lote


def _por_posicao(resultado: ResultadoConferencia) -> dict[int, list[ItemAvaliado]]:
    por_posicao: dict[int, list[ItemAvaliado]] = {p: [] for p in range(1, len(resultado.guias) + 1)}
    for avaliado in resultado.itens:
        por_posicao[avaliado.posicao].append(avaliado)
    return por_posicao


def _pede_analise(resultado: ResultadoConferencia, posicao: int) -> bool:
    return any(
        achado.gravidade != "alerta" or achado.resolve_em == "analise" for achado in resultado.achados_da_guia(posicao)
    )


def _totais(itens: Sequence[ItemAvaliado]) -> dict[str, Decimal]:
    resumo = resumir([item.valores for item in itens])
    return {**resumo.totais, "valor_franquia": resumo.franquia}


def _guia(
    lote: Lote,
    exame: Exame,
    posicao: int,
    numero: str,
    avaliados: dict[int, list[ItemAvaliado]],
    pendentes: set[int],
) -> Guia:
    cobrada, lida = exame.resultado.guias[posicao - 1], exame.lido.lote.guias[posicao - 1]
    totais = _totais(avaliados[posicao])
    inicio = cobrada.data_atendimento or timezone.localdate(lote.recebido_em)
    return Guia(
        lote=lote,
        tipo=cobrada.tipo.value,
        numero_prestador=cobrada.numero_prestador,
        numero_operadora=numero,
        guia_principal=cobrada.guia_principal,
        senha=cobrada.senha,
        carteira=cobrada.carteira,
        beneficiario_id=exame.pessoas.get(cobrada.carteira),
        profissional=(cobrada.profissional.nome if cobrada.profissional else "")[:70],
        carater=cobrada.carater,
        cid=cobrada.cids[0] if cobrada.cids else "",
        observacao=lida.observacao or "",
        data_inicio=inicio,
        data_fim=max(cobrada.ultima_data or inicio, inicio),
        linha=cobrada.linha or 0,
        analise=Guia.Analise.PENDENTE if posicao in pendentes else Guia.Analise.AUTOMATICA,
        divergencias=sum(1 for item in avaliados[posicao] if item.valores.glosas),
        valor_em_risco=totais["valor_glosa"],
        **totais,
    )


def _item(guia: Guia, exame: Exame, avaliado: ItemAvaliado) -> dict[str, Any]:
    cobrada = exame.resultado.guias[avaliado.posicao - 1]
    item, valores = cobrada.itens[avaliado.indice], avaliado.valores
    codigo_despesa = exame.lido.lote.guias[avaliado.posicao - 1].itens[avaliado.indice].codigo_despesa or ""
    return {
        "guia_id": guia.pk,
        "beneficiario_id": guia.beneficiario_id,
        "sequencial": item.sequencial,
        "despesa": codigo_despesa,
        "grupo": grupo_do_item(cobrada.tipo, item.tabela, item.codigo, despesa=bool(codigo_despesa)).value,
        "data": cobrada.data_do_item(item) or guia.data_inicio,
        "tabela": item.tabela,
        "codigo": item.codigo,
        "descricao": (item.descricao or exame.descricoes.get(item.procedimento, ""))[:150],
        "hora_inicial": item.hora_inicial,
        "grau": item.equipe[0].grau if item.equipe else "",
        "dente": item.dente,
        "regiao": item.regiao,
        "faces": item.faces[:5],
        "quantidade": item.quantidade,
        "fator": item.fator,
        "valor_unitario": item.valor_unitario,
        "valor_contratado": valores.contratado,
        "preco_de": f"{avaliado.preco.tabela_id} {avaliado.preco.edicao}" if avaliado.preco else "",
        "quantidade_autorizada": _autorizada(exame, cobrada, item.procedimento),
        "franquia_devida": max(item.franquia, ZERO),
        "linha": item.linha or 0,
        "decisao": ItemDaGuia.Decisao.SUGERIDA if valores.glosas else ItemDaGuia.Decisao.AUTOMATICA,
        "valor_informado": valores.informado,
        "valor_processado": valores.processado,
        "valor_glosa": valores.glosado,
        "valor_franquia": valores.franquia,
        "valor_liberado": valores.liberado,
    }


def _autorizada(exame: Exame, guia: GuiaCobrada, procedimento: Procedimento) -> Decimal | None:
    """How much the senha of the guia authorises, when it is of the same person; None when it says nothing of it."""
    autorizacao = exame.autorizacoes.get(guia.senha)
    if autorizacao is None or autorizacao.carteira != guia.carteira:
        return None
    item = autorizacao.itens.get(procedimento)
    return item.autorizado if item else None


def _glosa(
    lote: Lote,
    guia: Guia,
    item_id: int,
    avaliado: ItemAvaliado,
    explicacoes: dict[tuple[str, str, int | None, int | None], Achado],
    indice: int,
) -> dict[str, Any]:
    glosa = avaliado.valores.glosas[indice]
    achado = explicacoes.get((glosa.regra, glosa.codigo, avaliado.posicao, avaliado.sequencial)) or explicacoes.get(
        (glosa.regra, glosa.codigo, avaliado.posicao, None)
    )
    return {
        "lote_id": lote.pk,
        "guia_id": guia.pk,
        "item_id": item_id,
        "codigo": glosa.codigo,
        "valor": glosa.valor,
        "origem": Glosa.Origem.REGRA,
        "regra": glosa.regra,
        "mensagem": glosa.texto[:500],
        "como_resolver": (achado.como_resolver if achado else "")[:500],
        "base_legal": (achado.base_legal if achado else "")[:200],
    }
