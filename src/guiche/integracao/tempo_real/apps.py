from django.apps import AppConfig


class TempoRealConfig(AppConfig):
    name = "guiche.integracao.tempo_real"
    label = "tempo_real"
    verbose_name = "Tempo real"

    def ready(self) -> None:
        from guiche.comunicacao.services.avisos import ao_notificar
        from guiche.integracao.tempo_real.envio import empurrar

        ao_notificar(empurrar)
