"""Documents of billing that the beneficiário takes away: the statement by service and by attendance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from guiche.cadastro.models import Beneficiario, Prestador
from guiche.documentos.definicao import Campo, Coluna, Documento, Linha, Secao, texto
from guiche.faturamento.regras.extrato import Valores, somar
from guiche.faturamento.selectors.extrato import Atendimento, Extrato, ServicoUsado
from guiche.tiss_xml.mensagens import TipoGuia

_VALORES = (
    Coluna("informado", "Informado", "valor", 1.0),
    Coluna("em_analise", "Em análise", "valor", 0.9),
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
    "Em análise é o que o prestador cobrou e a operadora ainda não decidiu: não entra no que ela pagou, nem na sua "
    "parte.",
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
        **_colunas_de_valor(servico.valores, em_analise=servico.em_analise),
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
        **_colunas_de_valor(atendimento.valores, em_analise=atendimento.em_analise),
        "guia": guia.numero_prestador,
        **_de_onde(guia.lote.prestador, em_analise=atendimento.em_analise),
    }


def extrato_de_utilizacao(pessoa: Beneficiario, extrato: Extrato) -> Documento:
    """Statement of use of one person: a row a procedure or fee, in the five groups, everything informed."""
    linhas, totais = extrato.linhas, extrato.totais
    servicos = _plural(len(linhas), "serviço", "serviços")
    return Documento(
        tipo="extrato-utilizacao",
        titulo="Extrato de utilização de serviços",
        resposta=f"{servicos} no período; {_o_que_foi_pago(totais)}.",
        campos=_campos(pessoa, extrato.inicio, extrato.fim, totais),
        secoes=(
            *(
                Secao(
                    grupo.rotulo,
                    COLUNAS_DO_EXTRATO,
                    [linha_do_extrato(servico) for servico in do_grupo],
                    {"procedimento": "Total", **_colunas_de_valor(extrato.total(grupo))} if do_grupo else None,
                )
                for grupo, do_grupo in extrato.grupos.items()
            ),
            *_prestadores(servico.item.guia.lote.prestador for servico in linhas),
        ),
        notas=_NOTAS,
        paisagem=True,
        resumo=_resumo(extrato.inicio, extrato.fim, "Serviços", len(linhas)),
    )


def extrato_de_atendimentos(
    pessoa: Beneficiario, atendimentos: Sequence[Atendimento], inicio: date, fim: date
) -> Documento:
    """The same period with a row an attendance."""
    linhas = [linha_do_atendimento(atendimento) for atendimento in atendimentos]
    totais = somar(atendimento.valores for atendimento in atendimentos)
    quantos = _plural(len(linhas), "atendimento", "atendimentos")
    return Documento(
        tipo="extrato-atendimentos",
        titulo="Extrato de atendimentos",
        resposta=f"{quantos} no período; {_o_que_foi_pago(totais)}.",
        campos=_campos(pessoa, inicio, fim, totais),
        secoes=(
            Secao(
                "Atendimentos",
                COLUNAS_DO_ATENDIMENTO,
                linhas,
                {"servicos": "Total", **_colunas_de_valor(totais)} if linhas else None,
            ),
            *_prestadores(atendimento.guia.lote.prestador for atendimento in atendimentos),
        ),
        notas=_NOTAS,
        paisagem=True,
        resumo=_resumo(inicio, fim, "Atendimentos", len(linhas)),
    )


def _colunas_de_valor(valores: Valores, *, em_analise: bool = False) -> dict[str, object]:
    """Values by column. While nothing is decided the columns of what was decided stay empty, not zero."""
    if em_analise:
        return {"informado": valores.informado, "em_analise": valores.em_analise}
    return {
        "informado": valores.informado,
        "em_analise": valores.em_analise or None,
        "glosado": valores.glosado,
        "pago": valores.pago,
        "sua_parte": valores.sua_parte,
    }


def _o_que_foi_pago(totais: Valores) -> str:
    pago = f"a operadora pagou R$ {texto(totais.pago, 'valor')}"
    em_analise = f"R$ {texto(totais.em_analise, 'valor')} ainda em análise, sem decisão"
    return f"{pago}; {em_analise}" if totais.em_analise else pago


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


def _campos(pessoa: Beneficiario, inicio: date, fim: date, totais: Valores) -> tuple[Campo, ...]:
    produto = pessoa.contrato.produto
    return (
        Campo("Beneficiário", pessoa.nome_de_uso),
        Campo("Carteirinha", pessoa.carteira),
        Campo("Período", _periodo(inicio, fim)),
        Campo("Plano", f"{produto.nome}, registro ANS {produto.registro_ans}"),
        Campo("Valor informado pelos prestadores", f"R$ {texto(totais.informado, 'valor')}"),
        Campo("Em análise, ainda sem decisão", f"R$ {texto(totais.em_analise, 'valor')}"),
        Campo("Glosas", f"R$ {texto(totais.glosado, 'valor')}"),
        Campo("Sua parte", f"R$ {texto(totais.sua_parte, 'valor')}"),
    )


def _resumo(inicio: date, fim: date, unidade: str, quantos: int) -> dict[str, str]:
    return {"Período": _periodo(inicio, fim), unidade: str(quantos)}


def _periodo(inicio: date, fim: date) -> str:
    return f"{inicio:%d/%m/%Y} a {fim:%d/%m/%Y}"


def _plural(quantos: int, um: str, varios: str) -> str:
    return f"{texto(quantos, 'inteiro')} {um if quantos == 1 else varios}"
