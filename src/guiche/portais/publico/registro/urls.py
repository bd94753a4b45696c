"""The link of an invitation to who has no account yet."""

from django.urls import path

from guiche.portais.publico.registro import views

urlpatterns = [
    path("", views.preencher, name="completar_registro"),
    path("conferir/", views.conferir, name="conferir_registro"),
    path("<str:segredo>/", views.abrir, name="registro_do_convite"),
]
