"""Facts about letters. Letters of the installation, which belong to no operadora, leave only their row."""

from guiche.nucleo.eventos import declarar

CARTA_ENVIADA = declarar("correio.carta.enviada", "E-mail enviado")
CARTA_FALHOU = declarar("correio.carta.falhou", "E-mail que não saiu")
CARTA_CANCELADA = declarar("correio.carta.cancelada", "E-mail cancelado")
CARTA_REENVIADA = declarar("correio.carta.reenviada", "E-mail posto de novo na fila")
