"""Writes the registers of one operadora of the demo world: products, prices, prestadores and families."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from guiche.cadastro.models import (
    CarenciaDoProduto,
    ContratoDoPrestador,
    CorpoClinico,
    ItemDaTabela,
    Prestador,
    Produto,
    RedeDoProduto,
    RegraDeProcedimento,
    TabelaDePrecos,
    Unidade,
)
from guiche.faturamento.regras.valoracao import calcular_unitario
from guiche.nucleo.decimais import arredondar
from guiche.nucleo.models import Operadora
from guiche.projeto.cenario.especificacao import (
    SIGLAS_UF,
    OperadoraEspec,
    PrestadorEspec,
)
from guiche.projeto.cenario.familias import gravar_familiares, gravar_familias, segurado_de
from guiche.projeto.cenario.pessoas import FEMININO, MASCULINO, Gente
from guiche.projeto.cenario.procedimentos import Procedimento, por_familia
from guiche.projeto.cenario.registros import Cadastro, PrestadorVivo
from guiche.projeto.cenario.terminologia import enderecos
from guiche.tiss_xml.mensagens import Profissional

_ANO = 365
_INICIO_DOS_CONTRATOS = 6 * _ANO
_REAJUSTE = Decimal("0.96")
_UF = "35"
_MUNICIPIOS = ("Campinas", "Jundiaí", "Sorocaba", "Piracicaba", "Limeira")
_BANCOS = ("0001", "0104", "0237", "0341", "0756")


def preco_anterior(valor: Decimal) -> Decimal:
    """Price before the last adjustment of the table, in reais."""
    return arredondar(valor * _REAJUSTE)


def dia_do_reajuste(hoje: date) -> date:
    """First day of the month, four months back: when the prices in force began."""
    meses = hoje.year * 12 + hoje.month - 1 - 4
    return date(meses // 12, meses % 12 + 1, 1)


def gravar_operadora(espec: OperadoraEspec, gente: Gente) -> Operadora:
    """Create the operadora itself."""
    return Operadora.objects.create(
        registro_ans=espec.registro_ans,
        razao_social=espec.razao_social,
        nome_fantasia=espec.nome,
        cnpj=gente.cnpj(),
        exclusivamente_odontologica=espec.odontologica,
        cor=espec.cor,
        logotipo=espec.logotipo,
        telefone=espec.telefone,
        email=f"atendimento@{espec.chave}.example",
        site=espec.site,
    )


def gravar_cadastro(
    espec: OperadoraEspec,
    operadora: Operadora,
    gente: Gente,
    hoje: date,
    *,
    beneficiarios: int,
    prestadores: Sequence[str] = (),
) -> Cadastro:
    """Create every register of the operadora in scope.

    ``beneficiarios`` counts the named families too; ``prestadores`` keeps only these keys (all when empty).
    """
    produtos = _gravar_produtos(espec)
    tabela = _gravar_tabela(espec, hoje)
    planos = [p for p in espec.prestadores if not prestadores or p.chave in prestadores]
    gravados = _gravar_prestadores(planos, espec, tabela, gente, hoje)
    _gravar_rede(produtos.values(), gravados.values(), hoje)
    familias = por_familia(espec.procedimentos)
    familiares = gravar_familiares(espec, produtos, gente, hoje)
    segurados = [segurado_de(pessoa, pessoa.contrato.produto) for pessoa in familiares.values()]
    for grupo in gravar_familias(espec, produtos, gente, hoje, beneficiarios - len(familiares)):
        segurados += grupo
    return Cadastro(
        especificacao=espec,
        operadora=operadora,
        produtos=produtos,
        prestadores=gravados,
        vivos={plano.chave: _vivo(gravados[plano.chave], plano, espec, familias, hoje) for plano in planos},
        familiares=familiares,
        segurados=segurados,
    )


def _gravar_produtos(espec: OperadoraEspec) -> dict[str, Produto]:
    produtos = {}
    for plano in espec.produtos:
        produto = Produto.objects.create(
            registro_ans=plano.registro_ans,
            nome=plano.nome,
            segmentacao=plano.segmentacao,
            acomodacao=plano.acomodacao,
            abrangencia=plano.abrangencia,
            contratacao=plano.contratacao,
        )
        CarenciaDoProduto.objects.bulk_create(
            CarenciaDoProduto(produto=produto, grupo=grupo, horas=horas, dias=dias)
            for grupo, (horas, dias) in plano.carencias.items()
        )
        produtos[plano.chave] = produto
    return produtos


def _gravar_tabela(espec: OperadoraEspec, hoje: date) -> TabelaDePrecos:
    tabela = TabelaDePrecos.objects.create(
        nome=espec.tabela,
        edicao=espec.edicao,
        moeda=TabelaDePrecos.Moeda.US if espec.odontologica else TabelaDePrecos.Moeda.REAIS,
    )
    desde, reajuste = hoje - timedelta(days=_INICIO_DOS_CONTRATOS), dia_do_reajuste(hoje)
    itens: list[ItemDaTabela] = []
    for p in espec.procedimentos:
        if p.valor is None:
            itens.append(
                ItemDaTabela(
                    tabela_de_precos=tabela, tabela=p.tabela, codigo=p.codigo, quantidade_us=p.quantidade_us,
                    vigencia_inicio=desde,
                )
            )  # fmt: skip
            continue
        itens += [
            ItemDaTabela(
                tabela_de_precos=tabela, tabela=p.tabela, codigo=p.codigo, valor=preco_anterior(p.valor),
                vigencia_inicio=desde, vigencia_fim=reajuste - timedelta(days=1),
            ),
            ItemDaTabela(
                tabela_de_precos=tabela, tabela=p.tabela, codigo=p.codigo, valor=p.valor,
                vigencia_inicio=reajuste,
            ),
        ]  # fmt: skip
    ItemDaTabela.objects.bulk_create(itens)
    RegraDeProcedimento.objects.bulk_create(
        RegraDeProcedimento(
            tabela=p.tabela,
            codigo=p.codigo,
            sexo=p.sexo,
            idade_minima=p.idade_minima,
            idade_maxima=p.idade_maxima,
            exige_autorizacao=p.exige_autorizacao,
            grupo_de_carencia=p.carencia,
            urgencia=p.urgencia,
            limite_quantidade=p.limite_quantidade,
            limite_meses=p.limite_meses,
            local=p.local,
            faces=p.faces,
            denticao=p.denticao,
            posicao=p.posicao,
            vigencia_inicio=desde,
        )
        for p in espec.procedimentos
        if p.tem_regra
    )
    return tabela


def _gravar_prestadores(
    planos: Sequence[PrestadorEspec],
    espec: OperadoraEspec,
    tabela: TabelaDePrecos,
    gente: Gente,
    hoje: date,
) -> dict[str, Prestador]:
    acaso, desde = gente.acaso, hoje - timedelta(days=_INICIO_DOS_CONTRATOS)
    unidades = [Unidade.objects.create(codigo=codigo, nome=nome) for codigo, nome in espec.unidades]
    vez = {plano.chave: numero for numero, plano in enumerate(espec.prestadores)}
    gravados: dict[str, Prestador] = {}
    for plano in planos:
        profissional = bool(plano.profissional)
        gravados[plano.chave] = Prestador.objects.create(
            razao_social=plano.razao_social,
            nome_fantasia=plano.nome,
            documento=gente.cpf() if plano.pessoa_fisica else gente.cnpj(alfanumerico=plano.alfanumerico),
            codigo=plano.codigo,
            cnes=gente.cnes(),
            categoria=plano.categoria,
            tipo=plano.tipo,
            conselho=plano.conselho if profissional else "",
            numero_conselho=str(acaso.randrange(10_000, 190_000)) if profissional else "",
            uf_conselho=SIGLAS_UF[_UF] if profissional else "",
            cbos=plano.cbos if profissional else "",
            email=f"contato@{plano.chave.replace('_', '-')}.example",
            telefone=f"19{acaso.randrange(30_000_000, 39_999_999)}",
            **_endereco(plano, acaso.choice(_MUNICIPIOS)),
            banco=acaso.choice(_BANCOS),
            agencia=f"{acaso.randrange(100, 9_999):04d}",
            conta=f"{acaso.randrange(10_000, 999_999)}-{acaso.randrange(10)}",
            unidade=unidades[vez[plano.chave] % len(unidades)] if unidades else None,
            credenciado_em=desde,
        )
    ContratoDoPrestador.objects.bulk_create(
        ContratoDoPrestador(
            prestador=gravados[plano.chave],
            tabela_de_precos=tabela,
            valor_us=espec.valor_us,
            ajuste=plano.ajuste,
            dia_do_pagamento=plano.dia_do_pagamento,
            versoes_tiss="4.03.00 4.02.00",
            vigencia_inicio=desde,
        )
        for plano in planos
    )
    CorpoClinico.objects.bulk_create(
        CorpoClinico(instituicao=gravados[plano.chave], profissional=gravados[chave], inicio=desde + timedelta(days=30))
        for plano in planos
        for chave in plano.corpo_clinico
        if chave in gravados
    )
    return gravados


def _endereco(plano: PrestadorEspec, municipio: str) -> dict[str, str]:
    """Street and technical head, drawn apart so that the rest of the world stays as it was."""
    semente = random.Random(f"endereco {plano.codigo}")  # noqa: S311
    lugar = semente.choice([um for um in enderecos() if um.municipio == municipio])
    empresa = not plano.pessoa_fisica
    conselho = "CRO" if plano.tipo == "ODONTOLOGIA" else "CRM"
    return {
        "logradouro": f"{lugar.tipo} {lugar.logradouro}",
        "numero_do_endereco": str(semente.randrange(20, 1_900)),
        "bairro": lugar.bairro,
        "municipio": lugar.municipio,
        "uf": lugar.uf,
        "cep": lugar.cep,
        "responsavel": _responsavel(plano, semente) if empresa else "",
        "registro_do_responsavel": f"{conselho} {semente.randrange(20_000, 180_000)}/SP" if empresa else "",
    }


def _gravar_rede(produtos: Iterable[Produto], prestadores: Collection[Prestador], hoje: date) -> None:
    desde = hoje - timedelta(days=_INICIO_DOS_CONTRATOS)
    RedeDoProduto.objects.bulk_create(
        RedeDoProduto(produto=produto, prestador=prestador, inicio=desde)
        for produto in produtos
        for prestador in prestadores
        if not (produto.segmentacao == "AMB" and prestador.tipo == "HOSPITAL")
    )


def _vivo(
    prestador: Prestador,
    plano: PrestadorEspec,
    espec: OperadoraEspec,
    familias: Mapping[str, tuple[Procedimento, ...]],
    hoje: date,
) -> PrestadorVivo:
    semente = random.Random(plano.codigo)  # noqa: S311
    quem = plano.profissional or _responsavel(plano, semente)
    return PrestadorVivo(
        id=prestador.pk,
        especificacao=plano,
        documento=prestador.documento,
        cnes=prestador.cnes,
        profissional=Profissional(
            nome=quem,
            conselho=plano.conselho,
            numero_conselho=prestador.numero_conselho or str(semente.randrange(10_000, 190_000)),
            uf=_UF,
            cbos=plano.cbos,
            codigo=plano.codigo,
        ),
        familias={nome: familias[nome] for nome in plano.familias},
        precos_atuais=_precos(espec, plano),
        precos_anteriores=_precos(espec, plano, anteriores=True),
        reajuste_em=dia_do_reajuste(hoje),
        rotulo_da_tabela=f"{espec.tabela} {espec.edicao}",
    )


def _precos(
    espec: OperadoraEspec, plano: PrestadorEspec, *, anteriores: bool = False
) -> dict[tuple[str, str], Decimal]:
    precos = {}
    for p in espec.procedimentos:
        valor = preco_anterior(p.valor) if anteriores and p.valor is not None else p.valor
        precos[p.tabela, p.codigo] = calcular_unitario(
            valor=valor, qtd_us=p.quantidade_us, valor_us=espec.valor_us, ajuste=plano.ajuste
        )[0]
    return precos


def _responsavel(plano: PrestadorEspec, acaso: random.Random) -> str:
    gente = Gente(acaso)
    return f"{gente.prenome(FEMININO if acaso.random() < 0.5 else MASCULINO)} {gente.sobrenome()}"
