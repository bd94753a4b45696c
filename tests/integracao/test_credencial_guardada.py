"""The login of a web-service message is used and forgotten: no kept copy has it."""

from __future__ import annotations

import gzip
import hashlib
from datetime import timedelta

import pytest

from guiche.documentos import tasks
from guiche.documentos.models import Arquivo
from guiche.documentos.services import conteudo_de
from guiche.faturamento.models import Conferencia, Lote
from guiche.faturamento.services.conferencias import abrir_conferencias, conferir_arquivo, enviar_conferencia
from guiche.faturamento.services.lotes import receber_lote
from guiche.integracao.soap import servicos
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.tiss_xml.credencial import sem_credencial
from guiche.tiss_xml.envelope import embrulhar
from guiche.tiss_xml.leitura import LIMITE_PADRAO
from tests.cenario import Mundo
from tests.integracao.apoio import Sistema, consultas, enviar, postar


def test_do_lote_fica_tudo_menos_o_login(mundo: Mundo, clinica: Sistema) -> None:
    pedido = embrulhar(clinica.lote(mundo, consultas(mundo, 1)))
    assert clinica.md5.encode() in pedido
    assert postar(pedido).situacao == 200
    with escopo(mundo.operadora):
        lote = Lote.objects.select_related("arquivo").get()
        guardado = conteudo_de(lote.arquivo)
        evento = Evento.objects.get(tipo="faturamento.lote.recebido")
    assert lote.sha256 == evento.fato["sha256"] == hashlib.sha256(pedido).hexdigest()
    assert lote.arquivo.sha256 == hashlib.sha256(guardado).hexdigest()
    assert guardado == pedido.replace(clinica.login.encode(), b"***").replace(clinica.md5.encode(), b"***")


def test_repetir_a_mensagem_da_o_mesmo_recibo_lido_da_copia_coberta(mundo: Mundo, clinica: Sistema) -> None:
    pedido = clinica.lote(mundo, consultas(mundo, 2))
    primeira, segunda = enviar(pedido).conteudo, enviar(pedido).conteudo
    assert primeira == segunda
    with escopo(mundo.operadora):
        assert Lote.objects.count() == 1


def test_recusado_e_nao_processado_tambem_ficam_sem_login(
    mundo: Mundo, clinica: Sistema, monkeypatch: pytest.MonkeyPatch
) -> None:
    enviar(clinica.lote(mundo, consultas(mundo, 1), "381", "1"))
    enviar(clinica.lote(mundo, consultas(mundo, 1), "382", "1"))

    def cair(*_: object) -> bytes:
        raise RuntimeError("queda")

    monkeypatch.setattr(servicos, "_receber", cair)
    assert enviar(clinica.lote(mundo, consultas(mundo, 1), "383", "3")).situacao == 500
    with escopo(mundo.operadora):
        guardados = [conteudo_de(arquivo) for arquivo in Arquivo.objects.all()]
    assert len(guardados) == 3
    for guardado in guardados:
        assert clinica.md5.encode() not in guardado and clinica.login.encode() not in guardado
        assert guardado.count(b"***") == 2


@pytest.mark.parametrize(
    ("antes", "depois"),
    [
        (b"<ans:senhaPrestador>abc</ans:senhaPrestador>", b"<ans:senhaPrestador>***</ans:senhaPrestador>"),
        (b"<senhaPrestador>abc</senhaPrestador >", b"<senhaPrestador>***</senhaPrestador >"),
        (b'<loginPrestador a=">">abc</loginPrestador>', b'<loginPrestador a=">">***</loginPrestador>'),
        (b"<senhaPrestador><![CDATA[</x>abc]]></senhaPrestador>", b"<senhaPrestador>***</senhaPrestador>"),
        (
            b"<senhaPrestador><!--</senhaPrestador>-->abc</senhaPrestador>",
            b"<senhaPrestador>***</senhaPrestador>",
        ),
        (b"<senhaPrestador\n>a&#98;c\n</senhaPrestador>", b"<senhaPrestador\n>***</senhaPrestador>"),
        (b"<senhaPrestadora>abc</senhaPrestadora>", b"<senhaPrestadora>abc</senhaPrestadora>"),
        (b"<senhaPrestador/><outro>abc</outro>", b"<senhaPrestador/><outro>abc</outro>"),
    ],
)
def test_cobre_a_credencial_escrita_de_qualquer_modo(antes: bytes, depois: bytes) -> None:
    assert sem_credencial(b"<x>" + antes + b"</x>") == b"<x>" + depois + b"</x>"


COM_LOGIN = b"<x><loginPrestador>ana</loginPrestador><senhaPrestador>abc</senhaPrestador></x>"


def test_cobre_a_credencial_de_um_arquivo_comprimido() -> None:
    coberto = sem_credencial(gzip.compress(COM_LOGIN))
    assert gzip.decompress(coberto) == (
        b"<x><loginPrestador>***</loginPrestador><senhaPrestador>***</senhaPrestador></x>"
    )


def test_um_arquivo_comprimido_sem_credencial_fica_como_veio() -> None:
    comprimido = gzip.compress(b"<x>sem login</x>")
    assert sem_credencial(comprimido) == comprimido


@pytest.mark.parametrize(
    "comprimido",
    [
        gzip.compress(COM_LOGIN)[:-12],
        gzip.compress(COM_LOGIN) + b"resto",
        gzip.compress(COM_LOGIN) * 2,
        gzip.compress(COM_LOGIN)[:10] + b"\xff" * 40,
        gzip.compress(COM_LOGIN + b" " * LIMITE_PADRAO),
    ],
    ids=["cortado", "com resto", "dois", "danificado", "grande"],
)
def test_de_um_comprimido_que_nao_abre_inteiro_nao_fica_nada(comprimido: bytes) -> None:
    assert sem_credencial(comprimido) == b""


def test_do_lote_comprimido_enviado_por_arquivo_nao_fica_o_login(mundo: Mundo, clinica: Sistema) -> None:
    pedido = embrulhar(clinica.lote(mundo, consultas(mundo, 1)))
    with escopo(mundo.operadora):
        faturista = mundo.ator("faturista", prestador=mundo.prestador)
        recebido = receber_lote(faturista, conteudo=gzip.compress(pedido), nome="lote.xml.gz", canal="2").lote
        assert recebido is not None
        guardado = gzip.decompress(conteudo_de(recebido.arquivo))
    assert guardado == pedido.replace(clinica.login.encode(), b"***").replace(clinica.md5.encode(), b"***")


def test_a_conferencia_enviada_aponta_para_a_copia_do_lote_e_o_arquivo_como_veio_some(
    mundo: Mundo, clinica: Sistema, monkeypatch: pytest.MonkeyPatch
) -> None:
    pedido = embrulhar(clinica.lote(mundo, consultas(mundo, 1)))
    with escopo(mundo.operadora):
        faturista = mundo.ator("faturista", prestador=mundo.prestador)
        (aberta,) = abrir_conferencias(faturista, [("lote.xml", pedido)])
        como_veio = aberta.arquivo
        assert conteudo_de(como_veio) == pedido
        na_outra_aba = Conferencia.objects.select_related("arquivo", "lote").get()
        lote = enviar_conferencia(faturista, conferir_arquivo(faturista, aberta)).lote
        assert lote is not None
        assert enviar_conferencia(faturista, na_outra_aba).lote == lote

        gravada = Conferencia.objects.get()
        assert (gravada.situacao, gravada.arquivo_id) == (Conferencia.Situacao.ENVIADA, lote.arquivo_id)
        assert clinica.md5.encode() not in conteudo_de(gravada.arquivo)
        assert list(Arquivo.objects.values_list("pk", flat=True)) == [lote.arquivo_id]
        monkeypatch.setattr(tasks, "SOBRA_DEPOIS_DE", timedelta(seconds=-1))
        armazem = como_veio.conteudo.storage
        assert armazem.exists(como_veio.conteudo.name)
        tasks.apagar_sobras(armazem)
        assert not armazem.exists(como_veio.conteudo.name) and armazem.exists(lote.arquivo.conteudo.name)
