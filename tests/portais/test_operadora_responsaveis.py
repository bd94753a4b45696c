"""Legal guardians in the operadora: the list by deadline, the document, the decision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guiche.acesso.models import Convite, PedidoDeResponsavel
from guiche.acesso.services.familia import NovoResponsavel, indicar_responsavel
from guiche.nucleo.escopo import escopo
from tests.acesso.test_familia import pdf
from tests.cenario import Mundo
from tests.portais.beneficiario import baixar, texto
from tests.portais.operadora import gestor_da_outra

pytestmark = pytest.mark.django_db

LISTA = "/operadora/acessos/responsaveis/"


def indicar(mundo: Mundo, email: str = "nara@exemplo.org") -> PedidoDeResponsavel:
    novo = NovoResponsavel(mundo.dependente.pk, "Nara Pimentel Sá", email, "tutor", "termo.pdf", pdf())
    with escopo(mundo.operadora):
        return indicar_responsavel(mundo.ator("beneficiario"), novo)


def test_aprovar_envia_o_convite(gestor: Client, mundo: Mundo) -> None:
    pedido = indicar(mundo)
    lista = texto(gestor.get(LISTA))
    assert f"1 indicação espera; a primeira vence em {pedido.prazo:%d/%m/%Y}" in lista
    assert "Nara Pimentel Sá Tutor(a) Theo Dias Moreira" in lista
    pagina = gestor.get(f"{LISTA}{pedido.pk}/")
    [prova] = pagina.context["provas"]
    assert gestor.get(f"/arquivo/{prova.pk}/").status_code == 200
    vazia = gestor.post(f"{LISTA}{pedido.pk}/", {"decisao": "recusar", "motivo": " "})
    assert (vazia.status_code, list(vazia.context["form"].errors)) == (422, ["motivo"])
    assert gestor.post(f"{LISTA}{pedido.pk}/", {"decisao": "aprovar"})["Location"] == LISTA
    with escopo(mundo.operadora):
        pedido.refresh_from_db()
        assert (pedido.situacao, pedido.convite) == ("aprovado", Convite.objects.get())
    assert "Nenhuma indicação de responsável espera" in texto(gestor.get(LISTA))
    assert "Indicação aprovada" in texto(gestor.get(f"{LISTA}{pedido.pk}/"))
    cru = baixar(gestor.get(LISTA, {"situacao": "aprovado", "formato": "csv"})).decode("utf-8-sig")
    assert cru.splitlines()[1].startswith("Nara Pimentel Sá;Tutor(a);Theo Dias Moreira;")


def test_recusar_diz_o_motivo(gestor: Client, mundo: Mundo) -> None:
    pedido = indicar(mundo)
    gestor.post(f"{LISTA}{pedido.pk}/", {"decisao": "recusar", "motivo": "Termo vencido"})
    assert "Motivo: Termo vencido" in texto(gestor.get(f"{LISTA}{pedido.pk}/"))
    with escopo(mundo.operadora):
        assert not Convite.objects.exists()


def test_indicacao_atrasada_aparece_na_frente(gestor: Client, mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        PedidoDeResponsavel.objects.filter(pk=indicar(mundo).pk).update(prazo=mundo.hoje - timedelta(days=1))
    pagina = texto(gestor.get(LISTA))
    assert "1 indicação está atrasada" in pagina and "Atrasado" in pagina


def test_so_quem_tem_o_direito_ve_e_decide(analista: Client, helena: Client, mundo: Mundo) -> None:
    pedido = indicar(mundo)
    for tela in (LISTA, f"{LISTA}{pedido.pk}/"):
        recusada = analista.get(tela)
        assert recusada.status_code == 403 and recusada.context["permissao"].codigo == "acesso.solicitacao.ver"
        assert helena.get(tela).status_code == 404
    assert analista.post(f"{LISTA}{pedido.pk}/", {"decisao": "aprovar"}).status_code == 403
    with escopo(mundo.operadora):
        pedido.refresh_from_db()
        assert pedido.situacao == "em_analise" and not Convite.objects.exists()


def test_a_outra_operadora_nao_ve(mundo: Mundo) -> None:
    pedido = indicar(mundo)
    outra = gestor_da_outra(mundo)
    assert outra.get(f"{LISTA}{pedido.pk}/").status_code == 404
    assert outra.post(f"{LISTA}{pedido.pk}/", {"decisao": "aprovar"}).status_code == 404
    assert "Nara" not in texto(outra.get(LISTA))
    with escopo(mundo.operadora):
        assert not Convite.objects.exists()


def test_consultas_ao_banco_nao_crescem(gestor: Client, mundo: Mundo) -> None:
    contagens = []
    for emails in (["a@exemplo.org"], ["b@exemplo.org", "c@exemplo.org"]):
        for email in emails:
            indicar(mundo, email)
        gestor.get(LISTA)
        with CaptureQueriesContext(connection) as sql:
            assert gestor.get(LISTA).status_code == 200
        contagens.append(sum(not c["sql"].startswith(("SAVEPOINT", "RELEASE")) for c in sql.captured_queries))
    assert contagens[0] == contagens[1]
