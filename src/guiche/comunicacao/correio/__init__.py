"""E-mail: a letter is a row first, then a task of the same transaction, and never leaves inside a request.

A module declares its letters and sends them::

    SENHA_NOVA = correio.declarar(
        "acesso.senha.recuperar",
        assunto="Crie uma nova senha",
        template="acesso/cartas/recuperar_senha",
        motivo="alguém pediu uma nova senha para este endereço.",
        secreta=True,
    )
    correio.enviar(SENHA_NOVA, Destinatario(nome, email, usuario), {"url": url}, operadora=None)

How the words are written: :mod:`guiche.comunicacao.correio.redacao`.
"""

from guiche.comunicacao.correio.modelos import ModeloDeCarta, declarar
from guiche.comunicacao.correio.services import Destinatario, enviar

__all__ = ["Destinatario", "ModeloDeCarta", "declarar", "enviar"]
