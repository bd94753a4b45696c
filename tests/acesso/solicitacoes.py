"""People who ask for access, for the tests of the queue."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image

from guiche.acesso.models import SolicitacaoDeAcesso, Usuario, Vinculo
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.services.solicitacoes import NovaSolicitacao, completar_perfil, solicitar
from guiche.documentos.anexos import DOCUMENTOS, Anexo, limpar
from guiche.nucleo.escopo import escopo
from tests.cenario import Mundo

CPF = "52998224725"
Tipo = SolicitacaoDeAcesso.Tipo


def foto(nome: str = "cartao.png") -> bytes:
    """A small picture as a phone would send it."""
    saida = io.BytesIO()
    Image.new("RGB", (120, 80), "teal").save(saida, "PNG")
    return saida.getvalue()


def anexo(nome: str = "cartao.png") -> Anexo:
    return limpar(nome, foto(), DOCUMENTOS)


def pessoa(login: str = "vera", nome: str = "Vera Prado Lins", cpf: str = CPF) -> Pessoa:
    """Somebody with an open account and a complete profile, and no right."""
    usuario = Usuario.objects.create_user(login, "Guiche-2026!", nome=nome, email=f"{login}@exemplo.org")
    eu = Pessoa(usuario, "203.0.113.9", "Navegador")
    completar_perfil(eu, nome, date(1990, 3, 4), cpf)
    return eu


def do_plano(mundo: Mundo) -> NovaSolicitacao:
    """The plan of the titular, which nobody has yet in these tests."""
    return NovaSolicitacao(Tipo.BENEFICIARIO, {"carteira": mundo.titular.carteira, "cidade": "Campo Grande"}, [anexo()])


def pedida(mundo: Mundo, quem: Pessoa | None = None, nova: NovaSolicitacao | None = None) -> SolicitacaoDeAcesso:
    """A request that waits for the medical operadora."""
    with escopo(mundo.operadora):
        Vinculo.objects.filter(beneficiario=mundo.titular).delete()
    return solicitar(quem or pessoa(), mundo.operadora, [nova or do_plano(mundo)])[0]
