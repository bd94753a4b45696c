"""Accept in an operadora the TISS versions listed, newest first; registered as any change of its options.

Edit the values, then run ``guiche shell < aceitar_versao.py``.
"""

from dataclasses import replace

from guiche.faturamento.config import FaturamentoConfig
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config, configurar
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Operadora
from guiche.tiss_xml.versoes import registro

REGISTRO_ANS = "300012"
VERSOES = ("4.03.00", "4.02.00")

faltam = set(VERSOES) - {str(versao) for versao in registro.instaladas()}
if faltam:
    raise SystemExit(f"Instale antes o esquema de: {', '.join(sorted(faltam))}.")
operadora = Operadora.objects.get(registro_ans=REGISTRO_ANS)
with escopo(operadora):
    configurar(Ator.sistema(operadora, "comando"), replace(config(FaturamentoConfig), versoes_tiss=VERSOES))
    print(f"{operadora.nome_fantasia} aceita {', '.join(config(FaturamentoConfig).versoes_tiss)}.")
