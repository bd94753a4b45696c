"""Decision piece by piece, the account typed by the second person, words to the prestador, and the filter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from guiche.cadastro.models import Atualizacao
from guiche.cadastro.selectors.atualizacoes import ItemNaTela
from guiche.cadastro.services.atualizacoes import Decisao
from guiche.portais.componentes.formularios import CampoData


class FilaForm(forms.Form):
    """Number or prestador, and situation."""

    q = forms.CharField(label="Pedido ou prestador", required=False)
    situacao = forms.ChoiceField(
        label="Situação",
        required=False,
        choices=[("", "Todas"), ("a_decidir", "Com a operadora"), *Atualizacao.Situacao.choices],
    )


class DecisaoForm(forms.Form):
    """For each piece: accept or refuse, why not, and the fingerprint of what the screen showed."""

    vigencia = CampoData(label="Vale a partir de", required=False, help_text="Em branco, vale o dia pedido.")

    def __init__(self, itens: Sequence[ItemNaTela], *args: Any, **kwargs: Any) -> None:
        self.itens = itens
        super().__init__(*args, **kwargs)
        for linha in itens:
            unidade, rotulo = linha.item.unidade, linha.item.regra.rotulo
            aceitar = "Aceitar mesmo assim" if linha.conflito else "Aceitar"
            self.fields[f"decisao_{unidade}"] = forms.ChoiceField(
                label=f"Decisão sobre {rotulo}",
                choices=[("sim", aceitar), ("nao", "Não aceitar")],
                widget=forms.RadioSelect,
                error_messages={"required": f"Decida sobre {rotulo}."},
            )
            self.fields[f"motivo_{unidade}"] = forms.CharField(
                label=f"Se não aceitar {rotulo}, por quê?", required=False, max_length=300
            )
            self.fields[f"visto_{unidade}"] = forms.CharField(widget=forms.HiddenInput, initial=linha.visto)

    def linhas(self) -> list[tuple[ItemNaTela, Any, Any, Any]]:
        """Each piece with its fields, for the page."""
        return [
            (
                linha,
                self[f"decisao_{linha.item.unidade}"],
                self[f"motivo_{linha.item.unidade}"],
                self[f"visto_{linha.item.unidade}"],
            )
            for linha in self.itens
        ]

    def decisoes(self) -> dict[str, Decisao]:
        """What was decided, as the service takes it."""
        dados = self.cleaned_data
        return {
            linha.item.unidade: Decisao(
                dados[f"decisao_{linha.item.unidade}"] == "sim",
                dados[f"motivo_{linha.item.unidade}"],
                dados[f"visto_{linha.item.unidade}"],
            )
            for linha in self.itens
        }


class ComplementoForm(forms.Form):
    """What is missing, in words the prestador reads."""

    pedido = forms.CharField(
        label="O que falta, nas palavras que o prestador vai ler",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ContaForm(forms.Form):
    """The account as the paper shows it."""

    banco = forms.CharField(
        label="Banco", max_length=4, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    agencia = forms.CharField(label="Agência", max_length=7, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    conta = forms.CharField(
        label="Conta com dígito", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class DevolucaoForm(forms.Form):
    """What does not match, for who analyses again."""

    motivo = forms.CharField(label="O que não confere?", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
