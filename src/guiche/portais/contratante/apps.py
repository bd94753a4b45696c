from django.apps import AppConfig


class ContratanteConfig(AppConfig):
    name = "guiche.portais.contratante"
    label = "portal_contratante"
    verbose_name = "Portal do contratante"

    def ready(self) -> None:
        from guiche.portais.contratante import entradas  # noqa: F401  (registers menu lines)
