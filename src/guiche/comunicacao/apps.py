from django.apps import AppConfig


class ComunicacaoConfig(AppConfig):
    name = "guiche.comunicacao"
    label = "comunicacao"
    verbose_name = "Comunicação"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guiche.comunicacao import (  # noqa: F401  (subscribers; catalogue; door; tasks)
            acessos,
            assinaturas,
            cadastros,
            familia,
            informativos,
            permissions,
            solicitacoes,
        )
