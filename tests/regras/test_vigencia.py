"""Links by date."""

from datetime import date

import pytest

from guiche.cadastro.regras.vigencia import (
    Periodo,
    VinculoBeneficiario,
    elegibilidade_em,
    idade_em,
    prestador_ativo_em,
    vigente_em,
)

VINCULO = VinculoBeneficiario(
    inicio=date(2026, 3, 10),
    fim=date(2027, 3, 9),
    suspensoes=(Periodo(date(2026, 11, 2), date(2026, 11, 9)),),
    carteira_valida_ate=date(2027, 1, 31),
)


@pytest.mark.requisito("C-16")
@pytest.mark.parametrize(
    ("dia", "situacao", "mensagem"),
    [
        ("2026-03-09", "antes_da_inclusao", "O plano começa em 10/03/2026."),
        ("2026-03-10", "ativo", "Plano ativo."),
        ("2026-11-01", "ativo", "Plano ativo."),
        ("2026-11-02", "suspenso", "O atendimento está suspenso entre 02/11/2026 e 09/11/2026."),
        ("2026-11-09", "suspenso", "O atendimento está suspenso entre 02/11/2026 e 09/11/2026."),
        ("2026-11-10", "ativo", "Plano ativo."),
        ("2027-01-31", "ativo", "Plano ativo."),
        ("2027-02-01", "carteira_vencida", "A carteirinha valia até 31/01/2027."),
        ("2027-03-10", "desligado", "O plano terminou em 09/03/2027."),
    ],
)
def test_elegibilidade_em_cada_data(dia: str, situacao: str, mensagem: str) -> None:
    resposta = elegibilidade_em(VINCULO, date.fromisoformat(dia))
    assert (resposta.situacao, resposta.mensagem) == (situacao, mensagem)
    assert resposta.elegivel is (situacao == "ativo")


def test_suspensao_sem_fim_continua() -> None:
    vinculo = VinculoBeneficiario(date(2026, 1, 1), suspensoes=(Periodo(date(2026, 6, 1)),))
    assert elegibilidade_em(vinculo, date(2030, 1, 1)).mensagem == "O atendimento está suspenso desde 01/06/2026."


def test_periodo_inclui_as_duas_pontas_e_nao_anda_para_tras() -> None:
    periodo = Periodo(date(2026, 1, 1), date(2026, 1, 31))
    assert periodo.contem(date(2026, 1, 1)) and periodo.contem(date(2026, 1, 31))
    assert not vigente_em([periodo], date(2026, 2, 1))
    with pytest.raises(ValueError, match="before it starts"):
        Periodo(date(2026, 2, 1), date(2026, 1, 31))


@pytest.mark.requisito("B-36")
def test_prestador_com_dois_periodos_e_uma_suspensao() -> None:
    periodos = [Periodo(date(2024, 1, 1), date(2024, 12, 31)), Periodo(date(2025, 6, 1))]
    suspensoes = [Periodo(date(2026, 3, 1), date(2026, 3, 31))]
    assert prestador_ativo_em(periodos, suspensoes, date(2024, 12, 31))
    assert not prestador_ativo_em(periodos, suspensoes, date(2025, 1, 1))
    assert not prestador_ativo_em(periodos, suspensoes, date(2026, 3, 31))
    assert prestador_ativo_em(periodos, suspensoes, date(2026, 4, 1))


def test_idade_em_anos_completos() -> None:
    assert idade_em(date(2000, 11, 23), date(2026, 11, 22)) == 25
    assert idade_em(date(2000, 11, 23), date(2026, 11, 23)) == 26
    assert idade_em(date(2004, 2, 29), date(2026, 2, 28)) == 21
    assert idade_em(date(2004, 2, 29), date(2026, 3, 1)) == 22
    with pytest.raises(ValueError, match="before the birth"):
        idade_em(date(2026, 1, 2), date(2026, 1, 1))
