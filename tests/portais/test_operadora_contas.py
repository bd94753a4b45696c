"""Queue of contas and workbench: what waits, each decision with its exact values, refusals, other tenant."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
from django.test import Client

from guiche.faturamento.models import Glosa, Guia, ItemDaGuia
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from tests.cenario import Mundo
from tests.portais.operadora import (
    VINTE,
    aviso,
    conta_de,
    contestado,
    folha,
    itens_de,
    quantos,
    relido,
)
from tests.portais.prestador import enviado, quantas_consultas

pytestmark = pytest.mark.django_db


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


def test_consultas_da_bancada_e_do_lote_nao_crescem_com_os_itens_iguais(mundo: Mundo, analista: Client) -> None:
    contas, lotes = [], []
    for numero, quantas in (("381", 2), ("382", 4)):
        lote = enviado(mundo, numero, quantas, "20.00")
        guia = itens_de(mundo, lote)[0].guia_id
        contas.append(quantas_consultas(analista, f"/operadora/contas/{guia}/"))
        lotes.append(quantas_consultas(analista, f"/operadora/lotes/{lote.pk}/"))
    assert (contas[0], lotes[0]) == (contas[1], lotes[1])
