from django.urls import path

from guiche.portais.publico.obter_acesso import confirmacao, views

urlpatterns = [
    path("", views.como, name="como_obter_acesso"),
    path("confirmar/", confirmacao.confirmar, name="registro_confirmar"),
    path("confirmar/<str:segredo>/", confirmacao.abrir, name="registro"),
    path("<str:registro>/<str:publico>/", views.documento, name="obter_acesso"),
    path("<str:registro>/<str:publico>/conferir/", views.prova, name="obter_acesso_prova"),
    path("<str:registro>/<str:publico>/dados/", views.dados, name="obter_acesso_dados"),
    path("<str:registro>/<str:publico>/email/", views.email, name="obter_acesso_email"),
]
