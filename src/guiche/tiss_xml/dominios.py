"""Plain data of the standard's tables, for the terminology loader: domains, glosas, TUSS, operators.

Codes come from the enumerations of each version's XSD, labels from the comments beside them, completed by
the ANS extract that comes with the ``tiss`` package. Files are read as package data; big ones are streamed,
never held whole.

Source: tissSimpleTypes (dm_*); ANS tables 23–87 of the Representação de Conceitos; CADOP (CC BY).
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import IO, Any

from lxml import etree

from guiche.tiss_xml.codec import codec
from guiche.tiss_xml.versoes import NS_XSD, ConjuntoDeEsquemas, RegistroDeVersoes, Versao, registro

_X = f"{{{NS_XSD}}}"
_LINHA = re.compile(r"\s*([0-9]+|[A-Z][A-Z0-9]{0,3}(?=[\s-]))\s*[-–_:]?\s*(\S.*?)\s*$")
_PREFIXO_TUSS = re.compile(r"^TUSS\s*[_-]\s*")
_BLOCO = 1 << 16

TABELA_DO_TIPO: dict[str, str] = {
    "dm_caraterAtendimento": "23",
    "dm_CBOS": "24",
    "dm_outrasDespesas": "25",
    "dm_conselhoProfissional": "26",
    "dm_debitoCreditoTipo": "27",
    "dm_dente": "28",
    "dm_diagnosticoImagem": "29",
    "dm_ecog": "30",
    "dm_estadiamento": "31",
    "dm_finalidadeTratamento": "33",
    "dm_formaPagamento": "34",
    "dm_grauPart": "35",
    "dm_indicadorAcidente": "36",
    "dm_debitoCreditoIndicador": "37",
    "dm_tipoGlosa": "38",
    "dm_motivoSaida": "39",
    "dm_regimeInternacao": "41",
    "dm_regiao": "42",
    "dm_sexo": "43",
    "dm_condicaoClinica": "44",
    "dm_statusSolicitacao": "45",
    "dm_statusCancelamento": "46",
    "dm_statusProtocolo": "47",
    "dm_tecnicaUtilizada": "48",
    "dm_tipoAcomodacao": "49",
    "dm_tipoAtendimento": "50",
    "dm_tipoAtendimentoOdonto": "51",
    "dm_tipoConsulta": "52",
    "dm_tipoDemonstrativo": "53",
    "dm_tipoGuia": "54",
    "dm_tipoFaturamento": "55",
    "dm_tipoInternacao": "57",
    "dm_tipoQuimioterapia": "58",
    "dm_UF": "59",
    "dm_unidadeMedida": "60",
    "dm_viaDeAcesso": "61",
    "dm_viaAdministracao": "62",
    "dm_metastase": "65",
    "dm_nodulo": "66",
    "dm_tumor": "67",
    "dm_tipoIdent": "72",
    "dm_etapasAutorizacao": "73",
    "dm_ausenciaCodValidacao": "74",
    "dm_cobEsp": "75",
    "dm_regimeAtendimento": "76",
    "dm_saudeOcupacional": "77",
    "dm_tipoPagamento": "78",
    "dm_formatoDocumento": "80",
    "dm_tipoDocumento": "81",
    "dm_tabela": "87",
}
"""Number of the ANS table behind a domain type. Source: Componente Organizacional 202407, Quadro 31."""

_COMPLEMENTOS: dict[str, dict[str, str]] = {
    "dm_CBOS": {"999999": "CBO desconhecido ou não informado pelo solicitante"},
    "dm_UF": {"98": "Países estrangeiros"},
    "dm_tabela": {
        "90": "Tabela própria de pacotes odontológicos",
        "98": "Tabela própria de pacotes",
    },
    "dm_tipoEvento": {"I": "Início da internação", "A": "Alta"},
    "dm_motivoSaida": {"19": "Alta de paciente agudo em psiquiatria"},
}


@dataclass(frozen=True, slots=True)
class Termo:
    """Entry of a table with its validity (None = open)."""

    tabela: str
    codigo: str
    termo: str
    descricao: str = ""
    inicio: date | None = None
    fim: date | None = None


@dataclass(frozen=True, slots=True)
class GlosaDaTabela:
    """Current entry of table 38; ``orientacao`` is advice to the provider and not part of the ANS text."""

    codigo: str
    descricao: str
    grupo: str
    orientacao: str


@dataclass(frozen=True, slots=True)
class OperadoraDoCadastro:
    """Active operator of the ANS register (CADOP)."""

    registro_ans: str
    cnpj: str
    razao_social: str
    nome_fantasia: str
    modalidade: str
    cidade: str
    uf: str
    registrada_em: date | None


def codigos(versao: Versao, tipo: str, registro_de_versoes: RegistroDeVersoes = registro) -> tuple[str, ...]:
    """Codes of a ``dm_*`` type in a version, in the order of the schema, without repetitions. Raises
    KeyError.
    """
    enumeracao = codec(versao, registro_de_versoes).modelo.simples[tipo].enumeracao
    return tuple(dict.fromkeys(codigo for codigo in enumeracao if codigo))


def codigos_glosa_xsd(versao: Versao, registro_de_versoes: RegistroDeVersoes = registro) -> frozenset[str]:
    """Codes of table 38 that an answer in this version may carry without breaking the schema."""
    return frozenset(codigos(versao, "dm_tipoGlosa", registro_de_versoes))


def dominio(versao: Versao, tipo: str, registro_de_versoes: RegistroDeVersoes = registro) -> tuple[Termo, ...]:
    """Codes and labels of a ``dm_*`` type in a version. Raises KeyError for an unknown type."""
    lista = codigos(versao, tipo, registro_de_versoes)
    tabela = TABELA_DO_TIPO.get(tipo, tipo)
    comentarios = _comentarios(registro_de_versoes.conjunto(versao)).get(tipo, ())
    rotulos = _rotulos_das_linhas(comentarios, lista)
    oficiais = {termo.codigo: termo for termo in _termos_de_dominio() if termo.tabela == tabela}
    complemento = _COMPLEMENTOS.get(tipo, {})
    termos: list[Termo] = []
    for codigo in lista:
        oficial = oficiais.get(codigo)
        rotulo = complemento.get(codigo) or rotulos.get(codigo) or (oficial.termo if oficial else codigo)
        inicio, fim = (oficial.inicio, oficial.fim) if oficial else (None, None)
        termos.append(Termo(tabela, codigo, rotulo, inicio=inicio, fim=fim))
    return tuple(termos)


def tipos_de_dominio(versao: Versao, registro_de_versoes: RegistroDeVersoes = registro) -> tuple[str, ...]:
    """Names of the ``dm_*`` types of a version that enumerate values."""
    simples = codec(versao, registro_de_versoes).modelo.simples
    return tuple(nome for nome, tipo in simples.items() if nome.startswith("dm_") and tipo.enumeracao)


def termos_de_dominio() -> tuple[Termo, ...]:
    """Terms of the 14 domain tables in the ANS extract, with validity."""
    return _termos_de_dominio()


def glosas() -> Iterator[GlosaDaTabela]:
    """Current entries of table 38."""
    for registro_lido in _carregar("_data", "glosas.json")["records"]:
        yield GlosaDaTabela(
            registro_lido["codigo"],
            registro_lido["descricao"],
            registro_lido["grupo"],
            registro_lido["orientacao"]["texto"],
        )


def operadoras() -> Iterator[OperadoraDoCadastro]:
    """Active operators of CADOP, by registro ANS."""
    registros: dict[str, dict[str, str]] = _carregar("operadoras", "_data", "healthplans.json")["records"]
    for numero, dados in sorted(registros.items()):
        yield OperadoraDoCadastro(
            registro_ans=numero,
            cnpj=dados["cnpj"],
            razao_social=dados["razao_social"],
            nome_fantasia=dados["nome_fantasia"],
            modalidade=dados["modalidade"],
            cidade=dados["cidade"],
            uf=dados["uf"],
            registrada_em=_dia(dados["data_registro_ans"]),
        )


def tuss(tabela: str | None = None) -> Iterator[Termo]:
    """Terms of TUSS tables 18, 19, 20 and 22 of the extract (or one of them), streamed in bounded memory."""
    with (resources.files("tiss") / "tuss" / "_data" / "tuss.json").open("rb") as arquivo:
        for lido in _registros(arquivo):
            if tabela is None or lido["tabela"] == tabela:
                yield _termo(lido)


def _registros(arquivo: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Objects of the ``records`` array of a JSON file, one at a time."""
    decodificador = json.JSONDecoder()
    incremental = codecs.getincrementaldecoder("utf-8")()
    pendente = ""
    na_lista = False
    while bloco := arquivo.read(_BLOCO):
        pendente += incremental.decode(bloco)
        if not na_lista:
            inicio = re.search(r'"records"\s*:\s*\[', pendente)
            if inicio is None:
                continue
            pendente = pendente[inicio.end() :]
            na_lista = True
        posicao = 0
        while True:
            while posicao < len(pendente) and pendente[posicao] in " \t\r\n,":
                posicao += 1
            if pendente.startswith("]", posicao):
                return
            try:
                lido, posicao = decodificador.raw_decode(pendente, posicao)
            except json.JSONDecodeError:
                break
            yield lido
        pendente = pendente[posicao:]
    raise ValueError("O arquivo de termos terminou antes do fim da lista.")


@lru_cache(maxsize=1)
def _termos_de_dominio() -> tuple[Termo, ...]:
    return tuple(_termo(lido) for lido in _carregar("dominio", "_data", "domain.json")["records"])


def _termo(lido: dict[str, Any]) -> Termo:
    return Termo(
        lido["tabela"],
        lido["codigo"],
        lido["termo"],
        lido.get("descricao", ""),
        _dia(lido.get("vigencia_inicio", "")),
        _dia(lido.get("vigencia_fim", "")),
    )


def _dia(texto: str) -> date | None:
    return date.fromisoformat(texto) if texto else None


def _carregar(*partes: str) -> Any:
    return json.loads(resources.files("tiss").joinpath(*partes).read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def _comentarios(conjunto: ConjuntoDeEsquemas) -> dict[str, tuple[str, ...]]:
    """Lines of the comments inside each simple type, or right after it when it has none."""
    saida: dict[str, list[str]] = {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for nome, conteudo in conjunto.arquivos.items():
        if "simpletypes" not in nome.lower():
            continue
        anterior = ""
        for no in etree.fromstring(conteudo, parser):
            if isinstance(no, etree._Comment):
                if anterior and not saida.get(anterior):
                    saida[anterior] = (no.text or "").splitlines()
            elif no.tag == _X + "simpleType":
                anterior = no.get("name", "")
                saida[anterior] = [linha for c in no.iter(etree.Comment) for linha in (c.text or "").splitlines()]
    return {nome: tuple(linhas) for nome, linhas in saida.items()}


def _rotulos_das_linhas(linhas: tuple[str, ...], lista: tuple[str, ...]) -> dict[str, str]:
    rotulos: dict[str, str] = {}
    tamanho = max((len(codigo) for codigo in lista), default=0)
    for linha in linhas:
        achado = _LINHA.match(linha)
        if achado is None:
            continue
        codigo, rotulo = achado.groups()
        # Some comments drop the leading zero of the code ("1 - JPG" for 01).
        for candidato in (codigo, codigo.zfill(tamanho)):
            if candidato in lista and candidato not in rotulos:
                rotulos[candidato] = _PREFIXO_TUSS.sub("", " ".join(rotulo.split()))
    return rotulos
