"""Lines of the operadora's menu."""

from __future__ import annotations

from django.db.models import QuerySet

from guiche.acesso import permissions as acesso
from guiche.acesso.selectors.equipe import a_decidir
from guiche.acesso.selectors.solicitacoes import em_analise
from guiche.cadastro import permissions as cadastro
from guiche.comunicacao import permissions as comunicacao
from guiche.correio import permissions as correio
from guiche.documentos import permissions as documentos
from guiche.faturamento import permissions as faturamento
from guiche.faturamento.models import Contestacao
from guiche.faturamento.selectors.lotes import contestacoes, fila_de_contas
from guiche.nucleo.ator import Ator
from guiche.pagamento import permissions as pagamento
from guiche.portais.componentes.menu import registrar


def _casos_abertos(ator: Ator) -> QuerySet[Contestacao]:
    return contestacoes(ator).filter(procede__isnull=True)


_OPERADORA = "operadora"
registrar(_OPERADORA, "", "Início", "operadora:inicio", "inicio", acesso.INICIO_VER, 10, fixo=True)
registrar(
    _OPERADORA,
    "Contas médicas",
    "Contas",
    "operadora:contas",
    "conferencia",
    faturamento.CONTA_ANALISAR,
    20,
    fixo=True,
    contagem=fila_de_contas,
)
registrar(_OPERADORA, "Contas médicas", "Lotes", "operadora:lotes", "lote", faturamento.LOTE_VER, 30, fixo=True)
registrar(
    _OPERADORA,
    "Contas médicas",
    "Não reconhecidos",
    "operadora:contestacoes",
    "bandeira",
    faturamento.CONTESTACAO_APURAR,
    40,
    contagem=_casos_abertos,
)
registrar(
    _OPERADORA,
    "Pagamentos",
    "Competências",
    "operadora:competencias",
    "calendario",
    pagamento.COMPETENCIA_FECHAR,
    50,
)
registrar(
    _OPERADORA, "Pagamentos", "Pagamentos", "operadora:pagamentos", "dinheiro", pagamento.PAGAMENTO_VER, 60, fixo=True
)
registrar(_OPERADORA, "Cadastro", "Prestadores", "operadora:prestadores", "hospital", cadastro.PRESTADOR_VER, 62)
registrar(_OPERADORA, "Cadastro", "Beneficiários", "operadora:beneficiarios", "usuarios", cadastro.BENEFICIARIO_VER, 63)
registrar(
    _OPERADORA,
    "Cadastro",
    "Pedidos de acesso",
    "operadora:solicitacoes_de_acesso",
    "usuario-novo",
    acesso.SOLICITACAO_VER,
    64,
    contagem=em_analise,
)
registrar(
    _OPERADORA, "Cadastro", "Responsáveis indicados", "operadora:responsaveis", "regra", acesso.SOLICITACAO_VER, 67
)
registrar(
    _OPERADORA,
    "Cadastro",
    "Mudanças de cadastro",
    "operadora:atualizacoes",
    "editar",
    cadastro.ATUALIZACAO_ANALISAR,
    65,
)
registrar(_OPERADORA, "Cadastro", "Aditivos", "operadora:aditivos", "recibo", cadastro.ADITIVO_PUBLICAR, 68)
registrar(_OPERADORA, "Administração", "Opções", "operadora:configuracao", "ajustes", faturamento.CONFIGURAR, 70)
registrar(
    _OPERADORA, "Administração", "Documentos", "operadora:documentos", "arquivo-ok", documentos.DOCUMENTO_REVOGAR, 78
)
registrar(_OPERADORA, "Administração", "Auditoria", "operadora:auditoria", "historico", acesso.EVENTOS_VER, 80)
registrar(_OPERADORA, "Administração", "Correio", "operadora:correio", "mensagem", correio.CORREIO_VER, 75)
registrar(
    _OPERADORA,
    "Administração",
    "Regras de acesso",
    "operadora:opcoes_de_acesso",
    "chave",
    acesso.CONFIGURACAO_MUDAR,
    71,
)
registrar(_OPERADORA, "Administração", "Termos de uso", "operadora:termos", "livro", acesso.TERMO_PUBLICAR, 73)
registrar(
    _OPERADORA,
    "Cadastro",
    "Convites",
    "operadora:credenciamento",
    "enviar",
    acesso.CREDENCIAMENTO_CONVIDAR,
    66,
)
registrar(
    _OPERADORA,
    "Administração",
    "Equipe e perfis",
    "operadora:equipe",
    "usuarios",
    acesso.EQUIPE_VER,
    72,
    contagem=a_decidir,
)
registrar(_OPERADORA, "Administração", "Unidades", "operadora:unidades", "lugar", cadastro.UNIDADE_GERIR, 74)
registrar(
    _OPERADORA, "Cadastro", "Informativos", "operadora:informativos", "megafone", comunicacao.INFORMATIVO_ESCREVER, 69
)
