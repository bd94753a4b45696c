"""Rights over lotes, contas and statements of use."""

from guiche.nucleo.permissoes import registrar

LOTE_CONFERIR = registrar("faturamento.lote.conferir", "Conferir lotes sem enviar", "prestador")
LOTE_ENVIAR = registrar("faturamento.lote.enviar", "Enviar lotes", "prestador")
LOTE_VER = registrar("faturamento.lote.ver", "Ver lotes, guias e glosas", "prestador", "operadora")
LOTE_CANCELAR = registrar("faturamento.lote.cancelar", "Cancelar lotes ainda não analisados", "prestador", "operadora")
VALOR_VER = registrar("faturamento.valor.ver", "Consultar os valores negociados", "prestador")
LOTE_FECHAR = registrar("faturamento.lote.fechar", "Fechar e liberar lotes", "operadora")
CONTA_ANALISAR = registrar("faturamento.conta.analisar", "Analisar e decidir contas", "operadora")
EXTRATO_VER = registrar("faturamento.extrato.ver", "Ver o extrato de utilização", "beneficiario")
ITEM_CONTESTAR = registrar("faturamento.item.contestar", "Não reconhecer um atendimento", "beneficiario")
CONTESTACAO_APURAR = registrar("faturamento.contestacao.apurar", "Apurar atendimentos não reconhecidos", "operadora")
CONFIGURAR = registrar("faturamento.configuracao.mudar", "Mudar as opções do faturamento", "operadora")
