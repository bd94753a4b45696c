"""The statement on screen: five groups, only what was decided counts as paid, every reading leaves a trace."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from guiche.faturamento.models import ItemDaGuia
from guiche.faturamento.regras.extrato import Valores
from guiche.nucleo.decimais import ZERO
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.portais.beneficiario.extrato.periodos import em_palavras
from guiche.portais.componentes import formatos
from tests.cenario import Mundo
from tests.portais.beneficiario import atender, corrido, fechar, texto

pytestmark = pytest.mark.django_db


def em_texto(valores: Valores) -> tuple[str, ...]:
    """(informado, em análise, glosado, sua parte, pago)."""
    partes = (valores.informado, valores.em_analise, valores.glosado, valores.sua_parte, valores.pago)
    return tuple(str(parte) for parte in partes)


@pytest.mark.requisito("T-22")
def test_extrato_mostra_os_cinco_grupos_com_valores(helena: Client, mundo: Mundo) -> None:
    itens = atender(mundo, mundo.titular.carteira)
    fechar(mundo)
    pagina = helena.get("/beneficiario/extrato/")
    assert [grupo.rotulo for grupo, *_ in pagina.context["grupos"]] == [
        "Consultas",
        "Exames/Terapias",
        "Internação",
        "Outras despesas",
        "Odontologia",
    ]
    soma = sum((item.valor_informado for item in itens), ZERO)
    totais = pagina.context["totais"]
    assert (len(pagina.context["servicos"]), totais.informado, totais.pago) == (2, soma, soma)
    lido = texto(pagina)
    assert f"Nos últimos 3 meses você usou 2 serviços; a operadora pagou {formatos.dinheiro(soma)}" in lido.replace(
        " R$ ", f" R${formatos.NBSP}"
    )
    assert "Odontologia nada neste período" in lido and "Em análise" not in lido
    with escopo(mundo.operadora):
        (evento,) = Evento.objects.filter(tipo="faturamento.extrato.lido")
    assert (evento.objeto_id, evento.fato["fim"]) == (mundo.titular.pk, f"{mundo.hoje}")


@pytest.mark.requisito("T-22")
def test_glosa_se_explica_sem_codigo_e_sem_divida(helena: Client, mundo: Mundo) -> None:
    itens = atender(mundo, mundo.titular.carteira, 1, acima="20.00")
    em_analise = texto(helena.get("/beneficiario/extrato/"))
    assert "Em análise" in em_analise and "Glosa de" not in em_analise
    fechar(mundo)
    pagina = helena.get("/beneficiario/extrato/")
    lido = texto(pagina)
    assert f"Glosa de R${formatos.NBSP}20,00" in pagina.content.decode()
    assert (
        "Valor que a operadora não pagou ao prestador: foi cobrado um valor maior que o combinado com a operadora. "
        "É um acerto entre eles. Você não deve nada por isso." in lido
    )
    assert "1705" not in lido
    informado = itens[0].valor_informado
    assert em_texto(pagina.context["totais"]) == (
        f"{informado}",
        "0.00",
        "20.00",
        "0.00",
        f"{informado - Decimal('20.00')}",
    )


@pytest.mark.requisito("T-22")
@pytest.mark.parametrize("por", ["", "atendimento"])
def test_enquanto_a_operadora_analisa_nada_foi_pago(helena: Client, mundo: Mundo, por: str) -> None:
    (item,) = atender(mundo, mundo.titular.carteira, 1, acima="20.00")
    pagina = helena.get("/beneficiario/extrato/", {"por": por})
    cobrado = f"{item.valor_informado}"
    assert em_texto(pagina.context["totais"]) == (cobrado, cobrado, "0.00", "0.00", "0.00")
    lido, valor = corrido(pagina), formatos.dinheiro(item.valor_informado)
    assert "; a operadora ainda analisa a cobrança" in lido and "a operadora pagou" not in lido
    assert f"Em análise: {valor.replace(formatos.NBSP, ' ')}, ainda sem decisão." in lido
    assert lido.count("sem decisão") == 3


@pytest.mark.requisito("T-22")
@pytest.mark.parametrize("por", ["", "atendimento"])
def test_o_que_esta_em_analise_fica_fora_do_que_foi_pago(helena: Client, mundo: Mundo, por: str) -> None:
    (fechado,) = atender(mundo, mundo.titular.carteira, 1, "1", acima="20.00")
    fechar(mundo)
    _, aberto = atender(mundo, mundo.titular.carteira, 1, "2")
    pagina = helena.get("/beneficiario/extrato/", {"por": por})
    pago = fechado.valor_informado - Decimal("20.00")
    assert em_texto(pagina.context["totais"]) == (
        f"{fechado.valor_informado + aberto.valor_informado}",
        f"{aberto.valor_informado}",
        "20.00",
        "0.00",
        f"{pago}",
    )
    lido = corrido(pagina)
    em_analise = formatos.dinheiro(aberto.valor_informado).replace(formatos.NBSP, " ")
    assert f"a operadora pagou {formatos.dinheiro(pago)}".replace(formatos.NBSP, " ") in lido
    assert f"Em análise: {em_analise}, ainda sem decisão." in lido
    assert lido.count(f"em análise: {em_analise}") == (1 if por else 2)


@pytest.mark.requisito("T-22")
def test_sua_parte_sai_do_que_a_operadora_pagou(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    fechar(mundo)
    parte = Decimal("28.00")
    with escopo(mundo.operadora):
        ItemDaGuia.objects.filter(pk=item.pk).update(valor_franquia=parte, valor_liberado=item.valor_informado - parte)
    pagina = helena.get("/beneficiario/extrato/")
    pago = item.valor_informado - parte
    assert em_texto(pagina.context["totais"]) == (f"{item.valor_informado}", "0.00", "0.00", "28.00", f"{pago}")
    assert f"Sua parte (coparticipação) foi R${formatos.NBSP}28,00." in re.sub(r"<[^>]+>", "", pagina.content.decode())


@pytest.mark.requisito("T-21")
def test_extrato_por_atendimento_tem_uma_linha_por_guia(helena: Client, mundo: Mundo) -> None:
    itens = atender(mundo, mundo.titular.carteira)
    pagina = helena.get("/beneficiario/extrato/", {"por": "atendimento"})
    assert [lido.guia.pk for lido in pagina.context["atendimentos"]] == [item.guia_id for item in itens]
    assert [len(lido.itens) for lido in pagina.context["atendimentos"]] == [1, 1]
    assert "você teve 2 atendimentos" in texto(pagina)


def test_frase_e_de_quem_se_ve(helena: Client, mundo: Mundo) -> None:
    atender(mundo, mundo.dependente.carteira, 1)
    lido = texto(helena.get("/beneficiario/extrato/", {"pessoa": mundo.dependente.pk}))
    assert "Nos últimos 3 meses Theo usou 1 serviço; a operadora ainda analisa a cobrança" in lido
    assert "você não usou nenhum serviço" in texto(helena.get("/beneficiario/extrato/"))


@pytest.mark.parametrize(
    ("periodo", "erro"),
    [
        ({"de": "31/12/2025", "ate": "01/01/2025"}, "A data final vem antes da inicial."),
        ({"de": "01/01/2020", "ate": "01/01/2025"}, "Escolha um período de até dois anos."),
        ({"de": "x", "ate": "y"}, "Escreva a data como dia/mês/ano"),
    ],
)
def test_periodo_errado_fica_no_campo(helena: Client, mundo: Mundo, periodo: dict[str, str], erro: str) -> None:
    pagina = helena.get("/beneficiario/extrato/", periodo)
    assert pagina.status_code == 200 and erro in texto(pagina)
    assert pagina.context["form"]["de"].value() == periodo["de"]
    assert (pagina.context["inicio"], pagina.context["fim"]) == (mundo.hoje - timedelta(days=90), mundo.hoje)


@pytest.mark.parametrize(
    ("inicio", "fim", "frase"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "Em outubro"),
        (date(2025, 2, 1), date(2025, 2, 28), "Em fevereiro de 2025"),
        (date(2026, 8, 25), date(2026, 11, 23), "Nos últimos 3 meses"),
        (date(2025, 11, 23), date(2026, 11, 23), "Nos últimos 12 meses"),
        (date(2026, 10, 5), date(2026, 11, 9), "De 05/10/2026 a 09/11/2026,"),
    ],
)
def test_periodo_em_palavras(inicio: date, fim: date, frase: str) -> None:
    assert em_palavras(inicio, fim, date(2026, 11, 23)) == frase
