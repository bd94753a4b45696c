"""Relationships of the person: invitations received, accesses held, history."""

from django.urls import path

from guiche.portais.conta.relacionamentos import views

urlpatterns = [
    path("", views.relacionamentos, name="relacionamentos"),
    path("convites/<int:pk>/", views.convite, name="convite"),
    path("convites/<int:pk>/aceitar/", views.aceitar, name="convite_aceitar"),
    path("convites/<int:pk>/recusar/", views.recusar, name="convite_recusar"),
    path("<int:pk>/sair/", views.sair, name="relacionamento_sair"),
]
