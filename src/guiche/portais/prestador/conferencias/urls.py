"""Dry runs: upload, progress, findings, sending."""

from django.urls import path

from guiche.portais.prestador.conferencias import views

urlpatterns = [
    path("", views.conferencias, name="conferencias"),
    path("andamento/", views.andamento, name="andamento"),
    path("andamento/parcial/", views.andamento_parcial, name="andamento_parcial"),
    path("<int:pk>/", views.conferencia, name="conferencia"),
    path("<int:pk>/arquivo/", views.arquivo, name="conferencia_arquivo"),
    path("<int:pk>/conferir/", views.conferir, name="conferencia_conferir"),
    path("<int:pk>/separar/", views.separar, name="conferencia_separar"),
    path("<int:pk>/enviar/", views.enviar, name="conferencia_enviar"),
]
