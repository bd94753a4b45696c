"""Publication of an amendment, the answer to a refusal, and the filter of the answers."""

from __future__ import annotations

from django import forms

from guiche.cadastro.models import RespostaAoAditivo
from guiche.cadastro.selectors.aditivos import VENCIDO
from guiche.cadastro.services.aditivos import NovoAditivo
from guiche.portais.componentes.formularios import CampoData
from guiche.portais.operadora.publico_alvo import PublicoAlvoForm


class AditivoForm(PublicoAlvoForm):
    """What changes, from when, until when to answer, the PDF and to whom."""

    titulo = forms.CharField(label="Título", max_length=120)
    versao = forms.CharField(label="Versão", max_length=20, help_text="Por exemplo: 1, 1.1 ou 2026-11.")
    resumo = forms.CharField(
        label="O que muda, em palavras simples", max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    arquivo = forms.FileField(
        label="Documento em PDF, até 10 MB",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={"required": "Escolha o PDF.", "empty": "O arquivo está vazio."},
    )
    vigencia = CampoData(label="Vale a partir de")
    prazo = CampoData(label="Responder até")

    def novo(self) -> NovoAditivo:
        """The amendment as the service takes it."""
        dados = self.cleaned_data
        return NovoAditivo(
            titulo=dados["titulo"],
            versao=dados["versao"],
            resumo=dados["resumo"],
            vigencia=dados["vigencia"],
            prazo=dados["prazo"],
            nome_do_arquivo=dados["arquivo"].name,
            conteudo=dados["arquivo"].read(),
            **self.publico_alvo(),
        )


class RespostasForm(forms.Form):
    """Prestador, and situation of the answer."""

    q = forms.CharField(label="Prestador", required=False)
    situacao = forms.ChoiceField(
        label="Situação",
        required=False,
        choices=[("", "Todas"), *RespostaAoAditivo.Situacao.choices, (VENCIDO, "Fora do prazo")],
    )


class TratativaForm(forms.Form):
    """Words to the prestador, and a new date to decide again; without it, the prestador is let off."""

    tratativa = forms.CharField(
        label="O que o prestador vai ler", max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    novo_prazo = CampoData(
        label="Novo prazo para responder",
        required=False,
        help_text="Com data, o prestador decide de novo. Em branco, fica dispensado deste aditivo.",
    )
