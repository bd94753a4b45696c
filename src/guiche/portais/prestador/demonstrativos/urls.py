"""Payments and their statements."""

from django.urls import path, re_path

from guiche.portais.prestador.demonstrativos import views

urlpatterns = [
    path("", views.demonstrativos, name="demonstrativos"),
    path("relatorios/", views.relatorios, name="relatorios"),
    path("pacotes/<int:pk>/", views.pacote, name="pacote"),
    path("pacotes/<int:pk>/parcial/", views.pacote_parcial, name="pacote_parcial"),
    path("pacotes/<int:pk>/demonstrativos.zip", views.pacote_zip, name="pacote_zip"),
    path("<int:pk>/", views.demonstrativo, name="demonstrativo"),
    re_path(
        r"^(?P<pk>\d+)/demonstrativo\.(?P<formato>pdf|xlsx|csv|xml)$",
        views.demonstrativo_em,
        name="demonstrativo_em",
    ),
]
