from django.apps import AppConfig


class NucleoConfig(AppConfig):
    name = "guiche.nucleo"
    label = "nucleo"
    verbose_name = "Núcleo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guiche.nucleo import checks  # noqa: F401  (registers the system checks)
