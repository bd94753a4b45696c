"""What is written, for whom; why it is withdrawn; and the filter of the list."""

from __future__ import annotations

from typing import Any

from django import forms

from guiche.comunicacao.models import Informativo
from guiche.comunicacao.services.informativos import NovoInformativo
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes.formularios import CampoData
from guiche.portais.operadora.publico_alvo import PublicoAlvoForm


class InformativoForm(PublicoAlvoForm):
    """Kind, words, PDF, dates and audience."""

    tipo = forms.ChoiceField(label="Tipo", choices=Informativo.Tipo.choices, initial=Informativo.Tipo.INFORMATIVO)
    titulo = forms.CharField(label="Título", max_length=120)
    texto = forms.CharField(
        label="Texto",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Uma linha em branco separa parágrafos. Comece a linha com # para um título e com - para um item.",
    )
    arquivo = forms.FileField(
        label="Documento em PDF, até 10 MB",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={"empty": "O arquivo está vazio."},
    )
    vale_desde = CampoData(label="Mostrar a partir de", initial=hoje)
    vale_ate = CampoData(label="Até", required=False, help_text="Em branco: enquanto não for retirado.")

    def novo(self) -> NovoInformativo:
        """The informativo as the service takes it."""
        dados = self.cleaned_data
        arquivo = dados["arquivo"]
        return NovoInformativo(
            tipo=dados["tipo"],
            titulo=dados["titulo"],
            texto=dados["texto"],
            vale_desde=dados["vale_desde"],
            vale_ate=dados["vale_ate"],
            nome_do_arquivo=arquivo.name if arquivo else "",
            conteudo=arquivo.read() if arquivo else b"",
            **self.publico_alvo(),
        )


def como_estava(informativo: Informativo) -> dict[str, Any]:
    """The form filled with a version, to write the next one."""
    destinos = list(informativo.destinos.select_related("prestador"))
    return {
        "tipo": informativo.tipo,
        "titulo": informativo.titulo,
        "texto": informativo.texto,
        "vale_desde": hoje(),
        "vale_ate": informativo.vale_ate,
        "categorias": sorted({destino.categoria for destino in destinos if destino.categoria}),
        "tipos": sorted({destino.tipo for destino in destinos if destino.tipo}),
        "codigos": " ".join(sorted(destino.prestador.codigo for destino in destinos if destino.prestador)),
    }


class RetiradaForm(forms.Form):
    """Why it leaves the portal."""

    motivo = forms.CharField(label="Por que sai?", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class InformativosForm(forms.Form):
    """Words, kind and situation."""

    q = forms.CharField(label="Título ou texto", required=False)
    tipo = forms.ChoiceField(label="Tipo", required=False, choices=[("", "Todos"), *Informativo.Tipo.choices])
    situacao = forms.ChoiceField(
        label="Situação", required=False, choices=[("", "Todas"), *Informativo.Situacao.choices]
    )
