"""What the operadora's portal offers to whoever arrives."""

from __future__ import annotations

from guiche.acesso import permissions as acesso
from guiche.cadastro import permissions as cadastro
from guiche.portais.componentes.passos import Cartao, registrar

registrar(
    "operadora",
    Cartao(
        "Prestadores",
        "Cadastro, contrato e lotes de cada um.",
        "operadora:prestadores",
        "hospital",
        cadastro.PRESTADOR_VER,
    ),
    Cartao("Auditoria", "Quem fez o quê, quando e por quem.", "operadora:auditoria", "historico", acesso.EVENTOS_VER),
)
