"""What the style page shows: one example of every component, with invented people and numbers that add up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest

from guiche.portais.componentes.cascata import Degrau
from guiche.portais.componentes.formularios import CampoArquivos, CampoData, CampoDinheiro, CampoDocumento
from guiche.portais.componentes.icones import ICONES
from guiche.portais.componentes.tabelas import AcaoEmGrupo, ColunaDeTela, Tabela
from guiche.portais.componentes.visual import COM_A_OPERADORA, COM_VOCE, Estado, Passo

ESTADOS = (
    Estado("ok", "Autorizado"),
    Estado("ok", "Pago", "check"),
    COM_A_OPERADORA,
    Estado("info", "Programado", "calendario"),
    COM_VOCE,
    Estado("alerta", "Vence em 2 dias úteis", "relogio"),
    Estado("erro", "Negado"),
    Estado("erro", "Vence hoje", "relogio"),
    Estado("neutro", "Em carência"),
    Estado("neutro", "Rascunho", "editar"),
    Estado("neutro", "Cancelado", "proibido"),
    Estado("marca", "Nova"),
)

CORES_DIFICEIS = (("amarela", "#f4b400"), ("vermelha", "#d0021b"), ("verde", "#7ac943"), ("preta", "#111111"))


@dataclass(frozen=True, slots=True)
class GuiaDeExemplo:
    """A row of the sample table."""

    pk: str
    paciente: str
    prazo: date
    situacao: Estado
    valor: Decimal


GUIAS = tuple(
    GuiaDeExemplo(
        f"2026-00{4417 + 7 * n}",
        ("Joana P. Melo", "Lia C. Prado", "Rosa M. Teles", "Ivo S. Campos")[n % 4],
        date(2026, 11, 23 + n % 5),
        (COM_VOCE, COM_A_OPERADORA, Estado("ok", "Autorizado"))[n % 3],
        Decimal(1280 + 311 * n),
    )
    for n in range(34)
)

TABELA = Tabela(
    id="guias",
    rotulo="Guias em análise",
    colunas=(
        ColunaDeTela("pk", "Guia", ordena="pk"),
        ColunaDeTela("paciente", "Paciente", ordena="paciente"),
        ColunaDeTela("prazo", "Prazo", "data", ordena="prazo"),
        ColunaDeTela("situacao", "Situação"),
        ColunaDeTela("valor", "Valor", "valor", ordena="valor"),
    ),
    ordem="prazo",
    por_pagina=5,
    linha_url=lambda guia: f"#{guia.pk}",
    acoes=(AcaoEmGrupo("Recorrer em grupo", "#recorrer"),),
)


class FiltroDeExemplo(forms.Form):
    """Filters of the sample table."""

    q = forms.CharField(label="Paciente", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    situacao = forms.ChoiceField(
        label="Situação",
        required=False,
        choices=[("", "Todas"), ("Com você", "Com você"), ("Autorizado", "Autorizado")],
    )


class FormularioDeExemplo(forms.Form):
    """One field of each kind; two of them refuse what the page sends."""

    cpf = CampoDocumento(label="CPF do paciente", aceita=("cpf",))
    dia = CampoData(label="Data do atendimento")
    valor = CampoDinheiro(label="Valor", required=False, help_text="Em reais. Cole com ou sem pontos.")
    especialidade = forms.ChoiceField(choices=[("o", "Ortopedia"), ("c", "Cardiologia")])
    observacao = forms.CharField(label="Observação", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    carater = forms.ChoiceField(
        label="Caráter", choices=[("1", "Eletivo"), ("2", "Urgência")], widget=forms.RadioSelect
    )
    avisar = forms.BooleanField(label="Avisar por e-mail quando responderem", required=False)
    laudos = CampoArquivos(label="Laudos", required=False, help_text="PDF ou imagem, até 10 MB cada.")


def contexto_do_estilo(request: HttpRequest) -> dict[str, Any]:
    """Context of ``componentes/estilo.html``."""
    filtro = FiltroDeExemplo(request.GET or None)
    guias = list(GUIAS)
    if filtro.is_bound and filtro.is_valid():
        procurado = filtro.cleaned_data["q"].lower()
        situacao = filtro.cleaned_data["situacao"]
        guias = [g for g in guias if procurado in g.paciente.lower() and situacao in ("", g.situacao.rotulo)]
    return {
        "estados": ESTADOS,
        "form": FormularioDeExemplo(
            {
                "cpf": "123.456.789-0",
                "dia": "31/11/2026",
                "valor": "1.280,00",
                "especialidade": "o",
                "carater": "1",
            }
        ),
        "tabela_guias": TABELA.montar(
            guias, request.GET, filtro, totais={"valor": sum((g.valor for g in guias), Decimal(0))}
        ),
        "passos": (
            Passo("Clínica pediu 10 sessões", quando=datetime(2026, 11, 16, 10, 12)),  # noqa: DTZ001
            Passo(
                "Com a operadora até 24/11",
                "5 dias úteis, RN 623 art. 12. Falta 1.",
                tom="info",
                icone="ampulheta",
            ),
            Passo("Resposta a você e à clínica", futuro=True),
        ),
        "degraus": (
            Degrau("Apresentado", Decimal("68940.00"), "total", "neutro", "204 guias em 4 lotes"),
            Degrau("Glosado", Decimal("-6312.50"), "passo", "erro", "41 itens, 9 motivos"),
            Degrau("Em recurso", Decimal("3960.50"), "nota", "alerta", "14 itens, parte do glosado"),
            Degrau("Liberado", Decimal("62627.50"), "total", "info"),
            Degrau("Tributos", Decimal("-4423.33"), "passo", "neutro", "INSS, IRRF e CSRF"),
            Degrau("A receber", Decimal("58204.17"), "total", "ok", "em 10/12/2026"),
        ),
        "icones": sorted(ICONES),
        "marcas": tuple((f"gc-marca-{nome}", cor) for nome, cor in CORES_DIFICEIS),
    }
