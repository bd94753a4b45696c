"""E-mail: a letter is a row first, then a task of the same transaction, and never leaves inside a request.

A module declares its letters and sends them::

    SENHA_NOVA = modelos.declarar(
        "acesso.senha.recuperar",
        assunto="Crie uma nova senha",
        template="acesso/cartas/recuperar_senha",
        motivo="alguém pediu uma nova senha para este endereço.",
        secreta=True,
    )
    services.enviar(SENHA_NOVA, Destinatario(nome, email, usuario_id), {"url": url}, operadora=None)

How the words are written: :mod:`guiche.correio.redacao`.
"""
