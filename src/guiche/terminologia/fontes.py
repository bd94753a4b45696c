"""The terminologies shipped with the product's dependency ``tiss``: data files only, never its code.

Domains come from the comments of the official XSD (checked by SHA-256), completed by the domain extract;
table 38 from the current list plus every code the XSD still accepts; CADOP and an extract of TUSS as is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from guiche.terminologia.regras.planilha import SEMPRE, LinhaDeTermo, ler_data
from guiche.tiss_xml.dominios import tuss

FONTE = "pacote tiss 0.4.0"
DOMINIOS = "dominio/_data/domain.json"
GLOSAS = "_data/glosas.json"
CADOP = "operadoras/_data/healthplans.json"
TIPOS_SIMPLES = "_data/schemas/4.03.00/tissSimpleTypesV4_03_00.xsd"
_PROVENIENCIA = "_data/schemas/4.03.00/provenance.json"

DOMINIO_DA_TABELA: Mapping[str, str] = {
    "23": "dm_caraterAtendimento", "24": "dm_CBOS", "25": "dm_outrasDespesas",
    "26": "dm_conselhoProfissional", "27": "dm_debitoCreditoTipo", "28": "dm_dente",
    "29": "dm_diagnosticoImagem", "30": "dm_ecog", "31": "dm_estadiamento", "32": "dm_face",
    "33": "dm_finalidadeTratamento", "34": "dm_formaPagamento", "35": "dm_grauPart",
    "36": "dm_indicadorAcidente", "37": "dm_debitoCreditoIndicador", "39": "dm_motivoSaida",
    "41": "dm_regimeInternacao", "42": "dm_regiao", "43": "dm_sexo", "44": "dm_condicaoClinica",
    "45": "dm_statusSolicitacao", "46": "dm_statusCancelamento", "47": "dm_statusProtocolo",
    "48": "dm_tecnicaUtilizada", "49": "dm_tipoAcomodacao", "50": "dm_tipoAtendimento",
    "51": "dm_tipoAtendimentoOdonto", "52": "dm_tipoConsulta", "53": "dm_tipoDemonstrativo",
    "54": "dm_tipoGuia", "55": "dm_tipoFaturamento", "57": "dm_tipoInternacao",
    "58": "dm_tipoQuimioterapia", "59": "dm_UF", "60": "dm_unidadeMedida", "61": "dm_viaDeAcesso",
    "62": "dm_viaAdministracao", "65": "dm_metastase", "66": "dm_nodulo", "67": "dm_tumor",
    "72": "dm_tipoIdent", "73": "dm_etapasAutorizacao", "74": "dm_ausenciaCodValidacao",
    "75": "dm_cobEsp", "76": "dm_regimeAtendimento", "77": "dm_saudeOcupacional",
    "78": "dm_tipoPagamento", "80": "dm_formatoDocumento", "81": "dm_tipoDocumento", "87": "dm_tabela",
}  # fmt: skip
"""Number of the TISS table → name of the domain. Source: Componente Organizacional 202407, Quadro 31."""

_FORA = re.compile(
    r"dm_(tipoGlosa|versao\w*|tipoTransacao\w*|tabelaPacote|tabelasDiagnostico|tipoEvento|semMovimentoInclusao"
    r"|\w*[mM]onitor\w*)"
)
_FACES = "OLMVDIP"
_DA_TABELA_87 = {"90": "Pacote odontológico", "98": "Pacotes"}

_FICHA = re.compile(
    r"<!--(?P<comentario>.*?)-->|<simpleType\s+name=\"(?P<tipo>\w+)\"|<enumeration\s+value=\"(?P<valor>[^\"]*)\"",
    re.S,
)
_ROTULO = re.compile(r"(?P<codigo>\d+|[A-Z0-9]+(?![a-zà-ú]))\s*[-_]?\s*(?P<texto>\S.*)")


@dataclass(frozen=True, slots=True)
class ItemLido:
    """One value of a domain, in the order of the XSD."""

    dominio: str
    codigo: str
    rotulo: str
    ordem: int
    inicio: date | None = None
    fim: date | None = None


@dataclass(frozen=True, slots=True)
class MotivoLido:
    """One message of table 38; ``atual`` when ANS still lists it."""

    codigo: str
    descricao: str
    atual: bool


@dataclass(frozen=True, slots=True)
class OperadoraLida:
    """One operadora of CADOP; the registry number keeps its leading zeros."""

    registro_ans: str
    cnpj: str
    razao_social: str


def ler(caminho: str) -> bytes:
    """Bytes of a data file of the package."""
    return resources.files("tiss").joinpath(caminho).read_bytes()


def sha256(*caminhos: str) -> str:
    """SHA-256 of the data files, one after the other."""
    soma = hashlib.sha256()
    for caminho in caminhos:
        soma.update(ler(caminho))
    return soma.hexdigest()


def termos(
    tabelas: Collection[str], limites: Mapping[str, int], codigos: Collection[str] = ()
) -> Iterator[LinhaDeTermo]:
    """TUSS terms of the tables asked for, at most ``limites[tabela]`` of each, plus these codes always."""
    vistos: dict[str, int] = {}
    for lido in tuss():
        tabela, codigo = lido.tabela, lido.codigo
        if tabela not in tabelas:
            continue
        vistos[tabela] = vistos.get(tabela, 0) + 1
        if vistos[tabela] > limites.get(tabela, vistos[tabela]) and codigo not in codigos:
            continue
        yield LinhaDeTermo(
            tabela=tabela,
            codigo=codigo,
            termo=lido.termo,
            inicio=lido.inicio or SEMPRE,
            fim=lido.fim,
            descricao=lido.descricao,
        )


def dominios() -> list[ItemLido]:
    """Every value of every domain of TISS 4.03.00 that a guia or an answer carries, with its label."""
    extrato: dict[tuple[str, str], Any] = {
        (DOMINIO_DA_TABELA[r["tabela"]], r["codigo"]): r
        for r in json.loads(ler(DOMINIOS))["records"]
        if r["tabela"] in DOMINIO_DA_TABELA
    }
    itens = []
    for dominio, (valores, rotulos) in _tipos_simples().items():
        if _FORA.fullmatch(dominio):
            continue
        for ordem, valor in enumerate(valores):
            registro = extrato.get((dominio, valor))
            itens.append(
                ItemLido(
                    dominio,
                    valor,
                    _melhor(rotulos.get(valor, ""), registro["termo"] if registro else "") or valor,
                    ordem,
                    ler_data(registro["vigencia_inicio"]) if registro else None,
                    ler_data(registro["vigencia_fim"]) if registro else None,
                )
            )
    return itens


def motivos() -> list[MotivoLido]:
    """Table 38: the current list, then the codes that only the XSD still accepts."""
    atuais = {r["codigo"]: r["descricao"] for r in json.loads(ler(GLOSAS))["records"]}
    valores, rotulos = _tipos_simples()["dm_tipoGlosa"]
    antigos = {v: rotulos.get(v, v) for v in valores if v and v not in atuais}
    return [
        *(MotivoLido(codigo, texto, True) for codigo, texto in sorted(atuais.items())),
        *(MotivoLido(codigo, texto, False) for codigo, texto in sorted(antigos.items())),
    ]


def operadoras() -> list[OperadoraLida]:
    """The active operadoras of CADOP."""
    registros = json.loads(ler(CADOP))["records"].values()
    return [OperadoraLida(r["registro_ans"], r["cnpj"], r["razao_social"]) for r in registros]


def _tipos_simples() -> dict[str, tuple[list[str], dict[str, str]]]:
    """Domain → (values in order, value → label) read from the XSD and its comments."""
    conteudo = ler(TIPOS_SIMPLES)
    nome = TIPOS_SIMPLES.rsplit("/", 1)[1]
    if hashlib.sha256(conteudo).hexdigest() != json.loads(ler(_PROVENIENCIA))["files"][nome]:
        raise RuntimeError(f"{nome} não é o arquivo publicado pela ANS.")
    tipos: dict[str, tuple[list[str], list[str]]] = {}
    atual = ""
    for ficha in _FICHA.finditer(conteudo.decode("iso-8859-1")):
        if ficha["tipo"]:
            atual = ficha["tipo"]
            tipos[atual] = ([], [])
        elif ficha["valor"] is not None and atual:
            tipos[atual][0].append(ficha["valor"])
        elif ficha["comentario"] and atual:
            tipos[atual][1].extend(ficha["comentario"].splitlines())
    tipos["dm_face"] = (list(_FACES), tipos["dm_face"][1])
    prontos = {
        nome: (valores, _rotulos(valores, linhas))
        for nome, (valores, linhas) in tipos.items()
        if nome.startswith("dm_") and valores
    }
    prontos["dm_tabela"][1].update(_DA_TABELA_87)
    return prontos


def _rotulos(valores: list[str], linhas: list[str]) -> dict[str, str]:
    conhecidos, rotulos = set(valores), dict[str, str]()
    largura = max(map(len, valores))
    for linha in linhas:
        achado = _ROTULO.match(linha.strip())
        if achado is None:
            continue
        codigo = achado["codigo"] if achado["codigo"] in conhecidos else achado["codigo"].zfill(largura)
        if codigo in conhecidos and codigo not in rotulos:
            colunas = (" ".join(parte.split()) for parte in achado["texto"].split("\t"))
            rotulos[codigo] = " - ".join(parte for parte in colunas if parte).replace(" _ ", " - ")
    return rotulos


def _melhor(do_xsd: str, do_extrato: str) -> str:
    """The extract is better written; the XSD is taken when it says the same and more ("AMP - Ampola")."""
    if not do_extrato or do_extrato.isupper():
        return do_xsd or do_extrato
    diz_mais = len(do_xsd) > len(do_extrato) and do_extrato.casefold() in do_xsd.casefold()
    return do_xsd if diz_mais else do_extrato
