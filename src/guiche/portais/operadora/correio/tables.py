"""List of the operadora's letters."""

from __future__ import annotations

from typing import Final

from django.urls import reverse_lazy
from django.utils.html import format_html

from guiche.correio import estados
from guiche.correio.modelos import rotulo_do_modelo
from guiche.correio.models import Carta
from guiche.portais.componentes import html
from guiche.portais.componentes.tabelas import AcaoEmGrupo, ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

DA_CARTA: Final[dict[str, Estado]] = {
    estados.NA_FILA: Estado("alerta", "Na fila", "relogio"),
    estados.ENVIADA: Estado("ok", "Enviado", "check"),
    estados.FALHOU: Estado("erro", "Não saiu"),
    estados.CANCELADA: Estado("neutro", "Cancelado", "proibido"),
}


def _assunto(carta: Carta) -> str:
    rotulo = rotulo_do_modelo(carta.modelo)
    if rotulo == carta.assunto:
        return format_html("{}", carta.assunto)
    return format_html('{}<span class="gc-2 d-block">{}</span>', carta.assunto, rotulo)


def _situacao(carta: Carta) -> str:
    estado = DA_CARTA[carta.situacao]
    desenho = html.estado(estado.tom, estado.rotulo, estado.icone)
    return format_html('{}<span class="gc-2 d-block">{}</span>', desenho, carta.erro) if carta.erro else desenho


CARTAS = Tabela(
    id="cartas",
    rotulo="E-mails",
    ordem="-criada_em",
    colunas=(
        ColunaDeTela("assunto", "Assunto", "texto", "assunto", desenho=_assunto),
        ColunaDeTela("para_mascarado", "Para", "texto"),
        ColunaDeTela("criada_em", "Escrito", "data_hora", "criada_em"),
        ColunaDeTela("enviada_em", "Enviado", "data_hora", "enviada_em"),
        ColunaDeTela("tentativas", "Tentativas", "inteiro", "tentativas"),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=_situacao),
        ColunaDeTela("erro", "Motivo", "texto", so_exportacao=True),
    ),
    vazio_titulo="Nenhum e-mail ainda",
    vazio_texto="Convites, confirmações e avisos por e-mail aparecem aqui assim que são escritos.",
)
REENVIAR = AcaoEmGrupo("Enviar de novo", reverse_lazy("operadora:correio_reenviar"))  # type: ignore[arg-type]
