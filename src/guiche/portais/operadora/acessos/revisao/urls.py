"""The periodic review of accesses: the team's, the late prestadores and the report of a quarter."""

from django.urls import path

from guiche.portais.operadora.acessos.revisao import views

urlpatterns = [
    path("", views.equipe, name="revisao_da_equipe"),
    path("confirmar/", views.confirmar, name="revisao_confirmar"),
    path("prestadores/", views.prestadores, name="revisao_dos_prestadores"),
    path("prestadores/lembrar/", views.lembrar, name="revisao_lembrar"),
    path("trimestre/", views.trimestre, name="revisao_do_trimestre"),
]
