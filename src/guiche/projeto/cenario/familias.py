"""Families of beneficiários with their contracts: a few named ones, and as many others as asked."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guiche.cadastro.models import (
    Beneficiario,
    CarenciaDoBeneficiario,
    Contrato,
    Produto,
    Suspensao,
)
from guiche.nucleo.insercao import inserir
from guiche.projeto.cenario.especificacao import FamiliarEspec, OperadoraEspec, ProdutoEspec
from guiche.projeto.cenario.pessoas import FEMININO, MASCULINO, Gente, Pessoa
from guiche.projeto.cenario.registros import Segurado

_ANO = 365
_DIAS_DE_CONTRATO = 6 * _ANO
_FATIA_DE_FAMILIAS = 2_000


def numero_da_carteira(prefixo: str, familia: int, ordem: int) -> str:
    """Sixteen digits: operadora (4), family (9), order in the family (2) and a Luhn check digit."""
    base = f"{prefixo}{familia:09d}{ordem:02d}"
    soma = 0
    for posicao, digito in enumerate(reversed(base)):
        valor = int(digito) * (2 if posicao % 2 == 0 else 1)
        soma += valor - 9 if valor > 9 else valor
    return f"{base}{-soma % 10}"


def gravar_familiares(
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
            vigencia_inicio=hoje - timedelta(days=_DIAS_DE_CONTRATO),
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
    return [segurado_de(pessoa, pessoa.contrato.produto) for pessoa in todos]


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


def segurado_de(pessoa: Beneficiario, produto: Produto) -> Segurado:
    """What the generators of guias need to know of a saved person."""
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
