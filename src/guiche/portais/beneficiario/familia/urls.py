"""Addresses of the family, its guardians and caregivers, and its history."""

from django.urls import path

from guiche.portais.beneficiario.familia import cuidadores, views

urlpatterns = [
    path("", views.familia, name="familia"),
    path("permitir/", views.permitir_um, name="familia_permitir"),
    path("revogar/", views.revogar_um, name="familia_revogar"),
    path("pedir/", views.pedir, name="familia_pedir"),
    path("pedidos/<int:pk>/responder/", views.responder, name="familia_responder"),
    path("pedidos/<int:pk>/desistir/", views.desistir, name="familia_desistir"),
    path("historico/", views.historico, name="familia_historico"),
    path("cuidadores/", cuidadores.cuidadores, name="cuidadores"),
    path("cuidadores/convidar/", cuidadores.convidar, name="cuidador_convidar"),
    path("cuidadores/responsavel/", cuidadores.indicar, name="responsavel_indicar"),
    path("cuidadores/<int:pk>/encerrar/", cuidadores.encerrar, name="cuidador_encerrar"),
    path("cuidadores/convites/<int:pk>/reenviar/", cuidadores.reenviar_um, name="cuidador_reenviar"),
    path("cuidadores/convites/<int:pk>/cancelar/", cuidadores.cancelar_um, name="cuidador_cancelar"),
    path("cuidadores/indicacoes/<int:pk>/desistir/", cuidadores.desistir, name="responsavel_desistir"),
]
