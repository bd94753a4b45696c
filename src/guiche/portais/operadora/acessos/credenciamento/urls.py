"""Invitations of credenciamento."""

from django.urls import path

from guiche.portais.operadora.acessos.credenciamento import views

urlpatterns = [
    path("", views.lista, name="credenciamento"),
    path("prestador/<int:prestador_id>/", views.convidar, name="credenciamento_convidar"),
    path("<int:pk>/", views.convite, name="credenciamento_convite"),
    path("<int:pk>/cancelar/", views.cancelar, name="credenciamento_cancelar"),
]
