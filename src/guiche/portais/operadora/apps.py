from django.apps import AppConfig


class OperadoraConfig(AppConfig):
    name = "guiche.portais.operadora"
    label = "portal_operadora"
    verbose_name = "Portal da operadora"
