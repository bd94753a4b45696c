"""The operadora's side: deciding changes of record, the second person, amendments and options."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guiche.cadastro import estados
from guiche.cadastro.config import CadastroConfig
from guiche.cadastro.models import Aditivo, Atualizacao, Prestador, RespostaAoAditivo
from guiche.cadastro.regras.campos import impressao
from guiche.cadastro.selectors.atualizacoes import valores_de_hoje
from guiche.cadastro.services.aditivos import recusar_aditivo
from guiche.cadastro.services.proprio import trocar_foto
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo
from tests.cadastro.cena import CONTA, ator_da_clinica, imagem, pdf, pedir, segunda_pessoa
from tests.cenario import Mundo
from tests.portais.operadora import folha, relido
from tests.portais.prestador import entrar, quantas_consultas

pytestmark = pytest.mark.django_db
FILA, ADITIVOS, OPCOES = "/operadora/atualizacoes/", "/operadora/aditivos/", "/operadora/opcoes-do-cadastro/"


def texto(client: Client, url: str) -> str:
    resposta = client.get(url)
    assert resposta.status_code == 200
    return resposta.content.decode()


def pedido_da_clinica(mundo: Mundo, valores: dict[str, str]) -> Atualizacao:
    with escopo(mundo.operadora):
        return pedir(mundo, valores)


def decisao(mundo: Mundo, pedido: Atualizacao, **respostas: str) -> dict[str, str]:
    """What the form of decision sends: an answer for each piece, and what the screen showed."""
    with escopo(mundo.operadora):
        prestador = Prestador.objects.get(pk=pedido.prestador_id)
        vistos = {f"visto_{i.unidade}": impressao(valores_de_hoje(i, prestador)) for i in pedido.itens.all()}
    return {"acao": "decidir", **vistos, **{f"decisao_{unidade}": valor for unidade, valor in respostas.items()}}


def novo_aditivo(mundo: Mundo, **mudados: Any) -> dict[str, Any]:
    return {
        "titulo": "Reajuste de 2027",
        "versao": "1",
        "resumo": "Os preços sobem 5% em janeiro.",
        "vigencia": (mundo.hoje + timedelta(days=40)).isoformat(),
        "prazo": (mundo.hoje + timedelta(days=20)).isoformat(),
        "arquivo": SimpleUploadedFile("aditivo.pdf", pdf(), "application/pdf"),
        **mudados,
    }


@pytest.mark.requisito("B-15")
def test_a_fila_diz_o_que_espera_e_cada_item_e_decidido(mundo: Mundo, gestor: Client) -> None:
    assert "<h1>Nenhuma mudança de cadastro espera decisão</h1>" in texto(gestor, FILA)
    pedido = pedido_da_clinica(mundo, {"telefone": "1933334444", "nome_fantasia": "Clínica Nova"})
    pagina = texto(gestor, FILA)
    assert "<h1>1 mudança de cadastro espera decisão</h1>" in pagina and f'href="{FILA}{pedido.pk}/"' in pagina
    assert folha(gestor.get(f"{FILA}?formato=csv&situacao=a_decidir"))[1][:3] == [
        pedido.numero,
        mundo.prestador.nome_fantasia,
        "2",
    ]
    um = texto(gestor, f"{FILA}{pedido.pk}/")
    assert "(19) 3333-4444" in um and "prova.pdf" in um and mundo.prestador.nome_fantasia in um

    incompleta = gestor.post(f"{FILA}{pedido.pk}/", decisao(mundo, pedido, telefone="sim"))
    assert incompleta.status_code == 422 and "Decida sobre Nome." in incompleta.content.decode()
    sem_motivo = gestor.post(f"{FILA}{pedido.pk}/", decisao(mundo, pedido, telefone="sim", nome_fantasia="nao"))
    assert sem_motivo.status_code == 422 and "Diga por que Nome não muda" in sem_motivo.content.decode()
    assert relido(mundo, pedido).situacao == estados.EM_ANALISE
    completa = decisao(mundo, pedido, telefone="sim", nome_fantasia="nao")
    feita = gestor.post(f"{FILA}{pedido.pk}/", {**completa, "motivo_nome_fantasia": "Já existe na rede."})
    assert feita.status_code == 303
    clinica = relido(mundo, mundo.prestador)
    assert (clinica.telefone, clinica.nome_fantasia) == ("1933334444", mundo.prestador.nome_fantasia)
    assert "Já existe na rede." in texto(gestor, f"{FILA}{pedido.pk}/")


@pytest.mark.requisito("B-15")
def test_o_conflito_aparece_e_a_tela_velha_nao_decide(mundo: Mundo, gestor: Client) -> None:
    pedido = pedido_da_clinica(mundo, {"telefone": "1933334444"})
    velha = decisao(mundo, pedido, telefone="sim")
    with escopo(mundo.operadora):
        Prestador.objects.filter(pk=mundo.prestador.pk).update(telefone="1900000000")
    pagina = texto(gestor, f"{FILA}{pedido.pk}/")
    assert "O cadastro mudou depois deste pedido" in pagina and "(19) 0000-0000" in pagina
    assert "Aceitar mesmo assim" in pagina
    recusada = gestor.post(f"{FILA}{pedido.pk}/", velha)
    assert recusada.status_code == 422
    assert "Telefone mudou no cadastro enquanto você decidia" in recusada.content.decode()
    assert relido(mundo, mundo.prestador).telefone == "1900000000"


def test_pede_complemento_nas_palavras_que_o_prestador_le(mundo: Mundo, gestor: Client) -> None:
    pedido = pedido_da_clinica(mundo, {"telefone": "1933334444"})
    url = f"{FILA}{pedido.pk}/"
    assert gestor.post(url, {"acao": "complemento", "pedido": ""}).status_code == 422
    assert gestor.post(url, {"acao": "complemento", "pedido": "Envie uma conta."}).status_code == 303
    assert relido(mundo, pedido).situacao == estados.PENDENTE
    assert "Esperamos um complemento do prestador" in texto(gestor, url)


def test_a_conta_passa_por_duas_pessoas_e_nunca_aparece_inteira(mundo: Mundo, gestor: Client) -> None:
    pedido = pedido_da_clinica(mundo, CONTA)
    url = f"{FILA}{pedido.pk}/"
    assert gestor.post(url, decisao(mundo, pedido, banco="sim")).status_code == 303
    pagina = texto(gestor, url)
    assert "Outra pessoa precisa conferir a conta" in pagina and CONTA["conta"] not in pagina
    mesma = gestor.post(url, {"acao": "conferir", **CONTA})
    assert mesma.status_code == 422 and "cabe a outra pessoa" in mesma.content.decode()

    vinculo = segunda_pessoa(mundo)
    outra = entrar(vinculo.usuario, vinculo)
    assert "Confira a conta no comprovante" in texto(outra, url) and CONTA["conta"] not in texto(outra, url)
    errada = outra.post(url, {"acao": "conferir", **CONTA, "conta": "1-1"})
    assert errada.status_code == 422 and "não é a do pedido" in errada.content.decode()
    assert relido(mundo, mundo.prestador).conta == mundo.prestador.conta
    assert outra.post(url, {"acao": "devolver", "motivo": "Confira o nome."}).status_code == 303
    assert gestor.post(url, decisao(mundo, pedido, banco="sim")).status_code == 303
    assert outra.post(url, {"acao": "conferir", **CONTA}).status_code == 303
    clinica = relido(mundo, mundo.prestador)
    assert (clinica.banco, clinica.agencia, clinica.conta) == ("0341", "1234", "98765-4")
    ficha = texto(gestor, f"/operadora/prestadores/{clinica.pk}/")
    assert "conta •••65-4" in ficha and "98765-4" not in ficha


def test_so_quem_decide_ve_a_fila(mundo: Mundo, analista: Client, de_outra_operadora: Client) -> None:
    pedido = pedido_da_clinica(mundo, {"telefone": "1933334444"})
    url = f"{FILA}{pedido.pk}/"
    for endereco in (FILA, url, ADITIVOS, f"{ADITIVOS}novo/", OPCOES):
        assert analista.get(endereco).status_code == 403
    assert analista.post(url, decisao(mundo, pedido, telefone="sim")).status_code == 403
    assert relido(mundo, pedido).situacao == estados.EM_ANALISE
    vinculo = mundo.vinculo("gestor", outra=True)
    vizinha = entrar(vinculo.usuario, vinculo)
    assert (vizinha.get(url).status_code, vizinha.post(url, {"acao": "complemento", "pedido": "x"}).status_code) == (
        404,
        404,
    )
    assert pedido.numero not in texto(vizinha, FILA)
    assert de_outra_operadora.get(url).status_code in (403, 404)


@pytest.mark.requisito("C-07")
def test_o_aditivo_e_publicado_e_as_respostas_acompanhadas(mundo: Mundo, gestor: Client) -> None:
    assert "Nenhum aditivo publicado" in texto(gestor, ADITIVOS)
    ruim = gestor.post(f"{ADITIVOS}novo/", novo_aditivo(mundo, codigos="99999"))
    assert ruim.status_code == 422 and "Não há prestador ativo com o código 99999." in ruim.content.decode()
    feito = gestor.post(f"{ADITIVOS}novo/", novo_aditivo(mundo, tipos=["CLINICA", "LABORATORIO"]))
    with escopo(mundo.operadora):
        aditivo = Aditivo.objects.get()
        resposta = RespostaAoAditivo.objects.get(prestador=mundo.prestador)
        recusar_aditivo(ator_da_clinica(mundo), resposta.pk, "O índice está abaixo do combinado.")
    assert (feito.status_code, feito["Location"]) == (303, f"{ADITIVOS}{aditivo.pk}/")
    assert "<h1>1 recusa espera resposta</h1>" in texto(gestor, ADITIVOS)
    pagina = texto(gestor, f"{ADITIVOS}{aditivo.pk}/")
    assert "<h1>0 de 2 prestadores aceitaram</h1>" in pagina and aditivo.sha256 in pagina

    url = f"{ADITIVOS}{aditivo.pk}/resposta/{resposta.pk}/"
    assert "O índice está abaixo do combinado." in texto(gestor, url)
    assert gestor.post(url, {"tratativa": ""}).status_code == 422
    prazo = mundo.hoje + timedelta(days=30)
    assert gestor.post(url, {"tratativa": "Revimos.", "novo_prazo": prazo.isoformat()}).status_code == 303
    assert (relido(mundo, resposta).situacao, relido(mundo, resposta).prazo) == (estados.A_RESPONDER, prazo)
    with escopo(mundo.operadora):
        RespostaAoAditivo.objects.update(prazo=mundo.hoje - timedelta(days=1))
    linhas = folha(gestor.get(f"{ADITIVOS}{aditivo.pk}/?situacao=vencido&formato=csv"))
    assert {linha[0] for linha in linhas[1:]} == {
        mundo.prestador.nome_fantasia,
        mundo.outro_prestador.nome_fantasia,
    }
    assert "2 prestadores não responderam no prazo." in texto(gestor, ADITIVOS)


@pytest.mark.requisito("B-16", "B-25")
def test_a_operadora_escolhe_o_que_pede_e_o_que_fecha(mundo: Mundo, gestor: Client, faturista: Client) -> None:
    assert "Registro no conselho e CBO-S" in texto(gestor, OPCOES)
    escolhas = {
        "exigencias": ["email", "corpo_clinico"],
        "bloqueadas": ["faturamento.lote.conferir"],
        "fechadas_HOSPITAL": ["faturamento.valor.ver"],
        "fechadas_BENEFICIARIO": ["faturamento.item.contestar"],
        "motivo_do_fechamento": "",
        "quem_procurar": "Escreva à rede.",
        "prazo_atualizacao_du": "0",
        "lembrete_aditivo_dias": "7",
    }
    assert gestor.post(OPCOES, escolhas).status_code == 422
    assert gestor.post(OPCOES, {**escolhas, "prazo_atualizacao_du": "3"}).status_code == 303
    with escopo(mundo.operadora):
        assert config(CadastroConfig) == CadastroConfig(
            exigencias=("email", "corpo_clinico"),
            bloqueadas=("faturamento.lote.conferir",),
            fechadas=("HOSPITAL:faturamento.valor.ver", "BENEFICIARIO:faturamento.item.contestar"),
            quem_procurar="Escreva à rede.",
            prazo_atualizacao_du=3,
            lembrete_aditivo_dias=7,
        )
        Prestador.objects.filter(pk=mundo.prestador.pk).update(email="")
    assert faturista.get("/prestador/valores/").status_code == 200
    fechada = faturista.get("/prestador/conferencias/")
    assert fechada.status_code == 403 and "Falta no cadastro: E-mail." in fechada.content.decode()


@pytest.mark.requisito("C-09")
def test_a_foto_do_prestador_aparece_na_ficha(mundo: Mundo, gestor: Client) -> None:
    url = f"/operadora/prestadores/{mundo.prestador.pk}/"
    assert f'src="{url}foto/' not in texto(gestor, url) and gestor.get(f"{url}foto/").status_code == 404
    with escopo(mundo.operadora):
        trocar_foto(ator_da_clinica(mundo), "logo.jpg", imagem())
    assert f'src="{url}foto/' in texto(gestor, url)
    assert gestor.get(f"{url}foto/")["Content-Type"] == "image/webp"
    vinculo = mundo.vinculo("gestor", outra=True)
    assert entrar(vinculo.usuario, vinculo).get(f"{url}foto/").status_code == 404


def test_as_consultas_nao_crescem_com_os_pedidos(mundo: Mundo, gestor: Client) -> None:
    pedido_da_clinica(mundo, {"telefone": "1933334444"})
    gestor.post(f"{ADITIVOS}novo/", novo_aditivo(mundo))
    texto(gestor, FILA)
    um = [quantas_consultas(gestor, url) for url in (FILA, ADITIVOS)]
    for valores in ({"email": "novo@exemplo.com.br"}, {"nome_fantasia": "Clínica Nova"}):
        pedido_da_clinica(mundo, valores)
    for versao in ("2", "3"):
        gestor.post(f"{ADITIVOS}novo/", novo_aditivo(mundo, versao=versao))
    assert [quantas_consultas(gestor, url) for url in (FILA, ADITIVOS)] == um
