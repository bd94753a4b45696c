"""Who saw my data: every reading, said in words."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from guiche.documentos.services import abrir
from guiche.faturamento.models import Lote
from guiche.faturamento.services.guias import abrir_guia
from guiche.nucleo.escopo import escopo
from tests.cenario import Mundo
from tests.portais.beneficiario import atender, baixar, texto

pytestmark = pytest.mark.django_db


@pytest.mark.requisito("X-02")
def test_quem_viu_meus_dados_mostra_cada_leitura(helena: Client, rafael: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    with escopo(mundo.operadora):
        abrir_guia(mundo.ator("analista"), item.guia_id)
        abrir_guia(mundo.ator("faturista", prestador=mundo.prestador), item.guia_id)
        abrir(mundo.ator("analista"), Lote.objects.get().arquivo_id)
    helena.get("/beneficiario/extrato/")
    pagina = helena.get("/beneficiario/quem-viu/")
    dia = f"{item.data:%d/%m/%Y}"
    leituras = [linha.objeto for linha in pagina.context["tabela"].linhas]
    vistas = [(leitura.papel, leitura.motivo, leitura.de_quem) for leitura in leituras]
    assert vistas == [
        ("Analista de contas", "Abertura da cobrança que o prestador enviou", mundo.titular.nome),
        ("Faturista", f"Consulta da própria cobrança do atendimento de {dia} em {mundo.prestador}", mundo.titular.nome),
        ("Analista de contas", f"Análise da conta do atendimento de {dia} em {mundo.prestador}", mundo.titular.nome),
    ]
    assert "Outras pessoas viram seus dados de saúde 3 vezes" in texto(pagina)
    todas = helena.get("/beneficiario/quem-viu/", {"quem": "todos"})
    assert "Você Consulta do extrato de utilização" in texto(todas)
    assert "foram vistos 4 vezes" in texto(todas)
    so_theo = helena.get("/beneficiario/quem-viu/", {"pessoa": mundo.dependente.pk})
    assert so_theo.context["quantas"] == 0
    assert "Ninguém além de você viu seus dados de saúde" in texto(rafael.get("/beneficiario/quem-viu/"))


@pytest.mark.requisito("X-02", "X-06")
def test_quem_viu_se_exporta(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    with escopo(mundo.operadora):
        abrir_guia(mundo.ator("analista"), item.guia_id)
    cru = baixar(helena.get("/beneficiario/quem-viu/", {"formato": "csv"})).decode("utf-8-sig")
    (linha,) = csv.DictReader(io.StringIO(cru), delimiter=";")
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
