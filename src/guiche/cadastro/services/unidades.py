"""Units of the operadora: created, renamed, deactivated when nothing uses them; and which one a prestador belongs to.

Only who reaches every unit does this: moving a prestador changes who sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from guiche.cadastro import events, permissions
from guiche.cadastro.alcance import exigir_todas
from guiche.cadastro.models import Prestador, Unidade
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.servico import Recusa, servico

Uso = Callable[[Unidade], str]
"""Says, in words, what of a module uses a unit (``2 pessoas da equipe``); empty when nothing does."""
_MANTER = "Manter unidades"
_usos: list[Uso] = []


def registrar_uso(uso: Uso) -> None:
    """Let a higher module keep the units it uses from being deactivated."""
    _usos.append(uso)


@servico(permissions.UNIDADE_GERIR)
def criar_unidade(ator: Ator, codigo: str, nome: str) -> Unidade:
    """A new unit. Raises Recusa at ``codigo`` or ``nome`` when it is empty or taken, and for who has units."""
    exigir_todas(ator, _MANTER)
    limpos = _limpos(codigo, nome, None)
    unidade: Unidade = Unidade.objects.create(**limpos)
    eventos.registrar(events.UNIDADE_MUDADA, unidade, ator, {"acao": "criar", "de": {}, "para": limpos})
    return unidade


@servico(permissions.UNIDADE_GERIR)
def mudar_unidade(ator: Ator, unidade: Unidade, codigo: str, nome: str) -> Unidade:
    """Another code or name; who works for it sees the name at the next request. Raises as :func:`criar_unidade`."""
    exigir_todas(ator, _MANTER)
    atual = travar((unidade.pk,))[0]
    antes, depois = {"codigo": atual.codigo, "nome": atual.nome}, _limpos(codigo, nome, atual)
    if antes != depois:
        atual.codigo, atual.nome = depois["codigo"], depois["nome"]
        atual.save(update_fields=["codigo", "nome"])
        eventos.registrar(events.UNIDADE_MUDADA, atual, ator, {"acao": "mudar", "de": antes, "para": depois})
    return atual


@servico(permissions.UNIDADE_GERIR)
def desativar_unidade(ator: Ator, unidade: Unidade) -> Unidade:
    """Offer it to nobody any more. Raises Recusa while a prestador or anything else uses it, naming what."""
    exigir_todas(ator, _MANTER)
    atual = travar((unidade.pk,))[0]
    quantos = atual.prestadores.count()
    usos = [f"{quantos} {'prestador' if quantos == 1 else 'prestadores'}"] if quantos else []
    usos += [dito for uso in _usos if (dito := uso(atual))]
    if usos:
        raise Recusa(f"A unidade {atual.nome} ainda tem {' e '.join(usos)}: mude isto antes de desativar.")
    return _ligar(ator, atual, ativa=False)


@servico(permissions.UNIDADE_GERIR)
def reativar_unidade(ator: Ator, unidade: Unidade) -> Unidade:
    """Offer it again."""
    exigir_todas(ator, _MANTER)
    return _ligar(ator, travar((unidade.pk,))[0], ativa=True)


@servico(permissions.UNIDADE_GERIR)
def mudar_unidade_do_prestador(ator: Ator, prestador: Prestador, unidade: Unidade | None) -> Prestador:
    """Say which unit looks after a prestador (None: only who reaches all units); what it had stays in the history.

    Counts at the next request of each person. Raises Recusa for an inactive unit and for who has units.
    """
    exigir_todas(ator, _MANTER)
    if unidade is not None:
        exigir_ativas(travar((unidade.pk,)), "unidade")
    atual: Prestador = Prestador.objects.select_for_update(of=("self",), no_key=True).get(pk=prestador.pk)
    para = unidade.pk if unidade else None
    if atual.unidade_id != para:
        fato = {"de": atual.unidade_id, "para": para}
        atual.unidade = unidade
        atual.save(update_fields=["unidade"])
        eventos.registrar(events.UNIDADE_DO_PRESTADOR, atual, ator, fato)
    return atual


def travar(ids: Sequence[int]) -> list[Unidade]:
    """Units read anew and locked, in order of id: while one is given out, nobody deactivates it.

    Raises Unidade.DoesNotExist when one is not there.
    """
    achadas = list(Unidade.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    if len(achadas) != len(set(ids)):
        raise Unidade.DoesNotExist
    return achadas


def exigir_ativas(unidades: Sequence[Unidade], campo: str) -> None:
    """Raise Recusa at a field for a unit that is offered to nobody."""
    for unidade in unidades:
        if not unidade.ativa:
            raise Recusa(f"A unidade {unidade.nome} está desativada: escolha outra.", campo)


def _ligar(ator: Ator, unidade: Unidade, *, ativa: bool) -> Unidade:
    if unidade.ativa != ativa:
        unidade.ativa = ativa
        unidade.save(update_fields=["ativa"])
        acao = "reativar" if ativa else "desativar"
        eventos.registrar(events.UNIDADE_MUDADA, unidade, ator, {"acao": acao})
    return unidade


def _limpos(codigo: str, nome: str, atual: Unidade | None) -> dict[str, str]:
    """Code in capitals and name in one line. Raises Recusa when one is empty or of another unit, whatever the case."""
    limpos = {"codigo": "".join(codigo.split()).upper()[:10], "nome": " ".join(nome.split())[:60]}
    faltam = {"codigo": "Dê um código à unidade.", "nome": "Dê um nome à unidade."}
    outras = Unidade.objects.exclude(pk=atual.pk) if atual else Unidade.objects.all()
    for campo, valor in limpos.items():
        if not valor:
            raise Recusa(faltam[campo], campo)
        if outras.filter(**{f"{campo}__iexact": valor}).exists():
            raise Recusa("Já há uma unidade assim.", campo)
    return limpos
