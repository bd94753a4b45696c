"""The negative list of the reception, one message per line: what is wrong, and what the client gets.

No line ends in an HTML page; a technical defect is a SOAP Fault (500), a business refusal an answer (200).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.test import override_settings

from guiche.acesso.autenticacao import LIMITE_POR_PESSOA
from guiche.acesso.models import CredencialWs, TentativaDeAcesso
from guiche.documentos.models import Arquivo
from guiche.faturamento.models import Lote
from guiche.integracao.soap import servicos
from guiche.integracao.soap.servicos import ATENDENTES
from guiche.nucleo.escopo import escopo
from guiche.tiss_xml.envelope import NS_SOAP_11, Soap, embrulhar
from guiche.tiss_xml.mensagens import Identificacao
from guiche.tiss_xml.servicos import POR_NOME, SERVICOS, Servico
from guiche.tiss_xml.versoes import registro
from tests.cenario import Mundo
from tests.integracao.apoio import V402, V403, Resposta, Sistema, comprimido, consultas, enviar, postar
from tests.tiss_xml.instancias import Gerador

Caso = Callable[[Mundo, Sistema], bytes]
STATUS = "tissSolicitacaoStatusProtocolo"


def _boa(mundo: Mundo, sistema: Sistema) -> bytes:
    return embrulhar(sistema.lote(mundo, consultas(mundo, 1)))


def _trocar(de: bytes, por: bytes) -> Caso:
    def mensagem(mundo: Mundo, sistema: Sistema) -> bytes:
        boa = _boa(mundo, sistema)
        assert de in boa
        return boa.replace(de, por)

    return mensagem


def _com(padrao: bytes, por: bytes) -> Caso:
    def mensagem(mundo: Mundo, sistema: Sistema) -> bytes:
        trocada, vezes = re.subn(padrao, por, _boa(mundo, sistema))
        assert vezes > 0
        return trocada

    return mensagem


def _cabecalho(**mudar: object) -> Caso:
    return lambda mundo, sistema: embrulhar(sistema.lote(mundo, consultas(mundo, 1), **mudar))


def _sem_login(mundo: Mundo, sistema: Sistema) -> bytes:
    return embrulhar(sistema.lote(mundo, consultas(mundo, 1), login=None, senha_md5=None))


def _entidade(mundo: Mundo, sistema: Sistema) -> bytes:
    boa = _boa(mundo, sistema)
    dtd = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return boa.replace(b"?>\n", b"?>\n" + dtd, 1)


def _com_registro_de_outra(mundo: Mundo, sistema: Sistema) -> bytes:
    guias = [replace(guia, registro_ans=mundo.outra.registro_ans) for guia in consultas(mundo, 1)]
    return embrulhar(sistema.lote(mundo, guias))


def _dois_corpos(mundo: Mundo, sistema: Sistema) -> bytes:
    um = sistema.lote(mundo, consultas(mundo, 1)).partition(b"?>\n")[2]
    return embrulhar(um + um)


FAULTS: dict[str, tuple[Caso, str, str]] = {
    "vazia": (lambda mundo, sistema: b"", "SchemaInvalido", "5002 - O arquivo está vazio."),
    "nao-e-xml": (lambda mundo, sistema: b"ol\xc3\xa1", "SchemaInvalido", "5002 - O arquivo não é um XML"),
    "gzip-danificado": (
        lambda mundo, sistema: gzip.compress(_boa(mundo, sistema))[:-20],
        "SchemaInvalido",
        "5002 - O arquivo compactado",
    ),
    "bomba-de-gzip": (
        lambda mundo, sistema: gzip.compress(b" " * (101 * 1024 * 1024), 9),
        "SchemaInvalido",
        "5002 - O arquivo compactado é grande demais",
    ),
    "entidade-externa": (_entidade, "SchemaInvalido", "5002 - O arquivo traz uma declaração DOCTYPE"),
    "utf-16": (
        lambda mundo, sistema: _boa(mundo, sistema).decode("iso-8859-1").encode("utf-16"),
        "SchemaInvalido",
        "5002 - O arquivo está em UTF-16",
    ),
    "corpo-vazio": (lambda mundo, sistema: embrulhar(b""), "SchemaInvalido", "5001 - O corpo do envelope SOAP"),
    "dois-corpos": (_dois_corpos, "SchemaInvalido", "5001 - O corpo do envelope SOAP"),
    "envelope-de-outra-versao": (
        _trocar(NS_SOAP_11.encode(), b"urn:envelope"),
        "SchemaInvalido",
        "5001 - O envelope SOAP usa uma versão desconhecida.",
    ),
    "raiz-de-outro-padrao": (
        lambda mundo, sistema: embrulhar(b'<x xmlns="urn:outro"/>'),
        "SchemaInvalido",
        "5001 - O elemento raiz x não pertence",
    ),
    "versao-3": (
        _com(rb"<ans:Padrao>4.03.00</ans:Padrao>", b"<ans:versaoPadrao>3.05.00</ans:versaoPadrao>"),
        "SchemaInvalido",
        "5001 - A mensagem não informa a versão do Padrão TISS",
    ),
    "versao-nao-aceita": (
        _trocar(b">4.03.00<", b">4.01.00<"),
        "VersaoInvalida",
        "5028 - A versão 4.01.00 do Padrão TISS não é aceita.",
    ),
    "sem-sequencial": (
        _com(rb"<ans:sequencialTransacao>1</ans:sequencialTransacao>", b""),
        "SchemaInvalido",
        "5001 - ",
    ),
    "virgula-decimal": (_com(rb"(<ans:valorProcedimento>\d+)\.", rb"\1,"), "SchemaInvalido", "5001 - "),
    "campo-vazio": (
        _com(rb"<ans:numeroGuiaPrestador>[^<]*<", b"<ans:numeroGuiaPrestador><"),
        "SchemaInvalido",
        "5001 - ",
    ),
    "sem-login": (_sem_login, "LoginInvalido", "5005 - A mensagem não traz login e senha"),
    "senha-errada": (_cabecalho(senha_md5="0" * 32), "LoginInvalido", "5005 - Login ou senha não conferem."),
    "login-desconhecido": (_cabecalho(login="ninguem"), "LoginInvalido", "5005 - Login ou senha não conferem."),
    "destino-desconhecido": (
        _cabecalho(destino=Identificacao(registro_ans="999999")),
        "DestinatarioInvalido",
        "5027 - O destino 999999 não é o registro ANS",
    ),
    "destino-que-nao-e-operadora": (
        _cabecalho(destino=Identificacao(codigo="1")),
        "DestinatarioInvalido",
        "5027 - O destino 1 não é o registro ANS",
    ),
    "origem-de-outro": (
        _cabecalho(origem=Identificacao(codigo="00000")),
        "RemetenteInvalido",
        "5005 - A origem 00000 não é o prestador que está enviando",
    ),
    "origem-de-operadora": (
        _cabecalho(origem=Identificacao(registro_ans="999999")),
        "RemetenteInvalido",
        "5005 - A origem da mensagem deve identificar o prestador.",
    ),
    "hash-errado": (_com(rb"<ans:hash>[^<]*<", b"<ans:hash>" + b"0" * 32 + b"<"), "HashInvalido", "5014 - "),
    "transacao-de-outro-servico": (
        _cabecalho(tipo_transacao="CANCELA_GUIA"),
        "SchemaInvalido",
        "5007 - O tipo de transação CANCELA_GUIA não corresponde",
    ),
    "guia-de-outra-operadora": (_com_registro_de_outra, "DestinatarioInvalido", "5027 - A guia"),
}


@pytest.mark.requisito("C-34", "B-13")
@pytest.mark.parametrize("caso", FAULTS)
def test_defeito_tecnico_e_fault_que_diz_o_que_corrigir(mundo: Mundo, clinica: Sistema, caso: str) -> None:
    mensagem, falha, texto = FAULTS[caso]
    resposta = postar(mensagem(mundo, clinica))
    assert (resposta.situacao, resposta.tipo) == (500, "text/xml; charset=iso-8859-1")
    assert resposta.fault[0] == falha
    assert resposta.fault[1].startswith(texto)
    with escopo(mundo.operadora):
        assert Lote.objects.count() == 0


def test_recusa_de_negocio_e_resposta_com_mensagem_de_erro(mundo: Mundo, clinica: Sistema) -> None:
    guias = consultas(mundo, 2)
    primeiro = enviar(clinica.lote(mundo, guias[:1], "381", "1"))
    assert "protocoloRecebimento" in primeiro.conteudo
    outro_conteudo = enviar(clinica.lote(mundo, guias[1:], "382", "1"))
    numero_repetido = enviar(clinica.lote(mundo, guias[1:], "381", "2"))
    assert (outro_conteudo.situacao, numero_repetido.situacao) == (200, 200)
    assert outro_conteudo.conteudo["mensagemErro"]["codigoGlosa"] == "3268"
    assert numero_repetido.conteudo["mensagemErro"]["codigoGlosa"] == "3268"
    assert outro_conteudo.mensagem.cabecalho.sequencial == "1"
    with escopo(mundo.operadora):
        assert Lote.objects.count() == 1
        assert Arquivo.objects.filter(objeto_tipo="cadastro.prestador").count() == 3


def test_numero_repetido_em_402_usa_o_codigo_antigo(mundo: Mundo, clinica_402: Sistema) -> None:
    guias = consultas(mundo, 2)
    enviar(clinica_402.lote(mundo, guias[:1], "381", "1"), versao=V402)
    repetido = enviar(clinica_402.lote(mundo, guias[1:], "381", "2"), versao=V402)
    assert repetido.conteudo["mensagemErro"]["codigoGlosa"] == "1308"


@pytest.mark.requisito("X-11")
def test_repetir_a_mensagem_da_o_mesmo_recibo_byte_a_byte(mundo: Mundo, clinica: Sistema) -> None:
    mensagem = clinica.lote(mundo, consultas(mundo, 2))
    primeira, segunda = enviar(mensagem), enviar(mensagem)
    comprimida = postar(comprimido(mensagem), headers={"Content-Encoding": "gzip"})
    assert primeira.corpo == segunda.corpo == comprimida.corpo
    with escopo(mundo.operadora):
        assert Lote.objects.count() == 1


def test_credencial_de_outra_operadora_nao_entra(mundo: Mundo, clinica: Sistema, dentista: Sistema) -> None:
    intruso = replace(clinica, login=dentista.login, senha=dentista.senha)
    resposta = enviar(intruso.status("1"), STATUS)
    assert resposta.fault == ("LoginInvalido", "5005 - Login ou senha não conferem.")


def test_protocolo_de_outro_prestador_nao_e_localizado(mundo: Mundo, clinica: Sistema, laboratorio: Sistema) -> None:
    recibo = enviar(clinica.lote(mundo, consultas(mundo, 1))).conteudo["protocoloRecebimento"]
    protocolo = recibo["detalheProtocolo"]["numeroProtocolo"]
    alheio = enviar(laboratorio.status(protocolo), STATUS)
    inexistente = enviar(laboratorio.status("999999999999"), STATUS)
    analise = enviar(laboratorio.analise(protocolo), "tissSolicitacaoDemonstrativoRetorno")
    for resposta, numero in ((alheio, protocolo), (inexistente, "999999999999"), (analise, protocolo)):
        assert resposta.situacao == 200
        assert resposta.conteudo["mensagemErro"] == {
            "codigoGlosa": "3291",
            "descricaoGlosa": "Não localizamos, entre os protocolos deste prestador: "
            f"{numero} (situação 7, não localizado).",
        }


def test_pagamento_que_nao_existe(mundo: Mundo, clinica: Sistema) -> None:
    pedidos = (
        (clinica.pagamento(competencia="202401"), "3040", "Não há pagamento deste prestador em 01/2024."),
        (
            clinica.pagamento(dataPagamento=date(2024, 2, 29)),
            "3040",
            "Não há pagamento deste prestador em 29/02/2024.",
        ),
        (
            clinica.pagamento(competencia="202613"),
            "5046",
            "A competência 202613 não existe: informe o ano e o mês, como 202611.",
        ),
    )
    for pedido, codigo, texto in pedidos:
        resposta = enviar(pedido, "tissSolicitacaoDemonstrativoRetorno")
        assert resposta.situacao == 200
        assert resposta.mensagem.cabecalho.tipo_transacao == "DEMONSTRATIVO_PAGAMENTO"
        assert resposta.conteudo["mensagemErro"] == {"codigoGlosa": codigo, "descricaoGlosa": texto}


def test_pedido_em_nome_de_outro_prestador_e_recusado(mundo: Mundo, clinica: Sistema, laboratorio: Sistema) -> None:
    resposta = enviar(laboratorio.status("1", em_nome_de=clinica.prestador), STATUS)
    assert resposta.fault[0] == "RemetenteInvalido"
    assert laboratorio.prestador.codigo in resposta.fault[1]


NAO_OFERECIDOS = [servico for servico in SERVICOS if servico.nome not in ATENDENTES]


def _pedido(sistema: Sistema, servico: Servico, raiz: str, corpo: str, transacao: str) -> bytes:
    valores = Gerador(registro.conjunto(V403), opcionais=False, escolha=0).mensagem(raiz)
    return sistema.escrever(raiz, corpo, sistema.cabecalho(transacao), valores[corpo])


@pytest.mark.parametrize("servico", NAO_OFERECIDOS, ids=lambda servico: servico.nome)
def test_servico_ainda_nao_oferecido_diz_quais_sao(mundo: Mundo, clinica: Sistema, servico: Servico) -> None:
    pedido = _pedido(clinica, servico, servico.pedido_ws, servico.corpo_pedido_ws, servico.transacao_pedido)
    resposta = enviar(pedido, servico.nome)
    assert (resposta.situacao, resposta.fault) == (
        500,
        (
            "ErroInesperadoServidor",
            f"O serviço {servico.nome} ainda não é atendido por esta operadora. Serviços atendidos: "
            "tissLoteGuias, tissSolicitacaoDemonstrativoRetorno, tissSolicitacaoStatusProtocolo.",
        ),
    )


def test_resposta_de_operadora_mandada_como_pedido(mundo: Mundo, clinica: Sistema) -> None:
    servico = POR_NOME["tissSolicitacaoStatusProtocolo"]
    pedido = _pedido(clinica, servico, servico.resposta_ws, servico.corpo_resposta_ws, servico.transacoes_resposta[0])
    assert enviar(pedido).fault == (
        "SchemaInvalido",
        "5007 - A mensagem situacaoProtocolo é resposta de operadora; aqui se recebem pedidos de prestador.",
    )


def test_cinco_senhas_erradas_bloqueiam_e_o_bloqueio_nao_alcanca_outro_login(
    mundo: Mundo, clinica: Sistema, laboratorio: Sistema
) -> None:
    errado = replace(clinica, senha="errada")
    for _ in range(LIMITE_POR_PESSOA):
        assert enviar(errado.status("1"), STATUS).fault[1] == "5005 - Login ou senha não conferem."
    assert enviar(clinica.status("1"), STATUS).fault == (
        "LoginInvalido",
        "5005 - Muitas tentativas sem sucesso; tente de novo em 5 min.",
    )
    assert enviar(laboratorio.status("1"), STATUS).situacao == 200


def test_uso_e_anotado_uma_vez_por_minuto(mundo: Mundo, clinica: Sistema) -> None:
    for _ in range(3):
        assert enviar(clinica.status("1"), STATUS).situacao == 200
    with escopo(mundo.operadora):
        assert CredencialWs.objects.get(login=clinica.login).usada_em is not None
    assert TentativaDeAcesso.objects.filter(aceita=True).count() == 1


def test_credencial_desativada_nao_entra(mundo: Mundo, clinica: Sistema) -> None:
    with escopo(mundo.operadora):
        CredencialWs.objects.filter(login=clinica.login).update(ativa=False)
    assert enviar(clinica.status("1"), STATUS).fault[0] == "LoginInvalido"


def test_erro_inesperado_e_fault_e_o_original_do_lote_fica(
    mundo: Mundo, clinica: Sistema, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quebra(*args: object, **kwargs: object) -> None:
        raise RuntimeError("disco cheio")

    monkeypatch.setattr(servicos, "receber_lote", quebra)
    resposta = enviar(clinica.lote(mundo, consultas(mundo, 1)))
    assert (resposta.situacao, resposta.fault[0]) == (500, "ErroInesperadoServidor")
    assert "disco cheio" not in resposta.fault[1]
    with escopo(mundo.operadora):
        assert [a.nome for a in Arquivo.objects.all()] == ["lote-ws-1-nao-processado.xml"]


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_mensagem_grande_demais_e_413_com_fault(mundo: Mundo, clinica: Sistema) -> None:
    resposta = enviar(clinica.lote(mundo, consultas(mundo, 1)))
    assert (resposta.situacao, resposta.fault[0]) == (413, "ErroInesperadoServidor")


def _tolerado(resposta: Resposta) -> str:
    assert resposta.situacao == 200
    return str(resposta.conteudo["protocoloRecebimento"]["numeroLote"])


def test_soap_12_e_respondido_em_soap_12(mundo: Mundo, clinica: Sistema) -> None:
    resposta = enviar(clinica.lote(mundo, consultas(mundo, 1)), soap=Soap.V12)
    assert resposta.tipo == "application/soap+xml; charset=iso-8859-1"
    assert _tolerado(resposta) == "381"
    falha = enviar(replace(clinica, senha="x").status("1"), STATUS, soap=Soap.V12)
    assert (falha.situacao, falha.fault[0]) == (500, "LoginInvalido")


def test_corpo_embrulhado_em_operation_e_endereco_de_outro_servico(mundo: Mundo, clinica: Sistema) -> None:
    corpo = clinica.lote(mundo, consultas(mundo, 1)).partition(b"?>\n")[2]
    embrulhado = embrulhar(b"<tissLoteGuias_Operation>" + corpo + b"</tissLoteGuias_Operation>")
    assert _tolerado(postar(embrulhado, STATUS)) == "381"


def test_utf_8_declarado_e_lido(mundo: Mundo, clinica: Sistema) -> None:
    guias = [replace(guia, observacao="Retorno em 15 dias, atenção") for guia in consultas(mundo, 1)]
    texto = embrulhar(clinica.lote(mundo, guias)).decode("iso-8859-1")
    assert _tolerado(postar(texto.replace("ISO-8859-1", "UTF-8").encode())) == "381"
    with escopo(mundo.operadora):
        assert Lote.objects.get().guias.get().observacao == "Retorno em 15 dias, atenção"
