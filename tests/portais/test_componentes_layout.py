"""Layouts, notices, theme, weight of the page and the sheet of every component."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory

from guiche.portais import componentes
from guiche.portais.componentes.estilo import TABELA, contexto_do_estilo
from guiche.portais.componentes.icones import ICONES
from guiche.portais.componentes.paginas import avisar
from guiche.portais.componentes.tema import arquivo_do_tema, css_da_operadora
from tests.portais.componentes import PORTAL, desenhar, pagina

pytestmark = pytest.mark.usefixtures("estaticos_simples")


def test_tema_so_aceita_cor_e_muda_de_nome_com_o_conteudo() -> None:
    css = css_da_operadora("#0B6478")
    assert css == ":root { --gc-marca: #0b6478; }\n"
    assert css_da_operadora("#7a3fa3", 10) == ":root { --gc-marca: #7a3fa3; --gc-raio: 10px; }\n"
    assert arquivo_do_tema("414662", css) != arquivo_do_tema("414662", css_da_operadora("#7a3fa3"))
    for ruim in ("red", "#fff", "#0b6478; } body { display: none", "#0b6478\n"):
        with pytest.raises(ValueError, match="cor da marca inválida"):
            css_da_operadora(ruim)
    with pytest.raises(ValueError, match="raio inválido"):
        css_da_operadora("#0b6478", 99)


def _com_mensagens(pedido: Any) -> Any:
    SessionMiddleware(lambda r: HttpResponse()).process_request(pedido)
    MessageMiddleware(lambda r: HttpResponse()).process_request(pedido)
    return pedido


def test_aviso_sai_na_regiao_viva_e_escapa(settings: Any) -> None:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    pedido = _com_mensagens(RequestFactory().get("/"))
    avisar(pedido, "ok", "Lote <0381> recebido", "Protocolo 204417.", url="/r", rotulo="Ver recibo")
    html = desenhar('{% include "componentes/avisos.html" %}', messages=get_messages(pedido))
    assert 'id="avisos" role="region" aria-label="Avisos" aria-live="polite"' in html
    assert '<div class="gc-aviso" data-tom="ok">' in html
    assert (
        '<p><b>Lote &lt;0381&gt; recebido</b></p><p class="gc-2">Protocolo 204417. <a '
        'href="/r">Ver recibo</a></p>' in html
    )


@pytest.mark.parametrize("layout", ["portal", "portal_lateral", "bancada", "entrada", "simples", "documento"])
def test_todo_layout_tem_atalho_um_main_e_regioes_vivas_sem_nada_embutido(layout: str) -> None:
    html = pagina(layout)
    assert html.lstrip().startswith("<!doctype html>")
    assert '<html lang="pt-BR" data-bs-theme="dark">' in html
    assert '<a class="gc-pular" href="#conteudo">Pular para o conteúdo</a>' in html
    assert html.count("<main") == 1
    assert html.count('id="conteudo"') == 1
    assert html.count('aria-live="polite"') >= 2
    assert " style=" not in html
    assert "<style" not in html
    assert "<script>" not in html
    assert " onclick" not in html


def test_casca_mostra_por_quem_se_atua_menu_sessao_e_busca() -> None:
    html = pagina("portal", "{% block titulo %}Lotes{% endblock %}")
    assert "<title>Lotes · Guichê</title>" in html or "<title>Lotes · Aroeira Saúde</title>" in html
    assert "Atuando por <b>Clínica Vale do Cedro</b>" in html
    assert '<form method="post" action="/trocar/2/">' in html
    assert '<li data-fixo><a href="/lotes/" aria-current="page">' in html
    assert 'data-sessao="28"' in html
    assert 'aria-keyshortcuts="Alt+P"' in html
    assert '<dialog class="gc-modal gc-paleta" id="paleta"' in html
    assert 'hx-headers:inherited=\'{"X-CSRFToken": "ficha"}\'' in html


def test_tema_do_aparelho_carrega_a_folha_escura_so_para_quem_a_pede() -> None:
    html = pagina("simples", tema="auto")
    assert '<html lang="pt-BR" data-tema="auto">' in html
    assert 'tabler-auto.css" media="(prefers-color-scheme: dark)">' in html
    assert "tabler-auto.css" not in pagina("simples", tema="claro")


def test_aviso_ao_vivo_so_com_endereco() -> None:
    html = pagina("portal", enderecos={"ao_vivo": "/ws/avisos/"})
    assert 'hx-ws:connect="/ws/avisos/"' in html
    assert html.index("vendor/htmx.js") < html.index("vendor/htmx-ws.js")
    assert "htmx-ws.js" not in pagina("portal")
    aviso = desenhar('{% include "componentes/aviso_ao_vivo.html" %}', titulo="Guia <1> autorizada", url="/g")
    assert aviso.startswith('<hx-partial hx-target="#avisos-ao-vivo" hx-swap="beforeend">')
    assert "Guia &lt;1&gt; autorizada" in aviso


VENDOR = Path(componentes.__file__).parent / "static/vendor"


def test_peso_da_pagina_cabe_em_300_kb_comprimidos() -> None:
    arquivos = [f for tipo in ("css", "js", "svg") for f in VENDOR.glob(f"*.{tipo}")]
    peso = sum(len(gzip.compress(f.read_bytes())) for f in arquivos)
    assert peso + (VENDOR / "inter-latin.woff2").stat().st_size < 300_000


def test_sprite_tem_todo_icone_e_os_arquivos_nao_pedem_nada_de_fora() -> None:
    sprite = (VENDOR / "icones.svg").read_text()
    assert [nome for nome in ICONES if f'<symbol id="{nome}"' not in sprite] == []
    for arquivo in VENDOR.iterdir():
        if arquivo.suffix in {".css", ".js"}:
            assert "sourceMappingURL" not in arquivo.read_text()


def test_endereco_que_falta_esconde_o_que_levaria_a_ele() -> None:
    html = pagina("portal", enderecos={}, ator={}, menu=[], sessao_minutos=None)
    for trecho in ("gc-busca", "gc-suspenso", "gc-menu", "data-sessao", 'id="paleta"', "gc-atuando"):
        assert trecho not in html


def test_folha_de_estilo_mostra_tudo() -> None:
    pedido = RequestFactory().get("/")
    html = Template('{% include "componentes/estilo.html" %}').render(
        Context({**PORTAL, "request": pedido, **contexto_do_estilo(pedido)})
    )
    assert html.count("<h1>") == 1
    assert TABELA.rotulo in html
