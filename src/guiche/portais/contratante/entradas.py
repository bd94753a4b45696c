"""Lines of the contratante's menu."""

from __future__ import annotations

from guiche.cadastro import permissions
from guiche.portais.componentes.menu import registrar

registrar("contratante", "", "Contrato", "contratante:inicio", "recibo", permissions.CONTRATO_VER, 10, fixo=True)
