"""List of the readings of the person's data."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from guiche.faturamento.selectors.leituras import Leitura
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela


def _quem(leitura: Leitura) -> SafeString | str:
    if leitura.propria:
        return "Você"
    detalhe = ", ".join(parte for parte in (leitura.papel, leitura.por_quem) if parte)
    return format_html('{}<span class="gc-2 d-block">{}</span>', leitura.quem, detalhe)


LEITURAS = Tabela(
    id="leituras",
    rotulo="Quem viu meus dados",
    ordem="-quando",
    colunas=(
        ColunaDeTela("quem", "Quem", ordena="quem", desenho=_quem, largura=1.6),
        ColunaDeTela("papel", "Papel", so_exportacao=True),
        ColunaDeTela("por_quem", "Por quem", so_exportacao=True),
        ColunaDeTela("motivo", "Por quê", largura=3.0),
        ColunaDeTela("de_quem", "Dados de quem", ordena="de_quem", largura=1.6),
        ColunaDeTela("quando", "Quando", "data_hora", ordena="quando"),
    ),
    vazio_titulo="Ninguém mais viu seus dados",
    vazio_texto="Quando alguém da operadora ou do prestador abrir uma conta ou um documento seu, aparece aqui.",
)
