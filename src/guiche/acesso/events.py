"""Facts about access."""

from guiche.nucleo.eventos import declarar

SESSAO_ABERTA = declarar("acesso.sessao.aberta", "Entrou no portal")
SESSAO_ENCERRADA = declarar("acesso.sessao.encerrada", "Saiu do portal")
CONTEXTO_TROCADO = declarar("acesso.contexto.trocado", "Trocou de contexto")
CREDENCIAL_WS_EMITIDA = declarar("acesso.credencial_ws.emitida", "Credencial de web service emitida")
ACESSO_NEGADO = declarar("acesso.acesso.negado", "Acesso negado")
OPERADORA_INSTALADA = declarar("acesso.operadora.instalada", "Operadora instalada")

CONVITE_ENVIADO = declarar("acesso.convite.enviado", "Convite enviado")
CONVITE_REENVIADO = declarar("acesso.convite.reenviado", "Convite reenviado")
CONVITE_RESPONDIDO = declarar("acesso.convite.respondido", "Convite respondido")
CONVITE_ENCERRADO = declarar("acesso.convite.encerrado", "Convite cancelado ou expirado")

VINCULO_ABERTO = declarar("acesso.vinculo.aberto", "Acesso concedido")
VINCULO_MUDADO = declarar("acesso.vinculo.mudado", "Papéis, prazo ou contato do acesso mudados")
VINCULO_SITUACAO = declarar("acesso.vinculo.situacao_mudada", "Acesso suspenso, reativado ou encerrado")
VINCULO_A_TERMINAR = declarar("acesso.vinculo.a_terminar", "Acesso perto do fim do prazo")
ACESSOS_REVISTOS = declarar("acesso.vinculo.revisto", "Revisão periódica de acessos")
REVISAO_ABERTA = declarar("acesso.revisao.aberta", "Acessos a confirmar na revisão periódica")
REVISAO_COBRADA = declarar("acesso.revisao.cobrada", "Prestador lembrado de confirmar os acessos que deu")
REVISAO_DA_EQUIPE = declarar("acesso.revisao.equipe_aberta", "Acessos da equipe a confirmar na revisão periódica")
PESSOA_PROCURADA = declarar("acesso.pessoa.procurada", "Pessoa procurada para convite")

SOLICITACAO_CRIADA = declarar("acesso.solicitacao.criada", "Acesso solicitado")
SOLICITACAO_MUDADA = declarar("acesso.solicitacao.mudada", "Solicitação de acesso decidida ou respondida")

MUDANCA_PEDIDA = declarar("acesso.mudanca.pedida", "Mudança de acesso da equipe proposta")
MUDANCA_DECIDIDA = declarar("acesso.mudanca.decidida", "Mudança de acesso da equipe decidida")

TERMO_PUBLICADO = declarar("acesso.termo.publicado", "Termo de uso publicado")
TERMO_ACEITO = declarar("acesso.termo.aceito", "Termo de uso aceito")

CONSENTIMENTO_DADO = declarar("acesso.consentimento.dado", "Consentimento à família dado")
CONSENTIMENTO_REVOGADO = declarar("acesso.consentimento.revogado", "Consentimento à família revogado")

PEDIDO_PARA_VER_FEITO = declarar("acesso.pedido_para_ver.feito", "Pedido para ver dados de um familiar")
PEDIDO_PARA_VER_RESPONDIDO = declarar("acesso.pedido_para_ver.respondido", "Pedido para ver respondido ou desfeito")
RESPONSAVEL_PEDIDO = declarar("acesso.responsavel.pedido", "Responsável legal indicado")
RESPONSAVEL_DECIDIDO = declarar("acesso.responsavel.decidido", "Indicação de responsável legal decidida")
MAIORIDADE_PROXIMA = declarar("acesso.maioridade.avisada", "Dependente avisado de que faz 18 anos")
