from django.apps import AppConfig


class SoapConfig(AppConfig):
    name = "guiche.integracao.soap"
    label = "soap"
    verbose_name = "Web services TISS"
