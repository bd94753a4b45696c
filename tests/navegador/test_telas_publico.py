"""Every screen of the pages that open without an account."""

from __future__ import annotations

import pytest

from tests.navegador.conftest import Janela
from tests.navegador.telas import Tela, olhar

TELAS = (
    Tela("", "/entrar/", foto="entrar"),
    Tela("", "/entrar/999997/beneficiario/"),
    Tela("", "/verificar/", foto="verificar"),
    Tela("", "/acessibilidade/"),
    Tela("", "/estilo/"),
    Tela("", "/nada-aqui/", situacao=404),
    Tela("", "/perguntas/999997/beneficiario/"),
    Tela("", "/entrar/999997/prestador/"),
    Tela("", "/entrar/999997/operadora/"),
    Tela("", "/entrar/999989/beneficiario/"),
    Tela("", "/senha/esqueci/", foto="esqueci-a-senha"),
    Tela("", "/senha/nova/nada-disso/", situacao=410),
    Tela("", "/obter-acesso/", foto="como-obter-acesso"),
    Tela("", "/obter-acesso/999997/prestador/", foto="obter-acesso-prestador"),
    Tela("", "/obter-acesso/999997/beneficiario/", foto="obter-acesso-beneficiario"),
    Tela("", "/novo-usuario/", foto="novo-usuario"),
    Tela("", "/convite/nada-disso/", situacao=404),
    Tela("", "/complete-seu-registro/nada-disso/", situacao=404),
    Tela("", "/obter-acesso/confirmar/nada-disso/", situacao=410),
    Tela("", "/demo/correio/"),
    Tela("", "/conta/relatorios/sair/nada-disso/", situacao=404),
)


@pytest.mark.parametrize("tela", TELAS, ids=str)
def test_tela_le_bem_em_qualquer_tamanho(tela: Tela, janela: Janela) -> None:
    olhar(janela(tela.papel), tela)
