"""Seu cadastro, change requests, photo and amendments, on the prestador's screens."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from guiche.cadastro import estados
from guiche.cadastro.config import CadastroConfig
from guiche.cadastro.models import Aditivo, Atualizacao, ContratoDoPrestador, CorpoClinico, Prestador, RespostaAoAditivo
from guiche.cadastro.operacoes import controlaveis
from guiche.cadastro.services.aditivos import NovoAditivo, publicar_aditivo
from guiche.cadastro.services.atualizacoes import pedir_complemento
from guiche.cadastro.services.opcoes import mudar_opcoes
from guiche.documentos.models import Arquivo
from guiche.faturamento import permissions as faturamento
from guiche.nucleo.escopo import escopo
from tests.cadastro.cena import CONTA, imagem, pdf, pedir
from tests.cenario import Mundo
from tests.portais.operadora import aviso, relido
from tests.portais.prestador import conferido, consultas, quantas_consultas

pytestmark = pytest.mark.django_db
CADASTRO, ATUALIZAR, PEDIDOS = "/prestador/cadastro/", "/prestador/cadastro/atualizar/", "/prestador/cadastro/pedidos/"
ADITIVOS = "/prestador/aditivos/"
ASSINA = {"acao": "aceitar", "nome": "Célia Prates", "cpf": "529.982.247-25", "cargo": "Sócia", "declaro": "on"}


def texto(client: Client, url: str) -> str:
    resposta = client.get(url)
    assert resposta.status_code == 200
    return resposta.content.decode()


def papel(nome: str = "prova.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(nome, pdf(), "application/pdf")


def atual(mundo: Mundo) -> Prestador:
    return relido(mundo, mundo.prestador)


def dados(mundo: Mundo, **mudados: Any) -> dict[str, Any]:
    """What the form sends: the record as it is, the account left empty, and what was changed."""
    nomes = (
        "nome_fantasia", "razao_social", "cnes", "email", "telefone", "cep", "logradouro", "numero_do_endereco",
        "complemento", "bairro", "municipio", "uf", "responsavel", "registro_do_responsavel",
    )  # fmt: skip
    return {**{nome: getattr(atual(mundo), nome) for nome in nomes}, **mudados}


def publicado(mundo: Mundo, **outros: Any) -> RespostaAoAditivo:
    """An amendment for the clinic."""
    with escopo(mundo.operadora):
        novo = NovoAditivo(
            titulo=outros.get("titulo", "Reajuste de 2027"),
            versao="1",
            resumo="Os preços sobem 5% em janeiro.",
            vigencia=mundo.hoje + timedelta(days=40),
            prazo=mundo.hoje + timedelta(days=20),
            nome_do_arquivo="aditivo.pdf",
            conteudo=pdf(),
            tipos=["CLINICA"],
        )
        aditivo: Aditivo = publicar_aditivo(mundo.ator("gestor"), novo)
        return RespostaAoAditivo.objects.get(aditivo=aditivo, prestador=mundo.prestador)


@pytest.mark.requisito("B-14", "B-24")
def test_tudo_que_a_operadora_sabe_do_prestador_esta_em_uma_pagina(mundo: Mundo, faturista: Client) -> None:
    pagina = texto(faturista, CADASTRO)
    p = mundo.prestador
    assert "<h1>O cadastro de vocês está completo</h1>" in pagina
    assert f"Vocês estão credenciados na Aroeira Saúde desde {p.credenciado_em:%d/%m/%Y}." in pagina
    for valor in (p.razao_social, p.documento_formatado, p.cnes, p.codigo, p.email, "Dra. Lívia Prado Neves"):
        assert valor in pagina
    assert "Entregar lotes até o dia" in pagina
    assert p.conta not in pagina and f"conta {'•' * (len(p.conta) - 4)}{p.conta[-4:]}" in pagina
    menu = texto(faturista, "/prestador/lotes/")
    assert f'href="{CADASTRO}"' in menu and f'href="{ADITIVOS}"' in menu


def test_contrato_que_ainda_nao_comecou_nao_e_o_de_hoje(mundo: Mundo, faturista: Client) -> None:
    with escopo(mundo.operadora):
        contrato = ContratoDoPrestador.objects.get(prestador=mundo.prestador)
        contrato.pk, contrato.vigencia_inicio = None, mundo.hoje + timedelta(days=40)
        contrato.dias_para_cobrar = 61
        contrato.save()
    hoje = texto(faturista, CADASTRO)
    assert "61 dias" not in hoje and "Podem atender e cobrar pelo contrato." in hoje
    with escopo(mundo.operadora):
        ContratoDoPrestador.objects.filter(prestador=mundo.prestador, vigencia_inicio__lte=mundo.hoje).delete()
    sem = texto(faturista, CADASTRO)
    assert "61 dias" not in sem and "Sem contrato em vigor" in sem and "mas sem contrato em vigor" in sem


@pytest.mark.requisito("B-16")
def test_o_que_falta_aparece_com_o_motivo_e_fecha_o_envio(mundo: Mundo, faturista: Client) -> None:
    guias = conferido(mundo, faturista, consultas(mundo, 1))
    with escopo(mundo.operadora):
        Prestador.objects.filter(pk=mundo.prestador.pk).update(conta="", responsavel="")
    pagina = texto(faturista, CADASTRO)
    assert "<h1>2 informações faltam no cadastro de vocês</h1>" in pagina
    assert f'href="{ATUALIZAR}#u-banco"' in pagina and f'href="{ATUALIZAR}#u-responsavel"' in pagina
    assert "Falta no cadastro: Responsável técnico, Conta para pagamento." in pagina
    conferencia = texto(faturista, f"/prestador/conferencias/{guias.pk}/")
    assert "Falta no cadastro: Responsável técnico, Conta para pagamento." in conferencia
    assert f'action="/prestador/conferencias/{guias.pk}/enviar/"' not in conferencia
    negado = faturista.post(f"/prestador/conferencias/{guias.pk}/enviar/")
    assert negado.status_code == 403 and "Complete em Seu cadastro" in negado.content.decode()
    assert relido(mundo, guias).situacao == guias.situacao


@pytest.mark.requisito("B-25")
def test_a_operacao_fechada_diz_por_que_e_quem_procurar(
    mundo: Mundo, faturista: Client, de_outro_prestador: Client
) -> None:
    with escopo(mundo.operadora):
        fechadas = (f"CLINICA:{faturamento.VALOR_VER.codigo}",)
        mudar_opcoes(mundo.ator("gestor"), CadastroConfig(fechadas=fechadas, quem_procurar="Escreva à rede."))
    fechada = faturista.get("/prestador/valores/")
    assert fechada.status_code == 403
    assert "não oferece isto pelo portal a prestadores do tipo clínica" in fechada.content.decode()
    assert "Escreva à rede." in fechada.content.decode()
    assert "Consultar os valores negociados" in texto(faturista, CADASTRO)
    assert de_outro_prestador.get("/prestador/valores/").status_code == 200


@pytest.mark.requisito("B-15", "C-07", "C-36")
def test_o_pedido_e_conferido_antes_e_depois_acompanhado(mundo: Mundo, faturista: Client) -> None:
    assert "O que mudou no cadastro de vocês?" in texto(faturista, ATUALIZAR)
    mudado = dados(mundo, telefone="(19) 3333-4444", razao_social="Cedro Saúde Ltda.")
    revisao = faturista.post(ATUALIZAR, {**mudado, "acao": "conferir"}).content.decode()
    assert "<h1>Confira 2 mudanças e envie</h1>" in revisao
    assert "(19) 3333-4444" in revisao and "Contrato social ou cartão do CNPJ" in revisao

    sem_papel = faturista.post(ATUALIZAR, {**mudado, "acao": "enviar", "vigencia": mundo.hoje.isoformat()})
    assert sem_papel.status_code == 422 and "Anexe: Contrato social" in sem_papel.content.decode()
    envio = {**mudado, "acao": "enviar", "vigencia": mundo.hoje.isoformat(), "anexos": papel()}
    feito = faturista.post(ATUALIZAR, envio)
    with escopo(mundo.operadora):
        pedido = Atualizacao.objects.get()
        anexo = Arquivo.objects.get(objeto_tipo="cadastro.atualizacao")
    assert (feito.status_code, feito["Location"]) == (303, f"{PEDIDOS}{pedido.pk}/")
    assert f"Pedido {pedido.numero} enviado" in aviso(feito)
    pagina = texto(faturista, f"{PEDIDOS}{pedido.pk}/")
    assert f"<h1>A operadora responde até {pedido.prazo:%d/%m/%Y}</h1>" in pagina
    assert f'href="/arquivo/{anexo.pk}/"' in pagina and faturista.get(f"/arquivo/{anexo.pk}/").status_code == 200
    assert pedido.numero in texto(faturista, PEDIDOS) and pedido.numero in texto(faturista, CADASTRO)
    assert atual(mundo).telefone == mundo.prestador.telefone


def test_o_erro_fica_no_campo_e_o_digitado_nao_se_perde(mundo: Mundo, faturista: Client) -> None:
    ruim = faturista.post(ATUALIZAR, {**dados(mundo, telefone="3333", bairro="Vila Nova"), "acao": "conferir"})
    assert ruim.status_code == 422
    pagina = ruim.content.decode()
    assert "Escreva o telefone com DDD" in pagina and 'value="Vila Nova"' in pagina and 'value="3333"' in pagina
    nada = faturista.post(ATUALIZAR, {**dados(mundo), "acao": "conferir"})
    assert nada.status_code == 422 and "Nada mudou: altere pelo menos um dado." in nada.content.decode()
    outra = {**dados(mundo), **CONTA, "conta_repetida": "1-1", "acao": "enviar", "vigencia": mundo.hoje.isoformat()}
    diferente = faturista.post(ATUALIZAR, {**outra, "anexos": papel()})
    assert diferente.status_code == 422 and "As duas contas digitadas são diferentes" in diferente.content.decode()
    with escopo(mundo.operadora):
        assert Atualizacao.objects.count() == 0


@pytest.mark.requisito("B-15")
def test_responde_ao_que_a_operadora_pediu_e_pode_desistir(mundo: Mundo, faturista: Client) -> None:
    with escopo(mundo.operadora):
        pedido = pedir(mundo, {"telefone": "1933334444"})
        pedir_complemento(mundo.ator("gestor"), pedido.pk, "Envie uma conta de telefone.")
    url = f"{PEDIDOS}{pedido.pk}/"
    assert "Envie uma conta de telefone." in texto(faturista, url)
    assert faturista.post(url, {"resposta": ""}).status_code == 422
    assert faturista.post(url, {"resposta": "Segue.", "anexos": papel()}).status_code == 303
    assert relido(mundo, pedido).situacao == estados.EM_ANALISE
    assert faturista.post(f"{url}cancelar/").status_code == 303
    assert relido(mundo, pedido).situacao == estados.CANCELADA


@pytest.mark.requisito("B-15")
def test_um_pedido_e_so_de_quem_pediu(
    mundo: Mundo, de_outro_prestador: Client, da_outra_operadora: Client, sem_direitos: Client
) -> None:
    with escopo(mundo.operadora):
        pedido = pedir(mundo, {"telefone": "1933334444"})
    for outro in (de_outro_prestador, da_outra_operadora):
        assert outro.get(f"{PEDIDOS}{pedido.pk}/").status_code == 404
        assert outro.post(f"{PEDIDOS}{pedido.pk}/cancelar/").status_code == 404
        assert pedido.numero not in texto(outro, PEDIDOS)
    for url in (CADASTRO, ATUALIZAR, PEDIDOS, f"{PEDIDOS}{pedido.pk}/", ADITIVOS, f"{CADASTRO}foto/"):
        assert sem_direitos.get(url).status_code == 403
    assert sem_direitos.post(f"{PEDIDOS}{pedido.pk}/cancelar/").status_code == 403
    assert relido(mundo, pedido).situacao == estados.EM_ANALISE


@pytest.mark.requisito("C-09")
def test_a_foto_entra_limpa_aparece_e_sai(
    mundo: Mundo, faturista: Client, de_outro_prestador: Client, sem_direitos: Client
) -> None:
    assert faturista.get(f"{CADASTRO}foto/").status_code == 404
    ruim = faturista.post(f"{CADASTRO}foto/trocar/", {"foto": SimpleUploadedFile("a.png", b"nada")})
    assert ruim.status_code == 422 and "O nome diz PNG, mas o conteúdo é outro." in ruim.content.decode()
    for _ in range(2):
        enviada = faturista.post(f"{CADASTRO}foto/trocar/", {"foto": SimpleUploadedFile("eu.jpg", imagem())})
        assert enviada.status_code == 303
    with escopo(mundo.operadora):
        assert Arquivo.objects.filter(objeto_tipo="cadastro.prestador").count() == 1
    mostrada = faturista.get(f"{CADASTRO}foto/")
    assert mostrada["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(b"".join(mostrada.streaming_content))).size == (300, 300)
    assert f'src="{CADASTRO}foto/?v={atual(mundo).foto_id}"' in texto(faturista, CADASTRO)
    assert de_outro_prestador.get(f"{CADASTRO}foto/").status_code == 404
    assert sem_direitos.post(f"{CADASTRO}foto/remover/").status_code == 403
    assert faturista.post(f"{CADASTRO}foto/remover/").status_code == 303
    assert atual(mundo).foto_id is None


@pytest.mark.requisito("C-07")
def test_o_aditivo_e_lido_aceito_e_deixa_comprovante(mundo: Mundo, faturista: Client) -> None:
    resposta = publicado(mundo)
    url = f"{ADITIVOS}{resposta.pk}/"
    assert "<h1>1 aditivo espera resposta de vocês</h1>" in texto(faturista, ADITIVOS)
    assert "Abra o documento antes de aceitar." in texto(faturista, url)
    cedo = faturista.post(url, ASSINA)
    assert cedo.status_code == 422 and "Abra e leia o documento antes de aceitar." in cedo.content.decode()
    lido = faturista.get(f"{url}documento/")
    assert (lido.status_code, lido["Content-Type"]) == (200, "application/pdf")

    sem_cargo = faturista.post(url, {**ASSINA, "cargo": ""})
    assert sem_cargo.status_code == 422 and relido(mundo, resposta).situacao == estados.A_RESPONDER
    assert faturista.post(url, ASSINA).status_code == 303
    aceita = relido(mundo, resposta)
    pagina = texto(faturista, url)
    with escopo(mundo.operadora):
        codigo, arquivo_id = aceita.comprovante.codigo, aceita.comprovante.arquivo_id
    assert codigo in pagina and "529.982.247-25" not in pagina and "***.982.247-**" in pagina
    assert faturista.get(f"/arquivo/{arquivo_id}/")["Content-Type"] == "application/pdf"
    assert "Reajuste de 2027" in Client().get(f"/verificar/{codigo}/").content.decode()


@pytest.mark.requisito("C-07")
def test_a_recusa_do_aditivo_tem_motivo_e_protocolo(mundo: Mundo, faturista: Client) -> None:
    resposta = publicado(mundo)
    url = f"{ADITIVOS}{resposta.pk}/"
    assert faturista.post(url, {"acao": "recusar", "motivo": ""}).status_code == 422
    feita = faturista.post(url, {"acao": "recusar", "motivo": "O índice está abaixo do combinado."})
    assert feita.status_code == 303 and relido(mundo, resposta).protocolo in aviso(feita)
    assert "Recusado: a operadora vai responder" in texto(faturista, url)


@pytest.mark.requisito("C-07")
def test_o_aditivo_e_so_de_quem_recebeu(
    mundo: Mundo, de_outro_prestador: Client, da_outra_operadora: Client, sem_direitos: Client
) -> None:
    resposta = publicado(mundo)
    url = f"{ADITIVOS}{resposta.pk}/"
    for outro in (de_outro_prestador, da_outra_operadora):
        assert [outro.get(u).status_code for u in (url, f"{url}documento/")] == [404, 404]
        assert outro.post(url, ASSINA).status_code == 404
        assert "Reajuste" not in texto(outro, ADITIVOS)
    assert sem_direitos.post(url, ASSINA).status_code == 403
    assert relido(mundo, resposta).situacao == estados.A_RESPONDER


def test_as_consultas_nao_crescem_com_as_linhas(mundo: Mundo, faturista: Client) -> None:
    def medir() -> list[int]:
        return [quantas_consultas(faturista, url) for url in (CADASTRO, PEDIDOS, ADITIVOS)]

    with escopo(mundo.operadora):
        pedir(mundo, {"telefone": "1933334444"})
    publicado(mundo)
    faturista.get(CADASTRO)
    um = medir()
    with escopo(mundo.operadora):
        pedir(mundo, {"email": "novo@exemplo.com.br"})
        pedir(mundo, {"nome_fantasia": "Clínica Nova"})
    publicado(mundo, titulo="Outro")
    publicado(mundo, titulo="Mais um")
    assert medir() == um
    assert max(um) <= 15


def test_o_corpo_clinico_exigido_se_conta_uma_vez_por_pagina(mundo: Mundo, faturista: Client) -> None:
    paginas = (CADASTRO, "/prestador/", "/prestador/lotes/")
    todas = tuple(permissao.codigo for permissao in controlaveis())

    def medir(*exigencias: str) -> list[int]:
        with escopo(mundo.operadora):
            mudar_opcoes(mundo.ator("gestor"), CadastroConfig(exigencias=exigencias, bloqueadas=todas))
        return [quantas_consultas(faturista, url) for url in paginas]

    with escopo(mundo.operadora):
        CorpoClinico.objects.create(instituicao=mundo.prestador, profissional=mundo.medico, inicio=mundo.hoje)
    faturista.get(CADASTRO)
    assert medir("email", "corpo_clinico") == [sem + 1 for sem in medir("email")]
