"""Amendments of the contract, for the prestador."""

from django.urls import path

from guiche.portais.prestador.aditivos import views

urlpatterns = [
    path("", views.aditivos, name="aditivos"),
    path("<int:pk>/", views.aditivo, name="aditivo"),
    path("<int:pk>/documento/", views.documento, name="aditivo_documento"),
]
