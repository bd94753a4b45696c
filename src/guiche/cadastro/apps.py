from django.apps import AppConfig


class CadastroConfig(AppConfig):
    name = "guiche.cadastro"
    label = "cadastro"
    verbose_name = "Cadastro"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guiche.cadastro import (  # noqa: F401  (catalogues, letters, doors, what closes operations, tasks)
            cartas,
            events,
            operacoes,
            permissions,
            portas,
            tasks,
        )
