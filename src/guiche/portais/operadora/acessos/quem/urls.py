"""Quem tem acesso: every access of the operadora."""

from django.urls import path

from guiche.portais.operadora.acessos.quem import views

urlpatterns = [
    path("", views.quem, name="quem_tem_acesso"),
    path("<int:pk>/", views.acesso, name="acesso"),
    path("<int:pk>/suspender/", views.suspender, name="acesso_suspender"),
    path("<int:pk>/reativar/", views.reativar, name="acesso_reativar"),
    path("<int:pk>/encerrar/", views.encerrar, name="acesso_encerrar"),
]
