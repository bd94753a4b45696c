"""A new version of a term, and the filter of the acceptances."""

from __future__ import annotations

from typing import Any

from django import forms

from guiche.acesso.models import Portal, Termo
from guiche.acesso.selectors.termos import DE_TODOS, rotulo_do_portal
from guiche.acesso.services.termos import NovoTermo

PORTAIS = [(portal, rotulo_do_portal(portal)) for portal in (*Portal.values, DE_TODOS)]
TODOS = "todos"
"""How the address says "the term of every portal", since an empty filter means no filter."""


class TermoForm(forms.Form):
    """Portal, title and text."""

    portal = forms.ChoiceField(label="Quem precisa aceitar", choices=PORTAIS, required=False)
    titulo = forms.CharField(label="Título", max_length=120)
    texto = forms.CharField(
        label="Texto",
        help_text="Separe os parágrafos com uma linha vazia. “# ” no começo faz um subtítulo; “- ”, uma lista.",
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    """The portal whose text in force the fields were filled from."""

    def novo(self) -> NovoTermo:
        """The version as the service reads it."""
        dados = self.cleaned_data
        return NovoTermo(dados["portal"], dados["titulo"], dados["texto"])


class AceitesForm(forms.Form):
    """Version, portal and name."""

    termo = forms.TypedChoiceField(label="Versão", required=False, coerce=int, empty_value=None)
    portal = forms.ChoiceField(label="Portal", required=False)
    q = forms.CharField(label="Nome", required=False)

    def __init__(self, *args: Any, versoes: list[Termo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        publicadas = [(t.pk, f"{t.titulo}, versão {t.versao} ({rotulo_do_portal(t.portal)})") for t in versoes]
        self.fields["termo"].choices = [("", "Todas"), *publicadas]  # type: ignore[attr-defined]
        portais = [(portal or TODOS, rotulo) for portal, rotulo in PORTAIS]
        self.fields["portal"].choices = [("", "Todos"), *portais]  # type: ignore[attr-defined]
