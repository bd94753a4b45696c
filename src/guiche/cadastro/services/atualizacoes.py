"""A prestador asks for a change in its own record; the operadora decides piece by piece; it counts from a day on.

Source: RN 489/2022 (the operadora keeps its registers of prestadores); LGPD art. 18 III (correction of data).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from guiche.cadastro import estados, events, permissions
from guiche.cadastro.avisos_atualizacao import avisar_andamento, avisar_conta_ou_email
from guiche.cadastro.config import CadastroConfig
from guiche.cadastro.models import Atualizacao, ItemDaAtualizacao, Prestador
from guiche.cadastro.regras.campos import (
    BANCO,
    Diferenca,
    Leitura,
    Unidade,
    impressao,
    ler,
    mesma_conta,
    unidades_de,
)
from guiche.cadastro.selectors.atualizacoes import atualizacoes, valores_de_hoje
from guiche.cadastro.selectors.prestadores import campos_do_prestador
from guiche.documentos.anexos import DOCUMENTOS, limpar
from guiche.documentos.services import guardar
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.relogio import agora, calendario, hoje
from guiche.nucleo.sequencias import proximo
from guiche.nucleo.servico import Recusa, servico
from guiche.nucleo.transicao import transitar

ANTECEDENCIA_MAXIMA: Final = timedelta(days=180)
ANEXOS_MAXIMOS: Final = 5
ACEITO, RECUSADO = ItemDaAtualizacao.Decisao.ACEITO, ItemDaAtualizacao.Decisao.RECUSADO


@dataclass(frozen=True, slots=True)
class Pedido:
    """What a prestador sends: fields by name as typed, from which day, why, and the account typed again."""

    valores: Mapping[str, str]
    vigencia: date
    observacao: str = ""
    conta_repetida: str = ""
    anexos: Sequence[tuple[str, bytes]] = ()


@dataclass(frozen=True, slots=True)
class Decisao:
    """The answer to one piece. ``visto`` is the fingerprint of what the record had on the analyst's screen."""

    aceita: bool
    motivo: str = ""
    visto: str = ""


def unidades_do(prestador: Prestador) -> tuple[Unidade, ...]:
    """The pieces of this record that its owner may ask to change."""
    return unidades_de(prestador.pessoa_fisica, prestador.pessoa_fisica or bool(prestador.conselho))


def ler_pedido(prestador: Prestador, valores: Mapping[str, str]) -> Leitura:
    """What would change, and what is wrong in what was typed, before anything is sent."""
    leitura = ler(campos_do_prestador(prestador), valores, unidades_do(prestador))
    email = next((d.para["email"] for d in leitura.diferencas if d.unidade.codigo == "email"), "")
    if email and "email" not in leitura.erros:
        try:
            validate_email(email)
        except ValidationError:
            return Leitura(leitura.diferencas, {**leitura.erros, "email": "Confira o e-mail: falta algo nele."})
    return leitura


@servico(permissions.PROPRIO_ATUALIZAR)
def pedir_atualizacao(ator: Ator, pedido: Pedido) -> Atualizacao:
    """Send a change request of the prestador acted for, with its papers.

    Raises Recusa at the field: nothing changes, a value that can't be, a piece that waits in another request, a
    paper that is missing, an account not typed twice the same, a day in the past or over 180 days away.
    """
    prestador: Prestador = Prestador.objects.select_for_update().get(pk=ator.prestador_atual)
    leitura = ler_pedido(prestador, pedido.valores)
    for campo, mensagem in leitura.erros.items():
        raise Recusa(mensagem, campo)
    _conferir(prestador, leitura.diferencas, pedido)
    anexos = [limpar(nome, conteudo, DOCUMENTOS, "anexos") for nome, conteudo in pedido.anexos]
    dia = hoje()
    atualizacao = Atualizacao.objects.create(
        numero=f"AC-{dia.year}-{proximo('atualizacao', str(dia.year)):06d}",
        prestador=prestador,
        vigencia=pedido.vigencia,
        observacao=pedido.observacao.strip()[:500],
        enviada_em=agora(),
        enviada_por=ator.nome[:120],
        enviada_por_id=getattr(ator.usuario, "pk", None),
        prazo=calendario().du_excl(dia, config(CadastroConfig).prazo_atualizacao_du),
    )
    ItemDaAtualizacao.objects.bulk_create(
        ItemDaAtualizacao(
            atualizacao=atualizacao, unidade=diferenca.unidade.codigo, de=dict(diferenca.de), para=dict(diferenca.para)
        )
        for diferenca in leitura.diferencas
    )
    for anexo in anexos:
        guardar(ator, anexo.nome, anexo.conteudo, anexo.tipo_mime, atualizacao)
    eventos.registrar(events.ATUALIZACAO_PEDIDA, atualizacao, ator, _fato(atualizacao))
    avisar_conta_ou_email(atualizacao, "pedida")
    return atualizacao


@servico(permissions.PROPRIO_ATUALIZAR)
def responder_complemento(
    ator: Ator, atualizacao_id: int, resposta: str, anexos: Sequence[tuple[str, bytes]]
) -> Atualizacao:
    """Send what the operadora asked for. Raises Recusa without words and papers, TransicaoInvalida, DoesNotExist."""
    atualizacao = _visivel(ator, atualizacao_id)
    texto = resposta.strip()
    if not texto and not anexos:
        raise Recusa("Escreva a resposta ou anexe o que foi pedido.", "resposta")
    if len(anexos) > ANEXOS_MAXIMOS:
        raise Recusa(f"Envie no máximo {ANEXOS_MAXIMOS} arquivos.", "anexos")
    for nome, conteudo in anexos:
        anexo = limpar(nome, conteudo, DOCUMENTOS, "anexos")
        guardar(ator, anexo.nome, anexo.conteudo, anexo.tipo_mime, atualizacao)
    prazo = calendario().du_excl(hoje(), config(CadastroConfig).prazo_atualizacao_du)
    return _andar(ator, atualizacao, "responder", resposta=texto[:500], prazo=prazo)


@servico(permissions.PROPRIO_ATUALIZAR)
def cancelar_atualizacao(ator: Ator, atualizacao_id: int) -> Atualizacao:
    """Give up a request not yet decided. Raises TransicaoInvalida, Atualizacao.DoesNotExist."""
    return _andar(ator, _visivel(ator, atualizacao_id), "cancelar")


@servico(permissions.ATUALIZACAO_ANALISAR)
def pedir_complemento(ator: Ator, atualizacao_id: int, pedido: str) -> Atualizacao:
    """Ask the prestador for more. Raises Recusa without words, TransicaoInvalida, Atualizacao.DoesNotExist."""
    if not pedido.strip():
        raise Recusa("Escreva o que falta, nas palavras que o prestador vai ler.", "pedido")
    atualizacao = _visivel(ator, atualizacao_id)
    _andar(ator, atualizacao, "pedir_complemento", pedido=pedido.strip()[:500], resposta="")
    avisar_andamento(atualizacao, "falta um complemento", atualizacao.pedido)
    return atualizacao


@servico(permissions.ATUALIZACAO_ANALISAR)
def decidir_atualizacao(
    ator: Ator, atualizacao_id: int, decisoes: Mapping[str, Decisao], vigencia: date | None = None
) -> Atualizacao:
    """Accept or refuse each piece (by code). What is accepted counts from ``vigencia`` (the day asked for, unless
    given); a bank account waits for a second person.

    Raises Recusa at the piece that has no answer, a refusal without a reason, or when the record changed after
    the analyst looked; TransicaoInvalida; Atualizacao.DoesNotExist.
    """
    atualizacao = _visivel(ator, atualizacao_id)
    _exigir_outra_pessoa(ator, atualizacao.enviada_por_id, "Quem pediu a mudança não pode decidir sobre ela.")
    prestador = _travar(atualizacao)
    itens = list(atualizacao.itens.all())
    for item in itens:
        _decidir_item(item, prestador, decisoes.get(item.unidade))
    ItemDaAtualizacao.objects.bulk_update(itens, ["decisao", "motivo", "visto"])
    dia = max(vigencia or atualizacao.vigencia, hoje())
    quem = {"decidida_por": ator.nome[:120], "decidida_por_id": getattr(ator.usuario, "pk", None)}
    valores = {**quem, "decidida_em": agora(), "vigencia": dia}
    aceitos = [item for item in itens if item.decisao == ACEITO]
    if not aceitos:
        motivo = " ".join(item.motivo for item in itens)[:500]
        _andar(ator, atualizacao, "recusar", **valores, motivo=motivo)
        avisar_andamento(atualizacao, "recusado", "")
        return atualizacao
    if any(item.regra.sensivel for item in aceitos):
        return _andar(ator, atualizacao, "encaminhar", **valores)
    return _aprovar(ator, atualizacao, **valores)


@servico(permissions.ATUALIZACAO_ANALISAR)
def conferir_conta(ator: Ator, atualizacao_id: int, conta: Mapping[str, str]) -> Atualizacao:
    """The second person types the account as the paper shows it; only the same account is approved.

    Raises Recusa for the person who decided or asked, and when the account typed is not the one asked for;
    TransicaoInvalida; Atualizacao.DoesNotExist.
    """
    atualizacao = _visivel(ator, atualizacao_id)
    _exigir_outra_pessoa(ator, atualizacao.enviada_por_id, "Quem pediu a mudança não pode conferir a conta.")
    _exigir_outra_pessoa(ator, atualizacao.decidida_por_id, "A conferência da conta cabe a outra pessoa da operadora.")
    item = atualizacao.itens.get(unidade=BANCO)
    if not mesma_conta(item.para, conta):
        raise Recusa("A conta digitada não é a do pedido. Confira no comprovante, ou devolva à análise.", "conta")
    return _aprovar(ator, atualizacao, conferida_por=ator.nome[:120])


@servico(permissions.ATUALIZACAO_ANALISAR)
def devolver_a_analise(ator: Ator, atualizacao_id: int, motivo: str) -> Atualizacao:
    """The second person does not agree. Raises Recusa without a reason, TransicaoInvalida, DoesNotExist."""
    if not motivo.strip():
        raise Recusa("Escreva o que não confere, para quem vai analisar de novo.", "motivo")
    return _andar(ator, _visivel(ator, atualizacao_id), "devolver", motivo=motivo.strip()[:500])


def aplicar_vencidas(ator: Ator) -> int:
    """Put into the record what was approved and counts from today or before. Returns how many requests."""
    prontas = atualizacoes(ator).filter(situacao=estados.APROVADA, vigencia__lte=hoje()).order_by("pk")
    return sum(1 for atualizacao in prontas if _aplicar(ator, atualizacao))


def _conferir(prestador: Prestador, diferencas: Sequence[Diferenca], pedido: Pedido) -> None:
    if not diferencas:
        raise Recusa("Nada mudou: altere pelo menos um dado antes de enviar.")
    esperando = (
        ItemDaAtualizacao.objects.filter(
            atualizacao__prestador=prestador,
            atualizacao__situacao__in=estados.ABERTAS,
            unidade__in=[d.unidade.codigo for d in diferencas],
        )
        .select_related("atualizacao")
        .first()
    )
    if esperando is not None:
        raise Recusa(
            f"{esperando.regra.rotulo} já espera resposta no pedido {esperando.atualizacao.numero}.",
            esperando.regra.campos[0].nome,
        )
    papeis = [d.unidade.comprovante for d in diferencas if d.unidade.comprovante]
    if papeis and not pedido.anexos:
        raise Recusa(f"Anexe: {'; '.join(papeis)}.", "anexos")
    if len(pedido.anexos) > ANEXOS_MAXIMOS:
        raise Recusa(f"Envie no máximo {ANEXOS_MAXIMOS} arquivos.", "anexos")
    conta = next((d.para for d in diferencas if d.unidade.codigo == BANCO), None)
    if conta is not None and not mesma_conta(conta, {**conta, "conta": pedido.conta_repetida}):
        raise Recusa("As duas contas digitadas são diferentes. Digite a conta de novo.", "conta_repetida")
    if not hoje() <= pedido.vigencia <= hoje() + ANTECEDENCIA_MAXIMA:
        raise Recusa("Escolha um dia entre hoje e daqui a 180 dias.", "vigencia")


def _decidir_item(item: ItemDaAtualizacao, prestador: Prestador, decisao: Decisao | None) -> None:
    campo = f"decisao_{item.unidade}"
    if decisao is None:
        raise Recusa(f"Decida sobre {item.regra.rotulo}.", campo)
    if not decisao.aceita and not decisao.motivo.strip():
        raise Recusa(f"Diga por que {item.regra.rotulo} não muda: o prestador vai ler.", f"motivo_{item.unidade}")
    atuais = dict(valores_de_hoje(item, prestador))
    if decisao.aceita and decisao.visto != impressao(atuais):
        raise Recusa(f"{item.regra.rotulo} mudou no cadastro enquanto você decidia. Confira o valor de hoje.", campo)
    item.decisao = ACEITO if decisao.aceita else RECUSADO
    item.motivo = "" if decisao.aceita else decisao.motivo.strip()[:300]
    item.visto = atuais


def _aprovar(ator: Ator, atualizacao: Atualizacao, **valores: Any) -> Atualizacao:
    _andar(ator, atualizacao, "aprovar", motivo="", **valores)
    if atualizacao.vigencia <= hoje():
        _aplicar(ator, atualizacao)
    else:
        avisar_andamento(atualizacao, f"aprovado, vale a partir de {atualizacao.vigencia:%d/%m/%Y}", "")
    return atualizacao


def _aplicar(ator: Ator, atualizacao: Atualizacao) -> bool:
    """Write the accepted pieces, unless the record is no longer what was seen when they were accepted."""
    prestador = _travar(atualizacao)
    aceitos = list(atualizacao.itens.filter(decisao=ACEITO))
    if any(valores_de_hoje(item, prestador) != item.visto for item in aceitos):
        atualizacao.itens.update(decisao=ItemDaAtualizacao.Decisao.A_DECIDIR, visto=None)
        _andar(ator, atualizacao, "reabrir", motivo="O cadastro mudou entre a aprovação e a data: decida de novo.")
        return False
    novos = {nome: valor for item in aceitos for nome, valor in item.para.items()}
    for nome, valor in novos.items():
        setattr(prestador, nome, valor)
    prestador.save(update_fields=list(novos))
    eventos.registrar(events.PRESTADOR_MUDADO, prestador, ator, _fato(atualizacao, aceitos))
    _andar(ator, atualizacao, "aplicar", aplicada_em=agora())
    atualizacao.prestador = prestador
    avisar_andamento(atualizacao, "em vigor", "")
    avisar_conta_ou_email(atualizacao, "em vigor")
    return True


def _andar(ator: Ator, atualizacao: Atualizacao, acao: str, **valores: Any) -> Atualizacao:
    return transitar(
        atualizacao,
        estados.ATUALIZACAO,
        acao,
        ator,
        events.ATUALIZACAO_MUDADA,
        gravar=valores,
        fato={"numero": atualizacao.numero},
    )


def _fato(atualizacao: Atualizacao, itens: Sequence[ItemDaAtualizacao] | None = None) -> dict[str, Any]:
    """Which pieces, and the rows that keep from what to what: no personal data in the event itself."""
    mudados = list(itens if itens is not None else atualizacao.itens.all())
    return {
        "numero": atualizacao.numero,
        "pedido": atualizacao.pk,
        "unidades": [item.unidade for item in mudados],
        "itens": [item.pk for item in mudados],
    }


def _visivel(ator: Ator, atualizacao_id: int) -> Atualizacao:
    atualizacao: Atualizacao = atualizacoes(ator).get(pk=atualizacao_id)
    return atualizacao


def _travar(atualizacao: Atualizacao) -> Prestador:
    prestador: Prestador = Prestador.objects.select_for_update().get(pk=atualizacao.prestador_id)
    return prestador


def _exigir_outra_pessoa(ator: Ator, pessoa_id: int | None, mensagem: str) -> None:
    if pessoa_id is not None and getattr(ator.usuario, "pk", None) == pessoa_id:
        raise Recusa(mensagem)
