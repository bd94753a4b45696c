"""Other people's programs against the served WSDL: zeep as the client, pytiss as the writer of the lote."""

from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import pytiss
import zeep
from django.test import Client
from lxml import etree
from zeep.exceptions import Fault
from zeep.transports import Transport

from guiche.faturamento.models import Guia, Lote
from guiche.faturamento.services.contas import fechar_lote, liberar_lote
from guiche.nucleo.escopo import escopo
from guiche.nucleo.tarefas import drenar
from guiche.pagamento.services.pagamentos import fechar_competencia, marcar_pago
from guiche.tiss_xml.envelope import abrir_envelope, embrulhar
from guiche.tiss_xml.hash import hash_da_mensagem
from guiche.tiss_xml.servicos import SERVICOS, Servico
from guiche.tiss_xml.versoes import NS, Versao, registro
from tests.cenario import Mundo
from tests.integracao.apoio import V402, V403, Sistema, consultas, postar

pytestmark = pytest.mark.django_db


class PelaPorta(Transport):
    """HTTP of zeep through Django's test client: same code as a socket, same transaction as the test."""

    def __init__(self) -> None:
        super().__init__()
        self._cliente = Client(raise_request_exception=False)

    def load(self, url: str) -> bytes:
        resposta = self._cliente.get(url.removeprefix("http://testserver"))
        assert resposta.status_code == 200, url
        assert resposta.headers["Content-Type"] == "text/xml; charset=ISO-8859-1"
        return bytes(resposta.content)

    def post(self, address: str, message: bytes, headers: dict[str, str]) -> Any:
        assert headers["SOAPAction"] == '""'
        resposta = self._cliente.post(
            address.removeprefix("http://testserver"), message, content_type=headers["Content-Type"]
        )
        return SimpleNamespace(
            content=resposta.content,
            status_code=resposta.status_code,
            headers=dict(resposta.headers),
            encoding="iso-8859-1",
        )


def cliente(servico: str, versao: Versao = V403) -> zeep.Client:
    # The official xmldsig schema declares an entity in its internal DTD, which zeep refuses unless told.
    ajustes = zeep.Settings(forbid_entities=False)
    endereco = f"http://testserver/tiss/{versao.caminho}/{servico}?wsdl"
    return zeep.Client(endereco, transport=PelaPorta(), settings=ajustes)


def chamar(sistema: Sistema, servico: str, mensagem: bytes) -> Any:
    """Call the operation with the parts of a message already written, and give the parsed answer."""
    elemento = abrir_envelope(mensagem).elemento
    chamado = cliente(servico, sistema.versao)
    tipo = chamado.get_element(f"{{{NS}}}{etree.QName(elemento).localname}")
    valores = tipo.parse(elemento, chamado.wsdl.types)
    partes = {nome: getattr(valores, nome) for nome in dir(valores) if getattr(valores, nome) is not None}
    (operacao,) = chamado.service._operations
    return getattr(chamado.service, operacao)(**partes)


@pytest.mark.parametrize("servico", SERVICOS, ids=lambda servico: servico.nome)
def test_wsdl_servido_descreve_todo_servico(servico: Servico) -> None:
    lido = cliente(servico.nome)
    assert list(lido.wsdl.services) == [servico.nome_wsdl]
    (porta,) = lido.wsdl.services[servico.nome_wsdl].ports.values()
    assert porta.binding_options["address"] == f"http://testserver/tiss/v40300/{servico.nome}"


def test_esquemas_servidos_sao_os_oficiais_de_cada_versao() -> None:
    navegador = Client()
    for versao in (V402, V403):
        for nome, conteudo in registro.conjunto(versao).arquivos.items():
            assert navegador.get(f"/tiss/{versao.caminho}/xsd/{nome}").content == conteudo
    for inexistente in ("v40300/xsd/settings.py", "v99999/xsd/tissV4_03_00.xsd", "v40300/tissInventado?wsdl"):
        assert navegador.get(f"/tiss/{inexistente}").status_code == 404
    sem_wsdl = navegador.get("/tiss/v40300/tissLoteGuias")
    assert (sem_wsdl.status_code, sem_wsdl.headers["Location"]) == (302, "/tiss/v40300/tissLoteGuias?wsdl")


def test_cliente_independente_pergunta_a_situacao(mundo: Mundo, clinica: Sistema) -> None:
    mensagem = clinica.lote(mundo, consultas(mundo, 1))
    recibo = chamar(clinica, "tissLoteGuias", mensagem)
    detalhe = recibo.recebimentoLote.protocoloRecebimento.detalheProtocolo
    with escopo(mundo.operadora):
        lote = Lote.objects.get()
    assert detalhe.numeroProtocolo == lote.protocolo
    situacao = chamar(clinica, "tissSolicitacaoStatusProtocolo", clinica.status(lote.protocolo))
    assert situacao.situacaoProtocolo.situacaoDoProtocolo.lote.detalheLote.statusProtocolo == "1"


def test_cliente_independente_entende_o_fault(mundo: Mundo, clinica: Sistema) -> None:
    intruso = Sistema(clinica.prestador, clinica.operadora, clinica.login, "errada")
    with pytest.raises(Fault, match="Login ou senha não conferem") as erro:
        chamar(intruso, "tissSolicitacaoStatusProtocolo", intruso.status("1"))
    assert erro.value.detail.findtext(f".//{{{NS}}}tissFault") == "LoginInvalido"


def lote_de_pytiss(mundo: Mundo, sistema: Sistema) -> bytes:
    """A consulta written by pytiss as a file, put into a loteGuiasWS with the login, as an adapter would."""
    (nossa,) = consultas(mundo, 1)
    item, profissional = nossa.itens[0], nossa.profissional
    assert profissional is not None
    contratado = pytiss.Contratado(codigo_prestador_na_operadora=sistema.prestador.codigo)
    contexto = pytiss.MensagemContexto(
        registro_ans=sistema.operadora.registro_ans,
        numero_lote="77",
        prestador_origem=contratado,
        sequencial_transacao="31",
        data_registro_transacao=mundo.hoje,
        hora_registro_transacao=time(12, 0),
    )
    guia = pytiss.Consulta(
        contexto=contexto,
        numero_guia_prestador="PY-000001",
        beneficiario=pytiss.Beneficiario(numero_carteira=nossa.carteira),
        contratado_executante=contratado,
        cnes=sistema.prestador.cnes,
        profissional_executante=pytiss.Profissional(
            conselho_profissional=profissional.conselho or "",
            numero_conselho_profissional=profissional.numero_conselho or "",
            uf=profissional.uf or "",
            cbos=profissional.cbos or "",
            nome_profissional=profissional.nome,
        ),
        data_atendimento=mundo.hoje - timedelta(days=3),
        procedimento=pytiss.Procedimento(
            codigo_tabela=item.tabela, codigo=item.codigo, valor_unitario=item.valor_unitario
        ),
    )
    escrita = guia.to_xml(validate=True)
    arquivo = etree.fromstring(escrita.encode() if isinstance(escrita, str) else escrita)
    ws = etree.Element(f"{{{NS}}}loteGuiasWS", nsmap={"ans": NS})
    cabecalho = arquivo.find(f"{{{NS}}}cabecalho")
    credencial = etree.SubElement(cabecalho, f"{{{NS}}}loginSenhaPrestador")
    etree.SubElement(credencial, f"{{{NS}}}loginPrestador").text = sistema.login
    etree.SubElement(credencial, f"{{{NS}}}senhaPrestador").text = sistema.md5
    ws.extend([cabecalho, arquivo.find(f".//{{{NS}}}loteGuias")])
    etree.SubElement(ws, f"{{{NS}}}hash").text = hash_da_mensagem(ws)
    return etree.tostring(ws, encoding="ISO-8859-1")


@pytest.mark.requisito("C-34", "B-13")
def test_lote_escrito_por_outro_programa_vai_ate_o_pagamento(mundo: Mundo, clinica: Sistema) -> None:
    corpo = lote_de_pytiss(mundo, clinica).partition(b"?>\n")[2]
    resposta = postar(embrulhar(corpo))
    assert resposta.situacao == 200, resposta.corpo
    detalhe = resposta.conteudo["protocoloRecebimento"]["detalheProtocolo"]
    with escopo(mundo.operadora):
        drenar()
        lote = Lote.objects.get(protocolo=detalhe["numeroProtocolo"])
        assert list(Guia.objects.values_list("numero_prestador", "analise")) == [("PY-000001", "A")]
        lote = liberar_lote(mundo.ator("gestor"), fechar_lote(mundo.ator("analista"), lote))
        (pagamento,) = fechar_competencia(mundo.ator("financeiro"), lote.competencia)
        marcar_pago(mundo.ator("financeiro"), pagamento)
    retorno = chamar(
        clinica,
        "tissSolicitacaoDemonstrativoRetorno",
        clinica.pagamento(competencia=lote.competencia.tiss),
    )
    totais = retorno.demonstrativoRetorno.demonstrativoPagamento.totaisDemonstrativo
    assert detalhe["valorTotalProtocolo"] == lote.valor_informado > Decimal("0.00")
    assert totais.totaisBrutosDemonstrativo.valorLiberadoBruto == lote.valor_informado
    assert totais.totaisLiquidosDemonstrativo.valorLiberadoDemonstrativo == lote.valor_informado
