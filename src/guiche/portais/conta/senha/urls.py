from django.urls import path

from guiche.portais.conta.senha import views

urlpatterns = [path("", views.trocar, name="senha")]
