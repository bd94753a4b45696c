"""Filter of the queue of requests for access, and the three answers to one."""

from __future__ import annotations

from typing import Any

from django import forms

from guiche.acesso.models import SolicitacaoDeAcesso
from guiche.acesso.services.solicitacoes import Aprovacao, FichaDaSolicitacao
from guiche.portais.componentes.formularios import CampoData

Tipo = SolicitacaoDeAcesso.Tipo
SITUACOES = [
    ("", "Conosco"),
    ("pendente", "Com a pessoa"),
    ("aprovada", "Aprovadas"),
    ("recusada", "Recusadas"),
    ("cancelada", "A pessoa desistiu"),
]
NUMERO = {
    Tipo.BENEFICIARIO: "Carteirinha a que o acesso se refere",
    Tipo.CONTRATANTE: "Número do contrato a que o acesso se refere",
    Tipo.PRESTADOR: "Código ou CNPJ/CPF do prestador a que o acesso se refere",
}


class FilaForm(forms.Form):
    """In which situation."""

    situacao = forms.ChoiceField(label="Situação", required=False, choices=SITUACOES)


class AprovarForm(forms.Form):
    """What is given, over what, until when."""

    numero = forms.CharField(max_length=30, help_text="Confira: é o que está no cadastro.")
    perfil = forms.ChoiceField(label="Perfil")
    fim = CampoData(label="Último dia do acesso", required=False)

    def __init__(self, *args: Any, ficha: FichaDaSolicitacao, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.perfis = {str(perfil.pk): perfil for perfil in ficha.perfis}
        self.fields["perfil"].choices = [(chave, perfil.nome) for chave, perfil in self.perfis.items()]  # type: ignore[attr-defined]
        tipo = Tipo(ficha.solicitacao.tipo)
        if tipo in NUMERO:
            self.fields["numero"].label = NUMERO[tipo]
        else:
            del self.fields["numero"]

    def aprovacao(self) -> Aprovacao:
        """The decision as the verb takes it."""
        dados = self.cleaned_data
        return Aprovacao(self.perfis[dados["perfil"]], dados.get("numero", ""), dados["fim"])


class TextoForm(forms.Form):
    """What the person will read: what is missing, or why it was refused."""

    texto = forms.CharField(label="O que a pessoa vai ler", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
