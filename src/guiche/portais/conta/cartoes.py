"""The cards of "Minha conta": one line for each part of the account, in the order in which they stand."""

from __future__ import annotations

from guiche.portais.componentes.passos import Cartao

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
    Cartao("Relatórios por e-mail", "Escolher de quais ser avisado, por acesso.", "conta:relatorios", "relatorio"),
    Cartao("Alterar senha", "Trocar a senha e encerrar as outras sessões.", "conta:senha", "cadeado"),
    Cartao("Segundo passo da entrada", "Chave de acesso, aplicativo e códigos.", "conta:fatores", "chave"),
    Cartao("Aparelhos e sessões", "Onde a sua conta está aberta agora.", "conta:sessoes", "aparelho"),
    Cartao("Atividade da conta", "O que mudou, quando e de qual aparelho.", "conta:atividade", "historico"),
    Cartao("Termos aceitos", "Reler e baixar o que você aceitou.", "conta:termos", "livro"),
)
