"""Who read the health data of a person: the trail of readings, said in words.

Source: LGPD art. 9 and art. 18 (information on the use of the data), art. 37 (record of the operations).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from guiche.acesso.models import Vinculo
from guiche.cadastro import events as events_do_cadastro
from guiche.cadastro.models import Beneficiario
from guiche.documentos.models import Arquivo
from guiche.faturamento import events
from guiche.faturamento.models import Guia, Lote
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import meia_noite

MAXIMO = 1_000
_PESSOA, _GUIA, _LOTE, _ARQUIVO = (modelo._meta.label_lower for modelo in (Beneficiario, Guia, Lote, Arquivo))
_MOTIVOS = {
    events.EXTRATO_LIDO.codigo: "Consulta do extrato de utilização",
    events_do_cadastro.BENEFICIARIO_LIDO.codigo: "Consulta do cadastro",
}


@dataclass(frozen=True, slots=True)
class Leitura:
    """One reading. ``propria`` when the person asking was the reader; ``de_quem`` may be the whole family."""

    quando: datetime
    quem: str
    papel: str
    por_quem: str
    motivo: str
    de_quem: str
    propria: bool


@dataclass(frozen=True, slots=True)
class LeiturasDoDia:
    """What one person read about the same people in one day, oldest first."""

    leituras: tuple[Leitura, ...]

    @property
    def primeira(self) -> Leitura:
        return self.leituras[0]

    @property
    def dia(self) -> date:
        return timezone.localdate(self.primeira.quando)

    @property
    def quem(self) -> str:
        return self.primeira.quem

    @property
    def de_quem(self) -> str:
        return self.primeira.de_quem

    @property
    def vezes(self) -> int:
        return len(self.leituras)

    @property
    def motivos(self) -> tuple[str, ...]:
        """Each thing read once, with how often: ``Consulta do cadastro (2 vezes)``."""
        contados = Counter(leitura.motivo for leitura in self.leituras)
        return tuple(motivo if vezes == 1 else f"{motivo} ({vezes} vezes)" for motivo, vezes in contados.items())


def leituras(
    ator: Ator, pessoas: Sequence[Beneficiario], inicio: date, fim: date, *, so_de_outros: bool = False
) -> list[Leitura]:
    """Readings, newest first (at most 1,000), of health data of these people, as far as the ator may see them.

    Everything declared as ``leitura`` and registered on the person, on a guia of theirs, or on a file about them
    or about a lote they are in. Both days included. ``so_de_outros`` leaves the person's own readings out. At
    most five queries, whatever the number of readings.
    """
    nomes = {pessoa.pk: pessoa.nome_de_uso for pessoa in pessoas if pessoa.pk in ator.beneficiario_ids}
    guias = Guia.objects.filter(beneficiario_id__in=nomes)
    lidos_sobre = Evento.objects.filter(
        Q(objeto_tipo=_PESSOA, objeto_id__in=nomes)
        | Q(objeto_tipo=_GUIA, objeto_id__in=guias.values("pk"))
        | Q(objeto_tipo=_ARQUIVO, objeto_id__in=_arquivos(list(nomes))),
        tipo__in=[tipo.codigo for tipo in eventos.catalogo() if tipo.leitura],
        criado_em__gte=meia_noite(inicio),
        criado_em__lt=meia_noite(fim + timedelta(days=1)),
    )
    if so_de_outros:
        lidos_sobre = lidos_sobre.exclude(usuario_id=getattr(ator.usuario, "pk", None))
    lidos = list(lidos_sobre.order_by("-numero")[:MAXIMO])
    vinculos = Vinculo.objects.filter(pk__in={e.vinculo_id for e in lidos}).prefetch_related("perfis")
    papeis = {vinculo.pk: vinculo.papeis for vinculo in vinculos}
    alvos = _Alvos(nomes, lidos)
    return [
        Leitura(
            quando=evento.criado_em,
            quem=evento.quem or "Sistema",
            papel=papeis.get(evento.vinculo_id or 0, ""),
            por_quem=evento.por_quem,
            motivo=alvos.motivo(evento),
            de_quem=alvos.de_quem(evento),
            propria=evento.usuario_id is not None and evento.usuario_id == getattr(ator.usuario, "pk", None),
        )
        for evento in lidos
    ]


def por_pessoa_e_dia(todas: Iterable[Leitura]) -> list[LeiturasDoDia]:
    """Readings put together by who read, about whom and on which day, the newest day first."""
    grupos: dict[tuple[object, ...], list[Leitura]] = {}
    for um in todas:
        dia = timezone.localdate(um.quando)
        grupos.setdefault((dia, um.quem, um.papel, um.por_quem, um.de_quem, um.propria), []).append(um)
    return [LeiturasDoDia(tuple(reversed(grupo))) for grupo in grupos.values()]


def _arquivos(pessoas: list[int]) -> QuerySet[Arquivo, Any]:
    """Ids, as a subquery, of these people's documents and of the files and documents of their lotes."""
    lotes = Lote.objects.filter(guias__beneficiario_id__in=pessoas)
    return Arquivo.objects.filter(
        Q(objeto_tipo=_PESSOA, objeto_id__in=pessoas)
        | Q(objeto_tipo=_LOTE, objeto_id__in=lotes.values("pk"))
        | Q(pk__in=lotes.values("arquivo_id"))
    ).values("pk")


class _Alvos:
    """What the events of one page are about, loaded together."""

    def __init__(self, nomes: dict[int, str], eventos: list[Evento]) -> None:
        das_contas = [e.alvo for e in eventos if e.objeto_tipo == _GUIA]
        dos_lotes = [e for e in eventos if e.objeto_tipo not in (_GUIA, _PESSOA) and e.fato.get("de") != _PESSOA]
        self._nomes = nomes
        self._guias = {
            guia.pk: guia for guia in Guia.objects.filter(pk__in=das_contas).select_related("lote__prestador")
        }
        self._no_arquivo: dict[int, set[int]] = defaultdict(set)
        self._no_lote: dict[int, set[int]] = defaultdict(set)
        dentro = Guia.objects.filter(beneficiario_id__in=nomes).filter(
            Q(lote__arquivo__in=[e.alvo for e in dos_lotes])
            | Q(lote__in=[e.fato.get("id") for e in dos_lotes if e.fato.get("de") == _LOTE])
        )
        for pessoa, lote, arquivo in dentro.values_list("beneficiario_id", "lote_id", "lote__arquivo_id"):
            self._no_arquivo[arquivo].add(pessoa)
            self._no_lote[lote].add(pessoa)

    def de_quem(self, evento: Evento) -> str:
        """Names of the visible people the reading was about."""
        if evento.objeto_tipo == _GUIA:
            pessoas = {self._guias[evento.alvo].beneficiario_id}
        elif evento.objeto_tipo == _PESSOA:
            pessoas = {evento.alvo}
        elif evento.fato.get("de") == _PESSOA:
            pessoas = {evento.fato["id"]}
        elif evento.fato.get("de") == _LOTE:
            pessoas = {*self._no_lote[evento.fato["id"]]}
        else:
            pessoas = {*self._no_arquivo[evento.alvo]}
        return ", ".join(sorted(nome for pk, nome in self._nomes.items() if pk in pessoas))

    def motivo(self, evento: Evento) -> str:
        """Why the data was read, in plain words."""
        if evento.objeto_tipo == _GUIA:
            guia = self._guias[evento.alvo]
            acao = "Análise da conta" if evento.portal == "operadora" else "Consulta da própria cobrança"
            return f"{acao} do atendimento de {guia.data_inicio:%d/%m/%Y} em {guia.lote.prestador}"
        if evento.objeto_tipo == _PESSOA:
            return _MOTIVOS.get(evento.tipo, eventos.tipo(evento.tipo).rotulo)
        if evento.fato.get("de") == _PESSOA:
            return "Abertura de um documento do portal"
        return "Abertura da cobrança que o prestador enviou"
