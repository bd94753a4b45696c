from django.apps import AppConfig


class DocumentosConfig(AppConfig):
    name = "guiche.documentos"
    label = "documentos"
    verbose_name = "Documentos"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guiche.documentos import pacotes, permissions, tasks  # noqa: F401  (register their catalogues)
