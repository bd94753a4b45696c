"""Recompute the hash chain of every operadora's events; a row changed behind the product's back shows.

Run ``guiche shell < verificar_trilha.py``; the exit status is 1 when a chain is broken.
"""

from guiche.nucleo.escopo import escopo
from guiche.nucleo.eventos import verificar_cadeia
from guiche.nucleo.models import Operadora

quebradas = 0
for operadora in Operadora.objects.order_by("registro_ans"):
    with escopo(operadora):
        numero = verificar_cadeia()
    quebradas += numero is not None
    print(f"{operadora.nome_fantasia}: {'íntegra' if numero is None else f'quebra no evento {numero}'}")
if quebradas:
    raise SystemExit(1)
