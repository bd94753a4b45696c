from django.apps import AppConfig


class PrestadorConfig(AppConfig):
    name = "guiche.portais.prestador"
    label = "portal_prestador"
    verbose_name = "Portal do prestador"

    def ready(self) -> None:
        from guiche.portais.prestador import busca, entradas  # noqa: F401  (register menu lines and search)
        from guiche.portais.prestador.inicio import passos  # noqa: F401  (registers its first steps)
