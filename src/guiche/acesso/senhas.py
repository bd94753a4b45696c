"""What a password must be: the rule of the person's operadoras, over a floor that none may lower.

Refused besides: what leaked (a list kept in the installation, never asked of anybody outside), what everybody
tries first, what tells who the person is, and the person's last ones.
"""

from __future__ import annotations

import hashlib
import mmap
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from guiche.acesso.config import SenhaConfig
from guiche.acesso.models import SenhaAnterior, Usuario
from guiche.acesso.selectors.contexto import configuracoes, vinculos_vigentes
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import Recusa

TAMANHO_MINIMO = 8
TAMANHO_MAXIMO = 128
HISTORICO_MINIMO = 3
BYTES_DO_RESUMO = 20
SOBRA_FRACA = 6
"""A known word followed by up to this many digits and signs is still that word."""

_PALAVRAS = """
a aa aaa aaaa abc abcd abril acesso admin agosto amor asd asdf asdfg atletico bahia bemvindo beneficiario
botafogo brasil cartao carteirinha clinica consultorio corinthians cruzeiro deus deusefiel dezembro domingo
enfermagem euteamo familia felicidade fevereiro flamengo fluminense fortaleza gremio guiche hospital inicial
inicio inter internacional janeiro jesus jesuscristo julho junho maio marco maria medica medico meuamor
minhasenha mudar novasenha novembro odonto operadora outubro padrao palmeiras pass password plano planodesaude
portal prestador primeira provisoria q qaz qazwsx qq quarta quinta qwe qwer qwert qwerty sabado santos saopaulo
saude secretaria segunda senha senhaforte senhasenha setembro sexta sistema sport teamo temporaria terca teste
trocar unimed user usuario vasco x xx z zx zxc zxcv
"""
OBVIAS = frozenset(_PALAVRAS.split())
"""Roots of what Brazilians try first, without accents."""
_TROCAS = str.maketrans({"@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "$": "s", "5": "s", "7": "t"})
_SOBRAS = re.compile(r"[^a-z]+")


@dataclass(frozen=True, slots=True)
class Politica:
    """The rule in force for one person. ``historico``: last passwords refused; ``validade_dias``: 0 = never ends."""

    tamanho: int = TAMANHO_MINIMO
    historico: int = HISTORICO_MINIMO
    validade_dias: int = 0


@dataclass(frozen=True, slots=True)
class Exigencia:
    """One line of the checklist; ``padrao`` is the expression that the browser tests while the person types."""

    codigo: str
    texto: str
    padrao: str

    def cumprida(self, senha: str) -> bool:
        """Whether the password fulfils this line."""
        return re.search(self.padrao, senha) is not None


def exigencias(politica: Politica) -> tuple[Exigencia, ...]:
    """The lines of the checklist, in the order in which they are shown (C-45, B-07)."""
    return (
        Exigencia("tamanho", f"{politica.tamanho} caracteres ou mais", rf"^.{{{politica.tamanho},}}$"),
        Exigencia("letra", "uma letra", r"[A-Za-zÀ-ÖØ-öø-ÿ]"),
        Exigencia("digito", "um número", r"[0-9]"),
        Exigencia("simbolo", "um símbolo, como ! # % ou espaço", r"[^A-Za-zÀ-ÖØ-öø-ÿ0-9]"),
    )


def mais_estrita(opcoes: Iterable[SenhaConfig]) -> Politica:
    """The strictest rule of several operadoras, never below the floor.

    The floor asks letter, digit and symbol of everybody, so the options that would not ask them change nothing.
    """
    todas = list(opcoes)
    validades = [opcao.validade_dias for opcao in todas if opcao.validade_dias > 0]
    return Politica(
        tamanho=max([TAMANHO_MINIMO, *(opcao.tamanho for opcao in todas)]),
        historico=max([HISTORICO_MINIMO, *(opcao.historico for opcao in todas)]),
        validade_dias=min(validades, default=0),
    )


def politica_de(usuario: Usuario) -> Politica:
    """The rule for a person: the strictest of the operadoras to which they are linked today."""
    return mais_estrita(configuracoes(vinculos_vigentes(usuario), SenhaConfig))


def politica_da(operadora: Operadora | None) -> Politica:
    """The rule for who registers at an operadora (None: at no one's yet)."""
    if operadora is None:
        return Politica()
    with escopo(operadora):
        return mais_estrita([config(SenhaConfig)])


def recusas(senha: str, politica: Politica, pessoais: Sequence[str] = ()) -> list[str]:
    """Why a password does not serve, in words; empty when it does. ``pessoais``: name, e-mail, document, login."""
    if len(senha) > TAMANHO_MAXIMO:
        return [f"Use no máximo {TAMANHO_MAXIMO} caracteres."]
    faltam = [exigencia.texto for exigencia in exigencias(politica) if not exigencia.cumprida(senha)]
    if faltam:
        return [f"Falta na senha: {'; '.join(faltam)}."]
    if _conta_quem_e(senha, pessoais):
        return ["A senha não pode ter o seu nome, e-mail, usuário ou documento."]
    if obvia(senha) or vazada(senha):
        return ["Esta senha é muito conhecida e seria descoberta logo. Escolha outra, como três palavras sem ligação."]
    return []


def recusas_da_pessoa(usuario: Usuario, senha: str, politica: Politica | None = None) -> list[str]:
    """The same for a person who has an account: also refuses their last passwords."""
    politica = politica or politica_de(usuario)
    if motivos := recusas(senha, politica, pessoais(usuario)):
        return motivos
    anteriores = SenhaAnterior.objects.filter(usuario=usuario).values_list("hash", flat=True)[: politica.historico - 1]
    if any(check_password(senha, cifrada) for cifrada in (usuario.password, *anteriores)):
        return [f"Escolha uma senha diferente das últimas {politica.historico} que você usou."]
    return []


def exigir(usuario: Usuario, senha: str, campo: str = "senha") -> None:
    """Raise Recusa at ``campo`` when the person may not use this password."""
    if motivos := recusas_da_pessoa(usuario, senha):
        raise Recusa(" ".join(motivos), campo=campo)


def pessoais(usuario: Usuario) -> tuple[str, ...]:
    """What a password of this person may not contain."""
    return (usuario.nome, usuario.login, usuario.email.partition("@")[0], usuario.documento)


def vencida(usuario: Usuario, politica: Politica) -> bool:
    """Whether the password is older than the rule allows."""
    desde = usuario.senha_definida_em or usuario.criado_em
    return bool(politica.validade_dias) and desde + timedelta(days=politica.validade_dias) <= agora()


def obvia(senha: str) -> bool:
    """Whether it is among the passwords that everybody tries first, or one of those words with signs around it."""
    simples = _sem_acentos(senha)
    if simples in _conhecidas() or simples.strip("!@#$%&*.-_ ") in _conhecidas():
        return True
    trocada = simples.rstrip("0123456789!#%&*.-_ ").translate(_TROCAS)
    raizes = {_SOBRAS.sub("", simples), _SOBRAS.sub("", trocada)}
    curta = {raiz for raiz in raizes if len(senha) - len(raiz) <= SOBRA_FRACA}
    return bool(curta & OBVIAS or curta & _conhecidas())


def vazada(senha: str) -> bool:
    """Whether its SHA-1 is in the list of leaked passwords of this installation, when there is one."""
    arquivo = Path(settings.GUICHE_SENHAS_VAZADAS)
    if not arquivo.is_file() or not arquivo.stat().st_size:
        return False
    resumo = hashlib.sha1(senha.encode(), usedforsecurity=False).digest()
    with arquivo.open("rb") as aberto, mmap.mmap(aberto.fileno(), 0, access=mmap.ACCESS_READ) as memoria:
        lista = _Resumos(memoria)
        posicao = bisect_left(lista, resumo)
        return posicao < len(lista) and lista[posicao] == resumo


def carregar_vazadas(origem: Path, destino: Path | None = None) -> int:
    """Store a list of leaked passwords: text with one SHA-1 in hexadecimal a line, in ascending order.

    What follows ``:`` in a line (how often it leaked) is dropped. Returns how many were stored; the former list
    serves until the new one is whole. Raises Recusa with the line that is no SHA-1 or out of order.
    """
    final = destino or Path(settings.GUICHE_SENHAS_VAZADAS)
    parcial = final.with_suffix(".parcial")
    quantas = 0
    try:
        with origem.open(encoding="ascii", errors="replace") as texto, parcial.open("wb") as saida:
            for resumo in _ler_resumos(texto):
                saida.write(resumo)
                quantas += 1
        parcial.replace(final)
    finally:
        parcial.unlink(missing_ok=True)
    return quantas


class PoliticaValidator:
    """The floor, for the places where the framework itself asks (``AUTH_PASSWORD_VALIDATORS``)."""

    def validate(self, password: str, user: Usuario | None = None) -> None:
        if motivos := recusas(password, Politica(), pessoais(user) if user is not None else ()):
            raise ValidationError(motivos)

    def get_help_text(self) -> str:
        return "; ".join(exigencia.texto for exigencia in exigencias(Politica()))


class _Resumos(Sequence[bytes]):
    """Sorted digests of fixed length inside a mapped file."""

    def __init__(self, memoria: mmap.mmap) -> None:
        self._memoria = memoria

    def __len__(self) -> int:
        return len(self._memoria) // BYTES_DO_RESUMO

    def __getitem__(self, posicao: int) -> bytes:  # type: ignore[override]
        return self._memoria[posicao * BYTES_DO_RESUMO : (posicao + 1) * BYTES_DO_RESUMO]


def _ler_resumos(linhas: Iterable[str]) -> Iterator[bytes]:
    anterior = b""
    for numero, linha in enumerate(linhas, start=1):
        escrito = linha.partition(":")[0].strip()
        if not escrito:
            continue
        try:
            resumo = bytes.fromhex(escrito)
        except ValueError:
            resumo = b""
        if len(resumo) != BYTES_DO_RESUMO:
            raise Recusa(f"A linha {numero} não é um SHA-1 em hexadecimal.")
        if resumo < anterior:
            raise Recusa(f"A linha {numero} está fora de ordem. Ordene o arquivo antes (comando sort).")
        if resumo != anterior:
            yield resumo
        anterior = resumo


@lru_cache(maxsize=1)
def _conhecidas() -> frozenset[str]:
    """The common passwords that come with the framework."""
    return frozenset(CommonPasswordValidator().passwords)


def _conta_quem_e(senha: str, pessoais: Sequence[str]) -> bool:
    escrita = _sem_acentos(senha)
    partes = [parte for texto in pessoais for parte in re.split(r"[\W_]+", _sem_acentos(texto))]
    return any(len(parte) >= 4 and parte in escrita for parte in partes)


def _sem_acentos(texto: str) -> str:
    separado = unicodedata.normalize("NFKD", texto.lower())
    return "".join(letra for letra in separado if not unicodedata.combining(letra))
