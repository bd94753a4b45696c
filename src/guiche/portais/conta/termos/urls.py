"""Addresses of what the person accepted, and of the page that asks."""

from django.urls import path

from guiche.portais.conta.termos import views

urlpatterns = [
    path("", views.termos, name="termos"),
    path("aceitar/", views.aceitar, name="aceitar_termos"),
    path("<int:aceite_id>/", views.termo, name="termo"),
    path("<int:aceite_id>/baixar/", views.baixar, name="baixar_termo"),
]
