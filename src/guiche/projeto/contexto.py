"""What the layouts need on every page (see the heads of componentes/layout)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from guiche.acesso.contas import ultimo_acesso
from guiche.acesso.models import Portal, Vinculo
from guiche.acesso.selectors.unidades import rotulo_do_acesso
from guiche.acesso.sessao import minutos_da_sessao
from guiche.comunicacao.selectors.avisos import novas_e_ultima
from guiche.nucleo.ator import Ator
from guiche.nucleo.models import Operadora
from guiche.portais.componentes.menu import menu
from guiche.portais.componentes.tema import arquivo_do_tema, css_da_operadora

_EXEMPLOS = {
    "prestador": "Guia, lote, protocolo, TUSS…",
    "operadora": "Guia, lote, prestador, glosa…",
    "beneficiario": "Exame, consulta, protocolo…",
}


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the operadora's look for everybody; shell, menu and addresses for who is inside."""
    ator = getattr(request, "ator", None)
    operadora = ator.operadora if ator else getattr(request, "operadora", None)
    base: dict[str, Any] = {
        "operadora": operadora,
        "tema": _tema(request),
        "tema_css": endereco_do_tema(operadora),
        "dados_ficticios": settings.MODO_DEMO,
        "portal": ator.portal if ator else "publico",
        "manifesto": reverse("publico:manifesto", args=[operadora.registro_ans]) if operadora else "",
        "enderecos": {
            "acessibilidade": reverse("publico:acessibilidade"),
            "perguntas": _perguntas(ator, operadora),
        },
    }
    pessoa = getattr(request, "pessoa", None)
    if pessoa is None:
        return base
    base |= {
        "pessoa": pessoa,
        "nome_da_conta": pessoa.usuario.nome,
        "ultimo_acesso": ultimo_acesso(pessoa.usuario),
        "sessao_minutos": minutos_da_sessao(request),
        "enderecos": base["enderecos"]
        | {
            "inicio": reverse("publico:raiz"),
            "conta": reverse("conta:inicio"),
            "relacionamentos": reverse("conta:relacionamentos"),
            "senha": reverse("conta:senha"),
            "sair": reverse("publico:sair"),
            "renovar_sessao": reverse("publico:renovar"),
            "entrar": reverse("publico:entrar"),
        },
    }
    if ator is None:
        return base
    novas, ultima = novas_e_ultima(ator)
    return base | {
        "ator": ator,
        "sem_teclas": not ator.usuario.teclas,
        "atuando_papeis": ator.vinculo.papeis,
        "atuando_detalhe": _detalhe(ator.vinculo),
        "contextos": [
            {
                "rotulo": _rotulo(vinculo),
                "detalhe": vinculo.em_que,
                "url": reverse("publico:contexto", args=[vinculo.pk]),
            }
            for vinculo in request.vinculos  # type: ignore[attr-defined]
            if vinculo.pk != ator.vinculo.pk
        ],
        "menu": menu(ator, request.path),
        "notificacoes_novas": novas,
        "ultimo_aviso": ultima,
        "busca_exemplo": _EXEMPLOS.get(ator.portal, ""),
        "enderecos": base["enderecos"]
        | {
            "busca": reverse("publico:buscar"),
            "paleta": reverse("publico:paleta"),
            "notificacoes": reverse("publico:avisos"),
            "ao_vivo": "/ws/avisos/" if ator.usuario.avisos_ao_vivo else "",
            "avisos_novos": reverse("publico:avisos_novos"),
            "tema": reverse("publico:preferencias"),
            "contextos": reverse("publico:contextos"),
            "teclas": reverse("publico:teclas"),
            "passos": reverse("publico:passos"),
        },
    }


def endereco_do_tema(operadora: Operadora | None) -> str:
    """Address of the operadora's stylesheet, named after its content."""
    if operadora is None:
        return ""
    arquivo = arquivo_do_tema(operadora.registro_ans, css_da_operadora(operadora.cor))
    return reverse("publico:tema", args=[arquivo])


def _tema(request: HttpRequest) -> str:
    usuario = getattr(request, "user", None)
    if usuario is not None and usuario.is_authenticated:
        return str(usuario.tema)
    return "auto"


def _perguntas(ator: Ator | None, operadora: Operadora | None) -> str:
    """Who is inside has those of the own portal; the others, those of the operadora whose page they are at."""
    if ator is None and operadora is not None:
        return reverse("publico:perguntas_da", args=[operadora.registro_ans, Portal.BENEFICIARIO])
    return reverse("publico:perguntas")


def _detalhe(vinculo: Vinculo) -> str:
    partes = []
    if vinculo.prestador is not None:
        partes = [vinculo.prestador.documento_formatado, f"código {vinculo.prestador.codigo}"]
    elif vinculo.contrato is not None:
        partes = [f"contrato {vinculo.contrato.numero}"]
    elif vinculo.beneficiario is not None:
        partes = [f"carteirinha {vinculo.beneficiario.carteira}"]
    if vinculo.vigencia_fim is not None:
        partes.append(f"até {vinculo.vigencia_fim:%d/%m/%Y}")
    return " · ".join(partes)


def _rotulo(vinculo: Vinculo) -> str:
    rotulo = rotulo_do_acesso(vinculo, vinculo.por_unidade)
    return f"{rotulo} ({vinculo.papeis})" if vinculo.portal == Portal.OPERADORA else rotulo
