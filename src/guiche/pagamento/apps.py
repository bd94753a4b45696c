from django.apps import AppConfig


class PagamentoConfig(AppConfig):
    name = "guiche.pagamento"
    label = "pagamento"
    verbose_name = "Pagamento"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guiche.pagamento import permissions, portas, relatorios, tasks  # noqa: F401  (register their catalogues)
