from django.urls import path

from guiche.portais.conta.sessoes import views

urlpatterns = [
    path("", views.lista, name="sessoes"),
    path("encerrar/", views.encerrar_outras, name="encerrar_outras"),
    path("<int:sessao_id>/encerrar/", views.encerrar, name="encerrar_sessao"),
]
