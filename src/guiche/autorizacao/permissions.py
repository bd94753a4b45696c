"""Rights over authorisations."""

from guiche.nucleo.permissoes import registrar

AUTORIZACAO_REGISTRAR = registrar("autorizacao.senha.registrar", "Registrar autorizações", "operadora")
AUTORIZACAO_CANCELAR = registrar("autorizacao.senha.cancelar", "Cancelar autorizações", "operadora")
