from django.apps import AppConfig


class ContaConfig(AppConfig):
    name = "guiche.portais.conta"
    label = "portal_conta"
    verbose_name = "Minha conta"

    def ready(self) -> None:
        from guiche.portais.conta import enderecos  # noqa: F401  (registers the addresses of its letters)
