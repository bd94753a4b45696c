"""Rights over protocolos."""

from guiche.nucleo.permissoes import registrar

PROTOCOLO_ABRIR = registrar("atendimento.protocolo.abrir", "Abrir protocolo", "beneficiario", "prestador", "operadora")
CHAT_USAR = registrar("atendimento.chat.usar", "Falar com a operadora pelo chat", "prestador")
PROTOCOLO_RESPONDER = registrar("atendimento.protocolo.responder", "Responder protocolo", "operadora")
