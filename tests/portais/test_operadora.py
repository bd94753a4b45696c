"""Portal of the operadora, screen by screen: allowed, refused, other tenant, level number of queries."""

from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal
from typing import TypeVar

import pytest
from django.contrib.messages import get_messages
from django.db import models
from django.http import HttpResponse
from django.test import Client

from guiche.acesso.models import Perfil, Usuario, Vinculo
from guiche.faturamento.config import FaturamentoConfig
from guiche.faturamento.models import Contestacao, Glosa, Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.services.contas import liberar_lote
from guiche.faturamento.services.extrato import contestar_item
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Configuracao, Evento
from guiche.pagamento.models import Pagamento
from guiche.pagamento.services.pagamentos import fechar_competencia
from tests.cenario import Mundo
from tests.portais.test_prestador import analisado, entrar, enviado, quantas_consultas

pytestmark = pytest.mark.django_db

VINTE = Decimal("20.00")
Linha = TypeVar("Linha", bound=models.Model)


@pytest.fixture
def analista(mundo: Mundo) -> Client:
    return entrar(mundo.analista, mundo.vinculo("analista"))


@pytest.fixture
def financeiro(mundo: Mundo) -> Client:
    return entrar(mundo.financeiro, mundo.vinculo("financeiro"))


@pytest.fixture
def gestor(mundo: Mundo) -> Client:
    return entrar(mundo.gestor, mundo.vinculo("gestor"))


@pytest.fixture
def de_outra_operadora(mundo: Mundo) -> Client:
    """The analyst of the other operadora, with the same rights there."""
    return entrar(mundo.analista_da_outra, mundo.vinculo("analista", outra=True))


def gestor_da_outra(mundo: Mundo) -> Client:
    """Every right of the portal, in the other operadora."""
    with escopo(mundo.outra):
        perfil = Perfil.objects.get(portal="operadora", nome="Gestor")
        usuario = Usuario.objects.create_user("gestora.da.outra", "x", nome="Gilda Gestora")
        vinculo = Vinculo.objects.create(usuario=usuario, perfil=perfil, portal="operadora", vigencia_inicio=mundo.hoje)
    return entrar(usuario, vinculo)


@pytest.fixture
def so_le(mundo: Mundo) -> Client:
    """A person of the operadora who may see lotes and do nothing to them."""
    with escopo(mundo.operadora):
        perfil = Perfil.objects.create(nome="Leitura", portal="operadora", permissoes=["faturamento.lote.ver"])
        usuario = Usuario.objects.create_user("leitura", "x", nome="Lia Leitura")
        vinculo = Vinculo.objects.create(usuario=usuario, perfil=perfil, portal="operadora", vigencia_inicio=mundo.hoje)
    return entrar(usuario, vinculo)


def aviso(resposta: HttpResponse) -> str:
    """Text of the toast a POST left for the next page."""
    return str(list(get_messages(resposta.wsgi_request))[-1])


def itens_de(mundo: Mundo, lote: Lote) -> list[ItemDaGuia]:
    with escopo(mundo.operadora):
        return list(ItemDaGuia.objects.filter(guia__lote=lote).select_related("guia").order_by("pk"))


def relido(mundo: Mundo, objeto: Linha) -> Linha:
    """The row as it is now."""
    with escopo(mundo.operadora):
        return type(objeto)._default_manager.get(pk=objeto.pk)


def conta_de(mundo: Mundo, item: ItemDaGuia) -> Guia:
    """The conta of an item as it is now."""
    with escopo(mundo.operadora):
        return Guia.objects.get(pk=item.guia_id)


def quantos(mundo: Mundo, tipo: str) -> int:
    with escopo(mundo.operadora):
        return Evento.objects.filter(tipo=tipo).count()


def contestado(mundo: Mundo, item: ItemDaGuia) -> Contestacao:
    """The case the titular opens on one item."""
    with escopo(mundo.operadora):
        return contestar_item(mundo.ator("beneficiario"), item, "Não estive lá.")


def liberado(mundo: Mundo, numero: str = "381", quantas: int = 1) -> Lote:
    """A lote waiting for the closing of its competência."""
    lote = analisado(mundo, numero, quantas)
    with escopo(mundo.operadora):
        return liberar_lote(mundo.ator("gestor"), lote)


def opcoes_de_fabrica() -> dict[str, object]:
    """What the form of options posts when nothing is changed."""
    return {
        "versoes_tiss": ["4.03.00", "4.02.00"],
        "tolerancia_item": "0,01",
        "dias_para_analisar": "15",
        "alcada": "5.000,00",
    }


def folha(resposta: HttpResponse) -> list[list[str]]:
    """Rows of an exported CSV, heading first."""
    texto = b"".join(resposta.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(texto), delimiter=";"))


# Início


def test_inicio_conta_o_que_vence_e_o_que_espera(mundo: Mundo, analista: Client) -> None:
    vazio = analista.get("/operadora/")
    assert (vazio.context["pendentes"], vazio.context["por_fechar"], vazio.context["por_liberar"]) == (0, 0, 0)
    enviado(mundo, "381", 2, "20.00")
    enviado(mundo, "382", 1)
    analisado(mundo, "383", 1)
    cheio = analista.get("/operadora/")
    assert (cheio.context["pendentes"], cheio.context["por_fechar"], cheio.context["por_liberar"]) == (2, 1, 1)
    assert len(cheio.context["primeiras"]) == 2


def test_outro_portal_nao_abre_e_sem_login_vai_entrar(mundo: Mundo) -> None:
    faturista = entrar(mundo.faturista, mundo.vinculo("faturista", prestador=mundo.prestador))
    for caminho in ("", "contas/", "lotes/", "contestacoes/", "competencias/", "pagamentos/", "auditoria/"):
        assert faturista.get(f"/operadora/{caminho}").status_code == 404
        assert Client().get(f"/operadora/{caminho}").status_code == 302


# Contas: fila


def test_fila_traz_so_o_que_espera_e_filtra(mundo: Mundo, analista: Client) -> None:
    enviado(mundo, "381", 2, "20.00")
    enviado(mundo, "382", 1, "5.00")
    enviado(mundo, "383", 1)
    pagina = analista.get("/operadora/contas/")
    assert {linha.objeto.numero_prestador for linha in pagina.context["tabela"].linhas} == {
        "381-000",
        "381-001",
        "382-000",
    }
    assert pagina.context["vencem"] == 0

    def achadas(**filtro: str) -> list[str]:
        tabela = analista.get("/operadora/contas/", filtro).context["tabela"]
        return sorted(linha.objeto.numero_prestador for linha in tabela.linhas)

    assert achadas(q="382") == ["382-000"]
    assert achadas(q=mundo.prestador.nome_fantasia[:5].lower()) == ["381-000", "381-001", "382-000"]
    assert achadas(acima="10,00") == ["381-000", "381-001"]
    assert achadas(acima="20,00") == []
    assert achadas(prazo="hoje") == []


def test_fila_em_csv_e_xlsx_traz_o_que_esta_filtrado(mundo: Mundo, analista: Client) -> None:
    enviado(mundo, "381", 2, "20.00")
    enviado(mundo, "382", 1, "5.00")
    linhas = folha(analista.get("/operadora/contas/", {"q": "382", "formato": "csv"}))
    assert linhas[0] == ["Guia", "Prestador", "Decidir até", "Divergências", "Cobrado", "Em risco"]
    assert [(linha[0], linha[3], linha[5]) for linha in linhas[1:]] == [("382-000", "1", "5,00")]
    xlsx = b"".join(analista.get("/operadora/contas/", {"formato": "xlsx"}).streaming_content)
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(xlsx)).namelist()


def test_fila_recusada_a_quem_nao_analisa_e_vazia_para_outra_operadora(
    mundo: Mundo, financeiro: Client, de_outra_operadora: Client
) -> None:
    enviado(mundo, "381", 1, "20.00")
    assert financeiro.get("/operadora/contas/").status_code == 403
    assert de_outra_operadora.get("/operadora/contas/").context["tabela"].linhas == []


# Contas: bancada


@pytest.mark.requisito("X-02")
def test_bancada_registra_a_leitura_da_conta(mundo: Mundo, analista: Client) -> None:
    item = itens_de(mundo, enviado(mundo, "381", 1, "20.00"))[0]
    pagina = analista.get(f"/operadora/contas/{item.guia_id}/")
    assert pagina.status_code == 200
    assert (pagina.context["divergentes"], pagina.context["faltam"]) == (1, 1)
    atual = pagina.context["item"]
    assert atual.valor_informado - atual.valor_contratado == VINTE
    assert pagina.context["form"].initial["tipo"] == "pagar_contratado"
    assert pagina.context["form"].initial["valor_glosado"] == VINTE
    with escopo(mundo.operadora):
        lida = Evento.objects.get(tipo="faturamento.conta.lida")
    assert (lida.quem, lida.objeto_id, lida.fato["beneficiario"]) == (
        mundo.analista.nome,
        item.guia_id,
        mundo.titular.pk,
    )


def test_bancada_recusada_e_de_outra_operadora_nao_registra_leitura(
    mundo: Mundo, financeiro: Client, de_outra_operadora: Client
) -> None:
    item = itens_de(mundo, enviado(mundo, "381", 1, "20.00"))[0]
    conta = f"/operadora/contas/{item.guia_id}/"
    for endereco in (f"{conta}decidir/{item.pk}/", f"{conta}concluir/"):
        assert financeiro.post(endereco, {"tipo": "aceitar", "sugestoes": "1"}).status_code == 403
        assert de_outra_operadora.post(endereco, {"tipo": "aceitar", "sugestoes": "1"}).status_code == 404
    assert financeiro.get(conta).status_code == 403
    assert de_outra_operadora.get(conta).status_code == 404
    assert quantos(mundo, "faturamento.conta.lida") == 0
    assert relido(mundo, item).decisao == ItemDaGuia.Decisao.SUGERIDA
    assert conta_de(mundo, item).analise == Guia.Analise.PENDENTE


@pytest.mark.parametrize(
    ("envio", "glosa", "decisao"),
    [
        ({"tipo": "aceitar"}, "0.00", ItemDaGuia.Decisao.ACEITA),
        ({"tipo": "pagar_contratado", "codigo": "1705", "texto": "Contrato."}, "20.00", ItemDaGuia.Decisao.AJUSTADA),
        (
            {"tipo": "glosar_parcial", "valor_glosado": "12,34", "codigo": "1705", "texto": "Parte."},
            "12.34",
            ItemDaGuia.Decisao.AJUSTADA,
        ),
        ({"tipo": "glosar_total", "codigo": "1705", "texto": "Tudo."}, None, ItemDaGuia.Decisao.GLOSADA),
    ],
    ids=["aceitar", "contratado", "parcial", "total"],
)
def test_cada_decisao_grava_os_valores_exatos(
    mundo: Mundo, analista: Client, envio: dict[str, str], glosa: str | None, decisao: str
) -> None:
    lote = enviado(mundo, "381", 1, "20.00")
    item = itens_de(mundo, lote)[0]
    resposta = analista.post(f"/operadora/contas/{item.guia_id}/decidir/{item.pk}/", envio)
    assert (resposta.status_code, resposta["Location"]) == (303, f"/operadora/contas/{item.guia_id}/")
    assert aviso(resposta) == "Item decidido."
    item = relido(mundo, item)
    esperada = item.valor_informado if glosa is None else Decimal(glosa)
    assert (item.decisao, item.valor_glosa) == (decisao, esperada)
    assert item.valor_liberado == item.valor_informado - esperada
    with escopo(mundo.operadora):
        gravadas = list(Glosa.objects.filter(item=item).values_list("codigo", "valor", "mensagem"))
        assert gravadas == ([("1705", esperada, envio["texto"])] if esperada else [])
        fato = Evento.objects.get(tipo="faturamento.item.decidido").fato
    assert (fato["decisao"], Decimal(fato["liberado"])) == (envio["tipo"], item.valor_liberado)
    assert Decimal(fato["liberado_antes"]) == item.valor_informado - VINTE
    assert relido(mundo, lote).valor_glosa == conta_de(mundo, item).valor_glosa == esperada


def test_itens_iguais_recebem_a_mesma_decisao(mundo: Mundo, analista: Client) -> None:
    lote = enviado(mundo, "381", 3, "20.00")
    primeiro, *outros = itens_de(mundo, lote)
    pagina = analista.get(f"/operadora/contas/{primeiro.guia_id}/")
    assert [igual.pk for igual in pagina.context["iguais"]] == [item.pk for item in outros]
    assert pagina.context["iguais_valor"] == Decimal("60.00")
    resposta = analista.post(
        f"/operadora/contas/{primeiro.guia_id}/decidir/{primeiro.pk}/", {"tipo": "aceitar", "iguais": "on"}
    )
    assert aviso(resposta) == "3 itens decididos."
    assert [item.decisao for item in itens_de(mundo, lote)] == [ItemDaGuia.Decisao.ACEITA] * 3
    assert relido(mundo, lote).valor_liberado == lote.valor_informado


@pytest.mark.parametrize(
    ("envio", "campo", "frase"),
    [
        (
            {"tipo": "glosar_total", "texto": "Sem motivo."},
            "codigo",
            "Escolha o código da glosa e escreva o que o prestador vai ler.",
        ),
        (
            {"tipo": "glosar_parcial", "valor_glosado": "9.999,00", "codigo": "1705", "texto": "Sem motivo."},
            "valor_glosado",
            "Informe um valor de glosa entre",
        ),
        (
            {"tipo": "glosar_total", "codigo": "0000", "texto": "Sem motivo."},
            "codigo",
            "O motivo 0000 não existe na versão 4.03.00 do TISS.",
        ),
        ({"tipo": "outra", "texto": "Sem motivo."}, "tipo", "Faça uma escolha válida."),
    ],
    ids=["sem-codigo", "valor-maior", "codigo-inexistente", "tipo-desconhecido"],
)
def test_recusa_fica_no_campo_e_guarda_o_digitado(
    mundo: Mundo, analista: Client, envio: dict[str, str], campo: str, frase: str
) -> None:
    item = itens_de(mundo, enviado(mundo, "381", 1, "20.00"))[0]
    resposta = analista.post(f"/operadora/contas/{item.guia_id}/decidir/{item.pk}/", envio)
    assert resposta.status_code == 422
    assert list(resposta.context["form"].errors) == [campo]
    assert resposta.context["form"].errors[campo][0].startswith(frase)
    assert "Sem motivo.</textarea>" in resposta.content.decode()
    item = relido(mundo, item)
    assert (item.decisao, item.valor_glosa) == (ItemDaGuia.Decisao.SUGERIDA, VINTE)
    assert quantos(mundo, "faturamento.item.decidido") == 0


def test_item_de_outra_conta_nao_existe(mundo: Mundo, analista: Client) -> None:
    um, outro = itens_de(mundo, enviado(mundo, "381", 2, "20.00"))
    assert analista.post(f"/operadora/contas/{um.guia_id}/decidir/{outro.pk}/", {"tipo": "aceitar"}).status_code == 404


def test_concluir_com_sugestoes_abre_a_proxima_da_fila(mundo: Mundo, analista: Client) -> None:
    lote = enviado(mundo, "381", 2, "20.00")
    primeiro, segundo = itens_de(mundo, lote)
    conta = f"/operadora/contas/{primeiro.guia_id}/"
    falta = analista.post(f"{conta}concluir/", headers={"referer": f"http://testserver{conta}"})
    assert falta["Location"] == f"http://testserver{conta}"
    assert aviso(falta) == "Falta decidir 1 item desta conta."
    feita = analista.post(f"{conta}concluir/", {"sugestoes": "1"})
    assert feita["Location"] == f"/operadora/contas/{segundo.guia_id}/"
    assert relido(mundo, primeiro).decisao == ItemDaGuia.Decisao.AJUSTADA
    assert conta_de(mundo, primeiro).analise == Guia.Analise.DECIDIDA
    assert relido(mundo, lote).pendentes == 1
    analista.post(f"{conta}concluir/", {"sugestoes": "1"})
    assert relido(mundo, lote).pendentes == 1
    ultima = analista.post(f"/operadora/contas/{segundo.guia_id}/concluir/", {"sugestoes": "1"})
    assert ultima["Location"] == "/operadora/contas/"
    assert relido(mundo, lote).pendentes == 0
    assert quantos(mundo, "faturamento.conta.decidida") == 2


def test_fila_vem_por_prazo_e_depois_pelo_valor_em_risco(mundo: Mundo, analista: Client) -> None:
    enviado(mundo, "381", 1, "5.00")
    enviado(mundo, "382", 1, "30.00")
    enviado(mundo, "383", 1, "20.00")
    tabela = analista.get("/operadora/contas/").context["tabela"]
    assert [linha.objeto.numero_prestador for linha in tabela.linhas] == ["382-000", "383-000", "381-000"]


def test_conta_que_espera_o_beneficiario_nao_se_conclui(mundo: Mundo, analista: Client) -> None:
    item = itens_de(mundo, enviado(mundo, "381", 1))[0]
    contestado(mundo, item)
    conta = f"/operadora/contas/{item.guia_id}/"
    assert "O beneficiário não reconhece este atendimento" in analista.get(conta).content.decode()
    frase = "Há atendimento não reconhecido pelo beneficiário em apuração. Responda antes."
    assert aviso(analista.post(f"{conta}concluir/")) == frase
    assert conta_de(mundo, item).analise == Guia.Analise.PENDENTE


# Lotes


def test_lotes_filtram_somam_e_exportam(mundo: Mundo, analista: Client, de_outra_operadora: Client) -> None:
    sujo, limpo = enviado(mundo, "381", 2, "20.00"), enviado(mundo, "382", 1)
    pagina = analista.get("/operadora/lotes/")
    assert pagina.context["total"] == sujo.valor_informado + limpo.valor_informado
    assert (pagina.context["por_fechar"], pagina.context["limpos"]) == (1, 1)

    def achados(**filtro: str) -> list[str]:
        tabela = analista.get("/operadora/lotes/", filtro).context["tabela"]
        return sorted(linha.objeto.numero for linha in tabela.linhas)

    assert achados(q="38") == ["381", "382"]
    assert achados(q=sujo.protocolo) == ["381"]
    assert achados(situacao="por-fechar") == ["382"]
    assert achados(situacao=estados.EM_ANALISE) == ["381", "382"]
    assert achados(situacao=estados.PAGO) == []
    assert achados(competencia=sujo.competencia.rotulo) == ["381", "382"]
    assert achados(competencia=sujo.competencia.anterior.rotulo) == []
    linhas = folha(analista.get("/operadora/lotes/", {"q": "382", "formato": "csv"}))
    assert [linha[:2] for linha in linhas] == [["Protocolo", "Lote"], [limpo.protocolo, "382"]]
    assert de_outra_operadora.get("/operadora/lotes/").context["tabela"].linhas == []


def test_lote_mostra_totais_motivos_e_so_o_que_se_pode_fazer(
    mundo: Mundo, analista: Client, so_le: Client, de_outra_operadora: Client
) -> None:
    lote = enviado(mundo, "381", 2, "20.00")
    endereco = f"/operadora/lotes/{lote.pk}/"
    pagina = analista.get(endereco)
    assert [(motivo.codigo, motivo.itens, motivo.valor) for motivo, _ in pagina.context["motivos"]] == [
        ("1705", 2, Decimal("40.00"))
    ]
    assert pagina.context["lote"].valor_liberado == lote.valor_informado - Decimal("40.00")
    assert [acao for acao, _ in pagina.context["acoes"]] == ["cancelar"]
    assert "2 contas esperam decisão" in pagina.content.decode()
    limpo = enviado(mundo, "382", 1)
    outra = analista.get(f"/operadora/lotes/{limpo.pk}/")
    assert [acao for acao, _ in outra.context["acoes"]] == ["fechar", "cancelar"]
    assert so_le.get(f"/operadora/lotes/{limpo.pk}/").context["acoes"] == []
    assert de_outra_operadora.get(endereco).status_code == 404


@pytest.mark.parametrize("acao", ["fechar", "liberar", "cancelar"])
def test_agir_no_lote_recusado_nao_muda_nada(
    mundo: Mundo, so_le: Client, de_outra_operadora: Client, acao: str
) -> None:
    lote = analisado(mundo, "381", 1) if acao == "liberar" else enviado(mundo, "381", 1)
    endereco = f"/operadora/lotes/{lote.pk}/{acao}/"
    antes = relido(mundo, lote).situacao
    assert so_le.post(endereco).status_code == 403
    assert de_outra_operadora.post(endereco).status_code == 404
    assert so_le.get(endereco).status_code == 405
    assert relido(mundo, lote).situacao == antes


def test_acao_desconhecida_nao_existe(mundo: Mundo, analista: Client) -> None:
    lote = enviado(mundo, "381", 1)
    assert analista.post(f"/operadora/lotes/{lote.pk}/pagar/").status_code == 404


def test_fechar_espera_as_contas_e_congela_a_analise(mundo: Mundo, analista: Client) -> None:
    sujo, limpo = enviado(mundo, "381", 1, "20.00"), enviado(mundo, "382", 1)
    frase = "1 conta espera decisão antes de fechar este lote."
    assert aviso(analista.post(f"/operadora/lotes/{sujo.pk}/fechar/")) == frase
    assert relido(mundo, sujo).situacao == estados.EM_ANALISE
    feito = analista.post(f"/operadora/lotes/{limpo.pk}/fechar/")
    assert feito["Location"] == f"/operadora/lotes/{limpo.pk}/"
    assert aviso(feito) == "Análise do lote 382 fechada."
    analista.post(f"/operadora/lotes/{limpo.pk}/fechar/")
    assert (relido(mundo, limpo).situacao, quantos(mundo, "faturamento.lote.analisado")) == (estados.ANALISADO, 1)
    item = itens_de(mundo, limpo)[0]
    tarde = analista.post(f"/operadora/contas/{item.guia_id}/decidir/{item.pk}/", {"tipo": "aceitar"})
    assert tarde.status_code == 422 and "não muda mais" in tarde.content.decode()


def test_acima_da_alcada_outra_pessoa_libera(mundo: Mundo, analista: Client, gestor: Client) -> None:
    opcoes = opcoes_de_fabrica() | {"alcada": "0,00"}
    assert gestor.post("/operadora/configuracao/", opcoes).status_code == 303
    lote = enviado(mundo, "381", 1)
    analista.post(f"/operadora/lotes/{lote.pk}/fechar/")
    endereco = f"/operadora/lotes/{lote.pk}/liberar/"
    propria = analista.post(endereco)
    assert aviso(propria) == "Acima da alçada, outra pessoa precisa liberar o lote que você fechou."
    assert relido(mundo, lote).situacao == estados.ANALISADO
    assert aviso(gestor.post(endereco)) == "Lote 381 liberado para pagamento."
    assert relido(mundo, lote).situacao == estados.LIBERADO_PARA_PAGAMENTO


def test_ate_a_alcada_quem_fechou_libera(mundo: Mundo, analista: Client) -> None:
    lote = enviado(mundo, "381", 1)
    analista.post(f"/operadora/lotes/{lote.pk}/fechar/")
    analista.post(f"/operadora/lotes/{lote.pk}/liberar/")
    assert relido(mundo, lote).situacao == estados.LIBERADO_PARA_PAGAMENTO


def test_cancelar_so_antes_de_fechar(mundo: Mundo, analista: Client) -> None:
    aberto, fechado = enviado(mundo, "381", 1), analisado(mundo, "382", 1)
    assert aviso(analista.post(f"/operadora/lotes/{aberto.pk}/cancelar/")) == "Lote 381 cancelado."
    assert analista.post(f"/operadora/lotes/{fechado.pk}/cancelar/").status_code == 303
    assert relido(mundo, aberto).situacao == estados.CANCELADO
    assert relido(mundo, fechado).situacao == estados.ANALISADO
    assert conta_de(mundo, itens_de(mundo, fechado)[0]).situacao == estados.ANALISADO


def test_fechar_sem_divergencia_mostra_e_fecha_so_os_limpos(mundo: Mundo, analista: Client, so_le: Client) -> None:
    endereco = "/operadora/lotes/fechar-sem-divergencia/"
    sujo, um, dois = enviado(mundo, "381", 1, "20.00"), enviado(mundo, "382", 1), enviado(mundo, "383", 2)
    contestada = enviado(mundo, "384", 1)
    contestado(mundo, itens_de(mundo, contestada)[0])
    assert (so_le.get(endereco).status_code, so_le.post(endereco).status_code) == (403, 403)
    previa = analista.get(endereco)
    assert [lote.numero for lote in previa.context["lotes"]] == ["382", "383"]
    assert previa.context["valor"] == um.valor_liberado + dois.valor_liberado
    assert aviso(analista.post(endereco)) == "2 lotes fechados."
    assert [relido(mundo, lote).situacao for lote in (sujo, um, dois, contestada)] == [
        estados.EM_ANALISE,
        estados.ANALISADO,
        estados.ANALISADO,
        estados.EM_ANALISE,
    ]
    analista.post(endereco)
    assert quantos(mundo, "faturamento.lote.analisado") == 2


# Contestações


def test_contestacoes_lista_por_prazo_e_responde_uma_vez(mundo: Mundo, analista: Client) -> None:
    item = itens_de(mundo, enviado(mundo, "381", 1))[0]
    caso = contestado(mundo, item)
    assert [aberta.pk for aberta in analista.get("/operadora/contestacoes/").context["abertas"]] == [caso.pk]
    endereco = f"/operadora/contestacoes/{caso.pk}/"
    assert "Não estive lá." in analista.get(endereco).content.decode()
    feita = analista.post(endereco, {"procede": "nao", "resposta": "Há biometria do atendimento."})
    assert (feita.status_code, feita["Location"]) == (303, "/operadora/contestacoes/")
    assert analista.post(endereco, {"procede": "sim", "resposta": "Outra."}).status_code == 303
    with escopo(mundo.operadora):
        respondido = Contestacao.objects.select_related("protocolo").get()
    assert (respondido.procede, respondido.protocolo.situacao) == (False, "RESPONDIDO")
    assert respondido.protocolo.resposta == "Há biometria do atendimento."
    assert not relido(mundo, item).contestado
    assert quantos(mundo, "faturamento.contestacao.respondida") == 1
    lista = analista.get("/operadora/contestacoes/")
    assert (lista.context["abertas"], [c.pk for c in lista.context["respondidas"]]) == ([], [caso.pk])
    assert "Há biometria do atendimento." in analista.get(endereco).content.decode()


@pytest.mark.parametrize(
    ("envio", "campo"),
    [({"procede": "sim", "resposta": "  "}, "resposta"), ({"resposta": "Confirmado."}, "procede")],
)
def test_resposta_incompleta_fica_no_campo(mundo: Mundo, analista: Client, envio: dict[str, str], campo: str) -> None:
    caso = contestado(mundo, itens_de(mundo, enviado(mundo, "381", 1))[0])
    pagina = analista.post(f"/operadora/contestacoes/{caso.pk}/", envio)
    assert list(pagina.context["form"].errors) == [campo]
    assert relido(mundo, caso).procede is None


def test_contestacao_recusada_e_de_outra_operadora(
    mundo: Mundo, financeiro: Client, de_outra_operadora: Client
) -> None:
    caso = contestado(mundo, itens_de(mundo, enviado(mundo, "381", 1))[0])
    endereco, envio = f"/operadora/contestacoes/{caso.pk}/", {"procede": "sim", "resposta": "Sim."}
    assert financeiro.get("/operadora/contestacoes/").status_code == 403
    assert (financeiro.get(endereco).status_code, financeiro.post(endereco, envio).status_code) == (403, 403)
    assert de_outra_operadora.post(endereco, envio).status_code == 404
    assert de_outra_operadora.get("/operadora/contestacoes/").context["abertas"] == []
    assert relido(mundo, caso).procede is None


# Competências e pagamentos


@pytest.mark.requisito("U-17")
def test_competencia_mostra_a_previa_fecha_e_paga_uma_vez(mundo: Mundo, financeiro: Client) -> None:
    um, dois = liberado(mundo, "381"), liberado(mundo, "382", 2)
    total = um.valor_liberado + dois.valor_liberado
    (aberta,) = financeiro.get("/operadora/competencias/").context["abertas"]
    assert (aberta.prestadores, aberta.lotes, aberta.valor) == (1, 2, total)
    endereco = f"/operadora/competencias/{um.competencia}/"
    previa = financeiro.get(endereco)
    assert (previa.context["aptas"], previa.context["excecoes"], previa.context["total"]) == (1, 0, total)
    feita = financeiro.post(endereco)
    assert (feita["Location"], aviso(feita)) == (
        "/operadora/pagamentos/",
        f"Competência {um.competencia.rotulo} fechada: 1 pagamento.",
    )
    frase = f"Não há lote liberado para pagar na competência {um.competencia.rotulo}."
    assert aviso(financeiro.post(endereco)) == frase
    with escopo(mundo.operadora):
        pagamento = Pagamento.objects.get()
    assert pagamento.valor_liquido == total
    pagina = financeiro.get("/operadora/pagamentos/")
    assert ([p.pk for p in pagina.context["a_pagar"]], pagina.context["total"]) == ([pagamento.pk], total)
    pagar = f"/operadora/pagamentos/{pagamento.pk}/pagar/"
    assert aviso(financeiro.post(pagar)) == f"Pagamento {pagamento.numero} registrado."
    assert financeiro.post(pagar).status_code == 303
    pagamento = relido(mundo, pagamento)
    assert (pagamento.situacao, pagamento.pago_em) == (Pagamento.Situacao.PAGO, mundo.hoje)
    assert relido(mundo, um).situacao == relido(mundo, dois).situacao == estados.PAGO
    assert quantos(mundo, "pagamento.pagamento.feito") == 1
    assert financeiro.get("/operadora/pagamentos/").context["a_pagar"] == []


def test_prestador_sem_conta_bancaria_fica_de_fora(mundo: Mundo, financeiro: Client) -> None:
    lote = liberado(mundo)
    with escopo(mundo.operadora):
        type(mundo.prestador).objects.filter(pk=mundo.prestador.pk).update(conta="")
    endereco = f"/operadora/competencias/{lote.competencia}/"
    previa = financeiro.get(endereco)
    assert (previa.context["aptas"], previa.context["excecoes"], previa.context["total"]) == (0, 1, 0)
    assert "Sem conta bancária no cadastro" in previa.content.decode()
    assert financeiro.post(endereco).status_code == 303
    with escopo(mundo.operadora):
        assert Pagamento.objects.count() == 0


def test_competencia_recusada_escrita_errada_e_de_outra_operadora(
    mundo: Mundo, analista: Client, financeiro: Client
) -> None:
    lote = liberado(mundo)
    endereco, outra = f"/operadora/competencias/{lote.competencia}/", gestor_da_outra(mundo)
    assert analista.get("/operadora/competencias/").status_code == 403
    assert (analista.get(endereco).status_code, analista.post(endereco).status_code) == (403, 403)
    assert financeiro.get("/operadora/competencias/2026-13/").status_code == 404
    assert outra.get(endereco).context["linhas"] == []
    outra.post(endereco)
    with escopo(mundo.operadora):
        assert Pagamento.objects.count() == 0
        (pagamento,) = fechar_competencia(mundo.ator("financeiro"), lote.competencia)
    pagar = f"/operadora/pagamentos/{pagamento.pk}/pagar/"
    assert (analista.post(pagar).status_code, outra.post(pagar).status_code) == (403, 404)
    assert analista.get("/operadora/pagamentos/").status_code == 403
    assert relido(mundo, pagamento).situacao == Pagamento.Situacao.FECHADO


@pytest.mark.requisito("X-06")
def test_pagamentos_em_csv(mundo: Mundo, financeiro: Client) -> None:
    lote = liberado(mundo)
    with escopo(mundo.operadora):
        (pagamento,) = fechar_competencia(mundo.ator("financeiro"), lote.competencia)
    linhas = folha(financeiro.get("/operadora/pagamentos/", {"formato": "csv"}))
    assert linhas[0][:3] == ["Demonstrativo", "Prestador", "Competência"]
    assert [linha[:3] for linha in linhas[1:]] == [
        [pagamento.numero, mundo.prestador.nome_fantasia, lote.competencia.rotulo]
    ]


# Opções


@pytest.mark.requisito("X-08")
def test_opcoes_gravam_com_antes_e_depois(mundo: Mundo, gestor: Client) -> None:
    envio = opcoes_de_fabrica() | {"alcada": "7.500,50", "hash_estrito": "on"}
    assert gestor.post("/operadora/configuracao/", opcoes_de_fabrica()).status_code == 303
    assert quantos(mundo, "nucleo.configuracao.mudada") == 0
    feita = gestor.post("/operadora/configuracao/", envio)
    gestor.post("/operadora/configuracao/", envio)
    assert (feita["Location"], aviso(feita)) == (
        "/operadora/configuracao/",
        "Opções gravadas. Valem a partir do próximo lote.",
    )
    with escopo(mundo.operadora):
        opcoes = config(FaturamentoConfig)
        evento = Evento.objects.get(tipo="nucleo.configuracao.mudada")
    assert (opcoes.alcada, opcoes.hash_estrito) == (Decimal("7500.50"), True)
    assert evento.fato["mudancas"] == {"alcada": ["5000.00", "7500.50"], "hash_estrito": [False, True]}
    pagina = gestor.get("/operadora/configuracao/")
    assert pagina.context["form"].initial["alcada"] == Decimal("7500.50")
    assert [mudanca.pk for mudanca in pagina.context["mudancas"]] == [evento.pk]
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
        assert Configuracao.objects.count() == 0


def test_opcoes_recusadas_a_quem_nao_e_gestor(mundo: Mundo, analista: Client, financeiro: Client) -> None:
    for client in (analista, financeiro):
        assert client.get("/operadora/configuracao/").status_code == 403
        assert client.post("/operadora/configuracao/", opcoes_de_fabrica() | {"alcada": "1"}).status_code == 403
    with escopo(mundo.operadora):
        assert Configuracao.objects.count() == 0


# Auditoria


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
    assert tabela.linhas == []


# Consultas


@pytest.mark.parametrize(
    "caminho",
    ["", "contas/", "lotes/", "lotes/fechar-sem-divergencia/", "contestacoes/", "auditoria/"],
)
def test_numero_de_consultas_nao_cresce_com_as_linhas(mundo: Mundo, gestor: Client, caminho: str) -> None:
    endereco = f"/operadora/{caminho}"
    contagens = []
    for numeros in (("381", "382", "383"), ("391", "392", "393", "394", "395", "396")):
        _, _, contestada, *_ = [enviado(mundo, numero, 1, "20.00" if numero[-1] in "14" else "") for numero in numeros]
        contestado(mundo, itens_de(mundo, contestada)[0])
        contagens.append(quantas_consultas(gestor, endereco))
    assert contagens[0] == contagens[1]


def test_consultas_da_bancada_e_do_lote_nao_crescem_com_os_itens_iguais(mundo: Mundo, analista: Client) -> None:
    contas, lotes = [], []
    for numero, quantas in (("381", 2), ("382", 4)):
        lote = enviado(mundo, numero, quantas, "20.00")
        guia = itens_de(mundo, lote)[0].guia_id
        contas.append(quantas_consultas(analista, f"/operadora/contas/{guia}/"))
        lotes.append(quantas_consultas(analista, f"/operadora/lotes/{lote.pk}/"))
    assert (contas[0], lotes[0]) == (contas[1], lotes[1])


def test_consultas_de_competencias_e_pagamentos_nao_crescem(mundo: Mundo, gestor: Client) -> None:
    contagens = []
    for numeros in (("381",), ("382", "383", "384")):
        lotes = [liberado(mundo, numero) for numero in numeros]
        vistas = ["/operadora/competencias/", f"/operadora/competencias/{lotes[0].competencia}/"]
        antes = [quantas_consultas(gestor, vista) for vista in vistas]
        gestor.post(vistas[1])
        contagens.append([*antes, quantas_consultas(gestor, "/operadora/pagamentos/")])
    assert contagens[0] == contagens[1]
