"""Rights over one's own notices."""

from guiche.nucleo.permissoes import registrar

NOTIFICACAO_LER = registrar(
    "comunicacao.notificacao.ler",
    "Ler os próprios avisos",
    "prestador",
    "beneficiario",
    "operadora",
    basica=True,
)

CORREIO_VER = registrar("comunicacao.correio.ver", "Ver os e-mails que saíram e os que não saíram", "operadora")
CORREIO_REENVIAR = registrar("comunicacao.correio.reenviar", "Enviar de novo um e-mail que não saiu", "operadora")
CORREIO_CONFIGURAR = registrar("comunicacao.correio.configurar", "Mudar as opções do correio", "operadora")
