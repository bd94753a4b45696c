"""Addresses of the person's data, choices and the activity of the account."""

from django.urls import path

from guiche.portais.conta.dados import views

urlpatterns = [
    path("", views.dados, name="dados"),
    path("aparencia/", views.aparencia, name="aparencia"),
    path("atividade/", views.atividade, name="atividade"),
]
