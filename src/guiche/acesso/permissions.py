"""Rights of access itself."""

from guiche.nucleo.permissoes import registrar

CONTEXTO_TROCAR = registrar(
    "acesso.contexto.trocar", "Trocar de contexto", "prestador", "beneficiario", "operadora", basica=True
)
PREFERENCIAS_MUDAR = registrar(
    "acesso.preferencias.mudar",
    "Mudar as próprias preferências",
    "prestador",
    "beneficiario",
    "operadora",
    basica=True,
)
CREDENCIAL_WS_EMITIR = registrar("acesso.credencial_ws.emitir", "Emitir credencial de web service", "operadora")
EVENTOS_VER = registrar("acesso.eventos.ver", "Consultar a trilha de auditoria", "operadora")
