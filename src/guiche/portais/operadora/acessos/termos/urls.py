"""Addresses of the terms of use."""

from django.urls import path

from guiche.portais.operadora.acessos.termos import views

urlpatterns = [
    path("", views.termos, name="termos"),
    path("publicar/", views.publicar, name="publicar_termo"),
    path("aceites/", views.aceites, name="aceites"),
    path("<int:termo_id>/", views.termo, name="termo"),
]
