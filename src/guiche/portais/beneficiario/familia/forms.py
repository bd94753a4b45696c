"""What people choose about the family."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from guiche.acesso.assuntos import ASSUNTOS
from guiche.acesso.models import PedidoDeResponsavel
from guiche.cadastro.models import Beneficiario
from guiche.portais.componentes.formularios import CampoData, CampoEmail

_ESCOLHAS = [(codigo, f"{assunto.rotulo}: {assunto.mostra}") for codigo, assunto in ASSUNTOS.items()]


class PermitirForm(forms.Form):
    """One switch: to whom, which subject and, if the person wants, until when."""

    para = forms.IntegerField(widget=forms.HiddenInput)
    assunto = forms.ChoiceField(choices=[(codigo, codigo) for codigo in ASSUNTOS], widget=forms.HiddenInput)
    fim = CampoData(label="Até que dia", required=False)


class PedirForm(forms.Form):
    """Whom to ask, and for what."""

    de = forms.TypedChoiceField(label="De quem", widget=forms.RadioSelect, coerce=int)
    assuntos = forms.MultipleChoiceField(
        label="O que você quer ver", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Marque algo."}
    )

    def __init__(self, *args: Any, pessoas: Sequence[Beneficiario], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _escolhas(self, "de", [(pessoa.pk, pessoa.nome_de_uso) for pessoa in pessoas])
        _escolhas(self, "assuntos", [(codigo, assunto.rotulo) for codigo, assunto in ASSUNTOS.items()])


class ResponderForm(forms.Form):
    """Which of the subjects that were asked for; none of them refuses."""

    assuntos = forms.MultipleChoiceField(
        label="O que você deixa ver", required=False, widget=forms.CheckboxSelectMultiple
    )
    fim = CampoData(label="Até que dia", required=False, help_text="Sem um dia, vale até você desfazer.")

    def __init__(self, *args: Any, pedidos: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _escolhas(self, "assuntos", [escolha for escolha in _ESCOLHAS if escolha[0] in pedidos])


class _PessoaForm(forms.Form):
    """Somebody who will act for a person of the family."""

    pessoa = forms.TypedChoiceField(label="De quem cuida", widget=forms.RadioSelect, coerce=int)
    nome = forms.CharField(label="Nome", max_length=120)
    email = CampoEmail(label="E-mail", help_text="O convite chega neste endereço.", autocomplete="off")

    def __init__(self, *args: Any, pessoas: Sequence[Beneficiario], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _escolhas(self, "pessoa", [(pessoa.pk, pessoa.nome_de_uso) for pessoa in pessoas])
        if len(pessoas) == 1:
            self.fields["pessoa"].initial = pessoas[0].pk


class CuidadorForm(_PessoaForm):
    """A caregiver, with a mandatory last day."""

    fim = CampoData(label="Até que dia", error_messages={"required": "Diga até quando, no máximo doze meses."})

    def __init__(self, *args: Any, ate: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fim"].help_text = f"No máximo até {ate:%d/%m/%Y}. Depois você pode convidar de novo."


class ResponsavelForm(_PessoaForm):
    """A legal guardian, with the document that says so."""

    qualidade = forms.ChoiceField(
        label="Por que responde", widget=forms.RadioSelect, choices=PedidoDeResponsavel.Qualidade.choices
    )
    arquivo = forms.FileField(
        label="Documento que comprova",
        help_text="Certidão de nascimento, termo de guarda, tutela ou curatela, em PDF, JPG ou PNG de até 10 MB.",
    )
    fim = CampoData(
        label="Até que dia o documento vale",
        required=False,
        help_text="De um menor, termina sempre na véspera dos 18 anos.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pessoa"].label = "Por quem responde"
        self.fields["email"].help_text = "O convite chega neste endereço depois que a operadora aprovar o documento."


class HistoricoForm(forms.Form):
    """Which consents to list."""

    situacao = forms.ChoiceField(
        label="Situação", required=False, choices=[("", "Todas"), ("vale", "Valendo"), ("fim", "Encerradas")]
    )


def _escolhas(form: forms.Form, campo: str, opcoes: Sequence[tuple[Any, str]]) -> None:
    form.fields[campo].choices = opcoes  # type: ignore[attr-defined]
