from django.apps import AppConfig


class AcessoConfig(AppConfig):
    name = "guiche.acesso"
    label = "acesso"
    verbose_name = "Acesso"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guiche.acesso import events, permissions, portas, tasks  # noqa: F401  (register their catalogues)
        from guiche.acesso.services import equipe, senhas  # noqa: F401  (what uses a unit, a task)
