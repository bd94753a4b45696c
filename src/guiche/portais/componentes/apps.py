"""Django application of the shared components."""

from django.apps import AppConfig


class ComponentesConfig(AppConfig):
    """Templates, tags and static files shared by every portal."""

    name = "guiche.portais.componentes"
    label = "componentes"
    verbose_name = "Componentes de tela"
