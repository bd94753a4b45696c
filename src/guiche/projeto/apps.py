from django.apps import AppConfig


class ProjetoConfig(AppConfig):
    name = "guiche.projeto"
    label = "projeto"
    verbose_name = "Guichê"
