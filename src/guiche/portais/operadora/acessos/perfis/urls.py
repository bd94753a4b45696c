"""Perfis: editable sets of rights."""

from django.urls import path

from guiche.portais.operadora.acessos.perfis import views

urlpatterns = [
    path("", views.perfis, name="perfis"),
    path("novo/<str:portal>/", views.novo, name="perfil_novo"),
    path("<int:pk>/", views.perfil, name="perfil"),
    path("<int:pk>/excluir/", views.excluir, name="perfil_excluir"),
]
