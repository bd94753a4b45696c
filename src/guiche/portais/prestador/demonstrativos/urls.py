"""Payments and their statements."""

from django.urls import path

from guiche.portais.prestador.demonstrativos import views

urlpatterns = [
    path("", views.demonstrativos, name="demonstrativos"),
    path("<int:pk>/", views.demonstrativo, name="demonstrativo"),
]
