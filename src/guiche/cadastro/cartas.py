"""Letters to a prestador about its own record: what each is called and why it comes."""

from __future__ import annotations

from typing import Any, Final

from guiche.cadastro.models import Prestador
from guiche.correio.modelos import ModeloDeCarta, declarar
from guiche.correio.services import Destinatario, enviar
from guiche.nucleo.escopo import operadora_atual

_MOTIVO: Final = "este endereço está no cadastro de um prestador da operadora."

ATUALIZACAO: Final = declarar(
    "cadastro.atualizacao.andamento",
    rotulo="Andamento de uma mudança de cadastro",
    assunto="Pedido {{ numero }}: {{ o_que }}",
    template="cadastro/cartas/atualizacao",
    motivo=_MOTIVO,
)
CONTA_OU_EMAIL: Final = declarar(
    "cadastro.conta.mudanca",
    rotulo="Pediram mudança da conta para pagamento ou do e-mail",
    assunto="Confira: {{ o_que }}",
    template="cadastro/cartas/conta_ou_email",
    motivo=_MOTIVO,
)
ADITIVO: Final = declarar(
    "cadastro.aditivo.publicado",
    rotulo="Aditivo a ler e responder",
    assunto="Aditivo para vocês: {{ titulo }}",
    template="cadastro/cartas/aditivo",
    motivo=_MOTIVO,
)
ADITIVO_A_VENCER: Final = declarar(
    "cadastro.aditivo.a_vencer",
    rotulo="Lembrete do prazo de um aditivo",
    assunto="Falta responder até {{ prazo }}: {{ titulo }}",
    template="cadastro/cartas/aditivo_a_vencer",
    motivo="você pode assinar aditivos por um prestador da operadora.",
)


def escrever(modelo: ModeloDeCarta, prestador: Prestador, dados: dict[str, Any], chave: str, para: str = "") -> None:
    """Write to the prestador's address, or to ``para`` (the address it had); nothing when there is none."""
    if endereco := para or prestador.email:
        enviar(modelo, Destinatario(prestador.nome_fantasia, endereco), dados, operadora=operadora_atual(), chave=chave)
