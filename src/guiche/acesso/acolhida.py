"""What the entry page says to each audience: the product's words, unless the operadora in scope wrote its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from guiche.acesso.config import EntradaConfig
from guiche.acesso.models import Portal
from guiche.acesso.regras.acolhida import Parte, pares, partes


@dataclass(frozen=True, slots=True)
class Publico:
    """An audience. ``campo`` ends the names of its options in EntradaConfig."""

    aba: str
    portal: str
    chamada: str
    ajuda: str
    campo: str


@dataclass(frozen=True, slots=True)
class Duvida:
    """A question and the stretches of its answer."""

    pergunta: str
    resposta: list[Parte]


@dataclass(frozen=True, slots=True)
class Acolhida:
    """The words of one entry page."""

    aba: str
    portal: str
    chamada: str
    ajuda: str
    duvidas: list[Duvida]


PUBLICOS: Final[dict[str, Publico]] = {
    Portal.PRESTADOR: Publico(
        "Prestador",
        "Portal do prestador",
        "Entre para atender e faturar",
        "Com ou sem pontos. Secretárias e representantes entram com o próprio usuário ou e-mail.",
        "prestador",
    ),
    Portal.BENEFICIARIO: Publico(
        "Beneficiário",
        "Portal do beneficiário",
        "Entre para ver e usar o seu plano",
        "O seu CPF, com ou sem pontos.",
        "beneficiario",
    ),
    Portal.CONTRATANTE: Publico(
        "Empresa",
        "Portal da empresa contratante",
        "Entre para ver o contrato da sua empresa",
        "O seu CPF ou o usuário que a operadora ligou à empresa.",
        "contratante",
    ),
    Portal.OPERADORA: Publico(
        "Equipe",
        "Portal da equipe",
        "Entre para analisar e responder",
        "O usuário ou o e-mail de trabalho.",
        "equipe",
    ),
}
GERAL: Final = Publico(
    "", "Portal da operadora de saúde", "Entre para ser atendido no guichê", "Com ou sem pontos.", ""
)
DUVIDAS: Final = (
    "Não tenho acesso. Como consigo?",
    "Se você já é beneficiário ou prestador, [obter acesso] confere alguns dados do seu cadastro e libera na hora. "
    "Se trabalha para alguém ou ainda não tem vínculo, comece por [novo usuário].",
    "Tentei obter acesso e não consegui",
    "Confira se digitou os dados como estão na carteirinha ou no contrato. Depois de algumas tentativas erradas a "
    "página espera um pouco e volta sozinha. Se o cadastro estiver desatualizado, fale com a operadora.",
    "Esqueci minha senha",
    "Peça para [criar outra senha]: um link de duas horas vai para os e-mails confirmados da sua conta. Por "
    "segurança, ninguém sabe nem envia a sua senha atual.",
    "Não consigo recuperar minha senha",
    "Procure o e-mail também na caixa de lixo eletrônico. Se errou a senha cinco vezes, espere cinco minutos: o "
    "acesso volta sozinho. Se não usa mais o e-mail da conta, fale com a operadora.",
    "Como altero minha senha?",
    "Entre e vá a Minha conta para [alterar a senha]. Pedimos a atual e encerramos as outras sessões.",
    "Como altero meu e-mail?",
    "Entre e vá a Minha conta para [mudar o e-mail]. O novo só vale depois de confirmado; o anterior recebe um aviso.",
)
"""The six questions of the entry page (C-04), each followed by its answer."""


def acolher(portal: str, opcoes: EntradaConfig | None) -> Acolhida:
    """The words for one audience; ``opcoes`` None: the page does not say of which operadora it is."""
    publico, proprias = PUBLICOS.get(portal, GERAL), opcoes or EntradaConfig()
    chamada = getattr(proprias, f"chamada_{publico.campo}", "") or publico.chamada
    ajuda = getattr(proprias, f"ajuda_{publico.campo}", "") or publico.ajuda
    duvidas = [Duvida(pergunta, partes(resposta)) for pergunta, resposta in pares(proprias.duvidas or DUVIDAS)]
    return Acolhida(publico.aba, publico.portal, chamada, ajuda, duvidas)
