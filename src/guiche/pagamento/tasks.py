"""Subscribers of payment facts, and packages of statements."""

from __future__ import annotations

from django.db.models import Q

from guiche.acesso.models import Vinculo
from guiche.acesso.selectors.contexto import ator_do_vinculo
from guiche.comunicacao.services.avisos import notificar
from guiche.documentos.events import PACOTE_PEDIDO, PACOTE_PRONTO
from guiche.documentos.models import Pacote
from guiche.documentos.pacotes import dizer_o_erro
from guiche.nucleo.eventos import assinar
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import hoje
from guiche.pagamento import events, permissions
from guiche.pagamento.models import Pagamento
from guiche.pagamento.services.pacotes import TIPO_DO_PACOTE, preencher_pacote


@assinar(events.PAGAMENTO_PREVISTO, events.PAGAMENTO_FEITO)
def avisar_prestador(evento: Evento) -> None:
    """Tell the people of the prestador when a payment is set and when it is made."""
    pagamento = Pagamento.objects.get(pk=evento.alvo)
    competencia = pagamento.competencia.rotulo
    feito = evento.tipo == events.PAGAMENTO_FEITO.codigo
    notificar(
        Q(prestador_id=pagamento.prestador_id),
        "prestador",
        titulo=f"Pagamento da competência {competencia} {'feito' if feito else 'previsto'}",
        texto=f"Previsto para {pagamento.data_prevista:%d/%m/%Y}. Veja o demonstrativo {pagamento.numero}.",
        url=f"/prestador/demonstrativos/{pagamento.pk}/",
        chave=f"{evento.tipo}:{pagamento.pk}",
        permissao=permissions.PAGAMENTO_VER.codigo,
    )


@assinar(PACOTE_PEDIDO)
def montar_pacote(evento: Evento) -> None:
    """Make the statements of a package, acting as the person who asked for it may act now; if they may not, say so."""
    pacote = Pacote.objects.get(pk=evento.alvo)
    if pacote.tipo != TIPO_DO_PACOTE:
        return
    vinculo = (
        Vinculo.objects.filter(Vinculo.vigente(hoje()), pk=pacote.vinculo_id)
        .select_related("usuario", "operadora", "prestador")
        .first()
    )
    if vinculo is None:
        dizer_o_erro(pacote, "O acesso que pediu este pacote parou de valer antes da montagem. Peça outro.")
    else:
        preencher_pacote(ator_do_vinculo(vinculo.usuario, vinculo, canal="tarefa"), pacote)


@assinar(PACOTE_PRONTO)
def avisar_pacote(evento: Evento) -> None:
    """Tell the person that the package is there to download."""
    pacote = Pacote.objects.select_related("progresso").get(pk=evento.alvo)
    if pacote.tipo != TIPO_DO_PACOTE:
        return
    notificar(
        Q(pk=pacote.vinculo_id),
        "prestador",
        titulo="Seu pacote de demonstrativos está pronto",
        texto=f"{pacote.progresso.total} arquivos num zip. Fica guardado por 7 dias.",
        url=f"/prestador/demonstrativos/pacotes/{pacote.pk}/",
        chave=f"{evento.tipo}:{pacote.pk}",
        permissao=permissions.PAGAMENTO_VER.codigo,
    )
