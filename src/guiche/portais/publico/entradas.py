"""The pages that every portal has, in the one search and among what a portal offers."""

from __future__ import annotations

from guiche.portais.componentes.busca import registrar_pagina
from guiche.portais.componentes.passos import Cartao, registrar

registrar_pagina("Avisos", "publico:avisos", "sino", "notificações não me interrompa")
registrar_pagina("Trocar de contexto", "publico:contextos", "trocar", "atuar por perfil")
registrar_pagina("Primeiros passos", "publico:passos", "bandeira", "começar conheça o portal")
registrar_pagina("Perguntas frequentes", "publico:perguntas", "ajuda", "faq dúvidas ajuda")
registrar_pagina("Teclas de atalho", "publico:teclas", "teclado", "atalhos")
registrar_pagina("Acessibilidade", "publico:acessibilidade", "acessivel", "contraste leitor de tela")

registrar(
    "",
    Cartao("Notificações", "O que mudou, na hora, no sino e no canto da página.", "publico:avisos", "sino"),
    Cartao(
        "Menu rápido",
        "Alt+P acha páginas, números e por quem atuar.",
        "publico:buscar",
        "buscar",
        na_mesa=True,
        paleta=True,
    ),
    Cartao("Teclas de atalho", "Segure Alt e veja as teclas da tela.", "publico:teclas", "teclado", na_mesa=True),
    Cartao("Perguntas frequentes", "Respostas curtas e com quem falar.", "publico:perguntas", "ajuda"),
)
