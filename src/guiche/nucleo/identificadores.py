"""Check digits and masks of the identifiers of Brazilian health insurance.

Every function accepts what people type or paste (with or without mask) and everything is kept as text: a
CNPJ may hold letters and any of them may start with zero.

Source: IN RFB 1.548/2015 (CPF), IN RFB 2.229/2024 (alphanumeric CNPJ), Portaria MS 1.560/2002 (CNS),
CADOP/ANS.
"""

import re
from collections.abc import Iterable

_NAO_ALFANUMERICO = re.compile(r"[^0-9A-Z]")
_CNPJ = re.compile(r"[0-9A-Z]{12}[0-9]{2}", re.ASCII)
_PESOS_CNPJ = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)


def normalizar(texto: str) -> str:
    """Upper case without mask: only ASCII letters and digits remain."""
    return _NAO_ALFANUMERICO.sub("", texto.upper())


def so_digitos(texto: str) -> str:
    """Only the ASCII digits of the text."""
    return "".join(c for c in texto if c in "0123456789")


def _eh_numero(texto: str, tamanho: int) -> bool:
    return len(texto) == tamanho and texto.isascii() and texto.isdigit()


def _soma_ponderada(texto: str, pesos: Iterable[int]) -> int:
    return sum((ord(c) - 48) * peso for c, peso in zip(texto, pesos, strict=True))


def _exigir(condicao: bool, mensagem: str) -> None:
    if not condicao:
        raise ValueError(mensagem)


SIGLA_DA_UF = {
    "11": "RO", "12": "AC", "13": "AM", "14": "RR", "15": "PA", "16": "AP", "17": "TO", "21": "MA", "22": "PI",
    "23": "CE", "24": "RN", "25": "PB", "26": "PE", "27": "AL", "28": "SE", "29": "BA", "31": "MG", "32": "ES",
    "33": "RJ", "35": "SP", "41": "PR", "42": "SC", "43": "RS", "50": "MS", "51": "MT", "52": "GO", "53": "DF",
}  # fmt: skip
"""IBGE number of a UF, which begins the number of its municípios, and its two letters. Source: TISS table 59."""


# CPF


def dv_cpf(base: str) -> str:
    """Two check digits of nine CPF digits. Raises `ValueError` unless `base` is nine digits."""
    _exigir(_eh_numero(base, 9), "the base of a CPF is nine digits")
    primeiro = _soma_ponderada(base, range(10, 1, -1)) * 10 % 11 % 10
    segundo = _soma_ponderada(f"{base}{primeiro}", range(11, 1, -1)) * 10 % 11 % 10
    return f"{primeiro}{segundo}"


def cpf_valido(texto: str) -> bool:
    """True for 11 digits with right check digits, not all equal."""
    cpf = normalizar(texto)
    return _eh_numero(cpf, 11) and len(set(cpf)) > 1 and dv_cpf(cpf[:9]) == cpf[9:]


def formatar_cpf(texto: str) -> str:
    """`52998224725` → `529.982.247-25`; text of another size is returned as it came."""
    cpf = normalizar(texto)
    return f"{cpf[:3]}.{cpf[3:6]}.{cpf[6:9]}-{cpf[9:]}" if _eh_numero(cpf, 11) else texto


def mascarar_cpf(texto: str) -> str:
    """Hide the ends of a CPF for screens where it only has to be recognised: `***.982.247-**`."""
    cpf = normalizar(texto)
    return f"***.{cpf[3:6]}.{cpf[6:9]}-**" if _eh_numero(cpf, 11) else "***"


# CNPJ


def dv_cnpj(base: str) -> str:
    """Two check digits of twelve characters `[0-9A-Z]`; each counts as its ASCII code − 48.

    Raises `ValueError` for any other base. Source: IN RFB 2.229/2024.
    """
    _exigir(bool(_CNPJ.fullmatch(f"{base}00")), "the base of a CNPJ is twelve characters 0-9 A-Z")
    digitos = ""
    for pesos in (_PESOS_CNPJ[1:], _PESOS_CNPJ):
        resto = _soma_ponderada(base + digitos, pesos) % 11
        digitos += "0" if resto < 2 else str(11 - resto)
    return digitos


def cnpj_valido(texto: str) -> bool:
    """True for 12 characters `[0-9A-Z]` and 2 right check digits, not all equal."""
    cnpj = normalizar(texto)
    return bool(_CNPJ.fullmatch(cnpj)) and len(set(cnpj)) > 1 and dv_cnpj(cnpj[:12]) == cnpj[12:]


def formatar_cnpj(texto: str) -> str:
    """`12ABC34501DE35` → `12.ABC.345/01DE-35`; text of another size is returned as it came."""
    cnpj = normalizar(texto)
    if not _CNPJ.fullmatch(cnpj):
        return texto
    return f"{cnpj[:2]}.{cnpj[2:5]}.{cnpj[5:8]}/{cnpj[8:12]}-{cnpj[12:]}"


def formatar_documento(texto: str) -> str:
    """Mask of a CPF (11) or CNPJ (14) by size; other text as it came."""
    return formatar_cpf(texto) if len(normalizar(texto)) == 11 else formatar_cnpj(texto)


# CNS


def cns_definitivo(pis: str) -> str:
    """Definitive CNS of an 11-digit PIS: PIS + 000 + DV, or PIS + 001 + DV when the first DV would be 10.

    Raises `ValueError` unless `pis` is eleven digits.
    """
    _exigir(_eh_numero(pis, 11), "a PIS is eleven digits")
    soma = _soma_ponderada(pis, range(15, 4, -1))
    dv = -soma % 11
    # 001 adds weight 2 to the sum, which turns a check digit of 10 into 8
    return f"{pis}000{dv}" if dv != 10 else f"{pis}001{-(soma + 2) % 11}"


def cns_valido(texto: str) -> bool:
    """Strict rule: 1/2 must be exactly the number derived from its PIS; 7/8/9 (provisional) only the
    weighted sum.

    Source: Cartão Nacional de Saúde, validation routine of DATASUS.
    """
    cns = normalizar(texto)
    if not _eh_numero(cns, 15):
        return False
    if cns[0] in "12":
        return cns == cns_definitivo(cns[:11])
    return cns[0] in "789" and _soma_ponderada(cns, range(15, 0, -1)) % 11 == 0


# ANS registries, CNES, CBO, council


def dv_registro_ans(base: str) -> str:
    """Check digit of the five digits of an operadora's ANS registry: 1 if r = 0, 0 if r = 1, else 11 − r.

    Raises `ValueError` unless `base` is five digits. Source: computed over every active operadora of CADOP.
    """
    _exigir(_eh_numero(base, 5), "the base of an ANS registry is five digits")
    resto = _soma_ponderada(base, (6, 5, 4, 3, 2)) % 11
    return {0: "1", 1: "0"}.get(resto, str(11 - resto))


def registro_ans_valido(texto: str) -> bool:
    """True for six digits with the right check digit."""
    registro = normalizar(texto)
    return _eh_numero(registro, 6) and dv_registro_ans(registro[:5]) == registro[5]


def formatar_registro_ans(texto: str) -> str:
    """`414662` → `41.466-2`; other text as it came."""
    registro = normalizar(texto)
    return f"{registro[:2]}.{registro[2:5]}-{registro[5]}" if _eh_numero(registro, 6) else texto


def formatar_registro_produto(texto: str) -> str:
    """ANS product registry: `412345019` → `412.345/01-9`; other text as it came."""
    registro = normalizar(texto)
    if not _eh_numero(registro, 9):
        return texto
    return f"{registro[:3]}.{registro[3:6]}/{registro[6:8]}-{registro[8]}"


def cnes_valido(texto: str) -> bool:
    """True for seven digits, not all zero; 9999999 stands for "no CNES". There is no public check digit."""
    cnes = normalizar(texto)
    return _eh_numero(cnes, 7) and cnes != "0000000"


def cbo_valido(texto: str) -> bool:
    """True for the six digits of a CBO (the entitlement is a table, not a check digit)."""
    return _eh_numero(normalizar(texto), 6)


# Address and contact


def formatar_cep(texto: str) -> str:
    """`79002000` → `79002-000`; other text as it came."""
    cep = normalizar(texto)
    return f"{cep[:5]}-{cep[5:]}" if _eh_numero(cep, 8) else texto


def formatar_telefone(texto: str) -> str:
    """`67999998888` → `(67) 99999-8888`; `08007019656` → `0800 701 9656`; other text as it came."""
    fone = so_digitos(texto)
    if len(fone) == 11 and fone.startswith("0"):
        return f"{fone[:4]} {fone[4:7]} {fone[7:]}"
    if len(fone) not in (10, 11):
        return texto
    return f"({fone[:2]}) {fone[2:-4]}-{fone[-4:]}"
