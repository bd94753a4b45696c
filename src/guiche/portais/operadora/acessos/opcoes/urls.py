"""Addresses of the options of access."""

from django.urls import path

from guiche.portais.operadora.acessos.opcoes import views

urlpatterns = [
    path("", views.opcoes, {"parte": "entrada"}, name="opcoes_de_acesso"),
    path("<str:parte>/", views.opcoes, name="opcoes_de"),
    path("<str:parte>/voltar/<int:versao_id>/", views.voltar, name="voltar_opcoes"),
]
