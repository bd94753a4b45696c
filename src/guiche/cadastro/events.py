"""Facts about the registers."""

from guiche.nucleo.eventos import declarar

BENEFICIARIO_LIDO = declarar("cadastro.beneficiario.lido", "Cadastro de beneficiário consultado", leitura=True)
