"""The first operadora of an installation."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from guiche.acesso.models import Usuario, Vinculo
from guiche.acesso.permissions import EVENTOS_VER
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento, Operadora

pytestmark = pytest.mark.django_db
DADOS = {
    "registro": "41.466-2",
    "razao_social": "Operadora de Teste Ltda.",
    "nome": "Teste Saúde",
    "cnpj": "11.222.333/0001-81",
    "login": "marina",
    "pessoa": "Marina Prado",
    "email": "Marina@teste.example",
}


def instalar(monkeypatch: pytest.MonkeyPatch, senha: str = "Cavalo-Bateria-9", **mudancas: str) -> None:
    monkeypatch.setenv("GUICHE_SENHA_INICIAL", senha)
    call_command("instalar_operadora", **{**DADOS, **mudancas})


def test_quem_instala_entra_com_todos_os_direitos(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    instalar(monkeypatch)
    operadora = Operadora.objects.get()
    assert (operadora.registro_ans, operadora.cnpj) == ("414662", "11222333000181")
    with escopo(operadora):
        vinculo = Vinculo.objects.prefetch_related("perfis").get()
        assert vinculo.portal == "operadora" and EVENTOS_VER.codigo in vinculo.codigos
        assert vinculo.usuario.email == "marina@teste.example"
        assert Evento.objects.get().tipo == "acesso.operadora.instalada"
    resposta = client.post("/entrar/", {"login": "marina@teste.example", "senha": "Cavalo-Bateria-9"})
    assert resposta.status_code == 302


@pytest.mark.parametrize(
    ("mudancas", "mensagem"),
    [
        ({"registro": "414663"}, "registro ANS 414663 não é válido"),
        ({"cnpj": "11.222.333/0001-82"}, "CNPJ 11.222.333/0001-82 não é válido"),
        ({"senha": "12345678"}, "Falta na senha: uma letra"),
    ],
)
def test_dado_errado_nao_grava_nada(monkeypatch: pytest.MonkeyPatch, mudancas: dict[str, Any], mensagem: str) -> None:
    with pytest.raises(CommandError, match=mensagem):
        instalar(monkeypatch, **mudancas)
    assert (Operadora.objects.count(), Usuario.objects.count()) == (0, 0)


def test_instalar_de_novo_e_recusado(monkeypatch: pytest.MonkeyPatch) -> None:
    instalar(monkeypatch)
    with pytest.raises(CommandError, match="já está instalada"):
        instalar(monkeypatch)
    with pytest.raises(CommandError, match="usuário marina já existe"):
        instalar(monkeypatch, registro="355721")
    assert Operadora.objects.count() == 1
