from django.urls import path

from guiche.portais.publico.novo_usuario import views

urlpatterns = [
    path("", views.novo, name="novo_usuario"),
    path("codigo/", views.codigo, name="novo_usuario_codigo"),
]
