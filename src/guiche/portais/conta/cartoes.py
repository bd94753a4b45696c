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
    Cartao("Meus dados", "Nome, telefone, aparência e de onde vem cada dado.", "conta:dados", "usuario"),
    Cartao("E-mails", "Incluir, confirmar e escolher o principal.", "conta:emails", "mensagem"),
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
    Cartao("Atividade da conta", "O que mudou, quando e de qual aparelho.", "conta:atividade", "historico"),
    Cartao("Termos aceitos", "Reler e baixar o que você aceitou.", "conta:termos", "livro"),
)
