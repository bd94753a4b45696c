"""Saves decided lotes set-based: files, lotes, guias, items, glosas, senhas, payments and their events.

The same rows the services would leave behind, in a number of statements that grows with slices, not with
guias. Constraints of the database check every identity on the way in.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from guiche.cadastro.models import Prestador
from guiche.documentos.models import Arquivo
from guiche.faturamento import events
from guiche.faturamento.models import Glosa, Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.entrega import competencia_da_entrega
from guiche.faturamento.regras.extrato import grupo_do_item
from guiche.faturamento.regras.glosa import ItemValorado, resumir
from guiche.faturamento.services.lotes import MIME_XML
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.decimais import ZERO
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.insercao import inserir
from guiche.nucleo.models import CadeiaDeEventos, Evento
from guiche.nucleo.sequencias import proximo
from guiche.pagamento import events as eventos_de_pagamento
from guiche.pagamento.models import Lancamento, Pagamento, PagamentoDoLote
from guiche.pagamento.selectors import data_de_pagamento
from guiche.projeto.cenario.procedimentos import medicos, odontologicos
from guiche.projeto.cenario.registros import PrestadorVivo, Segurado
from guiche.projeto.cenario.senhas import Concedida, gravar_senhas, quantidades
from guiche.tiss_xml import mensagens
from guiche.tiss_xml.versoes import Versao

_BASE_DO_PROTOCOLO = 100_000
_BASE_DO_DEMONSTRATIVO = 1_000
_ABERTOS = (estados.RECEBIDO, estados.EM_ANALISE, estados.AGUARDANDO_INFORMACAO)
_COMO_RESOLVER = "Confira o item no demonstrativo; se discordar, peça a revisão dentro do prazo do contrato."
_BASE_LEGAL = "Contrato com o prestador (RN 503/2022)"


@dataclass(frozen=True, slots=True, kw_only=True)
class LotePronto:
    """A lote with its end already known. ``valores`` runs parallel to the items of each guia.

    ``fechado_em``, ``liberado_em`` and ``pago_em`` are None for what has not happened.
    """

    prestador: PrestadorVivo
    lote: mensagens.LoteGuias
    pessoas: Sequence[Segurado]
    valores: Sequence[Sequence[ItemValorado]]
    versao: Versao
    sequencial: str
    canal: str
    conteudo: bytes
    recebido_em: datetime
    situacao: str
    fechado_em: datetime | None = None
    liberado_em: datetime | None = None


@dataclass(slots=True)
class Trilha:
    """Events to come, saved together in the order of time, chained as the service would."""

    pendentes: list[tuple[datetime, eventos.TipoEvento, models.Model, Ator, dict[str, Any]]] = field(
        default_factory=list
    )

    def anotar(
        self,
        quando: datetime,
        tipo: eventos.TipoEvento,
        objeto: models.Model,
        ator: Ator,
        fato: dict[str, Any],
    ) -> None:
        """Remember one fact."""
        self.pendentes.append((quando, tipo, objeto, ator, fato))

    def gravar(self) -> int:
        """Insert everything remembered after the last event of the operadora in scope; returns how many."""
        cadeia, _ = CadeiaDeEventos.objects.get_or_create()
        linhas = []
        for quando, tipo, objeto, ator, fato in sorted(self.pendentes, key=lambda p: p[0]):
            evento = Evento(
                numero=cadeia.numero + 1,
                tipo=tipo.codigo,
                objeto_tipo=objeto._meta.label_lower,
                objeto_id=objeto.pk,
                usuario_id=getattr(ator.usuario, "pk", None),
                vinculo_id=getattr(ator.vinculo, "pk", None),
                quem=ator.nome[:120],
                por_quem=ator.rotulo[:120],
                portal=ator.portal,
                canal=ator.canal,
                fato=json.loads(json.dumps(fato, cls=DjangoJSONEncoder)),
                criado_em=quando,
                hash_anterior=cadeia.hash,
            )
            evento.hash = eventos.resumo(evento)
            cadeia.numero, cadeia.hash = evento.numero, evento.hash
            linhas.append(evento)
        inserir(linhas)
        cadeia.save(update_fields=["numero", "hash"])
        self.pendentes.clear()
        return len(linhas)


@dataclass(frozen=True, slots=True)
class Elenco:
    """Who did what in the past: sends, analyses and pays. ``prestador`` is by key of the prestador."""

    analista: Ator
    financeiro: Ator
    prestadores: Mapping[int, Ator]
    sistema: Ator

    def remetente(self, prestador_id: int) -> Ator:
        """Whoever acts for the prestador, or the product itself for one without a login."""
        return self.prestadores.get(prestador_id, self.sistema)


def gravar_lotes(prontos: Sequence[LotePronto], elenco: Elenco, trilha: Trilha) -> list[Lote]:
    """Save the lotes, in the order of their reception, with everything in them."""
    em_ordem = sorted(prontos, key=lambda pronto: pronto.recebido_em)
    arquivos = _gravar_arquivos(em_ordem, elenco)
    primeiro = proximo("protocolo_tiss", quantos=len(em_ordem)) if em_ordem else 0
    analista_id = getattr(elenco.analista.usuario, "pk", None)
    lotes = inserir(
        _lote(pronto, arquivo, str(_BASE_DO_PROTOCOLO + primeiro + ordem), analista_id)
        for ordem, (pronto, arquivo) in enumerate(zip(em_ordem, arquivos, strict=True))
    )
    numeros = _numeros_das_guias(em_ordem)
    guias = inserir(
        _guia(lote, pronto, indice, numeros, analista_id)
        for lote, pronto in zip(lotes, em_ordem, strict=True)
        for indice in range(len(pronto.lote.guias))
    )
    gravar_senhas(
        Concedida(pronto.prestador, pessoa.id, guia, any(_fora_da_validade(valor) for valor in valores))
        for pronto in em_ordem
        for guia, pessoa, valores in zip(pronto.lote.guias, pronto.pessoas, pronto.valores, strict=True)
    )
    _gravar_itens(em_ordem, lotes, guias)
    for lote, pronto in zip(lotes, em_ordem, strict=True):
        _anotar_vida(lote, pronto, elenco, trilha)
    return lotes


def _fora_da_validade(valor: ItemValorado) -> bool:
    return any(glosa.regra == "AU-03" for glosa in valor.glosas)


def _gravar_arquivos(prontos: Sequence[LotePronto], elenco: Elenco) -> list[Arquivo]:
    tipo, operadora = Prestador._meta.label_lower, operadora_atual()
    arquivos = []
    for pronto in prontos:
        nome = f"lote-{pronto.lote.numero}.xml"
        arquivo = Arquivo(
            nome=nome,
            tamanho=len(pronto.conteudo),
            sha256=hashlib.sha256(pronto.conteudo).hexdigest(),
            tipo_mime=MIME_XML,
            objeto_tipo=tipo,
            objeto_id=pronto.prestador.id,
            operadora=operadora,
            usuario_id=getattr(elenco.remetente(pronto.prestador.id).usuario, "pk", None),
        )
        arquivo.conteudo.save(nome, ContentFile(pronto.conteudo), save=False)
        arquivos.append(arquivo)
    return inserir(arquivos)


def _numeros_das_guias(prontos: Sequence[LotePronto]) -> dict[int, int]:
    """Next free number of the operadora for each year (last two digits)."""
    por_ano: dict[int, int] = defaultdict(int)
    for pronto in prontos:
        por_ano[timezone.localdate(pronto.recebido_em).year] += len(pronto.lote.guias)
    return {ano: proximo("guia", str(ano), quantos) for ano, quantos in sorted(por_ano.items())}


def _totais(valores: Sequence[ItemValorado]) -> dict[str, Decimal]:
    return resumir(valores).totais


def _lote(pronto: LotePronto, arquivo: Arquivo, protocolo: str, analista_id: int | None) -> Lote:
    dia = timezone.localdate(pronto.recebido_em)
    aberto = pronto.situacao in _ABERTOS
    return Lote(
        prestador_id=pronto.prestador.id,
        numero=pronto.lote.numero,
        protocolo=protocolo,
        tipo_guia=pronto.lote.tipo_guia.value,
        versao=pronto.versao.numero,
        sequencial_transacao=pronto.sequencial,
        canal=pronto.canal,
        arquivo=arquivo,
        sha256=arquivo.sha256,
        hash_variante="iso-8859-1",
        competencia=competencia_da_entrega(dia, 25),
        recebido_em=pronto.recebido_em,
        prazo_da_analise=dia + timedelta(days=15),
        situacao=pronto.situacao,
        quantidade_guias=len(pronto.lote.guias),
        quantidade_itens=sum(len(itens) for itens in pronto.valores),
        pendentes=sum(1 for itens in pronto.valores if any(i.glosas for i in itens)) if aberto else 0,
        fechado_em=pronto.fechado_em,
        fechado_por_id=analista_id if pronto.fechado_em else None,
        **_totais([valor for itens in pronto.valores for valor in itens]),
    )


def _guia(lote: Lote, pronto: LotePronto, indice: int, numeros: dict[int, int], analista_id: int | None) -> Guia:
    guia, pessoa, valores = pronto.lote.guias[indice], pronto.pessoas[indice], pronto.valores[indice]
    ano = timezone.localdate(pronto.recebido_em).year
    numero = numeros[ano]
    numeros[ano] += 1
    divergencias = sum(1 for valor in valores if valor.glosas)
    decidida = bool(divergencias) and pronto.fechado_em is not None
    if decidida:
        analise = Guia.Analise.DECIDIDA
    elif divergencias and pronto.situacao in _ABERTOS:
        analise = Guia.Analise.PENDENTE
    else:
        analise = Guia.Analise.AUTOMATICA
    totais = _totais(valores)
    profissional = guia.profissional_adicional or guia.profissional
    inicio = guia.data_inicio or min(item.data for item in guia.itens)
    return Guia(
        lote=lote,
        tipo=guia.tipo.value,
        numero_prestador=guia.numero_prestador,
        numero_operadora=f"{ano % 100:02d}{numero:010d}",
        guia_principal=guia.principal or guia.solicitacao_internacao or "",
        senha=guia.senha or "",
        carteira=guia.carteira,
        beneficiario_id=pessoa.id,
        profissional=(profissional.nome if profissional else None) or "",
        carater=guia.carater or "",
        cid=guia.cids[0] if guia.cids else "",
        data_inicio=inicio,
        data_fim=guia.data_fim or inicio,
        situacao=pronto.situacao,
        analise=analise,
        divergencias=divergencias,
        valor_em_risco=totais["valor_glosa"],
        decidida_em=pronto.fechado_em if decidida else None,
        decidida_por_id=analista_id if decidida else None,
        **totais,
    )


def _gravar_itens(prontos: Sequence[LotePronto], lotes: Sequence[Lote], guias: Sequence[Guia]) -> None:
    itens: list[ItemDaGuia] = []
    valorados: list[tuple[Lote, ItemValorado]] = []
    fila = iter(guias)
    for lote, pronto in zip(lotes, prontos, strict=True):
        aberto = pronto.situacao in _ABERTOS
        for indice, neutra in enumerate(pronto.lote.guias):
            guia = next(fila)
            pessoa_id = pronto.pessoas[indice].id
            autorizadas = quantidades(neutra) if neutra.senha else {}
            for item, valor in zip(neutra.itens, pronto.valores[indice], strict=True):
                feito = _item(guia, pessoa_id, neutra, item, valor, pronto.prestador, aberto=aberto)
                feito.quantidade_autorizada = autorizadas.get((item.tabela, item.codigo))
                itens.append(feito)
                valorados.append((lote, valor))
    inserir(itens)
    inserir(
        Glosa(
            lote=lote,
            guia=item.guia,
            item=item,
            codigo=glosa.codigo,
            valor=glosa.valor,
            origem=Glosa.Origem.REGRA,
            regra=glosa.regra or "VA-01",
            mensagem=glosa.texto,
            como_resolver=_COMO_RESOLVER,
            base_legal=_BASE_LEGAL,
        )
        for item, (lote, valor) in zip(itens, valorados, strict=True)
        for glosa in valor.glosas
    )


def _item(
    guia: Guia,
    pessoa_id: int,
    neutra: mensagens.Guia,
    item: mensagens.Item,
    valor: ItemValorado,
    prestador: PrestadorVivo,
    *,
    aberto: bool,
) -> ItemDaGuia:
    despesa = item.codigo_despesa or ""
    if not valor.glosas:
        decisao = ItemDaGuia.Decisao.AUTOMATICA
    elif aberto:
        decisao = ItemDaGuia.Decisao.SUGERIDA
    elif valor.liberado == ZERO:
        decisao = ItemDaGuia.Decisao.GLOSADA
    else:
        decisao = ItemDaGuia.Decisao.AJUSTADA
    return ItemDaGuia(
        guia=guia,
        beneficiario_id=pessoa_id,
        sequencial=item.sequencial,
        despesa=despesa,
        grupo=grupo_do_item(neutra.tipo, item.tabela, item.codigo, despesa=bool(despesa)).value,
        data=item.data,
        hora_inicial=item.hora_inicial,
        tabela=item.tabela,
        codigo=item.codigo,
        descricao=item.descricao or _termos()[item.tabela, item.codigo],
        grau=(item.equipe[0].grau or "") if item.equipe else "",
        dente=item.dente or "",
        regiao=item.regiao or "",
        faces=item.faces or "",
        quantidade=item.quantidade,
        fator=item.fator,
        valor_unitario=item.valor_unitario,
        valor_contratado=valor.contratado,
        preco_de=prestador.rotulo_da_tabela,
        decisao=decisao,
        justificativa="" if aberto or not valor.glosas else valor.glosas[0].texto,
        valor_informado=valor.informado,
        valor_processado=valor.processado,
        valor_glosa=valor.glosado,
        valor_liberado=valor.liberado,
    )


@cache
def _termos() -> dict[tuple[str, str], str]:
    """Term of every code of both operadoras: a guia de consulta brings none and the reception fills it in."""
    return {(p.tabela, p.codigo): p.descricao[:150] for p in (*medicos(), *odontologicos())}


def _anotar_vida(lote: Lote, pronto: LotePronto, elenco: Elenco, trilha: Trilha) -> None:
    remetente = elenco.remetente(pronto.prestador.id)
    recebido = {"protocolo": lote.protocolo, "guias": lote.quantidade_guias, "sha256": lote.sha256}
    trilha.anotar(pronto.recebido_em, events.LOTE_RECEBIDO, lote, remetente, recebido)
    if lote.situacao == estados.RECEBIDO:
        return
    analise = pronto.recebido_em + timedelta(seconds=20)
    passo = {"acao": "analisar", "de": estados.RECEBIDO, "para": estados.EM_ANALISE}
    trilha.anotar(analise, events.LOTE_EM_ANALISE, lote, elenco.sistema, passo)
    if lote.situacao == estados.CANCELADO:
        passo = {"acao": "cancelar", "de": estados.EM_ANALISE, "para": estados.CANCELADO}
        trilha.anotar(analise + timedelta(hours=2), events.LOTE_CANCELADO, lote, remetente, passo)
    if pronto.fechado_em is None:
        return
    sem_pagamento = lote.situacao == estados.ENCERRADO_SEM_PAGAMENTO
    fim = estados.ENCERRADO_SEM_PAGAMENTO if sem_pagamento else estados.ANALISADO
    tipo = events.LOTE_SEM_PAGAMENTO if sem_pagamento else events.LOTE_ANALISADO
    totais = {"valor_liberado": lote.valor_liberado, "valor_glosa": lote.valor_glosa}
    passo = {"acao": "encerrar" if sem_pagamento else "fechar", "de": estados.EM_ANALISE, "para": fim}
    trilha.anotar(pronto.fechado_em, tipo, lote, elenco.analista, passo | totais)
    if pronto.liberado_em is not None:
        passo = {"acao": "liberar", "de": estados.ANALISADO, "para": estados.LIBERADO_PARA_PAGAMENTO}
        trilha.anotar(pronto.liberado_em, events.LOTE_LIBERADO, lote, elenco.financeiro, passo)


def gravar_pagamentos(
    lotes: Sequence[Lote],
    prestadores: Mapping[int, Prestador],
    dias_de_pagamento: Mapping[int, int],
    elenco: Elenco,
    trilha: Trilha,
    hoje: date,
    dia_de_fechar: int,
) -> list[Pagamento]:
    """One payment per prestador and competência already closed; those due before today were paid.

    The lotes come in states 3 and 6 as planned; nothing is summed that the lotes do not hold.
    """
    grupos: dict[tuple[Any, int], list[Lote]] = defaultdict(list)
    for lote in lotes:
        fechamento = lote.competencia.proxima.primeiro_dia + timedelta(days=dia_de_fechar - 1)
        if lote.situacao in (estados.LIBERADO_PARA_PAGAMENTO, estados.PAGO) and fechamento <= hoje:
            grupos[lote.competencia, lote.prestador_id].append(lote)
    if not grupos:
        return []
    primeiro = proximo("demonstrativo", quantos=len(grupos))
    ordenados = sorted(grupos)
    pagamentos = Pagamento.objects.bulk_create(
        _pagamento(
            grupos[chave],
            prestadores[chave[1]],
            str(_BASE_DO_DEMONSTRATIVO + primeiro + ordem),
            data_de_pagamento(chave[0], dias_de_pagamento[chave[1]]),
            _as_onze(chave[0].proxima.primeiro_dia + timedelta(days=dia_de_fechar - 1)),
            hoje,
        )
        for ordem, chave in enumerate(ordenados)
    )
    pares = [(p, lote) for p, chave in zip(pagamentos, ordenados, strict=True) for lote in grupos[chave]]
    PagamentoDoLote.objects.bulk_create(PagamentoDoLote(pagamento=p, lote=lote) for p, lote in pares)
    Lancamento.objects.bulk_create(
        Lancamento(
            pagamento=p,
            lote=lote,
            indicador=Lancamento.Indicador.CREDITO,
            descricao=f"Produção do lote {lote.numero}",
            valor=lote.valor_liberado,
        )
        for p, lote in pares
    )
    for pagamento, chave in zip(pagamentos, ordenados, strict=True):
        _anotar_pagamento(pagamento, grupos[chave], elenco, trilha)
    return pagamentos


def esta_pago(competencia: Any, dia_do_pagamento: int, hoje: date) -> bool:
    """Whether the contract's payment day of a competência has gone by."""
    return data_de_pagamento(competencia, dia_do_pagamento) < hoje


def _pagamento(
    lotes: Sequence[Lote], prestador: Prestador, numero: str, data: date, fechado_em: datetime, hoje: date
) -> Pagamento:
    somas = {
        nome: sum((getattr(lote, nome) for lote in lotes), ZERO)
        for nome in ("valor_informado", "valor_processado", "valor_glosa", "valor_liberado")
    }
    pago = data < hoje
    return Pagamento(
        prestador=prestador,
        competencia=lotes[0].competencia,
        numero=numero,
        data_prevista=data,
        pago_em=data if pago else None,
        situacao=Pagamento.Situacao.PAGO if pago else Pagamento.Situacao.FECHADO,
        banco=prestador.banco,
        agencia=prestador.agencia,
        conta=prestador.conta,
        valor_liquido=somas["valor_liberado"],
        fechado_em=fechado_em,
        **somas,
    )


def _anotar_pagamento(pagamento: Pagamento, lotes: Sequence[Lote], elenco: Elenco, trilha: Trilha) -> None:
    fato = {
        "competencia": str(pagamento.competencia),
        "lotes": len(lotes),
        "liquido": pagamento.valor_liquido,
    }
    trilha.anotar(pagamento.fechado_em, eventos_de_pagamento.PAGAMENTO_PREVISTO, pagamento, elenco.financeiro, fato)
    if pagamento.pago_em is None:
        return
    quando = _as_onze(pagamento.pago_em)
    passo = {"acao": "pagar", "de": "FECHADO", "para": "PAGO"}
    trilha.anotar(quando, eventos_de_pagamento.PAGAMENTO_FEITO, pagamento, elenco.financeiro, passo)
    passo = {"acao": "pagar", "de": estados.LIBERADO_PARA_PAGAMENTO, "para": estados.PAGO}
    for lote in lotes:
        trilha.anotar(quando, events.LOTE_PAGO, lote, elenco.financeiro, passo)


def _as_onze(dia: date) -> datetime:
    return timezone.make_aware(datetime.combine(dia, time(11, 0)))
