"""Terms of use of the demo: one version per operadora, accepted by everybody who already uses the portal."""

from __future__ import annotations

from typing import Final

from guiche.acesso.models import AceiteDeTermo, Portal, Vinculo
from guiche.acesso.services.termos import NovoTermo, publicar_termo
from guiche.nucleo.ator import Ator
from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import agora

NAVEGADOR: Final = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36"
TITULO: Final = "Termo de uso do portal do prestador"
TEXTO: Final = """Este termo diz o que você pode esperar do portal da {operadora} e o que ela espera de quem o usa.

# Quem usa

- O acesso é pessoal: cada pessoa entra com o próprio usuário e responde pelo que faz com ele.
- Quem trabalha para um prestador recebe um acesso próprio, com prazo e papéis, e nunca usa a senha de outra pessoa.
- O prestador revê de tempos em tempos quem atua por ele e encerra o acesso de quem saiu.

# O que se envia

- Guias, anexos e recursos enviados pelo portal valem como os entregues em papel.
- O que se envia deve corresponder ao atendimento prestado e ao que está no prontuário.

# Dados das pessoas atendidas

- Dados de saúde servem só ao atendimento, à autorização e ao pagamento.
- Toda leitura desses dados fica registrada, com quem leu e quando, e a pessoa atendida pode ver o registro.
- Documentos baixados ficam sob a guarda de quem os baixou.

# Mudanças

Quando este texto mudar, o portal mostra a versão nova, com o que mudou, e pede o aceite outra vez. As versões que você
aceitou ficam em Minha conta."""


def publicar_e_aceitar(operadora: Operadora) -> None:
    """Publish the term of the operadora in scope; who acts for a prestador has accepted it."""
    texto = TEXTO.format(operadora=operadora.nome_fantasia)
    termo = publicar_termo(Ator.sistema(operadora, "comando"), NovoTermo(Portal.PRESTADOR, TITULO, texto))
    usam = Vinculo.objects.filter(portal=Portal.PRESTADOR).order_by("usuario_id")
    pessoas = usam.values_list("usuario_id", flat=True).distinct()
    AceiteDeTermo.objects.bulk_create(
        AceiteDeTermo(
            termo=termo,
            usuario_id=usuario_id,
            sha256=termo.sha256,
            ip="127.0.0.1",
            navegador=NAVEGADOR,
            aceito_em=agora(),
        )
        for usuario_id in pessoas
    )
