"""Notices: the person's, in every context; opened where they belong; popping up only for who wants it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guiche.acesso.models import Usuario, Vinculo
from guiche.acesso.services.vinculos import dar_perfis
from guiche.comunicacao.models import Notificacao
from guiche.comunicacao.services.avisos import notificar
from guiche.nucleo.escopo import escopo, sem_escopo
from tests.cenario import Mundo

pytestmark = pytest.mark.django_db


def vinculo_novo(mundo: Mundo, usuario: Usuario, modelo: Vinculo, **alvo: Any) -> Vinculo:
    """Let a person also act as ``modelo`` does, for another prestador or person."""
    with escopo(modelo.operadora):
        vinculo = Vinculo.objects.create(
            usuario=usuario,
            portal=modelo.portal,
            vigencia_inicio=mundo.hoje - timedelta(days=1),
            **alvo,
        )
        dar_perfis(vinculo, modelo.perfis.all())
        return vinculo


def avisar(vinculo: Vinculo, chave: str = "1", url: str = "/prestador/lotes/") -> Notificacao:
    """Tell the person of a vínculo something, through the verb."""
    with escopo(vinculo.operadora):
        (aviso,) = notificar(Q(pk=vinculo.pk), vinculo.portal, titulo=f"Aviso {chave}", url=url, chave=chave)
        return aviso


@pytest.fixture
def renata(client: Client, mundo: Mundo) -> Client:
    client.force_login(mundo.faturista)
    client.get("/avisos/")
    return client


def atuando(client: Client) -> int:
    """Id of the vínculo in use."""
    return int(client.get("/avisos/").context["ator"].vinculo.pk)


@pytest.mark.requisito("B-22")
def test_o_aviso_guarda_por_quem_a_pessoa_foi_avisada(mundo: Mundo) -> None:
    do_prestador = avisar(mundo.vinculo("faturista"))
    da_pessoa = avisar(mundo.vinculo("beneficiario"), "2")
    da_operadora = avisar(mundo.vinculo("analista"), "3")
    with escopo(mundo.operadora):
        assert (do_prestador.prestador, do_prestador.beneficiario) == (mundo.prestador, None)
        assert (da_pessoa.prestador, da_pessoa.beneficiario) == (None, mundo.titular)
        assert (da_operadora.prestador, da_operadora.beneficiario) == (None, None)
        contextos = [aviso.contexto for aviso in (do_prestador, da_pessoa, da_operadora)]
    assert contextos == [str(mundo.prestador), str(mundo.titular), str(mundo.operadora)]


@pytest.mark.requisito("B-22")
def test_aviso_de_outro_contexto_troca_antes_de_abrir(renata: Client, mundo: Mundo) -> None:
    daqui = atuando(renata)
    outro = vinculo_novo(mundo, mundo.faturista, mundo.vinculo("beneficiario"), beneficiario=mundo.outro_titular)
    aviso = avisar(outro, url="/beneficiario/extrato/")
    lista = renata.get("/avisos/").content.decode()
    assert f"Aviso de {mundo.outro_titular}: ao abrir, você passa a atuar por lá." in lista
    aberto = renata.get(f"/avisos/{aviso.pk}/", follow=True)
    assert aberto.redirect_chain == [("/beneficiario/extrato/", 302)]
    assert (aberto.status_code, aberto.context["ator"].vinculo.pk) == (200, outro.pk)
    assert f"Agora você atua por {mundo.outro_titular}." in aberto.content.decode()
    assert outro.pk != daqui
    with escopo(mundo.operadora):
        assert Notificacao.objects.get().lida_em is not None


def test_aviso_do_contexto_em_uso_nao_troca_nada(renata: Client, mundo: Mundo) -> None:
    daqui = atuando(renata)
    aviso = avisar(mundo.vinculo("faturista"))
    assert "ao abrir, você passa" not in renata.get("/avisos/").content.decode()
    assert renata.get(f"/avisos/{aviso.pk}/")["Location"] == "/prestador/lotes/"
    assert atuando(renata) == daqui


def test_aviso_de_outra_operadora_chega_a_central_e_abre_la(renata: Client, mundo: Mundo) -> None:
    with sem_escopo("teste"):
        modelo = Vinculo.objects.select_related("operadora").get(
            portal="beneficiario", beneficiario=mundo.titular_da_outra
        )
    outro = vinculo_novo(mundo, mundo.faturista, modelo, beneficiario=mundo.titular_da_outra)
    aviso = avisar(outro, url="/beneficiario/")
    assert "1 aviso novo" in renata.get("/avisos/").content.decode()
    aberto = renata.get(f"/avisos/{aviso.pk}/", follow=True)
    assert (aberto.status_code, aberto.context["ator"].operadora) == (200, outro.operadora)


def test_aviso_de_quem_ja_nao_e_seu_diz_de_quem_era(renata: Client, mundo: Mundo) -> None:
    outro = vinculo_novo(mundo, mundo.faturista, mundo.vinculo("beneficiario"), beneficiario=mundo.outro_titular)
    aviso = avisar(outro, url="/beneficiario/extrato/")
    with escopo(mundo.operadora):
        Vinculo.objects.filter(pk=outro.pk).update(vigencia_fim=mundo.hoje - timedelta(days=1))
    recusado = renata.get(f"/avisos/{aviso.pk}/", follow=True)
    assert recusado.redirect_chain == [("/avisos/", 302)]
    assert f"Este aviso é de {mundo.outro_titular}, e você não atua mais por lá." in recusado.content.decode()
    with escopo(mundo.operadora):
        assert Notificacao.objects.get().lida_em is None


@pytest.mark.parametrize("endereco", ["/avisos/{pk}/", "/avisos/novos/?depois=0", "/avisos/"])
def test_aviso_alheio_nao_existe(client: Client, mundo: Mundo, endereco: str) -> None:
    aviso = avisar(mundo.vinculo("faturista"))
    client.force_login(mundo.analista)
    resposta = client.get(endereco.format(pk=aviso.pk))
    assert resposta.status_code == (404 if "{pk}" in endereco else 200)
    assert "Aviso 1" not in resposta.content.decode()
    with escopo(mundo.operadora):
        assert Notificacao.objects.get().lida_em is None


@pytest.mark.requisito("B-22")
def test_sem_canal_ao_vivo_a_pagina_pergunta_o_que_chegou(renata: Client, mundo: Mundo) -> None:
    velho = avisar(mundo.vinculo("faturista"), "velho")
    pagina = renata.get("/avisos/").content.decode()
    assert f'data-reserva="/avisos/novos/" data-ultimo="{velho.pk}"' in pagina
    novo = avisar(mundo.vinculo("faturista"), "novo <b>")
    chegou = renata.get("/avisos/novos/", {"depois": velho.pk}).content.decode()
    assert re.findall(r'data-aviso="(\d+)"', chegou) == [str(novo.pk)]
    assert "Aviso novo &lt;b&gt;" in chegou and f'<a href="/avisos/{novo.pk}/">Abrir</a>' in chegou
    assert str(mundo.prestador) in chegou and "hx-partial" not in chegou
    assert "data-aviso" not in renata.get("/avisos/novos/", {"depois": novo.pk}).content.decode()


@pytest.mark.parametrize("depois", ["", "x", "-1", "9" * 40, "²"])
def test_pergunta_malfeita_nao_traz_nada(renata: Client, mundo: Mundo, depois: str) -> None:
    avisar(mundo.vinculo("faturista"))
    resposta = renata.get("/avisos/novos/", {"depois": depois})
    assert resposta.status_code in (200, 204) and b"data-aviso" not in resposta.content


def test_a_pergunta_da_pagina_nao_estica_a_sessao(renata: Client) -> None:
    fim = timezone.now() + timedelta(minutes=3)
    Session.objects.update(expire_date=fim)
    resposta = renata.get("/avisos/novos/", {"depois": "0"})
    assert resposta.status_code == 200 and "sessionid" not in resposta.cookies
    assert Session.objects.get().expire_date == fim
    renata.get("/avisos/")
    assert Session.objects.get().expire_date > fim


@pytest.mark.requisito("B-22")
def test_nao_me_interrompa_desliga_o_que_aparece_sozinho(renata: Client, mundo: Mundo) -> None:
    assert 'hx-ws:connect="/ws/avisos/"' in renata.get("/avisos/").content.decode()
    feito = renata.post("/preferencias/", {"avisos_ao_vivo": "nao"}, headers={"Referer": "http://testserver/avisos/"})
    assert feito["Location"].endswith("/avisos/")
    avisar(mundo.vinculo("faturista"))
    pagina = renata.get("/avisos/").content.decode()
    assert "hx-ws:connect" not in pagina and "data-reserva" not in pagina
    assert "Nenhum aviso aparece sozinho" in pagina and "1 aviso novo" in pagina
    assert renata.get("/avisos/novos/", {"depois": "0"}).status_code == 204
    renata.post("/preferencias/", {"avisos_ao_vivo": "sim"})
    assert 'hx-ws:connect="/ws/avisos/"' in renata.get("/avisos/").content.decode()
    renata.post("/preferencias/", {"avisos_ao_vivo": "talvez"})
    assert Usuario.objects.get(pk=mundo.faturista.pk).avisos_ao_vivo is True


def test_consultas_ao_banco_nao_crescem_com_os_avisos(renata: Client, mundo: Mundo) -> None:
    contagens = []
    for quantos in (1, 3):
        for numero in range(quantos):
            avisar(mundo.vinculo("faturista"), f"{quantos}.{numero}")
        with CaptureQueriesContext(connection) as sql:
            assert renata.get("/avisos/").status_code == 200
        contagens.append(len(sql))
    assert contagens[0] == contagens[1] <= 11
