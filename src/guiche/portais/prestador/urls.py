"""Addresses of the prestador's portal."""

from django.urls import include, path

app_name = "prestador"
urlpatterns = [
    path("", include("guiche.portais.prestador.inicio.urls")),
    path("conferencias/", include("guiche.portais.prestador.conferencias.urls")),
    path("", include("guiche.portais.prestador.lotes.urls")),
    path("valores/", include("guiche.portais.prestador.valores.urls")),
    path("ajuda/", include("guiche.portais.prestador.ajuda.urls")),
    path("relacionamentos/", include("guiche.portais.prestador.relacionamentos.urls")),
    path("cadastro/", include("guiche.portais.prestador.cadastro.urls")),
    path("aditivos/", include("guiche.portais.prestador.aditivos.urls")),
    path("informativos/", include("guiche.portais.prestador.informativos.urls")),
    path("demonstrativos/", include("guiche.portais.prestador.demonstrativos.urls")),
    path("representantes/", include("guiche.portais.prestador.representantes.urls")),
]
