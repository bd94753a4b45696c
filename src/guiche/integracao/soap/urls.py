"""Addresses of the TISS web services: ``/tiss/v40300/tissLoteGuias`` and so on, in every installed version."""

from django.urls import path, re_path

from guiche.integracao.soap import views

app_name = "soap"
urlpatterns = [
    path("<str:versao>/xsd/<str:arquivo>", views.xsd, name="xsd"),
    re_path(r"^(?P<versao>v[0-9]{5})/(?P<nome>[A-Za-z]+)/?$", views.servico, name="servico"),
]
