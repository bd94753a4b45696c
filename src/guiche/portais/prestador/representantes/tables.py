"""List of representatives."""

from __future__ import annotations

from typing import Final

from django.urls import reverse, reverse_lazy
from django.utils.html import format_html

from guiche.acesso.selectors.representantes import VINCULO, Representante
from guiche.nucleo.identificadores import formatar_cpf
from guiche.portais.componentes import acessos, html
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

ESTADOS: Final[dict[str, Estado]] = acessos.ESTADOS | {
    "pendente": Estado("info", "Convite enviado", "mensagem"),
    "suspenso": Estado("alerta", "Bloqueado", "cadeado"),
    "expirado": Estado("alerta", "Convite vencido", "relogio"),
}


def endereco(linha: Representante) -> str:
    """Where a line leads."""
    return reverse(
        "prestador:representante" if linha.especie == VINCULO else "prestador:representante_convite", args=[linha.pk]
    )


def _quem(linha: Representante) -> str:
    cpf = format_html('<br><span class="gc-2 gc-mini">{}</span>', formatar_cpf(linha.cpf)) if linha.cpf else ""
    return format_html("<span>{}</span>{}", linha.nome, cpf)


def _trabalha(linha: Representante) -> str:
    return " · ".join(parte for parte in (linha.cargo, linha.lotacao) if parte)


def _acesso(linha: Representante) -> str:
    if linha.ultimo_acesso is None:
        return "ainda não entrou" if linha.especie == VINCULO else "ainda sem acesso"
    return str(ColunaDeTela("ultimo_acesso", "", "data_hora").celula(linha))


def _situacao(linha: Representante) -> str:
    estado = ESTADOS[linha.situacao]
    return html.estado(estado.tom, estado.rotulo, estado.icone)


REPRESENTANTES: Final = Tabela(
    id="representantes",
    rotulo="Representantes",
    linha_url=endereco,
    colunas=(
        ColunaDeTela("nome", "Nome", "texto", "nome", desenho=_quem),
        ColunaDeTela("cpf", "CPF", "codigo", so_exportacao=True),
        ColunaDeTela("grupos", "Grupos", "texto", "grupos"),
        ColunaDeTela("cargo", "Cargo", "texto", "cargo", desenho=_trabalha),
        ColunaDeTela("lotacao", "Lotação", "texto", so_exportacao=True),
        ColunaDeTela("email", "E-mail pessoal", "texto", so_exportacao=True),
        ColunaDeTela("telefone", "Telefone", "texto", so_exportacao=True),
        ColunaDeTela("ultimo_acesso", "Último acesso", "data_hora", "ultimo_acesso", desenho=_acesso),
        ColunaDeTela("rotulo_da_situacao", "Situação", "texto", "rotulo_da_situacao", desenho=_situacao),
    ),
    vazio_titulo="Nenhum representante ainda",
    vazio_texto="Cadastre quem trabalha com vocês: a pessoa recebe um link e grava a própria senha.",
    vazio_url=reverse_lazy("prestador:representante_novo"),  # type: ignore[arg-type]
    vazio_rotulo="Novo representante",
)
