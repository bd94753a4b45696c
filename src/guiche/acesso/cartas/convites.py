"""Letters of access: what each kind is called, why the person gets it and where its words are."""

from __future__ import annotations

from typing import Final

from guiche.correio.modelos import declarar

CONVITE: Final = declarar(
    "acesso.convite.recebido",
    rotulo="Convite para um relacionamento",
    assunto="Você recebeu um convite",
    template="acesso/cartas/convite",
    motivo="alguém convidou este endereço a atuar no portal.",
    secreta=True,
)
CREDENCIAMENTO: Final = declarar(
    "acesso.convite.credenciamento",
    rotulo="Convite de credenciamento",
    assunto="Complete seu registro no portal do prestador",
    template="acesso/cartas/credenciamento",
    motivo="a operadora tem este endereço no cadastro do prestador.",
    secreta=True,
)
PRIMEIRA_SENHA: Final = declarar(
    "acesso.convite.primeira_senha",
    rotulo="Convite a quem ainda não tem conta",
    assunto="Grave a sua senha para entrar no portal",
    template="acesso/cartas/primeira_senha",
    motivo="alguém cadastrou este endereço para dar a você um acesso ao portal.",
    secreta=True,
)
ACESSO_MUDOU: Final = declarar(
    "acesso.vinculo.mudou",
    rotulo="Acesso suspenso, reativado ou encerrado",
    assunto="Seu acesso a {{ alvo }} {{ o_que }}",
    template="acesso/cartas/acesso_mudou",
    motivo="você atua, ou atuava, por alguém no portal.",
)
ACESSO_A_TERMINAR: Final = declarar(
    "acesso.vinculo.a_terminar",
    rotulo="Acesso perto do fim",
    assunto="Seu acesso a {{ alvo }} termina em {{ fim }}",
    template="acesso/cartas/acesso_a_terminar",
    motivo="você atua por alguém no portal.",
)
REVISAO: Final = declarar(
    "acesso.revisao.cobrada",
    rotulo="Lembrete da revisão de acessos",
    assunto="Confirme quem ainda precisa de acesso a {{ prestador }}",
    template="acesso/cartas/revisao",
    motivo="você gerencia os acessos de um prestador da operadora.",
)
