"""Django application of the shared components."""

from django.apps import AppConfig


class ComponentesConfig(AppConfig):
    """Templates, tags and static files shared by every portal."""

    name = "guiche.portais.componentes"
    label = "componentes"
    verbose_name = "Componentes de tela"

    def ready(self) -> None:
        from guiche.documentos.logotipo import registrar_sinal
        from guiche.portais.componentes.icones import sinal_da_marca

        registrar_sinal(lambda operadora: sinal_da_marca(operadora.logotipo, operadora.cor))
