"""People of a clinic for the tests of relationships: the titular, a secretary who manages, and somebody outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from guiche.acesso.models import Convite, Perfil, Portal, Usuario, Vinculo
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.selectors.contexto import ator_do_vinculo
from guiche.acesso.services.convites import NovoConvite
from guiche.acesso.services.vinculos import dar_perfis
from guiche.cadastro.models import Prestador
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Operadora
from tests.cenario import Mundo


def perfil(nome: str, portal: str = Portal.PRESTADOR) -> Perfil:
    """A standard perfil of the operadora in scope."""
    um: Perfil = Perfil.objects.get(portal=portal, nome=nome)
    return um


def pessoa(login: str, nome: str = "Nara Pimentel Sá", documento: str = "") -> Usuario:
    """A registered person with no rights at all, whose address is ``<login>@exemplo.org``."""
    return Usuario.objects.create_user(
        login, "Guiche-2026!", nome=nome, email=f"{login}@exemplo.org", documento=documento
    )


def acesso(
    operadora: Operadora,
    usuario: Usuario,
    papeis: Sequence[str],
    prestador: Prestador,
    *,
    tipo: str = Vinculo.Tipo.SECRETARIADO,
    inicio: date | None = None,
    fim: date | None = None,
) -> Vinculo:
    """A vínculo of this person at a prestador, by the names of its perfis."""
    with escopo(operadora):
        vinculo = Vinculo.objects.create(
            usuario=usuario,
            tipo=tipo,
            portal=Portal.PRESTADOR,
            prestador=prestador,
            vigencia_inicio=inicio or date(2026, 1, 1),
            vigencia_fim=fim,
            limite=fim,
        )
        dar_perfis(vinculo, [perfil(nome) for nome in papeis])
    return vinculo


def titular(mundo: Mundo, prestador: Prestador | None = None) -> Ator:
    """Dona Alba, who answers for the clinic and holds every right of its portal."""
    clinica = prestador or mundo.prestador
    dona = pessoa(f"alba{clinica.pk}", "Alba Reis Couto")
    return ator(acesso(mundo.operadora, dona, ["Credenciado"], clinica, tipo=Vinculo.Tipo.PROPRIO))


def secretaria(mundo: Mundo, *papeis: str, login: str = "gil", fim: date | None = None) -> Ator:
    """Gil, who acts for the clinic with these perfis."""
    return ator(acesso(mundo.operadora, pessoa(login, "Gil Moura Paz"), papeis, mundo.prestador, fim=fim))


def ator(vinculo: Vinculo) -> Ator:
    """The ator of a request through this vínculo, rights read anew."""
    return ator_do_vinculo(vinculo.usuario, vinculo, ip="127.0.0.1")


def eu(usuario: Usuario) -> Pessoa:
    """The person of a request."""
    return Pessoa(usuario, "127.0.0.1", "Navegador de teste")


def oferta(*papeis: str, email: str = "nara@exemplo.org", limite: date | None = None, **mais: object) -> NovoConvite:
    """A secretary's invitation with these perfis; inside the operadora's scope."""
    return NovoConvite(
        Convite.Tipo.SECRETARIADO,
        [perfil(nome) for nome in papeis],
        email=email,
        limite=limite,
        **mais,  # type: ignore[arg-type]
    )


def dias(quantos: int, de: date) -> date:
    """A day so many days after another."""
    return de + timedelta(days=quantos)
