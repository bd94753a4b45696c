"""Addresses of the documents the operadora issued and of its logo."""

from django.urls import path

from guiche.portais.operadora.documentos import views

urlpatterns = [
    path("documentos/", views.documentos, name="documentos"),
    path("documentos/logotipo/", views.logotipo, name="logotipo"),
    path("documentos/<int:documento_id>/", views.documento, name="documento"),
]
