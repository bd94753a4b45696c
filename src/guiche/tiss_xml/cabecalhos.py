"""Header of a message: nested values ⇄ ``Cabecalho``, and the header of the operator's answer.

Source: tissV4_03_00 cabecalhoTransacao.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from guiche.tiss_xml.mensagens import Cabecalho, Identificacao

_DO_PRESTADOR = {"CNPJ": "cnpj", "CPF": "cpf", "codigoPrestadorNaOperadora": "codigo"}


def ler_cabecalho(corpo: Mapping[str, Any]) -> Cabecalho:
    """Header from the values of the ``cabecalho`` element."""
    transacao = corpo["identificacaoTransacao"]
    credencial = corpo.get("loginSenhaPrestador") or {}
    return Cabecalho(
        tipo_transacao=transacao["tipoTransacao"],
        sequencial=transacao["sequencialTransacao"],
        data=transacao["dataRegistroTransacao"],
        hora=transacao["horaRegistroTransacao"],
        origem=_ler_identificacao(corpo["origem"]),
        destino=_ler_identificacao(corpo["destino"]),
        padrao=corpo["Padrao"],
        falha_negocio=corpo.get("falhaNegocio"),
        login=credencial.get("loginPrestador"),
        senha_md5=credencial.get("senhaPrestador"),
    )


def corpo_do_cabecalho(cabecalho: Cabecalho) -> dict[str, Any]:
    """Values of the ``cabecalho`` element."""
    corpo: dict[str, Any] = {
        "identificacaoTransacao": {
            "tipoTransacao": cabecalho.tipo_transacao,
            "sequencialTransacao": cabecalho.sequencial,
            "dataRegistroTransacao": cabecalho.data,
            "horaRegistroTransacao": cabecalho.hora,
        },
        "falhaNegocio": cabecalho.falha_negocio,
        "origem": _corpo_da_identificacao(cabecalho.origem),
        "destino": _corpo_da_identificacao(cabecalho.destino),
        "Padrao": cabecalho.padrao,
    }
    if cabecalho.login is not None:
        corpo["loginSenhaPrestador"] = {
            "loginPrestador": cabecalho.login,
            "senhaPrestador": cabecalho.senha_md5,
        }
    return corpo


def cabecalho_da_resposta(pedido: Cabecalho, tipo_transacao: str, registro_ans: str, agora: datetime) -> Cabecalho:
    """Header of the answer: sequence echoed, sender is the operator, recipient as it identified itself.

    The version is the one of the request and the credential never comes back.
    """
    return Cabecalho(
        tipo_transacao=tipo_transacao,
        sequencial=pedido.sequencial,
        data=agora.date(),
        hora=agora.time().replace(microsecond=0, tzinfo=None),
        origem=Identificacao(registro_ans=registro_ans),
        destino=pedido.origem,
        padrao=pedido.padrao,
    )


def _ler_identificacao(corpo: Mapping[str, Any]) -> Identificacao:
    if "registroANS" in corpo:
        return Identificacao(registro_ans=corpo["registroANS"])
    prestador = corpo["identificacaoPrestador"]
    return Identificacao(**{campo: prestador.get(nome) for nome, campo in _DO_PRESTADOR.items()})


def _corpo_da_identificacao(identificacao: Identificacao) -> dict[str, Any]:
    if identificacao.registro_ans is not None:
        return {"registroANS": identificacao.registro_ans}
    return {"identificacaoPrestador": {nome: getattr(identificacao, campo) for nome, campo in _DO_PRESTADOR.items()}}
