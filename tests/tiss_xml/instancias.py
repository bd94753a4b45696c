"""Schema-valid messages of every kind, made by walking the official XSD: the widest source of synthetic
data.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from lxml import etree

from guiche.tiss_xml.versoes import NS_XSD, ConjuntoDeEsquemas

_X = f"{{{NS_XSD}}}"
_TEXTOS = {
    "st_CNPJ": "11222333000181",
    "st_CPF": "39053344705",
    "st_registroANS": "999911",
    "st_competencia": "202611",
    "dm_face": "OM",
    "dm_declaracaoNascidoObito": "12345678901",
    "dm_diagnosticoCID10": "C500",
}


class Gerador:
    """Values of a root; ``opcionais`` fills every optional field, ``escolha`` picks in each choice."""

    def __init__(self, conjunto: ConjuntoDeEsquemas, *, opcionais: bool, escolha: int) -> None:
        self.opcionais = opcionais
        self.escolha = escolha
        self.nomes: dict[str, etree._Element] = {}
        for conteudo in conjunto.arquivos.values():
            raiz = etree.fromstring(conteudo)
            if "ans.gov.br" in (raiz.get("targetNamespace") or ""):
                nomeados = [no for no in raiz if isinstance(no.tag, str) and no.get("name")]
                self.nomes |= {no.get("name", ""): no for no in nomeados}

    def mensagem(self, raiz: str) -> dict[str, Any]:
        corpo = self._tipo(self.nomes[raiz][-1])
        corpo.pop("epilogo", None)
        corpo.pop("hash", None)
        if "cabecalho" in corpo:
            corpo["cabecalho"]["identificacaoTransacao"]["tipoTransacao"] = "ENVIO_LOTE_GUIAS"
        return corpo

    def _elemento(self, no: etree._Element) -> Any:
        valor = self._valor(no)
        return [valor] if no.get("maxOccurs", "1") != "1" else valor

    def _valor(self, no: etree._Element) -> Any:
        nome = no.get("type")
        if nome is None:
            dentro = next(f for f in no if f.tag in (_X + "complexType", _X + "simpleType"))
            return self._tipo(dentro) if dentro.tag == _X + "complexType" else self._simples("", dentro)
        local = nome.rsplit(":", 1)[-1]
        if ":" not in nome:
            return self._primitivo(local, None)
        definicao = self.nomes[local]
        if definicao.tag == _X + "complexType":
            return self._tipo(definicao)
        return self._simples(local, definicao)

    def _tipo(self, no: etree._Element) -> dict[str, Any]:
        saida: dict[str, Any] = {}
        for filho in no:
            if filho.tag == _X + "element":
                opcional = filho.get("minOccurs") == "0"
                assinatura = filho.get("ref") or filho.get("type", "").endswith(":Signature")
                if not assinatura and (self.opcionais or not opcional or self._corpo_da_mensagem(filho)):
                    saida[filho.get("name", "")] = self._elemento(filho)
            elif filho.tag == _X + "sequence":
                saida |= self._tipo(filho)
            elif filho.tag == _X + "choice":
                alternativas = [f for f in filho if isinstance(f.tag, str)]
                escolhida = alternativas[self.escolha % len(alternativas)]
                saida[escolhida.get("name", "")] = self._elemento(escolhida)
            elif filho.tag == _X + "complexContent":
                extensao = filho[0]
                base = extensao.get("base", "").rsplit(":", 1)[-1]
                saida |= self._tipo(self.nomes[base]) | self._tipo(extensao)
        return saida

    @staticmethod
    def _corpo_da_mensagem(no: etree._Element) -> bool:
        return no.get("name") in ("operadoraParaPrestador", "prestadorParaOperadora")

    def _simples(self, nome: str, no: etree._Element) -> Any:
        restricao = no.find(_X + "restriction")
        assert restricao is not None
        enumeracao = [e.get("value") for e in restricao.findall(_X + "enumeration") if e.get("value")]
        if enumeracao:
            return enumeracao[self.escolha % len(enumeracao)]
        if nome in _TEXTOS:
            return _TEXTOS[nome]
        base = restricao.get("base", "").rsplit(":", 1)[-1]
        maximo = restricao.find(_X + "maxLength")
        return self._primitivo(base, int(maximo.get("value", "1")) if maximo is not None else None)

    @staticmethod
    def _primitivo(base: str, maximo: int | None) -> Any:
        valores: dict[str, Any] = {
            "date": date(2026, 11, 3),
            "time": time(9, 30),
            "decimal": Decimal("1.25"),
            "integer": 7,
            "boolean": True,
            "base64Binary": b"\x00\x01\xfe",
        }
        return valores[base] if base in valores else "Ação <à> & 1"[: maximo or 12]
