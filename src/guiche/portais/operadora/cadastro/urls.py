"""Read-only registers."""

from django.urls import path

from guiche.portais.operadora.cadastro import views

urlpatterns = [
    path("prestadores/", views.prestadores, name="prestadores"),
    path("prestadores/<int:prestador_id>/", views.prestador, name="prestador"),
    path("prestadores/<int:prestador_id>/foto/", views.foto, name="foto_do_prestador"),
    path("beneficiarios/", views.beneficiarios, name="beneficiarios"),
    path("beneficiarios/<int:beneficiario_id>/", views.beneficiario, name="beneficiario"),
]
