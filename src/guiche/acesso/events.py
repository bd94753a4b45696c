"""Facts about access."""

from guiche.nucleo.eventos import declarar

SESSAO_ABERTA = declarar("acesso.sessao.aberta", "Entrou no portal")
SESSAO_ENCERRADA = declarar("acesso.sessao.encerrada", "Saiu do portal")
CONTEXTO_TROCADO = declarar("acesso.contexto.trocado", "Trocou de contexto")
CREDENCIAL_WS_EMITIDA = declarar("acesso.credencial_ws.emitida", "Credencial de web service emitida")
ACESSO_NEGADO = declarar("acesso.acesso.negado", "Acesso negado")
OPERADORA_INSTALADA = declarar("acesso.operadora.instalada", "Operadora instalada")
