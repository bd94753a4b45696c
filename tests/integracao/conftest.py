"""Systems of prestadores with their web-service logins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guiche.nucleo.escopo import escopo
from guiche.projeto.cenario.acessos import emitir_credenciais
from tests.cenario import Mundo
from tests.integracao.apoio import V402, Sistema


@pytest.fixture
def clinica(mundo: Mundo) -> Sistema:
    """The clinic's system at the medical operadora."""
    return _sistema(mundo, "cedro")


@pytest.fixture
def clinica_402(clinica: Sistema) -> Sistema:
    """The same, before it was updated: version 4.02.00."""
    return replace(clinica, versao=V402)


@pytest.fixture
def laboratorio(mundo: Mundo) -> Sistema:
    """Another prestador of the same operadora."""
    return _sistema(mundo, "vertice")


@pytest.fixture
def dentista(mundo: Mundo) -> Sistema:
    """A dentist's system at the dental operadora."""
    return _sistema(mundo, "otavio", outra=True)


def _sistema(mundo: Mundo, chave: str, *, outra: bool = False) -> Sistema:
    cadastro = mundo.cadastro_da_outra if outra else mundo.cadastro
    with escopo(cadastro.operadora):
        login, senha = emitir_credenciais(cadastro)[chave]
    return Sistema(cadastro.prestadores[chave], cadastro.operadora, login, senha)
