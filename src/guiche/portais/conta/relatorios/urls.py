"""Reports by e-mail: the person's choices, and the pages that letters open."""

from django.urls import path

from guiche.portais.conta.relatorios import links, views

urlpatterns = [
    path("", views.relatorios, name="relatorios"),
    path("<int:assinatura_id>/abrir/", views.abrir, name="abrir_relatorio"),
    path("sair/<str:segredo>/", links.sair, name="sair_do_relatorio"),
]
