"""Facts about the registers."""

from guiche.nucleo.eventos import declarar

BENEFICIARIO_LIDO = declarar("cadastro.beneficiario.lido", "Cadastro de beneficiário consultado", leitura=True)
ATUALIZACAO_PEDIDA = declarar("cadastro.atualizacao.pedida", "Mudança de cadastro pedida")
ATUALIZACAO_MUDADA = declarar("cadastro.atualizacao.mudada", "Pedido de mudança de cadastro andou")
PRESTADOR_MUDADO = declarar("cadastro.prestador.mudado", "Cadastro do prestador mudado")
UNIDADE_MUDADA = declarar("cadastro.unidade.mudada", "Unidade criada, renomeada, desativada ou reativada")
UNIDADE_DO_PRESTADOR = declarar("cadastro.prestador.unidade_mudada", "Prestador passou a outra unidade")
FOTO_TROCADA = declarar("cadastro.foto.trocada", "Foto do prestador trocada ou removida")
ADITIVO_PUBLICADO = declarar("cadastro.aditivo.publicado", "Aditivo publicado")
ADITIVO_LIDO = declarar("cadastro.aditivo.lido", "Aditivo lido pelo prestador")
ADITIVO_A_VENCER = declarar("cadastro.aditivo.a_vencer", "Prestador lembrado do prazo de um aditivo")
ADITIVO_RESPONDIDO = declarar("cadastro.aditivo.respondido", "Aditivo aceito, recusado ou tratado")
