"""Options of billing and filters of the audit trail."""

from __future__ import annotations

from django import forms

from guiche.faturamento.config import FaturamentoConfig
from guiche.nucleo.eventos import catalogo
from guiche.portais.componentes.formularios import CampoData, CampoDinheiro
from guiche.tiss_xml.versoes import registro


class FaturamentoForm(forms.Form):
    """FaturamentoConfig as fields."""

    versoes_tiss = forms.MultipleChoiceField(
        label="Versões do Padrão TISS aceitas", widget=forms.CheckboxSelectMultiple
    )
    hash_estrito = forms.BooleanField(
        label="Exigir o hash exatamente como a norma manda (ISO-8859-1, sem retirar espaços)", required=False
    )
    processado_e_o_informado = forms.BooleanField(
        label="No demonstrativo, o valor processado é o cobrado; a diferença de preço fica só na glosa", required=False
    )
    tolerancia_item = CampoDinheiro(label="Diferença aceita no total de um item")
    dias_para_analisar = forms.IntegerField(label="Dias para analisar, sem contrato", min_value=1, max_value=90)
    alcada = CampoDinheiro(label="Alçada: quem fecha o lote também libera até")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        campo = self.fields["versoes_tiss"]
        campo.choices = [(str(v), str(v)) for v in sorted(registro.instaladas(), reverse=True)]  # type: ignore[attr-defined]

    def opcoes(self) -> FaturamentoConfig:
        """The options as the services read them."""
        dados = self.cleaned_data
        return FaturamentoConfig(**{**dados, "versoes_tiss": tuple(dados["versoes_tiss"])})


class AuditoriaForm(forms.Form):
    """Kind, person and period."""

    tipo = forms.ChoiceField(label="Fato", required=False)
    q = forms.CharField(label="Pessoa", required=False)
    de = CampoData(label="De", required=False)
    ate = CampoData(label="Até", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        tipos = [(tipo.codigo, tipo.rotulo) for tipo in catalogo()]
        self.fields["tipo"].choices = [("", "Todos"), *tipos]  # type: ignore[attr-defined]
