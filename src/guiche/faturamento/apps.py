from django.apps import AppConfig


class FaturamentoConfig(AppConfig):
    name = "guiche.faturamento"
    label = "faturamento"
    verbose_name = "Faturamento"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guiche.faturamento import permissions, portas, relatorios, tasks  # noqa: F401  (register their catalogues)
