"""Addresses of the beneficiário's portal."""

from django.urls import include, path

from guiche.portais.beneficiario.acessos import views as acessos
from guiche.portais.beneficiario.casos import views as casos
from guiche.portais.beneficiario.extrato import views as extrato
from guiche.portais.beneficiario.inicio import views as inicio

app_name = "beneficiario"
urlpatterns = [
    path("", inicio.inicio, name="inicio"),
    path("extrato/", extrato.extrato, name="extrato"),
    path("extrato/pdf/", extrato.pdf, name="extrato_pdf"),
    path("extrato/<int:item_id>/nao-reconheco/", casos.contestar, name="contestar"),
    path("casos/", casos.casos, name="casos"),
    path("quem-viu/", acessos.quem_viu, name="quem_viu"),
    path("familia/", include("guiche.portais.beneficiario.familia.urls")),
]
