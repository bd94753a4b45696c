"""Version-neutral shapes of what a provider sends: header, lote, guia, item.

One ``Guia`` serves the five billing guides; a field that a guide does not have is None (or empty). Codes
stay the text of the TISS domain tables. Money is ``Decimal`` with two places, in reais. ``linha`` is the
line of the element in the received file (0 when it was not read from a file), so that a finding can point
to it.

Source: Padrão TISS, Componente de Comunicação 202511 (tissGuias, tissComplexTypes).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from guiche.tiss_xml.versoes import Versao

ZERO = Decimal("0.00")
UM = Decimal("1.00")


class TipoGuia(StrEnum):
    """Billing guide; the value is the element name inside ``guiasTISS``."""

    CONSULTA = "guiaConsulta"
    SADT = "guiaSP-SADT"
    RESUMO_INTERNACAO = "guiaResumoInternacao"
    HONORARIOS = "guiaHonorarios"
    ODONTO = "guiaOdonto"

    @property
    def rotulo(self) -> str:
        """Name for screens."""
        return _ROTULOS[self]


_ROTULOS = {
    TipoGuia.CONSULTA: "Consulta",
    TipoGuia.SADT: "SP/SADT",
    TipoGuia.RESUMO_INTERNACAO: "Resumo de internação",
    TipoGuia.HONORARIOS: "Honorários individuais",
    TipoGuia.ODONTO: "Tratamento odontológico",
}


class TipoItem(StrEnum):
    """Executed procedure, or an expense of ``outrasDespesas``."""

    PROCEDIMENTO = "procedimento"
    DESPESA = "despesa"


@dataclass(frozen=True, slots=True)
class Identificacao:
    """Sender or recipient of a message: exactly one of the fields is filled."""

    registro_ans: str | None = None
    cnpj: str | None = None
    cpf: str | None = None
    codigo: str | None = None

    @property
    def eh_operadora(self) -> bool:
        """True when identified by registroANS."""
        return self.registro_ans is not None

    @property
    def valor(self) -> str:
        """The identification itself, whichever kind it is."""
        return self.registro_ans or self.cnpj or self.cpf or self.codigo or ""


@dataclass(frozen=True, slots=True)
class Cabecalho:
    """Header of a message. ``senha_md5`` is the MD5 hex the standard asks for; it never shows in a repr."""

    tipo_transacao: str
    sequencial: str
    data: date
    hora: time
    origem: Identificacao
    destino: Identificacao
    padrao: str
    falha_negocio: str | None = None
    login: str | None = None
    senha_md5: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Contratado:
    """Contracted provider: one of codigo (at the operator), cpf, cnpj; and its CNES and name where the
    guide has them.
    """

    codigo: str | None = None
    cpf: str | None = None
    cnpj: str | None = None
    cnes: str | None = None
    nome: str | None = None


@dataclass(frozen=True, slots=True)
class Profissional:
    """Health professional; ``grau`` (table 35) and codigo/cpf only inside a team."""

    nome: str | None = None
    conselho: str | None = None
    numero_conselho: str | None = None
    uf: str | None = None
    cbos: str | None = None
    grau: str | None = None
    codigo: str | None = None
    cpf: str | None = None


@dataclass(frozen=True, slots=True)
class Declaracao:
    """Birth or death declaration of an internment."""

    nascido: str | None = None
    diagnostico_obito: str | None = None
    obito: str | None = None
    indicador_dorn: str | None = None


@dataclass(frozen=True, slots=True)
class SituacaoInicial:
    """Initial state of the mouth inside a GTO; ``dentes`` are pairs (tooth, condition A/E/H/C/R)."""

    numero_anexo: str
    numero_referenciada: str
    dentes: tuple[tuple[str, str], ...]
    numero_operadora: str | None = None
    doenca_periodontal: bool | None = None
    alteracao_tecido_mole: bool | None = None
    observacao: str | None = None


@dataclass(frozen=True, slots=True)
class Totais:
    """Totals informed in the guia, in reais; ``geral`` is the total of the guia."""

    geral: Decimal = ZERO
    procedimentos: Decimal | None = None
    diarias: Decimal | None = None
    taxas: Decimal | None = None
    materiais: Decimal | None = None
    medicamentos: Decimal | None = None
    opme: Decimal | None = None
    gases: Decimal | None = None
    franquia: Decimal | None = None
    qtd_us: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One charged line of a guia.

    In a GTO the standard gives one value per line (``valorProc``): it is ``valor_total``, and
    ``valor_unitario`` is that value divided by the quantity, half-up. A consulta has one implicit item,
    number 1, quantity 1.
    """

    sequencial: int
    data: date
    tabela: str
    codigo: str
    quantidade: Decimal
    valor_unitario: Decimal
    valor_total: Decimal
    tipo: TipoItem = TipoItem.PROCEDIMENTO
    descricao: str = ""
    codigo_despesa: str | None = None
    hora_inicial: time | None = None
    hora_final: time | None = None
    unidade: str | None = None
    via: str | None = None
    tecnica: str | None = None
    fator: Decimal = UM
    franquia: Decimal | None = None
    dente: str | None = None
    regiao: str | None = None
    faces: str | None = None
    qtd_us: Decimal | None = None
    autorizado: bool | None = None
    centro_consumo: str | None = None
    registro_anvisa: str | None = None
    ref_fabricante: str | None = None
    autorizacao_funcionamento: str | None = None
    item_vinculado: int | None = None
    equipe: tuple[Profissional, ...] = ()
    linha: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Guia:
    """One billing guide of any of the five types.

    ``principal`` is the main guide of an SP/SADT or GTO; ``solicitacao_internacao`` is the internment
    request that a resumo or a honorários guide must carry. ``executante`` is who is paid; ``local`` is
    where a honorários guide was performed. In a GTO ``profissional`` holds the CRO of the contracted
    dentist and ``profissional_adicional`` the one who performed (its CBO is the mandatory one).
    ``data_inicio``/``data_fim`` are the billing period (in the other guides: first and last date of the
    items).
    """

    tipo: TipoGuia
    registro_ans: str
    numero_prestador: str
    carteira: str
    executante: Contratado
    numero_operadora: str | None = None
    principal: str | None = None
    solicitacao_internacao: str | None = None
    senha: str | None = None
    data_autorizacao: date | None = None
    validade_senha: date | None = None
    ausencia_validacao: str | None = None
    codigo_validacao: str | None = None
    atendimento_rn: bool = False
    tipo_identificacao: str | None = None
    identificador: bytes | None = None
    plano: str | None = None
    empresa: str | None = None
    solicitante: Contratado | None = None
    profissional_solicitante: Profissional | None = None
    data_solicitacao: date | None = None
    indicacao_clinica: str | None = None
    local: Contratado | None = None
    profissional: Profissional | None = None
    profissional_adicional: Profissional | None = None
    carater: str | None = None
    tipo_atendimento: str | None = None
    regime: str | None = None
    tipo_consulta: str | None = None
    indicacao_acidente: str | None = None
    cobertura_especial: str | None = None
    saude_ocupacional: str | None = None
    tipo_internacao: str | None = None
    tipo_faturamento: str | None = None
    declaracoes: tuple[Declaracao, ...] = ()
    cids: tuple[str, ...] = ()
    data_inicio: date | None = None
    hora_inicio: time | None = None
    data_fim: date | None = None
    hora_fim: time | None = None
    data_termino: date | None = None
    data_emissao: date | None = None
    motivo_encerramento: str | None = None
    totais: Totais = Totais()
    situacao_inicial: SituacaoInicial | None = None
    observacao: str | None = None
    assinada: bool = False
    itens: tuple[Item, ...] = ()
    linha: int = 0


@dataclass(frozen=True, slots=True)
class LoteGuias:
    """Lote of up to 100 guias of one type. Source: tissGuias ctm_guiaLote."""

    numero: str
    tipo_guia: TipoGuia
    guias: tuple[Guia, ...]


@dataclass(frozen=True, slots=True)
class Mensagem:
    """Any TISS message as read: header, name of the body element and its content as nested plain values.

    ``raiz`` is ``mensagemTISS`` or the name of a ``*WS`` element; ``servico`` the name of the web service
    it belongs to (both forms have one); ``hash_variante`` says which reading of the hash rule matched, None
    when none did.
    """

    raiz: str
    versao: Versao
    cabecalho: Cabecalho
    servico: str
    elemento: str
    corpo: Mapping[str, Any]
    do_prestador: bool
    hash_informado: str
    hash_variante: str | None
    assinada: bool = False


@dataclass(frozen=True, slots=True)
class LoteLido:
    """A lote as received: the message it came in and the neutral lote. Source: loteGuias / loteGuiasWS."""

    mensagem: Mensagem
    lote: LoteGuias
