"""Delegated accesses of one clinic of the demo world: who answers for it, a secretary, and an open invitation."""

from __future__ import annotations

import random
from datetime import date, timedelta

from guiche.acesso.models import Convite, Perfil, Portal, Vinculo
from guiche.acesso.selectors.contexto import ator_do_vinculo
from guiche.acesso.services.convites import NovoConvite, convidar
from guiche.acesso.services.vinculos import NovoVinculo, abrir_vinculo
from guiche.nucleo.ator import Ator
from guiche.projeto.cenario.acessos import Pessoa, criar_pessoa
from guiche.projeto.cenario.pessoas import Gente
from guiche.projeto.cenario.registros import Cadastro

_SEMENTE = 33
_DESDE = 400
_REVISTO_HA = 100
_RESTAM = 12


def gravar_relacionamentos(cadastro: Cadastro, hoje: date, cifrada: str) -> list[Pessoa]:
    """Sílvia answers for Clínica Cedro, Caio bills for it until soon, and Taís has an invitation to answer."""
    # A source of its own: the rest of the world stays as it was.
    gente = Gente(random.Random(_SEMENTE))  # noqa: S311
    silvia, caio, tais = (
        criar_pessoa(cadastro, login, nome, cifrada, gente.cpf())
        for login, nome in (
            ("silvia", "Sílvia Torres Galhardo"),
            ("caio", "Caio Brandão Luz"),
            ("tais", "Taís Rocha Alencar"),
        )
    )
    papeis = {perfil.nome: perfil for perfil in Perfil.objects.filter(portal=Portal.PRESTADOR)}
    sistema, clinica = Ator.sistema(cadastro.operadora, "comando"), cadastro.prestadores["cedro"]
    desde, fim = hoje - timedelta(days=_DESDE), hoje + timedelta(days=_RESTAM)
    dela = abrir_vinculo(
        sistema,
        NovoVinculo(
            silvia, Vinculo.Tipo.PROPRIO, Portal.PRESTADOR, [papeis["Credenciado"]], prestador=clinica, inicio=desde
        ),
    )
    dele = abrir_vinculo(
        sistema,
        NovoVinculo(
            caio,
            Vinculo.Tipo.SECRETARIADO,
            Portal.PRESTADOR,
            [papeis["Faturamento"], papeis["Autorização"]],
            prestador=clinica,
            inicio=desde,
            fim=fim,
            limite=fim,
            concedido_por=silvia,
        ),
    )
    Vinculo.objects.filter(pk=dele.pk).update(revisado_em=hoje - timedelta(days=_REVISTO_HA))
    convidar(
        ator_do_vinculo(silvia, dela),
        NovoConvite(
            Convite.Tipo.SECRETARIADO,
            [papeis["Recepção"], papeis["Acesso ao chat"]],
            usuario=tais,
            dados={"mensagem": "Para cuidar da recepção da tarde.", "por": "email"},
        ),
    )
    return [
        Pessoa("credenciada", silvia, (dela,)),
        Pessoa("secretaria", caio, (dele,)),
        Pessoa("convidada", tais, ()),
    ]
