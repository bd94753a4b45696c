"""Receipt of a lote: the TISS message and the paper one, both rebuilt from the bytes received."""

from __future__ import annotations

from django.utils import timezone

from guiche.cadastro.alcance import exigir_alcance
from guiche.documentos.definicao import Campo, Coluna, Documento, Secao, texto
from guiche.documentos.models import DocumentoEmitido
from guiche.documentos.services import emitir
from guiche.faturamento import permissions
from guiche.faturamento.models import Guia, Lote
from guiche.faturamento.services.lotes import Recebimento
from guiche.faturamento.tiss import resposta_do_recebimento
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import servico
from guiche.tiss_xml.mensagens import TipoGuia

_COLUNAS = (
    Coluna("numero_prestador", "Guia no prestador", "codigo"),
    Coluna("numero_operadora", "Guia na operadora", "codigo"),
    Coluna("carteira", "Carteirinha", "codigo"),
    Coluna("data_inicio", "Atendimento", "data", 0.7),
    Coluna("valor_informado", "Informado", "valor", 0.8),
)


@servico(permissions.LOTE_VER)
def recibo_xml(ator: Ator, lote: Lote) -> bytes:
    """``recebimentoLote`` of a lote, valid in the version it came in, with the operator's number of each guia."""
    exigir_alcance(ator, lote, "prestador")
    return resposta_do_recebimento(Recebimento(lote=lote), lote.prestador, agora())


@servico(permissions.LOTE_VER)
def recibo_pdf(ator: Ator, lote: Lote) -> DocumentoEmitido:
    """The receipt on paper, with a code anybody can verify. Asking again gives the same document."""
    exigir_alcance(ator, lote, "prestador")
    return emitir(ator, documento_do_recibo(lote), lote, chave=f"recibo:{lote.pk}")


def documento_do_recibo(lote: Lote) -> Documento:
    """What the receipt says: protocolo, who sent what and when, and every guia."""
    guias = Guia.objects.filter(lote=lote).order_by("pk").values(*(c.nome for c in _COLUNAS))
    recebido = timezone.localtime(lote.recebido_em)
    return Documento(
        tipo="recibo-lote",
        titulo=f"Recibo do lote {lote.numero}",
        resposta=f"Recebemos {lote.quantidade_guias} guias, R$ {texto(lote.valor_informado, 'valor')}.",
        campos=(
            Campo("Protocolo", lote.protocolo),
            Campo("Lote", lote.numero),
            Campo("Prestador", f"{lote.prestador.razao_social}, código {lote.prestador.codigo}"),
            Campo("Recebido em", texto(recebido)),
            Campo("Competência", lote.competencia.rotulo),
            Campo("Tipo de guia", TipoGuia(lote.tipo_guia).rotulo),
            Campo("Análise até", texto(lote.prazo_da_analise, "data")),
            Campo("Arquivo (SHA-256)", lote.sha256),
        ),
        secoes=(
            Secao(
                "Guias recebidas",
                _COLUNAS,
                list(guias),
                totais={"numero_prestador": "Total", "valor_informado": lote.valor_informado},
            ),
        ),
        notas=("Recebimento não é aceite: o resultado sai no demonstrativo de análise da conta.",),
        resumo={"Protocolo": lote.protocolo, "Lote": lote.numero, "Recebido em": texto(recebido)},
    )
