"""Rights over documents. Which file a person may open is decided by the door of its owner (portas.py)."""

from guiche.nucleo.permissoes import registrar

ARQUIVO_ABRIR = registrar(
    "documentos.arquivo.abrir",
    "Abrir arquivos e documentos próprios",
    "prestador",
    "beneficiario",
    "contratante",
    "operadora",
)
DOCUMENTO_REVOGAR = registrar("documentos.documento.revogar", "Revogar documentos emitidos", "operadora")
LOGOTIPO_TROCAR = registrar("documentos.logotipo.trocar", "Trocar o logotipo dos documentos", "operadora")
