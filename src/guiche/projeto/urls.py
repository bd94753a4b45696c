"""Every route of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("guiche.portais.publico.urls")),
    path("conta/", include("guiche.portais.conta.urls")),
    path("prestador/", include("guiche.portais.prestador.urls")),
    path("beneficiario/", include("guiche.portais.beneficiario.urls")),
    path("contratante/", include("guiche.portais.contratante.urls")),
    path("operadora/", include("guiche.portais.operadora.urls")),
    path("tiss/", include("guiche.integracao.soap.urls")),
]

handler404 = "guiche.portais.publico.views.nao_encontrada"
handler500 = "guiche.portais.publico.views.falhou"
handler403 = "guiche.portais.publico.views.proibida"
