"""What the beneficiário's portal offers to whoever arrives."""

from __future__ import annotations

from guiche.faturamento import permissions
from guiche.portais.componentes.passos import Cartao, registrar

registrar(
    "beneficiario",
    Cartao("Extrato", "O que foi usado, quando e com quem.", "beneficiario:extrato", "recibo", permissions.EXTRATO_VER),
    Cartao(
        "Quem viu meus dados",
        "Cada leitura dos seus dados de saúde, com nome e motivo.",
        "beneficiario:quem_viu",
        "escudo",
        permissions.EXTRATO_VER,
    ),
)
