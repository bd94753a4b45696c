"""Options of access as fields."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from guiche.acesso.acolhida import DUVIDAS, PUBLICOS
from guiche.acesso.config import AcessoConfig, EntradaConfig, SenhaConfig
from guiche.acesso.regras.acolhida import pares
from guiche.acesso.services.opcoes import DUVIDAS_MAXIMO, LIMITES, TEXTO_MAXIMO


def _numero(nome: str, rotulo: str, ajuda: str = "") -> forms.IntegerField:
    menor, maior = LIMITES[nome]
    return forms.IntegerField(
        label=rotulo, help_text=ajuda or f"De {menor} a {maior}.", min_value=menor, max_value=maior
    )


class SenhaForm(forms.Form):
    """SenhaConfig; letter, digit and symbol are asked of everybody and are no choice."""

    tamanho = _numero("tamanho", "Caracteres, no mínimo")
    historico = _numero("historico", "Últimas senhas que não podem voltar")
    validade_dias = _numero("validade_dias", "Dias até a senha vencer", "De 0 a 730; 0 = não vence.")

    def opcoes(self) -> SenhaConfig:
        """The options as the services read them."""
        return SenhaConfig(**self.cleaned_data)


class AcessoForm(forms.Form):
    """AcessoConfig."""

    segundo_fator_da_equipe = forms.BooleanField(
        label="A equipe só trabalha com segundo passo na entrada (chave de acesso ou aplicativo)", required=False
    )
    quatro_olhos = forms.BooleanField(
        label="Mudanças nos direitos da equipe esperam uma segunda pessoa", required=False
    )
    sessao_minutos = _numero("sessao_minutos", "Minutos sem uso até a sessão terminar")
    dias_conectado = _numero(
        "dias_conectado", "Dias que um aparelho fica conectado", "De 0 a 90; 0 = ninguém fica. A equipe nunca fica."
    )
    horas_do_convite = _numero("horas_do_convite", "Horas que um convite vale")
    horas_da_confirmacao = _numero("horas_da_confirmacao", "Horas que o link de confirmação de e-mail vale")
    prazo_solicitacao_du = _numero("prazo_solicitacao_du", "Dias úteis para responder uma solicitação de acesso")
    limite_dias = _numero(
        "limite_dias", "Prazo máximo de um acesso dado por outra pessoa, em dias", "De 0 a 1825; 0 = sem prazo."
    )
    aviso_fim_dias = _numero(
        "aviso_fim_dias", "Dias de aviso antes de um acesso terminar", "De 0 a 90; 0 = nunca avisa."
    )
    revisao_dias = _numero(
        "revisao_dias", "Dias entre uma revisão de acessos e outra", "De 0 a 365; 0 = não pede revisão."
    )

    formato_da_carteira = forms.RegexField(
        r"^[0 .-]*$",
        label="Como a carteirinha é escrita",
        required=False,
        max_length=30,
        help_text="Um 0 para cada número, com os espaços do cartão: 0000 0000 0000 0000. Vazio aceita qualquer número.",
        error_messages={"invalid": "Use só 0, espaço, ponto e hífen."},
    )

    def opcoes(self) -> AcessoConfig:
        """The options as the services read them."""
        return AcessoConfig(**self.cleaned_data)


class EntradaForm(forms.Form):
    """EntradaConfig: call and help of each audience, then questions with their answers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        dados = dict(kwargs.pop("initial", None) or {})
        for numero, (pergunta, resposta) in enumerate(pares(tuple(dados.get("duvidas") or DUVIDAS)), start=1):
            dados |= {f"pergunta_{numero}": pergunta, f"resposta_{numero}": resposta}
        super().__init__(*args, **{**kwargs, "initial": dados})
        for publico in PUBLICOS.values():
            self.fields[f"chamada_{publico.campo}"] = _linha(f"{publico.aba}: título", publico.chamada, 80)
            self.fields[f"ajuda_{publico.campo}"] = _linha(f"{publico.aba}: ajuda do campo", publico.ajuda, 150)
        for numero in range(1, DUVIDAS_MAXIMO + 1):
            self.fields[f"pergunta_{numero}"] = _linha(f"Dúvida {numero}", "", 150)
            self.fields[f"resposta_{numero}"] = forms.CharField(
                label=f"Resposta {numero}",
                required=False,
                max_length=TEXTO_MAXIMO,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def publicos(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Call and help of each audience."""
        return [(self[f"chamada_{p.campo}"], self[f"ajuda_{p.campo}"]) for p in PUBLICOS.values()]

    def duvidas(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each question and its answer."""
        return [(self[f"pergunta_{n}"], self[f"resposta_{n}"]) for n in range(1, DUVIDAS_MAXIMO + 1)]

    def clean(self) -> None:
        for numero in range(1, DUVIDAS_MAXIMO + 1):
            pergunta, resposta = self._dado(f"pergunta_{numero}"), self._dado(f"resposta_{numero}")
            if bool(pergunta) != bool(resposta):
                falta = "resposta" if pergunta else "pergunta"
                self.add_error(f"{falta}_{numero}", f"Escreva a {falta}, ou apague as duas.")

    def opcoes(self) -> EntradaConfig:
        """The options as the services read them: what equals the product's own words is kept empty."""
        textos: dict[str, Any] = {}
        for publico in PUBLICOS.values():
            for nome in ("chamada", "ajuda"):
                escrito = self._dado(f"{nome}_{publico.campo}")
                textos[f"{nome}_{publico.campo}"] = "" if escrito == getattr(publico, nome) else escrito
        numeros = [n for n in range(1, DUVIDAS_MAXIMO + 1) if self._dado(f"pergunta_{n}")]
        duvidas = tuple(self._dado(f"{parte}_{n}") for n in numeros for parte in ("pergunta", "resposta"))
        return EntradaConfig(**textos, duvidas=() if duvidas == DUVIDAS else duvidas)

    def campo_do_erro(self, campo: str) -> str | None:
        """The field of a refusal: answers are counted without the questions left empty."""
        nome, _, posicao = campo.partition("_")
        if nome != "resposta":
            return campo if campo in self.fields else None
        numeros = [n for n in range(1, DUVIDAS_MAXIMO + 1) if self._dado(f"pergunta_{n}")]
        return f"resposta_{numeros[int(posicao) - 1]}"

    def _dado(self, nome: str) -> str:
        return " ".join(str(self.cleaned_data.get(nome, "")).split())


NOMES_SEM_CAMPO: Final = {"duvidas": "Dúvidas no acesso"}


def _linha(rotulo: str, padrao: str, maximo: int) -> forms.CharField:
    return forms.CharField(
        label=rotulo, required=False, max_length=maximo, widget=forms.TextInput(attrs={"placeholder": padrao})
    )
