"""Lists of the readings of the person's data: on screen by person and day, exported one by one."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from guiche.faturamento.selectors.leituras import LeiturasDoDia
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela


def _quem(do_dia: LeiturasDoDia) -> SafeString | str:
    leitura = do_dia.primeira
    if leitura.propria:
        return "Você"
    detalhe = ", ".join(parte for parte in (leitura.papel, leitura.por_quem) if parte)
    return format_html('{}<span class="gc-2 d-block">{}</span>', leitura.quem, detalhe)


def _motivos(do_dia: LeiturasDoDia) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((motivo,) for motivo in do_dia.motivos))


POR_DIA = Tabela(
    id="leituras",
    rotulo="Quem viu meus dados",
    ordem="-dia",
    colunas=(
        ColunaDeTela("quem", "Quem", ordena="quem", desenho=_quem),
        ColunaDeTela("dia", "Dia", "data", ordena="dia"),
        ColunaDeTela("motivos", "O que viu", desenho=_motivos),
        ColunaDeTela("de_quem", "Dados de quem", ordena="de_quem"),
        ColunaDeTela("vezes", "Vezes", "inteiro", ordena="vezes"),
    ),
    vazio_titulo="Ninguém mais viu seus dados",
    vazio_texto="Quando alguém da operadora ou do prestador abrir seu cadastro, uma conta ou um documento seu, aparece "
    "aqui.",
)

UMA_A_UMA = Tabela(
    id="leituras-uma-a-uma",
    rotulo="Quem viu meus dados",
    ordem="-quando",
    colunas=(
        ColunaDeTela("quando", "Quando", "data_hora", ordena="quando"),
        ColunaDeTela("quem", "Quem", largura=1.6),
        ColunaDeTela("papel", "Papel"),
        ColunaDeTela("por_quem", "Por quem"),
        ColunaDeTela("motivo", "O que viu", largura=3.0),
        ColunaDeTela("de_quem", "Dados de quem", largura=1.6),
    ),
)
