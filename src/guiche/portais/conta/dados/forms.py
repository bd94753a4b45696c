"""The person's data and choices."""

from __future__ import annotations

from typing import Any

from django import forms

from guiche.acesso.models import TEMAS, Usuario
from guiche.acesso.selectors.conta import DadosDaConta
from guiche.acesso.services.conta import NovosDados
from guiche.portais.componentes.formularios import CampoData, CampoTelefone


class DadosForm(forms.Form):
    """Name, birth and telephone; what comes from a registry is no field."""

    nome = forms.CharField(
        label="Nome completo", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    nascimento = CampoData(label="Data de nascimento", required=False)
    telefone = CampoTelefone(label="Telefone com DDD", required=False)

    def __init__(self, *args: Any, atuais: DadosDaConta, **kwargs: Any) -> None:
        iniciais = {"nome": atuais.nome, "nascimento": atuais.nascimento, "telefone": atuais.telefone}
        super().__init__(*args, **{**kwargs, "initial": iniciais})
        self._atuais = atuais
        for campo, origem in (("nome", atuais.origem_do_nome), ("nascimento", atuais.origem_do_nascimento)):
            if origem:
                del self.fields[campo]

    def novos(self) -> NovosDados:
        """The data as the service reads them."""
        dados = self.cleaned_data
        return NovosDados(
            dados.get("nome", self._atuais.nome), dados.get("nascimento", self._atuais.nascimento), dados["telefone"]
        )


class AparenciaForm(forms.Form):
    """Theme, keys and live notices."""

    tema = forms.ChoiceField(label="Aparência", choices=list(TEMAS.items()))
    teclas = forms.BooleanField(label="Teclas de atalho", required=False)
    avisos_ao_vivo = forms.BooleanField(label="Avisos que aparecem sozinhos na página", required=False)

    @classmethod
    def da(cls, usuario: Usuario) -> AparenciaForm:
        """The form with what the person chose."""
        return cls(initial={"tema": usuario.tema, "teclas": usuario.teclas, "avisos_ao_vivo": usuario.avisos_ao_vivo})
