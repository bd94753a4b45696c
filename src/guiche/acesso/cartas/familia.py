"""Letters about what a family sees of each other."""

from __future__ import annotations

from typing import Final

from guiche.correio.modelos import declarar

PEDIDO_PARA_VER: Final = declarar(
    "acesso.familia.pedido",
    rotulo="Pedido de um familiar para ver seus dados",
    assunto="{{ quem }} pede para ver dados seus",
    template="acesso/cartas/familia_pedido",
    motivo="alguém da sua família usa o portal.",
)
MAIORIDADE: Final = declarar(
    "acesso.familia.maioridade",
    rotulo="Aviso de que o dependente faz 18 anos",
    assunto="Em {{ em }} você passa a decidir quem vê seus dados",
    template="acesso/cartas/familia_maioridade",
    motivo="você é dependente em um plano de saúde.",
)
