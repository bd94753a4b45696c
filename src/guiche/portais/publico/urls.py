from django.urls import include, path

from guiche.portais.publico import conta, correio_da_demo, entrada, saude, views

app_name = "publico"
urlpatterns = [
    path("", views.raiz, name="raiz"),
    path("entrar/", views.entrar, name="entrar"),
    path("entrar/confirmar/", entrada.confirmar, name="confirmar"),
    path("entrar/chave/", entrada.chave, name="chave"),
    path("entrar/<str:registro>/<str:portal>/", views.entrar, name="entrar_em"),
    path("sair/", conta.sair, name="sair"),
    path("contextos/", conta.contextos, name="contextos"),
    path("contexto/<int:vinculo_id>/", conta.trocar, name="contexto"),
    path("preferencias/", conta.preferencias, name="preferencias"),
    path("sessao/", conta.renovar, name="renovar"),
    path("teclas/", conta.teclas, name="teclas"),
    path("acessibilidade/", views.acessibilidade, name="acessibilidade"),
    path("buscar/", conta.buscar_pagina, name="buscar"),
    path("buscar/paleta/", conta.paleta, name="paleta"),
    path("avisos/", conta.avisos, name="avisos"),
    path("avisos/novos/", conta.avisos_novos, name="avisos_novos"),
    path("avisos/<int:aviso_id>/", conta.aviso, name="aviso"),
    path("arquivo/<int:arquivo_id>/", conta.arquivo, name="arquivo"),
    path("verificar/", views.verificar, name="verificar"),
    path("verificar/<str:codigo>/", views.verificar, name="verificar_codigo"),
    path("tema/<str:arquivo>", views.tema, name="tema"),
    path("manifesto/<str:registro>.webmanifest", views.manifesto, name="manifesto"),
    path("senha/", include("guiche.portais.publico.senha.urls")),
    path("convite/", include("guiche.portais.publico.convites.urls")),
    path("saude/", saude.saude, name="saude"),
    path("metricas/", saude.metricas, name="metricas"),
    path("estilo/", views.estilo, name="estilo"),
    path("demo/correio/", correio_da_demo.caixa, name="correio_da_demo"),
    path("demo/correio/<str:nome>/", correio_da_demo.carta, name="carta_da_demo"),
    path("demo/correio/<str:nome>/html/", correio_da_demo.carta_html, name="carta_da_demo_html"),
]
