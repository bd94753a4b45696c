"""Reception of lotes: one pipeline for upload, web service and dry run.

Message defects refuse the whole lote (table 38 code and text); everything after that becomes glosas on guia
or item. The bytes received are always kept, refused or not, and a repetition of the same bytes gives the
same receipt. Source: TISS Componente Organizacional 55; reference pipeline of reception, steps 1–13.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from guiche.cadastro.models import Beneficiario, Prestador
from guiche.cadastro.selectors import contrato_em, prestador_do_ator
from guiche.documentos.models import Arquivo
from guiche.documentos.services import guardar
from guiche.faturamento import events, permissions
from guiche.faturamento.config import FaturamentoConfig
from guiche.faturamento.models import Glosa, Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.cobranca import de_guia_tiss
from guiche.faturamento.regras.conferencia import ItemAvaliado, ResultadoConferencia, conferir
from guiche.faturamento.regras.extrato import grupo_do_item
from guiche.faturamento.regras.glosa import resumir
from guiche.faturamento.selectors.fatos import fatos_do_lote, pessoas_por_carteira
from guiche.nucleo import eventos
from guiche.nucleo.achado import Achado
from guiche.nucleo.ator import Ator
from guiche.nucleo.competencia import Competencia
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.insercao import inserir
from guiche.nucleo.relogio import agora
from guiche.nucleo.sequencias import protocolo_tiss, proximo
from guiche.nucleo.servico import servico
from guiche.nucleo.transicao import transitar
from guiche.faturamento.selectors.motivos import codigos_de_glosa
from guiche.tiss_xml.envelope import abrir_envelope
from guiche.tiss_xml.leitura import DefeitoTiss, Falha, validar
from guiche.tiss_xml.mensagens import LoteLido, Mensagem
from guiche.tiss_xml.recepcao import conferir_hash, conferir_transacao, interpretar, lote_da_mensagem
from guiche.tiss_xml.versoes import Versao

MIME_XML = "application/xml"


@dataclass(frozen=True, slots=True)
class Exame:
    """A file read and checked against the facts of its prestador: the message, and what the rules found."""

    lido: LoteLido
    resultado: ResultadoConferencia


@dataclass(frozen=True, slots=True)
class Recebimento:
    """Answer of the reception: a lote (``repetido`` when these bytes had come before) or a refusal.

    ``mensagem`` is the parsed message when the file was readable, so that the answer can echo its header.
    """

    lote: Lote | None = None
    mensagem: Mensagem | None = None
    recusa: DefeitoTiss | None = None
    repetido: bool = False


@servico(permissions.LOTE_ENVIAR)
def receber_lote(
    ator: Ator, *, conteudo: bytes, nome: str, canal: str, quando: datetime | None = None
) -> Recebimento:
    """Receive one lote of the prestador acted for; never raises for what the file says.

    ``quando`` is the moment of reception (now unless a world of the past is being built).
    """
    prestador = prestador_do_ator(ator)
    quando = quando or agora()
    sha256 = hashlib.sha256(conteudo).hexdigest()
    anterior = (
        Lote.objects.filter(prestador=prestador, sha256=sha256).exclude(situacao=estados.CANCELADO).first()
    )
    if anterior is not None:
        return Recebimento(lote=anterior, mensagem=_mensagem_ou_nada(conteudo), repetido=True)
    mensagem: Mensagem | None = None
    try:
        mensagem = abrir_mensagem(prestador, conteudo)
        exame = examinar(prestador, mensagem, timezone.localdate(quando))
        _conferir_unicidade(prestador, exame)
    except DefeitoTiss as defeito:
        arquivo = guardar(ator, nome, conteudo, MIME_XML, prestador)
        eventos.registrar(
            events.LOTE_RECUSADO,
            prestador,
            ator,
            {"arquivo": arquivo.pk, "codigo": defeito.codigo_glosa, "sha256": sha256},
        )
        return Recebimento(mensagem=mensagem, recusa=defeito)
    arquivo = guardar(ator, nome, conteudo, MIME_XML, prestador)
    lote = _gravar(prestador, exame, arquivo, canal=canal, sha256=sha256, quando=quando)
    eventos.registrar(
        events.LOTE_RECEBIDO,
        lote,
        ator,
        {"protocolo": lote.protocolo, "guias": lote.quantidade_guias, "sha256": sha256},
    )
    return Recebimento(lote=lote, mensagem=mensagem)


@servico(permissions.LOTE_CANCELAR)
def cancelar_lote(ator: Ator, lote: Lote) -> Lote:
    """Cancel a lote not yet analysed; its number and guias may then be sent again."""
    Guia.objects.filter(lote=lote).update(situacao=estados.CANCELADO)
    return transitar(lote, estados.LOTE, "cancelar", ator, events.LOTE_CANCELADO)


def abrir_mensagem(prestador: Prestador, conteudo: bytes) -> Mensagem:
    """Steps 1–8: safe parsing, version, schema, sender, recipient, hash, body. Raises DefeitoTiss."""
    opcoes = config(FaturamentoConfig)
    contrato = contrato_em(prestador, timezone.localdate())
    acordadas = contrato.versoes_tiss.split() if contrato and contrato.versoes_tiss else opcoes.versoes_tiss
    envelope = abrir_envelope(conteudo)
    mensagem = interpretar(validar(envelope.elemento, [Versao(texto) for texto in acordadas]))
    origem, destino = mensagem.cabecalho.origem, mensagem.cabecalho.destino
    if not origem.eh_operadora and origem.valor not in {prestador.codigo, prestador.documento}:
        raise DefeitoTiss(
            "5005",
            f"A origem {origem.valor} não é o prestador que está enviando ({prestador.codigo}).",
            Falha.REMETENTE,
            "origem",
        )
    if destino.eh_operadora and destino.registro_ans != operadora_atual().registro_ans:
        raise DefeitoTiss(
            "5027",
            f"O destino {destino.registro_ans} não é o registro ANS desta operadora "
            f"({operadora_atual().registro_ans}).",
            Falha.DESTINATARIO,
            "destino",
        )
    conferir_hash(mensagem, estrito=opcoes.hash_estrito)
    conferir_transacao(mensagem)
    return mensagem


def examinar(prestador: Prestador, mensagem: Mensagem, dia: date) -> Exame:
    """Steps 11–13 over the guias of the message, as of a day. Raises DefeitoTiss when it is not a lote."""
    lido = lote_da_mensagem(mensagem)
    cobradas = tuple(de_guia_tiss(guia) for guia in lido.lote.guias)
    fatos = fatos_do_lote(
        prestador,
        cobradas,
        versao=str(mensagem.versao),
        hoje=dia,
        numero_lote=lido.lote.numero,
        total_informado=None,
        codigos_permitidos=codigos_de_glosa(mensagem.versao),
    )
    return Exame(lido, conferir(cobradas, fatos))


def _conferir_unicidade(prestador: Prestador, exame: Exame) -> None:
    """Steps 9 and 10: lote number, transaction number, and whatever the rules refuse about the whole lote."""
    for achado in exame.resultado.achados:
        if achado.posicao is None and achado.impede_envio:
            raise DefeitoTiss(achado.codigo, achado.mensagem, Falha.ERRO, achado.campo)
    sequencial = exame.lido.mensagem.cabecalho.sequencial
    repetido = (
        Lote.objects.filter(prestador=prestador, sequencial_transacao=sequencial)
        .exclude(situacao=estados.CANCELADO)
        .first()
    )
    if repetido is not None:
        codigo = "3268" if exame.lido.mensagem.versao >= Versao("4.03.00") else "5007"
        raise DefeitoTiss(
            codigo,
            f"O sequencial de transação {sequencial} já foi usado no lote {repetido.numero} "
            f"(protocolo {repetido.protocolo}) com outro conteúdo.",
            Falha.ERRO,
            "sequencialTransacao",
        )


def _mensagem_ou_nada(conteudo: bytes) -> Mensagem | None:
    try:
        return interpretar(validar(abrir_envelope(conteudo).elemento))
    except DefeitoTiss:
        return None


@transaction.atomic
def _gravar(
    prestador: Prestador, exame: Exame, arquivo: Arquivo, *, canal: str, sha256: str, quando: datetime
) -> Lote:
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
    pessoas = pessoas_por_carteira(guia.carteira for guia in resultado.guias)
    primeiro = proximo("guia", f"{dia:%Y}", len(resultado.guias))
    guias = inserir(
        _guia(lote, exame, posicao, f"{dia:%y}{primeiro + posicao - 1:010d}", avaliados, pendentes, pessoas)
        for posicao in range(1, len(resultado.guias) + 1)
    )
    itens = inserir(
        _item(guias[avaliado.posicao - 1], exame, avaliado)
        for avaliado in resultado.itens
    )
    explicacoes = {
        (achado.regra, achado.codigo, achado.posicao, achado.item): achado for achado in resultado.achados
    }
    inserir(
        _glosa(lote, item, avaliado, explicacoes, indice)
        for item, avaliado in zip(itens, resultado.itens, strict=True)
        for indice in range(len(avaliado.valores.glosas))
    )
    return lote


def competencia_da_entrega(dia: date, dia_limite: int) -> Competencia:
    """Month of production of what is delivered on a day: this one until the contract's last day, else the next.

    Source: contract between operadora and prestador (RN 503/2022, deadlines and procedure of billing).
    """
    atual = Competencia.de(dia)
    return atual if dia.day <= dia_limite else atual.proxima


def _por_posicao(resultado: ResultadoConferencia) -> dict[int, list[ItemAvaliado]]:
    por_posicao: dict[int, list[ItemAvaliado]] = {p: [] for p in range(1, len(resultado.guias) + 1)}
    for avaliado in resultado.itens:
        por_posicao[avaliado.posicao].append(avaliado)
    return por_posicao


def _pede_analise(resultado: ResultadoConferencia, posicao: int) -> bool:
    return any(
        achado.gravidade != "alerta" or achado.resolve_em == "analise"
        for achado in resultado.achados_da_guia(posicao)
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
    pessoas: dict[str, Beneficiario],
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
        beneficiario=pessoas.get(cobrada.carteira),
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


def _item(guia: Guia, exame: Exame, avaliado: ItemAvaliado) -> ItemDaGuia:
    cobrada = exame.resultado.guias[avaliado.posicao - 1]
    item, valores = cobrada.itens[avaliado.indice], avaliado.valores
    codigo_despesa = exame.lido.lote.guias[avaliado.posicao - 1].itens[avaliado.indice].codigo_despesa or ""
    return ItemDaGuia(
        guia=guia,
        beneficiario=guia.beneficiario,
        sequencial=item.sequencial,
        despesa=codigo_despesa,
        grupo=grupo_do_item(cobrada.tipo, item.tabela, item.codigo, despesa=bool(codigo_despesa)).value,
        data=cobrada.data_do_item(item) or guia.data_inicio,
        tabela=item.tabela,
        codigo=item.codigo,
        descricao=item.descricao,
        hora_inicial=item.hora_inicial,
        grau=item.equipe[0].grau if item.equipe else "",
        dente=item.dente,
        regiao=item.regiao,
        faces=item.faces[:5],
        quantidade=item.quantidade,
        fator=item.fator,
        valor_unitario=item.valor_unitario,
        valor_contratado=valores.contratado,
        preco_de=f"{avaliado.preco.tabela_id} {avaliado.preco.edicao}" if avaliado.preco else "",
        franquia_devida=item.franquia,
        linha=item.linha or 0,
        decisao=ItemDaGuia.Decisao.SUGERIDA if valores.glosas else ItemDaGuia.Decisao.AUTOMATICA,
        valor_informado=valores.informado,
        valor_processado=valores.processado,
        valor_glosa=valores.glosado,
        valor_franquia=valores.franquia,
        valor_liberado=valores.liberado,
    )


def _glosa(
    lote: Lote,
    item: ItemDaGuia,
    avaliado: ItemAvaliado,
    explicacoes: dict[tuple[str, str, int | None, int | None], Achado],
    indice: int,
) -> Glosa:
    glosa = avaliado.valores.glosas[indice]
    achado = explicacoes.get(
        (glosa.regra, glosa.codigo, avaliado.posicao, avaliado.sequencial)
    ) or explicacoes.get((glosa.regra, glosa.codigo, avaliado.posicao, None))
    return Glosa(
        lote=lote,
        guia=item.guia,
        item=item,
        codigo=glosa.codigo,
        valor=glosa.valor,
        origem=Glosa.Origem.REGRA,
        regra=glosa.regra,
        mensagem=glosa.texto[:500],
        como_resolver=(achado.como_resolver if achado else "")[:500],
        base_legal=(achado.base_legal if achado else "")[:200],
    )
