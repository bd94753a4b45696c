"""State flows of access."""

from guiche.nucleo.fluxo import Fluxo, Transicao

CONVITE = Fluxo(
    "Convite",
    inicial="pendente",
    finais=frozenset({"aceito", "recusado", "expirado", "cancelado"}),
    transicoes=(
        Transicao("aceitar", ("pendente",), "aceito", "Aceitar convite"),
        Transicao("recusar", ("pendente",), "recusado", "Recusar convite"),
        Transicao("cancelar", ("pendente",), "cancelado", "Cancelar convite"),
        Transicao("expirar", ("pendente",), "expirado", "Expirar"),
    ),
)

VINCULO = Fluxo(
    "Vínculo",
    inicial="ativo",
    finais=frozenset({"encerrado"}),
    transicoes=(
        Transicao("suspender", ("ativo",), "suspenso", "Suspender"),
        Transicao("reativar", ("suspenso",), "ativo", "Reativar"),
        Transicao("encerrar", ("ativo", "suspenso"), "encerrado", "Encerrar"),
    ),
)

SOLICITACAO = Fluxo(
    "Solicitação de acesso",
    inicial="em_analise",
    finais=frozenset({"aprovada", "recusada", "cancelada"}),
    transicoes=(
        Transicao("pedir_documento", ("em_analise",), "pendente", "Pedir documento"),
        Transicao("responder", ("pendente",), "em_analise", "Enviar resposta"),
        Transicao("aprovar", ("em_analise",), "aprovada", "Aprovar"),
        Transicao("recusar", ("em_analise", "pendente"), "recusada", "Recusar"),
        Transicao("cancelar", ("em_analise", "pendente"), "cancelada", "Desistir"),
    ),
)

MUDANCA = Fluxo(
    "Mudança de acesso",
    inicial="pendente",
    finais=frozenset({"aprovada", "recusada", "cancelada"}),
    transicoes=(
        Transicao("aprovar", ("pendente",), "aprovada", "Aprovar"),
        Transicao("recusar", ("pendente",), "recusada", "Recusar"),
        Transicao("cancelar", ("pendente",), "cancelada", "Desistir do pedido"),
    ),
)

PEDIDO_PARA_VER = Fluxo(
    "Pedido para ver dados de um familiar",
    inicial="pendente",
    finais=frozenset({"aceito", "recusado", "cancelado"}),
    transicoes=(
        Transicao("aceitar", ("pendente",), "aceito", "Deixar ver"),
        Transicao("recusar", ("pendente",), "recusado", "Não deixar"),
        Transicao("cancelar", ("pendente",), "cancelado", "Desistir do pedido"),
    ),
)

PEDIDO_DE_RESPONSAVEL = Fluxo(
    "Indicação de responsável legal",
    inicial="em_analise",
    finais=frozenset({"aprovado", "recusado", "cancelado"}),
    transicoes=(
        Transicao("aprovar", ("em_analise",), "aprovado", "Aprovar"),
        Transicao("recusar", ("em_analise",), "recusado", "Recusar"),
        Transicao("cancelar", ("em_analise",), "cancelado", "Desistir"),
    ),
)
