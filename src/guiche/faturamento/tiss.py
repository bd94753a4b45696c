"""Lotes as TISS answers say them: receipt, status of a protocol and account analysis (DAC).

Suggested glosas stay inside: until the lote is closed an answer shows what was charged and that it is under
analysis, with nothing processed, denied or released. After closing, every amount is the sum of the level
below. Source: TISS Componente Organizacional 202407 items 55–56; rules.md B3–B4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache

from django.utils import timezone

from guiche.cadastro.models import Prestador
from guiche.documentos.services import conteudo_de
from guiche.faturamento.config import FaturamentoConfig
from guiche.faturamento.models import Glosa, Guia, ItemDaGuia, Lote
from guiche.faturamento.regras.codigos import CODIGOS, GENERICO, Motivo, codigo_para
from guiche.faturamento.selectors.motivos import codigos_de_glosa
from guiche.faturamento.services.lotes import Recebimento
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import operadora_atual
from guiche.terminologia.selectors.termos import descricao_glosa
from guiche.tiss_xml import retornos
from guiche.tiss_xml.leitura import DefeitoTiss
from guiche.tiss_xml.mensagens import Cabecalho, Contratado, Identificacao, LoteGuias, TipoGuia
from guiche.tiss_xml.mensagens import Guia as GuiaTiss
from guiche.tiss_xml.mensagens import Item as ItemTiss
from guiche.tiss_xml.recepcao import ler_lote, lote_da_mensagem
from guiche.tiss_xml.respostas import escrever_resposta, responder
from guiche.tiss_xml.retornos import Valores
from guiche.tiss_xml.versoes import Versao

_TEXTO_LONGO = 500
_SEM_SEQUENCIAL = "0"
_PROTOCOLO_NAO_LOCALIZADO = "3291"


def recibo(lote: Lote, recebidas: LoteGuias | None = None) -> retornos.ReciboLote:
    """Receipt of a lote: every guia with the operator's number. The same at every time it is asked for.

    ``recebidas`` are the guias as read, when the caller has them; otherwise the original is read again.
    """
    recebidas = recebidas or _original(lote)
    numeros = Guia.objects.filter(lote=lote).order_by("pk").values_list("numero_operadora", flat=True)
    return retornos.ReciboLote(
        registro_ans=operadora_atual().registro_ans,
        prestador=contratado(lote.prestador),
        numero_lote=lote.numero,
        data_envio=timezone.localdate(lote.recebido_em),
        numero_protocolo=lote.protocolo,
        valor_total=lote.valor_informado,
        tipo_guia=TipoGuia(lote.tipo_guia),
        guias=tuple(retornos.GuiaRecebida(guia, numero) for guia, numero in zip(recebidas.guias, numeros, strict=True)),
    )


def situacao(lote: Lote, versao: Versao) -> retornos.SituacaoLote:
    """State of a lote's protocol, with its guias; amounts and glosas only after the lote was closed."""
    analisados = _Analisados([lote], versao)
    guias = tuple(
        retornos.GuiaRecebida(
            recebida,
            guia.numero_operadora,
            valores=valores_de(guia) if foi_analisado(lote) else None,
            glosas=analisados.da_guia(guia),
            itens=tuple(
                retornos.ItemRecebido(lido, analisados.do_item(item), item.valor_glosa)
                for lido, item in _com_os_lidos(recebida, analisados.itens(guia))
            ),
        )
        for recebida, guia in zip(_original(lote).guias, analisados.guias(lote), strict=True)
    )
    return retornos.SituacaoLote(
        registro_ans=operadora_atual().registro_ans,
        prestador=contratado(lote.prestador),
        status=lote.situacao,
        numero_protocolo=lote.protocolo,
        numero_lote=lote.numero,
        data_envio=timezone.localdate(lote.recebido_em),
        valores=_valores_do_lote(lote),
        tipo_guia=TipoGuia(lote.tipo_guia),
        guias=guias,
    )


def analise(lotes: Sequence[Lote], versao: Versao, hoje: date) -> tuple[retornos.AnaliseConta, ...]:
    """One account analysis per lote, all guias of each: items only where something was denied, and only the
    situation of the guias of a lote still under analysis. Four statements, whatever the number of lotes.

    ``hoje`` is the date of a statement that is not final yet. Source: Componente Organizacional 56.
    """
    operadora, analisados = operadora_atual(), _Analisados(lotes, versao)
    return tuple(
        retornos.AnaliseConta(
            cabecalho=retornos.CabecalhoDemonstrativo(
                registro_ans=operadora.registro_ans,
                numero=lote.protocolo,
                nome_operadora=operadora.razao_social[:70],
                cnpj=operadora.cnpj,
                data_emissao=timezone.localdate(lote.fechado_em) if lote.fechado_em else hoje,
            ),
            prestador=contratado(lote.prestador),
            protocolos=(protocolo,),
            valores=protocolo.valores,
        )
        for lote in lotes
        for protocolo in (_protocolo(lote, analisados),)
    )


def foi_analisado(lote: Lote) -> bool:
    """Whether the analysis of the lote is closed, so that its amounts are final."""
    return lote.fechado_em is not None


def nao_localizado(protocolos: Iterable[str], versao: Versao) -> retornos.Glosa:
    """Refusal of a request about protocols the prestador does not have (status 7 of table 47)."""
    lista = ", ".join(protocolos)
    return retornos.Glosa(
        codigo_na_versao(_PROTOCOLO_NAO_LOCALIZADO, versao),
        f"Não localizamos, entre os protocolos deste prestador: {lista} (situação 7, não localizado)."[:_TEXTO_LONGO],
    )


def resposta_do_recebimento(recebimento: Recebimento, prestador: Prestador, agora: datetime) -> bytes:
    """``recebimentoLote`` of a reception: the receipt, or mensagemErro when the lote was refused.

    The header echoes that of the message; when the file was unreadable it is built for the prestador in the
    newest accepted version. A receipt is dated when the lote came, so that a repetition gives the same bytes.
    """
    lote, recusa, mensagem = recebimento.lote, recebimento.recusa, recebimento.mensagem
    registro = operadora_atual().registro_ans
    if lote is not None:
        lido = lote_da_mensagem(mensagem).lote if mensagem else None
        pedido = mensagem or ler_lote(conteudo_de(lote.arquivo), exigir_hash=False).mensagem
        return responder(pedido, recibo(lote, lido), registro, timezone.localtime(lote.recebido_em))
    if recusa is None:
        raise ValueError("A reception has either a lote or a refusal.")
    momento = timezone.localtime(agora)
    if mensagem is not None:
        return responder(mensagem, _recusa(recusa, mensagem.versao), registro, momento)
    versao = max(Versao(texto) for texto in config(FaturamentoConfig).versoes_tiss)
    cabecalho = cabecalho_proprio("PROTOCOLO_RECEBIMENTO", prestador, versao, momento, _SEM_SEQUENCIAL)
    return escrever_resposta("tissLoteGuias", _recusa(recusa, versao), cabecalho, versao)


def cabecalho_proprio(tipo: str, prestador: Prestador, versao: Versao, momento: datetime, sequencial: str) -> Cabecalho:
    """Header of an answer that nobody asked for by message: a file downloaded from the portal."""
    return Cabecalho(
        tipo_transacao=tipo,
        sequencial=sequencial,
        data=momento.date(),
        hora=momento.time().replace(microsecond=0, tzinfo=None),
        origem=Identificacao(registro_ans=operadora_atual().registro_ans),
        destino=Identificacao(codigo=prestador.codigo),
        padrao=str(versao),
    )


def contratado(prestador: Prestador) -> Contratado:
    """The prestador as answers identify it."""
    return Contratado(
        codigo=prestador.codigo,
        cnpj=None if prestador.pessoa_fisica else prestador.documento,
        cpf=prestador.documento if prestador.pessoa_fisica else None,
        cnes=prestador.cnes,
        nome=prestador.razao_social[:70],
    )


def codigo_na_versao(codigo: str, versao: Versao) -> str:
    """The stored code, or the one that says the same in the answered version; 3040 when it has none.

    Raises CodigoIndisponivel when not even 3040 may be written.
    """
    permitidos = codigos_de_glosa(versao)
    if codigo in permitidos:
        return codigo
    motivo = _motivos_por_codigo().get(codigo)
    if motivo is None:
        return GENERICO
    return codigo_para(motivo, str(versao), permitidos)


class _Analisados:
    """Guias, items with glosa and glosas of some lotes, read at once: what was decided, not suggested."""

    def __init__(self, lotes: Sequence[Lote], versao: Versao) -> None:
        self.versao = versao
        fechados = [lote for lote in lotes if foi_analisado(lote)]
        self._guias: dict[int, list[Guia]] = defaultdict(list)
        self._itens: dict[int, list[ItemDaGuia]] = defaultdict(list)
        self._glosas: dict[tuple[str, int], list[Glosa]] = defaultdict(list)
        for guia in Guia.objects.filter(lote__in=lotes).order_by("pk"):
            self._guias[guia.lote_id].append(guia)
        if not fechados:
            return
        negados = ItemDaGuia.objects.filter(guia__lote__in=fechados, valor_glosa__gt=0)
        for item in negados.order_by("guia_id", "sequencial", "pk"):
            self._itens[item.guia_id].append(item)
        for glosa in Glosa.objects.filter(lote__in=fechados).order_by("pk"):
            self._glosas[_dono(glosa)].append(glosa)

    def guias(self, lote: Lote) -> list[Guia]:
        """All guias of a lote, in the order they came."""
        return self._guias[lote.pk]

    def itens(self, guia: Guia) -> list[ItemDaGuia]:
        """Items of a guia with something denied."""
        return self._itens[guia.pk]

    def do_item(self, item: ItemDaGuia) -> tuple[retornos.Glosa, ...]:
        """Glosas of an item, each with its money."""
        return self._escritas("item", item.pk)

    def da_guia(self, guia: Guia) -> tuple[retornos.Glosa, ...]:
        """Glosas of a guia as a whole."""
        return self._escritas("guia", guia.pk)

    def do_lote(self, lote: Lote) -> tuple[retornos.Glosa, ...]:
        """Glosas of a lote as a whole."""
        return self._escritas("lote", lote.pk)

    def _escritas(self, dono: str, pk: int) -> tuple[retornos.Glosa, ...]:
        return tuple(
            retornos.Glosa(
                codigo_na_versao(glosa.codigo, self.versao),
                (glosa.mensagem or descricao_glosa(glosa.codigo))[:_TEXTO_LONGO] or None,
                glosa.valor,
            )
            for glosa in self._glosas[dono, pk]
        )


def _dono(glosa: Glosa) -> tuple[str, int]:
    """What a glosa was given for: an item, a whole guia or the whole lote."""
    if glosa.item_id is not None:
        return "item", glosa.item_id
    return ("guia", glosa.guia_id) if glosa.guia_id is not None else ("lote", glosa.lote_id)


def _protocolo(lote: Lote, analisados: _Analisados) -> retornos.ProtocoloAnalisado:
    guias = tuple(_guia(guia, lote, analisados) for guia in analisados.guias(lote))
    return retornos.ProtocoloAnalisado(
        numero_lote=lote.numero,
        numero=lote.protocolo,
        data=timezone.localdate(lote.recebido_em),
        situacao=lote.situacao,
        valores=Valores.somar(guia.valores for guia in guias),
        guias=guias,
        glosa=next(iter(analisados.do_lote(lote)), None),
    )


def _guia(guia: Guia, lote: Lote, analisados: _Analisados) -> retornos.GuiaAnalisada:
    negados = analisados.itens(guia)
    return retornos.GuiaAnalisada(
        numero_prestador=guia.numero_prestador,
        numero_operadora=guia.numero_operadora,
        senha=guia.senha or None,
        carteira=guia.carteira,
        data_inicio=guia.data_inicio,
        data_fim=guia.data_fim,
        situacao=guia.situacao,
        valores=valores_de(guia) if foi_analisado(lote) else Valores(informado=guia.valor_informado),
        glosas=analisados.da_guia(guia),
        itens=tuple(_item(item, analisados.do_item(item)) for item in negados),
        observacao=_observacao(guia, negados) if foi_analisado(lote) else None,
    )


def _com_os_lidos(recebida: GuiaTiss, itens: Sequence[ItemDaGuia]) -> Iterator[tuple[ItemTiss, ItemDaGuia]]:
    """Each item with the line it was read from; of lines that repeat a number, the first goes to the first."""
    lidos: dict[int, list[ItemTiss]] = defaultdict(list)
    for lido in reversed(recebida.itens):
        lidos[lido.sequencial].append(lido)
    return ((lidos[item.sequencial].pop(), item) for item in itens)


def _item(item: ItemDaGuia, glosas: tuple[retornos.Glosa, ...]) -> retornos.ItemAnalisado:
    return retornos.ItemAnalisado(
        sequencial=item.sequencial,
        data=item.data,
        tabela=item.tabela,
        codigo=item.codigo,
        descricao=item.descricao or item.codigo,
        quantidade=item.quantidade,
        valores=valores_de(item),
        grau=item.grau or None,
        glosas=glosas,
    )


def _observacao(guia: Guia, negados: Sequence[ItemDaGuia]) -> str | None:
    """What the analyst wrote to the prestador, and the franquia, which the message has no field for."""
    ditos = [f"Item {item.sequencial}: {item.justificativa}" for item in negados if item.justificativa]
    if guia.valor_franquia:
        reais = f"{guia.valor_franquia:.2f}".replace(".", ",")
        ditos.append(f"Franquia de R$ {reais}, paga pelo beneficiário.")
    return " ".join(ditos)[:_TEXTO_LONGO] or None


def valores_de(parte: Guia | ItemDaGuia | Lote) -> Valores:
    """The five amounts of a level, as stored."""
    return Valores(
        informado=parte.valor_informado,
        processado=parte.valor_processado,
        liberado=parte.valor_liberado,
        glosa=parte.valor_glosa,
        franquia=parte.valor_franquia,
    )


def _valores_do_lote(lote: Lote) -> Valores:
    return valores_de(lote) if foi_analisado(lote) else Valores(informado=lote.valor_informado)


def _original(lote: Lote) -> LoteGuias:
    return ler_lote(conteudo_de(lote.arquivo), exigir_hash=False).lote


def _recusa(defeito: DefeitoTiss, versao: Versao) -> retornos.Glosa:
    return retornos.Glosa(codigo_na_versao(defeito.codigo_glosa, versao), defeito.descricao)


@cache
def _motivos_por_codigo() -> dict[str, Motivo]:
    por_codigo: dict[str, Motivo] = {}
    for motivo, codigos in CODIGOS.items():
        for codigo in (*codigos.atual, *codigos.antigo, *codigos.antigo_solicitacao):
            por_codigo.setdefault(codigo, motivo)
    return por_codigo
