"""Rights over protocolos."""

from guiche.nucleo.permissoes import registrar

PROTOCOLO_ABRIR = registrar("atendimento.protocolo.abrir", "Abrir protocolo", "beneficiario", "prestador", "operadora")
PROTOCOLO_RESPONDER = registrar("atendimento.protocolo.responder", "Responder protocolo", "operadora")
