"""Letters about the account itself: a link to set a password, and notices of what changed in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from guiche.acesso.models import Usuario
from guiche.acesso.selectors.conta import enderecos_confirmados
from guiche.correio.modelos import ModeloDeCarta, declarar
from guiche.correio.services import Destinatario, enviar

SENHA_PEDIDA: Final = declarar(
    "acesso.senha.pedida",
    rotulo="Link para criar uma nova senha",
    assunto="Crie uma nova senha",
    template="acesso/cartas/senha_pedida",
    motivo="alguém pediu uma nova senha para a conta deste endereço.",
    secreta=True,
)
SENHA_TROCADA: Final = declarar(
    "acesso.senha.trocada",
    rotulo="Aviso de senha trocada",
    assunto="Sua senha foi trocada",
    template="acesso/cartas/senha_trocada",
)
FATOR_MUDADO: Final = declarar(
    "acesso.fator.mudado",
    rotulo="Aviso de mudança no segundo passo da entrada",
    assunto="O segundo passo da sua entrada mudou",
    template="acesso/cartas/fator_mudado",
)


def avisar(usuario: Usuario, carta: ModeloDeCarta, dados: Mapping[str, Any]) -> None:
    """Write to every verified address of the person."""
    for email in enderecos_confirmados(usuario):
        escrever(usuario, carta, email, dados)


def escrever(
    usuario: Usuario, carta: ModeloDeCarta, email: str, dados: Mapping[str, Any], valida_ate: datetime | None = None
) -> None:
    """Write to one address of the person, in the name of the installation."""
    enviar(carta, Destinatario(usuario.nome, email, usuario.pk), dados, operadora=None, valida_ate=valida_ate)
