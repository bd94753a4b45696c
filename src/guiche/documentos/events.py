"""Facts about files and issued documents."""

from guiche.nucleo.eventos import declarar

ARQUIVO_LIDO = declarar("documentos.arquivo.lido", "Arquivo aberto")
DOCUMENTO_EMITIDO = declarar("documentos.documento.emitido", "Documento emitido")
