"""Letters of who is coming in: e-mail to confirm, code, requests for access and their answers."""

from __future__ import annotations

from typing import Final

from guiche.correio.modelos import declarar

CONFIRMAR_REGISTRO: Final = declarar(
    "acesso.registro.confirmar",
    rotulo="Confirmação do e-mail de um registro",
    assunto="Confirme o seu e-mail",
    template="acesso/cartas/registro_confirmar",
    motivo="alguém registrou este endereço no portal.",
    secreta=True,
)
CONFIRMAR_NA_CONTA: Final = declarar(
    "acesso.registro.confirmar_na_conta",
    rotulo="Confirmação de um registro de quem já tem conta",
    assunto="Confirme o seu novo acesso",
    template="acesso/cartas/registro_na_conta",
    motivo="alguém usou o seu CPF ou o seu e-mail para obter acesso ao portal.",
    secreta=True,
)
JA_TEM_ACESSO: Final = declarar(
    "acesso.registro.ja_tem",
    rotulo="Registro de quem já tem o acesso",
    assunto="Você já tem este acesso",
    template="acesso/cartas/registro_ja_tem",
    motivo="alguém usou o seu CPF ou o seu e-mail para obter acesso ao portal.",
)
OUTRO_RESPONDE: Final = declarar(
    "acesso.registro.outro_responde",
    rotulo="Registro onde outra pessoa já responde pelo acesso",
    assunto="Outra pessoa já responde por este acesso",
    template="acesso/cartas/registro_outro_responde",
    motivo="alguém registrou este endereço no portal.",
)
TENTATIVA_DE_REGISTRO: Final = declarar(
    "acesso.registro.tentativa",
    rotulo="Aviso a quem responde por um acesso que outra pessoa pediu",
    assunto="Alguém pediu um acesso que é seu",
    template="acesso/cartas/registro_tentativa",
    motivo="você responde por um acesso ao portal.",
)
CODIGO_DE_CADASTRO: Final = declarar(
    "acesso.cadastro.codigo",
    rotulo="Código de um novo usuário",
    assunto="Seu código de verificação",
    template="acesso/cartas/cadastro_codigo",
    motivo="alguém criou um usuário com este endereço.",
    secreta=True,
)
JA_TEM_CONTA: Final = declarar(
    "acesso.cadastro.ja_tem_conta",
    rotulo="Novo usuário com e-mail de quem já tem conta",
    assunto="Você já tem uma conta",
    template="acesso/cartas/cadastro_ja_tem_conta",
    motivo="alguém tentou criar um usuário com o seu endereço.",
)
CPF_USADO: Final = declarar(
    "acesso.cadastro.cpf_usado",
    rotulo="Aviso de que o CPF foi informado em outra conta",
    assunto="O seu CPF foi informado em outra conta",
    template="acesso/cartas/cadastro_cpf_usado",
)
SOLICITACAO_RECEBIDA: Final = declarar(
    "acesso.solicitacao.recebida",
    assunto="Recebemos a sua solicitação de acesso",
    template="acesso/cartas/solicitacao_recebida",
    motivo="você pediu acesso ao portal.",
)
SOLICITACAO_DECIDIDA: Final = declarar(
    "acesso.solicitacao.decidida",
    rotulo="Resposta a uma solicitação de acesso",
    assunto="{{ titulo }}",
    template="acesso/cartas/solicitacao_decidida",
    motivo="você pediu acesso ao portal.",
)
