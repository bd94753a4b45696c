from django.apps import AppConfig


class CorreioConfig(AppConfig):
    name = "guiche.correio"
    label = "correio"
    verbose_name = "Correio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guiche.correio import checks, entrega, events, permissions  # noqa: F401  (register their catalogues)
