"""Codes in force at the attendance date, and what a code does not go together with."""

from collections.abc import Iterator

from guiche.cadastro.regras.vigencia import idade_em
from guiche.faturamento.regras.cobranca import (
    TABELA_DIARIAS,
    TABELA_MATERIAIS,
    TABELA_MEDICAMENTOS,
    TABELA_PROCEDIMENTOS,
    TABELA_PROPRIA,
    TABELAS_DE_INSUMO,
    TABELAS_DE_PACOTE,
    GuiaCobrada,
)
from guiche.faturamento.regras.codigos import Motivo
from guiche.faturamento.regras.conferencia.base import Aponta, Contexto, regra
from guiche.faturamento.regras.formato import dia_br

TABELAS = frozenset({TABELA_DIARIAS, TABELA_MATERIAIS, TABELA_MEDICAMENTOS, TABELA_PROCEDIMENTOS, TABELA_PROPRIA})
TABELAS |= TABELAS_DE_PACOTE
TABELAS_TUSS = TABELAS_DE_INSUMO | {TABELA_PROCEDIMENTOS}
_SEXOS = {"1": "masculino", "3": "feminino"}


@regra("TU-01", "A tabela do item existe", "TISS, tabela 87", "terminologia")
def tabela_existe(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (3150)."""
    for item in guia.itens:
        if item.tabela not in TABELAS:
            yield Aponta(
                Motivo.TABELA_INVALIDA,
                f"A tabela {item.tabela or 'em branco'} não existe.",
                "Use 18, 19, 20 ou 22 (TUSS), ou 00, 90 e 98 quando contratadas.",
                item=item,
                campo="tabela",
            )


@regra(
    "TU-02",
    "O código TUSS existe e vale na data",
    "TISS, Componente Organizacional, item 174",
    "terminologia",
)
def termo_vigente(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Judged at the attendance date. Source: TISS table 38 (1801, 3253)."""
    for item in guia.itens:
        if item.tabela not in TABELAS_TUSS:
            continue
        dia = guia.data_do_item(item)
        if dia is None or ctx.termo_vigente(item, dia):
            continue
        existe = item.procedimento in ctx.fatos.termos
        porque = f"não vale em {dia_br(dia)}" if existe else "não existe"
        yield Aponta(
            Motivo.ITEM_INVALIDO if item.tabela in TABELAS_DE_INSUMO else Motivo.PROCEDIMENTO_INVALIDO,
            f"O código {item.codigo} da tabela {item.tabela} {porque}.",
            "Procure o código atual em Consulta TUSS e troque na guia.",
            item=item,
            campo="codigo",
        )


@regra("TU-03", "O procedimento é possível para o sexo", "TISS tabela 38 (1802)", "terminologia")
def sexo_compativel(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (1802)."""
    beneficiario = ctx.beneficiario(guia)
    if beneficiario is None or not beneficiario.sexo:
        return
    for item in guia.itens:
        exigido = ctx.procedimento(item).sexo
        if exigido and exigido != beneficiario.sexo:
            yield Aponta(
                Motivo.SEXO_INCOMPATIVEL,
                f"{ctx.descricao(item)} é só para o sexo {_SEXOS[exigido]}.",
                "Confira a carteira e o código do procedimento.",
                item=item,
                campo="codigo",
            )


@regra("TU-04", "O procedimento é possível para a idade", "TISS tabela 38 (1803)", "terminologia")
def idade_compativel(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Complete years at the attendance date. Source: TISS table 38 (1803)."""
    beneficiario = ctx.beneficiario(guia)
    if beneficiario is None or guia.atendimento_rn:
        return
    for item in guia.itens:
        procedimento, dia = ctx.procedimento(item), guia.data_do_item(item)
        minima, maxima = procedimento.idade_minima, procedimento.idade_maxima
        if dia is None or dia < beneficiario.nascimento or (minima is None and maxima is None):
            continue
        idade = idade_em(beneficiario.nascimento, dia)
        if (minima is not None and idade < minima) or (maxima is not None and idade > maxima):
            faixa = (
                f"de {minima} a {maxima} anos"
                if minima is not None and maxima is not None
                else f"a partir de {minima} anos"
                if minima is not None
                else f"até {maxima} anos"
            )
            yield Aponta(
                Motivo.IDADE_INCOMPATIVEL,
                f"{ctx.descricao(item)} é {faixa}; o beneficiário tinha {idade}.",
                "Confira a carteira e o código do procedimento.",
                item=item,
                campo="codigo",
            )


@regra("TU-05", "O item não está incluído em outro do mesmo dia", "Contrato; TISS tabela 38", "terminologia")
def nao_incluso_em_outro(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Inside a main procedure or a package of the same guia and day. Source: TISS table 38 (3202, 3211)."""
    for principal in guia.itens:
        inclui = ctx.procedimento(principal).inclui
        if not inclui:
            continue
        for item in guia.itens:
            if item is principal or item.codigo not in inclui or item.data != principal.data:
                continue
            no_pacote = principal.tabela in TABELAS_DE_PACOTE
            onde = "pacote" if no_pacote else "procedimento"
            yield Aponta(
                Motivo.INCLUSO_NO_PACOTE if no_pacote else Motivo.INCLUSO_NO_PRINCIPAL,
                f"{ctx.descricao(item)} já está dentro do {onde} {ctx.descricao(principal)}.",
                "Retire o item: ele é pago junto com o principal.",
                item=item,
                campo="codigo",
                resolve_em="retirar",
            )
