from django.apps import AppConfig


class ComunicacaoConfig(AppConfig):
    name = "guiche.comunicacao"
    label = "comunicacao"
    verbose_name = "Comunicação"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guiche.comunicacao import checks, events, permissions  # noqa: F401  (register their catalogues)
        from guiche.comunicacao.correio import entrega  # noqa: F401  (registers its tasks)
