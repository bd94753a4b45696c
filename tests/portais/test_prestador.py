"""Portal of the prestador, screen by screen: allowed, refused, other tenant, level number of queries."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guiche.acesso.middleware import SESSAO_VINCULO
from guiche.acesso.models import Perfil, Usuario, Vinculo
from guiche.faturamento.models import Conferencia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.recurso import demonstrativo_mais_antigo, ultimo_dia_para_recorrer
from guiche.faturamento.services.contas import concluir_conta, fechar_lote, liberar_lote
from guiche.faturamento.services.lotes import receber_lote
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.tarefas import drenar
from guiche.pagamento.models import Pagamento
from guiche.pagamento.services.pagamentos import fechar_competencia, marcar_pago
from guiche.terminologia import selectors as terminologia
from guiche.terminologia.models import MotivoGlosa
from guiche.tiss_xml.mensagens import Guia as GuiaTiss
from guiche.tiss_xml.mensagens import TipoGuia
from tests.cenario import Mundo
from tests.faturamento.test_pipeline import mais_cara, xml

pytestmark = pytest.mark.django_db


def entrar(usuario: Usuario, vinculo: Vinculo) -> Client:
    """A browser signed in, acting by one vínculo."""
    client = Client()
    client.force_login(usuario)
    sessao = client.session
    sessao[SESSAO_VINCULO] = vinculo.pk
    sessao.save()
    return client


@pytest.fixture
def faturista(mundo: Mundo) -> Client:
    """Renata, acting for the clinic."""
    return entrar(mundo.faturista, mundo.vinculo("faturista", prestador=mundo.prestador))


@pytest.fixture
def tabela_38(db: None) -> Iterator[None]:
    """One message of table 38, in the capitals of the standard, already remembered by the process."""
    MotivoGlosa.objects.create(codigo="1705", descricao="VALOR APRESENTADO A MAIOR (TUSS)")
    terminologia.esquecer()
    assert terminologia.descricao_glosa("1705")
    yield
    terminologia.esquecer()


@pytest.fixture
def de_outro_prestador(mundo: Mundo) -> Client:
    """The same person acting for the laboratory: another prestador of the same operadora."""
    return entrar(mundo.faturista, mundo.vinculo("faturista", prestador=mundo.outro_prestador))


@pytest.fixture
def de_outra_operadora(mundo: Mundo) -> Client:
    """The faturista of a clinic of the other operadora, with the same rights there."""
    vinculo = mundo.vinculo("faturista", outra=True)
    return entrar(vinculo.usuario, vinculo)


@pytest.fixture
def sem_direitos(mundo: Mundo) -> Client:
    """A person of the clinic whose perfil holds nothing."""
    with escopo(mundo.operadora):
        perfil = Perfil.objects.create(nome="Visita", portal="prestador", permissoes=[])
        usuario = Usuario.objects.create_user("visita", "x", nome="Vera Visita")
        vinculo = Vinculo.objects.create(
            usuario=usuario,
            perfil=perfil,
            portal="prestador",
            prestador=mundo.prestador,
            vigencia_inicio=mundo.hoje,
        )
    return entrar(usuario, vinculo)


def consultas(mundo: Mundo, quantas: int, numero: str = "380") -> list[GuiaTiss]:
    """Consultas that charge exactly the contract; each lote has its own days and numbers: none repeats."""
    fabrica, ultimo = mundo.fabrica(), 2 + 4 * (int(numero) % 20)
    segurado = next(s for s in mundo.cadastro.segurados if s.carteira == mundo.titular.carteira)
    vivo = mundo.cadastro.vivos["cedro"]
    dias = [mundo.hoje - timedelta(days=ultimo + n) for n in range(quantas)]
    return [
        replace(fabrica.guia(TipoGuia.CONSULTA, vivo, segurado, dia), numero_prestador=f"{numero}-{n:03d}")
        for n, dia in enumerate(dias)
    ]


def arquivo(conteudo: bytes, nome: str = "lote.xml") -> SimpleUploadedFile:
    return SimpleUploadedFile(nome, conteudo, content_type="application/xml")


def enviado(mundo: Mundo, numero: str = "381", quantas: int = 2, acrescimo: str = "") -> Lote:
    """A lote of the clinic received now; ``acrescimo`` is charged above the contract in every guia."""
    guias = consultas(mundo, quantas, numero)
    if acrescimo:
        guias = [mais_cara(guia, acrescimo) for guia in guias]
    with escopo(mundo.operadora):
        lote = receber_lote(
            mundo.ator("faturista", prestador=mundo.prestador),
            conteudo=xml(mundo, guias, numero, numero),
            nome=f"lote-{numero}.xml",
            canal=Lote.Canal.ARQUIVO,
        ).lote
        drenar()
        assert lote is not None
        lote.refresh_from_db()
    return lote


def analisado(mundo: Mundo, numero: str = "381", quantas: int = 2, acrescimo: str = "") -> Lote:
    """The same lote with the suggested glosas accepted and the analysis closed."""
    lote = enviado(mundo, numero, quantas, acrescimo)
    with escopo(mundo.operadora):
        for guia in lote.guias.filter(analise="P"):
            concluir_conta(mundo.ator("analista"), guia, aplicar_sugestoes=True)
        lote.refresh_from_db()
        return fechar_lote(mundo.ator("analista"), lote)


def pago(mundo: Mundo, numero: str = "381", quantas: int = 2, acrescimo: str = "", *, pagar: bool = True) -> Pagamento:
    """The payment that holds that lote."""
    lote = analisado(mundo, numero, quantas, acrescimo)
    with escopo(mundo.operadora):
        liberar_lote(mundo.ator("gestor"), lote)
        (pagamento,) = fechar_competencia(mundo.ator("financeiro"), lote.competencia)
        if pagar:
            marcar_pago(mundo.ator("financeiro"), pagamento)
        drenar()
    return pagamento


def quantas_consultas(client: Client, url: str) -> int:
    """Statements of one page, without the savepoints that only a test's own transaction needs."""
    with CaptureQueriesContext(connection) as sql:
        assert client.get(url).status_code == 200
    return sum("SAVEPOINT" not in consulta["sql"] for consulta in sql)


def conferido(mundo: Mundo, client: Client, guias: list[GuiaTiss], numero: str = "390") -> Conferencia:
    """A file of these guias uploaded through the screen and checked at once."""
    resposta = client.post("/prestador/conferencias/", {"arquivos": [arquivo(xml(mundo, guias, numero, numero))]})
    assert resposta.status_code == 303
    with escopo(mundo.operadora):
        conferencia = Conferencia.objects.get(numero_lote=numero, quantidade_guias=len(guias))
    assert resposta["Location"] == f"/prestador/conferencias/{conferencia.pk}/"
    return conferencia


# Início


@pytest.mark.requisito("C-08")
def test_inicio_mostra_quem_e_o_prestador_e_o_que_espera_por_ele(mundo: Mundo, faturista: Client) -> None:
    vazio = faturista.get("/prestador/").content.decode()
    assert "Nada espera por você" in vazio
    for fato in (
        mundo.prestador.nome_fantasia,
        mundo.prestador.documento_formatado,
        mundo.prestador.codigo,
        mundo.prestador.cnes,
    ):
        assert fato in vazio
    analisado(mundo, "381", 2, "20.00")
    conferido(mundo, faturista, [mais_cara(consultas(mundo, 1, "382")[0], "5.00")], "382")
    cheio = faturista.get("/prestador/").content.decode()
    assert "2 pendências esperam você" in cheio
    assert "R$\u00a045,00" in cheio
    assert "Conferir as glosas do lote 381" in cheio and "Enviar o lote 382 da competência" in cheio


def test_inicio_de_outro_portal_nao_existe(mundo: Mundo) -> None:
    analista = entrar(mundo.analista, mundo.vinculo("analista"))
    assert analista.get("/prestador/").status_code == 404
    assert Client().get("/prestador/").status_code == 302


# Conferências


def test_um_arquivo_pequeno_e_conferido_na_hora_e_nada_e_enviado(mundo: Mundo, faturista: Client) -> None:
    guias = consultas(mundo, 3)
    guias[0] = mais_cara(guias[0], "12.50")
    conferencia = conferido(mundo, faturista, guias)
    pagina = faturista.get(f"/prestador/conferencias/{conferencia.pk}/").content.decode()
    assert "Se enviado hoje: <span" in pagina and "R$\u00a012,50" in pagina
    assert "1 causa explica tudo" in pagina and "Glosa 1705" in pagina and "Como resolver" in pagina
    with escopo(mundo.operadora):
        assert Lote.objects.count() == 0


def test_arquivo_com_defeito_diz_o_que_e_e_em_que_linha(mundo: Mundo, faturista: Client) -> None:
    torto = xml(mundo, consultas(mundo, 1)).replace(b"<ans:valorProcedimento>", b"<ans:valorProcedimento>x")
    resposta = faturista.post("/prestador/conferencias/", {"arquivos": [arquivo(torto)]})
    pagina = faturista.get(resposta["Location"]).content.decode()
    assert "Este arquivo não pode ser enviado como está" in pagina
    assert "mensagem 5001 da tabela 38" in pagina and "valorProcedimento" in pagina
    assert "Enviar 1 guia" not in pagina


def test_envio_vazio_volta_com_o_erro_no_campo(mundo: Mundo, faturista: Client) -> None:
    resposta = faturista.post("/prestador/conferencias/", {})
    assert resposta.status_code == 422
    assert "Escolha ao menos um arquivo XML" in resposta.content.decode()
    ruim = faturista.post("/prestador/conferencias/", {"arquivos": [arquivo(b"PK\x03\x04lixo", "a.zip")]})
    assert ruim.status_code == 422
    assert "não é um zip que se possa abrir" in ruim.content.decode()
    with escopo(mundo.operadora):
        assert Conferencia.objects.count() == 0


def test_varios_arquivos_vao_para_a_fila_e_a_pagina_acompanha(mundo: Mundo, faturista: Client) -> None:
    pacote = io.BytesIO()
    with zipfile.ZipFile(pacote, "w") as aberto:
        for numero in ("391", "392"):
            aberto.writestr(f"{numero}.xml", xml(mundo, consultas(mundo, 1, numero), numero, numero))
    resposta = faturista.post("/prestador/conferencias/", {"arquivos": [arquivo(pacote.getvalue(), "a.zip")]})
    andamento = resposta["Location"]
    assert andamento.startswith("/prestador/conferencias/andamento/?ids=")
    assert "Conferindo 2 arquivos" in faturista.get(andamento).content.decode()
    with escopo(mundo.operadora):
        drenar()
    parcial = faturista.get(andamento.replace("andamento/", "andamento/parcial/")).content.decode()
    assert "2 arquivos conferidos: nada em risco" in parcial
    assert "hx-get" not in parcial


def test_enviar_duas_vezes_da_um_so_lote_e_o_mesmo_protocolo(mundo: Mundo, faturista: Client) -> None:
    conferencia = conferido(mundo, faturista, consultas(mundo, 2))
    primeira = faturista.post(f"/prestador/conferencias/{conferencia.pk}/enviar/")
    segunda = faturista.post(f"/prestador/conferencias/{conferencia.pk}/enviar/")
    assert (primeira.status_code, primeira["Location"]) == (303, segunda["Location"])
    with escopo(mundo.operadora):
        lote = Lote.objects.get()
    assert primeira["Location"] == f"/prestador/lotes/{lote.pk}/protocolo/"
    assert lote.protocolo in faturista.get(primeira["Location"]).content.decode()
    recibo = faturista.get(f"/prestador/lotes/{lote.pk}/recibo.xml")
    assert recibo["Content-Type"] == "application/xml"
    assert f"<ans:numeroProtocolo>{lote.protocolo}</ans:numeroProtocolo>".encode() in recibo.content
    assert b"".join(faturista.get(f"/prestador/lotes/{lote.pk}/recibo.pdf").streaming_content)[:5] == b"%PDF-"


def test_enviado_nao_se_confere_de_novo(mundo: Mundo, faturista: Client) -> None:
    conferencia = conferido(mundo, faturista, consultas(mundo, 1))
    assert faturista.post(f"/prestador/conferencias/{conferencia.pk}/conferir/").status_code == 303
    faturista.post(f"/prestador/conferencias/{conferencia.pk}/enviar/")
    faturista.post(f"/prestador/conferencias/{conferencia.pk}/conferir/")
    with escopo(mundo.operadora):
        assert Conferencia.objects.get().situacao == Conferencia.Situacao.ENVIADA


def test_separar_cria_um_lote_so_com_as_guias_certas(mundo: Mundo, faturista: Client) -> None:
    guias = consultas(mundo, 3)
    guias[1] = mais_cara(guias[1], "30.00")
    conferencia = conferido(mundo, faturista, guias)
    resposta = faturista.post(f"/prestador/conferencias/{conferencia.pk}/separar/")
    with escopo(mundo.operadora):
        nova = Conferencia.objects.exclude(pk=conferencia.pk).get()
        assert (nova.numero_lote, nova.quantidade_guias, nova.valor_em_risco) == ("390", 2, Decimal("0.00"))
        numeros = [guia["numero"] for guia in nova.resultado["guias"]]
    assert numeros == [guias[0].numero_prestador, guias[2].numero_prestador]
    assert resposta["Location"] == f"/prestador/conferencias/{nova.pk}/"
    faturista.post(f"/prestador/conferencias/{nova.pk}/separar/")
    with escopo(mundo.operadora):
        assert Conferencia.objects.count() == 2


def test_guias_da_conferencia_saem_filtradas_em_csv(mundo: Mundo, faturista: Client) -> None:
    guias = consultas(mundo, 3)
    guias[2] = mais_cara(guias[2], "1.00")
    conferencia = conferido(mundo, faturista, guias)
    resposta = faturista.get(f"/prestador/conferencias/{conferencia.pk}/?situacao=com-achado&formato=csv")
    linhas = b"".join(resposta.streaming_content).decode("utf-8-sig").splitlines()
    assert len(linhas) == 2
    assert linhas[1].startswith(f"{guias[2].numero_prestador};{mundo.titular.carteira};")


# Lotes, guias e glosas


def test_o_que_e_sugerido_fica_dentro_ate_fechar(mundo: Mundo, faturista: Client) -> None:
    lote = enviado(mundo, "381", 1, "20.00")
    with escopo(mundo.operadora):
        assert lote.valor_glosa == Decimal("20.00")
        guia = lote.guias.get()
    for url in ("/prestador/lotes/", f"/prestador/lotes/{lote.pk}/", f"/prestador/guias/{guia.pk}/"):
        pagina = faturista.get(url).content.decode()
        assert "R$\u00a020,00" not in pagina and "1705" not in pagina
    assert "análise: resposta até" in faturista.get(f"/prestador/guias/{guia.pk}/").content.decode()


def test_do_total_ao_motivo_da_glosa_em_tres_cliques(mundo: Mundo, faturista: Client, tabela_38: None) -> None:
    pagamento = pago(mundo, "381", 2, "20.00")
    with escopo(mundo.operadora):
        lote = Lote.objects.get()
        guia = lote.guias.first()
    um = faturista.get(f"/prestador/demonstrativos/{pagamento.pk}/").content.decode()
    assert f'href="/prestador/lotes/{lote.pk}/"' in um
    dois = faturista.get(f"/prestador/lotes/{lote.pk}/").content.decode()
    assert f'href="/prestador/guias/{guia.pk}/"' in dois and "Valor apresentado a maior (TUSS)" in dois
    tres = faturista.get(f"/prestador/guias/{guia.pk}/").content.decode()
    assert "Glosa 1705" in tres and "Valor apresentado a maior (TUSS)" in tres and "Como resolver" in tres
    assert 'href="#glosa-' in tres
    contrato = Decimal(guia.valor_informado) - Decimal("20.00")
    assert f"R$\u00a0{contrato}".replace(".", ",") in tres
    prazo = mundo.hoje + timedelta(days=30)
    assert f'Você pode contestar até <time datetime="{prazo.isoformat()}">' in tres


def test_ler_uma_guia_fica_registrado(mundo: Mundo, faturista: Client) -> None:
    lote = enviado(mundo, "381", 1)
    with escopo(mundo.operadora):
        guia = lote.guias.get()
    faturista.get(f"/prestador/guias/{guia.pk}/")
    with escopo(mundo.operadora):
        lido = Evento.objects.filter(tipo="faturamento.conta.lida").get()
    assert (lido.objeto_id, lido.portal, lido.usuario_id) == (guia.pk, "prestador", mundo.faturista.pk)


def test_lotes_filtra_e_exporta_o_filtrado(mundo: Mundo, faturista: Client) -> None:
    for numero in ("381", "382"):
        enviado(mundo, numero, 1)
    pagina = faturista.get("/prestador/lotes/?q=382").content.decode()
    assert "1 lote com esse filtro" in pagina and ">381<" not in pagina
    csv = b"".join(faturista.get("/prestador/lotes/?q=382&formato=csv").streaming_content).decode("utf-8-sig")
    assert [linha.split(";")[0] for linha in csv.splitlines()] == ["Lote", "382"]
    xlsx = faturista.get("/prestador/lotes/?formato=xlsx")
    assert b"".join(xlsx.streaming_content)[:2] == b"PK"
    assert "Nenhum lote com esse filtro" in faturista.get("/prestador/lotes/?situacao=pagos").content.decode()


def test_cancelar_so_enquanto_nao_foi_analisado(mundo: Mundo, faturista: Client) -> None:
    lote = enviado(mundo, "381", 1)
    assert "Cancelar este lote?" in faturista.get(f"/prestador/lotes/{lote.pk}/").content.decode()
    assert faturista.post(f"/prestador/lotes/{lote.pk}/cancelar/").status_code == 303
    assert "Lote 381 cancelado" in faturista.get(f"/prestador/lotes/{lote.pk}/").content.decode()
    fechado = analisado(mundo, "382", 1)
    faturista.post(f"/prestador/lotes/{fechado.pk}/cancelar/")
    with escopo(mundo.operadora):
        assert dict(Lote.objects.values_list("numero", "situacao")) == {
            "381": estados.CANCELADO,
            "382": estados.ANALISADO,
        }


def test_o_xml_enviado_volta_byte_a_byte(mundo: Mundo, faturista: Client) -> None:
    guias = consultas(mundo, 1)
    conferencia = conferido(mundo, faturista, guias)
    faturista.post(f"/prestador/conferencias/{conferencia.pk}/enviar/")
    with escopo(mundo.operadora):
        lote = Lote.objects.get()
    esperado = xml(mundo, guias, "390", "390")
    for url in (f"/prestador/lotes/{lote.pk}/arquivo/", f"/prestador/conferencias/{conferencia.pk}/arquivo/"):
        assert b"".join(faturista.get(url).streaming_content) == esperado


def test_demonstrativo_de_analise_em_tela_pdf_planilha_e_xml(mundo: Mundo, faturista: Client) -> None:
    lote = analisado(mundo, "381", 2, "20.00")
    base = f"/prestador/lotes/{lote.pk}"
    tela = faturista.get(f"{base}/analise/").content.decode()
    assert "R$ 40,00 foram glosados" in tela and "Glosas, item por item" in tela
    assert b"".join(faturista.get(f"{base}/analise.pdf").streaming_content)[:5] == b"%PDF-"
    xml_tiss = faturista.get(f"{base}/analise.xml").content
    assert b"<ans:valorGlosaGeral>40.00</ans:valorGlosaGeral>" in xml_tiss
    csv = b"".join(faturista.get(f"{base}/glosas.csv").streaming_content).decode("utf-8-sig").splitlines()
    assert len(csv) == 3 and ";1705;" in csv[1] and csv[1].endswith(";20,00")
    assert b"".join(faturista.get(f"{base}/analise.xlsx").streaming_content)[:2] == b"PK"


# Demonstrativos


@pytest.mark.requisito("U-16")
def test_pagamentos_tem_filtro_por_coluna_e_varios_saem_de_uma_vez(mundo: Mundo, faturista: Client) -> None:
    primeiro = pago(mundo, "381", 1)
    segundo = pago(mundo, "382", 2, "10.00", pagar=False)
    dois = faturista.get("/prestador/demonstrativos/").content.decode()
    assert f'Você recebe <span class="gc-valor">R$\u00a0{segundo.valor_liquido}'.replace(".", ",") in dois
    valor = f"{segundo.valor_liquido}".replace(".", ",")
    for filtro in (
        f"codigo={segundo.numero}",
        f"valor={valor}",
        "situacao=FECHADO",
        f"codigo={segundo.numero}&nome=cedro&competencia={segundo.competencia.rotulo}"
        f"&pagamento={segundo.data_prevista.isoformat()}",
    ):
        resposta = faturista.get(f"/prestador/demonstrativos/?{filtro}&formato=csv")
        linhas = b"".join(resposta.streaming_content).decode("utf-8-sig").splitlines()
        assert [linha.split(";")[0] for linha in linhas[1:]] == [segundo.numero], filtro
    for filtro in ("nome=ninguem", "competencia=01/2001", "pagamento=2001-01-01"):
        pagina = faturista.get(f"/prestador/demonstrativos/?{filtro}").content.decode()
        assert "Nada com esses filtros" in pagina
    escolha = faturista.post("/prestador/demonstrativos/relatorios/", {"ids": [primeiro.pk, segundo.pk]})
    assert escolha.status_code == 303
    assert "Relatórios de 2 pagamentos" in faturista.get(escolha["Location"]).content.decode()
    pedido = "&baixar=sim&relatorios=pagamento&relatorios=analise&formato=pdf"
    zipado = faturista.get(escolha["Location"] + pedido)
    with zipfile.ZipFile(io.BytesIO(b"".join(zipado.streaming_content))) as pacote:
        conteudos = {nome: pacote.read(nome)[:5] for nome in pacote.namelist()}
    prefixos = [f"{p.competencia}-{p.numero}" for p in (primeiro, segundo)]
    assert conteudos == {
        f"{prefixos[0]}-pagamento.pdf": b"%PDF-",
        f"{prefixos[0]}-analise-lote-381.pdf": b"%PDF-",
        f"{prefixos[1]}-pagamento.pdf": b"%PDF-",
        f"{prefixos[1]}-analise-lote-382.pdf": b"%PDF-",
    }


def test_pacote_sem_relatorio_escolhido_diz_o_que_falta(mundo: Mundo, faturista: Client) -> None:
    pagamento = pago(mundo, "381", 1)
    resposta = faturista.get(f"/prestador/demonstrativos/relatorios/?ids={pagamento.pk}&baixar=sim&formato=pdf")
    assert resposta.status_code == 422
    assert "Escolha ao menos um relatório" in resposta.content.decode()


def test_demonstrativo_de_pagamento_em_tela_pdf_planilha_e_xml(mundo: Mundo, faturista: Client) -> None:
    pagamento = pago(mundo, "381", 2, "20.00")
    base = f"/prestador/demonstrativos/{pagamento.pk}"
    tela = faturista.get(f"{base}/").content.decode()
    assert "Você recebeu" in tela and "Apresentado" in tela and "-R$\u00a040,00" in tela
    assert b"".join(faturista.get(f"{base}/demonstrativo.pdf").streaming_content)[:5] == b"%PDF-"
    liquido = f"<ans:valorLiberadoDemonstrativo>{pagamento.valor_liquido}</ans:valorLiberadoDemonstrativo>"
    assert liquido.encode() in faturista.get(f"{base}/demonstrativo.xml").content
    csv = b"".join(faturista.get(f"{base}/demonstrativo.csv").streaming_content).decode("utf-8-sig")
    assert len(csv.splitlines()) == 3
    assert b"".join(faturista.get(f"{base}/demonstrativo.xlsx").streaming_content)[:2] == b"PK"


def test_prazo_para_contestar_conta_dias_corridos_do_demonstrativo() -> None:
    assert ultimo_dia_para_recorrer(date(2026, 11, 23), 30) == date(2026, 12, 23)
    assert demonstrativo_mais_antigo(date(2026, 12, 23), 30) == date(2026, 11, 23)


def test_busca_acha_lote_e_guia_so_do_prestador(
    mundo: Mundo, faturista: Client, de_outro_prestador: Client, sem_direitos: Client
) -> None:
    lote = enviado(mundo, "381", 1)
    with escopo(mundo.operadora):
        guia = lote.guias.get()
    achado = faturista.get("/buscar/?q=381").content.decode()
    assert f'href="/prestador/lotes/{lote.pk}/"' in achado and f'href="/prestador/guias/{guia.pk}/"' in achado
    assert f'href="/prestador/lotes/{lote.pk}/"' in faturista.get(f"/buscar/?q={lote.protocolo}").content.decode()
    for outro in (de_outro_prestador, sem_direitos):
        assert f"/prestador/lotes/{lote.pk}/" not in outro.get("/buscar/?q=381").content.decode()


# Quem pode, e quem não vê


def enderecos(mundo: Mundo, client: Client) -> tuple[list[str], list[str]]:
    """Addresses (to read, to write) of one row of each screen of the clinic."""
    conferencia = conferido(mundo, client, consultas(mundo, 1, "399"), "399")
    pagamento = pago(mundo, "381", 1, "20.00")
    with escopo(mundo.operadora):
        lote = Lote.objects.get(numero="381")
        guia = lote.guias.get()
    ler = [
        f"/prestador/conferencias/{conferencia.pk}/",
        f"/prestador/conferencias/{conferencia.pk}/arquivo/",
        f"/prestador/lotes/{lote.pk}/",
        f"/prestador/lotes/{lote.pk}/protocolo/",
        f"/prestador/lotes/{lote.pk}/recibo.xml",
        f"/prestador/lotes/{lote.pk}/recibo.pdf",
        f"/prestador/lotes/{lote.pk}/arquivo/",
        f"/prestador/lotes/{lote.pk}/analise/",
        f"/prestador/lotes/{lote.pk}/analise.xml",
        f"/prestador/lotes/{lote.pk}/glosas.csv",
        f"/prestador/guias/{guia.pk}/",
        f"/prestador/demonstrativos/{pagamento.pk}/",
        f"/prestador/demonstrativos/{pagamento.pk}/demonstrativo.xml",
    ]
    escrever = [
        f"/prestador/conferencias/{conferencia.pk}/conferir/",
        f"/prestador/conferencias/{conferencia.pk}/separar/",
        f"/prestador/conferencias/{conferencia.pk}/enviar/",
        f"/prestador/lotes/{lote.pk}/cancelar/",
    ]
    return ler, escrever


def estado_do_mundo(mundo: Mundo) -> list[object]:
    with escopo(mundo.operadora):
        return [
            *Lote.objects.order_by("pk").values_list("pk", "situacao"),
            *Conferencia.objects.order_by("pk").values_list("pk", "situacao", "lote"),
        ]


def test_linhas_de_outro_prestador_e_de_outra_operadora_nao_existem(
    mundo: Mundo, faturista: Client, de_outro_prestador: Client, de_outra_operadora: Client
) -> None:
    ler, escrever = enderecos(mundo, faturista)
    antes = estado_do_mundo(mundo)
    for estranho in (de_outro_prestador, de_outra_operadora):
        assert {url: estranho.get(url).status_code for url in ler} == dict.fromkeys(ler, 404)
        assert {url: estranho.post(url).status_code for url in escrever} == dict.fromkeys(escrever, 404)
    assert estado_do_mundo(mundo) == antes
    for lista in ("lotes", "conferencias", "demonstrativos"):
        resposta = de_outro_prestador.get(f"/prestador/{lista}/?formato=csv")
        assert len(b"".join(resposta.streaming_content).splitlines()) == 1
    assert all(faturista.get(url).status_code == 200 for url in ler)


def test_sem_direito_nada_abre_e_nada_muda(mundo: Mundo, faturista: Client, sem_direitos: Client) -> None:
    ler, escrever = enderecos(mundo, faturista)
    ler += ["/prestador/", "/prestador/lotes/", "/prestador/conferencias/", "/prestador/demonstrativos/"]
    antes = estado_do_mundo(mundo)
    assert {url: sem_direitos.get(url).status_code for url in ler} == dict.fromkeys(ler, 403)
    assert {url: sem_direitos.post(url).status_code for url in escrever} == dict.fromkeys(escrever, 403)
    assert estado_do_mundo(mundo) == antes
    assert {url: faturista.get(url).status_code for url in escrever} == dict.fromkeys(escrever, 405)


# Consultas ao banco


def test_as_consultas_nao_crescem_com_as_linhas(mundo: Mundo, faturista: Client, tabela_38: None) -> None:
    contagens: dict[str, list[int]] = {}
    for rodada, numeros in enumerate((("381",), ("382", "383"))):
        for numero in numeros:
            outro = f"9{int(numero) + 8}"
            caras = [mais_cara(guia, "3.00") for guia in consultas(mundo, 1 + 2 * rodada, outro)]
            conferencia = conferido(mundo, faturista, caras, outro)
            pagamento = pago(mundo, numero, 1 + 2 * rodada, "20.00")
        with escopo(mundo.operadora):
            lote = Lote.objects.get(numero=numeros[-1])
            guia = lote.guias.first()
        for nome, url in {
            "inicio": "/prestador/",
            "conferencias": "/prestador/conferencias/",
            "conferencia": f"/prestador/conferencias/{conferencia.pk}/",
            "lotes": "/prestador/lotes/",
            "lote": f"/prestador/lotes/{lote.pk}/",
            "analise": f"/prestador/lotes/{lote.pk}/analise/",
            "guia": f"/prestador/guias/{guia.pk}/",
            "demonstrativos": "/prestador/demonstrativos/",
            "demonstrativo": f"/prestador/demonstrativos/{pagamento.pk}/",
        }.items():
            contagens.setdefault(nome, []).append(quantas_consultas(faturista, url))
    assert {nome: um for nome, (um, _) in contagens.items()} == {nome: tres for nome, (_, tres) in contagens.items()}
    com_motivo_escrito = {"inicio": 11, "lote": 12, "guia": 13}
    acima = {nome: um for nome, (um, _) in contagens.items() if um > com_motivo_escrito.get(nome, 10)}
    assert acima == {}
