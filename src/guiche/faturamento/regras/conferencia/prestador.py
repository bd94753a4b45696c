"""Was the prestador contracted, for this act, with an entitled professional?"""

from collections.abc import Iterator

from guiche.cadastro.regras.vigencia import prestador_ativo_em
from guiche.faturamento.regras.cobranca import (
    TABELA_PROPRIA,
    TABELAS_DE_PACOTE,
    GuiaCobrada,
    ItemCobrado,
    ProfissionalCobrado,
)
from guiche.faturamento.regras.codigos import Motivo
from guiche.faturamento.regras.conferencia.base import Aponta, Contexto, regra
from guiche.faturamento.regras.formato import dia_br


@regra("PR-01", "O executante da guia é o prestador que envia", "RN 503/2022; TISS tabela 38", "prestador")
def executante_e_o_remetente(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (1206)."""
    if guia.executantes and not guia.executantes & ctx.fatos.prestador.identificadores:
        yield Aponta(
            Motivo.PRESTADOR_NAO_IDENTIFICADO,
            f"O executante {', '.join(sorted(guia.executantes))} não é {ctx.fatos.prestador.nome}.",
            "Corrija o código do executante ou envie a guia pelo prestador que atendeu.",
            campo="executante",
        )


@regra("PR-02", "O prestador estava ativo na data", "RN 567/2022; TISS tabela 38", "prestador")
def prestador_ativo(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (3278)."""
    prestador = ctx.fatos.prestador
    for item in guia.itens:
        dia = guia.data_do_item(item)
        if dia is None or prestador_ativo_em(prestador.vinculos, prestador.suspensoes, dia):
            continue
        yield Aponta(
            Motivo.PRESTADOR_INATIVO,
            f"{prestador.nome} não tinha contrato ativo com a operadora em {dia_br(dia)}.",
            "Confira a data do atendimento; se estiver certa, fale com a operadora.",
            item=item,
            campo="data",
            resolve_em="operadora",
        )


@regra("PR-03", "O prestador é contratado para o procedimento", "RN 503/2022; contrato", "prestador")
def contratado_para(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Tables 00, 90 and 98 only as contracted. Source: TISS table 38 (3279, 3142); Org. 80–86."""
    prestador = ctx.fatos.prestador
    for item in guia.itens:
        if item.tabela == TABELA_PROPRIA or item.tabela in TABELAS_DE_PACOTE:
            if item.procedimento not in prestador.pacotes_e_proprias:
                yield Aponta(
                    Motivo.ITEM_NAO_CONTRATADO,
                    f"O código {item.codigo} da tabela {item.tabela} não está no contrato do prestador.",
                    "Use o código TUSS do procedimento ou peça a inclusão no contrato.",
                    item=item,
                    campo="codigo",
                )
        elif prestador.contratados is not None and item.procedimento not in prestador.contratados:
            yield Aponta(
                Motivo.PRESTADOR_NAO_CONTRATADO,
                f"O contrato do prestador não inclui {ctx.descricao(item)}.",
                "Retire o item ou peça à operadora a inclusão do procedimento no contrato.",
                item=item,
                campo="codigo",
                resolve_em="operadora",
            )


def _executores(guia: GuiaCobrada, item: ItemCobrado) -> tuple[ProfissionalCobrado, ...]:
    return item.equipe or ((guia.profissional,) if guia.profissional else ())


@regra("PR-04", "A especialidade (CBO) pode executar o procedimento", "Contrato; TISS tabela 24", "prestador")
def cbo_habilitado(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (3233)."""
    for item in guia.itens:
        cbos = ctx.procedimento(item).cbos
        informados = {p.cbo for p in _executores(guia, item) if p.cbo}
        if cbos and informados and not cbos & informados:
            yield Aponta(
                Motivo.CBO_NAO_HABILITADO,
                f"O CBO {', '.join(sorted(informados))} não pode executar {ctx.descricao(item)}.",
                "Corrija o CBO do profissional que executou.",
                item=item,
                campo="cbo",
            )


@regra("PR-05", "O profissional tem conselho, número e UF", "RN 501/2022; TISS tabela 38", "prestador")
def conselho_informado(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (3269)."""
    pessoas = {p for item in guia.itens for p in _executores(guia, item)}
    for pessoa in sorted(pessoas, key=lambda p: (p.nome, p.numero_conselho)):
        if not (pessoa.numero_conselho.strip("0 ") and pessoa.uf):
            yield Aponta(
                Motivo.CONSELHO_INVALIDO,
                f"Falta o número ou a UF do conselho de {pessoa.nome or 'um profissional da guia'}.",
                "Informe o conselho, o número e a UF do profissional que executou.",
                campo="profissional",
            )
