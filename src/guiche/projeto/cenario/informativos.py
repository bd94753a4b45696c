"""Informativos of the demo: an alert and a notice of payment for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from guiche.comunicacao.services.informativos import (
    NovoInformativo,
    escrever_informativo,
    publicar_informativo,
)
from guiche.projeto.cenario.acessos import Pessoa, de_papel


def gravar_informativos(pessoas: Sequence[Pessoa], dia: date) -> None:
    """Two published to every prestador, and a draft that waits for somebody to publish it."""
    ator = de_papel(pessoas, "gestor").ator
    prontos = (
        NovoInformativo(
            "INFORMATIVO",
            "Envio de pagamento único mensal",
            "A partir do próximo mês, os lotes fechados na mesma competência são pagos de uma vez.\n\n"
            "# O que muda para você\n\n- Um só demonstrativo por competência.\n- A data do crédito não muda.",
            dia,
        ),
        NovoInformativo(
            "ALERTA",
            "Portal fora do ar no domingo, das 2h às 4h",
            "Nesse horário não será possível enviar lotes. O que já foi enviado não se perde.",
            dia,
            dia + timedelta(days=10),
        ),
    )
    for pronto in prontos:
        publicar_informativo(ator, escrever_informativo(ator, pronto).pk)
    escrever_informativo(
        ator,
        NovoInformativo(
            "DOCUMENTO",
            "Manual de órteses e próteses",
            "O manual passa a pedir três cotações acima de R$ 10.000,00.",
            dia,
            tipos=("HOSPITAL",),
        ),
    )
