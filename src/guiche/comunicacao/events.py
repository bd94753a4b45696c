"""Facts about letters. Letters of the installation, which belong to no operadora, leave only their row."""

from guiche.nucleo.eventos import declarar

CARTA_ENVIADA = declarar("comunicacao.carta.enviada", "E-mail enviado")
CARTA_FALHOU = declarar("comunicacao.carta.falhou", "E-mail que não saiu")
CARTA_CANCELADA = declarar("comunicacao.carta.cancelada", "E-mail cancelado")
CARTA_REENVIADA = declarar("comunicacao.carta.reenviada", "E-mail posto de novo na fila")
