"""Frequently asked questions of each audience: the operadora's own texts, or the product's while it wrote none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from guiche.acesso.config import PerguntasConfig
from guiche.acesso.regras.acolhida import pares
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Operadora


@dataclass(frozen=True, slots=True)
class Pergunta:
    """A question and its answer."""

    pergunta: str
    resposta: str


_DE_TODOS: Final = (
    Pergunta(
        "Esqueci a minha senha. O que faço?",
        "Na página de entrada, escolha “Esqueci minha senha”. Enviamos um link, que vale duas horas e uma só vez, para "
        "os e-mails confirmados da sua conta. Ninguém da operadora sabe ou pede a sua senha.",
    ),
    Pergunta(
        "Atuo por mais de uma pessoa ou empresa. Preciso de outro usuário?",
        "Não. Você entra uma vez só. A faixa “Atuando por”, no alto da página, diz por quem você atua e troca com um "
        "clique. Da próxima vez, você entra onde parou.",
    ),
    Pergunta(
        "Como encontro uma página ou um número?",
        "Use a busca, no alto da página, ou Alt+P no teclado. Ela acha páginas, números e por quem você pode atuar, "
        "com ou sem acento.",
    ),
    Pergunta(
        "Por que não vejo um serviço no menu?",
        "O menu mostra o que o seu perfil permite. Quem administra os acessos de quem você representa pode dar ou "
        "tirar permissões, e a mudança vale na hora, sem precisar sair.",
    ),
    Pergunta(
        "Como sei se alguém entrou na minha conta?",
        "O menu do seu nome mostra o último acesso. Em “Minha conta” você vê cada aparelho em que a conta está aberta "
        "e encerra qualquer um.",
    ),
)
PADRAO: Final[dict[str, tuple[Pergunta, ...]]] = {
    "prestador": (
        Pergunta(
            "Como dou acesso a quem trabalha comigo?",
            "Em “Relacionamentos”, procure a pessoa pelo e-mail ou pelo CPF, escolha os papéis e até quando valem. "
            "Ela recebe um convite e aceita com a própria conta. Nunca empreste a sua senha.",
        ),
        Pergunta(
            "Como envio um lote?",
            "Em “Conferir lote”, solte o arquivo XML. A conferência aponta o que seria glosado antes do envio, e você "
            "envia quando quiser, com um protocolo.",
        ),
        *_DE_TODOS,
    ),
    "beneficiario": (
        Pergunta(
            "Quem mais vê os meus dados?",
            "O titular vê os dependentes menores de 18 anos. Quem já tem 18 decide o que mostra e a quem. Cada leitura "
            "fica em “Quem viu meus dados”.",
        ),
        Pergunta(
            "Apareceu um atendimento que não reconheço. E agora?",
            "Abra o extrato, escolha o atendimento e toque em “Não reconheço”. A operadora apura e responde no prazo "
            "que aparece na hora.",
        ),
        *_DE_TODOS,
    ),
    "contratante": (
        Pergunta(
            "O que vejo dos beneficiários do contrato?",
            "Nome, carteirinha e vigência de quem está no contrato. Atendimentos e dados de saúde são de cada pessoa e "
            "não aparecem para a empresa.",
        ),
        *_DE_TODOS,
    ),
    "operadora": (
        Pergunta(
            "Por que preciso de um segundo passo para entrar?",
            "Quem trabalha na operadora vê dados de saúde de muitas pessoas. Com uma chave de acesso ou um aplicativo, "
            "uma senha descoberta não basta para entrar.",
        ),
        Pergunta(
            "Quem pode mudar o meu perfil?",
            "Uma pessoa da equipe propõe e outra aprova. A mudança vale na hora e fica na trilha de auditoria.",
        ),
        *_DE_TODOS,
    ),
}
"""The product's own texts: audience → questions."""

PASSOS: Final[dict[str, tuple[str, ...]]] = {
    "prestador": (
        "Tenha à mão o CPF ou CNPJ e a agência e a conta em que a operadora paga você.",
        "Na página de entrada, escolha “Obter acesso”, diga quem você é e confirme esses dados.",
        "Crie a senha e confirme o e-mail pelo link que enviamos.",
        "Recebeu um convite da operadora? Abra o link do e-mail: o documento já vem preenchido.",
    ),
    "beneficiario": (
        "Tenha à mão a carteirinha ou o CPF, a data de nascimento e o primeiro nome da sua mãe.",
        "Na página de entrada, escolha “Obter acesso”, diga quem você é e confirme esses dados.",
        "Crie a senha e confirme o e-mail pelo link que enviamos.",
        "Entre com o CPF. O cartão, o extrato e os seus casos já estarão lá.",
    ),
    "contratante": (
        "Na página de entrada, escolha “Novo usuário” e crie a sua conta com nome de usuário, e-mail e senha.",
        "Digite o código que chega no e-mail.",
        "Em “Pedidos de acesso”, diga nome, nascimento e CPF e peça o acesso de contratante com o CNPJ e o contrato.",
        "A operadora confere e responde por e-mail. O prazo aparece no pedido.",
    ),
    "operadora": (
        "Abra o link do convite que chegou no seu e-mail de trabalho.",
        "Crie a senha e cadastre uma chave de acesso ou um aplicativo autenticador.",
        "Entre com o usuário ou o e-mail. O que espera por você aparece na página inicial.",
    ),
}
"""How each audience gets in for the first time, step by step."""


def perguntas_frequentes(publico: str, operadora: Operadora | None) -> Sequence[Pergunta]:
    """The questions of an audience. Raises KeyError for an unknown audience."""
    padrao = PADRAO[publico]
    if operadora is None:
        return padrao
    with escopo(operadora):
        proprias: tuple[str, ...] = getattr(config(PerguntasConfig), publico)
    return emparelhar(proprias) or padrao


def emparelhar(textos: Sequence[str]) -> list[Pergunta]:
    """Questions from pairs of texts, one after the other."""
    return [Pergunta(*par) for par in pares(textos)]
