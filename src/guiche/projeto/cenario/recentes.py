"""The newest days of the demo world: lotes that went through the real reception, and a contested line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from django.utils import timezone

from guiche.acesso.selectors.contexto import ator_do_vinculo
from guiche.cadastro.models import Prestador
from guiche.faturamento.models import ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.services.extrato import contestar_item, responder_contestacao
from guiche.faturamento.services.lotes import receber_lote
from guiche.nucleo.ator import Ator
from guiche.nucleo.relogio import agora
from guiche.projeto.cenario.acessos import Pessoa
from guiche.projeto.cenario.gravacao import Elenco
from guiche.projeto.cenario.guias import cabecalho, lote
from guiche.projeto.cenario.historico import Historico
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.mensagens import TipoGuia
from guiche.tiss_xml.versoes import Versao

_ENVIOS = (
    ("vertice", TipoGuia.SADT, 6, 14, "4.03.00"),
    ("alvorada", TipoGuia.RESUMO_INTERNACAO, 6, 5, "4.03.00"),
    ("cedro", TipoGuia.CONSULTA, 5, 16, "4.02.00"),
    ("livia", TipoGuia.HONORARIOS, 4, 3, "4.03.00"),
    ("alvorada", TipoGuia.SADT, 3, 12, "4.03.00"),
    ("livia", TipoGuia.CONSULTA, 2, 9, "4.03.00"),
    ("cedro", TipoGuia.SADT, 1, 14, "4.03.00"),
    ("vertice", TipoGuia.SADT, 0, 10, "4.02.00"),
    ("prisma", TipoGuia.SADT, 4, 14, "4.03.00"),
    ("sorriso", TipoGuia.ODONTO, 5, 12, "4.03.00"),
    ("otavio", TipoGuia.ODONTO, 3, 8, "4.02.00"),
    ("marfim", TipoGuia.ODONTO, 1, 7, "4.03.00"),
)
_ARQUIVO = "2"


def elenco_de(operadora_do_sistema: Ator, pessoas: Sequence[Pessoa]) -> Elenco:
    """The atores of the past, taken from the logins: who sends for each prestador, who analyses, who pays."""
    prestadores: dict[int, Ator] = {}
    por_papel: dict[str, Ator] = {}
    for pessoa in pessoas:
        for vinculo in pessoa.vinculos:
            ator = ator_do_vinculo(pessoa.usuario, vinculo)
            por_papel.setdefault(pessoa.papel, ator)
            if vinculo.prestador_id is not None and pessoa.papel == "faturista":
                prestadores[vinculo.prestador_id] = ator
    return Elenco(
        analista=por_papel.get("analista", operadora_do_sistema),
        financeiro=por_papel.get("financeiro", operadora_do_sistema),
        prestadores=prestadores,
        sistema=operadora_do_sistema,
    )


def enviar_recentes(historico: Historico, elenco: Elenco) -> list[Lote]:
    """Send the newest lotes through the reception pipeline, with more defects than usual."""
    cadastro, fabrica = historico.cadastro, historico.fabrica
    fabrica.sobrepreco = 0.10
    recebidos = []
    for chave, tipo, dias, quantas, padrao in _ENVIOS:
        prestador = cadastro.vivos.get(chave)
        if prestador is None:
            continue
        quando = _manha(historico, dias)
        numero = historico.proximo_numero(prestador)
        guias = historico.atendimentos(tipo, prestador, quando, quantas)
        historico.autorizar(prestador, guias)
        versao = Versao(padrao)
        topo = cabecalho(prestador, cadastro.operadora.registro_ans, padrao, str(numero), quando)
        conteudo = escrever_lote(lote(f"{numero:04d}", guias), topo, versao, validar=False)
        recebimento = receber_lote(
            replace(elenco.remetente(prestador.id), prestador_id=prestador.id),
            conteudo=conteudo,
            nome=f"lote-{numero:04d}.xml",
            canal=_ARQUIVO,
            quando=quando,
        )
        if recebimento.lote is None:
            raise RuntimeError(f"O lote recente {numero} de {chave} foi recusado: {recebimento.recusa}")
        recebidos.append(recebimento.lote)
    return recebidos


def contestar(pessoas: Sequence[Pessoa], elenco: Elenco) -> None:
    """The beneficiário with a login does not recognise two of the newest lines; one case was answered."""
    quem = next((pessoa for pessoa in pessoas if pessoa.papel == "beneficiario"), None)
    if quem is None:
        return
    ator = quem.ator
    linhas = list(
        ItemDaGuia.objects.filter(beneficiario_id__in=ator.beneficiario_ids)
        .exclude(guia__lote__situacao="9")
        .select_related("guia", "beneficiario")
        .order_by("-data", "pk")[:4]
    )
    if not linhas:
        return
    contestar_item(ator, linhas[0], "Não estive neste lugar nesta data.")
    if len(linhas) > 1:
        antiga = contestar_item(ator, linhas[-1], "Não lembro deste atendimento.")
        responder_contestacao(
            elenco.analista,
            antiga,
            procede=False,
            resposta="Conferimos com o prestador: a guia tem a sua validação na data.",
        )


def deixar_sem_conta() -> None:
    """One prestador with something to receive has no bank account: an exception for who closes the month."""
    lote = (
        Lote.objects.filter(situacao=estados.LIBERADO_PARA_PAGAMENTO, pagamento_do_lote__isnull=True)
        .order_by("-prestador__codigo", "pk")
        .first()
    )
    if lote is not None:
        Prestador.objects.filter(pk=lote.prestador_id).update(banco="", agencia="", conta="")


def _manha(historico: Historico, dias: int) -> datetime:
    """Half past nine some days ago; never later than now."""
    dia = historico.hoje - timedelta(days=dias)
    return min(timezone.make_aware(datetime.combine(dia, time(9, 30))), agora())
