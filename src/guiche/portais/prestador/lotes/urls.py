"""Lotes sent: list, detail, guias, receipt."""

from django.urls import path, re_path

from guiche.portais.prestador.lotes import views

urlpatterns = [
    path("lotes/", views.lotes, name="lotes"),
    path("lotes/<int:pk>/", views.lote, name="lote"),
    path("lotes/<int:pk>/protocolo/", views.protocolo, name="protocolo"),
    path("lotes/<int:pk>/recibo.xml", views.recibo_em_xml, name="recibo_xml"),
    path("lotes/<int:pk>/recibo.pdf", views.recibo_em_pdf, name="recibo_pdf"),
    path("lotes/<int:pk>/arquivo/", views.arquivo, name="lote_arquivo"),
    path("lotes/<int:pk>/cancelar/", views.cancelar, name="lote_cancelar"),
    path("lotes/<int:pk>/analise/", views.analise, name="analise"),
    re_path(r"^lotes/(?P<pk>\d+)/analise\.(?P<formato>pdf|xlsx|csv|xml)$", views.analise_em, name="analise_em"),
    re_path(r"^lotes/(?P<pk>\d+)/glosas\.(?P<formato>xlsx|csv)$", views.glosas_em, name="glosas_em"),
    path("guias/<int:pk>/", views.guia, name="guia"),
]
