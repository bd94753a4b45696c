"""Verbs of reports by e-mail: choose, give up, and tell who chose that one is ready (U-11).

The choice is of one person, in one access, for one report; nothing is chosen for anybody. Each time it is given or
withdrawn is an event with who, when, from where and by which way. Source: LGPD art. 7 I, art. 8 §§ 2, 4 and 5.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Q

from guiche.acesso import enderecos
from guiche.acesso.models import SolicitacaoDeAcesso, Vinculo
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.services.vinculos import ator_da_pessoa
from guiche.comunicacao import events
from guiche.comunicacao.models import AssinaturaDeRelatorio
from guiche.comunicacao.relatorios import Relatorio, relatorio
from guiche.comunicacao.selectors.relatorios import (
    acesso_da_pessoa,
    assinantes,
    conhecido,
    pode_ver,
    segredo_de_saida,
)
from guiche.correio.services import Assinada, Destinatario, enviar_aos_assinantes
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo, operadora_atual
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import Recusa

Origem = AssinaturaDeRelatorio.Origem
_EVENTO: Final = {True: events.RELATORIO_LIGADO, False: events.RELATORIO_DESLIGADO}
_ATO: Final = {True: "relatorio_ligado", False: "relatorio_desligado"}


def ligar(pessoa: Pessoa, vinculo_id: int, codigo: str) -> AssinaturaDeRelatorio:
    """Choose to be told about a report in one access. Bears repetition.

    Raises Vinculo.DoesNotExist for an access that is not the person's, Recusa for a report it does not see.
    """
    vinculo = acesso_da_pessoa(pessoa, vinculo_id)
    um = relatorio(codigo)
    if um is None or not pode_ver(vinculo, um):
        raise Recusa("Este acesso não tem este relatório.")
    with escopo(vinculo.operadora), transaction.atomic():
        assinatura, _ = _linha(vinculo, codigo, Origem.CONTA)
        _mudar(pessoa, assinatura, ativa=True, origem=Origem.CONTA)
    return assinatura


def desligar(pessoa: Pessoa, vinculo_id: int, codigo: str) -> AssinaturaDeRelatorio:
    """Give it up; as easy as it was to choose. Bears repetition.

    Raises Vinculo.DoesNotExist for an access that is not the person's, AssinaturaDeRelatorio.DoesNotExist for what was
    never chosen.
    """
    vinculo = acesso_da_pessoa(pessoa, vinculo_id)
    with escopo(vinculo.operadora), transaction.atomic():
        assinatura: AssinaturaDeRelatorio = AssinaturaDeRelatorio.objects.get(vinculo=vinculo, relatorio=codigo)
        assinatura.vinculo = vinculo
        _mudar(pessoa, assinatura, ativa=False, origem=Origem.CONTA)
    return assinatura


def sair_pelo_link(assinatura: AssinaturaDeRelatorio, ip: str, navegador: str, *, um_clique: bool) -> None:
    """Give it up by the link of a letter, which proves the address and opens nothing else. Bears repetition.

    ``um_clique``: the mail program asked, not a page of ours (RFC 8058).
    """
    pessoa = Pessoa(assinatura.vinculo.usuario, ip, navegador)
    origem = Origem.UM_CLIQUE if um_clique else Origem.LINK
    with escopo(assinatura.operadora), transaction.atomic():
        _mudar(pessoa, assinatura, ativa=False, origem=origem)


@transaction.atomic
def assinar_o_pedido(solicitacao: SolicitacaoDeAcesso) -> int:
    """Turn what was ticked in a request for access into subscriptions of the access it opened; returns how many.

    Only what the access sees, and only what has no subscription yet: a later choice of the person wins.
    """
    vinculo, quando = solicitacao.vinculo, solicitacao.criada_em
    if vinculo is None:
        return 0
    feitas = 0
    for codigo in solicitacao.dados.get("relatorios", []):
        um = relatorio(codigo)
        if um is None or not pode_ver(vinculo, um):
            continue
        assinatura, nova = _linha(vinculo, codigo, Origem.PEDIDO)
        if nova:
            fato = {"pedido": solicitacao.pk, "escolhido_em": quando}
            _mudar(Pessoa(vinculo.usuario), assinatura, ativa=True, origem=Origem.PEDIDO, fato=fato)
            feitas += 1
    return feitas


@transaction.atomic
def encerrar_do_acesso(vinculo: Vinculo, ator: Ator) -> int:
    """End the subscriptions of an access that ended; another one starts with none. Returns how many ended."""
    ativas = AssinaturaDeRelatorio.objects.filter(vinculo=vinculo, ativa=True)
    fim = [(uma, _fato(uma, Origem.FIM_DO_ACESSO)) for uma in ativas]
    ativas.update(ativa=False, origem=Origem.FIM_DO_ACESSO, mudada_em=agora())
    if fim:
        eventos.registrar_varios(events.RELATORIO_DESLIGADO, fim, ator)
    return len(fim)


def avisar_assinantes(um: Relatorio, destino: Q, *, dito: str, url: str, chave: str) -> int:
    """Write to who chose a report that it is ready; returns how many letters are new.

    ``destino`` is a condition on Vinculo, ``dito`` one sentence without values or health data, ``url`` the path of the
    screen, ``chave`` the cause: told again for it, nobody is told twice. The statements do not grow with the readers.
    """
    operadora = operadora_atual()
    cartas = [
        Assinada(
            Destinatario(leitor.vinculo.usuario.nome, leitor.email, leitor.vinculo.usuario_id),
            {
                "dito": dito,
                "rotulo": um.rotulo,
                "de_quem": leitor.vinculo.rotulo,
                "url": f"{enderecos.de('relatorio.abrir', str(leitor.assinatura_id))}?{urlencode({'proxima': url})}",
            },
            chave=f"{chave}:{leitor.vinculo.pk}",
            url_de_saida=enderecos.de("relatorio.sair", segredo_de_saida(leitor.assinatura_id)),
        )
        for leitor in assinantes(um, destino)
    ]
    return enviar_aos_assinantes(um.carta, cartas, operadora=operadora)


def _linha(vinculo: Vinculo, codigo: str, origem: str) -> tuple[AssinaturaDeRelatorio, bool]:
    """The row of one choice, born off; and whether it was born now."""
    nada = {"ativa": False, "origem": origem, "mudada_em": agora()}
    assinatura, nova = AssinaturaDeRelatorio.objects.get_or_create(vinculo=vinculo, relatorio=codigo, defaults=nada)
    assinatura.vinculo = vinculo
    return assinatura, nova


def _mudar(
    pessoa: Pessoa,
    assinatura: AssinaturaDeRelatorio,
    *,
    ativa: bool,
    origem: str,
    fato: dict[str, object] | None = None,
) -> None:
    """Compare and set, with its evidence: of two at once only one changes anything."""
    quando = agora()
    mudou = AssinaturaDeRelatorio.objects.filter(pk=assinatura.pk, ativa=not ativa).update(
        ativa=ativa, origem=origem, mudada_em=quando
    )
    assinatura.ativa = ativa
    if not mudou:
        return
    assinatura.origem, assinatura.mudada_em = origem, quando
    ator = ator_da_pessoa(pessoa, assinatura.vinculo)
    eventos.registrar(_EVENTO[ativa], assinatura, ator, {**_fato(assinatura, origem), **(fato or {})})
    como = {"relatorio": conhecido(assinatura), "como": Origem(origem).label}
    anotar(pessoa, _ATO[ativa], como)


def _fato(assinatura: AssinaturaDeRelatorio, origem: str) -> dict[str, object]:
    return {"relatorio": assinatura.relatorio, "vinculo": assinatura.vinculo_id, "origem": origem}
