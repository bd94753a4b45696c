from django.apps import AppConfig


class PublicoConfig(AppConfig):
    name = "guiche.portais.publico"
    label = "portal_publico"
    verbose_name = "Portal público"
