"""Addresses of the legal guardians to check."""

from django.urls import path

from guiche.portais.operadora.acessos.responsaveis import views

urlpatterns = [
    path("", views.responsaveis, name="responsaveis"),
    path("<int:pk>/", views.responsavel, name="responsavel"),
]
