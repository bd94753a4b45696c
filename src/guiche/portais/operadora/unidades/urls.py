"""Units of the operadora."""

from django.urls import path

from guiche.portais.operadora.unidades import views

urlpatterns = [
    path("", views.unidades, name="unidades"),
    path("nova/", views.nova, name="unidade_nova"),
    path("<int:pk>/", views.unidade, name="unidade"),
    path("<int:pk>/desativar/", views.desativar, name="unidade_desativar"),
    path("<int:pk>/reativar/", views.reativar, name="unidade_reativar"),
    path("do-prestador/<int:prestador_id>/", views.do_prestador, name="unidade_do_prestador"),
]
