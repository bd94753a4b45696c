"""Documents of billing that the beneficiário takes away: the statement by service and by attendance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from guiche.cadastro.models import Beneficiario, Prestador
from guiche.documentos.definicao import Campo, Coluna, Documento, Linha, Secao, texto
from guiche.faturamento.selectors.extrato import Atendimento, Extrato, ServicoUsado
from guiche.nucleo.decimais import ZERO
from guiche.tiss_xml.mensagens import TipoGuia

_VALORES = (
    Coluna("informado", "Informado", "valor", 1.0),
    Coluna("glosado", "Glosa", "valor", 0.9),
    Coluna("pago", "Operadora pagou", "valor", 1.1),
    Coluna("sua_parte", "Sua parte", "valor", 0.9),
)
COLUNAS_DO_EXTRATO = (
    Coluna("data", "Data", "data", 0.9),
    Coluna("prestador", "Prestador", "texto", 2.0),
    Coluna("codigo", "Código", "codigo", 1.0),
    Coluna("procedimento", "Procedimento", "texto", 2.6),
    Coluna("quantidade", "Qtd.", "quantidade", 0.5),
    *_VALORES,
    Coluna("guia", "Guia", "codigo", 1.2),
)
COLUNAS_DO_ATENDIMENTO = (
    Coluna("data", "Data", "data", 0.9),
    Coluna("prestador", "Prestador", "texto", 2.0),
    Coluna("tipo", "Atendimento", "texto", 1.6),
    Coluna("servicos", "O que foi feito", "texto", 2.6),
    *_VALORES,
    Coluna("guia", "Guia", "codigo", 1.2),
)
_DO_PRESTADOR = (
    Coluna("nome", "Prestador", "texto", 2.0),
    Coluna("razao_social", "Razão social", "texto", 2.4),
    Coluna("documento", "CNPJ ou CPF", "codigo", 1.3),
    Coluna("cnes", "CNES", "codigo", 0.7),
    Coluna("municipio", "Município", "texto", 1.4),
)
_PARA_PLANILHA = (
    Coluna("documento", "CNPJ ou CPF", "codigo", 1.3),
    Coluna("cnes", "CNES", "codigo", 0.7),
    Coluna("municipio", "Município", "texto", 1.4),
    Coluna("origem", "Origem", "texto", 0.8),
    Coluna("situacao", "Situação", "texto", 1.0),
)
PLANILHA_DO_EXTRATO = (Coluna("grupo", "Grupo", "texto", 1.2), *COLUNAS_DO_EXTRATO, *_PARA_PLANILHA)
PLANILHA_DO_ATENDIMENTO = (*COLUNAS_DO_ATENDIMENTO, *_PARA_PLANILHA)
REDE = "Rede"
_NOTAS = (
    "Glosa é o valor que a operadora não pagou ao prestador. Você não deve nada por isso.",
    "Sua parte é a coparticipação ou franquia do seu plano.",
    "Valores informados pelos prestadores, na linguagem do Padrão TISS (RN ANS 509/2022). Todos os atendimentos "
    "são da rede da operadora.",
)


def linha_do_extrato(servico: ServicoUsado) -> dict[str, object]:
    """One service: date, who, what, how much and in which guia. Source: RN 509/2022 (PIN-SS, utilização)."""
    item = servico.item
    return {
        "grupo": item.get_grupo_display(),
        "data": item.data,
        "codigo": f"{item.tabela} {item.codigo}",
        "procedimento": item.descricao,
        "quantidade": item.quantidade,
        "informado": item.valor_informado,
        "glosado": item.valor_glosa,
        "pago": item.valor_liberado,
        "sua_parte": item.valor_franquia,
        "guia": item.guia.numero_prestador,
        **_de_onde(item.guia.lote.prestador, em_analise=servico.em_analise),
    }


def linha_do_atendimento(atendimento: Atendimento) -> dict[str, object]:
    """One attendance: date, who, kind, what was done and its sums."""
    guia = atendimento.guia
    return {
        "data": guia.data_inicio,
        "tipo": TipoGuia(guia.tipo).rotulo,
        "servicos": ", ".join(dict.fromkeys(item.descricao for item in atendimento.itens)),
        "informado": guia.valor_informado,
        "glosado": guia.valor_glosa,
        "pago": guia.valor_liberado,
        "sua_parte": guia.valor_franquia,
        "guia": guia.numero_prestador,
        **_de_onde(guia.lote.prestador, em_analise=atendimento.em_analise),
    }


def extrato_de_utilizacao(pessoa: Beneficiario, extrato: Extrato) -> Documento:
    """Statement of use of one person: a row a procedure or fee, in the five groups, everything informed."""
    servicos = _plural(extrato.servicos, "serviço", "serviços")
    return Documento(
        tipo="extrato-utilizacao",
        titulo="Extrato de utilização de serviços",
        resposta=f"{servicos} no período; a operadora pagou R$ {texto(extrato.pago, 'valor')}.",
        campos=_campos(pessoa, extrato.inicio, extrato.fim, extrato.informado, extrato.glosado, extrato.sua_parte),
        secoes=(
            *(
                Secao(
                    grupo.rotulo,
                    COLUNAS_DO_EXTRATO,
                    [linha_do_extrato(linha) for linha in linhas],
                    {
                        "procedimento": "Total",
                        "informado": extrato.totais[grupo].informado,
                        "glosado": extrato.totais[grupo].glosado,
                        "pago": extrato.totais[grupo].pago_pela_operadora,
                        "sua_parte": extrato.totais[grupo].sua_parte,
                    }
                    if linhas
                    else None,
                )
                for grupo, linhas in extrato.grupos.items()
            ),
            *_prestadores(linha.item.guia.lote.prestador for linha in extrato.linhas),
        ),
        notas=_NOTAS,
        paisagem=True,
        resumo=_resumo(extrato.inicio, extrato.fim, "Serviços", extrato.servicos),
    )


def extrato_de_atendimentos(
    pessoa: Beneficiario, atendimentos: Sequence[Atendimento], inicio: date, fim: date
) -> Documento:
    """The same period with a row an attendance."""
    linhas = [linha_do_atendimento(atendimento) for atendimento in atendimentos]
    guias = [atendimento.guia for atendimento in atendimentos]
    totais = {
        "informado": sum((guia.valor_informado for guia in guias), ZERO),
        "glosado": sum((guia.valor_glosa for guia in guias), ZERO),
        "pago": sum((guia.valor_liberado for guia in guias), ZERO),
        "sua_parte": sum((guia.valor_franquia for guia in guias), ZERO),
    }
    quantos = _plural(len(linhas), "atendimento", "atendimentos")
    return Documento(
        tipo="extrato-atendimentos",
        titulo="Extrato de atendimentos",
        resposta=f"{quantos} no período; a operadora pagou R$ {texto(totais['pago'], 'valor')}.",
        campos=_campos(pessoa, inicio, fim, totais["informado"], totais["glosado"], totais["sua_parte"]),
        secoes=(
            Secao(
                "Atendimentos",
                COLUNAS_DO_ATENDIMENTO,
                linhas,
                {"servicos": "Total", **totais} if linhas else None,
            ),
            *_prestadores(guia.lote.prestador for guia in guias),
        ),
        notas=_NOTAS,
        paisagem=True,
        resumo=_resumo(inicio, fim, "Atendimentos", len(linhas)),
    )


def _de_onde(prestador: Prestador, *, em_analise: bool) -> dict[str, object]:
    return {
        "prestador": prestador.nome_fantasia,
        "documento": prestador.documento_formatado,
        "cnes": prestador.cnes,
        "municipio": _municipio(prestador),
        "origem": REDE,
        "situacao": "Em análise" if em_analise else "Analisado",
    }


def _municipio(prestador: Prestador) -> str:
    return f"{prestador.municipio}/{prestador.uf}" if prestador.uf else prestador.municipio


def _prestadores(todos: Iterable[Prestador]) -> tuple[Secao, ...]:
    """Who attended, identified once instead of at every row."""
    unicos = sorted({p.pk: p for p in todos}.values(), key=lambda prestador: prestador.nome_fantasia)
    linhas: list[Linha] = [
        {
            "nome": prestador.nome_fantasia,
            "razao_social": prestador.razao_social,
            "documento": prestador.documento_formatado,
            "cnes": prestador.cnes,
            "municipio": _municipio(prestador),
        }
        for prestador in unicos
    ]
    return (Secao("Prestadores", _DO_PRESTADOR, linhas),) if linhas else ()


def _campos(
    pessoa: Beneficiario, inicio: date, fim: date, informado: Decimal, glosado: Decimal, sua_parte: Decimal
) -> tuple[Campo, ...]:
    produto = pessoa.contrato.produto
    return (
        Campo("Beneficiário", pessoa.nome_de_uso),
        Campo("Carteirinha", pessoa.carteira),
        Campo("Período", _periodo(inicio, fim)),
        Campo("Plano", f"{produto.nome}, registro ANS {produto.registro_ans}"),
        Campo("Valor informado pelos prestadores", f"R$ {texto(informado, 'valor')}"),
        Campo("Glosas", f"R$ {texto(glosado, 'valor')}"),
        Campo("Sua parte", f"R$ {texto(sua_parte, 'valor')}"),
    )


def _resumo(inicio: date, fim: date, unidade: str, quantos: int) -> dict[str, str]:
    return {"Período": _periodo(inicio, fim), unidade: str(quantos)}


def _periodo(inicio: date, fim: date) -> str:
    return f"{inicio:%d/%m/%Y} a {fim:%d/%m/%Y}"


def _plural(quantos: int, um: str, varios: str) -> str:
    return f"{texto(quantos, 'inteiro')} {um if quantos == 1 else varios}"
