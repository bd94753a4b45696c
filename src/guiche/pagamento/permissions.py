"""Rights over payments."""

from guiche.nucleo.permissoes import registrar

PAGAMENTO_VER = registrar("pagamento.pagamento.ver", "Ver pagamentos e demonstrativos", "prestador", "operadora")
COMPETENCIA_FECHAR = registrar("pagamento.competencia.fechar", "Fechar competências", "operadora")
PAGAMENTO_REGISTRAR = registrar("pagamento.pagamento.registrar", "Registrar pagamentos feitos", "operadora")
