"""Twelve months of attendances: who went where, what was charged, what was glosado and what was paid."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from guiche.faturamento.models import Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.codigos import Motivo, codigo_para
from guiche.faturamento.regras.entrega import competencia_da_entrega
from guiche.faturamento.regras.glosa import Glosa, ItemValorado, dividir
from guiche.nucleo.decimais import arredondar
from guiche.projeto.cenario.gravacao import (
    Elenco,
    LotePronto,
    Trilha,
    esta_pago,
    gravar_lotes,
    gravar_pagamentos,
)
from guiche.projeto.cenario.guias import Fabrica, cabecalho, lote
from guiche.projeto.cenario.registros import Cadastro, PrestadorVivo, Segurado
from guiche.projeto.cenario.senhas import Concedida, gravar_senhas
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.mensagens import Guia, Item, TipoGuia
from guiche.tiss_xml.versoes import Versao

MESES = 12
GUIAS_POR_LOTE = 13
DIA_DE_FECHAR = 5
_DIA_LIMITE = 25
_CICLO = 30
_ANALISE = 11
_LIBERACAO = 3
_TENTATIVAS = 40
_VENCIDA, _NUNCA_DADA = 2, 4
_GLOSA_TECNICA = 0.07
_VERSOES = (Versao("4.03.00"), Versao("4.03.00"), Versao("4.02.00"))
_INTEIRA = Decimal("1.00")


@dataclass(frozen=True, slots=True)
class _Causa:
    """A usual reason of glosa: motivo, id of the rule, words and the part of the item it takes."""

    motivo: Motivo
    regra: str
    texto: str
    parte: Decimal = _INTEIRA


_SENHA_VENCIDA = _Causa(Motivo.SENHA_VENCIDA, "AU-03", "A senha já não valia na data do atendimento.")
_CAUSAS = (
    _Causa(Motivo.ITEM_DUPLICADO, "DU-04", "O mesmo item já foi cobrado em outra guia desta data."),
    _Causa(Motivo.CARENCIA, "EL-02", "O grupo deste procedimento estava em carência na data."),
    _SENHA_VENCIDA,
    _Causa(Motivo.FORA_DO_PRAZO, "PZ-02", "A guia foi apresentada depois do prazo do contrato."),
    _Causa(Motivo.INCLUSO_NO_PRINCIPAL, "TU-05", "O item já está incluído em outro do mesmo dia."),
    _Causa(
        Motivo.QUANTIDADE_ACIMA_DA_AUTORIZADA, "LI-01", "A quantidade passa do limite.", Decimal("0.50")
    ),
)  # fmt: skip
_CAUSAS_ODONTO = (
    _Causa(Motivo.QUANTIDADE_DE_FACES, "OD-04", "O número de faces não é o do código cobrado."),
    _Causa(Motivo.LOCAL_NAO_INFORMADO, "OD-02", "O procedimento exige o dente ou a região."),
    _Causa(Motivo.EXECUCAO_UNICA, "LI-01", "O procedimento só pode ser feito uma vez neste dente."),
    _Causa(Motivo.CARENCIA, "EL-02", "O grupo deste procedimento estava em carência na data."),
)


@dataclass(frozen=True, slots=True)
class _Entrega:
    """One delivery to come: by whom, when, and how many days ago that was."""

    prestador: PrestadorVivo
    recebido_em: datetime
    idade: int


@dataclass(slots=True)
class Historico:
    """Makes decided lotes for one operadora. ``guias_por_lote`` sets the volume."""

    cadastro: Cadastro
    fabrica: Fabrica
    acaso: random.Random
    hoje: date
    meses: int = MESES
    guias_por_lote: int = GUIAS_POR_LOTE
    _ultimos: dict[int, int] = field(default_factory=dict)
    _autorizadas: int = 0

    def proximo_numero(self, prestador: PrestadorVivo) -> int:
        """Next lote number of a prestador; the first is somewhere between 100 and 260."""
        ultimo = self._ultimos.get(prestador.id) or self.acaso.randrange(100, 260)
        self._ultimos[prestador.id] = ultimo + 1
        return ultimo + 1

    def entregas(self) -> list[_Entrega]:
        """Deliveries of every prestador, one or more a month, spread over the days, oldest first."""
        planos = []
        for ordem, prestador in enumerate(self.cadastro.vivos.values()):
            for mes in range(self.meses):
                for vez in range(prestador.especificacao.movimento):
                    desvio = (ordem * 7 + vez * 14) % _CICLO
                    idade = mes * _CICLO + desvio + 1
                    planos.append(_Entrega(prestador, self._instante(idade), idade))
        return sorted(planos, key=lambda plano: plano.recebido_em)

    def lotes(self) -> Iterator[LotePronto]:
        """The lotes of the past, decided, oldest first; every state of the flow occurs."""
        raros = {5: estados.CANCELADO, 11: estados.ENCERRADO_SEM_PAGAMENTO}
        recentes = 0
        for contagem, entrega in enumerate(self.entregas(), start=1):
            situacao = raros.get(contagem % 97) or self._situacao(entrega)
            if situacao == estados.EM_ANALISE:
                recentes += 1
                situacao = {2: estados.AGUARDANDO_INFORMACAO, 3: estados.RECEBIDO}.get(recentes, situacao)
            yield self._pronto(entrega, self.proximo_numero(entrega.prestador), situacao)

    def _instante(self, idade: int) -> datetime:
        dia = self.hoje - timedelta(days=idade)
        hora = time(self.acaso.randrange(8, 19), self.acaso.randrange(60))
        return timezone.make_aware(datetime.combine(dia, hora))

    def _situacao(self, entrega: _Entrega) -> str:
        if entrega.idade <= _ANALISE:
            return estados.EM_ANALISE
        if entrega.idade <= _ANALISE + _LIBERACAO:
            return estados.ANALISADO
        competencia = competencia_da_entrega(timezone.localdate(entrega.recebido_em), _DIA_LIMITE)
        fechamento = competencia.proxima.primeiro_dia + timedelta(days=DIA_DE_FECHAR - 1)
        pago = esta_pago(competencia, entrega.prestador.especificacao.dia_do_pagamento, self.hoje)
        return estados.PAGO if fechamento <= self.hoje and pago else estados.LIBERADO_PARA_PAGAMENTO

    def _pronto(self, entrega: _Entrega, numero: int, situacao: str) -> LotePronto:
        prestador, acaso = entrega.prestador, self.acaso
        tipos = prestador.especificacao.guias
        tipo = acaso.choices(list(tipos), weights=list(tipos.values()))[0]
        quantas = max(3, round(self.guias_por_lote * acaso.uniform(0.6, 1.4)))
        pessoas, guias = self._guias(tipo, entrega, quantas)
        versao = acaso.choice(_VERSOES)
        registro = self.cadastro.operadora.registro_ans
        topo = cabecalho(prestador, registro, versao.numero, str(numero), entrega.recebido_em)
        mensagem = lote(f"{numero:04d}", guias)
        fechado = liberado = None
        if situacao not in (
            estados.RECEBIDO, estados.EM_ANALISE, estados.AGUARDANDO_INFORMACAO, estados.CANCELADO
        ):  # fmt: skip
            fechado = entrega.recebido_em + timedelta(days=_ANALISE - 1, hours=2)
        if situacao in (estados.LIBERADO_PARA_PAGAMENTO, estados.PAGO):
            liberado = entrega.recebido_em + timedelta(days=_ANALISE + _LIBERACAO - 1)
        sem_pagamento = situacao == estados.ENCERRADO_SEM_PAGAMENTO
        return LotePronto(
            prestador=prestador,
            lote=mensagem,
            pessoas=pessoas,
            valores=[self._valores(guia, prestador, versao, tudo=sem_pagamento) for guia in guias],
            versao=versao,
            sequencial=str(numero),
            canal=acaso.choice((Lote.Canal.ARQUIVO, Lote.Canal.ARQUIVO, Lote.Canal.WEB_SERVICE)),
            conteudo=escrever_lote(mensagem, topo, versao, validar=False),
            recebido_em=entrega.recebido_em,
            situacao=situacao,
            fechado_em=fechado,
            liberado_em=liberado,
        )

    def atendimentos(self, tipo: TipoGuia, prestador: PrestadorVivo, quando: datetime, quantas: int) -> list[Guia]:
        """So many guias of attendances in the three weeks before a delivery."""
        return self._guias(tipo, _Entrega(prestador, quando, 0), quantas)[1]

    def autorizar(self, prestador: PrestadorVivo, guias: Sequence[Guia]) -> None:
        """Save the senhas of guias about to be sent: of every six, one had expired and one was never given."""
        ids = {pessoa.carteira: pessoa.id for pessoa in self.cadastro.segurados}
        com_senha = [guia for guia in guias if guia.senha]
        gravar_senhas(
            Concedida(prestador, ids[guia.carteira], guia, vencida=ordem % 6 == _VENCIDA)
            for ordem, guia in enumerate(com_senha, start=self._autorizadas)
            if ordem % 6 != _NUNCA_DADA
        )
        self._autorizadas += len(com_senha)

    def _guias(self, tipo: TipoGuia, entrega: _Entrega, quantas: int) -> tuple[list[Segurado], list[Guia]]:
        dia = timezone.localdate(entrega.recebido_em)
        pessoas: list[Segurado] = []
        guias: list[Guia] = []
        for ordem in range(quantas):
            atendimento = dia - timedelta(days=self.acaso.randrange(2, 24))
            pessoa = self._quem(tipo, entrega.prestador, atendimento, nomeado=ordem == 0)
            if pessoa is not None:
                pessoas.append(pessoa)
                guias.append(self.fabrica.guia(tipo, entrega.prestador, pessoa, atendimento))
        return pessoas, guias

    def _quem(self, tipo: TipoGuia, prestador: PrestadorVivo, dia: date, *, nomeado: bool) -> Segurado | None:
        """Somebody covered on the day; the families with a login come back often."""
        segurados, conhecidos = self.cadastro.segurados, len(self.cadastro.familiares)
        if nomeado and tipo is not TipoGuia.RESUMO_INTERNACAO and self.acaso.random() < 0.6:
            pessoa = segurados[self.acaso.randrange(conhecidos)]
            if self.fabrica.cabe(tipo, prestador, pessoa, dia):
                return pessoa
        for _ in range(_TENTATIVAS):
            pessoa = self.acaso.choice(segurados)
            if self.fabrica.cabe(tipo, prestador, pessoa, dia):
                return pessoa
        return None

    def _valores(self, guia: Guia, prestador: PrestadorVivo, versao: Versao, *, tudo: bool) -> list[ItemValorado]:
        azarado = self.acaso.randrange(len(guia.itens)) if self.acaso.random() < _GLOSA_TECNICA else -1
        atraso = next(causa for causa in _CAUSAS if causa.motivo is Motivo.FORA_DO_PRAZO)
        valores = []
        for ordem, item in enumerate(guia.itens):
            contratado = self._contratado(item, prestador)
            glosas: tuple[Glosa, ...] = ()
            if tudo:
                glosas = (self._glosa(atraso, item, versao),)
            elif ordem == azarado:
                causas = _CAUSAS_ODONTO if guia.tipo is TipoGuia.ODONTO else _CAUSAS
                causa = self.acaso.choice(causas)
                if causa is _SENHA_VENCIDA and not guia.senha:
                    causa = causas[0]
                glosas = (self._glosa(causa, item, versao),)
            valores.append(dividir(item.valor_total, contratado, glosas, versao=versao.numero))
        return valores

    def _contratado(self, item: Item, prestador: PrestadorVivo) -> Decimal:
        return arredondar(prestador.precos(item.data)[item.tabela, item.codigo] * item.quantidade * item.fator)

    def _glosa(self, causa: _Causa, item: Item, versao: Versao) -> Glosa:
        return Glosa(
            codigo=codigo_para(causa.motivo, versao.numero),
            valor=arredondar(item.valor_total * causa.parte),
            texto=causa.texto,
            regra=causa.regra,
        )


def fabrica_de(
    cadastro: Cadastro,
    acaso: random.Random,
    *,
    sobrepreco: float = 0.03,
    exigentes: bool = True,
    depois_de: int = 0,
) -> Fabrica:
    """The maker of guias of one operadora, over all its prestadores."""
    vivos = list(cadastro.vivos.values())
    medicos = [v for v in vivos if v.especificacao.tipo == "CONSULTORIO"] or vivos
    hospitais = [v for v in vivos if v.especificacao.tipo == "HOSPITAL"] or vivos
    return Fabrica(
        acaso,
        cadastro.operadora.registro_ans,
        medicos,
        hospitais,
        sobrepreco=sobrepreco,
        exigentes=exigentes,
        depois_de=depois_de,
    )


def gravar_historico(historico: Historico, elenco: Elenco, *, fatia: int = 60) -> tuple[int, int]:
    """Save every lote of the past in slices, then the payments; returns how many lotes and items."""
    trilha, gravados, itens = Trilha(), list[Lote](), 0
    prontos: list[LotePronto] = []
    for pronto in historico.lotes():
        prontos.append(pronto)
        if len(prontos) == fatia:
            gravados += gravar_lotes(prontos, elenco, trilha)
            prontos = []
    gravados += gravar_lotes(prontos, elenco, trilha)
    itens = sum(lote.quantidade_itens for lote in gravados)
    gravar_pagamentos_de(historico, gravados, elenco, trilha)
    trilha.gravar()
    return len(gravados), itens


def gravar_pagamentos_de(historico: Historico, lotes: Sequence[Lote], elenco: Elenco, trilha: Trilha) -> None:
    """Save the payments of the competências already closed."""
    cadastro = historico.cadastro
    gravar_pagamentos(
        lotes,
        {p.pk: p for p in cadastro.prestadores.values()},
        {v.id: v.especificacao.dia_do_pagamento for v in cadastro.vivos.values()},
        elenco,
        trilha,
        historico.hoje,
        DIA_DE_FECHAR,
    )
