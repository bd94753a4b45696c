"""Create an operadora and the first person of it, who may do everything in its portal.

Edit the values, then run ``guiche shell < primeiro_acesso.py``. The password is made here and shown once.
"""

import secrets

from guiche.acesso.models import Perfil, Usuario, Vinculo
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Operadora
from guiche.nucleo.permissoes import catalogo
from guiche.nucleo.relogio import hoje

OPERADORA = {
    "registro_ans": "300012",
    "razao_social": "Operadora de Exemplo S.A.",
    "nome_fantasia": "Operadora de Exemplo",
    "cnpj": "11222333000181",
    "municipio_ibge": "3550308",
    "cor": "#0b6478",
}
GESTOR = {"login": "gestora", "nome": "Gestora de Exemplo", "email": "gestora@operadora.com.br"}

operadora, _ = Operadora.objects.update_or_create(registro_ans=OPERADORA["registro_ans"], defaults=OPERADORA)
senha = secrets.token_urlsafe(12)
with escopo(operadora):
    perfil, _ = Perfil.objects.update_or_create(
        nome="Gestor",
        portal="operadora",
        defaults={"permissoes": [p.codigo for p in catalogo() if "operadora" in p.portais]},
    )
    pessoa = Usuario.objects.create_user(senha=senha, **GESTOR)
    Vinculo.objects.create(usuario=pessoa, perfil=perfil, portal="operadora", vigencia_inicio=hoje())
print(f"{operadora.nome_fantasia}: entre com {pessoa.login} e a senha {senha}")
