"""The prestador's own record."""

from django.urls import path

from guiche.portais.prestador.cadastro import foto, views

urlpatterns = [
    path("", views.cadastro, name="cadastro"),
    path("atualizar/", views.atualizar, name="atualizar_cadastro"),
    path("atualizar/cep/", views.cep, name="cep_do_cadastro"),
    path("pedidos/", views.pedidos, name="pedidos_de_cadastro"),
    path("pedidos/<int:pk>/", views.pedido, name="pedido_de_cadastro"),
    path("pedidos/<int:pk>/cancelar/", views.cancelar, name="cancelar_pedido"),
    path("foto/", foto.foto, name="foto"),
    path("foto/trocar/", foto.trocar, name="trocar_foto"),
    path("foto/remover/", foto.remover, name="remover_foto"),
]
