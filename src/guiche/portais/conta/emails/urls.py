"""Addresses of the person's e-mails, and of the pages that their letters open."""

from django.urls import path

from guiche.portais.conta.emails import links, views

urlpatterns = [
    path("", views.emails, name="emails"),
    path("incluir/", views.incluir, name="incluir_email"),
    path("<int:email_id>/reenviar/", views.reenviar, name="reenviar_email"),
    path("<int:email_id>/principal/", views.principal, name="email_principal"),
    path("<int:email_id>/remover/", views.remover, name="remover_email"),
    path("confirmar/<str:segredo>/", links.confirmar, name="confirmar_email"),
    path("nao-fui-eu/<str:segredo>/", links.contestar, name="contestar_email"),
]
