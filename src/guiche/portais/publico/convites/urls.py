"""The link of an invitation."""

from django.urls import path

from guiche.portais.publico.convites import views

urlpatterns = [
    path("", views.convite, name="convite_aberto"),
    path("trocar-de-conta/", views.trocar_de_conta, name="convite_trocar"),
    path("<str:segredo>/", views.abrir, name="convite"),
]
