"""What is missing in a record, which operations that closes, and where the prestador stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from guiche.cadastro.config import CadastroConfig
from guiche.cadastro.models import ContratoDoPrestador, CorpoClinico, Prestador
from guiche.cadastro.operacoes import controlaveis, impedimento
from guiche.cadastro.regras.campos import UNIDADES, em_palavras, mascarar, mesma_conta, unidades_de
from guiche.cadastro.regras.completude import FatosDoCadastro, conferir, situacao
from guiche.cadastro.selectors.prestadores import exigencias_do_prestador, situacao_na_operadora
from guiche.cadastro.services.opcoes import mudar_opcoes
from guiche.faturamento import permissions as faturamento
from guiche.faturamento.models import Lote
from guiche.faturamento.services.lotes import receber_lote
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.permissoes import OperacaoFechada, SemPermissao, exigir
from tests.cadastro.cena import ator_da_clinica
from tests.cenario import Mundo

CHEIO = {campo.nome: "x" for unidade in UNIDADES for campo in unidade.campos}
TODAS = ("cnes", "conselho", "email", "telefone", "endereco", "responsavel", "banco", "corpo_clinico")
HOJE = date(2026, 11, 22)


def faltam(fatos: FatosDoCadastro) -> list[str]:
    return [e.codigo for e in conferir(fatos, TODAS) if not e.cumprida]


@pytest.mark.parametrize(
    ("mudanca", "tipo", "pessoa_fisica", "profissionais", "esperado"),
    [
        ({}, "CLINICA", False, 1, []),
        ({}, "CLINICA", False, 0, ["corpo_clinico"]),
        ({}, "LABORATORIO", False, 0, []),
        ({"cnes": "9999999"}, "HOSPITAL", False, 1, ["cnes"]),
        ({"cnes": "9999999"}, "CONSULTORIO", True, 0, []),
        ({"cbos": ""}, "CONSULTORIO", True, 0, ["conselho"]),
        ({"cbos": ""}, "LABORATORIO", False, 0, []),
        ({"responsavel": ""}, "LABORATORIO", False, 0, ["responsavel"]),
        ({"responsavel": ""}, "CONSULTORIO", True, 0, []),
        ({"complemento": ""}, "LABORATORIO", False, 0, []),
        ({"bairro": "", "conta": "", "email": ""}, "LABORATORIO", False, 0, ["email", "endereco", "banco"]),
    ],
)
def test_what_each_kind_must_have(
    mudanca: dict[str, str], tipo: str, pessoa_fisica: bool, profissionais: int, esperado: list[str]
) -> None:
    assert faltam(FatosDoCadastro({**CHEIO, **mudanca}, tipo, pessoa_fisica, profissionais)) == esperado


def test_only_what_the_operadora_asks_is_on_the_list() -> None:
    fatos = FatosDoCadastro(dict.fromkeys(CHEIO, ""), "CLINICA", False)
    assert [e.codigo for e in conferir(fatos, ("telefone", "conselho"))] == ["telefone"]


@pytest.mark.parametrize(
    ("inicio", "fim", "contrato", "codigo", "frase"),
    [
        (HOJE, None, True, "ativo", "Vocês estão credenciados na Aroeira desde 22/11/2026."),
        (HOJE, HOJE, True, "ativo", "Vocês estão credenciados na Aroeira desde 22/11/2026 até 22/11/2026."),
        (HOJE + timedelta(1), None, True, "futuro", "O credenciamento na Aroeira começa em 23/11/2026."),
        (
            HOJE - timedelta(9),
            HOJE - timedelta(1),
            True,
            "encerrado",
            "O credenciamento na Aroeira terminou em 21/11/2026.",
        ),
        (
            HOJE,
            None,
            False,
            "sem_contrato",
            "Vocês estão na rede da Aroeira desde 22/11/2026, mas sem contrato em vigor.",
        ),
    ],
)
def test_where_the_prestador_stands_in_plain_words(
    inicio: date, fim: date | None, contrato: bool, codigo: str, frase: str
) -> None:
    achada = situacao(inicio, fim, contrato, HOJE, "Aroeira")
    assert (achada.codigo, achada.frase) == (codigo, frase)


def test_an_account_is_shown_by_its_end_and_compared_by_its_numbers() -> None:
    assert (mascarar("98765-4"), mascarar("1-2"), mascarar("")) == ("•••65-4", "•••", "")
    uma = {"banco": "0341", "agencia": "0012", "conta": "00123-4"}
    assert mesma_conta(uma, {"banco": "341", "agencia": "12", "conta": "1234"})
    assert not mesma_conta(uma, {**uma, "conta": "1235"})
    assert em_palavras(unidades_de(False, False)[-1], uma) == "banco 0341, agência 0012, conta •••23-4"


def test_a_company_has_no_council_and_a_person_no_technical_head() -> None:
    empresa = {u.codigo for u in unidades_de(pessoa_fisica=False, profissional=False)}
    pessoa = {u.codigo for u in unidades_de(pessoa_fisica=True, profissional=True)}
    assert empresa - pessoa == {"razao_social", "responsavel"} and pessoa - empresa == {"conselho"}


@pytest.fixture
def gestor(mundo: Mundo) -> Iterator[Ator]:
    """Who changes the options, in the scope of the operadora."""
    with escopo(mundo.operadora):
        yield mundo.ator("gestor")


def sem_conta(mundo: Mundo) -> None:
    Prestador.objects.filter(pk=mundo.prestador.pk).update(banco="", agencia="", conta="")


@pytest.mark.django_db
def test_the_demo_world_is_complete_and_clinical_staff_can_be_asked(mundo: Mundo, gestor: Ator) -> None:
    hospital = Prestador.objects.get(pk=mundo.hospital.pk)
    assert all(e.cumprida for p in Prestador.objects.all() for e in exigencias_do_prestador(p, mundo.hoje))

    mudar_opcoes(gestor, replace(CadastroConfig(), exigencias=("corpo_clinico",)))
    assert [e.cumprida for e in exigencias_do_prestador(hospital, mundo.hoje)] == [False]
    CorpoClinico.objects.create(instituicao=hospital, profissional=mundo.medico, inicio=mundo.hoje)
    with escopo(mundo.operadora):  # the next request
        assert [e.cumprida for e in exigencias_do_prestador(hospital, mundo.hoje)] == [True]


@pytest.mark.django_db
@pytest.mark.requisito("B-24")
def test_the_contract_in_force_decides_where_the_prestador_stands(mundo: Mundo, gestor: Ator) -> None:
    assert situacao_na_operadora(mundo.prestador, mundo.hoje).codigo == "ativo"
    ContratoDoPrestador.objects.filter(prestador=mundo.prestador).update(vigencia_fim=mundo.hoje - timedelta(days=1))
    assert situacao_na_operadora(mundo.prestador, mundo.hoje).codigo == "sem_contrato"


@pytest.mark.django_db
@pytest.mark.requisito("B-16")
def test_an_incomplete_record_sends_no_lote_by_any_door(mundo: Mundo, gestor: Ator) -> None:
    assert impedimento(ator_da_clinica(mundo), faturamento.LOTE_ENVIAR) is None
    sem_conta(mundo)
    clinica = ator_da_clinica(mundo)
    with pytest.raises(OperacaoFechada) as fechada:
        receber_lote(clinica, conteudo=b"<x/>", nome="a.xml", canal=Lote.Canal.WEB_SERVICE)
    assert fechada.value.impedimento.motivo == (
        "Falta no cadastro: Conta para pagamento. Sem estas informações, a operação não pode ser feita."
    )
    assert Lote.objects.count() == 0
    exigir(clinica, faturamento.LOTE_VER)
    exigir(mundo.ator("faturista", prestador=mundo.outro_prestador), faturamento.LOTE_ENVIAR)
    sem_vinculo = replace(clinica, vinculo=None)
    assert impedimento(sem_vinculo, faturamento.LOTE_ENVIAR) == fechada.value.impedimento


@pytest.mark.django_db
@pytest.mark.requisito("B-25")
def test_an_operation_is_closed_for_a_kind_of_prestador_with_the_words_of_the_operadora(
    mundo: Mundo, gestor: Ator
) -> None:
    clinica, laboratorio = ator_da_clinica(mundo), mundo.ator("faturista", prestador=mundo.outro_prestador)
    codigo = faturamento.VALOR_VER.codigo
    mudar_opcoes(gestor, CadastroConfig(fechadas=(f"CLINICA:{codigo}",)))
    achado = impedimento(clinica, faturamento.VALOR_VER)
    assert achado is not None
    assert achado.motivo == "A Aroeira Saúde não oferece isto pelo portal a prestadores do tipo clínica."
    assert achado.como_resolver == f"Fale com a Aroeira Saúde: 0800 000 0417 ou {mundo.operadora.email}."
    assert impedimento(laboratorio, faturamento.VALOR_VER) is None
    assert impedimento(gestor, faturamento.VALOR_VER) is None

    palavras = {"motivo_do_fechamento": "Valores só por contrato.", "quem_procurar": "Escreva à rede."}
    mudar_opcoes(gestor, CadastroConfig(fechadas=(f"CLINICA:{codigo}",), **palavras))
    achado = impedimento(clinica, faturamento.VALOR_VER)
    assert achado is not None
    assert (achado.motivo, achado.como_resolver) == ("Valores só por contrato.", "Escreva à rede.")


@pytest.mark.django_db
def test_what_settles_the_record_can_not_be_closed(mundo: Mundo, gestor: Ator) -> None:
    codigos = {p.codigo for p in controlaveis()}
    assert faturamento.LOTE_ENVIAR.codigo in codigos
    assert [c for c in codigos if c.startswith(("cadastro.", "acesso.", "comunicacao.", "documentos."))] == []
    assert [c.codigo for c in controlaveis("beneficiario")] == ["faturamento.item.contestar"]
    assert [c.codigo for c in controlaveis("contratante")] == ["cadastro.contrato.ver"]
    assert controlaveis("operadora") == ()
    with pytest.raises(SemPermissao):
        mudar_opcoes(mundo.ator("analista"), CadastroConfig())
