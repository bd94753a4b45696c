"""Version-neutral shapes of what the operator answers about billing: receipt, status, statements.

Money is ``Decimal`` in reais, two places. At every level informado − processado/liberado − glosa must
agree: the schema does not check it, ``Valores.somar`` keeps it by construction.

Source: tissComplexTypesV4_03_00 and tissGuiasV4_03_00; Componente Organizacional 202407 items 55–56.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from guiche.tiss_xml.mensagens import ZERO, Contratado, Guia, Item, TipoGuia


@dataclass(frozen=True, slots=True)
class Glosa:
    """Reason of table 38; ``valor`` only where the message has one; ``descricao`` at most 500 characters."""

    codigo: str
    descricao: str | None = None
    valor: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Valores:
    """Informed, processed, released and denied amounts; ``franquia`` only in dental statements."""

    informado: Decimal = ZERO
    processado: Decimal = ZERO
    liberado: Decimal = ZERO
    glosa: Decimal = ZERO
    franquia: Decimal = ZERO

    @classmethod
    def somar(cls, parcelas: Iterable[Valores]) -> Valores:
        """Sum of each amount, exact."""
        lista = list(parcelas)
        return cls(
            sum((v.informado for v in lista), ZERO),
            sum((v.processado for v in lista), ZERO),
            sum((v.liberado for v in lista), ZERO),
            sum((v.glosa for v in lista), ZERO),
            sum((v.franquia for v in lista), ZERO),
        )


@dataclass(frozen=True, slots=True)
class ItemRecebido:
    """Item in a receipt or status, with what was denied of it."""

    item: Item
    glosas: tuple[Glosa, ...] = ()
    valor_glosa: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class GuiaRecebida:
    """Guia in a receipt or status: as received, the operator's number, amounts and denials."""

    guia: Guia
    numero_operadora: str
    valores: Valores | None = None
    glosas: tuple[Glosa, ...] = ()
    itens: tuple[ItemRecebido, ...] = ()


@dataclass(frozen=True, slots=True)
class ReciboLote:
    """Receipt of a lote: every guia with the operator's number. Protocol: digits only, no leading zero, up
    to 12.
    """

    registro_ans: str
    prestador: Contratado
    numero_lote: str
    data_envio: date
    numero_protocolo: str
    valor_total: Decimal
    tipo_guia: TipoGuia
    guias: tuple[GuiaRecebida, ...]
    glosas: tuple[Glosa, ...] = ()
    valor_glosa: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class SituacaoLote:
    """State of a lote protocol; ``status`` is a code of table 47."""

    registro_ans: str
    prestador: Contratado
    status: str
    numero_protocolo: str
    numero_lote: str
    data_envio: date
    valores: Valores
    tipo_guia: TipoGuia
    guias: tuple[GuiaRecebida, ...]


@dataclass(frozen=True, slots=True)
class CabecalhoDemonstrativo:
    """Identification of a medical statement; ``numero`` up to 20 characters."""

    registro_ans: str
    numero: str
    nome_operadora: str
    cnpj: str
    data_emissao: date


@dataclass(frozen=True, slots=True)
class ItemAnalisado:
    """Item of an account analysis; ``glosas`` carry value and code."""

    sequencial: int
    data: date
    tabela: str
    codigo: str
    descricao: str
    quantidade: Decimal
    valores: Valores
    grau: str | None = None
    centro_consumo: str | None = None
    glosas: tuple[Glosa, ...] = ()


@dataclass(frozen=True, slots=True)
class GuiaAnalisada:
    """Guia of an account analysis; ``situacao`` is a code of table 47. Only the items with glosa need be
    listed.
    """

    numero_prestador: str
    carteira: str
    data_inicio: date
    situacao: str
    valores: Valores
    numero_operadora: str | None = None
    senha: str | None = None
    hora_inicio: time | None = None
    data_fim: date | None = None
    hora_fim: time | None = None
    glosas: tuple[Glosa, ...] = ()
    itens: tuple[ItemAnalisado, ...] = ()
    observacao: str | None = None


@dataclass(frozen=True, slots=True)
class ProtocoloAnalisado:
    """Lote protocol of an account analysis: all its guias."""

    numero_lote: str
    numero: str
    data: date
    situacao: str
    valores: Valores
    guias: tuple[GuiaAnalisada, ...] = ()
    glosa: Glosa | None = None


@dataclass(frozen=True, slots=True)
class AnaliseConta:
    """Demonstrativo de análise de conta (DAC). ``prestador`` needs its CNES."""

    cabecalho: CabecalhoDemonstrativo
    prestador: Contratado
    protocolos: tuple[ProtocoloAnalisado, ...]
    valores: Valores
    observacao: str | None = None


@dataclass(frozen=True, slots=True)
class Lancamento:
    """Debit (1) or credit (2) of a payment; ``tipo`` of table 27; ``descricao`` up to 40 characters."""

    indicador: str
    tipo: str
    descricao: str
    valor: Decimal


@dataclass(frozen=True, slots=True)
class Liquido:
    """Net of a payment: total of debits, of credits and what is paid."""

    debitos: Decimal
    creditos: Decimal
    valor: Decimal


@dataclass(frozen=True, slots=True)
class DadosPagamento:
    """When and how it is paid; ``forma`` of table 34 (not informed in dental statements)."""

    data: date
    forma: str = "1"
    banco: str | None = None
    agencia: str | None = None
    conta: str | None = None


@dataclass(frozen=True, slots=True)
class GuiaPaga:
    """Guia of a payment statement; ``tipo_pagamento`` 1 initial, 2 recurso."""

    numero_prestador: str
    valores: Valores
    tipo_pagamento: str = "1"
    numero_operadora: str | None = None
    senha: str | None = None


@dataclass(frozen=True, slots=True)
class ProtocoloPago:
    """Protocol of a payment statement: up to 100 guias per entry."""

    numero: str
    numero_lote: str
    data: date
    valores: Valores
    guias: tuple[GuiaPaga, ...]


@dataclass(frozen=True, slots=True)
class PagamentoPorData:
    """What is paid on one date."""

    dados: DadosPagamento
    protocolos: tuple[ProtocoloPago, ...]
    bruto: Valores
    liquido: Liquido
    lancamentos: tuple[Lancamento, ...] = ()


@dataclass(frozen=True, slots=True)
class DemonstrativoPagamento:
    """Demonstrativo de pagamento (medical). ``prestador`` needs its CNES."""

    cabecalho: CabecalhoDemonstrativo
    prestador: Contratado
    pagamentos: tuple[PagamentoPorData, ...]
    bruto: Valores
    liquido: Liquido
    lancamentos: tuple[Lancamento, ...] = ()
    observacao: str | None = None


@dataclass(frozen=True, slots=True)
class ItemOdontoPago:
    """Item of a dental statement; ``valores.liberado`` has at most five integer digits in the standard."""

    sequencial: int
    tabela: str
    codigo: str
    descricao: str
    data: date
    quantidade: int
    valores: Valores
    dente: str | None = None
    regiao: str | None = None
    faces: str | None = None
    glosas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuiaOdontoPaga:
    """Guia of a dental statement; ``recurso`` when paid by an appeal."""

    numero_prestador: str
    nome_executante: str
    carteira: str
    itens: tuple[ItemOdontoPago, ...]
    valores: Valores
    recurso: bool = False
    numero_operadora: str | None = None
    observacao: str | None = None


@dataclass(frozen=True, slots=True)
class ProtocoloOdontoPago:
    """Protocol of a dental statement."""

    numero_lote: str
    numero: str
    guias: tuple[GuiaOdontoPaga, ...]
    valores: Valores


@dataclass(frozen=True, slots=True)
class PagamentoOdontoPorData:
    """What is paid on one date, dental."""

    dados: DadosPagamento
    protocolos: tuple[ProtocoloOdontoPago, ...]
    bruto: Valores
    liquido: Liquido
    lancamentos: tuple[Lancamento, ...] = ()


@dataclass(frozen=True, slots=True)
class DemonstrativoOdonto:
    """Demonstrativo de pagamento (dental). ``prestador`` needs the code and a CNPJ or CPF."""

    cabecalho: CabecalhoDemonstrativo
    inicio: date
    fim: date
    prestador: Contratado
    pagamentos: tuple[PagamentoOdontoPorData, ...]
    bruto: Valores
    liquido: Liquido
    lancamentos: tuple[Lancamento, ...] = ()
    observacao: str | None = None


@dataclass(frozen=True, slots=True)
class SituacaoDemonstrativo:
    """The statement is not ready: ``tipo`` of table 53 (1, 2, 3), ``situacao`` of table 47."""

    registro_ans: str
    prestador: Contratado
    numero_protocolo: str
    protocolo_solicitacao: str
    tipo: str
    data: date
    situacao: str


Resposta = (
    Glosa
    | ReciboLote
    | SituacaoLote
    | tuple[AnaliseConta, ...]
    | DemonstrativoPagamento
    | DemonstrativoOdonto
    | SituacaoDemonstrativo
)
"""What ``respostas`` can write. A ``Glosa`` alone is the refusal of the request (mensagemErro)."""
