from django.apps import AppConfig


class BeneficiarioConfig(AppConfig):
    name = "guiche.portais.beneficiario"
    label = "portal_beneficiario"
    verbose_name = "Portal do beneficiário"

    def ready(self) -> None:
        from guiche.portais.beneficiario import busca, enderecos, entradas  # noqa: F401  (register search, letters, menu)
        from guiche.portais.beneficiario.inicio import passos  # noqa: F401  (registers its first steps)
