"""Reads of informativos: the operadora sees all, a prestador what was published for it, each person what they read."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from guiche.cadastro.alcance import do_alcance
from guiche.cadastro.models import Prestador
from guiche.comunicacao import estados, permissions
from guiche.comunicacao.models import DestinoDoInformativo, Informativo, LeituraDoInformativo
from guiche.nucleo.ator import Ator
from guiche.nucleo.models import vigente_em
from guiche.nucleo.relogio import hoje

NOVOS = "novos"
EM_VIGOR = "em_vigor"
ENCERRADOS = "encerrados"


def informativos(ator: Ator) -> QuerySet[Informativo]:
    """All to who writes or publishes; to a prestador every version published for it, from its first day; else none."""
    todos = Informativo.objects.select_related("arquivo")
    if ator.portal == "sistema" or _da_operadora(ator):
        return todos
    if ator.pode(permissions.INFORMATIVO_LER):
        publicados = todos.filter(situacao__in=estados.JA_PUBLICADOS, vale_desde__lte=hoje())
        return publicados.filter(Exists(_destinos_de(ator.vinculo.prestador)))
    return todos.none()


def com_conteudo(ator: Ator) -> QuerySet[Informativo]:
    """Those whose text and file the ator may open: a prestador does not open one that was withdrawn."""
    vistos = informativos(ator)
    if ator.portal == "sistema" or _da_operadora(ator):
        return vistos
    return vistos.exclude(situacao=estados.RETIRADO)


def caixa(ator: Ator, *, texto: str = "", tipo: str = "", quais: str = "") -> QuerySet[Informativo]:
    """The current versions for the prestador, with ``lido`` by this person; ``quais``: new, in force or ended."""
    minhas = LeituraDoInformativo.objects.filter(informativo=OuterRef("pk"), usuario_id=ator.usuario.pk)
    achados = informativos(ator).filter(situacao=estados.PUBLICADO).annotate(lido=Exists(minhas))
    if quais == NOVOS:
        achados = achados.filter(_em_vigor(hoje()), lido=False)
    elif quais == EM_VIGOR:
        achados = achados.filter(_em_vigor(hoje()))
    elif quais == ENCERRADOS:
        achados = achados.filter(vale_ate__lt=hoje())
    return _com(achados, texto, tipo)


def novos(ator: Ator) -> QuerySet[Informativo]:
    """Those in force that this person has not opened."""
    return caixa(ator, quais=NOVOS)


def buscar(ator: Ator, *, texto: str = "", tipo: str = "", situacao: str = "") -> QuerySet[Informativo]:
    """Informativos of the operadora, newest first, with how many people and prestadores read each."""
    dentro = do_alcance(ator, "leituras__prestador") or None
    achados = informativos(ator).annotate(
        pessoas=Count("leituras", distinct=True, filter=dentro),
        prestadores=Count("leituras__prestador", distinct=True, filter=dentro),
    )
    achados = achados.filter(situacao=situacao) if situacao else achados
    return _com(achados, texto, tipo).order_by("-pk")


def versoes(ator: Ator, informativo: Informativo) -> QuerySet[Informativo]:
    """Every version the ator sees, newest first."""
    return informativos(ator).filter(serie=informativo.serie).order_by("-versao")


def leituras(ator: Ator, informativo: Informativo) -> QuerySet[LeituraDoInformativo]:
    """Who opened this version, for whom and when; only to who writes or publishes."""
    alcance = do_alcance(ator, "prestador")
    todas = LeituraDoInformativo.objects.filter(alcance, informativo=informativo).select_related("usuario", "prestador")
    return todas if _da_operadora(ator) else todas.none()


def destinatarios(informativo: Informativo) -> QuerySet[Prestador]:
    """Prestadores of the network today that the informativo is for."""
    quem = Q(pk__in=informativo.destinos.filter(prestador__isnull=False).values("prestador_id"))
    gerais = informativo.destinos.filter(prestador__isnull=True)
    for categoria, tipo in gerais.values_list("categoria", "tipo"):
        este = Q(**{campo: valor for campo, valor in (("categoria", categoria), ("tipo", tipo)) if valor})
        if not este:
            return _da_rede()
        quem |= este
    return _da_rede().filter(quem)


def _da_rede() -> QuerySet[Prestador]:
    return Prestador.objects.filter(vigente_em(hoje(), "credenciado_em", "descredenciado_em"))


def _da_operadora(ator: Ator) -> bool:
    return ator.pode(permissions.INFORMATIVO_ESCREVER) or ator.pode(permissions.INFORMATIVO_PUBLICAR)


def _destinos_de(prestador: Prestador) -> QuerySet[DestinoDoInformativo]:
    return DestinoDoInformativo.objects.filter(
        Q(prestador=prestador) | Q(prestador__isnull=True),
        informativo=OuterRef("pk"),
        categoria__in=("", prestador.categoria),
        tipo__in=("", prestador.tipo),
    )


def _em_vigor(dia: date) -> Q:
    return Q(vale_ate__isnull=True) | Q(vale_ate__gte=dia)


def _com(achados: QuerySet[Informativo], texto: str, tipo: str) -> QuerySet[Informativo]:
    if texto:
        achados = achados.filter(Q(titulo__parece=texto) | Q(texto__parece=texto))
    return achados.filter(tipo=tipo) if tipo else achados
