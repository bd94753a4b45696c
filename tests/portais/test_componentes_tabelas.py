"""Lists: order, pages, filters in use, export of exactly what is filtered, empty state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from guiche.nucleo.competencia import Competencia
from guiche.portais.componentes.tabelas import AcaoEmGrupo, ColunaDeTela, Tabela, filtros_em_uso, texto
from guiche.portais.componentes.visual import COM_VOCE, Estado
from tests.portais.componentes import desenhar

pytestmark = pytest.mark.usefixtures("estaticos_simples")


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
