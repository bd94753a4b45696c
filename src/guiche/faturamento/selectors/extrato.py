"""The beneficiário's statement of use: everything informed to the operadora, even what was not paid.

Source: RN 509/2022 (PIN-SS, componente utilização dos serviços).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from guiche.acesso import assuntos
from guiche.acesso.models import Vinculo
from guiche.faturamento.models import Contestacao, Guia, ItemDaGuia
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.em_palavras import motivo_em_palavras
from guiche.faturamento.regras.extrato import Grupo, Valores, somar, valores_da_cobranca
from guiche.faturamento.selectors.nomes import nomear
from guiche.nucleo.ator import Ator

_ACHADOS_POR_TIPO = 6


@dataclass(frozen=True, slots=True)
class ServicoUsado:
    """One line of the statement: the charged item, its values, why part was not paid, and its newest case.

    ``em_analise`` while the lote is open: the amounts may still change and a glosa is only a suggestion.
    """

    item: ItemDaGuia
    em_analise: bool
    valores: Valores
    motivos: tuple[str, ...]
    caso: Contestacao | None


@dataclass(frozen=True, slots=True)
class Extrato:
    """Statement of one person in a period: lines by group, in the order of the norm; sums in reais."""

    inicio: date
    fim: date
    grupos: Mapping[Grupo, list[ServicoUsado]]

    @property
    def linhas(self) -> list[ServicoUsado]:
        """Every line, in the order of the groups."""
        return [servico for servicos in self.grupos.values() for servico in servicos]

    def total(self, grupo: Grupo) -> Valores:
        """Sum of one group."""
        return somar(servico.valores for servico in self.grupos[grupo])

    @property
    def totais(self) -> Valores:
        """Sum of everything."""
        return somar(servico.valores for servico in self.linhas)


@dataclass(frozen=True, slots=True)
class Atendimento:
    """One attendance (a guia) of the statement by attendance, with what was done in it."""

    guia: Guia
    itens: tuple[ItemDaGuia, ...]

    @property
    def em_analise(self) -> bool:
        """Whether its amounts may still change."""
        return _em_analise(self.guia)

    @property
    def valores(self) -> Valores:
        """What was asked and, once its lote closed, what came of it."""
        return _valores(self.guia, em_analise=self.em_analise)

    @property
    def principal(self) -> str:
        """What the person would call it: the first thing done, without what TUSS says in brackets."""
        return self.itens[0].descricao.split(" (")[0] if self.itens else ""

    @property
    def outros(self) -> int:
        """How many things were done besides the principal."""
        return max(len(self.itens) - 1, 0)


def itens_do_extrato(ator: Ator) -> QuerySet[ItemDaGuia]:
    """Every line about the people whose statement the ator may see, cancelled lotes left out."""
    return (
        ItemDaGuia.objects.filter(beneficiario_id__in=ator.beneficiarios_em(assuntos.EXTRATO))
        .exclude(guia__lote__situacao=estados.CANCELADO)
        .select_related("guia__lote__prestador", "beneficiario")
    )


def extrato(ator: Ator, beneficiario_id: int, inicio: date, fim: date) -> Extrato:
    """Statement of one visible person, both days included; somebody else's is empty."""
    linhas = list(
        itens_do_extrato(ator)
        .filter(beneficiario_id=beneficiario_id, data__gte=inicio, data__lte=fim)
        .prefetch_related("glosas", Prefetch("contestacoes", Contestacao.objects.select_related("protocolo")))
        .order_by("data", "pk")
    )
    nomear(linhas)
    grupos: dict[Grupo, list[ServicoUsado]] = {grupo: [] for grupo in Grupo}
    for linha in linhas:
        grupos[Grupo(linha.grupo)].append(_servico(linha))
    return Extrato(inicio, fim, grupos)


def atendimentos(ator: Ator, beneficiario_id: int, inicio: date, fim: date) -> list[Atendimento]:
    """Attendances of one visible person that touch a period, newest first: two queries."""
    return _atendimentos(_guias(ator, beneficiario_id).filter(data_inicio__lte=fim, data_fim__gte=inicio))


def ultimos_atendimentos(ator: Ator, beneficiario_id: int, quantos: int = 5) -> list[Atendimento]:
    """The newest attendances of one visible person."""
    return _atendimentos(_guias(ator, beneficiario_id)[:quantos])


def item_do_extrato(ator: Ator, item_id: int) -> ItemDaGuia:
    """One line the ator may act on: seeing the statement of an adult gives no right to contest in their name.

    Raises ItemDaGuia.DoesNotExist.
    """
    item: ItemDaGuia = itens_do_extrato(ator).filter(beneficiario_id__in=ator.beneficiario_ids).get(pk=item_id)
    nomear([item])
    return item


def caso_aberto(item: ItemDaGuia) -> Contestacao | None:
    """The case under way on a line, if any."""
    return item.contestacoes.filter(procede__isnull=True).first()


def casos(ator: Ator, assunto: str = "") -> list[Contestacao]:
    """Cases of who the ator acts for and, with a subject, of who lets them see it.

    The open ones by promised date, then the answered, newest first.
    """
    todos = list(
        Contestacao.objects.filter(item__beneficiario_id__in=ator.beneficiarios_em(assunto))
        .select_related("protocolo", "item__guia__lote__prestador", "item__beneficiario")
        .order_by("-pk")
    )
    nomear(caso.item for caso in todos)
    abertos = sorted((c for c in todos if c.procede is None), key=lambda c: (c.protocolo.prazo, c.pk))
    return [*abertos, *(c for c in todos if c.procede is not None)]


def localizar_no_extrato(ator: Ator, texto: str) -> tuple[list[ItemDaGuia], list[Contestacao]]:
    """Newest services by words of the name or of the prestador, and cases by protocolo (the one search).

    Only of the person's own access and of their minors. What is seen by somebody's consent, or as a caregiver, is
    read on its page, which tells the person who looked; a search is asked at every key.
    """
    if ator.vinculo.tipo != Vinculo.Tipo.PROPRIO:
        return [], []
    servicos = (
        itens_do_extrato(ator)
        .filter(beneficiario_id__in=ator.beneficiario_ids)
        .filter(Q(descricao__parece=texto) | Q(guia__lote__prestador__nome_fantasia__parece=texto))
    )
    dos_casos = Contestacao.objects.filter(
        item__beneficiario_id__in=ator.beneficiario_ids, protocolo__numero__startswith=texto
    ).select_related("protocolo", "item")
    achados = list(servicos.order_by("-data", "-pk")[:_ACHADOS_POR_TIPO])
    achados_dos_casos = list(dos_casos[:_ACHADOS_POR_TIPO])
    nomear([*achados, *(caso.item for caso in achados_dos_casos)])
    return achados, achados_dos_casos


def _guias(ator: Ator, beneficiario_id: int) -> QuerySet[Guia]:
    return (
        Guia.objects.filter(beneficiario_id=beneficiario_id)
        .filter(beneficiario_id__in=ator.beneficiarios_em(assuntos.EXTRATO))
        .exclude(lote__situacao=estados.CANCELADO)
        .select_related("lote__prestador")
        .prefetch_related("itens")
        .order_by("-data_inicio", "-pk")
    )


def _atendimentos(guias: Iterable[Guia]) -> list[Atendimento]:
    lidos = [Atendimento(guia, tuple(guia.itens.all())) for guia in guias]
    nomear(item for lido in lidos for item in lido.itens)
    return lidos


def _servico(item: ItemDaGuia) -> ServicoUsado:
    motivos = dict.fromkeys(motivo_em_palavras(glosa.codigo) for glosa in item.glosas.all())
    em_analise = _em_analise(item.guia)
    return ServicoUsado(
        item, em_analise, _valores(item, em_analise=em_analise), tuple(motivos), item.ultima_contestacao
    )


def _valores(cobranca: Guia | ItemDaGuia, *, em_analise: bool) -> Valores:
    return valores_da_cobranca(
        cobranca.valor_informado, cobranca.valor_glosa, cobranca.valor_franquia, em_analise=em_analise
    )


def _em_analise(guia: Guia) -> bool:
    return guia.lote.fechado_em is None
