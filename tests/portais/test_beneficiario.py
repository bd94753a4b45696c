"""The beneficiário's portal: own data and the minors', nobody else's; every reading leaves a trace."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guiche.acesso.models import Perfil
from guiche.atendimento.models import Protocolo
from guiche.documentos.models import DocumentoEmitido
from guiche.documentos.services import abrir
from guiche.faturamento.models import Contestacao, Guia, ItemDaGuia, Lote
from guiche.faturamento.services.contas import concluir_conta, fechar_lote
from guiche.faturamento.services.extrato import contestar_item, responder_contestacao
from guiche.faturamento.services.guias import abrir_guia
from guiche.faturamento.services.lotes import receber_lote
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import calendario
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from guiche.portais.beneficiario.extrato.periodos import em_palavras
from guiche.portais.componentes import formatos
from guiche.projeto.cenario.guias import cabecalho, lote, refazer_totais
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.mensagens import Guia as GuiaTiss
from guiche.tiss_xml.mensagens import TipoGuia
from guiche.tiss_xml.versoes import Versao
from tests.cenario import Mundo

pytestmark = pytest.mark.django_db


def mais_cara(guia: GuiaTiss, acrescimo: str) -> GuiaTiss:
    """The same guia charging so many reais above the contract."""
    item = guia.itens[0]
    valor = item.valor_total + Decimal(acrescimo)
    return refazer_totais(replace(guia, itens=(replace(item, valor_unitario=valor, valor_total=valor),)))


def atender(mundo: Mundo, carteira: str, quantas: int = 2, numero: str = "1", acima: str = "0.00") -> list[ItemDaGuia]:
    """Consultas of one card, received by the operadora; the first charges ``acima`` reais above the contract."""
    fabrica, prestador = mundo.fabrica(), mundo.cadastro.vivos["cedro"]
    segurado = next(s for s in mundo.cadastro.segurados if s.carteira == carteira)
    primeira, *outras = [
        fabrica.guia(TipoGuia.CONSULTA, prestador, segurado, mundo.hoje - timedelta(days=2 + n)) for n in range(quantas)
    ]
    quando = timezone.make_aware(datetime.combine(mundo.hoje, time(9)))
    cabeca = cabecalho(prestador, mundo.operadora.registro_ans, "4.03.00", numero, quando)
    with escopo(mundo.operadora):
        receber_lote(
            mundo.ator("faturista", prestador=mundo.prestador),
            conteudo=escrever_lote(lote(numero, [mais_cara(primeira, acima), *outras]), cabeca, Versao("4.03.00")),
            nome="l.xml",
            canal="2",
        )
        return list(ItemDaGuia.objects.filter(guia__carteira=carteira).order_by("pk"))


def fechar(mundo: Mundo) -> None:
    """The analyst accepts what the rules suggest and closes every lote."""
    analista = mundo.ator("analista")
    with escopo(mundo.operadora):
        drenar()
        for guia in Guia.objects.filter(analise=Guia.Analise.PENDENTE):
            concluir_conta(analista, guia, aplicar_sugestoes=True)
        for um in Lote.objects.all():
            fechar_lote(analista, um)


def tirar(mundo: Mundo, codigo: str) -> None:
    """Take a right from the perfil of the titulares."""
    with escopo(mundo.operadora):
        perfil = Perfil.objects.get(portal="beneficiario", nome="Titular")
        perfil.permissoes = [outra for outra in perfil.permissoes if outra != codigo]
        perfil.save()


def texto(resposta: Any) -> str:
    """What a person reads in the page, in one line."""
    sem_marcas = re.sub(r"<[^>]+>", " ", resposta.content.decode())
    return re.sub(r"\s+", " ", unescape(sem_marcas))


def baixar(resposta: Any) -> bytes:
    return b"".join(resposta.streaming_content)


@pytest.fixture
def helena(client: Client, mundo: Mundo) -> Client:
    client.force_login(mundo.beneficiaria)
    return client


@pytest.fixture
def rafael(mundo: Mundo) -> Client:
    """The husband, an adult dependant: he sees his own and nobody else's."""
    client = Client()
    client.force_login(mundo.usuario_conjuge)
    return client


TELAS = ("/beneficiario/", "/beneficiario/extrato/", "/beneficiario/casos/", "/beneficiario/quem-viu/")


@pytest.mark.parametrize("tela", [*TELAS, "/beneficiario/extrato/pdf/"])
def test_so_o_portal_do_beneficiario_abre(helena: Client, mundo: Mundo, tela: str) -> None:
    assert helena.get(tela).status_code == (303 if tela.endswith("pdf/") else 200)
    analista = Client()
    analista.force_login(mundo.analista)
    assert analista.get(tela).status_code == 404
    assert Client().get(tela)["Location"].startswith("/entrar/")


@pytest.mark.parametrize(
    ("tela", "codigo"),
    [
        ("/beneficiario/", "faturamento.extrato.ver"),
        ("/beneficiario/extrato/", "faturamento.extrato.ver"),
        ("/beneficiario/extrato/pdf/", "faturamento.extrato.ver"),
        ("/beneficiario/quem-viu/", "faturamento.extrato.ver"),
        ("/beneficiario/casos/", "faturamento.item.contestar"),
    ],
)
def test_sem_a_permissao_nada_acontece(helena: Client, mundo: Mundo, tela: str, codigo: str) -> None:
    tirar(mundo, codigo)
    recusada = helena.get(tela)
    assert recusada.status_code == 403 and recusada.context["permissao"].codigo == codigo
    with escopo(mundo.operadora):
        assert not Evento.objects.filter(tipo="faturamento.extrato.lido").exists()
        assert not DocumentoEmitido.objects.exists()


def test_sem_a_permissao_de_contestar_nao_ha_botao_nem_caso(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    assert "Não reconheço" in texto(helena.get("/beneficiario/extrato/"))
    tirar(mundo, "faturamento.item.contestar")
    assert "Não reconheço" not in texto(helena.get("/beneficiario/extrato/"))
    assert helena.post(f"/beneficiario/extrato/{item.pk}/nao-reconheco/").status_code == 403
    with escopo(mundo.operadora):
        assert Contestacao.objects.count() == Protocolo.objects.count() == 0


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
    soma = sum((item.valor_informado for item in itens), Decimal("0.00"))
    assert (extrato.servicos, extrato.informado, extrato.pago) == (2, soma, soma)
    lido = texto(pagina)
    assert f"Nos últimos 3 meses você usou 2 serviços; a operadora pagou {formatos.dinheiro(soma)}" in lido.replace(
        " R$ ", f" R${formatos.NBSP}"
    )
    assert "Odontologia nada neste período" in lido
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
    extrato = pagina.context["extrato"]
    assert (extrato.informado, extrato.glosado, extrato.pago) == (
        itens[0].valor_informado,
        Decimal("20.00"),
        itens[0].valor_informado - Decimal("20.00"),
    )


@pytest.mark.requisito("T-22")
def test_sua_parte_sai_do_que_a_operadora_pagou(helena: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    parte = Decimal("28.00")
    with escopo(mundo.operadora):
        ItemDaGuia.objects.filter(pk=item.pk).update(valor_franquia=parte, valor_liberado=item.valor_informado - parte)
    pagina = helena.get("/beneficiario/extrato/")
    extrato = pagina.context["extrato"]
    (total,) = (t for t in extrato.totais.values() if t.linhas)
    assert (total.pago, total.sua_parte) == (item.valor_informado, parte)
    assert total.pago_pela_operadora == extrato.pago == item.valor_informado - parte
    assert f"Sua parte (coparticipação) foi R${formatos.NBSP}28,00." in re.sub(r"<[^>]+>", "", pagina.content.decode())


@pytest.mark.requisito("T-21")
def test_extrato_por_atendimento_tem_uma_linha_por_guia(helena: Client, mundo: Mundo) -> None:
    itens = atender(mundo, mundo.titular.carteira)
    pagina = helena.get("/beneficiario/extrato/", {"por": "atendimento"})
    assert [lido.guia.pk for lido in pagina.context["atendimentos"]] == [item.guia_id for item in itens]
    assert [len(lido.itens) for lido in pagina.context["atendimentos"]] == [1, 1]
    assert "você teve 2 atendimentos" in texto(pagina)


@pytest.mark.requisito("T-21", "T-22", "X-05")
@pytest.mark.parametrize(
    ("por", "tipo", "titulo"),
    [
        ("", "extrato-utilizacao", "Extrato de utilização de serviços"),
        ("atendimento", "extrato-atendimentos", "Extrato de atendimentos"),
    ],
)
def test_pdf_tem_codigo_e_o_mesmo_conteudo_da_o_mesmo_documento(
    helena: Client, mundo: Mundo, por: str, tipo: str, titulo: str
) -> None:
    atender(mundo, mundo.titular.carteira)
    ida = helena.get("/beneficiario/extrato/pdf/", {"por": por})
    assert ida.status_code == 303 and ida["Location"].startswith("/beneficiario/extrato/?de=")
    volta = helena.get(ida["Location"])
    with escopo(mundo.operadora):
        emitido = DocumentoEmitido.objects.select_related("arquivo").get()
    arquivo = f"/arquivo/{emitido.arquivo_id}/"
    assert (emitido.tipo, emitido.titulo) == (tipo, titulo)
    assert f'http-equiv="refresh" content="0; url={arquivo}"' in volta.content.decode()
    assert f"Extrato gerado. Código de verificação {emitido.codigo}." in texto(volta)
    assert "refresh" not in helena.get(ida["Location"]).content.decode()
    conteudo = baixar(helena.get(arquivo))
    assert conteudo.startswith(b"%PDF-")
    helena.get("/beneficiario/extrato/pdf/", {"por": por})
    with escopo(mundo.operadora):
        assert DocumentoEmitido.objects.get().pk == emitido.pk
    assert "em vigor" in Client().get(f"/verificar/{emitido.codigo}/").content.decode()


def test_pdf_e_so_de_quem_pode_ver(helena: Client, rafael: Client, mundo: Mundo) -> None:
    helena.get("/beneficiario/extrato/pdf/")
    with escopo(mundo.operadora):
        emitido = DocumentoEmitido.objects.get()
    assert rafael.get(f"/arquivo/{emitido.arquivo_id}/").status_code == 404


@pytest.mark.requisito("X-06")
@pytest.mark.parametrize("por", ["", "atendimento"])
def test_csv_e_xlsx_trazem_o_que_esta_na_tela(helena: Client, mundo: Mundo, por: str) -> None:
    itens = atender(mundo, mundo.titular.carteira)
    pedido = {"por": por, "formato": "csv"}
    cru = baixar(helena.get("/beneficiario/extrato/", pedido)).decode("utf-8-sig")
    linhas = list(csv.DictReader(io.StringIO(cru), delimiter=";"))
    esperado = sorted(f"{item.valor_informado:.2f}".replace(".", ",") for item in itens)
    assert sorted(linha["Informado"] for linha in linhas) == esperado
    assert {linha["CNPJ ou CPF"] for linha in linhas} == {mundo.prestador.documento_formatado}
    assert {linha["CNES"] for linha in linhas} == {mundo.prestador.cnes}
    xlsx = baixar(helena.get("/beneficiario/extrato/", {**pedido, "formato": "xlsx"}))
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(xlsx)).namelist()


def test_ve_os_menores_e_nao_ve_o_conjuge_nem_estranhos(helena: Client, mundo: Mundo) -> None:
    for pessoa, situacao in (
        (mundo.titular, 200),
        (mundo.dependente, 200),
        (mundo.conjuge, 404),
        (mundo.outro_titular, 404),
        (mundo.titular_da_outra, 404),
    ):
        assert helena.get("/beneficiario/", {"pessoa": pessoa.pk}).status_code == situacao
        assert helena.get("/beneficiario/extrato/", {"pessoa": pessoa.pk}).status_code == situacao
        pdf = helena.get("/beneficiario/extrato/pdf/", {"pessoa": pessoa.pk})
        assert pdf.status_code == (303 if situacao == 200 else 404)


def test_frase_e_de_quem_se_ve(helena: Client, mundo: Mundo) -> None:
    atender(mundo, mundo.dependente.carteira, 1)
    lido = texto(helena.get("/beneficiario/extrato/", {"pessoa": mundo.dependente.pk}))
    assert "Nos últimos 3 meses Theo usou 1 serviço; a operadora pagou" in lido
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


def test_inicio_mostra_o_cartao_e_os_ultimos_atendimentos(helena: Client, mundo: Mundo) -> None:
    atender(mundo, mundo.titular.carteira, 2)
    pagina = helena.get("/beneficiario/")
    lido = texto(pagina)
    assert formatos.NBSP.join(re.findall(".{4}", mundo.titular.carteira)) in pagina.content.decode()
    assert mundo.produto.registro_ans in lido and "nada espera por você" in lido
    assert [lido.guia.data_inicio for lido in pagina.context["ultimos"]] == [
        mundo.hoje - timedelta(days=2),
        mundo.hoje - timedelta(days=3),
    ]
    assert lido.count("Consulta em consultório") == 2 and "10101012" not in lido


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


def test_busca_acha_servicos_e_casos_so_da_pessoa(helena: Client, rafael: Client, mundo: Mundo) -> None:
    item = atender(mundo, mundo.titular.carteira, 1)[0]
    helena.post(f"/beneficiario/extrato/{item.pk}/nao-reconheco/")
    with escopo(mundo.operadora):
        numero = Protocolo.objects.get().numero
    dia = f"{item.data:%d/%m/%Y}".replace("/", "%2F")
    achado = f"/beneficiario/extrato/?pessoa={mundo.titular.pk}&amp;de={dia}&amp;ate={dia}#servico-{item.pk}"
    assert achado in helena.get("/buscar/", {"q": "consulta em"}).content.decode()
    assert f"Protocolo {numero}" in texto(helena.get("/buscar/", {"q": numero[:12]}))
    assert "#servico-" not in rafael.get("/buscar/", {"q": "consulta em"}).content.decode()
    assert "Protocolo" not in texto(rafael.get("/buscar/", {"q": numero[:12]}))


@pytest.mark.parametrize(
    "tela", [*TELAS, "/beneficiario/extrato/?por=atendimento", "/beneficiario/quem-viu/?quem=todos"]
)
def test_consultas_ao_banco_nao_crescem_com_as_linhas(helena: Client, mundo: Mundo, tela: str) -> None:
    helena.get(tela)
    contagens = []
    for numero, quantas in (("1", 1), ("2", 3)):
        for item in atender(mundo, mundo.titular.carteira, quantas, numero, acima="5.00"):
            helena.post(f"/beneficiario/extrato/{item.pk}/nao-reconheco/")
            with escopo(mundo.operadora):
                abrir_guia(mundo.ator("analista"), item.guia_id)
        with CaptureQueriesContext(connection) as sql:
            assert helena.get(tela).status_code == 200
        contagens.append(len(sql))
    assert contagens[0] == contagens[1]
    assert contagens[1] <= 24
