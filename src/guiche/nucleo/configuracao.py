"""Options of an operadora: one frozen dataclass per module, stored as versions, every change an event."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.db.models import Max

from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import memoria
from guiche.nucleo.models import Configuracao

C = TypeVar("C")

CONFIGURACAO_MUDADA = eventos.declarar("nucleo.configuracao.mudada", "Configuração alterada")


def config(classe: type[C]) -> C:
    """The options in force of the operadora in scope; a field never stored has the dataclass's default."""
    lembrados = memoria()
    if classe not in lembrados:
        lembrados[classe] = _montar(classe, _em_vigor().get(_modulo(classe), {}))
    valor: C = lembrados[classe]
    return valor


def configurar(ator: Ator, novos: Any) -> None:
    """Store a new version of a module's options and register who changed what. No-op when nothing changed."""
    antes, depois = asdict(config(type(novos))), asdict(novos)
    mudancas = {nome: [antes[nome], depois[nome]] for nome in depois if antes[nome] != depois[nome]}
    if not mudancas:
        return
    linha = Configuracao.objects.create(
        modulo=_modulo(type(novos)), valores=depois, usuario_id=getattr(ator.usuario, "pk", None)
    )
    memoria().pop(type(novos), None)
    memoria().pop(Configuracao, None)
    eventos.registrar(CONFIGURACAO_MUDADA, linha, ator, {"modulo": linha.modulo, "mudancas": mudancas})


@dataclass(frozen=True, slots=True)
class Versao(Generic[C]):
    """One stored version of a module's options: when, by whom (id of the person) and what they were."""

    id: int
    criado_em: datetime
    usuario_id: int | None
    opcoes: C


def versoes(classe: type[C], quantas: int) -> list[Versao[C]]:
    """The newest versions of the operadora in scope, the one in force first."""
    linhas = Configuracao.objects.filter(modulo=_modulo(classe)).order_by("-id")[:quantas]
    return [_versao(classe, linha) for linha in linhas]


def versao(classe: type[C], versao_id: int) -> Versao[C]:
    """One version. Raises Configuracao.DoesNotExist."""
    return _versao(classe, Configuracao.objects.get(pk=versao_id, modulo=_modulo(classe)))


def _versao(classe: type[C], linha: Configuracao) -> Versao[C]:
    return Versao(linha.pk, linha.criado_em, linha.usuario_id, _montar(classe, linha.valores))


def _em_vigor() -> dict[str, dict[str, Any]]:
    """Values of every module as last stored, in one query per scope: a page asks for several."""
    lembrados = memoria()
    if Configuracao not in lembrados:
        ultimas = Configuracao.objects.order_by().values("modulo").annotate(ultima=Max("id")).values("ultima")
        lembrados[Configuracao] = dict(Configuracao.objects.filter(pk__in=ultimas).values_list("modulo", "valores"))
    valores: dict[str, dict[str, Any]] = lembrados[Configuracao]
    return valores


def _modulo(classe: type[Any]) -> str:
    return classe.__module__.split(".")[1] + "." + classe.__name__


def _montar(classe: type[C], valores: dict[str, Any]) -> C:
    aceitos: dict[str, Any] = {}
    for campo in fields(classe):  # type: ignore[arg-type]
        if campo.name in valores:
            padrao, valor = campo.default, valores[campo.name]
            if isinstance(padrao, Decimal):
                valor = Decimal(valor)
            elif isinstance(padrao, tuple):
                valor = tuple(valor)
            aceitos[campo.name] = valor
    return classe(**aceitos)
