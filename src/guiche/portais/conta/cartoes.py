"""The cards of "Minha conta": one line for each part of the account, in the order in which they stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Cartao:
    """One part of the account. ``rota`` is the name of its screen."""

    titulo: str
    texto: str
    rota: str
    icone: str

    @property
    def url(self) -> str:
        """Address of the screen."""
        return reverse(self.rota)


CARTOES: tuple[Cartao, ...] = (
    Cartao(
        "Relacionamentos",
        "Convites que esperam sua resposta e por quem você atua.",
        "conta:relacionamentos",
        "usuarios",
    ),
    Cartao("Pedidos de acesso", "Pedir um acesso à operadora e acompanhar.", "conta:solicitacoes", "usuario-novo"),
    Cartao("Alterar senha", "Trocar a senha e encerrar as outras sessões.", "conta:senha", "cadeado"),
    Cartao("Segundo passo da entrada", "Chave de acesso, aplicativo e códigos.", "conta:fatores", "chave"),
    Cartao("Aparelhos e sessões", "Onde a sua conta está aberta agora.", "conta:sessoes", "aparelho"),
)
