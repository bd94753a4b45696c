"""Changes that prestadores ask for in their record, and the options of the registers."""

from django.urls import path

from guiche.portais.operadora.atualizacoes import opcoes, views

urlpatterns = [
    path("atualizacoes/", views.atualizacoes, name="atualizacoes"),
    path("atualizacoes/<int:pk>/", views.atualizacao, name="atualizacao"),
    path("opcoes-do-cadastro/", opcoes.opcoes, name="opcoes_do_cadastro"),
]
