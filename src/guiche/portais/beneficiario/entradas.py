"""Lines of the beneficiário's menu."""

from __future__ import annotations

from guiche.acesso import permissions as acesso
from guiche.faturamento import permissions
from guiche.portais.componentes.menu import registrar

registrar("beneficiario", "", "Início", "beneficiario:inicio", "inicio", acesso.INICIO_VER, 10, fixo=True)
registrar("beneficiario", "", "Extrato", "beneficiario:extrato", "recibo", permissions.EXTRATO_VER, 20, fixo=True)
registrar("beneficiario", "", "Meus casos", "beneficiario:casos", "bandeira", permissions.ITEM_CONTESTAR, 30, fixo=True)
registrar("beneficiario", "", "Quem viu meus dados", "beneficiario:quem_viu", "escudo", permissions.EXTRATO_VER, 40)
registrar("beneficiario", "", "Família", "beneficiario:familia", "grupo", acesso.FAMILIA_GERIR, 50)
