"""The operadora's team, and the changes that wait for a second person."""

from django.urls import path

from guiche.portais.operadora.acessos.equipe import mudancas, views

urlpatterns = [
    path("", views.equipe, name="equipe"),
    path("convidar/", views.convidar, name="equipe_convidar"),
    path("<int:pk>/", views.pessoa, name="equipe_pessoa"),
    path("<int:pk>/suspender/", views.suspender, name="equipe_suspender"),
    path("<int:pk>/encerrar/", views.encerrar, name="equipe_encerrar"),
    path("<int:pk>/reativar/", views.reativar, name="equipe_reativar"),
    path("convites/<int:pk>/reenviar/", views.reenviar, name="equipe_reenviar"),
    path("convites/<int:pk>/cancelar/", views.cancelar, name="equipe_cancelar"),
    path("mudancas/", mudancas.mudancas, name="mudancas_de_acesso"),
    path("mudancas/sem-segunda-pessoa/", mudancas.sem_quatro_olhos, name="mudancas_sem_segunda_pessoa"),
    path("mudancas/<int:pk>/", mudancas.mudanca, name="mudanca_de_acesso"),
    path("mudancas/<int:pk>/aprovar/", mudancas.aprovar, name="mudanca_aprovar"),
    path("mudancas/<int:pk>/recusar/", mudancas.recusar, name="mudanca_recusar"),
    path("mudancas/<int:pk>/desistir/", mudancas.desistir, name="mudanca_desistir"),
]
