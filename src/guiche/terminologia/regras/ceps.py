"""CEP: which UF a number belongs to, and one line of the table of addresses that the operator has.

Source: Correios, "Estrutura do CEP" and ranges of CEP by UF (Busca CEP, faixas de CEP): facts of the numbering itself.
The table of streets (Diretório Nacional de Endereços) is sold by Correios; no copy of it comes with the product.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from guiche.nucleo.identificadores import SIGLA_DA_UF, formatar_cep, so_digitos
from guiche.nucleo.texto import para_busca
from guiche.terminologia.regras.planilha import LinhaInvalida

FAIXAS: Final = (
    ("01000", "19999", "SP"),
    ("20000", "28999", "RJ"),
    ("29000", "29999", "ES"),
    ("30000", "39999", "MG"),
    ("40000", "48999", "BA"),
    ("49000", "49999", "SE"),
    ("50000", "56999", "PE"),
    ("57000", "57999", "AL"),
    ("58000", "58999", "PB"),
    ("59000", "59999", "RN"),
    ("60000", "63999", "CE"),
    ("64000", "64999", "PI"),
    ("65000", "65999", "MA"),
    ("66000", "68899", "PA"),
    ("68900", "68999", "AP"),
    ("69000", "69299", "AM"),
    ("69300", "69399", "RR"),
    ("69400", "69899", "AM"),
    ("69900", "69999", "AC"),
    ("70000", "72799", "DF"),
    ("72800", "72999", "GO"),
    ("73000", "73699", "DF"),
    ("73700", "76799", "GO"),
    ("76800", "76999", "RO"),
    ("77000", "77999", "TO"),
    ("78000", "78899", "MT"),
    ("79000", "79999", "MS"),
    ("80000", "87999", "PR"),
    ("88000", "89999", "SC"),
    ("90000", "99999", "RS"),
)
"""First five digits from which to which, and the UF; what is in no range is unknown, not wrong."""

TIPOS_DE_LOGRADOURO: Final = (
    "Rua", "Avenida", "Alameda", "Travessa", "Praça", "Rodovia", "Estrada", "Aeroporto", "Área", "Beco", "Chácara",
    "Colônia", "Condomínio", "Conjunto", "Distrito", "Esplanada", "Estação", "Fazenda", "Jardim", "Ladeira", "Largo",
    "Loteamento", "Núcleo", "Parque", "Passagem", "Quadra", "Recanto", "Residencial", "Servidão", "Setor", "Sítio",
    "Trecho", "Trevo", "Vale", "Vereda", "Via", "Viaduto", "Viela", "Vila", "Outro",
)  # fmt: skip
"""What a place is called before its name, those met most often first. Source: Correios, tipos de logradouro do DNE."""

_DA_COLUNA: Final[Mapping[str, str]] = {
    "CEP": "cep",
    "TIPO": "tipo", "TIPO_LOGRADOURO": "tipo", "TIPO DE LOGRADOURO": "tipo",
    "LOGRADOURO": "logradouro", "ENDERECO": "logradouro", "RUA": "logradouro",
    "BAIRRO": "bairro",
    "MUNICIPIO": "municipio", "CIDADE": "municipio", "LOCALIDADE": "municipio",
    "IBGE": "ibge", "CODIGO_IBGE": "ibge", "CODIGO IBGE": "ibge", "COD_IBGE": "ibge",
    "UF": "uf", "ESTADO": "uf",
}  # fmt: skip
_EXIGIDAS: Final = ("cep", "logradouro", "bairro", "municipio", "ibge", "uf")
_POR_NOME: Final = {para_busca(tipo): tipo for tipo in TIPOS_DE_LOGRADOURO}


@dataclass(frozen=True, slots=True)
class LinhaDeCep:
    """One address of the table. ``ibge`` is the number of the município, seven digits; streets may be empty."""

    cep: str
    tipo: str
    logradouro: str
    bairro: str
    municipio: str
    ibge: str
    uf: str


def uf_do_cep(cep: str) -> str:
    """The UF in whose range a CEP is (eight digits, mask ignored); empty when the number is in none."""
    inicio = so_digitos(cep)[:5]
    return next((uf for de, ate, uf in FAIXAS if len(inicio) == 5 and de <= inicio <= ate), "")


def de_outra_uf(cep: str, uf: str) -> str:
    """What to tell who wrote a CEP and a UF that do not go together; empty when they may."""
    certa = uf_do_cep(cep)
    if not certa or not uf or certa == uf:
        return ""
    return f"O CEP {formatar_cep(so_digitos(cep))} é de {certa}, e o estado escolhido é {uf}: confira um dos dois."


def separar(escrito: str) -> tuple[str, str]:
    """Kind and name of a place written together: ``Rua das Flores`` → ``("Rua", "das Flores")``."""
    primeira, _, resto = escrito.strip().partition(" ")
    tipo = _POR_NOME.get(para_busca(primeira), "")
    return (tipo, resto.strip()) if tipo and resto.strip() else ("", escrito.strip())


def colunas_de_cep(cabecalho: Sequence[str]) -> dict[str, int]:
    """Field → position by the heading. Raises LinhaInvalida naming the columns that are missing."""
    posicoes: dict[str, int] = {}
    for posicao, celula in enumerate(cabecalho):
        campo = _DA_COLUNA.get(para_busca(celula))
        if campo:
            posicoes.setdefault(campo, posicao)
    faltam = [campo for campo in _EXIGIDAS if campo not in posicoes]
    if faltam:
        raise LinhaInvalida(f"Faltam colunas na primeira linha: {', '.join(faltam)}.")
    return posicoes


def ler_cep(celulas: Sequence[str], posicoes: Mapping[str, int]) -> LinhaDeCep | None:
    """Type one line; None for a blank one. Raises LinhaInvalida for numbers and states that do not go together."""

    def celula(campo: str) -> str:
        posicao = posicoes.get(campo, -1)
        return " ".join(celulas[posicao].split()) if 0 <= posicao < len(celulas) else ""

    if not any(texto.strip() for texto in celulas):
        return None
    cep, ibge, uf = so_digitos(celula("cep")), celula("ibge"), celula("uf").upper()
    if len(cep) != 8:
        raise LinhaInvalida(f"CEP ilegível: {celula('cep')[:20] or 'vazio'}.")
    if not celula("municipio"):
        raise LinhaInvalida(f"CEP {cep} sem município.")
    if not re.fullmatch(r"[0-9]{7}", ibge) or SIGLA_DA_UF.get(ibge[:2]) != uf:
        raise LinhaInvalida(f"CEP {cep}: o código IBGE {ibge[:20] or 'vazio'} não é de {uf[:20] or 'nenhuma UF'}.")
    if uf_do_cep(cep) not in ("", uf):
        raise LinhaInvalida(f"CEP {cep} é da faixa de {uf_do_cep(cep)}, e a linha diz {uf}.")
    escrito, nome = separar(celula("logradouro"))
    tipo = _POR_NOME.get(para_busca(celula("tipo")), celula("tipo"))
    if tipo:
        nome = nome if escrito == tipo else celula("logradouro")
    return LinhaDeCep(
        cep=cep,
        tipo=(tipo or escrito)[:40],
        logradouro=nome[:120],
        bairro=celula("bairro")[:80],
        municipio=celula("municipio")[:80],
        ibge=ibge,
        uf=uf,
    )
