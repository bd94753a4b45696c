from django.apps import AppConfig
from django.conf import settings


class ProjetoConfig(AppConfig):
    name = "guiche.projeto"
    label = "projeto"
    verbose_name = "Guichê"

    def ready(self) -> None:
        from guiche.tiss_xml.versoes import registro

        registro.diretorio_de_esquemas = settings.GUICHE_ESQUEMAS
