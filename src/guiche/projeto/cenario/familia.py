"""The named family of the demo world: a consent, a request that waits, and a caregiver."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from allauth.account.models import EmailAddress

from guiche.acesso.models import Perfil, Portal, Usuario, Vinculo
from guiche.acesso.selectors import ator_do_vinculo
from guiche.acesso.services.familia import CUIDADOR, pedir_para_ver, permitir
from guiche.acesso.services.vinculos import NovoVinculo, abrir_vinculo
from guiche.nucleo.ator import Ator
from guiche.projeto.cenario.acessos import Pessoa
from guiche.projeto.cenario.pessoas import Gente, endereco_eletronico
from guiche.projeto.cenario.registros import Cadastro

_SEMENTE = 44
_DIAS_DO_CUIDADO = 120


def gravar_familia(cadastro: Cadastro, pessoas: Sequence[Pessoa], hoje: date, senha_cifrada: str) -> list[Pessoa]:
    """Helena shows her card to Rafael and asks to see his statement; Nadir takes care of her for four months."""
    titular = next(pessoa for pessoa in pessoas if pessoa.papel == "beneficiario")
    ator = ator_do_vinculo(titular.usuario, titular.vinculos[0])
    helena, rafael = cadastro.familiares["helena"], cadastro.familiares["rafael"]
    permitir(ator, rafael.pk, "cartao")
    pedir_para_ver(ator, rafael.pk, ["extrato"])
    nome, fim = "Nadir Costa Leal", hoje + timedelta(days=_DIAS_DO_CUIDADO)
    email = endereco_eletronico(nome, cadastro.especificacao.chave)
    # A source of its own: the rest of the world stays as it was.
    cpf = Gente(random.Random(_SEMENTE)).cpf()  # noqa: S311
    nadir = Usuario.objects.create(login="nadir", nome=nome, email=email, documento=cpf, password=senha_cifrada)
    EmailAddress.objects.create(user=nadir, email=email, verified=True, primary=True)
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
