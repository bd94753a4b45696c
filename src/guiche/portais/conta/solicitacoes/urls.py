from django.urls import path

from guiche.portais.conta.solicitacoes import views

urlpatterns = [
    path("", views.solicitacoes, name="solicitacoes"),
    path("nova/", views.escolher, name="solicitar_acesso"),
    path("nova/dados/", views.preencher, name="preencher_acesso"),
    path("nova/cep/", views.cep, name="cep_do_pedido"),
    path("<int:solicitacao_id>/", views.solicitacao, name="solicitacao"),
    path("<int:solicitacao_id>/desistir/", views.desistir_dela, name="desistir_do_acesso"),
]
