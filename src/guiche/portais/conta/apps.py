from django.apps import AppConfig


class ContaConfig(AppConfig):
    name = "guiche.portais.conta"
    label = "portal_conta"
    verbose_name = "Minha conta"
