"""Informativos to the prestadores, for the operadora."""

from django.urls import path

from guiche.portais.operadora.informativos import views

urlpatterns = [
    path("", views.informativos, name="informativos"),
    path("novo/", views.novo, name="informativo_novo"),
    path("<int:pk>/", views.informativo, name="informativo"),
    path("<int:pk>/nova-versao/", views.nova_versao, name="informativo_nova_versao"),
    path("<int:pk>/publicar/", views.publicar, name="publicar_informativo"),
    path("<int:pk>/descartar/", views.descartar, name="descartar_informativo"),
    path("<int:pk>/retirar/", views.retirar, name="retirar_informativo"),
]
