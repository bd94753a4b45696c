from django.apps import AppConfig


class AutorizacaoConfig(AppConfig):
    name = "guiche.autorizacao"
    label = "autorizacao"
    verbose_name = "Autorização"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guiche.autorizacao import permissions  # noqa: F401  (registers its catalogue)
