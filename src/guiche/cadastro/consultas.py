"""Searches and records of the registers for the operadora's people; the ator narrows every read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from guiche.cadastro.alcance import do_alcance
from guiche.cadastro.models import (
    Beneficiario,
    CarenciaDoProduto,
    ContratoDoPrestador,
    CorpoClinico,
    Prestador,
    Suspensao,
)
from guiche.cadastro.regras.carencia import GrupoCarencia, SituacaoCarencia, situacao_carencias
from guiche.cadastro.regras.vigencia import Elegibilidade, Periodo, VinculoBeneficiario, elegibilidade_em
from guiche.cadastro.selectors.prestadores import beneficiarios, prestadores
from guiche.nucleo.ator import Ator
from guiche.nucleo.identificadores import normalizar
from guiche.nucleo.models import vigente_em

ATIVO, ENCERRADO, FUTURO, SUSPENSO = "ativo", "encerrado", "futuro", "suspenso"
_TAMANHO_DO_CPF = 11


@dataclass(frozen=True, slots=True)
class FichaDoBeneficiario:
    """One person as the register has them on a day: cover, waiting periods and family."""

    pessoa: Beneficiario
    elegibilidade: Elegibilidade
    carencias: tuple[SituacaoCarencia, ...]
    familia: list[Beneficiario]


@dataclass(frozen=True, slots=True)
class FichaDoPrestador:
    """One prestador with contracts (newest first) and, of an institution, who attends in it on a day."""

    prestador: Prestador
    contratos: list[ContratoDoPrestador]
    corpo_clinico: list[CorpoClinico]


def buscar_prestadores(
    ator: Ator, dia: date, *, texto: str = "", categoria: str = "", situacao: str = "", unidade: int | None = None
) -> QuerySet[Prestador]:
    """Prestadores by name, code, CPF or CNPJ (masks ignored), categoria, unit and situation on a day."""
    fim = "descredenciado_em"
    achados = (
        prestadores(ator)
        .select_related("unidade")
        .annotate(
            situacao=Case(
                When(credenciado_em__gt=dia, then=Value(FUTURO)),
                When(**{f"{fim}__lt": dia}, then=Value(ENCERRADO)),
                default=Value(ATIVO),
            )
        )
    )
    if texto:
        filtro = Q(nome_fantasia__parece=texto) | Q(razao_social__parece=texto)
        if cru := normalizar(texto):
            filtro |= Q(codigo__startswith=cru) | Q(documento__startswith=cru)
        achados = achados.filter(filtro)
    if categoria:
        achados = achados.filter(categoria=categoria)
    if unidade is not None:
        achados = achados.filter(unidade=unidade)
    return achados.filter(situacao=situacao) if situacao else achados


def com_situacao(pessoas: QuerySet[Beneficiario], dia: date) -> QuerySet[Any]:
    """The same people with ``situacao``: that of their cover on a day."""
    suspensa = Suspensao.objects.filter(vigente_em(dia, "inicio", "fim"), beneficiario=OuterRef("pk"))
    return pessoas.annotate(
        situacao=Case(
            When(vigencia_inicio__gt=dia, then=Value(FUTURO)),
            When(Q(vigencia_fim__lt=dia) | Q(contrato__vigencia_fim__lt=dia), then=Value(ENCERRADO)),
            When(Exists(suspensa), then=Value(SUSPENSO)),
            default=Value(ATIVO),
        )
    )


def buscar_beneficiarios(ator: Ator, dia: date, *, texto: str = "", situacao: str = "") -> QuerySet[Beneficiario]:
    """People by name, card, CPF or CNS (masks ignored) and situation of the cover on a day."""
    achados = com_situacao(beneficiarios(ator), dia)
    digitos = normalizar(texto)
    if digitos.isdigit():
        exatos = Q(cpf=digitos) if len(digitos) == _TAMANHO_DO_CPF else Q(cns=digitos)
        achados = achados.filter(Q(carteira__startswith=digitos) | exatos)
    elif texto:
        achados = achados.filter(Q(nome__parece=texto) | Q(nome_social__parece=texto))
    return achados.filter(situacao=situacao) if situacao else achados


def ficha_do_prestador(ator: Ator, prestador_id: int, dia: date) -> FichaDoPrestador:
    """One visible prestador. Raises Prestador.DoesNotExist."""
    prestador: Prestador = prestadores(ator).select_related("unidade").get(pk=prestador_id)
    contratos = prestador.contratos.select_related("tabela_de_precos").order_by("-vigencia_inicio")
    atendem = vigente_em(dia, "inicio", "fim") & do_alcance(ator, "profissional")
    corpo = prestador.corpo_clinico.filter(atendem).select_related("profissional")
    return FichaDoPrestador(prestador, list(contratos), list(corpo.order_by("profissional__nome_fantasia")))


def ficha_do_beneficiario(ator: Ator, beneficiario_id: int, dia: date) -> FichaDoBeneficiario:
    """One visible person. Raises Beneficiario.DoesNotExist."""
    pessoa: Beneficiario = (
        beneficiarios(ator)
        .select_related("contrato__produto", "titular")
        .prefetch_related("suspensoes", "carencias", "contrato__produto__carencias")
        .get(pk=beneficiario_id)
    )
    fins = [fim for fim in (pessoa.vigencia_fim, pessoa.contrato.vigencia_fim) if fim is not None]
    vinculo = VinculoBeneficiario(
        inicio=pessoa.vigencia_inicio,
        fim=min(fins, default=None),
        suspensoes=tuple(Periodo(s.inicio, s.fim) for s in pessoa.suspensoes.all()),
        carteira_valida_ate=pessoa.validade_da_carteira,
    )
    excecoes = list(pessoa.carencias.all())
    carencias = situacao_carencias(
        pessoa.vigencia_inicio,
        [_grupo(carencia) for carencia in pessoa.contrato.produto.carencias.all()],
        dia,
        {e.grupo: e.motivo for e in excecoes if e.fim is None},
        fins={e.grupo: e.fim for e in excecoes if e.fim is not None},
    )
    raiz = pessoa.titular_id or pessoa.pk
    familia = beneficiarios(ator).filter(Q(pk=raiz) | Q(titular_id=raiz)).exclude(pk=pessoa.pk)
    return FichaDoBeneficiario(
        pessoa, elegibilidade_em(vinculo, dia), carencias, list(familia.order_by("nascimento", "pk"))
    )


def _grupo(carencia: CarenciaDoProduto) -> GrupoCarencia:
    return GrupoCarencia(carencia.grupo, carencia.get_grupo_display(), dias=carencia.dias, horas=carencia.horas)
