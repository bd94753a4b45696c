"""Payments of the operadora and their statements."""

from django.urls import path, re_path

from guiche.portais.operadora.pagamentos import views

urlpatterns = [
    path("", views.pagamentos, name="pagamentos"),
    path("<int:pagamento_id>/", views.pagamento, name="pagamento"),
    path("<int:pagamento_id>/pagar/", views.pagar, name="pagar"),
    re_path(
        r"^(?P<pagamento_id>\d+)/demonstrativo\.(?P<formato>pdf|xlsx|csv|xml)$",
        views.demonstrativo_em,
        name="demonstrativo_em",
    ),
]
