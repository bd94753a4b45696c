"""Help for electronic billing."""

from django.urls import path

from guiche.portais.prestador.ajuda import views

urlpatterns = [path("xml/", views.ajuda_xml, name="ajuda_xml")]
