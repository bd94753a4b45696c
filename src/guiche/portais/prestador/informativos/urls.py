"""Informativos of the operadora, for the prestador."""

from django.urls import path

from guiche.portais.prestador.informativos import views

urlpatterns = [
    path("", views.informativos, name="informativos"),
    path("<int:pk>/", views.informativo, name="informativo"),
]
