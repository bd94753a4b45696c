"""Tenancy that fails closed: the filter is applied when a query *executes*, never before.

A queryset built in one scope, at import time or in a class body, is therefore filtered by the scope
it runs in. Reads, counts, updates, deletes and subqueries all compile through
:class:`ConsultaDaOperadora`; a join from a global table to rows of operadoras is refused; inserts and
saves are checked against the scope, and so is every foreign key to a row of an operadora.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import models
from django.db.models import sql

from guiche.nucleo.escopo import ForaDoEscopo, SemEscopo, filtro_atual

_FATIA = 500


class ConsultaVigiada(sql.Query):
    """A Query that knows when it goes from a global table to rows of operadoras.

    Such a join sees the rows of every operadora, so it runs only inside ``sem_escopo``.
    """

    atravessa = False
    compilando = False

    def join(self, join: Any, reuse: Any = None) -> str:
        pai = self.alias_map.get(join.parent_alias)
        tabelas = _tabelas_das_operadoras()
        if pai is not None and join.table_name in tabelas and pai.table_name not in tabelas:
            self.atravessa = True
            if self.compilando:
                self.conferir_juncoes()
        return str(super().join(join, reuse))

    def conferir_juncoes(self) -> None:
        """Raise SemEscopo or ForaDoEscopo when the query crosses from a global table to rows of operadoras."""
        if self.atravessa and filtro_atual() is not None:
            raise ForaDoEscopo("Consulta que passa de uma tabela global para linhas de todas as operadoras.")

    def get_compiler(self, using: Any = None, connection: Any = None, elide_empty: bool = True) -> Any:
        self.conferir_juncoes()
        pronta = self.clone()
        pronta.compilando = True  # type: ignore[attr-defined]
        return sql.Query.get_compiler(pronta, using, connection, elide_empty)

    def chain(self, klass: type[sql.Query] | None = None) -> Any:
        if klass is not None:
            self.conferir_juncoes()
        return super().chain(klass)


class ConsultaDaOperadora(ConsultaVigiada):
    """A Query that adds ``operadora = scope`` at the moment it is compiled."""

    aparada = False

    def get_compiler(self, using: Any = None, connection: Any = None, elide_empty: bool = True) -> Any:
        pronta = self._com_filtro()
        pronta.compilando = True
        return sql.Query.get_compiler(pronta, using, connection, elide_empty)

    def chain(self, klass: type[sql.Query] | None = None) -> Any:
        if klass is None or issubclass(klass, ConsultaDaOperadora):
            return super().chain(klass)
        return sql.Query.chain(self._com_filtro(), klass)

    def trim_start(self, names_with_path: Any) -> Any:
        """Called on the inner query of ``exclude()`` over many rows: it has lost its own table and is tied to
        the outer row, which is filtered.
        """
        self.aparada = True
        return super().trim_start(names_with_path)

    def _com_filtro(self) -> ConsultaDaOperadora:
        operadora_id = filtro_atual()
        self.conferir_juncoes()
        filtrada = self.clone()
        if operadora_id is not None and not filtrada.combinator and not self.aparada:
            filtrada.add_q(models.Q(operadora_id=operadora_id))
        return filtrada  # type: ignore[return-value]


class QuerySetDaOperadora(models.QuerySet[Any]):
    """QuerySet of rows of one operadora; it can neither leave the scope nor write across it."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        if query is None and model is not None:
            query = ConsultaDaOperadora(model)
        super().__init__(model, query, using, hints)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise SemEscopo("SQL cru não passa pelo escopo; use selectors.")

    def update(self, **kwargs: Any) -> int:
        if "operadora" in kwargs or "operadora_id" in kwargs:
            raise ForaDoEscopo("Uma linha não muda de operadora.")
        conferir_vinculos(self.model, [_Valores(self.model, kwargs)])
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        lista = list(objs)
        if kwargs.get("update_conflicts") and "operadora" not in (kwargs.get("unique_fields") or ()):
            raise ForaDoEscopo("Regravar em conflito exige a operadora entre os campos únicos.")
        for objeto in lista:
            conferir_dono(objeto)
        conferir_vinculos(self.model, lista)
        return super().bulk_create(lista, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        lista, campos = list(objs), list(fields)
        if "operadora" in campos:
            raise ForaDoEscopo("Uma linha não muda de operadora.")
        for objeto in lista:
            conferir_dono(objeto)
        conferir_vinculos(self.model, lista, apenas=set(campos))
        return super().bulk_update(lista, campos, batch_size=batch_size)

    def _raw_delete(self, using: str | None) -> Any:
        consulta = self.query
        if isinstance(consulta, ConsultaDaOperadora):
            clone: Any = self.all()
            clone._query = consulta._com_filtro()
            return models.QuerySet._raw_delete(clone, using)
        return super()._raw_delete(using)


class _Valores:
    """Adapter that lets :func:`conferir_vinculos` read the keyword arguments of ``update()``."""

    def __init__(self, model: type[models.Model], valores: dict[str, Any]) -> None:
        for campo in _chaves_da_operadora(model):
            valor = valores.get(campo.name, valores.get(campo.attname))
            pk = valor.pk if isinstance(valor, models.Model) else valor
            setattr(self, campo.attname, None if hasattr(pk, "resolve_expression") else pk)


def conferir_dono(objeto: Any) -> None:
    """Give a new row the operadora in scope; refuse a row of another one.

    Raises SemEscopo without a scope and ForaDoEscopo for another operadora's row.
    """
    operadora_id = filtro_atual()
    if operadora_id is None:
        if objeto.operadora_id is None:
            raise SemEscopo("Gravação sem operadora.")
        return
    if objeto.operadora_id is None:
        objeto.operadora_id = operadora_id
    elif objeto.operadora_id != operadora_id:
        raise ForaDoEscopo(f"{type(objeto).__name__} pertence a outra operadora.")


def conferir_vinculos(model: type[models.Model], objetos: Sequence[Any], apenas: set[str] | None = None) -> None:
    """Refuse foreign keys that point outside the scope: one query per key, whatever the row count.

    Rows loaded or saved through the scope (cached on the key) cost no query.
    """
    operadora_id = filtro_atual()
    if operadora_id is None:
        return
    for campo in _chaves_da_operadora(model):
        if apenas is not None and campo.name not in apenas:
            continue
        faltam: set[Any] = set()
        for objeto in objetos:
            pk = getattr(objeto, campo.attname, None)
            if pk is None:
                continue
            cache = getattr(objeto, "_state", None)
            alvo = cache.fields_cache.get(campo.name) if cache is not None else None
            if alvo is None:
                faltam.add(pk)
            elif alvo.operadora_id != operadora_id:
                raise ForaDoEscopo(f"{model.__name__}.{campo.name} aponta para outra operadora.")
        _exigir_no_escopo(model, campo, sorted(faltam))


def conferir_chaves(model: type[models.Model], linhas: Sequence[Mapping[str, Any]]) -> None:
    """The same for rows given as column values: one query per foreign key; owner and id are not theirs to say."""
    if any("operadora_id" in linha or "id" in linha for linha in linhas):
        raise ForaDoEscopo("A operadora e o id de uma linha nova vêm do escopo e da sequência.")
    if filtro_atual() is None:
        return
    for campo in _chaves_da_operadora(model):
        pks = {linha.get(campo.attname) for linha in linhas} - {None}
        _exigir_no_escopo(model, campo, sorted(pks))


def _exigir_no_escopo(model: type[models.Model], campo: Any, pks: list[Any]) -> None:
    for inicio in range(0, len(pks), _FATIA):
        fatia = pks[inicio : inicio + _FATIA]
        achados = campo.related_model._base_manager.filter(pk__in=fatia).count()
        if achados != len(fatia):
            raise ForaDoEscopo(f"{model.__name__}.{campo.name} aponta para fora do escopo.")


def _chaves_da_operadora(model: type[models.Model]) -> list[Any]:
    from guiche.nucleo.models import ModeloDaOperadora

    return [
        campo
        for campo in model._meta.concrete_fields
        if isinstance(campo, models.ForeignKey) and issubclass(campo.related_model, ModeloDaOperadora)
    ]


@cache
def _tabelas_das_operadoras() -> frozenset[str]:
    """Tables of rows of operadoras, with the tables Django makes for their many-to-many fields."""
    from django.apps import apps

    from guiche.nucleo.models import ModeloDaOperadora

    return frozenset(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if issubclass(model._meta.auto_created or model, ModeloDaOperadora)  # type: ignore[arg-type]
    )


class QuerySetGlobal(models.QuerySet[Any]):
    """QuerySet of rows that belong to nobody; it can't be a way round to rows of operadoras."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        if query is None and model is not None:
            query = ConsultaVigiada(model)
        super().__init__(model, query, using, hints)

    def _raw_delete(self, using: str | None) -> Any:
        if isinstance(self.query, ConsultaVigiada):
            self.query.conferir_juncoes()
        return super()._raw_delete(using)


GerenteGlobal = models.Manager.from_queryset(QuerySetGlobal, "GerenteGlobal")
GerenteDaOperadora = models.Manager.from_queryset(QuerySetDaOperadora, "GerenteDaOperadora")
