"""Rights over the registers."""

from guiche.nucleo.permissoes import registrar

PRESTADOR_VER = registrar("cadastro.prestador.ver", "Consultar prestadores", "operadora")
BENEFICIARIO_VER = registrar("cadastro.beneficiario.ver", "Consultar beneficiários", "operadora")
CONTRATO_VER = registrar("cadastro.contrato.ver", "Ver o contrato e quem está nele", "contratante")
PROPRIO_VER = registrar("cadastro.proprio.ver", "Ver o cadastro do prestador", "prestador")
PROPRIO_ATUALIZAR = registrar("cadastro.proprio.atualizar", "Pedir mudança no cadastro e trocar a foto", "prestador")
ATUALIZACAO_ANALISAR = registrar(
    "cadastro.atualizacao.analisar", "Decidir mudanças de cadastro dos prestadores", "operadora"
)
ADITIVO_VER = registrar("cadastro.aditivo.ver", "Ler aditivos do contrato", "prestador")
ADITIVO_ASSINAR = registrar("cadastro.aditivo.assinar", "Aceitar ou recusar aditivos do contrato", "prestador")
ADITIVO_PUBLICAR = registrar("cadastro.aditivo.publicar", "Publicar aditivos e acompanhar aceites", "operadora")
UNIDADE_GERIR = registrar("cadastro.unidade.gerir", "Manter as unidades e dizer de qual é cada prestador", "operadora")
OPCOES_MUDAR = registrar("cadastro.configuracao.mudar", "Mudar as opções do cadastro", "operadora")
