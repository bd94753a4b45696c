"""XML ⇄ nested plain values, for every message of either root and every version, driven by the schema
itself.

A complex element is a dict keyed by element name (names exactly as in the standard, typos included), a
repeatable element is a list, and text becomes str, int, Decimal, date, time, bool or bytes by its XSD type.
A repeated complex element also carries ``"@linha"``, its line in the file. A digital signature is kept as
its serialised bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from lxml import etree

from guiche.tiss_xml.modelo import Campo, Composto, Modelo, Simples, ler_modelo
from guiche.tiss_xml.versoes import NS, ConjuntoDeEsquemas, Raiz, RegistroDeVersoes, Versao, registro

LINHA = "@linha"
Corpo = dict[str, Any]
_Conversor = Callable[[str], Any]
# One entry per element name: (name, converter, fields of a complex element, repeatable, is a signature).
_Alvo = tuple[str, _Conversor | None, "_Plano | None", bool, bool]
_Plano = dict[str, _Alvo]

_DECLARACAO = '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
_MARCA_DO_HASH = "\x00"


class ValorIlegivel(ValueError):
    """A value the schema accepts but no program can hold (year 0, year 12000…). Text in Portuguese."""

    def __init__(self, campo: str, texto: str, linha: int) -> None:
        super().__init__(f"O valor {texto!r} do campo {campo} não pode ser interpretado.")
        self.campo = campo
        self.linha = linha


class MensagemInvalida(ValueError):
    """A message built by us does not satisfy the schema: always a defect of the caller."""


@lru_cache(maxsize=4096)
def _decimal(texto: str) -> Decimal:
    return Decimal(texto.strip())


@lru_cache(maxsize=4096)
def _data(texto: str) -> date:
    # xs:date admits a time zone, which means nothing for a calendar day of care.
    return date.fromisoformat(texto.strip()[:10])


@lru_cache(maxsize=4096)
def _hora(texto: str) -> time:
    limpo = texto.strip()
    if limpo.startswith("24:"):
        return time(0, 0)
    return time.fromisoformat(limpo).replace(tzinfo=None)


def _inteiro(texto: str) -> int:
    return int(texto)


def _logico(texto: str) -> bool:
    return texto.strip() in ("true", "1")


def _base64(texto: str) -> bytes:
    return base64.b64decode(texto)


def _data_hora(texto: str) -> datetime:
    return datetime.fromisoformat(texto.strip())


_CONVERSORES: dict[str, _Conversor | None] = {
    "string": None,
    "decimal": _decimal,
    "integer": _inteiro,
    "date": _data,
    "time": _hora,
    "dateTime": _data_hora,
    "boolean": _logico,
    "base64Binary": _base64,
}


class Folhas(list[str]):
    """Text of the leaves of a message in document order; ``assinada`` when a signature was met (and left
    out).
    """

    assinada = False


class Codec:
    """Reads and writes the messages of one version. Immutable: share it between threads."""

    def __init__(self, versao: Versao, modelo: Modelo) -> None:
        self.versao = versao
        self.modelo = modelo
        self._planos: dict[int, _Plano] = {}
        self._raizes = {nome: self._alvo(campo) for nome, campo in modelo.raizes.items()}

    @property
    def raizes(self) -> tuple[str, ...]:
        """Names of the root elements of this version."""
        return tuple(self._raizes)

    def ler(self, raiz: etree._Element, folhas: Folhas | None = None) -> Corpo:
        """Values of a schema-valid root element.

        ``folhas``, when given, receives the text of every leaf in document order (the material of the
        hash), signatures left out. Raises ValorIlegivel, KeyError for an unknown root.
        """
        plano = self._raizes[etree.QName(raiz).localname][2]
        if plano is None:
            raise KeyError(raiz.tag)
        return _ler(raiz, plano, Folhas() if folhas is None else folhas)

    def escrever(
        self,
        raiz: str,
        corpo: Mapping[str, Any],
        *,
        validar: bool = True,
        registro_de_versoes: RegistroDeVersoes = registro,
    ) -> bytes:
        """Serialise a message: elements in schema order, ISO-8859-1, hash computed.

        ``corpo`` is the content of the root without the hash. Keys starting with ``@`` are ignored, None is
        absent. Raises MensagemInvalida for unknown or missing names, wrong types, or (``validar``) anything
        the XSD refuses.
        """
        campo = self.modelo.raizes[raiz]
        if not isinstance(campo.tipo, Composto):
            raise KeyError(raiz)
        completo = dict(corpo)
        nomes = {c.nome for c in campo.tipo.campos}
        if "epilogo" in nomes:
            completo["epilogo"] = {"hash": _MARCA_DO_HASH}
        elif "hash" in nomes:
            completo["hash"] = _MARCA_DO_HASH
        partes: list[str] = [_DECLARACAO, f'<ans:{raiz} xmlns:ans="{NS}">']
        folhas: list[str] = []
        _escrever(completo, campo.tipo, partes, folhas)
        partes.append(f"</ans:{raiz}>")
        material = "".join(folhas)
        if material.count(_MARCA_DO_HASH) > 1:
            raise MensagemInvalida(f"{raiz}: há caracteres de controle no texto.")
        material = material.replace(_MARCA_DO_HASH, "")
        # MD5 is what the standard prescribes for message integrity (Org. item 115); it protects nothing
        # secret.
        soma = hashlib.md5(material.encode("iso-8859-1", "xmlcharrefreplace"), usedforsecurity=False).hexdigest()
        xml = "".join(partes).replace(_MARCA_DO_HASH, soma).encode("iso-8859-1", "xmlcharrefreplace")
        if validar:
            qual = Raiz.ARQUIVO if raiz == "mensagemTISS" else Raiz.WEBSERVICE
            esquema = registro_de_versoes.esquema(self.versao, qual)
            try:
                esquema.assertValid(etree.fromstring(xml, etree.XMLParser(huge_tree=True)))
            except (etree.DocumentInvalid, etree.XMLSyntaxError) as erro:
                raise MensagemInvalida(f"{raiz} {self.versao}: {erro}") from erro
        return xml

    def _alvo(self, campo: Campo) -> _Alvo:
        if isinstance(campo.tipo, Composto):
            return (campo.nome, None, self._plano(campo.tipo), campo.lista, False)
        if isinstance(campo.tipo, Simples):
            return (campo.nome, _CONVERSORES[campo.tipo.base], None, campo.lista, False)
        return (campo.nome, None, None, campo.lista, True)

    def _plano(self, tipo: Composto) -> _Plano:
        chave = id(tipo)
        if chave not in self._planos:
            self._planos[chave] = {f"{{{c.espaco}}}{c.nome}": self._alvo(c) for c in tipo.campos}
        return self._planos[chave]


def linha_de(elemento: etree._Element) -> int:
    """Line of an element in the received file; 0 when unknown."""
    linha: Any = elemento.sourceline
    return int(linha or 0)


def texto_da_folha(elemento: etree._Element) -> str:
    """Whole text of a leaf that has comments or processing instructions inside."""
    return (elemento.text or "") + "".join(filho.tail or "" for filho in elemento)


def _ler(elemento: etree._Element, plano: _Plano, folhas: Folhas) -> Corpo:
    saida: Corpo = {}
    for filho in elemento:
        alvo = plano.get(filho.tag)
        if alvo is None:
            continue
        nome, converter, sub, lista, assinatura = alvo
        valor: Any
        if sub is not None:
            valor = _ler(filho, sub, folhas)
            if lista:
                valor[LINHA] = linha_de(filho)
        elif assinatura:
            valor = etree.tostring(filho, with_tail=False)
            folhas.assinada = True
        else:
            texto = filho.text or ""
            if len(filho):
                texto = texto_da_folha(filho)
            folhas.append(texto)
            if converter is None:
                valor = texto
            else:
                try:
                    valor = converter(texto)
                except (ValueError, ArithmeticError) as erro:
                    raise ValorIlegivel(nome, texto, linha_de(filho)) from erro
        if not lista:
            saida[nome] = valor
        elif nome in saida:
            saida[nome].append(valor)
        else:
            saida[nome] = [valor]
    if not saida and elemento.text and not len(elemento):
        folhas.append(elemento.text)
    return saida


def _escrever(dados: Mapping[str, Any], tipo: Composto, partes: list[str], folhas: list[str]) -> None:
    escritos = 0
    for campo in tipo.campos:
        if campo.nome not in dados:
            continue
        escritos += 1
        valor = dados[campo.nome]
        if valor is None:
            continue
        for um in valor if campo.lista else (valor,):
            if isinstance(campo.tipo, Composto):
                if not isinstance(um, Mapping):
                    raise MensagemInvalida(f"O campo {campo.nome} deve trazer uma estrutura.")
                partes.append(f"<ans:{campo.nome}>")
                _escrever(um, campo.tipo, partes, folhas)
                partes.append(f"</ans:{campo.nome}>")
            elif campo.tipo is None:
                partes.append(um.decode("iso-8859-1"))
            else:
                texto = _formatar(um, campo.tipo, campo.nome)
                folhas.append(texto)
                partes.append(f"<ans:{campo.nome}>{_escapar(texto)}</ans:{campo.nome}>")
    if escritos != sum(1 for nome in dados if not nome.startswith("@")):
        sobra = set(dados) - {c.nome for c in tipo.campos}
        raise MensagemInvalida(f"Campos desconhecidos em {tipo.nome}: {', '.join(sorted(sobra))}")


def _escapar(texto: str) -> str:
    if "&" in texto or "<" in texto or ">" in texto:
        texto = texto.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A bare carriage return would be normalised away by the reader and change the hash.
    return texto.replace("\r", "&#13;") if "\r" in texto else texto


def _formatar(valor: Any, tipo: Simples, nome: str) -> str:
    base = tipo.base
    if base == "string" and isinstance(valor, str):
        # The glosa enumeration of 4.03 has an empty entry, which no answer may use.
        if tipo.enumeracao and (not valor or valor not in _valores_de(tipo)):
            raise MensagemInvalida(f"O campo {nome} ({tipo.nome}) não aceita o valor {str(valor)!r}.")
        return str(valor)
    if base == "decimal" and isinstance(valor, Decimal | int) and not isinstance(valor, bool):
        if tipo.casas is None:
            return f"{Decimal(valor):f}"
        exato = Decimal(valor).quantize(Decimal(1).scaleb(-tipo.casas), ROUND_HALF_UP)
        if exato != valor:
            raise MensagemInvalida(f"O campo {nome} aceita {tipo.casas} casas decimais: {valor}")
        return f"{exato:f}"
    if base == "integer" and isinstance(valor, int) and not isinstance(valor, bool):
        return str(valor)
    if base == "boolean" and isinstance(valor, bool):
        return "true" if valor else "false"
    if base == "date" and isinstance(valor, date):
        return valor.isoformat()[:10]
    if base == "dateTime" and isinstance(valor, datetime):
        return valor.isoformat(timespec="seconds")
    if base == "time" and isinstance(valor, time):
        return valor.replace(tzinfo=None).isoformat(timespec="seconds")
    if base == "base64Binary" and isinstance(valor, bytes):
        return base64.b64encode(valor).decode("ascii")
    raise MensagemInvalida(f"O campo {nome} ({tipo.nome}) não aceita {type(valor).__name__}.")


@lru_cache(maxsize=1024)
def _valores_de(tipo: Simples) -> frozenset[str]:
    return frozenset(tipo.enumeracao)


@lru_cache(maxsize=16)
def _codec_do_conjunto(conjunto: ConjuntoDeEsquemas) -> Codec:
    return Codec(conjunto.versao, ler_modelo(conjunto))


def codec(versao: Versao, registro_de_versoes: RegistroDeVersoes = registro) -> Codec:
    """Codec of a version, built once. Raises VersaoDesconhecida, EsquemaInvalido."""
    return _codec_do_conjunto(registro_de_versoes.conjunto(versao))
