"""Loads, in a number of queries that does not grow with the guias, everything the rules may look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import F, Q
from django.utils import timezone

from guiche.autorizacao.selectors import SenhaEmitida, por_senhas
from guiche.cadastro.models import (
    Beneficiario,
    CarenciaDoBeneficiario,
    CarenciaDoProduto,
    ContratoDoPrestador,
    ItemDaTabela,
    Prestador,
    Produto,
    RegraDeProcedimento,
    Suspensao,
    TabelaDePrecos,
)
from guiche.cadastro.regras.carencia import (
    GrupoCarencia,
    Natureza,
    Segmentacao,
    SituacaoCarencia,
    situacao_carencias,
)
from guiche.cadastro.regras.vigencia import Periodo, VinculoBeneficiario
from guiche.faturamento.config import FaturamentoConfig
from guiche.faturamento.models import Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados, fatos, valoracao
from guiche.faturamento.regras.cobranca import (
    TABELA_PROCEDIMENTOS,
    TABELA_PROPRIA,
    TABELAS_DE_PACOTE,
    GuiaCobrada,
)
from guiche.faturamento.regras.conferencia.limites import inicio_da_janela
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import operadora_atual
from guiche.terminologia.selectors.termos import versoes_dos_termos

_FATIA = 500
_NATUREZA: dict[str, Natureza] = {
    CarenciaDoProduto.Grupo.URGENCIA: "urgencia",
    CarenciaDoProduto.Grupo.ODONTO_URGENCIA: "urgencia",
    CarenciaDoProduto.Grupo.PARTO: "parto",
}
_SEGMENTOS: dict[str, frozenset[str]] = {
    Produto.Segmentacao.AMBULATORIAL: frozenset({"AMB"}),
    Produto.Segmentacao.HOSPITALAR_OBSTETRICIA: frozenset({"HCO", "HSO"}),
    Produto.Segmentacao.HOSPITALAR: frozenset({"HSO"}),
    Produto.Segmentacao.COMPLETA: frozenset({"AMB", "HCO", "HSO"}),
    Produto.Segmentacao.REFERENCIA: frozenset({"AMB", "HCO", "HSO"}),
    Produto.Segmentacao.ODONTOLOGICA: frozenset({"OD"}),
}
_SEGMENTACAO: dict[str, Segmentacao] = {
    Produto.Segmentacao.AMBULATORIAL: "ambulatorial",
    Produto.Segmentacao.ODONTOLOGICA: "odontologica",
}
_MEDICOS = frozenset({"AMB", "HCO", "HSO"})
_ODONTO = frozenset({"OD"})
_CARENCIA_POR_CAPITULO = {
    "1": CarenciaDoProduto.Grupo.CONSULTA_EXAME,
    "2": CarenciaDoProduto.Grupo.TERAPIA,
    "3": CarenciaDoProduto.Grupo.INTERNACAO,
    "4": CarenciaDoProduto.Grupo.CONSULTA_EXAME,
    "8": CarenciaDoProduto.Grupo.ODONTO_GERAL,
}


def fatos_do_lote(
    prestador: Prestador,
    guias: Sequence[GuiaCobrada],
    pessoas: Mapping[str, Beneficiario],
    *,
    versao: str,
    hoje: date,
    numero_lote: str | None,
    total_informado: Decimal | None,
    codigos_permitidos: frozenset[str],
) -> fatos.FatosDoLote:
    """Facts of one lote of one prestador, complete for its codes and numbers; ``pessoas`` are those of its cards."""
    pares = {item.procedimento for guia in guias for item in guia.itens}
    dias = {(item.procedimento, item.data) for guia in guias for item in guia.itens if item.data is not None}
    contratos = list(ContratoDoPrestador.objects.filter(prestador=prestador).select_related("tabela_de_precos"))
    linhas = _linhas_de_preco(contratos, pares)
    regras = _regras(pares)
    opcoes = config(FaturamentoConfig)
    termos = versoes_dos_termos(pares)
    nomes = {par: versoes[-1].termo for par, versoes in termos.items()}
    limites = _limites(regras, nomes)
    return fatos.FatosDoLote(
        operadora_registro=operadora_atual().registro_ans,
        hoje=hoje,
        versao=versao,
        prestador=_prestador(prestador, contratos, linhas, hoje),
        beneficiarios=_beneficiarios(pessoas, hoje),
        termos={
            par: tuple(Periodo(termo.vigencia_inicio, termo.vigencia_fim) for termo in versoes)
            for par, versoes in termos.items()
        },
        procedimentos={par: _procedimento(par, None, nomes.get(par, "")) for par in pares},
        procedimentos_no_dia={
            (*par, dia): _procedimento(par, regra, nomes.get(par, ""))
            for par, dia in dias
            if (regra := _regra_em(regras.get(par, ()), dia)) is not None
        },
        precos=valoracao.TabelaDePrecos.de_linhas(linhas, _valores_us(contratos)),
        autorizacoes=_autorizacoes({guia.senha for guia in guias}, pessoas),
        historico=_historico(pessoas, dias, limites),
        limites=limites,
        guias_apresentadas=_apresentadas(prestador, {guia.numero_prestador for guia in guias}),
        lotes_apresentados=_lotes_apresentados(prestador, numero_lote),
        numero_lote=numero_lote,
        total_informado=total_informado,
        codigos_permitidos=codigos_permitidos,
        parametros=fatos.Parametros(
            tolerancia=opcoes.tolerancia_item, processado_e_o_informado=opcoes.processado_e_o_informado
        ),
    )


def pessoas_por_carteira(carteiras: Iterable[str]) -> dict[str, Beneficiario]:
    """Beneficiários of these cards in the operadora in scope."""
    return {
        pessoa.carteira: pessoa
        for fatia in _fatias(set(carteiras))
        for pessoa in Beneficiario.objects.filter(carteira__in=fatia).select_related("contrato__produto")
    }


def _fatias(valores: Iterable[str]) -> Iterator[list[str]]:
    lista = sorted(valores)
    for inicio in range(0, len(lista), _FATIA):
        yield lista[inicio : inicio + _FATIA]


def _beneficiarios(pessoas: Mapping[str, Beneficiario], hoje: date) -> dict[str, fatos.FatosDoBeneficiario]:
    ids = [pessoa.pk for pessoa in pessoas.values()]
    suspensoes: dict[int, list[Periodo]] = defaultdict(list)
    for suspensao in Suspensao.objects.filter(beneficiario_id__in=ids):
        suspensoes[suspensao.beneficiario_id].append(Periodo(suspensao.inicio, suspensao.fim))
    isencoes: dict[int, dict[str, str]] = defaultdict(dict)
    fins: dict[int, dict[str, date]] = defaultdict(dict)
    for excecao in CarenciaDoBeneficiario.objects.filter(beneficiario_id__in=ids):
        if excecao.fim is None:
            isencoes[excecao.beneficiario_id][excecao.grupo] = excecao.motivo
        else:
            fins[excecao.beneficiario_id][excecao.grupo] = excecao.fim
    grupos: dict[int, list[GrupoCarencia]] = defaultdict(list)
    for carencia in CarenciaDoProduto.objects.filter(
        produto_id__in={pessoa.contrato.produto_id for pessoa in pessoas.values()}
    ):
        grupos[carencia.produto_id].append(
            GrupoCarencia(
                carencia.grupo,
                carencia.get_grupo_display(),
                dias=carencia.dias,
                horas=carencia.horas,
                natureza=_NATUREZA.get(carencia.grupo, "demais"),
            )
        )
    return {
        carteira: _beneficiario(
            pessoa,
            tuple(suspensoes[pessoa.pk]),
            situacao_carencias(
                pessoa.vigencia_inicio,
                grupos[pessoa.contrato.produto_id],
                hoje,
                isencoes[pessoa.pk],
                fins=fins[pessoa.pk],
            ),
        )
        for carteira, pessoa in pessoas.items()
    }


def _beneficiario(
    pessoa: Beneficiario, suspensoes: tuple[Periodo, ...], carencias: tuple[SituacaoCarencia, ...]
) -> fatos.FatosDoBeneficiario:
    segmentacao = pessoa.contrato.produto.segmentacao
    fins = [fim for fim in (pessoa.vigencia_fim, pessoa.contrato.vigencia_fim) if fim is not None]
    return fatos.FatosDoBeneficiario(
        carteira=pessoa.carteira,
        nome=pessoa.nome_de_uso,
        nascimento=pessoa.nascimento,
        sexo="1" if pessoa.sexo == "1" else "3",
        vinculo=VinculoBeneficiario(
            inicio=pessoa.vigencia_inicio,
            fim=min(fins, default=None),
            suspensoes=suspensoes,
            carteira_valida_ate=pessoa.validade_da_carteira,
        ),
        segmentos=_SEGMENTOS[segmentacao],
        segmentacao=_SEGMENTACAO.get(segmentacao, "hospitalar"),
        carencias=carencias,
    )


def _prestador(
    prestador: Prestador,
    contratos: Sequence[ContratoDoPrestador],
    linhas: Sequence[valoracao.LinhaDePreco],
    hoje: date,
) -> fatos.FatosDoPrestador:
    fim = prestador.descredenciado_em
    vigentes = [c for c in contratos if Periodo(c.vigencia_inicio, c.vigencia_fim).contem(hoje)] or contratos
    proprias = {ln for ln in linhas if ln.tabela == TABELA_PROPRIA or ln.tabela in TABELAS_DE_PACOTE}
    return fatos.FatosDoPrestador(
        codigo=prestador.codigo,
        nome=prestador.nome_fantasia,
        identificadores=frozenset({prestador.codigo, prestador.documento}),
        vinculos=tuple(
            Periodo(
                max(contrato.vigencia_inicio, prestador.credenciado_em),
                min((d for d in (contrato.vigencia_fim, fim) if d is not None), default=None),
            )
            for contrato in contratos
            if fim is None or fim >= max(contrato.vigencia_inicio, prestador.credenciado_em)
        ),
        categoria=prestador.categoria,
        pacotes_e_proprias=frozenset((ln.tabela, ln.codigo) for ln in proprias),
        dias_para_entrega=vigentes[-1].dias_para_cobrar if vigentes else None,
    )


def _linhas_de_preco(
    contratos: Sequence[ContratoDoPrestador], pares: set[fatos.Procedimento]
) -> list[valoracao.LinhaDePreco]:
    codigos = {codigo for _, codigo in pares}
    por_tabela: dict[int, list[ItemDaTabela]] = defaultdict(list)
    for fatia in _fatias(codigos):
        for item in ItemDaTabela.objects.filter(
            tabela_de_precos_id__in={contrato.tabela_de_precos_id for contrato in contratos},
            codigo__in=fatia,
        ):
            por_tabela[item.tabela_de_precos_id].append(item)
    return [
        linha
        for contrato in contratos
        for item in por_tabela[contrato.tabela_de_precos_id]
        if (linha := _linha(contrato, item)) is not None
    ]


def _linha(contrato: ContratoDoPrestador, item: ItemDaTabela) -> valoracao.LinhaDePreco | None:
    inicio = max(contrato.vigencia_inicio, item.vigencia_inicio)
    fim = min((d for d in (contrato.vigencia_fim, item.vigencia_fim) if d is not None), default=None)
    if fim is not None and fim < inicio:
        return None
    tabela = contrato.tabela_de_precos
    em_us = tabela.moeda == TabelaDePrecos.Moeda.US
    if (item.quantidade_us if em_us else item.valor) is None:
        return None
    return valoracao.LinhaDePreco(
        tabela_id=tabela.nome,
        edicao=tabela.edicao,
        origem=valoracao.origem_da_tabela(item.tabela),
        tabela=item.tabela,
        codigo=item.codigo,
        inicio=inicio,
        fim=fim,
        valor=None if em_us else item.valor,
        qtd_us=item.quantidade_us if em_us else None,
        ajuste=contrato.ajuste,
    )


def _valores_us(contratos: Sequence[ContratoDoPrestador]) -> list[valoracao.ValorDaUS]:
    return [
        valoracao.ValorDaUS(contrato.valor_us, contrato.vigencia_inicio, contrato.vigencia_fim)
        for contrato in contratos
        if contrato.valor_us is not None
    ]


def _regras(pares: set[fatos.Procedimento]) -> dict[fatos.Procedimento, list[RegraDeProcedimento]]:
    """Every version of the rules of these codes, oldest first."""
    regras: dict[fatos.Procedimento, list[RegraDeProcedimento]] = defaultdict(list)
    for fatia in _fatias({codigo for _, codigo in pares}):
        for regra in RegraDeProcedimento.objects.filter(codigo__in=fatia).order_by("vigencia_inicio"):
            regras[regra.tabela, regra.codigo].append(regra)
    return regras


def _regra_em(regras: Sequence[RegraDeProcedimento], dia: date) -> RegraDeProcedimento | None:
    """The rule in force on the day of the attendance (the newest of several), or None."""
    return next((r for r in reversed(regras) if Periodo(r.vigencia_inicio, r.vigencia_fim).contem(dia)), None)


def _procedimento(par: fatos.Procedimento, regra: RegraDeProcedimento | None, termo: str) -> fatos.FatosDoProcedimento:
    tabela, codigo = par
    medico = tabela == TABELA_PROCEDIMENTOS
    odonto = medico and codigo.startswith("8")
    grupo = _CARENCIA_POR_CAPITULO.get(codigo[:1], "") if medico else ""
    segmentos = (_ODONTO if odonto else _MEDICOS) if medico else frozenset()
    if regra is None:
        return fatos.FatosDoProcedimento(descricao=termo, grupo_carencia=grupo, segmentos=segmentos)
    return fatos.FatosDoProcedimento(
        descricao=termo,
        sexo=regra.sexo,  # type: ignore[arg-type]
        idade_minima=regra.idade_minima,
        idade_maxima=regra.idade_maxima,
        exige_autorizacao=regra.exige_autorizacao,
        grupo_carencia=regra.grupo_de_carencia or grupo,
        eh_urgencia=regra.urgencia,
        repetivel=regra.repetivel,
        segmentos=segmentos,
        local=regra.local,  # type: ignore[arg-type]
        faces=regra.faces,
        denticao=regra.denticao or None,  # type: ignore[arg-type]
        posicao=regra.posicao,  # type: ignore[arg-type]
    )


def _limites(
    regras: Mapping[fatos.Procedimento, Sequence[RegraDeProcedimento]], nomes: Mapping[fatos.Procedimento, str]
) -> dict[str, tuple[fatos.Limite, ...]]:
    limites: dict[str, tuple[fatos.Limite, ...]] = {}
    for par, versoes in regras.items():
        limites[par[1]] = limites.get(par[1], ()) + tuple(
            fatos.Limite(
                id=f"limite-{regra.pk}",
                rotulo=nomes.get(par, par[1]),
                codigos=frozenset({par[1]}),
                maximo=Decimal(regra.limite_quantidade),
                meses=regra.limite_meses,
                por="dente" if regra.local in {"dente", "dente_face"} else "beneficiario",
                vigencia=Periodo(regra.vigencia_inicio, regra.vigencia_fim),
            )
            for regra in versoes
            if regra.limite_quantidade is not None
        )
    return {codigo: do_codigo for codigo, do_codigo in limites.items() if do_codigo}


def _historico(
    pessoas: Mapping[str, Beneficiario],
    dias: set[tuple[fatos.Procedimento, date]],
    limites: Mapping[str, tuple[fatos.Limite, ...]],
) -> dict[tuple[str, str], tuple[fatos.UsoAnterior, ...]]:
    """What these people used of these codes: in the days of the lote, and as far back as a limit looks."""
    if not dias:
        return {}
    primeiro, ultimo = min(dia for _, dia in dias), max(dia for _, dia in dias)
    janelas = [inicio_da_janela(primeiro, limite.meses) for do_codigo in limites.values() for limite in do_codigo]
    contam = Q(data__range=(primeiro, ultimo))
    if janelas:
        contam |= Q(codigo__in=limites, data__range=(min(janelas), ultimo))
    por_id = {pessoa.pk: carteira for carteira, pessoa in pessoas.items()}
    usos: dict[tuple[str, str], list[fatos.UsoAnterior]] = defaultdict(list)
    itens = (
        ItemDaGuia.objects.filter(contam, beneficiario_id__in=por_id, codigo__in={par[1] for par, _ in dias})
        .exclude(guia__lote__situacao=estados.CANCELADO)
        .exclude(Q(valor_liberado=0) & Q(valor_informado__gt=0))
        .annotate(
            numero_do_lote=F("guia__lote__numero"),
            numero_da_guia=F("guia__numero_prestador"),
            codigo_do_prestador=F("guia__lote__prestador__codigo"),
        )
        .values_list(
            "beneficiario_id",
            "codigo",
            "data",
            "quantidade",
            "tabela",
            "hora_inicial",
            "grau",
            "dente",
            "regiao",
            "faces",
            "numero_do_lote",
            "numero_da_guia",
            "codigo_do_prestador",
            named=True,
        )
    )
    for item in itens:
        usos[por_id[item.beneficiario_id], item.codigo].append(
            fatos.UsoAnterior(
                data=item.data,
                quantidade=item.quantidade,
                tabela=item.tabela,
                lote=item.numero_do_lote,
                guia=item.numero_da_guia,
                prestador=item.codigo_do_prestador,
                hora_inicial=item.hora_inicial,
                grau=item.grau,
                dente=item.dente,
                regiao=item.regiao,
                faces=item.faces,
            )
        )
    return {chave: tuple(valor) for chave, valor in usos.items()}


def _autorizacoes(senhas: set[str], pessoas: Mapping[str, Beneficiario]) -> dict[str, fatos.FatosDaAutorizacao]:
    """Two statements when a senha is known, one when none is, nothing when no guia has one."""
    emitidas = por_senhas(senhas)
    usado = _quantidades_usadas(emitidas, pessoas) if emitidas else {}
    return {
        senha: fatos.FatosDaAutorizacao(
            senha=senha,
            carteira=emitida.carteira,
            valida_ate=emitida.valida_ate,
            cancelada=emitida.cancelada,
            prestador=emitida.prestador,
            itens={
                par: fatos.ItemAutorizado(quantidade, usado.get((senha, par), Decimal(0)))
                for par, quantidade in emitida.quantidades.items()
            },
        )
        for senha, emitida in emitidas.items()
    }


def _quantidades_usadas(
    emitidas: Mapping[str, SenhaEmitida], pessoas: Mapping[str, Beneficiario]
) -> dict[tuple[str, fatos.Procedimento], Decimal]:
    """What lotes already received, and not cancelled, charged on each senha; an item denied for good used nothing.

    Narrowed by the people of the lote, which have an index: a senha of somebody else is refused before it is counted.
    """
    usado: dict[tuple[str, fatos.Procedimento], Decimal] = defaultdict(Decimal)
    itens = (
        ItemDaGuia.objects.filter(
            beneficiario_id__in=[pessoa.pk for pessoa in pessoas.values()],
            codigo__in={codigo for emitida in emitidas.values() for _, codigo in emitida.quantidades},
            guia__senha__in=emitidas,
        )
        .exclude(guia__lote__situacao=estados.CANCELADO)
        .exclude(decisao=ItemDaGuia.Decisao.GLOSADA)
    )
    for senha, tabela, codigo, quantidade in itens.values_list("guia__senha", "tabela", "codigo", "quantidade"):
        usado[senha, (tabela, codigo)] += quantidade
    return usado


def _apresentadas(prestador: Prestador, numeros: set[str]) -> dict[str, fatos.GuiaApresentada]:
    return {
        numero: fatos.GuiaApresentada(lote, protocolo, timezone.localdate(recebido))
        for fatia in _fatias(numeros)
        for numero, lote, protocolo, recebido in Guia.objects.filter(
            lote__prestador=prestador, numero_prestador__in=fatia
        )
        .exclude(lote__situacao=estados.CANCELADO)
        .values_list("numero_prestador", "lote__numero", "lote__protocolo", "lote__recebido_em")
    }


def _lotes_apresentados(prestador: Prestador, numero: str | None) -> frozenset[str]:
    if numero is None:
        return frozenset()
    existe = Lote.objects.filter(prestador=prestador, numero=numero).exclude(situacao=estados.CANCELADO).exists()
    return frozenset({numero}) if existe else frozenset()
