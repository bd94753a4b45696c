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
