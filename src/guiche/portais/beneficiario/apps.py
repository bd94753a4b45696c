from django.apps import AppConfig


class BeneficiarioConfig(AppConfig):
    name = "guiche.portais.beneficiario"
    label = "portal_beneficiario"
    verbose_name = "Portal do beneficiário"
