"""What is charged, in the neutral view that every billing rule reads.

A guia typed on the screen, read from XML or loaded from the database is turned into `GuiaCobrada` and meets
the same rules. Money in reais; codes are the text of the TISS domain tables; missing text is "".

Source: Padrão TISS, Componente de Comunicação 202511 (guides of billing).
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal

from guiche.nucleo.decimais import ZERO, arredondar, somar_valores
from guiche.tiss_xml.mensagens import Contratado, Guia, Item, Profissional, TipoGuia, TipoItem

UM = Decimal(1)

TABELA_PROPRIA = "00"
TABELA_DIARIAS = "18"
TABELA_MATERIAIS = "19"
TABELA_MEDICAMENTOS = "20"
TABELA_PROCEDIMENTOS = "22"
TABELA_PACOTE_ODONTO = "90"
TABELA_PACOTE = "98"

TABELAS_DE_PACOTE = frozenset({TABELA_PACOTE, TABELA_PACOTE_ODONTO})
TABELAS_DE_INSUMO = frozenset({TABELA_DIARIAS, TABELA_MATERIAIS, TABELA_MEDICAMENTOS})

TipoDeItem = Literal["procedimento", "despesa"]


@dataclass(frozen=True, slots=True)
class ProfissionalCobrado:
    """Who performed: council, number, UF (IBGE number), CBO and degree of participation (table 35)."""

    nome: str = ""
    conselho: str = ""
    numero_conselho: str = ""
    uf: str = ""
    cbo: str = ""
    grau: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCobrado:
    """One charged line. `valor_total` is what was informed, also when the arithmetic of the line is wrong."""

    sequencial: int
    data: date | None
    tabela: str
    codigo: str
    valor_unitario: Decimal
    valor_total: Decimal
    quantidade: Decimal = UM
    fator: Decimal = UM
    descricao: str = ""
    tipo: TipoDeItem = "procedimento"
    hora_inicial: time | None = None
    hora_final: time | None = None
    franquia: Decimal = ZERO
    dente: str = ""
    regiao: str = ""
    faces: str = ""
    qtd_us: Decimal | None = None
    equipe: tuple[ProfissionalCobrado, ...] = ()
    linha: int | None = None

    @property
    def procedimento(self) -> tuple[str, str]:
        """Key of the item in every table of facts: (table 87, code)."""
        return (self.tabela, self.codigo)

    @property
    def valor_calculado(self) -> Decimal:
        """`unitário × quantidade × fator`, rounded once. Source: TISS, Componente Organizacional (totals)."""
        return arredondar(self.valor_unitario * self.quantidade * self.fator)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuiaCobrada:
    """One guia of any of the five kinds of billing. `executantes` are the codes or documents of who is
    paid.
    """

    tipo: TipoGuia
    numero_prestador: str
    carteira: str
    itens: tuple[ItemCobrado, ...]
    registro_ans: str = ""
    numero_operadora: str = ""
    guia_principal: str = ""
    senha: str = ""
    data_autorizacao: date | None = None
    validade_senha: date | None = None
    atendimento_rn: bool = False
    executantes: frozenset[str] = frozenset()
    cnes: str = ""
    profissional: ProfissionalCobrado | None = None
    carater: str = ""
    tipo_atendimento: str = ""
    regime: str = ""
    indicacao_acidente: str = ""
    cids: tuple[str, ...] = ()
    data_inicio: date | None = None
    data_fim: date | None = None
    total_informado: Decimal | None = None
    linha: int | None = None

    @property
    def eh_odonto(self) -> bool:
        """True for the GTO."""
        return self.tipo is TipoGuia.ODONTO

    @property
    def eh_urgencia(self) -> bool:
        """True for caráter 2 and for the urgency attendance of a GTO (tables 23 and 51)."""
        return self.tipo_atendimento == "4" if self.eh_odonto else self.carater == "2"

    @property
    def data_atendimento(self) -> date | None:
        """First day of the attendance: the start of the period or of the items."""
        return self.data_inicio or min((i.data for i in self.itens if i.data), default=None)

    @property
    def ultima_data(self) -> date | None:
        """Last day of the attendance, from which the billing deadline counts."""
        return max((i.data for i in self.itens if i.data), default=None) or self.data_fim or self.data_inicio

    @property
    def soma_dos_itens(self) -> Decimal:
        """Sum of the informed totals of the items, in reais."""
        return somar_valores(item.valor_total for item in self.itens)

    def data_do_item(self, item: ItemCobrado) -> date | None:
        """Date at which the facts of the item are judged."""
        return item.data or self.data_atendimento


def _profissional(pessoa: Profissional) -> ProfissionalCobrado:
    return ProfissionalCobrado(
        nome=pessoa.nome or "",
        conselho=pessoa.conselho or "",
        numero_conselho=pessoa.numero_conselho or "",
        uf=pessoa.uf or "",
        cbo=pessoa.cbos or "",
        grau=pessoa.grau or "",
    )


def _identificacoes(contratado: Contratado) -> frozenset[str]:
    return frozenset(filter(None, (contratado.codigo, contratado.cpf, contratado.cnpj)))


def _item(item: Item) -> ItemCobrado:
    return ItemCobrado(
        sequencial=item.sequencial,
        data=item.data,
        tabela=item.tabela,
        codigo=item.codigo,
        valor_unitario=item.valor_unitario,
        valor_total=item.valor_total,
        quantidade=item.quantidade,
        fator=item.fator,
        descricao=item.descricao,
        tipo="despesa" if item.tipo is TipoItem.DESPESA else "procedimento",
        hora_inicial=item.hora_inicial,
        hora_final=item.hora_final,
        franquia=item.franquia or ZERO,
        dente=item.dente or "",
        regiao=item.regiao or "",
        faces=(item.faces or "").strip().upper(),
        qtd_us=item.qtd_us,
        equipe=tuple(_profissional(p) for p in item.equipe),
        linha=item.linha or None,
    )


def de_guia_tiss(guia: Guia) -> GuiaCobrada:
    """Neutral view of a guia as the TISS reader gives it."""
    profissional = guia.profissional_adicional or guia.profissional
    return GuiaCobrada(
        tipo=guia.tipo,
        numero_prestador=guia.numero_prestador,
        carteira=guia.carteira,
        itens=tuple(_item(item) for item in guia.itens),
        registro_ans=guia.registro_ans,
        numero_operadora=guia.numero_operadora or "",
        guia_principal=guia.principal or guia.solicitacao_internacao or "",
        senha=guia.senha or "",
        data_autorizacao=guia.data_autorizacao,
        validade_senha=guia.validade_senha,
        atendimento_rn=guia.atendimento_rn,
        executantes=_identificacoes(guia.executante),
        cnes=guia.executante.cnes or "",
        profissional=_profissional(profissional) if profissional else None,
        carater=guia.carater or "",
        tipo_atendimento=guia.tipo_atendimento or "",
        regime=guia.regime or "",
        indicacao_acidente=guia.indicacao_acidente or "",
        cids=guia.cids,
        data_inicio=guia.data_inicio,
        data_fim=guia.data_fim,
        total_informado=guia.totais.geral,
        linha=guia.linha or None,
    )
