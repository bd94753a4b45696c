"""Home of the prestador."""

from django.urls import path

from guiche.portais.prestador.inicio import views

urlpatterns = [path("", views.inicio, name="inicio")]
