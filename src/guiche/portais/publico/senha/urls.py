from django.urls import path

from guiche.acesso.chaves import Finalidade
from guiche.portais.publico.senha import views

urlpatterns = [
    path("esqueci/", views.esqueci, name="esqueci"),
    path("nova/<str:segredo>/", views.definir, {"finalidade": Finalidade.TROCAR_SENHA}, name="nova_senha"),
    path("primeira/<str:segredo>/", views.definir, {"finalidade": Finalidade.DEFINIR_SENHA}, name="primeira_senha"),
]
