"""Rules read from the loaded project: every table has an owner, every route a declared right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from guiche.nucleo.models import ModeloDaOperadora, ModeloGlobal
from guiche.nucleo.permissoes import Permissao, catalogo


def _rotas(resolvedor: URLResolver, prefixo: str = "") -> Iterator[tuple[str, Any]]:
    """Every route of the project with its view."""
    for padrao in resolvedor.url_patterns:
        caminho = f"{prefixo}{padrao.pattern}"
        if isinstance(padrao, URLResolver):
            yield from _rotas(padrao, caminho)
        elif isinstance(padrao, URLPattern):
            yield caminho, padrao.callback


def _declarada(view: Any) -> bool:
    """Whether a view says who may open it: a right, the logged person, or anybody."""
    de_todos = getattr(view, "publica", False) is True or getattr(view, "pessoal", False) is True
    return de_todos or isinstance(getattr(view, "permissao", None), Permissao)


def test_toda_tabela_declara_se_e_de_uma_operadora() -> None:
    sem_dono = [
        modelo._meta.label
        for modelo in apps.get_models()
        if modelo.__module__.startswith("guiche.") and not issubclass(modelo, ModeloDaOperadora | ModeloGlobal)
    ]
    assert sem_dono == []


def test_toda_rota_declara_a_permissao_que_pede_ou_que_e_da_pessoa_ou_publica() -> None:
    rotas = list(_rotas(get_resolver()))
    assert rotas, "nenhuma rota encontrada"
    assert [caminho for caminho, view in rotas if not _declarada(view)] == []


def test_nenhuma_rota_e_publica_e_protegida_ao_mesmo_tempo() -> None:
    assert [
        caminho
        for caminho, view in _rotas(get_resolver())
        if getattr(view, "publica", False) and (getattr(view, "permissao", None) or getattr(view, "pessoal", False))
    ] == []


def test_toda_permissao_pedida_esta_no_catalogo() -> None:
    conhecidas = set(catalogo())
    pedidas = {view.permissao for _, view in _rotas(get_resolver()) if getattr(view, "permissao", None)}
    assert pedidas - conhecidas == set()


def test_toda_permissao_serve_a_algum_portal() -> None:
    assert [permissao.codigo for permissao in catalogo() if not permissao.portais] == []
