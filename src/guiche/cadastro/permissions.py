"""Rights over the registers."""

from guiche.nucleo.permissoes import registrar

PRESTADOR_VER = registrar("cadastro.prestador.ver", "Consultar prestadores", "operadora")
BENEFICIARIO_VER = registrar("cadastro.beneficiario.ver", "Consultar beneficiários", "operadora")
