from django.apps import AppConfig


class ContaConfig(AppConfig):
    name = "guiche.portais.conta"
    label = "portal_conta"
    verbose_name = "Minha conta"

    def ready(self) -> None:
        from guiche.portais.conta import enderecos, entradas  # noqa: F401  (register the addresses of its letters, search and first steps)
