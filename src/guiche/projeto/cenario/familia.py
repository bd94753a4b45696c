"""The named family of the demo world: a consent, a request that waits, and a caregiver."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from guiche.acesso.models import Perfil, Portal, Vinculo
from guiche.acesso.services.familia import CUIDADOR, pedir_para_ver, permitir
from guiche.acesso.services.vinculos import NovoVinculo, abrir_vinculo
from guiche.nucleo.ator import Ator
from guiche.projeto.cenario.acessos import Pessoa, criar_pessoa, de_papel
from guiche.projeto.cenario.pessoas import Gente
from guiche.projeto.cenario.registros import Cadastro

_SEMENTE = 44
_DIAS_DO_CUIDADO = 120


def gravar_familia(cadastro: Cadastro, pessoas: Sequence[Pessoa], hoje: date, senha_cifrada: str) -> list[Pessoa]:
    """Helena shows her card to Rafael and asks to see his statement; Nadir takes care of her for four months."""
    titular = de_papel(pessoas, "beneficiario")
    helena, rafael = cadastro.familiares["helena"], cadastro.familiares["rafael"]
    permitir(titular.ator, rafael.pk, "cartao")
    pedir_para_ver(titular.ator, rafael.pk, ["extrato"])
    fim = hoje + timedelta(days=_DIAS_DO_CUIDADO)
    # A source of its own: the rest of the world stays as it was.
    cpf = Gente(random.Random(_SEMENTE)).cpf()  # noqa: S311
    nadir = criar_pessoa(cadastro, "nadir", "Nadir Costa Leal", senha_cifrada, cpf)
    novo = NovoVinculo(
        nadir,
        Vinculo.Tipo.CUIDADOR,
        Portal.BENEFICIARIO,
        [Perfil.objects.get(portal=Portal.BENEFICIARIO, nome=CUIDADOR)],
        beneficiario=helena,
        fim=fim,
        limite=fim,
        concedido_por=titular.usuario,
    )
    return [Pessoa("cuidador", nadir, (abrir_vinculo(Ator.sistema(cadastro.operadora, "comando"), novo),))]
