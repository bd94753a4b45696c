"""Rights of access itself."""

from guiche.nucleo.permissoes import registrar

TODOS = ("prestador", "beneficiario", "contratante", "operadora")

CONTEXTO_TROCAR = registrar("acesso.contexto.trocar", "Trocar de contexto", *TODOS, basica=True)
INICIO_VER = registrar("acesso.inicio.ver", "Abrir a página inicial", *TODOS, basica=True)
PREFERENCIAS_MUDAR = registrar("acesso.preferencias.mudar", "Mudar as próprias preferências", *TODOS, basica=True)

RELACIONAMENTO_VER = registrar("acesso.relacionamento.ver", "Ver os relacionamentos", "prestador")
RELACIONAMENTO_GERIR = registrar(
    "acesso.relacionamento.gerir", "Gerenciar relacionamentos: convidar, mudar papéis e encerrar", "prestador"
)
REPRESENTANTE_GERIR = registrar("acesso.representante.gerir", "Cadastrar e manter representantes", "prestador")

FAMILIA_GERIR = registrar("acesso.familia.gerir", "Decidir o que a família vê", "beneficiario", basica=True)
CUIDADOR_CONVIDAR = registrar("acesso.cuidador.convidar", "Convidar responsável ou cuidador", "beneficiario")

CREDENCIAMENTO_CONVIDAR = registrar(
    "acesso.credenciamento.convidar", "Convidar prestador credenciado a registrar-se", "operadora"
)
SOLICITACAO_VER = registrar("acesso.solicitacao.ver", "Ver as solicitações de acesso", "operadora")
SOLICITACAO_DECIDIR = registrar("acesso.solicitacao.decidir", "Decidir as solicitações de acesso", "operadora")
EQUIPE_VER = registrar("acesso.equipe.ver", "Ver a equipe, os perfis e quem tem acesso", "operadora")
EQUIPE_MUDAR = registrar("acesso.equipe.mudar", "Propor mudança na equipe e nos perfis", "operadora")
EQUIPE_APROVAR = registrar("acesso.equipe.aprovar", "Aprovar mudança na equipe e nos perfis", "operadora")
VINCULO_SUSPENDER = registrar("acesso.vinculo.suspender", "Suspender ou encerrar um acesso", "operadora")
TERMO_PUBLICAR = registrar("acesso.termo.publicar", "Publicar termos de uso", "operadora")
CONFIGURACAO_MUDAR = registrar("acesso.configuracao.mudar", "Mudar as regras de acesso e de senha", "operadora")
CREDENCIAL_WS_EMITIR = registrar("acesso.credencial_ws.emitir", "Emitir credencial de web service", "operadora")
EVENTOS_VER = registrar("acesso.eventos.ver", "Consultar a trilha de auditoria", "operadora")
