from django.urls import include, path

from guiche.portais.conta import confirmacao, views

app_name = "conta"
urlpatterns = [
    path("", views.inicio, name="inicio"),
    path("confirmar/", confirmacao.confirmar, name="confirmar"),
    path("solicitacoes/", include("guiche.portais.conta.solicitacoes.urls")),
    path("relacionamentos/", include("guiche.portais.conta.relacionamentos.urls")),
    path("senha/", include("guiche.portais.conta.senha.urls")),
    path("fatores/", include("guiche.portais.conta.fatores.urls")),
    path("dados/", include("guiche.portais.conta.dados.urls")),
    path("emails/", include("guiche.portais.conta.emails.urls")),
    path("termos/", include("guiche.portais.conta.termos.urls")),
    path("relatorios/", include("guiche.portais.conta.relatorios.urls")),
    path("sessoes/", include("guiche.portais.conta.sessoes.urls")),
]
