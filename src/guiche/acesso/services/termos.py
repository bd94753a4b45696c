"""Terms of use: published as versions that never change, accepted with evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from guiche.acesso import events, permissions
from guiche.acesso.models import AceiteDeTermo, Portal, Termo
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.regras.textos import impressao, normalizar_texto
from guiche.acesso.selectors.termos import DE_TODOS, rotulo_do_portal, vigentes
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import Recusa, servico

TAMANHO_MAXIMO = 100_000


@dataclass(frozen=True, slots=True)
class NovoTermo:
    """What is published. ``portal`` empty: asked in every portal."""

    portal: str
    titulo: str
    texto: str


@servico(permissions.TERMO_PUBLICAR)
def publicar_termo(ator: Ator, novo: NovoTermo) -> Termo:
    """Publish the next version of a portal's term; who uses that portal must accept it at the next click.

    Raises Recusa for an unknown portal, an empty or too long text, and one equal to the version in force.
    """
    titulo, texto = " ".join(novo.titulo.split()), normalizar_texto(novo.texto)
    if novo.portal not in (DE_TODOS, *Portal.values):
        raise Recusa("Escolha o portal.", "portal")
    if not titulo:
        raise Recusa("Dê um título ao termo.", "titulo")
    if not texto:
        raise Recusa("Escreva o texto do termo.", "texto")
    if len(texto) > TAMANHO_MAXIMO:
        raise Recusa(f"O texto tem {len(texto)} caracteres; o máximo é {TAMANHO_MAXIMO}.", "texto")
    # Two publications at once take the next number one after the other.
    Operadora.objects.select_for_update(no_key=True).get(pk=ator.operadora.pk)
    ultimo = Termo.objects.filter(portal=novo.portal).order_by("-versao").first()
    resumo = impressao(titulo, texto)
    if ultimo is not None and ultimo.sha256 == resumo:
        raise Recusa(f"Este texto é igual ao da versão {ultimo.versao}, que está em vigor.", "texto")
    termo: Termo = Termo.objects.create(
        portal=novo.portal,
        titulo=titulo[:120],
        texto=texto,
        versao=ultimo.versao + 1 if ultimo else 1,
        sha256=impressao(titulo[:120], texto),
        publicado_em=agora(),
    )
    fato = {"portal": termo.portal, "versao": termo.versao, "sha256": termo.sha256}
    eventos.registrar(events.TERMO_PUBLICADO, termo, ator, fato)
    return termo


def aceitar_termos(pessoa: Pessoa, operadora: Operadora, termo_ids: Sequence[int], sha256: Sequence[str]) -> None:
    """Keep that the person accepted these versions, each shown with its fingerprint. Bears repetition.

    Used after the login by the page that asks, and by registrations that show the terms before the first one.
    Raises Recusa when one of them is no longer in force or is not what was shown: the person reads again.
    """
    with escopo(operadora), transaction.atomic():
        em_vigor = {termo.pk: termo for termo in vigentes().select_related("operadora").filter(pk__in=termo_ids)}
        for termo_id, mostrado in zip(termo_ids, sha256, strict=True):
            termo = em_vigor.get(termo_id)
            if termo is None or termo.sha256 != mostrado:
                raise Recusa("O termo mudou enquanto você lia. Leia a versão nova antes de aceitar.")
            _aceitar(pessoa, termo)


def _aceitar(pessoa: Pessoa, termo: Termo) -> None:
    evidencia = {
        "sha256": termo.sha256,
        "ip": pessoa.ip,
        "navegador": pessoa.navegador[:200],
        "aceito_em": agora(),
    }
    aceite, novo = AceiteDeTermo.objects.get_or_create(termo=termo, usuario=pessoa.usuario, defaults=evidencia)
    if not novo:
        return
    ator = Ator(
        operadora=termo.operadora,
        portal=termo.portal or "publico",
        usuario=pessoa.usuario,
        ip=pessoa.ip,
        nome=pessoa.usuario.nome,
        rotulo=rotulo_do_portal(termo.portal),
    )
    eventos.registrar(events.TERMO_ACEITO, aceite, ator, {"termo": termo.pk, "versao": termo.versao})
    anotar(pessoa, "termo_aceito", {"titulo": termo.titulo, "versao": termo.versao})
