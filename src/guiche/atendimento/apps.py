from django.apps import AppConfig


class AtendimentoConfig(AppConfig):
    name = "guiche.atendimento"
    label = "atendimento"
    verbose_name = "Atendimento"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guiche.atendimento import permissions  # noqa: F401  (registers its catalogue)
