"""Who saw my data: every reading, said in words."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from guiche.cadastro.services.beneficiarios import abrir_beneficiario
from guiche.documentos.services import abrir
from guiche.faturamento.models import Lote
from guiche.faturamento.selectors.leituras import Leitura, por_pessoa_e_dia
from guiche.faturamento.services.guias import abrir_guia
from guiche.nucleo import eventos
from guiche.nucleo.escopo import escopo
from tests.cenario import Mundo
from tests.portais.beneficiario import atender, baixar, texto

pytestmark = pytest.mark.django_db


def vistas(pagina: Any) -> list[tuple[str, tuple[str, ...], str, int]]:
    """(papel, motivos, de quem, vezes) of each row."""
    linhas = [linha.objeto for linha in pagina.context["tabela"].linhas]
    return [(do_dia.primeira.papel, do_dia.motivos, do_dia.de_quem, do_dia.vezes) for do_dia in linhas]


@pytest.mark.requisito("X-02")
def test_quem_viu_meus_dados_junta_por_pessoa_e_dia(helena: Client, rafael: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    with escopo(mundo.operadora):
        abrir_guia(mundo.ator("analista"), item.guia_id)
        abrir_guia(mundo.ator("faturista", prestador=mundo.prestador), item.guia_id)
        abrir(mundo.ator("analista"), Lote.objects.get().arquivo_id)
        abrir_guia(mundo.ator("analista"), item.guia_id)
    helena.get("/beneficiario/extrato/")
    pagina = helena.get("/beneficiario/quem-viu/")
    onde = f"do atendimento de {item.data:%d/%m/%Y} em {mundo.prestador}"
    assert vistas(pagina) == [
        (
            "Analista de contas",
            (f"Análise da conta {onde} (2 vezes)", "Abertura da cobrança que o prestador enviou"),
            mundo.titular.nome,
            3,
        ),
        ("Faturista", (f"Consulta da própria cobrança {onde}",), mundo.titular.nome, 1),
    ]
    assert "Outras pessoas viram seus dados de saúde 4 vezes" in texto(pagina)
    todas = texto(helena.get("/beneficiario/quem-viu/", {"quem": "todos"}))
    assert f"Você {mundo.hoje:%d/%m/%Y} Consulta do extrato de utilização" in todas
    assert "foram vistos 5 vezes" in todas
    so_theo = helena.get("/beneficiario/quem-viu/", {"pessoa": mundo.dependente.pk})
    assert so_theo.context["quantas"] == 0
    assert "Ninguém além de você viu seus dados de saúde" in texto(rafael.get("/beneficiario/quem-viu/"))


@pytest.mark.requisito("X-02")
def test_quem_viu_inclui_o_cadastro_de_cada_um_da_familia(helena: Client, mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        for pessoa in (mundo.titular, mundo.dependente, mundo.conjuge):
            abrir_beneficiario(mundo.ator("analista"), pessoa.pk)
    assert vistas(helena.get("/beneficiario/quem-viu/")) == [
        ("Analista de contas", ("Consulta do cadastro",), mundo.dependente.nome_de_uso, 1),
        ("Analista de contas", ("Consulta do cadastro",), mundo.titular.nome_de_uso, 1),
    ]


@pytest.mark.requisito("X-02")
def test_toda_leitura_declarada_aparece_com_o_seu_nome(
    helena: Client, mundo: Mundo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eventos, "_tipos", dict(eventos._tipos))
    lido = eventos.declarar("saude.exame.lido", "Resultado de exame consultado", leitura=True)
    mudado = eventos.declarar("saude.exame.mudado", "Resultado de exame mudado")
    with escopo(mundo.operadora):
        eventos.registrar(lido, mundo.titular, mundo.ator("analista"))
        eventos.registrar(mudado, mundo.titular, mundo.ator("analista"))
    assert vistas(helena.get("/beneficiario/quem-viu/")) == [
        ("Analista de contas", ("Resultado de exame consultado",), mundo.titular.nome_de_uso, 1)
    ]


def test_leituras_de_dias_diferentes_ficam_em_linhas_diferentes() -> None:
    def leitura(dia: int, hora: int, quem: str = "Paulo") -> Leitura:
        quando = datetime(2026, 11, dia, hora, tzinfo=timezone.get_default_timezone())
        return Leitura(quando, quem, "Analista", "Aroeira", f"Conta {hora}", "Helena", propria=False)

    juntas = por_pessoa_e_dia([leitura(12, 23), leitura(12, 9, "Ana"), leitura(12, 9), leitura(12, 0), leitura(11, 23)])
    assert [(do_dia.quem, do_dia.dia.day, do_dia.motivos) for do_dia in juntas] == [
        ("Paulo", 12, ("Conta 0", "Conta 9", "Conta 23")),
        ("Ana", 12, ("Conta 9",)),
        ("Paulo", 11, ("Conta 23",)),
    ]


@pytest.mark.requisito("X-02", "X-06")
def test_quem_viu_se_exporta(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    with escopo(mundo.operadora):
        abrir_guia(mundo.ator("analista"), item.guia_id)
        abrir_guia(mundo.ator("analista"), item.guia_id)
    cru = baixar(helena.get("/beneficiario/quem-viu/", {"formato": "csv"})).decode("utf-8-sig")
    linha, segunda = csv.DictReader(io.StringIO(cru), delimiter=";")
    assert linha == {**segunda, "Quando": linha["Quando"]}
    assert re.fullmatch(rf"{mundo.hoje:%d/%m/%Y} \d\dh\d\d", linha["Quando"])
    assert linha["O que viu"].startswith("Análise da conta do atendimento de ")
    assert (linha["Quem"], linha["Papel"], linha["Por quem"], linha["Dados de quem"]) == (
        mundo.analista.nome,
        "Analista de contas",
        mundo.operadora.nome_fantasia,
        mundo.titular.nome,
    )


def test_quem_viu_nao_aceita_pessoa_de_fora(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.conjuge.carteira, 1)[0]
    with escopo(mundo.operadora):
        abrir_guia(mundo.ator("analista"), item.guia_id)
    pagina = helena.get("/beneficiario/quem-viu/", {"pessoa": mundo.conjuge.pk})
    assert pagina.context["quantas"] == 0 and pagina.context["tabela"].filtro.errors.keys() == {"pessoa"}
