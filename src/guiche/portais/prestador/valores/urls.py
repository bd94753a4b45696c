"""Negotiated prices."""

from django.urls import path

from guiche.portais.prestador.valores import views

urlpatterns = [path("", views.valores, name="valores")]
