"""Reads of the registers, narrowed by whom the ator acts for."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from guiche.cadastro.alcance import do_alcance
from guiche.cadastro.config import CadastroConfig
from guiche.cadastro.models import Beneficiario, ContratoDoPrestador, CorpoClinico, Prestador
from guiche.cadastro.regras.campos import UNIDADES
from guiche.cadastro.regras.completude import Exigencia, FatosDoCadastro, SituacaoNaOperadora, conferir, situacao
from guiche.documentos.models import Arquivo
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import memoria, operadora_atual
from guiche.nucleo.models import vigente_em


def prestadores(ator: Ator) -> QuerySet[Prestador]:
    """Every prestador to the operadora's people, or those of their units; only the one acted for to a prestador;
    none to others.
    """
    todos = Prestador.objects.filter(do_alcance(ator))
    if ator.portal in {"operadora", "sistema"}:
        return todos
    return todos.filter(pk=ator.prestador_atual) if ator.portal == "prestador" else todos.none()


def prestador_do_ator(ator: Ator) -> Prestador:
    """The prestador acted for: the row read with the vínculo at this request, if there is one.

    Raises Prestador.DoesNotExist.
    """
    do_vinculo: Prestador | None = getattr(ator.vinculo, "prestador", None)
    if do_vinculo is not None and do_vinculo.pk == ator.prestador_id:
        return do_vinculo
    prestador: Prestador = Prestador.objects.get(pk=ator.prestador_atual)
    return prestador


def beneficiarios(ator: Ator, assunto: str = "") -> QuerySet[Beneficiario]:
    """Every person to the operadora's people; to a beneficiário those they act for and, with a subject, those who
    let them see it; none to others.
    """
    todos = Beneficiario.objects.select_related("contrato__produto")
    if ator.portal in {"operadora", "sistema"}:
        return todos
    return todos.filter(pk__in=ator.beneficiarios_em(assunto)) if ator.portal == "beneficiario" else todos.none()


def contrato_em(prestador: Prestador, dia: date) -> ContratoDoPrestador | None:
    """The prestador's contract in force on a day, or None."""
    return (
        ContratoDoPrestador.objects.filter(vigente_em(dia), prestador=prestador)
        .select_related("tabela_de_precos")
        .order_by("-vigencia_inicio")
        .first()
    )


def campos_do_prestador(prestador: Prestador) -> dict[str, str]:
    """The fields of a record that can be asked to change, by name."""
    return {campo.nome: getattr(prestador, campo.nome) for unidade in UNIDADES for campo in unidade.campos}


def exigencias_do_prestador(prestador: Prestador, dia: date) -> tuple[Exigencia, ...]:
    """The operadora's checklist for a record, done or missing.

    Where clinical staff is asked, one statement more the first time in a request.
    """
    opcoes = config(CadastroConfig)
    atendem = _quantos_atendem(prestador, dia) if "corpo_clinico" in opcoes.exigencias else 0
    fatos = FatosDoCadastro(campos_do_prestador(prestador), prestador.tipo, prestador.pessoa_fisica, atendem)
    return conferir(fatos, opcoes.exigencias)


def falta_no_cadastro(prestador: Prestador, dia: date) -> tuple[Exigencia, ...]:
    """What the operadora asks of a record and it does not have yet."""
    return tuple(exigencia for exigencia in exigencias_do_prestador(prestador, dia) if not exigencia.cumprida)


def situacao_na_operadora(prestador: Prestador, dia: date) -> SituacaoNaOperadora:
    """Where a prestador stands with the operadora in scope, in plain words."""
    return situacao(
        prestador.credenciado_em,
        prestador.descredenciado_em,
        contrato_em(prestador, dia) is not None,
        dia,
        operadora_atual().nome_fantasia,
    )


def foto_do_prestador(ator: Ator, prestador_id: int) -> Arquivo:
    """The photo or logo of a visible prestador. Raises Prestador.DoesNotExist, Arquivo.DoesNotExist."""
    prestador: Prestador = prestadores(ator).select_related("foto").get(pk=prestador_id)
    if prestador.foto is None:
        raise Arquivo.DoesNotExist
    return prestador.foto


def _quantos_atendem(prestador: Prestador, dia: date) -> int:
    guardados = memoria()
    chave = ("cadastro.corpo_clinico", prestador.pk, dia)
    if chave not in guardados:
        atendem = CorpoClinico.objects.filter(vigente_em(dia, "inicio", "fim"), instituicao=prestador)
        guardados[chave] = atendem.count()
    quantos: int = guardados[chave]
    return quantos
