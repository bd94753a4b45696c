from django.apps import AppConfig


class TerminologiaConfig(AppConfig):
    name = "guiche.terminologia"
    label = "terminologia"
    verbose_name = "Terminologia"
    default_auto_field = "django.db.models.BigAutoField"
