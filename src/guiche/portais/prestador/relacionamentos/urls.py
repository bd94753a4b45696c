"""Relationships: who acts for the prestador, invitations, the clinical staff, the review."""

from django.urls import path

from guiche.portais.prestador.relacionamentos import views

urlpatterns = [
    path("", views.relacionamentos, name="relacionamentos"),
    path("corpo-clinico/", views.corpo_clinico, name="relacionamentos_corpo"),
    path("novo/", views.novo, name="relacionamento_novo"),
    path("novo/enviar/", views.enviar, name="relacionamento_enviar"),
    path("revisao/", views.revisao, name="relacionamentos_revisao"),
    path("<int:pk>/", views.vinculo, name="relacionamento"),
    path("<int:pk>/papeis/", views.papeis, name="relacionamento_papeis"),
    path("<int:pk>/prazo/", views.prazo, name="relacionamento_prazo"),
    path("<int:pk>/suspender/", views.suspender, name="relacionamento_suspender"),
    path("<int:pk>/reativar/", views.reativar, name="relacionamento_reativar"),
    path("<int:pk>/encerrar/", views.encerrar, name="relacionamento_encerrar"),
    path("<int:pk>/confirmar/", views.confirmar, name="relacionamento_confirmar"),
    path("convites/<int:pk>/", views.convite, name="relacionamento_convite"),
    path("convites/<int:pk>/reenviar/", views.reenviar, name="relacionamento_reenviar"),
    path("convites/<int:pk>/cancelar/", views.cancelar, name="relacionamento_cancelar"),
]
