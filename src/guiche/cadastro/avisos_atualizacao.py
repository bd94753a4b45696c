"""Letters of a change request: to the prestador, and, for what a thief would change, to the address it had."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from guiche.cadastro.cartas import ATUALIZACAO, CONTA_OU_EMAIL, escrever
from guiche.cadastro.models import Atualizacao, ItemDaAtualizacao
from guiche.cadastro.regras.campos import BANCO, EMAIL

_ALVOS: Final = {BANCO: "a conta para pagamento", EMAIL: "o e-mail do cadastro"}
_DECISAO: Final = {
    ItemDaAtualizacao.Decisao.ACEITO: "aceito",
    ItemDaAtualizacao.Decisao.RECUSADO: "recusado",
    ItemDaAtualizacao.Decisao.A_DECIDIR: "em análise",
}


def avisar_andamento(atualizacao: Atualizacao, o_que: str, texto: str) -> None:
    """Tell the prestador where its request stands, piece by piece."""
    linhas = [_linha(item) for item in atualizacao.itens.all()]
    dados = {
        "numero": atualizacao.numero,
        "o_que": o_que,
        "frase": f"O pedido {atualizacao.numero}, de mudança no cadastro de vocês, está {o_que}.",
        "linhas": linhas,
        "texto": texto,
        "url": _endereco(atualizacao),
    }
    if o_que == "falta um complemento":
        dados["frase"] = f"Para decidir o pedido {atualizacao.numero}, a operadora precisa de um complemento."
    escrever(ATUALIZACAO, atualizacao.prestador, dados, "")


def avisar_conta_ou_email(atualizacao: Atualizacao, momento: str) -> None:
    """Tell the address the record had that somebody asked to change (``pedida``), or changed (``em vigor``), the
    bank account or the address itself.
    """
    pedida = momento == "pedida"
    itens = {item.unidade: item for item in atualizacao.itens.filter(unidade__in=_ALVOS)}
    if not pedida:
        itens = {nome: item for nome, item in itens.items() if item.decisao == ItemDaAtualizacao.Decisao.ACEITO}
    if not itens:
        return
    alvo = " e ".join(_ALVOS[unidade] for unidade in _ALVOS if unidade in itens)
    antigo = str(itens[EMAIL].de["email"]) if EMAIL in itens else atualizacao.prestador.email
    dados = {
        "o_que": f"{'pediram para mudar' if pedida else 'mudou'} {alvo}",
        "frase": f"{'Pediram para mudar' if pedida else 'Mudou'} {alvo} de {atualizacao.prestador.nome_fantasia}.",
        "linhas": [f"{item.regra.rotulo}: de {item.antes} para {item.depois}" for item in itens.values()],
        "quem": atualizacao.enviada_por,
        "quando": f"{timezone.localtime(atualizacao.enviada_em):%d/%m/%Y %Hh%M}",
        "numero": atualizacao.numero,
        "ainda": "nada muda antes da análise." if pedida else "ela pode suspender pagamentos e desfazer a mudança.",
        "url": _endereco(atualizacao),
    }
    escrever(CONTA_OU_EMAIL, atualizacao.prestador, dados, f"{atualizacao.pk}:{momento}", antigo)


def _linha(item: ItemDaAtualizacao) -> str:
    linha = f"{item.regra.rotulo}: {item.depois} ({_DECISAO[ItemDaAtualizacao.Decisao(item.decisao)]})"
    return f"{linha}. Motivo: {item.motivo}" if item.motivo else linha


def _endereco(atualizacao: Atualizacao) -> str:
    return f"/prestador/cadastro/pedidos/{atualizacao.pk}/"
