"""Documents of billing that the beneficiário takes away."""

from __future__ import annotations

from guiche.cadastro.models import Beneficiario
from guiche.documentos.definicao import Campo, Coluna, Documento, Secao, texto
from guiche.faturamento.models import ItemDaGuia
from guiche.faturamento.selectors.extrato import Extrato

COLUNAS_DO_EXTRATO = (
    Coluna("data", "Data", "data", 0.9),
    Coluna("prestador", "Prestador", "texto", 2.0),
    Coluna("procedimento", "Procedimento", "texto", 2.6),
    Coluna("quantidade", "Qtd.", "quantidade", 0.5),
    Coluna("informado", "Informado", "valor", 1.0),
    Coluna("glosado", "Glosa", "valor", 0.9),
    Coluna("pago", "Operadora pagou", "valor", 1.1),
    Coluna("sua_parte", "Sua parte", "valor", 0.9),
    Coluna("guia", "Guia", "codigo", 1.2),
)


def linha_do_extrato(item: ItemDaGuia) -> dict[str, object]:
    """One line of the statement. Source: RN 509/2022 (who, where, when, what, value)."""
    return {
        "data": item.data,
        "prestador": item.guia.lote.prestador.nome_fantasia,
        "procedimento": f"{item.codigo} {item.descricao}",
        "quantidade": item.quantidade,
        "informado": item.valor_informado,
        "glosado": item.valor_glosa,
        "pago": item.valor_liberado,
        "sua_parte": item.valor_franquia,
        "guia": item.guia.numero_prestador,
    }


def extrato_de_utilizacao(pessoa: Beneficiario, extrato: Extrato) -> Documento:
    """Statement of use of one person in the five groups, everything informed included."""
    periodo = f"{extrato.inicio:%d/%m/%Y} a {extrato.fim:%d/%m/%Y}"
    return Documento(
        tipo="extrato-utilizacao",
        titulo="Extrato de utilização de serviços",
        resposta=f"{extrato.servicos} serviços no período; a operadora pagou R$ {texto(extrato.pago, 'valor')}.",
        campos=(
            Campo("Beneficiário", pessoa.nome_de_uso),
            Campo("Carteirinha", pessoa.carteira),
            Campo("Período", periodo),
            Campo("Plano", f"{pessoa.contrato.produto.nome}, registro ANS {pessoa.contrato.produto.registro_ans}"),
            Campo("Valor informado pelos prestadores", f"R$ {texto(extrato.informado, 'valor')}"),
            Campo("Glosas", f"R$ {texto(extrato.glosado, 'valor')}"),
        ),
        secoes=tuple(
            Secao(
                grupo.rotulo,
                COLUNAS_DO_EXTRATO,
                [linha_do_extrato(item) for item in itens],
                {
                    "procedimento": "Total",
                    "informado": extrato.totais[grupo].informado,
                    "glosado": extrato.totais[grupo].glosado,
                    "pago": extrato.totais[grupo].pago,
                    "sua_parte": sum((item.valor_franquia for item in itens), start=extrato.zero),
                }
                if itens
                else None,
            )
            for grupo, itens in extrato.grupos.items()
        ),
        notas=(
            "Glosa é o valor que a operadora não pagou ao prestador. Você não deve nada por isso.",
            "Valores informados pelos prestadores e pagos pela operadora, na linguagem do Padrão TISS (RN 509/2022).",
        ),
        paisagem=True,
        resumo={"Período": periodo, "Serviços": str(extrato.servicos)},
    )
