"""The beneficiário's portal: own data and the minors', nobody else's; every reading leaves a trace."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guiche.atendimento.models import Protocolo
from guiche.documentos.models import DocumentoEmitido
from guiche.faturamento.models import Contestacao, Guia, ItemDaGuia
from guiche.faturamento.services.contas import fechar_lote
from guiche.faturamento.services.extrato import responder_contestacao
from guiche.faturamento.services.lotes import receber_lote
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.servico import Recusa
from guiche.projeto.cenario.guias import cabecalho, lote
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.mensagens import TipoGuia
from guiche.tiss_xml.versoes import Versao
from tests.cenario import Mundo

pytestmark = pytest.mark.django_db


def atender(mundo: Mundo, carteira: str, quantas: int = 2, numero: str = "1") -> list[ItemDaGuia]:
    """Consultas of one card, received by the operadora."""
    fabrica, prestador = mundo.fabrica(), mundo.cadastro.vivos["cedro"]
    segurado = next(s for s in mundo.cadastro.segurados if s.carteira == carteira)
    guias = [
        fabrica.guia(TipoGuia.CONSULTA, prestador, segurado, mundo.hoje - timedelta(days=2 + n)) for n in range(quantas)
    ]
    quando = timezone.make_aware(datetime.combine(mundo.hoje, time(9)))
    cabeca = cabecalho(prestador, mundo.operadora.registro_ans, "4.03.00", numero, quando)
    with escopo(mundo.operadora):
        receber_lote(
            mundo.ator("faturista", prestador=mundo.prestador),
            conteudo=escrever_lote(lote(numero, guias), cabeca, Versao("4.03.00")),
            nome="l.xml",
            canal="2",
        )
        return list(ItemDaGuia.objects.filter(guia__carteira=carteira).order_by("pk"))


@pytest.fixture
def helena(client: Client, mundo: Mundo) -> Client:
    client.force_login(mundo.beneficiaria)
    return client


@pytest.mark.requisito("T-22")
def test_extrato_mostra_os_cinco_grupos_com_valores(helena: Client, mundo: Mundo) -> None:
    itens = atender(mundo, mundo.titular.carteira)
    pagina = helena.get("/beneficiario/extrato/")
    extrato = pagina.context["extrato"]
    assert [grupo.rotulo for grupo in extrato.grupos] == [
        "Consultas",
        "Exames/Terapias",
        "Internação",
        "Outras despesas",
        "Odontologia",
    ]
    assert extrato.servicos == 2
    assert extrato.informado == sum(item.valor_informado for item in itens) == extrato.pago
    texto = pagina.content.decode()
    assert "usou 2 serviços" in texto
    with escopo(mundo.operadora):
        assert Evento.objects.filter(tipo="faturamento.extrato.lido").count() == 1


@pytest.mark.requisito("T-21")
def test_extrato_por_atendimento_tem_uma_linha_por_guia(helena: Client, mundo: Mundo) -> None:
    atender(mundo, mundo.titular.carteira)
    pagina = helena.get("/beneficiario/extrato/", {"por": "atendimento"})
    assert [guia.quantidade_itens for guia in pagina.context["guias"]] == [1, 1]


@pytest.mark.requisito("T-21", "T-22", "X-05")
def test_pdf_do_extrato_tem_codigo_e_o_mesmo_conteudo_da_o_mesmo_documento(helena: Client, mundo: Mundo) -> None:
    atender(mundo, mundo.titular.carteira)
    primeiro = helena.get("/beneficiario/extrato/pdf/")
    conteudo = b"".join(primeiro.streaming_content)
    assert conteudo.startswith(b"%PDF-") and primeiro["Content-Type"] == "application/pdf"
    assert b"".join(helena.get("/beneficiario/extrato/pdf/").streaming_content) == conteudo
    with escopo(mundo.operadora):
        emitido = DocumentoEmitido.objects.get()
    assert "em vigor" in Client().get(f"/verificar/{emitido.codigo}/").content.decode()


@pytest.mark.requisito("X-06")
def test_csv_e_xlsx_trazem_o_que_esta_na_tela(helena: Client, mundo: Mundo) -> None:
    itens = atender(mundo, mundo.titular.carteira)
    csv = b"".join(helena.get("/beneficiario/extrato/", {"formato": "csv"}).streaming_content).decode("utf-8-sig")
    assert len(csv.strip().splitlines()) == len(itens) + 1
    xlsx = b"".join(helena.get("/beneficiario/extrato/", {"formato": "xlsx"}).streaming_content)
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(xlsx)).namelist()


def test_ve_os_menores_e_nao_ve_o_conjuge_nem_estranhos(helena: Client, mundo: Mundo) -> None:
    for pessoa, situacao in (
        (mundo.titular, 200),
        (mundo.dependente, 200),
        (mundo.conjuge, 404),
        (mundo.outro_titular, 404),
        (mundo.titular_da_outra, 404),
    ):
        assert helena.get("/beneficiario/extrato/", {"pessoa": pessoa.pk}).status_code == situacao
        assert helena.get("/beneficiario/extrato/pdf/", {"pessoa": pessoa.pk}).status_code == situacao


@pytest.mark.parametrize("periodo", [{"de": "31/12/2026", "ate": "01/01/2026"}, {"de": "x", "ate": "y"}])
def test_periodo_errado_fica_no_campo(helena: Client, periodo: dict[str, str]) -> None:
    pagina = helena.get("/beneficiario/extrato/", periodo)
    assert pagina.status_code == 200 and pagina.context["form"].errors


def test_nao_reconheco_abre_protocolo_e_segura_a_conta(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    endereco = f"/beneficiario/extrato/{item.pk}/nao-reconheco/"
    assert helena.get(endereco).status_code == 200
    resposta = helena.post(endereco, {"relato": "Não fui."})
    helena.post(endereco, {"relato": "De novo."})
    with escopo(mundo.operadora):
        caso = Contestacao.objects.select_related("protocolo").get()
        assert resposta["Location"] == f"/beneficiario/casos/#caso-{caso.pk}"
        assert (caso.relato, len(caso.protocolo.numero), caso.protocolo.situacao) == ("Não fui.", 20, "ABERTO")
        assert Guia.objects.get(pk=item.guia_id).analise == Guia.Analise.PENDENTE
        guia = Guia.objects.select_related("lote").get(pk=item.guia_id)
        with pytest.raises(Recusa, match="1 conta espera decisão"):
            fechar_lote(mundo.ator("analista"), guia.lote)
    assert "Apurando" in helena.get("/beneficiario/extrato/").content.decode()
    assert caso.protocolo.numero in helena.get("/beneficiario/casos/").content.decode()


def test_a_resposta_chega_a_pessoa(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    helena.post(f"/beneficiario/extrato/{item.pk}/nao-reconheco/")
    with escopo(mundo.operadora):
        responder_contestacao(
            mundo.ator("analista"), Contestacao.objects.get(), procede=True, resposta="O prestador confirmou o engano."
        )
        assert Protocolo.objects.get().situacao == "RESPONDIDO"
    pagina = helena.get("/beneficiario/casos/").content.decode()
    assert "Você tinha razão." in pagina and "O prestador confirmou o engano." in pagina


def test_linha_de_outra_pessoa_nao_se_contesta(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.conjuge.carteira, 1)[0]
    assert helena.post(f"/beneficiario/extrato/{item.pk}/nao-reconheco/").status_code == 404
    with escopo(mundo.operadora):
        assert Contestacao.objects.count() == 0


@pytest.mark.requisito("X-02")
def test_quem_viu_meus_dados_mostra_cada_leitura(helena: Client, mundo: Mundo) -> None:
    atender(mundo, mundo.titular.carteira, 1)
    helena.get("/beneficiario/extrato/")
    pagina = helena.get("/beneficiario/quem-viu/")
    assert [(evento.quem, rotulo) for evento, rotulo in pagina.context["leituras"]] == [
        (mundo.beneficiaria.nome, "Extrato consultado")
    ]
    outro = Client()
    outro.force_login(mundo.usuario_conjuge)
    assert outro.get("/beneficiario/quem-viu/").context["leituras"] == []


def test_consultas_do_extrato_nao_crescem_com_as_linhas(helena: Client, mundo: Mundo) -> None:
    contagens = []
    for numero, quantas in (("1", 1), ("2", 3)):
        atender(mundo, mundo.titular.carteira, quantas, numero)
        with CaptureQueriesContext(connection) as sql:
            helena.get("/beneficiario/extrato/")
        contagens.append(len(sql))
    assert contagens[0] == contagens[1]
