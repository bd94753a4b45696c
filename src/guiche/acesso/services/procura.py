"""Finding one person to invite: exactly, by what the searcher already knows, and never by name.

What comes back only lets the searcher recognise who it is. Each search is an event without the term typed, and
counts against a limit, so that nobody walks through documents to learn who exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core import signing
from django.db.models import QuerySet

from guiche.acesso import events, permissions
from guiche.acesso.models import Usuario
from guiche.acesso.selectors.relacionamentos import iniciais_do_nome
from guiche.cadastro.models import Prestador
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.identificadores import mascarar_cpf, normalizar
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import Recusa, servico

POR_HORA: Final = 30
_SAL: Final = "acesso.procura"
_VALIDADE: Final = timedelta(hours=1)
_TAMANHO_DO_CPF: Final = 11


@dataclass(frozen=True, slots=True)
class Busca:
    """One exact criterion: ``email``, ``documento`` (CPF or CNPJ), or ``numero`` of a council with its ``uf``.

    ``conselho`` is the code of TISS table 26; empty accepts any.
    """

    email: str = ""
    documento: str = ""
    conselho: str = ""
    uf: str = ""
    numero: str = ""

    @property
    def por(self) -> str:
        """Which criterion it is."""
        return "email" if self.email else "documento" if self.documento else "conselho"


@dataclass(frozen=True, slots=True)
class PessoaAchada:
    """Enough to recognise a person. ``chave`` stands for them in the next step: signed, for this searcher only.

    An address that belongs to no login is not ``tem_conta`` and has neither ``iniciais`` nor ``documento``: it can be
    invited all the same. Who has a login may lack both, before filling the own data.
    """

    chave: str
    iniciais: str = ""
    documento: str = ""
    email: str = ""
    tem_conta: bool = False


@dataclass(frozen=True, slots=True)
class Escolhida:
    """Who is behind a ``chave``: an account, or only an address; ``por`` is the criterion that found them."""

    usuario: Usuario | None
    email: str
    por: str


@servico(permissions.RELACIONAMENTO_GERIR)
def procurar_pessoa(ator: Ator, busca: Busca) -> PessoaAchada | None:
    """The one active person with this e-mail, CPF, CNPJ or council number; None when there is none, or several.

    An unknown e-mail is answered too: its owner can be invited before registering (B-32). Raises Recusa for an
    empty search and after too many of them in an hour.
    """
    if not (busca.email or busca.documento or (busca.uf and busca.numero)):
        raise Recusa("Escreva um e-mail, um CPF, um CNPJ ou a UF e o número do conselho.")
    recentes = Evento.objects.filter(
        tipo=events.PESSOA_PROCURADA.codigo,
        usuario_id=ator.usuario.pk,
        criado_em__gte=agora() - timedelta(hours=1),
    )
    if recentes.count() >= POR_HORA:
        raise Recusa("Você já fez muitas buscas nesta hora. Espere um pouco, ou convide pelo e-mail.")
    achados = list(_candidatos(busca)[:2])
    achado = achados[0] if len(achados) == 1 else None
    fato = {"por": busca.por, "achou": achado is not None}
    eventos.registrar(events.PESSOA_PROCURADA, ator.vinculo, ator, fato)
    if achado is None and not busca.email:
        return None
    return _resumo(ator, Escolhida(achado, busca.email.strip().lower(), busca.por))


def escolhida(ator: Ator, chave: str) -> Escolhida:
    """Who was found a moment ago. Raises Recusa for a key that is old, forged or of another searcher."""
    try:
        quem = signing.loads(chave, salt=_SAL, max_age=_VALIDADE)
        if quem["de"] == ator.vinculo.pk:
            usuario = Usuario.objects.get(pk=quem["pessoa"], ativo=True) if quem["pessoa"] else None
            return Escolhida(usuario, quem["email"], quem["por"])
    except (signing.BadSignature, Usuario.DoesNotExist, KeyError, TypeError):
        pass
    raise Recusa("A busca venceu. Procure a pessoa de novo.")


def resumo_da_chave(ator: Ator, chave: str) -> PessoaAchada:
    """What the next step shows of who was found. Raises Recusa as :func:`escolhida`."""
    return _resumo(ator, escolhida(ator, chave))


def _candidatos(busca: Busca) -> QuerySet[Usuario]:
    ativos = Usuario.objects.filter(ativo=True).order_by("pk")
    if busca.email:
        return ativos.filter(email=busca.email.strip().lower())
    if busca.documento:
        return ativos.filter(documento=normalizar(busca.documento))
    profissionais = Prestador.objects.filter(uf_conselho=busca.uf.upper(), numero_conselho=normalizar(busca.numero))
    if busca.conselho:
        profissionais = profissionais.filter(conselho=busca.conselho)
    return ativos.filter(documento__in=list(profissionais.values_list("documento", flat=True)[:2]))


def _resumo(ator: Ator, quem: Escolhida) -> PessoaAchada:
    pessoa = quem.usuario
    carga = {"pessoa": pessoa.pk if pessoa else None, "email": quem.email, "por": quem.por, "de": ator.vinculo.pk}
    chave = signing.dumps(carga, salt=_SAL)
    if pessoa is None:
        return PessoaAchada(chave, email=quem.email)
    return PessoaAchada(chave, iniciais_do_nome(pessoa.nome), _mascarado(pessoa.documento), quem.email, tem_conta=True)


def _mascarado(documento: str) -> str:
    if len(documento) == _TAMANHO_DO_CPF:
        return mascarar_cpf(documento)
    return f"**.{documento[2:5]}.***/****-{documento[-2:]}" if documento else ""
