"""Queue of requests for access, one of them, and the answers to it."""

from django.urls import path

from guiche.portais.operadora.acessos.solicitacoes import views

urlpatterns = [
    path("", views.solicitacoes, name="solicitacoes_de_acesso"),
    path("<int:solicitacao_id>/", views.solicitacao, name="solicitacao_de_acesso"),
    path("<int:solicitacao_id>/<str:acao>/", views.decidir, name="decidir_solicitacao"),
]
