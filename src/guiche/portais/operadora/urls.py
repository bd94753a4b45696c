"""Addresses of the operadora's portal."""

from django.urls import include, path

from guiche.portais.operadora.administracao import views as administracao
from guiche.portais.operadora.competencias import views as competencias
from guiche.portais.operadora.contas import views as contas
from guiche.portais.operadora.contestacoes import views as contestacoes
from guiche.portais.operadora.inicio import views as inicio
from guiche.portais.operadora.lotes import views as lotes

app_name = "operadora"
urlpatterns = [
    path("", inicio.inicio, name="inicio"),
    path("contas/", contas.contas, name="contas"),
    path("contas/<int:guia_id>/", contas.conta, name="conta"),
    path("contas/<int:guia_id>/decidir/<int:item_id>/", contas.decidir, name="decidir"),
    path("contas/<int:guia_id>/painel/<int:item_id>/", contas.painel, name="painel"),
    path("contas/<int:guia_id>/concluir/", contas.concluir, name="concluir"),
    path("lotes/", lotes.lotes, name="lotes"),
    path("lotes/fechar-sem-divergencia/", lotes.fechar_sem_divergencia, name="fechar_sem_divergencia"),
    path("lotes/<int:lote_id>/", lotes.lote, name="lote"),
    path("lotes/<int:lote_id>/<str:acao>/", lotes.agir, name="agir_no_lote"),
    path("contestacoes/", contestacoes.contestacoes, name="contestacoes"),
    path("contestacoes/<int:caso_id>/", contestacoes.responder, name="contestacao"),
    path("competencias/", competencias.competencias, name="competencias"),
    path("competencias/<str:mes>/", competencias.competencia, name="competencia"),
    path("configuracao/", administracao.configuracao, name="configuracao"),
    path("auditoria/", administracao.auditoria, name="auditoria"),
    path("pagamentos/", include("guiche.portais.operadora.pagamentos.urls")),
    path("acessos/solicitacoes/", include("guiche.portais.operadora.acessos.solicitacoes.urls")),
    path("acessos/responsaveis/", include("guiche.portais.operadora.acessos.responsaveis.urls")),
    path("acessos/opcoes/", include("guiche.portais.operadora.acessos.opcoes.urls")),
    path("acessos/termos/", include("guiche.portais.operadora.acessos.termos.urls")),
    path("", include("guiche.portais.operadora.cadastro.urls")),
    path("", include("guiche.portais.operadora.atualizacoes.urls")),
    path("informativos/", include("guiche.portais.operadora.informativos.urls")),
    path("aditivos/", include("guiche.portais.operadora.aditivos.urls")),
    path("acessos/equipe/", include("guiche.portais.operadora.acessos.equipe.urls")),
    path("unidades/", include("guiche.portais.operadora.unidades.urls")),
    path("acessos/perfis/", include("guiche.portais.operadora.acessos.perfis.urls")),
    path("acessos/quem-tem-acesso/", include("guiche.portais.operadora.acessos.quem.urls")),
    path("acessos/revisao/", include("guiche.portais.operadora.acessos.revisao.urls")),
    path("acessos/credenciamento/", include("guiche.portais.operadora.acessos.credenciamento.urls")),
    path("", include("guiche.portais.operadora.correio.urls")),
    path("", include("guiche.portais.operadora.documentos.urls")),
]
