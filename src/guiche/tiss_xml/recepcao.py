"""From received bytes to a ``Mensagem`` or a ``LoteLido``: the whole technical reception in one call.

Steps 1 to 4 (safety, form, version, schema) are in ``leitura``; here follow the hash (7) and the coherence
of body, direction, transaction and registroANS (8). Login, sender and recipient (5, 6) need the operator's
registers: the web service calls ``interpretar`` first, checks them, and then ``conferir_hash`` and
``conferir_transacao`` in that order.

Source: Componente Organizacional 202407 items 55, 114–115; TUSS table 38.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from guiche.tiss_xml import hash as soma
from guiche.tiss_xml.cabecalhos import ler_cabecalho
from guiche.tiss_xml.codec import Folhas, ValorIlegivel, codec
from guiche.tiss_xml.envelope import abrir_envelope
from guiche.tiss_xml.guias import ler_lote_de_guias
from guiche.tiss_xml.leitura import LIMITE_PADRAO, DefeitoTiss, Documento, Falha, validar
from guiche.tiss_xml.mensagens import LoteLido, Mensagem
from guiche.tiss_xml.servicos import POR_NOME, POR_PEDIDO, POR_RESPOSTA
from guiche.tiss_xml.versoes import Raiz, RegistroDeVersoes, Versao, registro

_SO_CABECALHO = ("cabecalho", "hash", "Signature", "Signatures", "epilogo")


def interpretar(documento: Documento, registro_de_versoes: RegistroDeVersoes = registro) -> Mensagem:
    """Values of a schema-valid document. Raises DefeitoTiss 5007 when it has no body or holds unreadable
    values.
    """
    folhas = Folhas()
    try:
        corpo = codec(documento.versao, registro_de_versoes).ler(documento.elemento, folhas)
    except ValorIlegivel as erro:
        raise DefeitoTiss("5001", str(erro), Falha.ESQUEMA, erro.campo, erro.linha) from erro
    if documento.raiz is Raiz.ARQUIVO:
        elemento, conteudo, do_prestador = _corpo_do_arquivo(corpo)
        informado: str = corpo["epilogo"]["hash"]
    else:
        elemento = next((nome for nome in corpo if nome not in _SO_CABECALHO), "")
        conteudo, informado = corpo.get(elemento), corpo.get("hash", "")
        do_prestador = documento.nome in POR_PEDIDO
    chave = elemento if documento.raiz is Raiz.ARQUIVO else documento.nome
    servico = (POR_PEDIDO if do_prestador else POR_RESPOSTA).get(chave)
    if servico is None or conteudo is None:
        raise DefeitoTiss(
            "5007",
            "A mensagem não traz conteúdo: falta o corpo entre o cabeçalho e o hash.",
            Falha.ESQUEMA,
            documento.nome,
        )
    # The last leaf is the hash itself: the schema puts it after everything but a signature.
    folhas.pop()
    variante = (
        soma.conferir(documento.elemento, informado) if folhas.assinada else soma.conferir_folhas(folhas, informado)
    )
    return Mensagem(
        raiz=documento.nome,
        versao=documento.versao,
        cabecalho=ler_cabecalho(corpo["cabecalho"]),
        servico=servico.nome,
        elemento=elemento,
        corpo=conteudo,
        do_prestador=do_prestador,
        hash_informado=informado.strip(),
        hash_variante=str(variante) if variante else None,
        assinada=folhas.assinada,
    )


def conferir_hash(mensagem: Mensagem, *, estrito: bool = False) -> None:
    """Step 7. ``estrito`` accepts only the official reading of the rule. Raises DefeitoTiss 5014."""
    aceita = mensagem.hash_variante is not None
    if estrito and mensagem.hash_variante != str(soma.OFICIAL):
        aceita = False
    if not aceita:
        raise DefeitoTiss(
            "5014",
            "O hash da mensagem não confere com o conteúdo. Calcule o MD5 dos valores concatenados, na ordem "
            "do arquivo, em ISO-8859-1, sem retirar espaços.",
            Falha.HASH,
            "hash",
        )


def conferir_transacao(mensagem: Mensagem) -> None:
    """Step 8: direction and transaction belong to the body. Raises DefeitoTiss 5005, 5006, 5007."""
    cabecalho = mensagem.cabecalho
    servico = POR_NOME[mensagem.servico]
    esperadas = (servico.transacao_pedido,) if mensagem.do_prestador else servico.transacoes_resposta
    if cabecalho.tipo_transacao not in esperadas:
        raise DefeitoTiss(
            "5007",
            f"O tipo de transação {cabecalho.tipo_transacao} não corresponde ao conteúdo {mensagem.elemento} "
            f"(esperado: {' ou '.join(esperadas)}).",
            Falha.ESQUEMA,
            "tipoTransacao",
        )
    if cabecalho.origem.eh_operadora is mensagem.do_prestador:
        quem = "o prestador" if mensagem.do_prestador else "a operadora"
        raise DefeitoTiss("5005", f"A origem da mensagem deve identificar {quem}.", Falha.REMETENTE, "origem")
    if cabecalho.destino.eh_operadora is not mensagem.do_prestador:
        quem = "o registro ANS da operadora" if mensagem.do_prestador else "o prestador"
        raise DefeitoTiss("5006", f"O destino da mensagem deve ser {quem}.", Falha.DESTINATARIO, "destino")


def lote_da_mensagem(mensagem: Mensagem) -> LoteLido:
    """Neutral lote of an ENVIO_LOTE_GUIAS message. Raises DefeitoTiss 5007, 5027."""
    if mensagem.elemento != "loteGuias":
        raise DefeitoTiss(
            "5007",
            f"A mensagem não é um lote de guias: ela traz {mensagem.elemento}.",
            Falha.ESQUEMA,
            mensagem.elemento,
        )
    lote = ler_lote_de_guias(mensagem.corpo)
    destino = mensagem.cabecalho.destino.registro_ans
    for guia in lote.guias:
        if destino is not None and guia.registro_ans != destino:
            raise DefeitoTiss(
                "5027",
                f"A guia {guia.numero_prestador} traz o registro ANS {guia.registro_ans}, "
                f"diferente do destino da mensagem ({destino}).",
                Falha.DESTINATARIO,
                "registroANS",
                guia.linha,
            )
    return LoteLido(mensagem, lote)


def ler_mensagem(
    dados: bytes,
    aceitas: Collection[Versao] | None = None,
    *,
    exigir_hash: bool = True,
    hash_estrito: bool = False,
    limite: int = LIMITE_PADRAO,
    registro_de_versoes: RegistroDeVersoes = registro,
) -> Mensagem:
    """Steps 1–4, 7 and 8 on bytes: a file, a SOAP request, either one gzipped. Raises DefeitoTiss."""
    envelope = abrir_envelope(dados, limite)
    mensagem = interpretar(validar(envelope.elemento, aceitas, registro_de_versoes), registro_de_versoes)
    if exigir_hash:
        conferir_hash(mensagem, estrito=hash_estrito)
    conferir_transacao(mensagem)
    return mensagem


def ler_lote(
    dados: bytes,
    aceitas: Collection[Versao] | None = None,
    *,
    exigir_hash: bool = True,
    hash_estrito: bool = False,
    limite: int = LIMITE_PADRAO,
    registro_de_versoes: RegistroDeVersoes = registro,
) -> LoteLido:
    """Read a lote of guias into neutral objects. Raises DefeitoTiss with what the provider must correct."""
    return lote_da_mensagem(
        ler_mensagem(
            dados,
            aceitas,
            exigir_hash=exigir_hash,
            hash_estrito=hash_estrito,
            limite=limite,
            registro_de_versoes=registro_de_versoes,
        )
    )


def _corpo_do_arquivo(corpo: dict[str, Any]) -> tuple[str, Any, bool]:
    do_prestador = "prestadorParaOperadora" in corpo
    lado = corpo.get("prestadorParaOperadora" if do_prestador else "operadoraParaPrestador") or {}
    elemento = next(iter(lado), "")
    return elemento, lado.get(elemento), do_prestador
