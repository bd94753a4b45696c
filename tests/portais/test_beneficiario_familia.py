"""The family's screens: switches, requests, caregivers, history; and that nothing else leaks what was not shared."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guiche.acesso.models import (
    ConsentimentoFamiliar,
    Convite,
    PedidoDeResponsavel,
    PedidoParaVer,
    Perfil,
    Portal,
    Vinculo,
)
from guiche.acesso.services.familia import pedir_para_ver, permitir, revogar
from guiche.acesso.services.vinculos import dar_perfis
from guiche.cadastro.models import Beneficiario
from guiche.comunicacao.models import Notificacao
from guiche.documentos.models import DocumentoEmitido
from guiche.faturamento.models import Contestacao
from guiche.faturamento.services.extrato import contestar_item, responder_contestacao
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.tarefas import drenar
from tests.acesso.relacionamentos import pessoa
from tests.acesso.test_familia import pdf
from tests.cenario import Mundo
from tests.portais.beneficiario import atender, baixar, corrido, texto, tirar

pytestmark = pytest.mark.django_db

FAMILIA = "/beneficiario/familia/"
CUIDADORES = f"{FAMILIA}cuidadores/"
HISTORICO = f"{FAMILIA}historico/"
TELAS = (FAMILIA, f"{FAMILIA}pedir/", CUIDADORES, f"{CUIDADORES}convidar/", f"{CUIDADORES}responsavel/", HISTORICO)


def deixar_ver(mundo: Mundo, *assuntos: str) -> None:
    """Rafael lets Helena see these subjects."""
    with escopo(mundo.operadora):
        for assunto in assuntos:
            permitir(mundo.ator("conjuge"), mundo.titular.pk, assunto)


def cuidador(mundo: Mundo, quem: Beneficiario, papel: str = "Cuidador") -> Client:
    """Lia signed in, who acts for one person only."""
    lia = pessoa("lia", "Lia Prado Reis")
    tipo = Vinculo.Tipo.CUIDADOR if papel == "Cuidador" else Vinculo.Tipo.RESPONSAVEL
    with escopo(mundo.operadora):
        vinculo = Vinculo.objects.create(
            usuario=lia,
            tipo=tipo,
            portal=Portal.BENEFICIARIO,
            beneficiario=quem,
            vigencia_inicio=mundo.hoje,
            vigencia_fim=mundo.hoje + timedelta(days=30),
        )
        dar_perfis(vinculo, [Perfil.objects.get(portal=Portal.BENEFICIARIO, nome=papel)])
    navegador = Client()
    navegador.force_login(lia)
    return navegador


# The door


@pytest.mark.parametrize("tela", TELAS)
def test_so_o_portal_do_beneficiario_abre(helena: Client, mundo: Mundo, tela: str) -> None:
    assert helena.get(tela).status_code == 200
    analista = Client()
    analista.force_login(mundo.analista)
    assert analista.get(tela).status_code == 404
    assert Client().get(tela)["Location"].startswith("/entrar/")


@pytest.mark.parametrize("tela", [f"{CUIDADORES}convidar/", f"{CUIDADORES}responsavel/"])
def test_sem_o_direito_de_convidar_nada_acontece(helena: Client, mundo: Mundo, tela: str) -> None:
    tirar(mundo, "acesso.cuidador.convidar")
    recusada = helena.post(tela, {"pessoa": mundo.titular.pk})
    assert recusada.status_code == 403 and recusada.context["permissao"].codigo == "acesso.cuidador.convidar"
    assert "Convidar cuidador" not in texto(helena.get(CUIDADORES))
    with escopo(mundo.operadora):
        assert not Convite.objects.exists() and not PedidoDeResponsavel.objects.exists()


@pytest.mark.parametrize("para", ["outro_titular", "titular_da_outra", "dependente"])
def test_nao_se_mostra_a_quem_nao_e_adulto_da_familia(rafael: Client, mundo: Mundo, para: str) -> None:
    dados = {"para": getattr(mundo, para).pk, "assunto": "extrato"}
    assert rafael.post(f"{FAMILIA}permitir/", dados).status_code == 404
    with escopo(mundo.operadora):
        assert not ConsentimentoFamiliar.objects.exists()


# Switches


@pytest.mark.requisito("X-12", "O-19")
def test_chave_liga_e_desliga_sem_script(rafael: Client, helena: Client, mundo: Mundo) -> None:
    assert "Ninguém da família vê o que é seu" in texto(rafael.get(FAMILIA))
    dados = {"para": mundo.titular.pk, "assunto": "extrato"}
    ligou = rafael.post(f"{FAMILIA}permitir/", dados)
    assert (ligou.status_code, ligou["Location"]) == (303, f"{FAMILIA}#pessoa-{mundo.titular.pk}")
    pagina = corrido(rafael.get(FAMILIA))
    assert "1 pessoa da família vê parte do que é seu" in pagina
    assert "Titular: 1 assunto" in pagina and f"Desde {mundo.hoje:%d/%m/%Y}, até você desfazer." in pagina
    assert f"{mundo.conjuge.nome_de_uso} Permitiu a você Extrato." in texto(helena.get(FAMILIA))
    fim = mundo.hoje + timedelta(days=10)
    rafael.post(f"{FAMILIA}permitir/", {**dados, "fim": fim.isoformat()})
    assert f"até {fim:%d/%m/%Y}." in corrido(rafael.get(FAMILIA))
    assert rafael.post(f"{FAMILIA}revogar/", dados).status_code == 303
    assert "Ninguém da família vê o que é seu" in texto(rafael.get(FAMILIA))


@pytest.mark.parametrize("dados", [{"assunto": "senha"}, {"fim": "ontem"}, {"fim": "2020-01-01"}])
def test_chave_malfeita_nao_muda_nada(rafael: Client, mundo: Mundo, dados: dict[str, str]) -> None:
    pedido = {"para": str(mundo.titular.pk), "assunto": "extrato", **dados}
    assert rafael.post(f"{FAMILIA}permitir/", pedido).status_code == 303
    with escopo(mundo.operadora):
        assert not ConsentimentoFamiliar.objects.exists()


def test_menor_ve_quem_ve_e_nao_tem_chaves(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        vinculo = Vinculo.objects.create(
            usuario=pessoa("theo", "Theo Dias Moreira"),
            portal=Portal.BENEFICIARIO,
            beneficiario=mundo.dependente,
            vigencia_inicio=mundo.hoje,
        )
        dar_perfis(vinculo, [Perfil.objects.get(portal=Portal.BENEFICIARIO, nome="Dependente")])
    theo = Client()
    theo.force_login(vinculo.usuario)
    pagina = texto(theo.get(FAMILIA))
    assert "Até você fazer 18 anos, Helena vê o que é seu" in pagina and "Deixar ver" not in pagina
    theo.post(f"{FAMILIA}permitir/", {"para": mundo.titular.pk, "assunto": "extrato"})
    with escopo(mundo.operadora):
        assert not ConsentimentoFamiliar.objects.exists()


# What is shared, and what is not


@pytest.mark.requisito("X-12", "O-19")
def test_extrato_permitido_abre_e_some_no_pedido_seguinte_a_revogacao(
    helena: Client, rafael: Client, mundo: Mundo
) -> None:
    [item] = atender(mundo, mundo.conjuge.carteira, 1)
    dele = {"pessoa": str(mundo.conjuge.pk)}
    assert helena.get("/beneficiario/extrato/", dele).status_code == 404
    deixar_ver(mundo, "extrato")
    pagina = helena.get("/beneficiario/extrato/", dele)
    assert pagina.status_code == 200 and item.descricao in texto(pagina)
    assert "Não reconheço" not in texto(pagina) and "extrato/pdf/" not in pagina.content.decode()
    for formato in ("csv", "xlsx"):
        assert helena.get("/beneficiario/extrato/", {**dele, "formato": formato}).status_code == 200
    assert helena.get("/beneficiario/extrato/pdf/", dele).status_code == 404
    assert helena.get(f"/beneficiario/extrato/{item.pk}/nao-reconheco/").status_code == 404
    assert helena.post(f"/beneficiario/extrato/{item.pk}/nao-reconheco/").status_code == 404
    assert helena.get("/beneficiario/", dele).status_code == 404
    with escopo(mundo.operadora):
        assert not Contestacao.objects.exists() and not DocumentoEmitido.objects.exists()
    assert f"{mundo.beneficiaria.nome}" in texto(rafael.get("/beneficiario/quem-viu/"))
    with escopo(mundo.operadora):
        revogar(mundo.ator("conjuge"), mundo.titular.pk, "extrato")
    for pedido in (dele, {**dele, "formato": "csv"}, {**dele, "por": "atendimento"}):
        assert helena.get("/beneficiario/extrato/", pedido).status_code == 404


def test_documentos_permitidos_dao_o_pdf_e_a_revogacao_fecha_o_arquivo(helena: Client, mundo: Mundo) -> None:
    atender(mundo, mundo.conjuge.carteira, 1)
    deixar_ver(mundo, "extrato", "documentos")
    assert helena.get("/beneficiario/extrato/pdf/", {"pessoa": mundo.conjuge.pk}).status_code == 303
    with escopo(mundo.operadora):
        arquivo = reverse("publico:arquivo", args=[DocumentoEmitido.objects.get().arquivo_id])
    assert helena.get(arquivo).status_code == 200
    with escopo(mundo.operadora):
        revogar(mundo.ator("conjuge"), mundo.titular.pk, "documentos")
    assert helena.get(arquivo).status_code == 404


def test_cartao_permitido_nao_mostra_atendimento(helena: Client, mundo: Mundo) -> None:
    [item] = atender(mundo, mundo.conjuge.carteira, 1)
    deixar_ver(mundo, "cartao")
    pagina = helena.get("/beneficiario/", {"pessoa": mundo.conjuge.pk})
    assert pagina.status_code == 200
    assert mundo.conjuge.carteira[:4] in texto(pagina) and item.descricao not in texto(pagina)
    assert helena.get("/beneficiario/extrato/", {"pessoa": mundo.conjuge.pk}).status_code == 404


def test_caso_so_aparece_com_protocolos_e_a_leitura_fica_registrada(
    helena: Client, rafael: Client, mundo: Mundo
) -> None:
    [item] = atender(mundo, mundo.conjuge.carteira, 1)
    with escopo(mundo.operadora):
        caso = contestar_item(mundo.ator("conjuge"), item)
    deixar_ver(mundo, "extrato")
    assert "Você não tem nenhum caso" in texto(helena.get("/beneficiario/casos/"))
    extrato = texto(helena.get("/beneficiario/extrato/", {"pessoa": mundo.conjuge.pk}))
    assert "Apurando até" not in extrato
    deixar_ver(mundo, "protocolos")
    assert caso.protocolo.numero in texto(helena.get("/beneficiario/casos/"))
    rafael.get("/beneficiario/casos/")
    with escopo(mundo.operadora):
        lidos = Evento.objects.filter(tipo="faturamento.caso.lido")
        assert [(e.objeto_id, e.usuario_id) for e in lidos] == [(mundo.conjuge.pk, mundo.beneficiaria.pk)]


def test_nada_do_conjuge_vaza_na_busca_nos_avisos_nem_em_quem_viu(helena: Client, mundo: Mundo) -> None:
    [item] = atender(mundo, mundo.conjuge.carteira, 1)
    deixar_ver(mundo, "extrato", "protocolos", "cartao", "documentos")
    with escopo(mundo.operadora):
        caso = contestar_item(mundo.ator("conjuge"), item)
        responder_contestacao(mundo.ator("gestor"), caso, procede=True, resposta="Você tinha razão.")
        drenar()
        contados = Notificacao.objects.filter(titulo__startswith="Respondemos").values_list("usuario_id", flat=True)
        assert list(contados) == [mundo.usuario_conjuge.pk]
    assert item.descricao not in texto(helena.get("/buscar/", {"q": item.descricao[:12]}))
    assert caso.protocolo.numero not in texto(helena.get("/buscar/", {"q": caso.protocolo.numero[:12]}))
    quem_viu = helena.get("/beneficiario/quem-viu/", {"quem": "todos"})
    assert mundo.conjuge.nome_de_uso not in [linha.objeto.de_quem for linha in quem_viu.context["tabela"].linhas]


# Caregivers and guardians


@pytest.mark.requisito("X-02")
def test_cuidador_so_le_e_tudo_o_que_le_aparece_para_a_pessoa(helena: Client, mundo: Mundo) -> None:
    [item] = atender(mundo, mundo.titular.carteira, 1)
    lia = cuidador(mundo, mundo.titular)
    inicio = texto(lia.get("/beneficiario/"))
    assert f"Últimos atendimentos de {mundo.titular.nome_de_uso.split()[0]}" in inicio
    assert item.descricao in texto(lia.get("/beneficiario/extrato/"))
    assert lia.get("/beneficiario/extrato/", {"pessoa": mundo.dependente.pk}).status_code == 404
    assert lia.post(f"/beneficiario/extrato/{item.pk}/nao-reconheco/").status_code == 403
    assert item.descricao not in texto(lia.get("/buscar/", {"q": item.descricao[:12]}))
    familia = texto(lia.get(FAMILIA))
    assert f"Quem decide o que a família vê é {mundo.titular.nome_de_uso}" in familia and "Deixar ver" not in familia
    lidas = [linha.objeto for linha in helena.get("/beneficiario/quem-viu/").context["tabela"].linhas]
    assert [(um.quem, um.primeira.papel, um.vezes) for um in lidas] == [("Lia Prado Reis", "Cuidador", 2)]


def test_encerrar_com_um_clique_fecha_a_porta_no_pedido_seguinte(helena: Client, mundo: Mundo) -> None:
    lia = cuidador(mundo, mundo.titular)
    assert lia.get("/beneficiario/extrato/").status_code == 200
    pagina = helena.get(CUIDADORES)
    assert "1 pessoa de fora atua por você ou por seus filhos" in texto(pagina)
    [vinculo] = pagina.context["delegacoes"]
    assert helena.post(f"{CUIDADORES}{vinculo.pk}/encerrar/").status_code == 303
    assert lia.get("/beneficiario/extrato/").status_code in (302, 404)
    assert "Ninguém de fora atua por você" in texto(helena.get(CUIDADORES))


def test_convite_de_cuidador_se_envia_reenvia_e_cancela(helena: Client, rafael: Client, mundo: Mundo) -> None:
    fim = mundo.hoje + timedelta(days=60)
    dados = {"pessoa": mundo.titular.pk, "nome": "Nara Sá", "email": "nara@exemplo.org", "fim": fim.isoformat()}
    sem_fim = helena.post(f"{CUIDADORES}convidar/", {**dados, "fim": ""})
    assert (sem_fim.status_code, list(sem_fim.context["form"].errors)) == (422, ["fim"])
    demais = helena.post(f"{CUIDADORES}convidar/", {**dados, "fim": (mundo.hoje + timedelta(days=366)).isoformat()})
    assert (demais.status_code, list(demais.context["form"].errors)) == (422, ["fim"])
    alheia = helena.post(f"{CUIDADORES}convidar/", {**dados, "pessoa": mundo.conjuge.pk})
    assert (alheia.status_code, list(alheia.context["form"].errors)) == (422, ["pessoa"])
    assert helena.post(f"{CUIDADORES}convidar/", dados)["Location"] == CUIDADORES
    assert "Nara Sá Aguardando aceite" in texto(helena.get(CUIDADORES))
    assert "Nara" not in texto(rafael.get(CUIDADORES))
    with escopo(mundo.operadora):
        convite = Convite.objects.get()
    for acao in ("reenviar", "cancelar"):
        assert rafael.post(f"{CUIDADORES}convites/{convite.pk}/{acao}/").status_code == 404
        assert helena.post(f"{CUIDADORES}convites/{convite.pk}/{acao}/").status_code == 303
    with escopo(mundo.operadora):
        convite.refresh_from_db()
    assert convite.situacao == "cancelado"


def test_responsavel_se_indica_com_documento(helena: Client, rafael: Client, mundo: Mundo) -> None:
    def dados(conteudo: bytes) -> dict[str, Any]:
        arquivo = io.BytesIO(conteudo)
        arquivo.name = "certidao.pdf"
        return {
            "pessoa": mundo.dependente.pk,
            "nome": "Nara Sá",
            "email": "nara@exemplo.org",
            "qualidade": "pai_mae",
            "arquivo": arquivo,
        }

    ruim = helena.post(f"{CUIDADORES}responsavel/", dados(b"nada"))
    assert (ruim.status_code, list(ruim.context["form"].errors)) == (422, ["arquivo"])
    assert helena.post(f"{CUIDADORES}responsavel/", dados(pdf()))["Location"] == CUIDADORES
    assert "Pai ou mãe de Theo Dias Moreira" in texto(helena.get(CUIDADORES))
    with escopo(mundo.operadora):
        pedido = PedidoDeResponsavel.objects.get()
    assert rafael.post(f"{CUIDADORES}indicacoes/{pedido.pk}/desistir/").status_code == 404
    assert helena.post(f"{CUIDADORES}indicacoes/{pedido.pk}/desistir/").status_code == 303


# Requests and history


def test_pedido_se_faz_se_responde_e_se_desfaz(helena: Client, rafael: Client, mundo: Mundo) -> None:
    vazio = helena.post(f"{FAMILIA}pedir/", {"de": mundo.conjuge.pk})
    assert (vazio.status_code, list(vazio.context["form"].errors)) == (422, ["assuntos"])
    dados = {"de": mundo.conjuge.pk, "assuntos": ["extrato", "cartao"]}
    assert helena.post(f"{FAMILIA}pedir/", dados)["Location"] == FAMILIA
    assert helena.post(f"{FAMILIA}pedir/", dados).status_code == 422
    assert "Cartão, Extrato, pedido em" in texto(helena.get(FAMILIA))
    assert "Helena pede para ver dados seus" in texto(rafael.get(FAMILIA))
    with escopo(mundo.operadora):
        pedido = PedidoParaVer.objects.get()
    assert helena.post(f"{FAMILIA}pedidos/{pedido.pk}/responder/", {"assuntos": ["extrato"]}).status_code == 404
    assert rafael.post(f"{FAMILIA}pedidos/{pedido.pk}/desistir/").status_code == 404
    vazia = rafael.post(f"{FAMILIA}pedidos/{pedido.pk}/responder/", {}, HTTP_REFERER=f"http://testserver{FAMILIA}")
    assert "Marque o que você deixa ver" in texto(rafael.get(vazia["Location"]))
    rafael.post(f"{FAMILIA}pedidos/{pedido.pk}/responder/", {"assuntos": ["extrato"]})
    assert "1 pessoa da família vê parte do que é seu" in texto(rafael.get(FAMILIA))
    assert mundo.ator("beneficiario").alcance == {"extrato": (mundo.conjuge.pk,)}


def test_pedido_recusado_nao_mostra_nada_mesmo_com_itens_marcados(rafael: Client, mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        pedido = pedir_para_ver(mundo.ator("beneficiario"), mundo.conjuge.pk, ["extrato"])
    dados = {"assuntos": ["extrato"], "recusar": "1"}
    assert rafael.post(f"{FAMILIA}pedidos/{pedido.pk}/responder/", dados).status_code == 303
    assert mundo.ator("beneficiario").alcance == {}


@pytest.mark.requisito("X-06", "X-12")
def test_historico_se_filtra_e_se_exporta_com_a_prova(rafael: Client, helena: Client, mundo: Mundo) -> None:
    deixar_ver(mundo, "extrato", "cartao")
    rafael.post(f"{FAMILIA}revogar/", {"para": mundo.titular.pk, "assunto": "extrato"})
    assert "1 permissão sua está valendo" in texto(rafael.get(HISTORICO))
    cru = baixar(rafael.get(HISTORICO, {"formato": "csv", "situacao": "fim"})).decode("utf-8-sig")
    [linha] = csv.DictReader(io.StringIO(cru), delimiter=";")
    with escopo(mundo.operadora):
        prova = Evento.objects.get(tipo="acesso.consentimento.dado", fato__assunto="extrato")
    assert (linha["O quê"], linha["A quem"], linha["Situação"], linha["Por"], linha["Comprovante"]) == (
        "Extrato",
        mundo.titular.nome_de_uso,
        "Desfeito",
        mundo.usuario_conjuge.nome,
        f"nº {prova.numero}, selo {prova.hash[:12]}",
    )
    assert "Você ainda não permitiu nada" in texto(helena.get(HISTORICO))


# Cost


@pytest.mark.parametrize("tela", [FAMILIA, CUIDADORES, HISTORICO, "/beneficiario/"])
def test_consultas_ao_banco_nao_crescem(helena: Client, rafael: Client, mundo: Mundo, tela: str) -> None:
    def medir() -> list[int]:
        contagens = []
        for navegador in (helena, rafael):
            navegador.get(tela)
            with CaptureQueriesContext(connection) as sql:
                assert navegador.get(tela).status_code == 200
            contagens.append(sum(not c["sql"].startswith(("SAVEPOINT", "RELEASE")) for c in sql.captured_queries))
        return contagens

    def povoar(quantos: int) -> None:
        deixar_ver(mundo, *("extrato", "cartao", "protocolos")[:quantos])
        with escopo(mundo.operadora):
            for numero in range(quantos):
                usuario = pessoa(f"lia{quantos}{numero}")
                vinculo = Vinculo.objects.create(
                    usuario=usuario,
                    tipo=Vinculo.Tipo.CUIDADOR,
                    portal=Portal.BENEFICIARIO,
                    beneficiario=mundo.titular,
                    vigencia_inicio=mundo.hoje,
                    vigencia_fim=mundo.hoje,
                )
                dar_perfis(vinculo, [Perfil.objects.get(portal=Portal.BENEFICIARIO, nome="Cuidador")])

    povoar(1)
    com_um = medir()
    povoar(3)
    assert medir() == com_um
