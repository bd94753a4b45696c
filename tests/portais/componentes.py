"""Templates drawn outside a screen, for the tests of the shared components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from guiche.portais.componentes.formularios import (
    CampoArquivos,
    CampoDinheiro,
    CampoDocumento,
)

SVG = '<svg class="gc-i" aria-hidden="true" focusable="false"><use href="/estaticos/vendor/icones.svg#{}"/></svg>'


def desenhar(fonte: str, url: str = "/", **contexto: Any) -> str:
    """The template ``fonte`` with the tag library loaded and a GET request in the context."""
    pedido = RequestFactory().get(url)
    return Template("{% load componentes %}" + fonte).render(Context({"request": pedido, **contexto}))


def svg(nome: str) -> str:
    """An icon of the sprite as it is drawn."""
    return SVG.format(nome)


class Formulario(forms.Form):
    """One field of each shape."""

    cpf = CampoDocumento(label="CPF", aceita=("cpf",), help_text="Com ou sem pontos.")
    valor = CampoDinheiro(label="Valor", required=False)
    lado = forms.ChoiceField(choices=[("d", "Direito")], widget=forms.RadioSelect)
    aceito = forms.BooleanField(label="Aceito", required=False)
    arquivos = CampoArquivos(label="Laudos", required=False)


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
    """A whole page of one layout with the context of the shell."""
    fonte = f'{{% extends "componentes/layout/{layout}.html" %}}{corpo}'
    return Template(fonte).render(Context({**PORTAL, **contexto}))
