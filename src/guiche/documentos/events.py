"""Facts about files and issued documents."""

from guiche.nucleo.eventos import declarar

ARQUIVO_LIDO = declarar("documentos.arquivo.lido", "Arquivo aberto", leitura=True)
DOCUMENTO_EMITIDO = declarar("documentos.documento.emitido", "Documento emitido")
DOCUMENTO_REVOGADO = declarar("documentos.documento.revogado", "Documento revogado")
PACOTE_PEDIDO = declarar("documentos.pacote.pedido", "Pacote de documentos pedido")
PACOTE_PRONTO = declarar("documentos.pacote.pronto", "Pacote de documentos pronto")
LOGOTIPO_TROCADO = declarar("documentos.logotipo.trocado", "Logotipo dos documentos trocado")
