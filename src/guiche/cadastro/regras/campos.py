"""What of a prestador's own record can be asked to change, in which pieces, and what each value must look like.

A piece (``Unidade``) is decided as a whole: half an address or half a bank account is worth nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from guiche.nucleo.identificadores import (
    SIGLA_DA_UF,
    cnes_valido,
    formatar_cep,
    formatar_telefone,
    normalizar,
    so_digitos,
)
from guiche.terminologia.regras.ceps import de_outra_uf

UFS: Final = tuple(sorted(SIGLA_DA_UF.values()))
CONSELHOS: Final = (
    ("06", "CRM"),
    ("08", "CRO"),
    ("02", "COREN"),
    ("03", "CRF"),
    ("04", "CRFA"),
    ("05", "CREFITO"),
    ("07", "CRN"),
    ("09", "CRP"),
    ("01", "CRESS"),
    ("10", "Outro conselho"),
)
"""Councils by their code, those met most often first. Source: TISS 4.03.00, table 26."""
SEM_CNES: Final = "9999999"
BANCO: Final = "banco"
EMAIL: Final = "email"
_CONTA: Final = re.compile(r"[0-9]{1,18}-?[0-9X]")
_AGENCIA: Final = re.compile(r"[0-9]{1,5}(-[0-9X])?")


@dataclass(frozen=True, slots=True)
class Campo:
    """One field of the record: its name in the table, its label and the longest value it takes."""

    nome: str
    rotulo: str
    tamanho: int
    obrigatorio: bool = True


@dataclass(frozen=True, slots=True)
class Unidade:
    """Fields that change together. ``comprovante`` names the paper that proves the change, empty when none is
    needed; a ``sensivel`` one is never shown whole and takes a second person of the operadora.
    """

    codigo: str
    rotulo: str
    campos: tuple[Campo, ...]
    comprovante: str = ""
    sensivel: bool = False
    so_profissional: bool = False
    so_empresa: bool = False


UNIDADES: Final = (
    Unidade("nome_fantasia", "Nome", (Campo("nome_fantasia", "Nome como aparece na rede", 80),)),
    Unidade(
        "razao_social",
        "Razão social",
        (Campo("razao_social", "Razão social", 120),),
        "Contrato social ou cartão do CNPJ",
        so_empresa=True,
    ),
    Unidade("cnes", "CNES", (Campo("cnes", "CNES", 7),), "Ficha do CNES"),
    Unidade(
        "conselho",
        "Registro no conselho",
        (
            Campo("conselho", "Conselho", 2),
            Campo("numero_conselho", "Número no conselho", 15),
            Campo("uf_conselho", "UF do conselho", 2),
            Campo("cbos", "CBO-S", 6),
        ),
        "Carteira ou certidão do conselho",
        so_profissional=True,
    ),
    Unidade(EMAIL, "E-mail", (Campo("email", "E-mail", 254),)),
    Unidade("telefone", "Telefone", (Campo("telefone", "Telefone", 20),)),
    Unidade(
        "endereco",
        "Endereço de atendimento",
        (
            Campo("cep", "CEP", 8),
            Campo("logradouro", "Rua, avenida ou praça", 80),
            Campo("numero_do_endereco", "Número", 10),
            Campo("complemento", "Complemento", 40, obrigatorio=False),
            Campo("bairro", "Bairro", 60),
            Campo("municipio", "Município", 60),
            Campo("uf", "UF", 2),
        ),
    ),
    Unidade(
        "responsavel",
        "Responsável técnico",
        (
            Campo("responsavel", "Nome do responsável técnico", 80),
            Campo("registro_do_responsavel", "Registro no conselho (ex.: CRM 12345/SP)", 30),
        ),
        "Certidão de responsabilidade técnica",
        so_empresa=True,
    ),
    Unidade(
        BANCO,
        "Conta para pagamento",
        (Campo("banco", "Banco", 4), Campo("agencia", "Agência", 7), Campo("conta", "Conta com dígito", 20)),
        "Comprovante bancário em nome do prestador",
        sensivel=True,
    ),
)
POR_CODIGO: Final[Mapping[str, Unidade]] = {unidade.codigo: unidade for unidade in UNIDADES}


@dataclass(frozen=True, slots=True)
class Diferenca:
    """A piece that is asked to change, with its fields before and after."""

    unidade: Unidade
    de: Mapping[str, str]
    para: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Leitura:
    """What the person asks to change, and the sentence for each field (by name) that needs them."""

    diferencas: tuple[Diferenca, ...]
    erros: Mapping[str, str]


def unidades_de(pessoa_fisica: bool, profissional: bool) -> tuple[Unidade, ...]:
    """The pieces that exist for this kind of prestador."""
    return tuple(
        unidade
        for unidade in UNIDADES
        if not (unidade.so_empresa and pessoa_fisica) and not (unidade.so_profissional and not profissional)
    )


def limpar(campo: Campo, texto: str) -> str:
    """The value as the record keeps it. Raises ValueError with the sentence to show at the field."""
    valor = " ".join(texto.split())
    valor = _NORMAS[campo.nome](valor) if campo.nome in _NORMAS else valor
    if len(valor) > campo.tamanho:
        raise ValueError(f"Use no máximo {campo.tamanho} letras ou números.")
    return valor


def ler(antes: Mapping[str, str], informado: Mapping[str, str], unidades: tuple[Unidade, ...]) -> Leitura:
    """Compare what a person typed with the record, piece by piece.

    A field that was not sent stays as it was, and what did not change is not judged. A sensitive piece left empty
    is left alone; touched, it is typed whole.
    """
    achadas: list[Diferenca] = []
    erros: dict[str, str] = {}
    for unidade in unidades:
        if unidade.sensivel and not any(informado.get(campo.nome, "").strip() for campo in unidade.campos):
            continue
        de = {campo.nome: antes[campo.nome] for campo in unidade.campos}
        para, recusados = _ler_unidade(unidade, de, informado)
        if de != para or recusados:
            achadas.append(Diferenca(unidade, de, para))
            faltam = {c.nome: "Preencha este campo." for c in unidade.campos if c.obrigatorio and not para[c.nome]}
            erros |= faltam | recusados
    return Leitura(tuple(achadas), erros)


def _ler_unidade(
    unidade: Unidade, de: Mapping[str, str], informado: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    para, recusados = {}, {}
    for campo in unidade.campos:
        valor = " ".join(informado.get(campo.nome, "" if unidade.sensivel else de[campo.nome]).split())
        para[campo.nome] = valor
        if valor and valor != de[campo.nome]:
            try:
                para[campo.nome] = limpar(campo, valor)
            except ValueError as erro:
                recusados[campo.nome] = str(erro)
    mudou_o_lugar = unidade.codigo == "endereco" and (para["cep"], para["uf"]) != (de["cep"], de["uf"])
    if mudou_o_lugar and not recusados and (outra := de_outra_uf(para["cep"], para["uf"])):
        recusados["cep"] = outra
    return para, recusados


def impressao(valores: Mapping[str, str]) -> str:
    """Short fingerprint of the values of a piece: what somebody saw when deciding."""
    return hashlib.sha256(json.dumps(dict(valores), sort_keys=True).encode()).hexdigest()[:16]


def em_palavras(unidade: Unidade, valores: Mapping[str, str]) -> str:
    """The values of a piece as people read them; the account of a sensitive one only by its last characters."""
    if unidade.codigo == BANCO:
        if not valores["conta"]:
            return "não informada"
        return f"banco {valores['banco']}, agência {valores['agencia']}, conta {mascarar(valores['conta'])}"
    if unidade.codigo == "endereco":
        rua = ", ".join(valores[nome] for nome in ("logradouro", "numero_do_endereco", "complemento") if valores[nome])
        cidade = "/".join(valores[nome] for nome in ("municipio", "uf") if valores[nome])
        partes = (rua, valores["bairro"], cidade, f"CEP {formatar_cep(valores['cep'])}" if valores["cep"] else "")
        return " · ".join(parte for parte in partes if parte) or "não informado"
    if unidade.codigo == "conselho":
        numero = "/".join(valores[nome] for nome in ("numero_conselho", "uf_conselho") if valores[nome])
        return f"conselho {valores['conselho']}, {numero}, CBO-S {valores['cbos']}" if numero else "não informado"
    texto = ", ".join(valor for valor in valores.values() if valor)
    return (formatar_telefone(texto) if unidade.codigo == "telefone" else texto) or "não informado"


def mascarar(conta: str) -> str:
    """An account by its last four characters, hyphen included: ``•••45-6``; a short one is hidden whole."""
    return "•" * max(0, len(conta) - 4) + conta[-4:] if len(conta) > 5 else "•" * len(conta)


def mesma_conta(uma: Mapping[str, str], outra: Mapping[str, str]) -> bool:
    """Whether bank, agência and account are the same, hyphens and leading zeros aside."""
    return all(_numero(uma.get(nome, "")) == _numero(outra.get(nome, "")) for nome in ("banco", "agencia", "conta"))


def _numero(texto: str) -> str:
    return normalizar(texto).lstrip("0")


def _cnes(valor: str) -> str:
    cru = normalizar(valor)
    if not cnes_valido(cru):
        raise ValueError("O CNES tem 7 números. Quem não tem CNES informa 9999999.")
    return cru


def telefone(valor: str) -> str:
    """A telephone with area code as the tables keep it, digits only. Raises ValueError with the sentence to show."""
    cru = so_digitos(valor)
    if len(cru) not in (10, 11):
        raise ValueError("Escreva o telefone com DDD, por exemplo (19) 3333-4444.")
    return cru


def _cep(valor: str) -> str:
    cru = so_digitos(valor)
    if len(cru) != 8:
        raise ValueError("O CEP tem 8 números, por exemplo 13010-000.")
    return cru


def _uf(valor: str) -> str:
    sigla = valor.upper()
    if sigla not in UFS:
        raise ValueError("Escolha a sigla do estado.")
    return sigla


def _conselho(valor: str) -> str:
    if not re.fullmatch(r"[0-9]{2}", valor):
        raise ValueError("Informe o conselho pelo código de 2 números da tabela 26 da TISS.")
    return valor


def _cbos(valor: str) -> str:
    cru = normalizar(valor)
    if not re.fullmatch(r"[0-9]{6}", cru):
        raise ValueError("O CBO-S tem 6 números.")
    return cru


def _banco(valor: str) -> str:
    cru = so_digitos(valor)
    if len(cru) not in (3, 4) or cru != valor:
        raise ValueError("Escreva o número do banco, com 3 ou 4 algarismos.")
    return cru.zfill(4)


def _agencia(valor: str) -> str:
    cru = valor.upper().replace(".", "").replace(" ", "")
    if not _AGENCIA.fullmatch(cru):
        raise ValueError("Escreva a agência só com números e, se houver, o dígito depois do hífen.")
    return cru


def _conta(valor: str) -> str:
    cru = valor.upper().replace(".", "").replace(" ", "")
    if not _CONTA.fullmatch(cru):
        raise ValueError("Escreva a conta com o dígito, por exemplo 12345-6.")
    return cru


_NORMAS: Final = {
    "cnes": _cnes,
    "telefone": telefone,
    "cep": _cep,
    "uf": _uf,
    "uf_conselho": _uf,
    "conselho": _conselho,
    "cbos": _cbos,
    "banco": _banco,
    "agencia": _agencia,
    "conta": _conta,
    "email": str.lower,
}
