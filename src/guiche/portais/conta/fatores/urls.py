from django.urls import path

from guiche.portais.conta.fatores import views

urlpatterns = [
    path("", views.lista, name="fatores"),
    path("chave/", views.nova_chave, name="nova_chave"),
    path("aplicativo/", views.aplicativo, name="aplicativo"),
    path("codigos/", views.codigos, name="codigos"),
    path("codigos/arquivo/", views.baixar_codigos, name="baixar_codigos"),
    path("<int:fator_id>/nome/", views.renomear, name="renomear_fator"),
    path("<int:fator_id>/remover/", views.remover, name="remover_fator"),
]
