"""Writes the registers of one operadora of the demo world: products, prices, prestadores and families."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from guiche.cadastro.models import (
    Beneficiario,
    CarenciaDoBeneficiario,
    CarenciaDoProduto,
    Contrato,
    ContratoDoPrestador,
    CorpoClinico,
    ItemDaTabela,
    Prestador,
    Produto,
    RedeDoProduto,
    RegraDeProcedimento,
    Suspensao,
    TabelaDePrecos,
)
from guiche.faturamento.regras.valoracao import calcular_unitario
from guiche.nucleo.decimais import arredondar
from guiche.nucleo.insercao import inserir
from guiche.nucleo.models import Operadora
from guiche.projeto.cenario.especificacao import (
    SIGLAS_UF,
    FamiliarEspec,
    OperadoraEspec,
    PrestadorEspec,
    ProdutoEspec,
)
from guiche.projeto.cenario.pessoas import FEMININO, MASCULINO, Gente, Pessoa, sem_acento
from guiche.projeto.cenario.procedimentos import Procedimento, por_familia
from guiche.tiss_xml.mensagens import Profissional

_ANO = 365
_INICIO_DOS_CONTRATOS = 6 * _ANO
_REAJUSTE = Decimal("0.96")
_UF = "35"
_MUNICIPIOS = ("Campinas", "Jundiaí", "Sorocaba", "Piracicaba", "Limeira")
_BANCOS = ("0001", "0104", "0237", "0341", "0756")
_FATIA_DE_FAMILIAS = 2_000


@dataclass(frozen=True, slots=True)
class Segurado:
    """What the generators of guias need to know of one beneficiário."""

    id: int
    carteira: str
    nome: str
    sexo: str
    nascimento: date
    inicio: date
    fim: date | None
    carteira_ate: date | None
    segmentacao: str
    sem_carencia: bool

    def idade_em(self, dia: date) -> int:
        """Completed years on a day."""
        nascido = self.nascimento
        return dia.year - nascido.year - ((dia.month, dia.day) < (nascido.month, nascido.day))

    def coberto_em(self, dia: date) -> bool:
        """Whether the plan was in force and every waiting period served on the day."""
        espera = 1 if self.sem_carencia else 180 if self.segmentacao != "ODO" else 60
        return self.inicio + timedelta(days=espera) <= dia and (self.fim is None or dia <= self.fim)


@dataclass(frozen=True, slots=True)
class PrestadorVivo:
    """A saved prestador: its plan, who signs its guias and the prices of its contract."""

    id: int
    especificacao: PrestadorEspec
    documento: str
    cnes: str
    profissional: Profissional
    familias: Mapping[str, tuple[Procedimento, ...]]
    precos_atuais: Mapping[tuple[str, str], Decimal]
    precos_anteriores: Mapping[tuple[str, str], Decimal]
    reajuste_em: date
    rotulo_da_tabela: str

    @property
    def codigo(self) -> str:
        return self.especificacao.codigo

    def unitario(self, procedimento: Procedimento, dia: date) -> Decimal:
        """Contract price of one unit on a day, in reais."""
        return self.precos(dia)[procedimento.tabela, procedimento.codigo]

    def precos(self, dia: date) -> Mapping[tuple[str, str], Decimal]:
        """Contract prices of every code (table, code) on a day, in reais."""
        return self.precos_atuais if dia >= self.reajuste_em else self.precos_anteriores


@dataclass(frozen=True, slots=True)
class Cadastro:
    """The registers of one operadora as saved."""

    especificacao: OperadoraEspec
    operadora: Operadora
    produtos: Mapping[str, Produto]
    prestadores: Mapping[str, Prestador]
    vivos: Mapping[str, PrestadorVivo]
    familiares: Mapping[str, Beneficiario]
    segurados: Sequence[Segurado]


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
    familiares = _gravar_familiares(espec, produtos, gente, hoje)
    segurados = [_segurado(pessoa, pessoa.contrato.produto) for pessoa in familiares.values()]
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
            municipio=acaso.choice(_MUNICIPIOS),
            uf=SIGLAS_UF[_UF],
            banco=acaso.choice(_BANCOS),
            agencia=f"{acaso.randrange(100, 9_999):04d}",
            conta=f"{acaso.randrange(10_000, 999_999)}-{acaso.randrange(10)}",
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
        CorpoClinico(
            instituicao=gravados[plano.chave], profissional=gravados[chave], inicio=desde + timedelta(days=30)
        )
        for plano in planos
        for chave in plano.corpo_clinico
        if chave in gravados
    )
    return gravados


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


def numero_da_carteira(prefixo: str, familia: int, ordem: int) -> str:
    """Sixteen digits: operadora (4), family (9), order in the family (2) and a Luhn check digit."""
    base = f"{prefixo}{familia:09d}{ordem:02d}"
    soma = 0
    for posicao, digito in enumerate(reversed(base)):
        valor = int(digito) * (2 if posicao % 2 == 0 else 1)
        soma += valor - 9 if valor > 9 else valor
    return f"{base}{-soma % 10}"


def _gravar_familiares(
    espec: OperadoraEspec, produtos: Mapping[str, Produto], gente: Gente, hoje: date
) -> dict[str, Beneficiario]:
    gravados: dict[str, Beneficiario] = {}
    familias: dict[str, int] = {}
    for plano in espec.familiares:
        titular = gravados.get(plano.titular)
        inicio = hoje - timedelta(days=plano.dias_de_plano)
        fim = None if plano.dias_desde_o_fim is None else hoje - timedelta(days=plano.dias_desde_o_fim)
        pessoa = _nomeado(plano, gente, hoje)
        if titular is None:
            familias[plano.chave] = len(familias) + 1
            contrato = Contrato.objects.create(
                numero=f"{espec.prefixo_da_carteira}{familias[plano.chave]:09d}",
                produto=produtos[plano.produto],
                contratante_nome=plano.nome,
                contratante_documento=pessoa.cpf,
                vigencia_inicio=inicio,
                vigencia_fim=fim,
            )
        else:
            contrato = titular.contrato
        chave = plano.titular or plano.chave
        ordem = sum(1 for outro in gravados.values() if outro.contrato_id == contrato.pk)
        vencimento = 540 if plano.dias_para_vencer is None else plano.dias_para_vencer
        gravados[plano.chave] = Beneficiario.objects.create(
            contrato=contrato,
            titular=titular,
            parentesco=plano.parentesco,
            carteira=numero_da_carteira(espec.prefixo_da_carteira, familias[chave], ordem),
            nome=pessoa.nome,
            cpf=pessoa.cpf,
            cns=pessoa.cns,
            nascimento=pessoa.nascimento,
            sexo=pessoa.sexo,
            nome_da_mae=pessoa.nome_da_mae,
            vigencia_inicio=inicio,
            vigencia_fim=fim,
            validade_da_carteira=hoje + timedelta(days=vencimento),
        )
    return gravados


def _nomeado(plano: FamiliarEspec, gente: Gente, hoje: date) -> Pessoa:
    inventada = gente.pessoa(hoje, plano.idade, plano.idade, sexo=plano.sexo)
    return Pessoa(
        nome=plano.nome,
        sexo=plano.sexo,
        nascimento=inventada.nascimento,
        cpf=inventada.cpf,
        cns=inventada.cns,
        nome_da_mae=inventada.nome_da_mae,
    )


@dataclass(slots=True)
class _Familia:
    plano: ProdutoEspec
    inicio: date
    fim: date | None
    numero: int
    pessoas: list[tuple[str, Pessoa, date]]


def gravar_familias(
    espec: OperadoraEspec,
    produtos: Mapping[str, Produto],
    gente: Gente,
    hoje: date,
    quantos: int,
    *,
    primeira: int = 1_001,
) -> Iterator[list[Segurado]]:
    """Create about ``quantos`` people in families, in slices of bounded memory; yields each slice saved."""
    empresas = _gravar_empresas(espec, produtos, gente, hoje) if quantos > 0 else []
    numero, restam = primeira, quantos
    while restam > 0:
        fatia: list[_Familia] = []
        while restam > 0 and len(fatia) < _FATIA_DE_FAMILIAS:
            familia = _compor_familia(espec, gente, hoje, numero, restam)
            fatia.append(familia)
            numero += 1
            restam -= len(familia.pessoas)
        yield _gravar_fatia(espec, produtos, empresas, fatia, gente.acaso, hoje)


def _gravar_empresas(
    espec: OperadoraEspec, produtos: Mapping[str, Produto], gente: Gente, hoje: date
) -> list[Contrato]:
    plano = next(p for p in espec.produtos if p.contratacao == "CE")
    contratos = [
        Contrato(
            numero=f"E{espec.prefixo_da_carteira}{ordem:05d}",
            produto=produtos[plano.chave],
            contratante_nome=nome,
            contratante_documento=gente.cnpj(alfanumerico=ordem == len(espec.empresas)),
            vigencia_inicio=hoje - timedelta(days=_INICIO_DOS_CONTRATOS),
        )
        for ordem, nome in enumerate(espec.empresas, start=1)
    ]
    Contrato.objects.bulk_create(contratos)
    return contratos


def _compor_familia(espec: OperadoraEspec, gente: Gente, hoje: date, numero: int, restam: int) -> _Familia:
    acaso = gente.acaso
    plano = acaso.choice(espec.produtos)
    dias = acaso.randrange(400, 2_000) if acaso.random() < 0.72 else acaso.randrange(5, 400)
    inicio = hoje - timedelta(days=dias)
    saiu = dias > 500 and acaso.random() < 0.05
    fim = hoje - timedelta(days=acaso.randrange(1, 300)) if saiu else None
    titular = gente.pessoa(hoje, 22, 72)
    sobrenome = titular.nome.split(" ", titular.nome.count(" ") - 1)[-1]
    idade = (hoje - titular.nascimento).days // _ANO
    pessoas = [("T", titular, inicio)]
    if acaso.random() < 0.5:
        sexo = MASCULINO if titular.sexo == FEMININO else FEMININO
        pessoas.append(("C", gente.pessoa(hoje, max(21, idade - 6), idade + 6, sexo=sexo), inicio))
    if 23 < idade < 60:
        for _ in range(acaso.choice((0, 0, 1, 1, 2, 3))):
            filho = gente.pessoa(
                hoje, 0, min(23, idade - 20), sobrenome=sobrenome,
                mae=titular.nome if titular.sexo == FEMININO else "",
            )  # fmt: skip
            pessoas.append(("F", filho, max(inicio, filho.nascimento + timedelta(days=15))))
    if fim is not None:
        pessoas = [pessoa for pessoa in pessoas if pessoa[2] < fim]
    return _Familia(plano, inicio, fim, numero, pessoas[:restam])


def _gravar_fatia(
    espec: OperadoraEspec,
    produtos: Mapping[str, Produto],
    empresas: Sequence[Contrato],
    fatia: Sequence[_Familia],
    acaso: random.Random,
    hoje: date,
) -> list[Segurado]:
    contratos: list[Contrato] = []
    da_familia: list[Contrato] = []
    for familia in fatia:
        if familia.plano.contratacao == "CE":
            da_familia.append(acaso.choice(empresas))
            continue
        contrato = Contrato(
            numero=f"{espec.prefixo_da_carteira}{familia.numero:09d}",
            produto=produtos[familia.plano.chave],
            contratante_nome=familia.pessoas[0][1].nome,
            contratante_documento=familia.pessoas[0][1].cpf,
            vigencia_inicio=familia.inicio,
            vigencia_fim=familia.fim,
        )
        contratos.append(contrato)
        da_familia.append(contrato)
    inserir(contratos)
    titulares = [
        _beneficiario(espec, familia, 0, contrato, None, acaso, hoje)
        for familia, contrato in zip(fatia, da_familia, strict=True)
    ]
    inserir(titulares)
    dependentes = [
        _beneficiario(espec, familia, ordem, titular.contrato, titular, acaso, hoje)
        for familia, titular in zip(fatia, titulares, strict=True)
        for ordem in range(1, len(familia.pessoas))
    ]
    inserir(dependentes)
    todos = titulares + dependentes
    _gravar_excecoes(todos, acaso, hoje)
    return [_segurado(pessoa, pessoa.contrato.produto) for pessoa in todos]


def _beneficiario(
    espec: OperadoraEspec,
    familia: _Familia,
    ordem: int,
    contrato: Contrato,
    titular: Beneficiario | None,
    acaso: random.Random,
    hoje: date,
) -> Beneficiario:
    parentesco, pessoa, inicio = familia.pessoas[ordem]
    validade = acaso.randrange(30, 900) if acaso.random() < 0.99 else -acaso.randrange(1, 60)
    return Beneficiario(
        contrato=contrato,
        titular=titular,
        parentesco=parentesco,
        carteira=numero_da_carteira(espec.prefixo_da_carteira, familia.numero, ordem),
        nome=pessoa.nome[:70],
        cpf=pessoa.cpf,
        cns=pessoa.cns,
        nascimento=pessoa.nascimento,
        sexo=pessoa.sexo,
        nome_da_mae=pessoa.nome_da_mae[:70],
        vigencia_inicio=inicio,
        vigencia_fim=familia.fim,
        validade_da_carteira=hoje + timedelta(days=validade),
    )


def _gravar_excecoes(todos: Sequence[Beneficiario], acaso: random.Random, hoje: date) -> None:
    """One in a hundred was suspended for some days; one in fifty brought its carências from elsewhere."""
    suspensoes: list[Suspensao] = []
    isencoes: list[CarenciaDoBeneficiario] = []
    for pessoa in todos:
        sorte = acaso.random()
        if sorte < 0.01 and pessoa.vigencia_fim is None:
            inicio = hoje - timedelta(days=acaso.randrange(20, 120))
            suspensoes.append(
                Suspensao(
                    beneficiario=pessoa,
                    inicio=inicio,
                    fim=inicio + timedelta(days=acaso.randrange(6, 18)),
                    motivo="Mensalidade em atraso",
                )
            )
        elif sorte < 0.03 and pessoa.contrato.produto.contratacao == "IF":
            grupo = "ODONTO_GERAL" if pessoa.contrato.produto.odontologico else "CONSULTA_EXAME"
            isencoes.append(
                CarenciaDoBeneficiario(beneficiario=pessoa, grupo=grupo, motivo="Portabilidade de carências")
            )
    Suspensao.objects.bulk_create(suspensoes)
    CarenciaDoBeneficiario.objects.bulk_create(isencoes)


def _segurado(pessoa: Beneficiario, produto: Produto) -> Segurado:
    return Segurado(
        id=pessoa.pk,
        carteira=pessoa.carteira,
        nome=pessoa.nome,
        sexo=pessoa.sexo,
        nascimento=pessoa.nascimento,
        inicio=pessoa.vigencia_inicio,
        fim=pessoa.vigencia_fim,
        carteira_ate=pessoa.validade_da_carteira,
        segmentacao=produto.segmentacao,
        sem_carencia=produto.contratacao == "CE",
    )


def endereco_eletronico(nome: str, dominio: str) -> str:
    """E-mail address of an invented person: first and last name at an ``.example`` domain."""
    partes = sem_acento(nome).split()
    return f"{partes[0]}.{partes[-1]}@{dominio}.example"
