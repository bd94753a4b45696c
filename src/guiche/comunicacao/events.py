"""Facts about informativos, and about who receives which report by e-mail."""

from guiche.nucleo.eventos import declarar

INFORMATIVO_ESCRITO = declarar("comunicacao.informativo.escrito", "Rascunho de informativo escrito")
INFORMATIVO_MUDADO = declarar("comunicacao.informativo.mudado", "Informativo publicado, substituído ou retirado")

RELATORIO_LIGADO = declarar("comunicacao.relatorio.ligado", "Relatório por e-mail: consentimento dado")
RELATORIO_DESLIGADO = declarar("comunicacao.relatorio.desligado", "Relatório por e-mail: consentimento retirado")
