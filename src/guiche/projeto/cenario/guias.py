"""Invents guias of the five types, in the neutral shape of ``tiss_xml``: arithmetic always right.

Whoever wants a defect changes a good guia afterwards (``lotes_exemplo``), so that every sample differs from a
valid one in exactly one thing.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from guiche.nucleo.decimais import ZERO, arredondar
from guiche.projeto.cenario.boca import lugar
from guiche.projeto.cenario.procedimentos import Procedimento
from guiche.projeto.cenario.registros import PrestadorVivo, Segurado
from guiche.tiss_xml.mensagens import (
    UM,
    Cabecalho,
    Contratado,
    Guia,
    Identificacao,
    Item,
    LoteGuias,
    Profissional,
    TipoGuia,
    TipoItem,
    Totais,
)

_SEM_ACIDENTE, _AMBULATORIAL, _PRONTO_SOCORRO = "9", "01", "04"
_ELETIVO, _URGENTE = "1", "2"
_EXAME, _TERAPIA, _CONSULTA_SADT = "23", "03", "04"
_DESPESA_POR_TABELA = {"18": "07", "19": "08", "20": "02"}
_UNIDADE = "036"
_TERAPIAS = frozenset({"fisioterapia", "psicologia", "fonoaudiologia", "hiperbarica"})
_AMBULATORIAIS = frozenset(
    {
        "laboratorio", "imagem", "tomografia", "ressonancia", "cardiologia", "endoscopia", "oftalmologia",
        "ginecologia", *_TERAPIAS,
    }
)  # fmt: skip
_CIDS = ("K802", "K358", "K409", "M232", "J189", "N390", "I209", "O800")
_PESOS_ODONTO = {
    "diagnostico": 4, "prevencao": 6, "dentistica": 8, "radiologia": 5, "periodontia": 4, "endodontia": 2,
    "cirurgia": 2, "protese": 1, "urgencia": 2,
}  # fmt: skip
_PRIMEIRA_SENHA = 80_000_000
_SO_COM_SENHA = frozenset({"82001286", "41101316", "20104189"})


class Fabrica:
    """Makes guias for the prestadores of one operadora, numbering them per prestador.

    ``medicos`` ask for exams and ``hospitais`` lend the place of honorários. ``sobrepreco`` is how often an
    item is charged above the contract; ``exigentes`` says whether to charge what needs prior authorisation;
    guia numbers and senhas, which never repeat, follow ``depois_de``.
    """

    def __init__(
        self,
        acaso: random.Random,
        registro_ans: str,
        medicos: Sequence[PrestadorVivo],
        hospitais: Sequence[PrestadorVivo],
        *,
        sobrepreco: float = 0.03,
        exigentes: bool = True,
        depois_de: int = 0,
    ) -> None:
        self.acaso = acaso
        self.registro_ans = registro_ans
        self.medicos = medicos
        self.hospitais = hospitais
        self.sobrepreco = sobrepreco
        self.exigentes = exigentes
        self._numeros: dict[str, int] = defaultdict(lambda: depois_de)
        self._ultima_senha = _PRIMEIRA_SENHA + 10 * depois_de
        self._escritores = {
            TipoGuia.CONSULTA: self._consulta,
            TipoGuia.SADT: self._sadt,
            TipoGuia.RESUMO_INTERNACAO: self._resumo,
            TipoGuia.HONORARIOS: self._honorarios,
            TipoGuia.ODONTO: self._odonto,
        }

    def guia(self, tipo: TipoGuia, prestador: PrestadorVivo, pessoa: Segurado, dia: date) -> Guia:
        """One guia of this type for an attendance that began on ``dia``."""
        return self._escritores[tipo](prestador, pessoa, dia)

    def cabe(self, tipo: TipoGuia, prestador: PrestadorVivo, pessoa: Segurado, dia: date) -> bool:
        """Whether the person was covered on the day and has an age for this kind of attendance."""
        if not pessoa.coberto_em(dia):
            return False
        if tipo in (TipoGuia.RESUMO_INTERNACAO, TipoGuia.HONORARIOS):
            return pessoa.segmentacao != "AMB"
        return True

    # The five guias

    def _consulta(self, prestador: PrestadorVivo, pessoa: Segurado, dia: date) -> Guia:
        opcoes = prestador.familias["consulta"]
        if pessoa.idade_em(dia) < 17 and "pediatria" in prestador.familias:
            opcoes = prestador.familias["pediatria"]
        item = self._item(prestador, self.acaso.choice(opcoes), dia, 1, hora=False)
        # The guia de consulta has no field for the name of the procedure.
        item = replace(item, descricao="")
        return Guia(
            tipo=TipoGuia.CONSULTA,
            codigo_validacao=f"{self.acaso.randrange(1_000_000):06d}",
            profissional=prestador.profissional,
            indicacao_acidente=_SEM_ACIDENTE,
            regime=_AMBULATORIAL,
            tipo_consulta=self.acaso.choice(("1", "1", "2")),
            totais=Totais(item.valor_total),
            itens=(item,),
            data_inicio=dia,
            data_fim=dia,
            **self._comum(prestador, pessoa, dia),
        )

    def _sadt(self, prestador: PrestadorVivo, pessoa: Segurado, dia: date) -> Guia:
        hospital = prestador.especificacao.tipo == "HOSPITAL"
        if hospital and self.acaso.random() < 0.7:
            return self._pronto_socorro(prestador, pessoa, dia)
        familias = sorted(_AMBULATORIAIS & prestador.familias.keys())
        familia = self.acaso.choice(familias)
        opcoes = self._opcoes(prestador, familia, pessoa, dia)
        if familia in _TERAPIAS:
            itens = self._sessoes(prestador, self.acaso.choice(opcoes), dia)
        else:
            quantos = min(len(opcoes), self.acaso.choice((2, 3, 4, 6)) if familia == "laboratorio" else 1)
            itens = tuple(
                self._item(prestador, procedimento, dia, ordem)
                for ordem, procedimento in enumerate(self.acaso.sample(opcoes, quantos), start=1)
            )
        pede = self.acaso.choice(self.medicos)
        return Guia(
            tipo=TipoGuia.SADT,
            carater=_ELETIVO,
            tipo_atendimento=_TERAPIA if familia in _TERAPIAS else _EXAME,
            regime=_AMBULATORIAL,
            **self._autorizada(dia, com_senha=familia in ("ressonancia", "tomografia", "hiperbarica")),
            **self._solicitada(pede, dia),
            **self._fechamento(itens),
            **self._comum(prestador, pessoa, dia),
        )

    def _pronto_socorro(self, prestador: PrestadorVivo, pessoa: Segurado, dia: date) -> Guia:
        acaso = self.acaso
        consulta = prestador.familias["urgencia"][0]
        procedimentos = [consulta]
        exames = self._opcoes(prestador, "laboratorio", pessoa, dia)
        procedimentos += acaso.sample(exames, acaso.choice((0, 1, 2)))
        if acaso.random() < 0.5:
            procedimentos.append(acaso.choice(prestador.familias["pronto_atendimento"]))
        itens = [
            self._item(prestador, procedimento, dia, ordem) for ordem, procedimento in enumerate(procedimentos, start=1)
        ]
        itens.append(self._despesa(prestador, prestador.familias["observacao"][0], dia, len(itens) + 1))
        itens.append(self._despesa(prestador, acaso.choice(prestador.familias["medicamento"]), dia, len(itens) + 1))
        return Guia(
            tipo=TipoGuia.SADT,
            carater=_URGENTE,
            tipo_atendimento=_CONSULTA_SADT,
            tipo_consulta="1",
            regime=_PRONTO_SOCORRO,
            **self._autorizada(dia, com_senha=False),
            **self._solicitada(prestador, dia),
            **self._fechamento(tuple(itens)),
            **self._comum(prestador, pessoa, dia),
        )

    def _resumo(self, prestador: PrestadorVivo, pessoa: Segurado, dia: date) -> Guia:
        acaso = self.acaso
        noites = acaso.choice((1, 2, 2, 3))
        alta = dia + timedelta(days=noites)
        procedimentos = [acaso.choice(self._opcoes(prestador, "cirurgia", pessoa, dia))]
        procedimentos += acaso.sample(self._opcoes(prestador, "laboratorio", pessoa, dia), 2)
        itens = [
            self._item(prestador, procedimento, dia, ordem, cirurgico=ordem == 1)
            for ordem, procedimento in enumerate(procedimentos, start=1)
        ]
        despesas = [
            (acaso.choice(prestador.familias["diaria"]), noites),
            (acaso.choice(prestador.familias["sala"]), 1),
            (acaso.choice(prestador.familias["medicamento"]), acaso.choice((2, 4, 6))),
        ]
        if acaso.random() < 0.06:
            despesas.append((prestador.familias["opme"][0], 1))
        for procedimento, quantidade in despesas:
            itens.append(self._despesa(prestador, procedimento, dia, len(itens) + 1, quantidade))
        return Guia(
            tipo=TipoGuia.RESUMO_INTERNACAO,
            solicitacao_internacao=self._senha(),
            carater=_ELETIVO,
            tipo_faturamento="4",
            hora_inicio=time(acaso.randrange(6, 12), 0),
            hora_fim=time(acaso.randrange(9, 18), 30),
            data_inicio=dia,
            data_fim=alta,
            tipo_internacao="2",
            regime="1",
            cids=(acaso.choice(_CIDS),),
            indicacao_acidente=_SEM_ACIDENTE,
            motivo_encerramento="12",
            **self._autorizada(dia, com_senha=True),
            totais=_totais(itens),
            itens=tuple(itens),
            **self._comum(prestador, pessoa, dia),
        )

    def _honorarios(self, prestador: PrestadorVivo, pessoa: Segurado, dia: date) -> Guia:
        hospital = self.acaso.choice(self.hospitais)
        procedimento = self.acaso.choice(self._opcoes(prestador, "cirurgia", pessoa, dia))
        item = self._item(prestador, procedimento, dia, 1, cirurgico=True)
        fim = dia + timedelta(days=self.acaso.choice((1, 2)))
        return Guia(
            tipo=TipoGuia.HONORARIOS,
            solicitacao_internacao=self._senha(),
            senha=self._senha(),
            local=Contratado(codigo=hospital.codigo, cnes=hospital.cnes, nome=hospital.especificacao.nome),
            data_inicio=dia,
            data_fim=fim,
            carater=_ELETIVO,
            data_emissao=fim,
            totais=Totais(item.valor_total),
            itens=(item,),
            **self._comum(prestador, pessoa, dia),
        )

    def _odonto(self, prestador: PrestadorVivo, pessoa: Segurado, dia: date) -> Guia:
        crianca = pessoa.idade_em(dia) < 12
        escolhidos = self._plano_odontologico(prestador, crianca)
        urgente = any(procedimento.urgencia for procedimento in escolhidos)
        ocupados: set[str] = set()
        itens: list[Item] = []
        for procedimento in escolhidos:
            dente, regiao, faces = lugar(procedimento, self.acaso)
            if dente is not None and dente in ocupados:
                continue
            ocupados.add(dente or "")
            base = self._item(prestador, procedimento, dia, len(itens) + 1, hora=False)
            itens.append(
                replace(
                    base,
                    dente=dente,
                    regiao=regiao,
                    faces=faces,
                    qtd_us=procedimento.quantidade_us,
                    autorizado=True,
                )
            )
        quem = prestador.profissional
        return Guia(
            tipo=TipoGuia.ODONTO,
            **self._autorizada(dia, com_senha=any(p.codigo in _SO_COM_SENHA for p in escolhidos)),
            plano="Candeia",
            profissional=Profissional(None, quem.conselho, quem.numero_conselho, quem.uf),
            profissional_adicional=quem,
            tipo_atendimento="4" if urgente else "1",
            tipo_faturamento="4",
            data_termino=dia,
            totais=Totais(
                geral=sum((item.valor_total for item in itens), ZERO),
                qtd_us=sum((item.qtd_us or ZERO for item in itens), ZERO),
            ),
            itens=tuple(itens),
            data_inicio=dia,
            data_fim=dia,
            **self._comum(prestador, pessoa, dia),
        )

    # Parts of a guia

    def _plano_odontologico(self, prestador: PrestadorVivo, crianca: bool) -> list[Procedimento]:
        acaso, familias = self.acaso, prestador.familias
        if crianca:
            opcoes = [*familias["diagnostico"], *familias["prevencao"], *familias["pediatria"]]
            return acaso.sample(opcoes, acaso.choice((1, 2, 3)))
        nomes = acaso.choices(list(_PESOS_ODONTO), weights=list(_PESOS_ODONTO.values()), k=acaso.choice((1, 2, 3, 4)))
        escolhidos = {acaso.choice(familias[nome]).codigo: nome for nome in nomes}
        return [
            procedimento
            for nome in _PESOS_ODONTO
            for procedimento in familias[nome]
            if procedimento.codigo in escolhidos and (self.exigentes or not procedimento.exige_autorizacao)
        ] or [familias["diagnostico"][0]]

    def _opcoes(self, prestador: PrestadorVivo, familia: str, pessoa: Segurado, dia: date) -> list[Procedimento]:
        idade = pessoa.idade_em(dia)
        adequados = [
            p
            for p in prestador.familias[familia]
            if p.serve(pessoa.sexo, idade) and (self.exigentes or not p.exige_autorizacao)
        ]
        return adequados or list(prestador.familias[sorted(_AMBULATORIAIS & prestador.familias.keys())[0]])

    def _sessoes(self, prestador: PrestadorVivo, procedimento: Procedimento, dia: date) -> tuple[Item, ...]:
        intervalo = self.acaso.choice((2, 3))
        return tuple(
            self._item(prestador, procedimento, dia - timedelta(days=intervalo * volta), ordem)
            for ordem, volta in enumerate(range(self.acaso.choice((2, 3, 4)), 0, -1), start=1)
        )

    def _item(
        self,
        prestador: PrestadorVivo,
        procedimento: Procedimento,
        dia: date,
        ordem: int,
        *,
        hora: bool = True,
        cirurgico: bool = False,
    ) -> Item:
        unitario = self._cobrado(prestador, procedimento, dia)
        comeco = time(self.acaso.randrange(7, 19), self.acaso.choice((0, 10, 20, 30, 40, 50)))
        return Item(
            sequencial=ordem,
            data=dia,
            hora_inicial=comeco if hora else None,
            hora_final=(datetime.combine(dia, comeco) + timedelta(minutes=40)).time() if hora else None,
            tabela=procedimento.tabela,
            codigo=procedimento.codigo,
            descricao=procedimento.descricao[:150],
            quantidade=UM,
            valor_unitario=unitario,
            valor_total=unitario,
            via="1" if cirurgico else None,
            tecnica="1" if cirurgico else None,
            equipe=(replace(prestador.profissional, grau="00"),) if cirurgico else (),
        )

    def _despesa(
        self, prestador: PrestadorVivo, procedimento: Procedimento, dia: date, ordem: int, quantidade: int = 1
    ) -> Item:
        unitario = self._cobrado(prestador, procedimento, dia)
        diaria = procedimento.familia in ("diaria", "uti")
        codigo = "05" if diaria else _DESPESA_POR_TABELA[procedimento.tabela]
        return Item(
            tipo=TipoItem.DESPESA,
            sequencial=ordem,
            data=dia,
            tabela=procedimento.tabela,
            codigo=procedimento.codigo,
            descricao=procedimento.descricao[:150],
            quantidade=Decimal(quantidade),
            unidade=_UNIDADE,
            valor_unitario=unitario,
            valor_total=arredondar(unitario * quantidade),
            codigo_despesa=codigo,
        )

    def _cobrado(self, prestador: PrestadorVivo, procedimento: Procedimento, dia: date) -> Decimal:
        contratado = prestador.unitario(procedimento, dia)
        if self.acaso.random() >= self.sobrepreco:
            return contratado
        return arredondar(contratado * Decimal(self.acaso.choice(("1.08", "1.15", "1.30"))))

    def _comum(self, prestador: PrestadorVivo, pessoa: Segurado, dia: date) -> dict[str, Any]:
        self._numeros[prestador.codigo] += 1
        return {
            "registro_ans": self.registro_ans,
            "numero_prestador": f"{dia.year}-{self._numeros[prestador.codigo]:06d}",
            "carteira": pessoa.carteira,
            "executante": Contratado(codigo=prestador.codigo, cnes=prestador.cnes),
        }

    def _autorizada(self, dia: date, *, com_senha: bool) -> dict[str, Any]:
        pedida = dia - timedelta(days=self.acaso.randrange(1, 12))
        return {
            "data_autorizacao": pedida,
            "senha": self._senha() if com_senha else None,
            "validade_senha": pedida + timedelta(days=30) if com_senha else None,
            "codigo_validacao": f"{self.acaso.randrange(1_000_000):06d}",
        }

    def _solicitada(self, por: PrestadorVivo, dia: date) -> dict[str, Any]:
        return {
            "solicitante": Contratado(codigo=por.codigo, nome=por.especificacao.nome),
            "profissional_solicitante": por.profissional,
            "data_solicitacao": dia - timedelta(days=self.acaso.randrange(1, 15)),
        }

    def _fechamento(self, itens: tuple[Item, ...]) -> dict[str, Any]:
        return {
            "indicacao_acidente": _SEM_ACIDENTE,
            "totais": _totais(itens),
            "itens": itens,
            "data_inicio": min(item.data for item in itens),
            "data_fim": max(item.data for item in itens),
        }

    def _senha(self) -> str:
        self._ultima_senha += self.acaso.randrange(1, 9)
        return str(self._ultima_senha)


def _totais(itens: Sequence[Item]) -> Totais:
    def soma(**filtro: object) -> Decimal:
        return sum((i.valor_total for i in itens if all(getattr(i, n) == v for n, v in filtro.items())), ZERO)

    return Totais(
        geral=soma(),
        procedimentos=soma(tipo=TipoItem.PROCEDIMENTO),
        diarias=soma(codigo_despesa="05"),
        taxas=soma(codigo_despesa="07"),
        materiais=soma(codigo_despesa="03"),
        medicamentos=soma(codigo_despesa="02"),
        opme=soma(codigo_despesa="08"),
        gases=soma(codigo_despesa="01"),
    )


def refazer_totais(guia: Guia) -> Guia:
    """The guia with totals that match its items again, after somebody changed them."""
    return replace(guia, totais=replace(_totais(guia.itens), qtd_us=guia.totais.qtd_us))


def cabecalho(prestador: PrestadorVivo, registro_ans: str, padrao: str, sequencial: str, quando: datetime) -> Cabecalho:
    """Header of a lote sent by the prestador at a local moment."""
    return Cabecalho(
        tipo_transacao="ENVIO_LOTE_GUIAS",
        sequencial=sequencial,
        data=quando.date(),
        hora=quando.time().replace(microsecond=0, tzinfo=None),
        origem=Identificacao(codigo=prestador.codigo),
        destino=Identificacao(registro_ans=registro_ans),
        padrao=padrao,
    )


def lote(numero: str, guias: Sequence[Guia]) -> LoteGuias:
    """Lote of these guias, all of one type."""
    return LoteGuias(numero, guias[0].tipo, tuple(guias))
