"""Rights over the e-mail of the operadora."""

from guiche.nucleo.permissoes import registrar

CORREIO_VER = registrar("correio.carta.ver", "Ver os e-mails que saíram e os que não saíram", "operadora")
CORREIO_REENVIAR = registrar("correio.carta.reenviar", "Enviar de novo um e-mail que não saiu", "operadora")
CORREIO_CONFIGURAR = registrar("correio.opcoes.mudar", "Mudar as opções do correio", "operadora")
