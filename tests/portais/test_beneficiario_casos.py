"""Attendances not recognised: one case a line, a promised date, an answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from guiche.acesso.models import Perfil
from guiche.atendimento.models import Protocolo
from guiche.cadastro.config import CadastroConfig
from guiche.faturamento.models import Contestacao, Guia
from guiche.faturamento.services.contas import fechar_lote
from guiche.faturamento.services.extrato import contestar_item, responder_contestacao
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.escopo import escopo
from guiche.nucleo.relogio import calendario
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes import formatos
from tests.cenario import Mundo
from tests.portais.beneficiario import atender, texto

pytestmark = pytest.mark.django_db


@pytest.mark.requisito("B-25")
def test_operacao_fechada_diz_por_que_e_a_quem_pedir_e_nada_grava(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    endereco = f"/beneficiario/extrato/{item.pk}/nao-reconheco/"
    palavras = {"motivo_do_fechamento": "Por ora, só pela central.", "quem_procurar": "Ligue para a central."}
    with escopo(mundo.operadora):
        fechadas = ("BENEFICIARIO:faturamento.item.contestar", "BENEFICIARIO:faturamento.extrato.ver")
        configurar(mundo.ator("gestor"), CadastroConfig(fechadas=fechadas, **palavras))
    for resposta in (helena.get(endereco), helena.post(endereco, {"relato": "Não fui."})):
        assert resposta.status_code == 403
        assert "“Não reconhecer um atendimento” está fechado para você agora" in texto(resposta)
        assert "Por ora, só pela central." in texto(resposta) and "Ligue para a central." in texto(resposta)
    with escopo(mundo.operadora):
        assert not Contestacao.objects.exists()
    assert helena.get("/beneficiario/extrato/").status_code == 200


@pytest.mark.requisito("B-25")
def test_quem_nao_tem_o_direito_sabe_a_quem_pedir(helena: Client, mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        for perfil in Perfil.objects.filter(portal="beneficiario"):
            perfil.permissoes = [c for c in perfil.permissoes if c != "faturamento.item.contestar"]
            perfil.save()
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    resposta = helena.get(f"/beneficiario/extrato/{item.pk}/nao-reconheco/")
    assert resposta.status_code == 403
    assert f"fale com a {mundo.operadora.nome_fantasia}: {mundo.operadora.contato}" in texto(resposta)


def test_nao_reconheco_abre_protocolo_e_segura_a_conta(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    endereco = f"/beneficiario/extrato/{item.pk}/nao-reconheco/"
    pergunta = helena.get(endereco, {"de": "01/01/2026", "ate": "31/01/2026"})
    assert pergunta.context["volta"] == "/beneficiario/extrato/?de=01%2F01%2F2026&ate=31%2F01%2F2026"
    resposta = helena.post(endereco, {"relato": "Não fui."})
    with escopo(mundo.operadora):
        caso = Contestacao.objects.select_related("protocolo").get()
        prazo = calendario().du_excl(mundo.hoje, 7)
        assert resposta.status_code == 303 and resposta["Location"] == f"/beneficiario/casos/#caso-{caso.pk}"
        assert (caso.relato, len(caso.protocolo.numero), caso.protocolo.situacao) == ("Não fui.", 20, "ABERTO")
        assert caso.protocolo.prazo == prazo
        guia = Guia.objects.select_related("lote").get(pk=item.guia_id)
        assert guia.analise == Guia.Analise.PENDENTE
        with pytest.raises(Recusa, match="1 conta espera decisão"):
            fechar_lote(mundo.ator("analista"), guia.lote)
    casos = texto(helena.get("/beneficiario/casos/"))
    assert caso.protocolo.numero in casos and f"{prazo:%d/%m/%Y}" in casos and "Não fui." in casos
    assert f"Apurando até {prazo:%d/%m}" in texto(helena.get("/beneficiario/extrato/"))
    semana = formatos.dia_da_semana(prazo)
    assert f"Helena, respondemos a você até {semana}, {prazo:%d/%m}" in texto(helena.get("/beneficiario/"))


def test_contestar_duas_vezes_da_o_mesmo_caso(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    endereco = f"/beneficiario/extrato/{item.pk}/nao-reconheco/"
    primeira, segunda = helena.post(endereco), helena.post(endereco)
    assert primeira["Location"] == segunda["Location"] == helena.get(endereco)["Location"]
    with escopo(mundo.operadora):
        assert Contestacao.objects.count() == Protocolo.objects.count() == 1


def test_relato_longo_demais_volta_escrito(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    recusa = helena.post(f"/beneficiario/extrato/{item.pk}/nao-reconheco/", {"relato": "a" * 1001})
    assert recusa.status_code == 422 and "a" * 1001 in recusa.content.decode()
    with escopo(mundo.operadora):
        assert Contestacao.objects.count() == 0


@pytest.mark.parametrize(
    ("procede", "dito"),
    [
        (True, "Você tinha razão. O prestador conferiu a agenda."),
        (False, "O atendimento foi confirmado."),
    ],
)
def test_a_resposta_chega_a_pessoa(helena: Client, mundo: Mundo, procede: bool, dito: str) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    helena.post(f"/beneficiario/extrato/{item.pk}/nao-reconheco/")
    with escopo(mundo.operadora):
        responder_contestacao(
            mundo.ator("analista"),
            Contestacao.objects.get(),
            procede=procede,
            resposta="O prestador conferiu a agenda.",
        )
        assert Protocolo.objects.get().situacao == "RESPONDIDO"
    pagina = texto(helena.get("/beneficiario/casos/"))
    assert dito in pagina and "O prestador conferiu a agenda." in pagina
    assert "Respondemos todos os seus casos" in pagina
    assert "Respondido" in texto(helena.get("/beneficiario/extrato/"))
    assert "nada espera por você" in texto(helena.get("/beneficiario/"))


def test_caso_atrasado_diz_que_a_demora_e_da_operadora(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    helena.post(f"/beneficiario/extrato/{item.pk}/nao-reconheco/")
    with escopo(mundo.operadora):
        Protocolo.objects.update(prazo=mundo.hoje - timedelta(days=1))
    assert "a demora é nossa" in texto(helena.get("/beneficiario/casos/"))
    assert "a nossa resposta a você está atrasada" in texto(helena.get("/beneficiario/"))


@pytest.mark.parametrize("metodo", ["get", "post"])
def test_linha_de_outra_pessoa_nao_se_contesta(helena: Client, mundo: Mundo, metodo: str) -> None:
    item = atender(mundo, mundo.conjuge.carteira, 1)[0]
    assert getattr(helena, metodo)(f"/beneficiario/extrato/{item.pk}/nao-reconheco/").status_code == 404
    with escopo(mundo.operadora):
        with pytest.raises(Recusa, match="não é seu"):
            contestar_item(mundo.ator("beneficiario"), item)
        assert Contestacao.objects.count() == 0
