"""List of the team and of the changes of its rights."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.html import format_html

from guiche.acesso.models import MudancaDeAcesso, Vinculo
from guiche.portais.componentes import html
from guiche.portais.componentes.acessos import ESTADOS
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

DA_MUDANCA: Final[dict[str, Estado]] = {
    "pendente": Estado("alerta", "Espera decisão"),
    "aprovada": Estado("ok", "Aprovada", "check"),
    "recusada": Estado("erro", "Recusada"),
    "cancelada": Estado("neutro", "Retirada", "proibido"),
}


def situacao_do_vinculo(vinculo: Vinculo) -> str:
    """The state of an access, drawn."""
    estado = ESTADOS[vinculo.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


def ultimo_acesso(vinculo: Vinculo) -> str:
    """When the access was last used, in words."""
    if vinculo.ultimo_acesso is None:  # type: ignore[attr-defined]
        return "nunca entrou"
    return str(ColunaDeTela("ultimo_acesso", "", "data_hora").celula(vinculo))


def _pessoa(vinculo: Vinculo) -> str:
    return format_html(
        '<span>{}</span><br><span class="gc-2 gc-mini gc-quebra">{}</span>', vinculo.usuario.nome, vinculo.usuario.email
    )


def _fator(vinculo: Vinculo) -> str:
    if vinculo.segundo_fator:  # type: ignore[attr-defined]
        return html.estado("ok", "Sim", "escudo")
    return html.estado("neutro", "Não", "menos")


EQUIPE: Final = Tabela(
    id="equipe",
    rotulo="Equipe",
    ordem="usuario__nome",
    linha_url=lambda vinculo: reverse("operadora:equipe_pessoa", args=[vinculo.pk]),
    colunas=(
        ColunaDeTela("usuario__nome", "Pessoa", "texto", "usuario__nome", desenho=_pessoa),
        ColunaDeTela("usuario__email", "E-mail", "texto", so_exportacao=True),
        ColunaDeTela("papeis", "Perfis", "texto"),
        ColunaDeTela("nomes_das_unidades", "Unidades"),
        ColunaDeTela("ultimo_acesso", "Último acesso", "data_hora", "ultimo_acesso", desenho=ultimo_acesso),
        ColunaDeTela("segundo_fator", "Segundo fator", "texto", desenho=_fator),
        ColunaDeTela("vigencia_inicio", "Desde", "data", so_exportacao=True),
        ColunaDeTela("get_situacao_display", "Situação", "texto", "situacao", desenho=situacao_do_vinculo),
    ),
    vazio_titulo="Ninguém na equipe",
    vazio_texto="Convide quem trabalha na operadora.",
)


def _situacao(mudanca: MudancaDeAcesso) -> str:
    estado = DA_MUDANCA[mudanca.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


MUDANCAS: Final = Tabela(
    id="mudancas",
    rotulo="Mudanças de acesso",
    linha_url=lambda mudanca: reverse("operadora:mudanca_de_acesso", args=[mudanca.pk]),
    ordem="-criada_em",
    colunas=(
        ColunaDeTela("titulo", "O que muda", "texto", "titulo"),
        ColunaDeTela("pedida_por__nome", "Quem pediu", "texto", "pedida_por__nome"),
        ColunaDeTela("criada_em", "Pedida em", "data_hora", "criada_em"),
        ColunaDeTela("decidida_por__nome", "Quem decidiu", "texto", "decidida_por__nome"),
        ColunaDeTela("decidida_em", "Decidida em", "data_hora", "decidida_em"),
        ColunaDeTela("motivo", "Motivo", "texto", so_exportacao=True),
        ColunaDeTela("situacao", "Situação", "texto", "situacao", desenho=_situacao),
    ),
    vazio_titulo="Nenhuma mudança pedida",
    vazio_texto="Convites à equipe e mudanças de perfis aparecem aqui, com quem pediu e quem decidiu.",
)
