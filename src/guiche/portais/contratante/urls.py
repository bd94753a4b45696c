"""Addresses of the contratante's portal."""

from django.urls import path

from guiche.portais.contratante.inicio import views

app_name = "contratante"
urlpatterns = [
    path("", views.inicio, name="inicio"),
]
