"""Public pages and what every logged person has."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from guiche.comunicacao.models import Notificacao
from guiche.documentos.definicao import Documento
from guiche.documentos.services import emitir, guardar
from guiche.nucleo import eventos
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.portais.componentes.tema import arquivo_do_tema, css_da_operadora
from guiche.portais.publico.views import falhou
from tests.cenario import Mundo

pytestmark = pytest.mark.django_db


def documento(resposta: str = "Tudo certo.") -> Documento:
    return Documento("teste", "Documento de teste", resposta, resumo={"Competência": "11/2026"})


@pytest.mark.requisito("X-05")
def test_documento_emitido_se_verifica_pelo_codigo(client: Client, mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        ator = mundo.ator("faturista")
        emitido = emitir(ator, documento(), mundo.prestador, "teste:1")
        assert emitir(ator, documento(), mundo.prestador, "teste:1") == emitido
    for escrito in (emitido.codigo, emitido.codigo.lower().replace("-", "")):
        pagina = client.get(f"/verificar/{escrito}/")
        assert pagina.status_code == 200
        texto = pagina.content.decode()
        assert "verdadeiro e está em vigor" in texto and "11/2026" in texto
        assert mundo.operadora.nome_fantasia in texto and "Tudo certo" not in texto


@pytest.mark.requisito("X-05")
def test_documento_substituido_diz_que_foi(client: Client, mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        velho = emitir(mundo.ator("faturista"), documento(), mundo.prestador, "teste:1")
        novo = emitir(mundo.ator("faturista"), documento("Mudou."), mundo.prestador, "teste:1")
    assert "foi substituído" in client.get(f"/verificar/{velho.codigo}/").content.decode()
    assert "em vigor" in client.get(f"/verificar/{novo.codigo}/").content.decode()


@pytest.mark.requisito("X-05")
@pytest.mark.parametrize("codigo", ["AAAA-AAAA-AAAA", "x", "../../etc", "%00"])
def test_codigo_que_nao_existe_e_404_com_ajuda(client: Client, mundo: Mundo, codigo: str) -> None:
    resposta = client.get("/verificar/", {"codigo": codigo})
    assert resposta.status_code == 404
    assert "Nenhum documento tem este código" in resposta.content.decode()


@pytest.mark.requisito("X-03")
def test_arquivo_so_abre_para_quem_ve_o_dono_e_a_leitura_fica(client: Client, mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        arquivo = guardar(mundo.ator("faturista"), "lote.xml", b"<x/>", "application/xml", mundo.prestador)
    client.force_login(mundo.faturista)
    aberto = client.get(f"/arquivo/{arquivo.pk}/")
    assert (aberto.status_code, b"".join(aberto.streaming_content)) == (200, b"<x/>")
    assert aberto["Cache-Control"] == "private, no-store"
    for pessoa in (mundo.usuario_medico, mundo.beneficiaria, mundo.usuario_dentista, mundo.analista_da_outra):
        outro = Client()
        outro.force_login(pessoa)
        assert outro.get(f"/arquivo/{arquivo.pk}/").status_code == 404
    assert Client().get(f"/arquivo/{arquivo.pk}/").status_code == 302
    with escopo(mundo.operadora):
        assert Evento.objects.filter(tipo="documentos.arquivo.lido", objeto_id=arquivo.pk).count() == 1


@pytest.mark.requisito("X-03")
def test_arquivo_sem_porta_registrada_nao_abre_para_ninguem(client: Client, mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        arquivo = guardar(mundo.ator("gestor"), "x.txt", b"x", "text/plain", mundo.produto)
    client.force_login(mundo.gestor)
    assert client.get(f"/arquivo/{arquivo.pk}/").status_code == 404


@pytest.mark.requisito("C-01")
def test_entrada_de_cada_publico_tem_a_marca_da_operadora(client: Client, mundo: Mundo) -> None:
    registro = mundo.operadora.registro_ans
    pagina = client.get(f"/entrar/{registro}/prestador/").content.decode()
    css = css_da_operadora(mundo.operadora.cor)
    endereco = f"/tema/{arquivo_do_tema(registro, css)}"
    assert mundo.operadora.nome_fantasia in pagina and endereco in pagina
    tema = client.get(endereco)
    assert tema.content.decode() == css
    assert "immutable" in tema["Cache-Control"]
    assert client.get(f"/entrar/{registro}/outro/").status_code == 404
    assert client.get("/entrar/000000/prestador/").status_code == 404


@pytest.mark.requisito("C-03")
@pytest.mark.parametrize(
    ("portal", "chamada"),
    [
        ("prestador", "Entre para atender e faturar"),
        ("beneficiario", "Entre para ver e usar o seu plano"),
        ("operadora", "Entre para analisar e responder"),
    ],
)
def test_cada_publico_e_recebido_com_suas_palavras(client: Client, mundo: Mundo, portal: str, chamada: str) -> None:
    pagina = client.get(f"/entrar/{mundo.operadora.registro_ans}/{portal}/").content.decode()
    assert f"<h1>{chamada}</h1>" in pagina
    assert pagina.count('aria-current="page"') == 1


def test_o_portal_se_instala_com_o_nome_e_a_cor_da_operadora(client: Client, mundo: Mundo) -> None:
    endereco = f"/manifesto/{mundo.operadora.registro_ans}.webmanifest"
    pagina = client.get(f"/entrar/{mundo.operadora.registro_ans}/beneficiario/").content.decode()
    assert f'<link rel="manifest" href="{endereco}">' in pagina
    manifesto = client.get(endereco)
    assert manifesto["Content-Type"] == "application/manifest+json"
    assert manifesto.json()["name"] == mundo.operadora.nome_fantasia
    assert manifesto.json()["theme_color"] == mundo.operadora.cor
    assert client.get("/manifesto/000000.webmanifest").status_code == 404


@pytest.mark.requisito("C-04")
def test_duvidas_no_acesso_estao_na_entrada(client: Client) -> None:
    assert "Dúvidas no acesso" in client.get("/entrar/").content.decode()


def test_paginas_saem_com_politica_estrita(client: Client) -> None:
    politica = client.get("/entrar/")["Content-Security-Policy"]
    assert "default-src 'none'" in politica and "unsafe" not in politica


@pytest.mark.requisito("B-21")
def test_busca_encontra_o_menu_sem_acento_e_so_o_permitido(client: Client, mundo: Mundo) -> None:
    client.force_login(mundo.faturista)
    assert "/prestador/conferencias/" in client.get("/buscar/paleta/", {"q": "CONFERIR"}).content.decode()
    client.force_login(mundo.beneficiaria)
    assert "/prestador/" not in client.get("/buscar/paleta/", {"q": "conferir"}).content.decode()


def test_avisos_sao_da_pessoa_e_se_marcam_lidos(client: Client, mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        Notificacao.objects.create(usuario=mundo.faturista, portal="prestador", titulo="Lote recebido", chave="1")
    client.force_login(mundo.faturista)
    assert "1 aviso novo" in client.get("/avisos/").content.decode()
    client.post("/avisos/")
    assert "Nenhum aviso novo" in client.get("/avisos/").content.decode()
    client.force_login(mundo.usuario_medico)
    assert "Lote recebido" not in client.get("/avisos/").content.decode()


def test_abrir_um_aviso_leva_ao_assunto_e_o_marca_lido(client: Client, mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        um, outro = (
            Notificacao.objects.create(usuario=mundo.faturista, portal="prestador", titulo="Lote", chave=chave, url=url)
            for chave, url in (("1", "/prestador/lotes/"), ("2", "https://mau.example/"))
        )
    client.force_login(mundo.usuario_medico)
    assert client.get(f"/avisos/{um.pk}/").status_code == 404
    client.force_login(mundo.faturista)
    assert client.get(f"/avisos/{um.pk}/")["Location"] == "/prestador/lotes/"
    assert "1 aviso novo" in client.get("/avisos/").content.decode()
    assert client.get(f"/avisos/{outro.pk}/")["Location"] == "/avisos/"


def test_tema_escolhido_fica_com_a_pessoa(client: Client, mundo: Mundo) -> None:
    client.force_login(mundo.faturista)
    client.post("/preferencias/", {"tema": "escuro"})
    assert 'data-bs-theme="dark"' in client.get("/avisos/").content.decode()
    client.post("/preferencias/", {"tema": "roxo"})
    mundo.faturista.refresh_from_db()
    assert mundo.faturista.tema == "escuro"


def test_saude_responde_e_metricas_se_guardam(client: Client, settings) -> None:
    assert client.get("/saude/").json()["banco"] == "ok"
    assert b"guiche_respostas_total" in client.get("/metricas/").content
    assert client.get("/metricas/", REMOTE_ADDR="10.0.0.9").status_code == 404
    assert client.get("/metricas/", headers={"x-forwarded-for": "10.0.0.9"}).status_code == 404
    settings.GUICHE_METRICAS_CHAVE = "segredo"
    com_chave = client.get("/metricas/", REMOTE_ADDR="10.0.0.9", headers={"authorization": "Bearer segredo"})
    assert com_chave.status_code == 200


def test_saude_diz_quando_a_fila_parou(client: Client, mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        eventos.distribuir.enfileirar(evento_id=1)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(seconds=400))
    resposta = client.get("/saude/")
    assert (resposta.status_code, resposta.json()["fila"]) == (503, "parada")


def test_formulario_aberto_ha_muito_tempo_recebe_uma_explicacao() -> None:
    resposta = Client(enforce_csrf_checks=True).post("/entrar/", {"login": "a", "senha": "b"})
    assert resposta.status_code == 403
    assert "Não pudemos confirmar que o pedido veio de você" in resposta.content.decode()


def test_pagina_de_erro_nao_consulta_o_banco(rf: RequestFactory, mundo: Mundo, django_assert_num_queries: Any) -> None:
    request = rf.get("/prestador/")
    request.user, request.ator = mundo.faturista, mundo.ator("faturista")  # type: ignore[attr-defined]
    with django_assert_num_queries(0):
        resposta = falhou(request)
    assert resposta.status_code == 500
    assert "Algo deu errado do nosso lado" in resposta.content.decode()


def test_pagina_inexistente_tem_saida(client: Client) -> None:
    resposta = client.get("/nada-aqui/")
    assert resposta.status_code == 404
    assert "Não encontramos esta página" in resposta.content.decode()
