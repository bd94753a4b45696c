"""Registers read by the operadora: prestadores and beneficiários; opening a person is registered."""

from __future__ import annotations

import pytest
from django.test import Client

from guiche.cadastro.models import Beneficiario, Prestador
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from tests.cenario import Mundo
from tests.portais.operadora import folha, quantos
from tests.portais.prestador import quantas_consultas

pytestmark = pytest.mark.django_db

PRESTADORES, BENEFICIARIOS = "/operadora/prestadores/", "/operadora/beneficiarios/"
LIDO = "cadastro.beneficiario.lido"


def nomes(client: Client, lista: str, **filtro: str) -> list[str]:
    """First cell of each row, in the order of the screen."""
    tabela = client.get(lista, filtro).context["tabela"]
    return [str(linha.objeto) for linha in tabela.linhas]


def test_prestadores_se_acham_por_nome_codigo_e_documento(mundo: Mundo, analista: Client) -> None:
    clinica = mundo.prestador
    achado = [str(clinica)]
    assert nomes(analista, PRESTADORES, q=clinica.nome_fantasia.split(maxsplit=1)[1].upper()) == achado
    assert nomes(analista, PRESTADORES, q=clinica.codigo) == achado
    assert nomes(analista, PRESTADORES, q=clinica.documento_formatado) == achado
    assert nomes(analista, PRESTADORES, q="não existe") == []
    assert str(mundo.medico) not in nomes(analista, PRESTADORES, categoria=clinica.categoria)
    with escopo(mundo.operadora):
        Prestador.objects.filter(pk=clinica.pk).update(descredenciado_em=clinica.credenciado_em)
    assert nomes(analista, PRESTADORES, situacao="encerrado") == achado


@pytest.mark.requisito("X-06")
def test_prestadores_exportam_o_filtrado(mundo: Mundo, analista: Client) -> None:
    linhas = folha(analista.get(PRESTADORES, {"q": mundo.prestador.codigo, "formato": "csv"}))
    assert linhas[0][:3] == ["Prestador", "Código", "CPF ou CNPJ"]
    assert [linha[:3] for linha in linhas[1:]] == [
        [mundo.prestador.nome_fantasia, mundo.prestador.codigo, mundo.prestador.documento_formatado]
    ]


def test_beneficiarios_vem_por_nome_e_nao_se_exportam(mundo: Mundo, analista: Client) -> None:
    pessoas = nomes(analista, BENEFICIARIOS)
    assert len(pessoas) > 1
    assert pessoas == sorted(pessoas)
    assert nomes(analista, BENEFICIARIOS, q=mundo.titular.carteira) == [str(mundo.titular)]
    assert nomes(analista, BENEFICIARIOS, situacao="futuro") == []
    pagina = analista.get(BENEFICIARIOS, {"formato": "csv"})
    assert pagina["Content-Type"].startswith("text/html")
    assert quantos(mundo, LIDO) == 0


@pytest.mark.requisito("X-02")
def test_abrir_um_beneficiario_registra_quem_leu(mundo: Mundo, analista: Client) -> None:
    pagina = analista.get(f"{BENEFICIARIOS}{mundo.titular.pk}/")
    assert pagina.context["pessoa"] == mundo.titular
    assert mundo.titular.carteira in pagina.content.decode()
    with escopo(mundo.operadora):
        lido = Evento.objects.get(tipo=LIDO)
    assert (lido.quem, lido.objeto_id) == (mundo.analista.nome, mundo.titular.pk)


def test_prestador_mostra_contrato_e_so_oferece_o_que_abre(mundo: Mundo, analista: Client, gestor: Client) -> None:
    pagina = analista.get(f"{PRESTADORES}{mundo.prestador.pk}/")
    assert pagina.context["prestador"] == mundo.prestador
    assert len(pagina.context["ficha"].contratos) == 1
    assert "Ver lotes" in pagina.content.decode()
    with escopo(mundo.operadora):
        Prestador.objects.filter(pk=mundo.prestador.pk).update(conta="")
    assert "não informada: o pagamento não sai" in gestor.get(f"{PRESTADORES}{mundo.prestador.pk}/").content.decode()


def test_cadastro_recusado_e_de_outra_operadora(
    mundo: Mundo, financeiro: Client, so_le: Client, de_outra_operadora: Client
) -> None:
    prestador, pessoa = f"{PRESTADORES}{mundo.prestador.pk}/", f"{BENEFICIARIOS}{mundo.titular.pk}/"
    for endereco in (PRESTADORES, prestador, BENEFICIARIOS, pessoa):
        assert so_le.get(endereco).status_code == 403
    assert (financeiro.get(PRESTADORES).status_code, financeiro.get(BENEFICIARIOS).status_code) == (200, 403)
    assert [de_outra_operadora.get(endereco).status_code for endereco in (prestador, pessoa)] == [404, 404]
    assert nomes(de_outra_operadora, PRESTADORES, q=mundo.prestador.codigo) == []
    assert nomes(de_outra_operadora, BENEFICIARIOS, q=mundo.titular.carteira) == []
    assert quantos(mundo, LIDO) == 0


def test_consultas_das_listas_nao_crescem_com_as_linhas(mundo: Mundo, analista: Client) -> None:
    with escopo(mundo.operadora):
        assert (Prestador.objects.count() > 1, Beneficiario.objects.count() > 1) == (True, True)
    for lista, um in ((PRESTADORES, mundo.prestador.codigo), (BENEFICIARIOS, mundo.titular.carteira)):
        assert len(nomes(analista, lista, q=um)) == 1
        assert quantas_consultas(analista, f"{lista}?q={um}") == quantas_consultas(analista, lista) <= 10
