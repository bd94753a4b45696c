"""The shared components draw what they promise, escape what they are given and read like Brazilian
Portuguese.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, QueryDict
from django.template import Context, Template
from django.test import RequestFactory

from guiche.nucleo.competencia import Competencia
from guiche.portais import componentes
from guiche.portais.componentes import formatos
from guiche.portais.componentes.cascata import Degrau, barras
from guiche.portais.componentes.estilo import TABELA, contexto_do_estilo
from guiche.portais.componentes.formularios import (
    CampoArquivos,
    CampoCompetencia,
    CampoData,
    CampoDinheiro,
    CampoDocumento,
    ler_decimal,
)
from guiche.portais.componentes.icones import ICONES, marca_no_sprite, nome_no_sprite
from guiche.portais.componentes.paginas import avisar, eh_parcial, responder_formulario
from guiche.portais.componentes.tabelas import AcaoEmGrupo, ColunaDeTela, Tabela, filtros_em_uso, texto
from guiche.portais.componentes.tema import arquivo_do_tema, css_da_operadora
from guiche.portais.componentes.visual import COM_VOCE, Estado, Passo

SVG = '<svg class="gc-i" aria-hidden="true" focusable="false"><use href="/estaticos/vendor/icones.svg#{}"/></svg>'


@pytest.fixture(autouse=True)
def _estaticos_simples(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def desenhar(fonte: str, url: str = "/", **contexto: Any) -> str:
    """The template ``fonte`` with the tag library loaded and a GET request in the context."""
    pedido = RequestFactory().get(url)
    return Template("{% load componentes %}" + fonte).render(Context({"request": pedido, **contexto}))


def svg(nome: str) -> str:
    return SVG.format(nome)


# Values


@pytest.mark.parametrize(
    ("filtro", "valor", "esperado"),
    [
        ("dinheiro", Decimal("1234.56"), "R$\u00a01.234,56"),
        ("dinheiro", Decimal("-12"), "-R$\u00a012,00"),
        ("dinheiro", Decimal(0), "R$\u00a00,00"),
        ("dinheiro", None, ""),
        ("valor", Decimal("1234567.8"), "1.234.567,80"),
        ("numero", 1234, "1.234"),
        ("numero:2", Decimal("1.5"), "1,50"),
        ("data", date(2026, 11, 3), "03/11/2026"),
        ("data", datetime(2026, 11, 4, 1, 30, tzinfo=UTC), "03/11/2026"),
        ("data", None, ""),
        ("data_curta", date(2026, 11, 3), "03/11"),
        ("data_hora", datetime(2026, 11, 4, 1, 5, tzinfo=UTC), "03/11/2026 22h05"),
        ("hora", datetime(2026, 11, 4, 11, 5, tzinfo=UTC), "08h05"),
        ("dia_da_semana", date(2026, 11, 27), "sexta"),
        ("data_por_extenso", date(2026, 11, 1), "1 de novembro de 2026"),
        ("cpf", "52998224725", "529.982.247-25"),
        ("cpf_mascarado", "52998224725", "***.982.247-**"),
        ("cnpj", "12ABC34501DE35", "12.ABC.345/01DE-35"),
        ("documento", "52998224725", "529.982.247-25"),
        ("documento", "12ABC34501DE35", "12.ABC.345/01DE-35"),
        ("registro_ans", "414662", "41.466-2"),
        ("telefone", "67999998888", "(67) 99999-8888"),
        ("cep", "79002000", "79002-000"),
        ("competencia", Competencia(2026, 11), "11/2026"),
        ("competencia", "2026-11", "11/2026"),
        ("dias_uteis_texto", 0, "hoje"),
        ("dias_uteis_texto", 1, "1 dia útil"),
        ("dias_uteis_texto", 4, "4 dias úteis"),
        ("dias_uteis_texto", -2, "venceu há 2 dias úteis"),
        ('plural_pt:"guia,guias"', 1, "1 guia"),
        ('plural_pt:"guia,guias"', 1234, "1.234 guias"),
        ('plural_pt:"guia,guias"', 0, "0 guias"),
        ("iniciais", "Renata Souza Lima", "RL"),
        ("iniciais", "", ""),
        ("primeiro_nome", "Renata Souza Lima", "Renata"),
        ("tamanho_do_arquivo", 3_400_000, "3,4 MB"),
        ("tamanho_do_arquivo", 12_300, "12 kB"),
        ("em_grupos", "0417330088120015", "0417\u00a03300\u00a08812\u00a00015"),
    ],
)
def test_filtro_escreve_como_se_le_no_brasil(filtro: str, valor: Any, esperado: str) -> None:
    assert desenhar("{{ v|" + filtro + " }}", v=valor) == esperado


@pytest.mark.parametrize(("segundos", "esperado"), [(22, "22 s"), (61, "2 min"), (3900, "1 h 05 min")])
def test_duracao(segundos: int, esperado: str) -> None:
    assert formatos.duracao(segundos) == esperado


# Icons, states, buttons


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


# Forms


class Formulario(forms.Form):
    cpf = CampoDocumento(label="CPF", aceita=("cpf",), help_text="Com ou sem pontos.")
    valor = CampoDinheiro(label="Valor", required=False)
    lado = forms.ChoiceField(choices=[("d", "Direito")], widget=forms.RadioSelect)
    aceito = forms.BooleanField(label="Aceito", required=False)
    arquivos = CampoArquivos(label="Laudos", required=False)


def test_campo_liga_rotulo_ajuda_e_erro_ao_controle() -> None:
    form = Formulario({"cpf": "123", "lado": "d"})
    html = desenhar('{% campo f.cpf autocomplete="username" %}', f=form)
    assert '<label class="form-label" for="id_cpf">CPF</label>' in html
    assert 'aria-describedby="id_cpf-erro id_cpf-ajuda"' in html
    assert 'aria-invalid="true"' in html
    assert 'autocomplete="username"' in html
    assert 'value="123"' in html
    assert 'id="id_cpf-erro"' in html
    assert "Faltam 8 números. O CPF tem 11." in html


def test_campo_opcional_diz_se_quiser() -> None:
    assert "(se quiser)" in desenhar("{% campo f.valor %}", f=Formulario())
    assert "(se quiser)" not in desenhar("{% campo f.valor diz_opcional=False %}", f=Formulario())


def test_campo_de_cada_forma() -> None:
    form = Formulario()
    assert '<legend class="form-label">Lado</legend>' in desenhar("{% campo f.lado %}", f=form)
    assert 'class="form-check-input"' in desenhar("{% campo f.lado %}", f=form)
    assert '<label class="form-check mb-0" for="id_aceito">' in desenhar("{% campo f.aceito %}", f=form)
    envio = desenhar("{% campo f.arquivos %}", f=form)
    assert "data-envio" in envio
    assert " multiple" in envio


def test_erros_contam_e_apontam_os_campos() -> None:
    html = desenhar("{% erros f %}", f=Formulario({"cpf": "", "lado": ""}))
    assert "2 campos precisam de você" in html
    assert '<a href="#id_cpf">CPF</a> e <a href="#id_lado_0">Lado</a>' in html
    assert desenhar("{% erros f %}", f=Formulario()).strip() == ""


@pytest.mark.parametrize(
    ("escrito", "lido"),
    [
        ("1.280,00", "1280.00"),
        ("R$ 1280,5", "1280.5"),
        ("1280.50", "1280.50"),
        ("1.280", "1280"),
        ("1.280.000", "1280000"),
        ("-12,3", "-12.3"),
    ],
)
def test_ler_decimal_aceita_com_e_sem_mascara(escrito: str, lido: str) -> None:
    assert ler_decimal(escrito) == Decimal(lido)


@pytest.mark.parametrize("escrito", ["abc", "1,2,3", "nan", ""])
def test_ler_decimal_recusa_o_que_nao_e_numero(escrito: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        ler_decimal(escrito)


def test_campo_dinheiro_volta_como_foi_escrito() -> None:
    assert CampoDinheiro().clean("R$ 1.280,00") == Decimal("1280.00")
    assert CampoDinheiro().prepare_value(Decimal("1280")) == "1.280,00"
    assert CampoDinheiro().prepare_value("12x") == "12x"
    with pytest.raises(ValidationError, match="no máximo dois números"):
        CampoDinheiro().clean("1,234")


def test_campo_data_aceita_o_costume_e_guarda_o_erro() -> None:
    class F(forms.Form):
        dia = CampoData()

    assert CampoData().clean("23/11/2026") == date(2026, 11, 23)
    assert 'type="date" name="dia" value="2026-11-23"' in str(F({"dia": "23/11/2026"})["dia"])
    assert 'type="text" name="dia" value="31/11/2026"' in str(F({"dia": "31/11/2026"})["dia"])


def test_campo_competencia() -> None:
    assert CampoCompetencia().clean("11/2026") == Competencia(2026, 11)
    assert CampoCompetencia(required=False).clean("") is None
    with pytest.raises(ValidationError, match="mês e ano"):
        CampoCompetencia().clean("13/2026")


@pytest.mark.parametrize(
    ("escrito", "mensagem"),
    [
        ("123.456.789-0", "Falta 1 número. O CPF tem 11."),
        ("111.111.111-11", "Este CPF não existe: confira os números digitados."),
        ("12.345.678/0001", "Faltam 2 caracteres. O CNPJ tem 14."),
        ("123456789012345", "Sobra 1 caractere. O CNPJ tem 14."),
    ],
)
def test_campo_documento_diz_como_consertar(escrito: str, mensagem: str) -> None:
    with pytest.raises(ValidationError) as erro:
        CampoDocumento().clean(escrito)
    assert erro.value.messages == [mensagem]


def test_campo_documento_guarda_sem_mascara() -> None:
    assert CampoDocumento().clean("529.982.247-25") == "52998224725"
    assert CampoDocumento().clean("12.abc.345/01de-35") == "12ABC34501DE35"


def test_campo_arquivos_recebe_varios_e_diz_o_limite() -> None:
    campo = CampoArquivos(limite=1000)
    pequenos = [SimpleUploadedFile("a.pdf", b"1"), SimpleUploadedFile("b.pdf", b"2")]
    assert [a.name for a in campo.clean(pequenos)] == ["a.pdf", "b.pdf"]
    assert CampoArquivos(required=False).clean([]) == []
    with pytest.raises(ValidationError, match=r"c\.pdf tem 2 kB; o limite é 1 kB\."):
        campo.clean([SimpleUploadedFile("c.pdf", b"x" * 2000)])


# Tables


@dataclass(frozen=True)
class Guia:
    pk: int
    paciente: dict[str, str]
    valor: Decimal | None
    situacao: Estado = COM_VOCE


GUIAS = [Guia(n, {"nome": f"Ana <{n}>"}, Decimal(n) if n != 2 else None) for n in range(1, 31)]
LISTA = Tabela(
    id="guias",
    rotulo="Guias",
    colunas=(
        ColunaDeTela("pk", "Guia", ordena="pk"),
        ColunaDeTela("paciente.nome", "Paciente"),
        ColunaDeTela("valor", "Valor", "valor", ordena="valor"),
        ColunaDeTela("situacao", "Situação"),
        ColunaDeTela("interno", "Ação", desenho=lambda g: "→", so_tela=True),
    ),
    linha_url=lambda g: f"/guias/{g.pk}/",
)


def montar(consulta: str = "", tabela: Tabela = LISTA, **mais: Any) -> tuple[Any, str]:
    montada = tabela.montar(GUIAS, QueryDict(consulta), **mais)
    return montada, desenhar("{% tabela t %}", url=f"/?{consulta}", t=montada)


@pytest.mark.requisito("X-06")
def test_tabela_mostra_a_faixa_e_mantem_os_filtros_nos_elos() -> None:
    montada, html = montar("pagina=2&ordem=-valor")
    assert "26–30 de 30" in html
    assert [linha.objeto.pk for linha in montada.linhas] == [5, 4, 3, 1, 2]
    assert 'href="?pagina=1&amp;ordem=-valor" rel="prev"' in html
    assert '<th scope="col" class="num" aria-sort="descending"><a href="?ordem=valor">Valor' in html
    assert '<th scope="row"><a href="/guias/5/">5</a></th>' in html
    assert '<td class="num" data-rotulo="Valor"><span class="gc-valor">R$\u00a05,00</span></td>' in html
    assert "Ana &lt;5&gt;" in html


def test_tabela_ignora_ordem_e_pagina_desconhecidas() -> None:
    montada, _ = montar("pagina=zzz&ordem=senha_secreta&formato=exe")
    assert montada.pagina.number == 1
    assert montada.ordem == ""
    assert montada.formato_pedido == ""


def test_tabela_exporta_tudo_o_que_foi_filtrado_na_ordem_da_tela() -> None:
    montada, html = montar("ordem=-valor&formato=xlsx")
    linhas = list(montada.linhas_exportadas())
    assert len(linhas) == 30
    assert linhas[0] == {
        "pk": 30,
        "paciente.nome": "Ana <30>",
        "valor": Decimal(30),
        "situacao": "Com você",
    }
    assert [c.rotulo for c in montada.colunas_exportadas] == ["Guia", "Paciente", "Valor", "Situação"]
    assert montada.formato_pedido == "xlsx"
    assert 'href="?ordem=-valor&amp;formato=csv"' in html


@pytest.mark.requisito("X-06")
def test_exportacao_em_csv_e_xlsx_e_o_que_esta_filtrado() -> None:
    csv = LISTA.montar(GUIAS[:2], QueryDict("formato=csv")).exportacao()
    assert csv is not None
    assert csv["Content-Disposition"] == 'attachment; filename="guias.csv"'
    assert b"".join(csv).decode("utf-8-sig").splitlines() == [
        "Guia;Paciente;Valor;Situação",
        "1;Ana <1>;1,00;Com você",
        "2;Ana <2>;;Com você",
    ]
    xlsx = LISTA.montar(GUIAS, QueryDict("formato=xlsx")).exportacao()
    assert xlsx is not None
    assert b"".join(xlsx).startswith(b"PK")
    assert LISTA.montar(GUIAS, QueryDict("")).exportacao() is None


class Filtro(forms.Form):
    q = forms.CharField(label="Paciente", required=False)
    s = forms.ChoiceField(label="Situação", required=False, choices=[("", "Todas"), ("a", "Em análise")])


def test_filtro_em_uso_vira_ficha_que_se_tira() -> None:
    filtro = Filtro(QueryDict("q=ana&s=a"))
    assert filtros_em_uso(filtro) == [("q", "Paciente", "ana"), ("s", "Situação", "Em análise")]
    _, html = montar("q=ana&s=a&pagina=2", filtro=filtro)
    assert '<a class="gc-ficha-filtro" href="?s=a">Paciente: ana' in html
    assert '<a class="gc-ficha-filtro" href="?q=ana">Situação: Em análise' in html


def test_lista_vazia_diz_o_que_fazer() -> None:
    filtro = Filtro(QueryDict("q=zzz"))
    html = desenhar("{% tabela t %}", t=LISTA.montar([], QueryDict("q=zzz"), filtro))
    assert "Nada com esses filtros" in html
    assert '<a class="btn" href="?">Limpar filtros</a>' in html
    assert "<table" not in html


def test_acoes_em_grupo_e_totais() -> None:
    tabela = Tabela(id="g", rotulo="G", colunas=LISTA.colunas[:3], acoes=(AcaoEmGrupo("Recorrer", "/recorrer/"),))
    _, html = montar(tabela=tabela, totais={"valor": Decimal(463)})
    assert 'name="ids" value="1" form="g-acoes"' in html
    assert '<button class="btn" formaction="/recorrer/">Recorrer</button>' in html
    assert '<td class="num" data-rotulo="Valor"><span class="gc-valor">R$\u00a0463,00</span></td></tr></tfoot>' in html


@pytest.mark.parametrize(
    ("valor", "tipo", "esperado"),
    [
        (True, "texto", "sim"),
        (1234, "inteiro", "1.234"),
        (Decimal("2.5"), "quantidade", "2,5"),
        (datetime(2026, 11, 4, 1, 5, tzinfo=UTC), "data_hora", "03/11/2026 22h05"),
        (date(2026, 11, 3), "texto", "03/11/2026"),
        (Competencia(2026, 11), "texto", "11/2026"),
        (COM_VOCE, "texto", "Com você"),
    ],
)
def test_texto_da_celula(valor: Any, tipo: str, esperado: str) -> None:
    assert texto(valor, tipo) == esperado


# Cascade, theme, pages


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


def test_formulario_recusado_volta_422(settings: Any) -> None:
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"f.html": "{{ form.errors|length }}"})]},
        }
    ]
    pedido = RequestFactory().get("/", headers={"HX-Request-Type": "partial"})
    assert eh_parcial(pedido)
    assert responder_formulario(pedido, "f.html", Formulario({"cpf": ""})).status_code == 422
    assert responder_formulario(pedido, "f.html", Formulario()).status_code == 200


# Layouts


PORTAL: Mapping[str, Any] = {
    "operadora": {"nome_fantasia": "Aroeira Saúde", "registro_ans": "414662"},
    "portal": "prestador",
    "tema": "escuro",
    "ator": {"nome": "Renata Souza Lima", "rotulo": "Clínica Vale do Cedro"},
    "contextos": [{"rotulo": "Dra. Lívia", "url": "/trocar/2/"}],
    "menu": [
        {
            "rotulo": "Faturamento",
            "itens": [
                {
                    "rotulo": "Lotes",
                    "url": "/lotes/",
                    "icone": "lote",
                    "atual": True,
                    "contagem": 2,
                    "fixo": True,
                }
            ],
        }
    ],
    "enderecos": {
        "inicio": "/",
        "busca": "/busca/",
        "paleta": "/paleta/",
        "sair": "/sair/",
        "contextos": "/c/",
    },
    "sessao_minutos": 28,
    "notificacoes_novas": 3,
    "csrf_token": "ficha",
}


def pagina(layout: str, corpo: str = "", **contexto: Any) -> str:
    fonte = f'{{% extends "componentes/layout/{layout}.html" %}}{corpo}'
    return Template(fonte).render(Context({**PORTAL, **contexto}))


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
