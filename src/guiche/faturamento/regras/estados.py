"""States of a lote (protocol) and of its guias, with the codes of TISS table 47.

Code 7 (não localizado) is only an answer to a query, never a state.

Source: TISS table 47 (dm_statusProtocolo), Componente de Comunicação 202511.
"""

from guiche.nucleo.fluxo import Fluxo, Transicao

RECEBIDO = "1"
EM_ANALISE = "2"
LIBERADO_PARA_PAGAMENTO = "3"
ENCERRADO_SEM_PAGAMENTO = "4"
ANALISADO = "5"
PAGO = "6"
NAO_LOCALIZADO = "7"
AGUARDANDO_INFORMACAO = "8"
CANCELADO = "9"
BLOQUEIO_JUDICIAL = "10"

ROTULOS: dict[str, str] = {
    RECEBIDO: "Recebido",
    EM_ANALISE: "Em análise",
    LIBERADO_PARA_PAGAMENTO: "Liberado para pagamento",
    ENCERRADO_SEM_PAGAMENTO: "Encerrado sem pagamento",
    ANALISADO: "Analisado e aguardando liberação para pagamento",
    PAGO: "Pagamento efetuado",
    NAO_LOCALIZADO: "Não localizado",
    AGUARDANDO_INFORMACAO: "Aguardando informação complementar",
    CANCELADO: "Cancelado",
    BLOQUEIO_JUDICIAL: "Bloqueio judicial – prestador",
}

_BLOQUEAVEIS = tuple(estado for estado in ROTULOS if estado not in (NAO_LOCALIZADO, BLOQUEIO_JUDICIAL))

LOTE = Fluxo(
    nome="lote",
    inicial=RECEBIDO,
    finais=frozenset({ENCERRADO_SEM_PAGAMENTO, PAGO, CANCELADO, BLOQUEIO_JUDICIAL}),
    transicoes=(
        Transicao("analisar", (RECEBIDO,), EM_ANALISE, "Começar a análise"),
        Transicao("pedir_informacao", (EM_ANALISE,), AGUARDANDO_INFORMACAO, "Pedir informação"),
        Transicao("receber_informacao", (AGUARDANDO_INFORMACAO,), EM_ANALISE, "Voltar à análise"),
        Transicao("fechar", (EM_ANALISE,), ANALISADO, "Fechar a análise"),
        Transicao("liberar", (ANALISADO,), LIBERADO_PARA_PAGAMENTO, "Liberar para pagamento"),
        Transicao("pagar", (LIBERADO_PARA_PAGAMENTO,), PAGO, "Registrar pagamento"),
        Transicao("encerrar", (EM_ANALISE,), ENCERRADO_SEM_PAGAMENTO, "Encerrar sem pagamento"),
        Transicao("cancelar", (RECEBIDO, EM_ANALISE), CANCELADO, "Cancelar"),
        Transicao("bloquear", _BLOQUEAVEIS, BLOQUEIO_JUDICIAL, "Registrar bloqueio judicial"),
    ),
)
