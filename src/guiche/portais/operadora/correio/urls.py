"""Addresses of the operadora's e-mail."""

from django.urls import path

from guiche.portais.operadora.correio import views

urlpatterns = [
    path("correio/", views.correio, name="correio"),
    path("correio/reenviar/", views.reenviar, name="correio_reenviar"),
    path("correio/opcoes/", views.opcoes, name="correio_opcoes"),
]
