"""Schema errors in words a biller understands: which field, where, what is wrong, what was expected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree

_ENTRE_CHAVES = re.compile(r"\{[^}]*\}")
_ESPERADOS = re.compile(r"Expected is (?:one of )?\( (.*?) \)")
_NUMEROS = re.compile(r"length of '(\d+)'.*?length of '(\d+)'")
_DIGITOS = re.compile(r"allowed (?:total|fractional|fraction)?[^']*'(\d+)'|than '?(\d+)'? ")
_CONJUNTO = re.compile(r"set \{(.*)\}", re.DOTALL)
_PADRAO = re.compile(r"pattern '(.*)'")
_ATRIBUTO = re.compile(r"attribute '([^']*)'")
_MAX_VALORES = 12

_FORMATOS = {
    "st_data": "uma data no formato AAAA-MM-DD",
    "st_hora": "uma hora no formato HH:MM:SS",
    "st_logico": "true ou false",
    "st_competencia": "uma competência no formato AAAAMM",
    "base64Binary": "um conteúdo em base64",
}


@dataclass(frozen=True, slots=True)
class ErroDeEsquema:
    """One schema error: path of the element below the root, its line, and what is wrong, in Portuguese."""

    caminho: str
    linha: int
    mensagem: str

    def __str__(self) -> str:
        campo = self.caminho.rsplit("/", 1)[-1]
        return f"Linha {self.linha}, {campo}: {self.mensagem}"


def traduzir(raiz: etree._Element, registros: Iterable[Any], limite: int) -> tuple[ErroDeEsquema, ...]:
    """Translate entries of an lxml error log, in the order of the file, at most ``limite``, repetitions
    left out.
    """
    erros: list[ErroDeEsquema] = []
    vistos: set[tuple[int, str]] = set()
    prefixos = {p: u for no in raiz.iter() for p, u in no.nsmap.items() if p}
    for entrada in registros:
        if len(erros) == limite:
            break
        elemento = _localizar(raiz, entrada, prefixos)
        caminho = _caminho(elemento, raiz) if elemento is not None else _caminho_em_texto(entrada.path or "")
        # A facet error is followed by "not a valid value of the atomic type" for the same element.
        chave = (entrada.line, caminho)
        if chave in vistos:
            continue
        vistos.add(chave)
        valor = (elemento.text or "").strip() if elemento is not None else ""
        erros.append(ErroDeEsquema(caminho, entrada.line, _mensagem(entrada, valor, caminho)))
    return tuple(erros)


def _localizar(raiz: etree._Element, entrada: Any, prefixos: dict[str, str]) -> etree._Element | None:
    # The first step is the root: of the file, or of the message inside a SOAP envelope.
    _, _, resto = (entrada.path or "").lstrip("/").partition("/")
    if not entrada.path:
        return None
    if not resto:
        return raiz
    try:
        achados = raiz.xpath(resto, namespaces=prefixos)
    except etree.XPathError:
        return None
    if isinstance(achados, list) and len(achados) == 1 and isinstance(achados[0], etree._Element):
        return achados[0]
    return None


def _caminho(elemento: etree._Element, raiz: etree._Element) -> str:
    partes: list[str] = []
    no: etree._Element | None = elemento
    while no is not None and no is not raiz:
        pai = no.getparent()
        nome = etree.QName(no).localname
        if pai is not None:
            iguais = [irmao for irmao in pai if irmao.tag == no.tag]
            if len(iguais) > 1:
                nome += f"[{iguais.index(no) + 1}]"
        partes.append(nome)
        no = pai
    return "/".join(reversed(partes)) or etree.QName(raiz).localname


def _caminho_em_texto(caminho: str) -> str:
    return "/".join(parte.rsplit(":", 1)[-1] for parte in caminho.strip("/").split("/"))


def _mensagem(entrada: Any, valor: str, caminho: str) -> str:
    tipo: str = entrada.type_name
    texto: str = _ENTRE_CHAVES.sub("", entrada.message) if "facet" not in entrada.message else entrada.message
    mostrado = valor if len(valor) <= 40 else valor[:37] + "..."
    if tipo == "SCHEMAV_ELEMENT_CONTENT":
        return _conteudo(texto, caminho)
    if tipo == "SCHEMAV_CVC_ENUMERATION_VALID":
        conjunto = _CONJUNTO.search(texto)
        valores = re.findall(r"'([^']*)'", conjunto.group(1)) if conjunto else []
        lista = ", ".join(v for v in valores[:_MAX_VALORES] if v)
        mais = " e outros" if len(valores) > _MAX_VALORES else ""
        return f"o valor '{mostrado}' não existe na tabela do padrão (valores aceitos: {lista}{mais})."
    if tipo in ("SCHEMAV_CVC_MAXLENGTH_VALID", "SCHEMAV_CVC_MINLENGTH_VALID"):
        tamanhos = _NUMEROS.search(texto)
        tem, pode = tamanhos.groups() if tamanhos else ("?", "?")
        if tem == "0":
            return "o campo está vazio; preencha ou retire a tag."
        limite = "o máximo é" if tipo == "SCHEMAV_CVC_MAXLENGTH_VALID" else "o mínimo é"
        return f"o texto tem {tem} caracteres; {limite} {pode}."
    if tipo in ("SCHEMAV_CVC_TOTALDIGITS_VALID", "SCHEMAV_CVC_FRACTIONDIGITS_VALID"):
        digitos = _DIGITOS.search(texto)
        pode = next((g for g in digitos.groups() if g), "?") if digitos else "?"
        onde = "casas decimais" if "FRACTION" in tipo else "algarismos"
        return f"o valor '{mostrado}' tem mais que {pode} {onde}."
    if tipo == "SCHEMAV_CVC_PATTERN_VALID":
        padrao = _PADRAO.search(texto)
        return f"o valor '{mostrado}' não segue o formato {padrao.group(1) if padrao else 'exigido'}."
    if tipo.startswith("SCHEMAV_CVC_DATATYPE_VALID"):
        return _valor_invalido(texto, mostrado)
    if tipo in ("SCHEMAV_CVC_COMPLEX_TYPE_3_2_1", "SCHEMAV_CVC_TYPE_3_1_1"):
        atributo = _ATRIBUTO.search(texto)
        return f"o atributo {atributo.group(1) if atributo else ''} não é permitido."
    if tipo == "SCHEMAV_CVC_COMPLEX_TYPE_2_3":
        return "há texto solto entre as tags."
    if tipo == "SCHEMAV_CVC_ELT_1":
        return "este elemento não é uma mensagem do Padrão TISS."
    return f"o conteúdo não segue o esquema ({texto})."


def _conteudo(texto: str, caminho: str) -> str:
    esperados = _ESPERADOS.search(texto)
    nomes = [n.strip() for n in esperados.group(1).split(",")] if esperados else []
    lista = " ou ".join(nomes)
    if "Missing child" in texto:
        return f"falta preencher {lista}." if lista else "faltam campos obrigatórios."
    nome = re.sub(r"\[\d+\]$", "", caminho.rsplit("/", 1)[-1])
    if nome == "versaoPadrao":
        return "versaoPadrao não existe mais; o campo se chama Padrao."
    if nome == "nomeBeneficiario":
        return "o nome do beneficiário não é mais informado pelo prestador desde a versão 4; retire a tag."
    if lista:
        return f"este campo não é permitido nesta posição; o esperado aqui é {lista}."
    return "este campo não é permitido nesta posição."


def _valor_invalido(texto: str, mostrado: str) -> str:
    tipo = re.search(r"atomic type '([^']*)'", texto)
    nome = tipo.group(1).rsplit(":", 1)[-1] if tipo else ""
    if not mostrado:
        return "o campo está vazio; preencha ou retire a tag."
    if nome.startswith("st_decimal"):
        dica = " (use ponto, não vírgula)" if "," in mostrado else ""
        return f"o valor '{mostrado}' não é um número decimal{dica}."
    if nome.startswith("st_numerico"):
        return f"o valor '{mostrado}' não é um número inteiro."
    return f"o valor '{mostrado}' não é {_FORMATOS.get(nome, 'válido para este campo')}."
