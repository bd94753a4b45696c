"""The CEP of a form: it is looked up while typed and fills the fields of the address that are empty, never others.

Without a script the same happens when the form is sent. A CEP that the table does not have is taken as typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from guiche.nucleo.identificadores import so_digitos
from guiche.terminologia.models import Cep
from guiche.terminologia.regras.ceps import de_outra_uf
from guiche.terminologia.selectors.ceps import endereco_do_cep

AJUDA: Final = "Preenche o que estiver vazio no endereço."
NAO_ACHADO: Final = "Este CEP não está na nossa tabela: escreva o endereço."
_INTEIRO: Final = 8


class ComCep(forms.Form):
    """A form with the fields ``cep`` and ``uf``. ``do_cep``: what the table says (an attribute of ``Cep``) → field."""

    do_cep: ClassVar[Mapping[str, str]] = {}

    def clean(self) -> dict[str, Any]:
        dados: dict[str, Any] = super().clean() or {}
        achado = endereco_do_cep(dados.get("cep", ""))
        dados.update(self._faltas(achado, dados) if achado else {})
        return dados

    def procurar_em(self, url: str) -> None:
        """Have the CEP looked up at ``url`` while it is typed; the files of the form stay where they are."""
        cep = self.fields["cep"]
        cep.help_text = AJUDA
        cep.widget.attrs |= {
            "hx-post": url,
            "hx-trigger": "input changed delay:400ms",
            "hx-target": f"#{self['cep'].id_for_label}-ajuda",
            "hx-encoding": "application/x-www-form-urlencoded",
        }

    def preencher(self, achado: Cep) -> list[tuple[str, SafeString]]:
        """The id and the new control of each field that is empty in what was typed and that the table knows."""
        digitado = {campo: self.data.get(self.add_prefix(campo), "") for campo in self.do_cep.values()}
        faltas = self._faltas(achado, digitado)
        self.data = {**{nome: self.data.get(nome) for nome in self.data}, **self._com_prefixo(faltas)}
        return [(self[campo].id_for_label, self[campo].as_widget(attrs=self._classe(campo))) for campo in faltas]

    def _faltas(self, achado: Cep, dados: Mapping[str, Any]) -> dict[str, str]:
        conhecidos = {campo: str(getattr(achado, nome)) for nome, campo in self.do_cep.items() if campo in self.fields}
        return {
            campo: valor
            for campo, valor in conhecidos.items()
            if valor and not str(dados.get(campo, "")).strip() and self._cabe(campo, valor)
        }

    def _cabe(self, campo: str, valor: str) -> bool:
        um = self.fields[campo]
        if isinstance(um, forms.ChoiceField):
            return um.valid_value(valor)
        return len(valor) <= (getattr(um, "max_length", None) or len(valor))

    def _com_prefixo(self, valores: Mapping[str, str]) -> dict[str, str]:
        return {self.add_prefix(campo): valor for campo, valor in valores.items()}

    def _classe(self, campo: str) -> dict[str, str | bool]:
        lista = isinstance(self.fields[campo].widget, forms.Select)
        return {"class": "form-select" if lista else "form-control"}


def responder_cep(request: HttpRequest, form: ComCep) -> HttpResponse:
    """What the CEP typed in a form is, and the empty fields it fills; nothing while it is not whole."""
    digitado = str(form.data.get(form.add_prefix("cep"), ""))
    if len(so_digitos(digitado)) != _INTEIRO:
        return HttpResponse(status=204)
    achado = endereco_do_cep(digitado)
    uf = str(form.data.get(form.add_prefix("uf"), ""))
    contexto = {
        "dito": de_outra_uf(digitado, uf) or (str(achado) if achado else NAO_ACHADO),
        "controles": form.preencher(achado) if achado else [],
    }
    return render(request, "componentes/cep_parcial.html", contexto)
