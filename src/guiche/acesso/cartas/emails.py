"""Letters about the person's addresses: the link that confirms one, and what tells the others that they changed."""

from __future__ import annotations

from typing import Final

from guiche.correio.modelos import declarar

CONFIRMAR: Final = declarar(
    "acesso.email.confirmar",
    rotulo="Confirmação de e-mail",
    assunto="Confirme seu e-mail",
    template="acesso/cartas/email_confirmar",
    motivo="alguém incluiu este endereço numa conta do portal.",
    secreta=True,
)
JA_USADO: Final = declarar(
    "acesso.email.ja_usado",
    rotulo="E-mail que já é de outra conta",
    assunto="Este e-mail já tem uma conta",
    template="acesso/cartas/email_ja_usado",
    motivo="alguém incluiu este endereço numa conta do portal.",
    secreta=True,
)
MUDOU: Final = declarar(
    "acesso.email.mudou",
    rotulo="Aviso de mudança de e-mail",
    assunto="Um e-mail da sua conta mudou",
    template="acesso/cartas/email_mudou",
    motivo="este endereço estava na sua conta quando ela mudou.",
    secreta=True,
)
