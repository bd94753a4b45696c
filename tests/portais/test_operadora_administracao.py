"""Options and audit trail of the operadora."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from guiche.faturamento.config import FaturamentoConfig
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Configuracao, Evento
from tests.cenario import Mundo
from tests.portais.operadora import (
    aviso,
    folha,
    gestor_da_outra,
    itens_de,
    opcoes_de_fabrica,
)
from tests.portais.prestador import enviado

pytestmark = pytest.mark.django_db

MODULO = "faturamento.FaturamentoConfig"


@pytest.mark.requisito("X-08")
def test_opcoes_gravam_com_antes_e_depois(mundo: Mundo, gestor: Client) -> None:
    envio = opcoes_de_fabrica() | {"alcada": "7.500,50", "hash_estrito": "on"}
    assert gestor.post("/operadora/configuracao/", opcoes_de_fabrica()).status_code == 303
    with escopo(mundo.operadora):
        assert not Configuracao.objects.filter(modulo=MODULO).exists()
    feita = gestor.post("/operadora/configuracao/", envio)
    gestor.post("/operadora/configuracao/", envio)
    assert (feita["Location"], aviso(feita)) == (
        "/operadora/configuracao/",
        "Opções gravadas. Valem a partir do próximo lote.",
    )
    with escopo(mundo.operadora):
        opcoes = config(FaturamentoConfig)
        evento = Evento.objects.get(tipo="nucleo.configuracao.mudada", fato__modulo=MODULO)
    assert (opcoes.alcada, opcoes.hash_estrito) == (Decimal("7500.50"), True)
    assert evento.fato["mudancas"] == {"alcada": ["5000.00", "7500.50"], "hash_estrito": [False, True]}
    pagina = gestor.get("/operadora/configuracao/")
    assert pagina.context["form"].initial["alcada"] == Decimal("7500.50")
    (mudanca,) = pagina.context["mudancas"]
    assert (mudanca.evento.pk, sorted(mudanca.linhas)) == (
        evento.pk,
        [
            ("Alçada: quem fecha o lote também libera até", "R$\u00a05.000,00", "R$\u00a07.500,50"),
            ("Exigir o hash exatamente como a norma manda (ISO-8859-1, sem retirar espaços)", "não", "sim"),
        ],
    )
    with escopo(mundo.outra):
        assert config(FaturamentoConfig) == FaturamentoConfig()


@pytest.mark.parametrize(
    ("errado", "campo"),
    [
        ({"versoes_tiss": []}, "versoes_tiss"),
        ({"dias_para_analisar": "0"}, "dias_para_analisar"),
        ({"alcada": "muito"}, "alcada"),
    ],
)
def test_opcoes_erradas_ficam_no_campo(mundo: Mundo, gestor: Client, errado: dict[str, object], campo: str) -> None:
    pagina = gestor.post("/operadora/configuracao/", opcoes_de_fabrica() | errado)
    assert list(pagina.context["form"].errors) == [campo]
    with escopo(mundo.operadora):
        assert not Configuracao.objects.filter(modulo=MODULO).exists()


def test_opcoes_recusadas_a_quem_nao_e_gestor(mundo: Mundo, analista: Client, financeiro: Client) -> None:
    for client in (analista, financeiro):
        assert client.get("/operadora/configuracao/").status_code == 403
        assert client.post("/operadora/configuracao/", opcoes_de_fabrica() | {"alcada": "1"}).status_code == 403
    with escopo(mundo.operadora):
        assert not Configuracao.objects.filter(modulo=MODULO).exists()


@pytest.mark.requisito("X-02")
def test_auditoria_filtra_exporta_e_verifica_a_cadeia(mundo: Mundo, analista: Client, gestor: Client) -> None:
    lote = enviado(mundo, "381", 1)
    analista.get(f"/operadora/contas/{itens_de(mundo, lote)[0].guia_id}/")

    def achados(**filtro: str) -> list[tuple[str, str]]:
        tabela = gestor.get("/operadora/auditoria/", filtro).context["tabela"]
        return [(linha.objeto.tipo, linha.objeto.quem) for linha in tabela.linhas]

    lida = ("faturamento.conta.lida", mundo.analista.nome)
    dia = f"{mundo.hoje:%d/%m/%Y}"
    assert achados(tipo="faturamento.conta.lida") == [lida]
    assert achados(q=mundo.analista.nome.split()[0].lower()) == [lida]
    assert lida in achados(de=dia, ate=dia)
    assert achados(de="01/01/2099") == []
    linhas = folha(gestor.get("/operadora/auditoria/", {"tipo": "faturamento.conta.lida", "formato": "csv"}))
    assert (len(linhas), linhas[0][-1], len(linhas[1][-1])) == (2, "Resumo", 64)
    assert gestor.get("/operadora/auditoria/").context["verificada"] is False
    inteira = gestor.get("/operadora/auditoria/", {"verificar": "1"})
    assert (inteira.context["verificada"], inteira.context["quebra"]) == (True, None)
    assert "A cadeia de eventos está íntegra" in inteira.content.decode()


def test_auditoria_recusada_e_cada_operadora_ve_a_sua(mundo: Mundo, analista: Client) -> None:
    enviado(mundo, "381", 1)
    assert analista.get("/operadora/auditoria/").status_code == 403
    tabela = gestor_da_outra(mundo).get("/operadora/auditoria/").context["tabela"]
    assert [linha for linha in tabela.linhas if linha.objeto.tipo.startswith("faturamento.")] == []
