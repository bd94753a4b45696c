"""Facts about authorisations."""

from guiche.nucleo.eventos import declarar

AUTORIZACAO_REGISTRADA = declarar("autorizacao.senha.registrada", "Autorização registrada")
AUTORIZACAO_CANCELADA = declarar("autorizacao.senha.cancelada", "Autorização cancelada")
