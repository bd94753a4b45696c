"""The pages of the account in the one search, and the first steps that everybody has."""

from __future__ import annotations

from guiche.portais.componentes.busca import registrar_pagina
from guiche.portais.componentes.passos import Passo, registrar
from guiche.portais.conta.cartoes import CARTOES

registrar_pagina("Minha conta", "conta:inicio", "conta", "meus dados perfil")
for _cartao in CARTOES:
    registrar_pagina(_cartao.titulo, _cartao.rota, _cartao.icone, _cartao.texto)

registrar(
    "",
    Passo(
        "Confirme o seu e-mail",
        "É por ele que você recupera a senha e recebe avisos.",
        "conta:emails",
        lambda ator, fatos: fatos.email_confirmado,
    ),
    Passo(
        "Proteja a sua entrada",
        "Com uma chave de acesso, a senha sozinha deixa de bastar.",
        "conta:fatores",
        lambda ator, fatos: fatos.segundo_fator,
    ),
)
