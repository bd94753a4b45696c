"""Representatives: list, form, one person, one invitation."""

from django.urls import path

from guiche.portais.prestador.representantes import views

urlpatterns = [
    path("", views.representantes, name="representantes"),
    path("novo/", views.novo, name="representante_novo"),
    path("<int:pk>/", views.representante, name="representante"),
    path("<int:pk>/bloquear/", views.bloquear, name="representante_bloquear"),
    path("<int:pk>/desbloquear/", views.desbloquear, name="representante_desbloquear"),
    path("<int:pk>/encerrar/", views.encerrar, name="representante_encerrar"),
    path("convites/<int:pk>/", views.convite, name="representante_convite"),
    path("convites/<int:pk>/cancelar/", views.cancelar, name="representante_cancelar"),
]
