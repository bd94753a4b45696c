"""Facts about protocolos."""

from guiche.nucleo.eventos import declarar

PROTOCOLO_ABERTO = declarar("atendimento.protocolo.aberto", "Protocolo aberto")
PROTOCOLO_RESPONDIDO = declarar("atendimento.protocolo.respondido", "Protocolo respondido")
