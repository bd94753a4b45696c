"""Options of the registers: what is asked of a prestador, and which operations are open to which kind."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from guiche.cadastro import permissions
from guiche.cadastro.config import CadastroConfig
from guiche.cadastro.models import Prestador
from guiche.cadastro.operacoes import PARA_TODOS, controlaveis
from guiche.cadastro.regras.completude import EXIGENCIAS
from guiche.cadastro.services.opcoes import mudar_opcoes
from guiche.nucleo.configuracao import config
from guiche.portais.componentes.paginas import responder_formulario, seguir
from guiche.portais.componentes.telas import HttpRequestComAtor, tela

GRUPOS = (*Prestador.Tipo.values, *PARA_TODOS)
"""Those for whom operations may be closed, each a group of the page."""


class OpcoesForm(forms.Form):
    """CadastroConfig as fields; one group of operations for each kind of prestador."""

    exigencias = forms.MultipleChoiceField(
        label="O cadastro de um prestador precisa ter",
        choices=EXIGENCIAS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    bloqueadas = forms.MultipleChoiceField(
        label="Enquanto faltar algo, ficam fechadas", required=False, widget=forms.CheckboxSelectMultiple
    )
    motivo_do_fechamento = forms.CharField(
        label="Por que uma operação está fechada",
        required=False,
        max_length=300,
        help_text="Quem encontra a operação fechada lê esta frase. Em branco, vale a do produto.",
    )
    quem_procurar = forms.CharField(
        label="Quem procurar",
        required=False,
        max_length=300,
        help_text="Em branco, o telefone e o e-mail da operadora.",
    )
    prazo_atualizacao_du = forms.IntegerField(
        label="Dias úteis para responder a uma mudança de cadastro", min_value=1, max_value=60
    )
    lembrete_aditivo_dias = forms.IntegerField(
        label="Dias antes do prazo para lembrar de um aditivo",
        min_value=0,
        max_value=60,
        help_text="Quem pode assinar recebe aviso e e-mail, uma vez. De 0 a 60; 0 = não lembra.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        operacoes = [(p.codigo, p.rotulo) for p in controlaveis()]
        self.fields["bloqueadas"].choices = operacoes  # type: ignore[attr-defined]
        for tipo, rotulo in Prestador.Tipo.choices:
            self._incluir(tipo, rotulo.lower(), operacoes)
        for publico, rotulo in PARA_TODOS.items():
            self._incluir(publico, rotulo, [(p.codigo, p.rotulo) for p in controlaveis(publico.lower())])

    def _incluir(self, chave: str, rotulo: str, operacoes: list[tuple[str, str]]) -> None:
        self.fields[f"fechadas_{chave}"] = forms.MultipleChoiceField(
            label=f"Fechadas para {rotulo}", choices=operacoes, required=False, widget=forms.CheckboxSelectMultiple
        )

    def por_tipo(self) -> list[Any]:
        """The groups of operations, for the page."""
        return [self[f"fechadas_{chave}"] for chave in GRUPOS]

    def opcoes(self) -> CadastroConfig:
        """The options as the services read them."""
        dados = self.cleaned_data
        fechadas = [f"{tipo}:{codigo}" for tipo in GRUPOS for codigo in dados[f"fechadas_{tipo}"]]
        return CadastroConfig(
            exigencias=tuple(dados["exigencias"]),
            bloqueadas=tuple(dados["bloqueadas"]),
            fechadas=tuple(fechadas),
            motivo_do_fechamento=dados["motivo_do_fechamento"],
            quem_procurar=dados["quem_procurar"],
            prazo_atualizacao_du=dados["prazo_atualizacao_du"],
            lembrete_aditivo_dias=dados["lembrete_aditivo_dias"],
        )


def _iniciais() -> dict[str, Any]:
    valores = asdict(config(CadastroConfig))
    for tipo in GRUPOS:
        pares = [par.split(":", 1) for par in valores["fechadas"]]
        valores[f"fechadas_{tipo}"] = [codigo for um, codigo in pares if um == tipo]
    return valores


@require_http_methods(["GET", "POST"])
@tela(permissao=permissions.OPCOES_MUDAR, portal="operadora")
def opcoes(request: HttpRequestComAtor) -> HttpResponse:
    """Change them; what changes counts from the next click of each prestador."""
    form = OpcoesForm(request.POST if request.method == "POST" else None, initial=_iniciais())
    if request.method == "POST" and form.is_valid():
        mudar_opcoes(request.ator, form.opcoes())
        messages.success(request, "Opções gravadas. Já valem para os prestadores.")
        return seguir("operadora:opcoes_do_cadastro")
    return responder_formulario(request, "operadora/cadastro_opcoes.html", form)
