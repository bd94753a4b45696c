"""The frame of a screen: what each kind of refusal becomes, and that nothing of it was written."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from guiche.acesso import permissions
from guiche.faturamento.permissions import LOTE_VER
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.fluxo import TransicaoInvalida
from guiche.nucleo.models import Evento, Progresso
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.telas import TODOS, tela
from tests.cenario import Mundo

pytestmark = pytest.mark.django_db


def que(erro: Exception | None) -> Any:
    """A screen of the prestador that raises this."""

    @tela(permissao=permissions.CONTEXTO_TROCAR, portal="prestador")
    def view(request: HttpRequest) -> HttpResponse:
        if erro is not None:
            raise erro
        return HttpResponse("ok")

    return view


def pedido(ator: Ator | None, metodo: str = "post", **cabecalhos: str) -> Any:
    request: Any = getattr(RequestFactory(headers=cabecalhos), metodo)("/prestador/x/")
    request.session, request.ator, request.vinculos = SessionStore(), ator, []
    request.user = ator.usuario if ator else AnonymousUser()
    request._messages = SessionStorage(request)
    return request


def test_quem_pode_passa(mundo: Mundo) -> None:
    assert que(None)(pedido(mundo.ator("faturista"))).content == b"ok"


def test_sem_login_vai_a_entrada_e_o_htmx_tambem() -> None:
    assert que(None)(pedido(None, "get"))["Location"] == "/entrar/?proxima=%2Fprestador%2Fx%2F"
    resposta = que(None)(pedido(None, "get", **{"HX-Request": "true"}))
    assert (resposta.status_code, resposta["HX-Redirect"]) == (204, "/entrar/?proxima=%2Fprestador%2Fx%2F")


def test_outro_portal_nao_existe(mundo: Mundo) -> None:
    with pytest.raises(Http404):
        que(None)(pedido(mundo.ator("analista")))


@pytest.mark.parametrize("erro", [Recusa("Já foi enviado."), TransicaoInvalida("Já foi enviado.")])
def test_recusa_vira_aviso_na_pagina_de_onde_veio(mundo: Mundo, erro: Exception) -> None:
    request = pedido(mundo.ator("faturista"), Referer="http://testserver/prestador/lotes/?p=2")
    resposta = que(erro)(request)
    assert (resposta.status_code, resposta["Location"]) == (303, "http://testserver/prestador/lotes/?p=2")
    assert [str(aviso) for aviso in get_messages(request)] == ["Já foi enviado."]


def test_recusa_pedida_por_htmx_e_409_com_o_aviso(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        resposta = que(Recusa("Já foi enviado."))(pedido(mundo.ator("faturista"), **{"HX-Request": "true"}))
    assert resposta.status_code == 409
    assert "Já foi enviado." in resposta.content.decode()
    assert 'hx-target="#avisos"' in resposta.content.decode()


@pytest.mark.parametrize(
    ("metodo", "origem"), [("get", "http://testserver/prestador/x/"), ("post", "https://mau.example/"), ("post", "")]
)
def test_recusa_nunca_volta_em_circulo_nem_sai_do_site(mundo: Mundo, metodo: str, origem: str) -> None:
    resposta = que(Recusa("Não."))(pedido(mundo.ator("faturista"), metodo, Referer=origem))
    assert resposta["Location"] == "/"


def test_o_que_nao_se_ve_nao_existe(mundo: Mundo) -> None:
    with pytest.raises(Http404):
        que(Progresso.DoesNotExist())(pedido(mundo.ator("faturista")))


def test_falta_de_permissao_no_verbo_e_403_com_nome_e_um_so_evento(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        request = pedido(mundo.ator("faturista"))
        for _ in range(3):
            resposta = que(SemPermissao(LOTE_VER))(request)
            assert resposta.status_code == 403
            assert LOTE_VER.rotulo in resposta.content.decode()
        que(SemPermissao(permissions.EVENTOS_VER))(request)
        negadas = Evento.objects.filter(tipo="acesso.acesso.negado").order_by("numero")
        assert [evento.fato["permissao"] for evento in negadas] == [LOTE_VER.codigo, "acesso.eventos.ver"]


def test_a_tela_declara_o_que_pede() -> None:
    assert tela(permissao=LOTE_VER, portal=TODOS)(que(None)).permissao is LOTE_VER
