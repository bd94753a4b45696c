"""Amendments of the contracts, for the operadora."""

from django.urls import path

from guiche.portais.operadora.aditivos import views

urlpatterns = [
    path("", views.aditivos, name="aditivos"),
    path("novo/", views.novo, name="aditivo_novo"),
    path("<int:pk>/", views.aditivo, name="aditivo"),
    path("<int:pk>/resposta/<int:resposta_id>/", views.resposta, name="aditivo_resposta"),
]
