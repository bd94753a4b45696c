"""The editor of a perfil: its rights as boxes, grouped by module in the words of the menu."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms

from guiche.acesso.models import Portal
from guiche.acesso.services.equipe import ConteudoDoPerfil
from guiche.nucleo.permissoes import basicas, catalogo

MODULOS: Final[dict[str, str]] = {
    "atendimento": "Atendimento e protocolos",
    "autorizacao": "Autorizações e elegibilidade",
    "faturamento": "Contas, lotes e glosas",
    "pagamento": "Pagamentos",
    "reembolso": "Reembolso",
    "cadastro": "Cadastros e rede",
    "acesso": "Pessoas e acessos",
    "comunicacao": "Avisos e comunicados",
    "correio": "Correio",
    "documentos": "Documentos",
    "terminologia": "Tabelas",
    "nucleo": "Administração",
}
"""Modules in the order in which the editor shows them; one nobody named goes last under its own name."""


class PerfisForm(forms.Form):
    """Portal."""

    portal = forms.ChoiceField(label="Portal", required=False, choices=[("", "Todos"), *Portal.choices])


class PerfilForm(forms.Form):
    """One perfil. Rights that everybody of the portal holds anyway are not asked."""

    nome = forms.CharField(label="Nome", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    descricao = forms.CharField(
        label="Para que serve",
        required=False,
        max_length=200,
        help_text="Uma frase: quem escolhe o perfil para alguém vai ler.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    delegavel = forms.BooleanField(
        label="O prestador ou o beneficiário pode dar este perfil a outra pessoa",
        required=False,
        help_text="São os grupos de segurança dos representantes e os papéis dos relacionamentos.",
    )

    def __init__(self, *args: Any, portal: str, atuais: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.portal = portal
        self.mantidos = frozenset(atuais) & basicas(portal)
        if portal == Portal.OPERADORA:
            del self.fields["delegavel"]
        self.grupos: list[str] = []
        for modulo, direitos in _por_modulo(portal).items():
            nome = f"direitos_{modulo}"
            self.grupos.append(nome)
            self.fields[nome] = forms.MultipleChoiceField(
                label=MODULOS.get(modulo, modulo.capitalize()),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=direitos,
                initial=[codigo for codigo, _ in direitos if codigo in set(atuais)],
            )

    def campos_dos_direitos(self) -> list[forms.BoundField]:
        """The boxes, a group for each module."""
        return [self[nome] for nome in self.grupos]

    def conteudo(self) -> ConteudoDoPerfil:
        """What the verb asks."""
        dados = self.cleaned_data
        marcados = frozenset(codigo for nome in self.grupos for codigo in dados[nome])
        return ConteudoDoPerfil(
            nome=dados["nome"],
            portal=self.portal,
            permissoes=marcados | self.mantidos,
            descricao=dados["descricao"],
            delegavel=bool(dados.get("delegavel")),
        )


def _por_modulo(portal: str) -> dict[str, list[tuple[str, str]]]:
    do_portal = [p for p in catalogo() if portal in p.portais and not p.basica]
    modulos = {p.codigo.partition(".")[0] for p in do_portal}
    em_ordem = [*(m for m in MODULOS if m in modulos), *sorted(modulos - set(MODULOS))]
    return {m: [(p.codigo, p.rotulo) for p in do_portal if p.codigo.startswith(f"{m}.")] for m in em_ordem}
