"""Icons, states, buttons, blocks and the other small pieces draw what they promise and escape what they are given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from guiche.portais.componentes.cascata import Degrau, barras
from guiche.portais.componentes.icones import ICONES, marca_no_sprite, nome_no_sprite
from guiche.portais.componentes.visual import COM_VOCE, Passo
from tests.portais.componentes import desenhar, svg

pytestmark = pytest.mark.usefixtures("estaticos_simples")


def test_icone_aceita_nome_portugues_e_do_tabler() -> None:
    assert desenhar('{% icone "inicio" %}') == svg("inicio")
    assert desenhar('{% icone "home" %}') == svg("inicio")
    assert 'role="img" aria-label="Início"' in desenhar('{% icone "inicio" "Início" %}')


def test_icone_que_nao_e_enviado_e_erro_de_programa() -> None:
    with pytest.raises(LookupError, match="nao-existe"):
        nome_no_sprite("nao-existe")


def test_todo_icone_tem_um_so_desenho_do_tabler_por_nome() -> None:
    assert all(nome_no_sprite(tabler) in ICONES for tabler in ICONES.values())


def test_marca_desconhecida_vira_a_do_produto() -> None:
    assert marca_no_sprite("folha") == "marca-folha"
    assert marca_no_sprite("../x") == "marca-guiche"


def test_estado_tem_icone_palavra_e_cor() -> None:
    esperado = f'<span class="gc-estado" data-tom="alerta">{svg("usuario")}Com você</span>'
    assert desenhar('{% estado "alerta" "Com você" %}') == esperado
    assert desenhar("{% estado e %}", e=COM_VOCE) == esperado
    assert svg("check") in desenhar('{% estado "ok" "Pago" "check" %}')


def test_estado_escapa_o_texto() -> None:
    assert "&lt;b&gt;" in desenhar('{% estado "ok" t %}', t="<b>")


def test_botao_e_elo() -> None:
    assert (
        desenhar('{% botao "Enviar 53 guias" estilo="primario" %}')
        == '<button class="btn btn-primary" type="submit">Enviar 53 guias</button>'
    )
    assert (
        desenhar('{% botao "Ver" url=u icone="ver" %}', u="/x?a=1&b=2")
        == f'<a class="btn" href="/x?a=1&amp;b=2">{svg("ver")}Ver</a>'
    )
    assert (
        desenhar('{% botao "Glosar" tipo="button" tecla="g" hx_post="/y" desligado=False largo=True %}')
        == '<button class="btn w-100" data-tecla="g" aria-keyshortcuts="G" type="button" hx-post="/y">'
        "Glosar<kbd>G</kbd></button>"
    )
    assert '<span class="visually-hidden"> a consulta</span>' in desenhar(
        '{% botao "Não reconheço" url="#" complemento="a consulta" %}'
    )


def test_senha_copia_e_aceita_mais_canhotos() -> None:
    html = desenhar('{% ticket "Protocolo" "99999120261123000027" True "Prazo" "27/11/2026" %}')
    assert html.startswith(
        '<div class="gc-senha"><div><span class="gc-mini '
        'gc-2">Protocolo</span><b>99999120261123000027</b></div>'
        '<div><span class="gc-mini gc-2">Prazo</span><b>27/11/2026</b></div>'
    )
    assert 'data-copiar="99999120261123000027"' in html
    assert "data-copiar" not in desenhar('{% senha "Senha" "88120437" False %}')


def test_quando_e_reais() -> None:
    assert desenhar("{% quando d %}", d=date(2026, 11, 3)) == '<time datetime="2026-11-03">03/11/2026</time>'
    assert desenhar("{% quando d %}", d=None) == ""
    assert desenhar("{% reais 1280 %}") == '<span class="gc-valor">R$\u00a01.280,00</span>'


def test_progresso_diz_feitos_total_e_o_que_falta() -> None:
    html = desenhar('{% progresso 3120 5000 "Conferindo" "guias" 22 %}')
    assert '<progress value="3120" max="5000" aria-label="Conferindo">' in html
    assert "3.120 de 5.000 guias · faltam cerca de 22 s" in html
    pronto = desenhar('{% progresso 5000 5000 "Conferindo" "guias" 0 %}')
    assert pronto.startswith('<div data-tom="ok">')
    assert "faltam" not in pronto


def test_bloco_liga_a_secao_ao_titulo() -> None:
    html = desenhar('{% bloco "Espera por você" url="/x" rotulo="Ver todos" corpo=True %}<p>oi</p>{% endbloco %}')
    assert html == (
        '<section class="gc-bloco" aria-labelledby="t-espera-por-voce"><div class="gc-bloco-topo">'
        '<h2 id="t-espera-por-voce">Espera por você</h2><a class="gc-mini" href="/x">Ver todos</a></div>'
        '<div class="gc-bloco-corpo"><p>oi</p></div></section>'
    )


def test_nota_ficha_e_dialogo_guardam_o_conteudo() -> None:
    assert desenhar('{% nota "erro" titulo="Falta" %}<p>oi</p>{% endnota %}') == (
        f'<div class="gc-nota" data-tom="erro">{svg("erro")}<div><p><b>Falta</b></p><p>oi</p></div></div>'
    )
    ficha = desenhar(
        '{% ficha "27/11" "4 dias úteis" titulo="Responder" tom="alerta" url="/x" rotulo="Ir" %}c{% endficha %}'
    )
    assert '<div class="gc-prazo"><b>27/11</b>4 dias úteis</div>' in ficha
    assert '<div class="gc-ficha-acao"><a class="btn" href="/x">Ir</a></div>' in ficha
    dialogo = desenhar('{% dialogo "d1" "Enviar?" %}x{% enddialogo %}')
    assert dialogo.startswith('<dialog class="gc-modal" id="d1" aria-labelledby="d1-titulo">')


def test_linha_do_tempo_distingue_passado_e_futuro() -> None:
    html = desenhar(
        "{% linha_do_tempo p %}",
        p=[Passo("Pedido", quando=date(2026, 11, 16)), Passo("Resposta", futuro=True)],
    )
    assert '<li data-tom="ok">' in html
    assert '<time datetime="2026-11-16">16/11/2026</time>' in html
    assert "<li data-futuro>" in html


def test_explica_segue_sempre_a_mesma_ordem() -> None:
    html = desenhar('{% explica "D" "P" "R" "Q" "Agora" %}')
    ordem = [html.index(t) for t in ("O que decidimos", "Por quê", "Qual regra", "Quem decidiu", "O que fazer agora")]
    assert ordem == sorted(ordem)


def test_fatos_deixa_os_vazios_de_fora() -> None:
    html = desenhar('{% fatos "Plano" "Essencial" "Senha" "" %}')
    assert html == '<dl class="gc-fatos"><div><dt>Plano</dt><dd>Essencial</dd></div></dl>'


def test_migalhas_terminam_na_pagina_atual() -> None:
    assert '<li><a href="/l">Lotes</a></li><li aria-current="page">0381</li>' in desenhar(
        '{% migalhas "Lotes" "/l" "0381" "" %}'
    )


def test_cascata_desce_do_apresentado_ao_liquido() -> None:
    degraus = [
        Degrau("Apresentado", Decimal(1000), "total"),
        Degrau("Glosado", Decimal(-100)),
        Degrau("Em recurso", Decimal(60), "nota"),
        Degrau("Liberado", Decimal(900), "total"),
    ]
    assert [(b.x, b.largura) for b in barras(degraus)] == [
        ("0.0", "1000.0"),
        ("900.0", "100.0"),
        ("900.0", "60.0"),
        ("0.0", "900.0"),
    ]
    assert barras([]) == []
    assert '<rect x="900.0" y="1" width="60.0" height="18" class="gc-oco"/>' in desenhar(
        '{% cascata d "Do apresentado ao líquido" %}', d=degraus
    )
