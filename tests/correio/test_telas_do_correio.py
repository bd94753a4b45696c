"""Screens of e-mail: the operadora's list and options, and the mailbox of the demo."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from guiche.acesso.models import Perfil, Usuario, Vinculo
from guiche.acesso.services.vinculos import dar_perfis
from guiche.correio import estados
from guiche.correio.arquivo import Arquivos, ler_pasta
from guiche.correio.config import CorreioConfig
from guiche.correio.entrega import montar
from guiche.correio.models import Carta
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento, Operadora
from guiche.portais.publico.correio_da_demo import com_links
from tests.cenario import Mundo
from tests.portais.prestador import entrar, quantas_consultas

pytestmark = pytest.mark.django_db

LISTA = "/operadora/correio/"


@pytest.fixture
def gestor(mundo: Mundo) -> Client:
    return entrar(mundo.gestor, mundo.vinculo("gestor"))


@pytest.fixture
def so_ve(mundo: Mundo) -> Client:
    """A person who may see the letters and do nothing to them."""
    with escopo(mundo.operadora):
        perfil = Perfil.objects.create(nome="Vê", portal="operadora", permissoes=["correio.carta.ver"])
        usuario = Usuario.objects.create_user("so.ve", "x", nome="Vera Vê")
        vinculo = Vinculo.objects.create(usuario=usuario, portal="operadora", vigencia_inicio=mundo.hoje)
        dar_perfis(vinculo, [perfil])
    return entrar(usuario, vinculo)


def escrita(operadora: Operadora | None, situacao: str = estados.ENVIADA, **campos: Any) -> Carta:
    """A letter as it stands after its life so far."""
    valores = {
        "modelo": "teste.lote.pago",
        "para": "helena@exemplo.com.br",
        "assunto": "Seu lote foi pago",
        "texto": "Olá, Helena.\n\nVeja em https://portal.example/lotes/1/ <b>hoje</b>\n",
        "html": "<p>Olá</p>",
        "secreta": False,
        "criada_em": timezone.now(),
    }
    return Carta.objects.create(operadora=operadora, situacao=situacao, **{**valores, **campos})


def situacoes() -> list[str]:
    return list(Carta.objects.order_by("pk").values_list("situacao", flat=True))


def test_a_lista_diz_o_que_nao_saiu_e_mascara_o_endereco(mundo: Mundo, gestor: Client) -> None:
    assert "Nenhum e-mail nos últimos 7 dias" in gestor.get(LISTA).content.decode()
    escrita(mundo.operadora)
    assert "Todos os e-mails dos últimos 7 dias saíram" in gestor.get(LISTA).content.decode()
    escrita(mundo.operadora, estados.NA_FILA)
    assert "1 e-mail espera para sair" in gestor.get(LISTA).content.decode()
    escrita(mundo.operadora, estados.FALHOU, erro="O servidor de quem recebe recusou o endereço")
    escrita(mundo.operadora, estados.FALHOU, criada_em=timezone.now() - timedelta(days=8))
    pagina = gestor.get(LISTA).content.decode()
    assert "1 e-mail não saiu nos últimos 7 dias" in pagina
    assert "h•••a@exemplo.com.br" in pagina and "helena@exemplo.com.br" not in pagina
    assert "O servidor de quem recebe recusou o endereço" in pagina
    assert "Enviar de novo" not in pagina
    assert "Enviar de novo" in gestor.get(f"{LISTA}?situacao=FALHOU").content.decode()


def test_filtra_por_situacao_modelo_endereco_e_dia(mundo: Mundo, gestor: Client) -> None:
    escrita(mundo.operadora)
    escrita(mundo.operadora, estados.FALHOU, para="ivo@exemplo.com.br")
    escrita(mundo.operadora, criada_em=timezone.now() - timedelta(days=40))
    dia = timezone.localdate() - timedelta(days=1)

    def quantas(consulta: str) -> int:
        return int(gestor.get(f"{LISTA}?{consulta}").context["tabela"].pagina.paginator.count)

    assert [
        quantas(q) for q in ("", "situacao=FALHOU", "para=IVO@exemplo.com.br", "para=i@x.org", f"de={dia:%d/%m/%Y}")
    ] == [3, 1, 1, 0, 2]
    assert quantas(f"ate={dia:%d/%m/%Y}") == 1
    folha: Any = gestor.get(f"{LISTA}?situacao=FALHOU&formato=csv")
    corpo = b"".join(folha.streaming_content).decode("utf-8-sig")
    cabeca, linha = csv.reader(io.StringIO(corpo), delimiter=";")
    assert cabeca == ["Assunto", "Para", "Escrito", "Enviado", "Tentativas", "Situação", "Motivo"]
    assert (linha[0], linha[1], linha[5]) == ("Seu lote foi pago", "i•••@exemplo.com.br", "Não saiu")


def test_as_consultas_nao_crescem_com_as_linhas(mundo: Mundo, gestor: Client) -> None:
    escrita(mundo.operadora)
    gestor.get(LISTA)
    com_uma = quantas_consultas(gestor, LISTA)
    escrita(mundo.operadora)
    escrita(mundo.operadora)
    assert quantas_consultas(gestor, LISTA) == com_uma


def test_reenviar_poe_na_fila_e_diz_o_que_ficou(mundo: Mundo, gestor: Client) -> None:
    falhou = escrita(mundo.operadora, estados.FALHOU, tentativas=9, erro="x")
    apagada = escrita(mundo.operadora, estados.FALHOU, texto="", html="", secreta=True)
    resposta = gestor.post(f"{LISTA}reenviar/", {"ids": [falhou.pk, apagada.pk, "abc"]}, follow=True)
    assert "1 e-mail voltou para a fila. 1 ficou: o texto foi apagado" in resposta.content.decode()
    falhou.refresh_from_db()
    assert (situacoes(), falhou.tentativas, falhou.erro) == (["NA_FILA", "FALHOU"], 0, "")
    assert DBTaskResult.objects.filter(status="READY").count() == 1
    with escopo(mundo.operadora):
        assert Evento.objects.get(tipo="correio.carta.reenviada").usuario_id == mundo.gestor.pk


def test_sem_direito_nada_abre_e_nada_muda(mundo: Mundo, so_ve: Client) -> None:
    falhou = escrita(mundo.operadora, estados.FALHOU)
    analista = entrar(mundo.analista, mundo.vinculo("analista"))
    faturista = entrar(mundo.faturista, mundo.vinculo("faturista", prestador=mundo.prestador))
    assert (analista.get(LISTA).status_code, faturista.get(LISTA).status_code) == (403, 404)
    pagina = so_ve.get(f"{LISTA}?situacao=FALHOU").content.decode()
    assert "Enviar de novo" not in pagina and "Opções do correio" not in pagina
    assert so_ve.post(f"{LISTA}reenviar/", {"ids": [falhou.pk]}).status_code == 403
    assert so_ve.post(f"{LISTA}opcoes/", {"cartas_por_hora": "1", "dias_do_corpo": "1"}).status_code == 403
    assert (situacoes(), DBTaskResult.objects.count()) == (["FALHOU"], 0)
    with escopo(mundo.operadora):
        assert config(CorreioConfig) == CorreioConfig()


def test_cartas_de_outra_operadora_e_da_instalacao_nao_existem(mundo: Mundo, gestor: Client) -> None:
    alheia, da_casa = escrita(mundo.outra, estados.FALHOU), escrita(None, estados.FALHOU)
    assert gestor.get(LISTA).context["tabela"].pagina.paginator.count == 0
    resposta = gestor.post(
        f"{LISTA}reenviar/", {"ids": [alheia.pk, da_casa.pk]}, headers={"referer": f"http://testserver{LISTA}"}
    )
    assert (resposta.status_code, situacoes()) == (303, ["FALHOU", "FALHOU"])
    assert DBTaskResult.objects.count() == 0


def test_opcoes_gravam_com_historico_e_recusam_no_campo(mundo: Mundo, gestor: Client) -> None:
    recusado = gestor.post(f"{LISTA}opcoes/", {"cartas_por_hora": "0", "dias_do_corpo": "30"})
    assert recusado.context["form"].errors.keys() == {"cartas_por_hora"}
    aceito = gestor.post(f"{LISTA}opcoes/", {"cartas_por_hora": "3", "dias_do_corpo": "30"})
    assert (aceito.status_code, aceito["Location"]) == (303, LISTA)
    with escopo(mundo.operadora):
        assert config(CorreioConfig) == CorreioConfig(cartas_por_hora=3, dias_do_corpo=30)
        evento = Evento.objects.get(tipo="nucleo.configuracao.mudada", fato__modulo="correio.CorreioConfig")
    assert evento.fato["mudancas"] == {"cartas_por_hora": [5, 3], "dias_do_corpo": [90, 30]}


def test_a_caixa_so_existe_na_demonstracao(mundo: Mundo, client: Client, settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    Arquivos().send_messages([montar(escrita(mundo.operadora))])
    (carta,) = ler_pasta(tmp_path)
    enderecos = ["/demo/correio/", f"/demo/correio/{carta.nome}/", f"/demo/correio/{carta.nome}/html/"]
    assert [client.get(endereco).status_code for endereco in enderecos] == [404, 404, 404]
    settings.MODO_DEMO = True
    lista, texto, html = (client.get(endereco) for endereco in enderecos)
    assert "1 e-mail chegou nesta demonstração" in lista.content.decode()
    assert '<a href="https://portal.example/lotes/1/">' in texto.content.decode()
    assert "&lt;b&gt;hoje&lt;/b&gt;" in texto.content.decode()
    assert html.content.decode().strip() == "<p>Olá</p>"
    assert "script-src" not in html["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in html["Content-Security-Policy"]
    assert client.get("/demo/correio/20260101-000000-000000-aaaaaaaa/").status_code == 404


def test_o_texto_da_carta_e_escapado_e_os_enderecos_viram_links() -> None:
    seguro = "https://x.example/?a=1&amp;b=&quot;2&quot;"
    assert com_links('a <i> https://x.example/?a=1&b="2" z') == f'a &lt;i&gt; <a href="{seguro}">{seguro}</a> z'
