from django.apps import AppConfig


class OperadoraConfig(AppConfig):
    name = "guiche.portais.operadora"
    label = "portal_operadora"
    verbose_name = "Portal da operadora"

    def ready(self) -> None:
        from guiche.portais.operadora import busca, entradas  # noqa: F401  (register menu lines and search)
        from guiche.portais.operadora.inicio import passos  # noqa: F401  (registers its first steps)
