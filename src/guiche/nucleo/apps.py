from django.apps import AppConfig


class NucleoConfig(AppConfig):
    name = "guiche.nucleo"
    label = "nucleo"
    verbose_name = "Núcleo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guiche.nucleo import busca, checks, estatisticas  # noqa: F401  (register lookup, checks and task)
