"""Rights over one's own notices and over informativos."""

from guiche.nucleo.permissoes import registrar

NOTIFICACAO_LER = registrar(
    "comunicacao.notificacao.ler",
    "Ler os próprios avisos",
    "prestador",
    "beneficiario",
    "contratante",
    "operadora",
    basica=True,
)
INFORMATIVO_LER = registrar("comunicacao.informativo.ler", "Ler os informativos da operadora", "prestador")
INFORMATIVO_ESCREVER = registrar(
    "comunicacao.informativo.escrever", "Escrever informativos e ver quem leu", "operadora"
)
INFORMATIVO_PUBLICAR = registrar("comunicacao.informativo.publicar", "Publicar e retirar informativos", "operadora")
