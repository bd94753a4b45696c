from django.apps import AppConfig


class PublicoConfig(AppConfig):
    name = "guiche.portais.publico"
    label = "portal_publico"
    verbose_name = "Portal público"

    def ready(self) -> None:
        from guiche.portais.publico import enderecos, entradas  # noqa: F401  (register the addresses of its letters, search and cards)
