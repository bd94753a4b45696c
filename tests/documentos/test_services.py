"""Private files behind one door; documents issued once, verified by anybody, kept apart between operadoras."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, connection
from pytest_django import DjangoDbBlocker

from guiche.documentos import permissions
from guiche.documentos.definicao import Coluna, Documento, DocumentoGrande, Secao
from guiche.documentos.models import Arquivo, DocumentoEmitido
from guiche.documentos.portas import registrar_porta
from guiche.documentos.services import (
    ALFABETO,
    abrir,
    conteudo_de,
    emitir,
    guardar,
    nome_limpo,
    novo_codigo,
    verificar,
)
from guiche.nucleo import eventos, imutavel
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import SemEscopo, escopo
from guiche.nucleo.models import Evento, Operadora, Progresso, Sequencia
from guiche.nucleo.permissoes import SemPermissao
from tests.infra.conexoes import tabelas_protegidas

# A door for rows that no screen opens: only the prestador 7 sees them.
registrar_porta("nucleo.progresso", lambda ator, objeto_id: ator.prestador_id == 7)


def criar_operadora(registro: str = "414662", nome: str = "Aroeira") -> Operadora:
    return Operadora.objects.create(
        registro_ans=registro, nome_fantasia=nome, razao_social=f"{nome} S.A.", cnpj=registro
    )


@pytest.fixture
def operadora(db: None) -> Iterator[Operadora]:
    nova = criar_operadora()
    with escopo(nova):
        yield nova


@pytest.fixture
def dono(operadora: Operadora) -> Progresso:
    return Progresso.objects.create(titulo="Dono dos arquivos")


@pytest.fixture
def eventos_protegidos_de_novo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Put the triggers of every table that only grows back, once the tables were emptied."""
    with django_db_blocker.unblock():
        protegidas = tabelas_protegidas()
        connection.close()
    yield
    with django_db_blocker.unblock():
        for tabela in protegidas:
            imutavel.proteger(connection, tabela)


def _conexoes_alheias() -> int:
    """Connections of the pool still out with other threads, once they had two seconds to end (PostgreSQL)."""
    if connection.vendor != "postgresql":
        return 0
    fim = time.monotonic() + 2
    while True:
        medidas = connection.pool.get_stats()  # type: ignore[attr-defined]
        fora = int(medidas["pool_size"]) - int(medidas["pool_available"]) - (connection.connection is not None)
        if fora == 0 or time.monotonic() > fim:
            return fora
        time.sleep(0.02)


@pytest.fixture
def varias_conexoes(eventos_protegidos_de_novo: None, transactional_db: None) -> Iterator[None]:
    """A database that several threads see; emptying it afterwards means deleting events and trails.

    Every thread must have given its connection back: what one test keeps, a later one waits for in vain.
    """
    yield
    assert _conexoes_alheias() == 0, "Uma linha do teste ficou com a sua conexão."
    for tabela in tabelas_protegidas():
        imutavel.desproteger(connection, tabela)


def prestador(operadora: Operadora, codigo: int = 7, *, pode: bool = True) -> Ator:
    permissoes = frozenset({permissions.ARQUIVO_ABRIR.codigo} if pode else ())
    return Ator(operadora, "prestador", permissoes=permissoes, prestador_id=codigo, nome="Renata")


def documento(resposta: str = "Você recebe R$ 10,00.") -> Documento:
    return Documento("demonstrativo", "Demonstrativo 11/2026", resposta, resumo={"Competência": "11/2026"})


def fatos(tipo: str) -> list[dict[str, object]]:
    return [evento.fato for evento in Evento.objects.filter(tipo=tipo).order_by("numero")]


# Files


def test_arquivo_guardado_volta_igual_sob_nome_que_nada_diz(operadora: Operadora, dono: Progresso) -> None:
    arquivo = guardar(prestador(operadora), "lote 7.xml", b"<x/>", "application/xml", dono)
    arquivo.refresh_from_db()
    assert (arquivo.nome, arquivo.tamanho, arquivo.tipo_mime) == ("lote 7.xml", 4, "application/xml")
    assert (arquivo.objeto_tipo, arquivo.objeto_id) == ("nucleo.progresso", dono.pk)
    assert arquivo.sha256 == hashlib.sha256(b"<x/>").hexdigest()
    assert conteudo_de(arquivo) == b"<x/>"
    assert re.fullmatch(rf"{operadora.pk}/([0-9a-f]{{2}})/\1[0-9a-f]{{30}}", str(arquivo.conteudo.name))


def test_arquivo_mexido_no_armazenamento_e_percebido(operadora: Operadora, dono: Progresso) -> None:
    arquivo = guardar(prestador(operadora), "a.txt", b"certo", "text/plain", dono)
    Path(arquivo.conteudo.path).write_bytes(b"outro")
    with pytest.raises(OSError, match="mudou no armazenamento"):
        conteudo_de(arquivo)


@pytest.mark.parametrize(
    ("recebido", "guardado"),
    [
        ("lote.xml", "lote.xml"),
        ("../../etc/passwd", "passwd"),
        ("C:\\notas\\nota 1.pdf", "nota 1.pdf"),
        ("pasta/do zip/lote\r\nX: 1.xml", "lote X: 1.xml"),
        ("fatura\u202efdp.exe", "faturafdp.exe"),
        ("a\x00\x07b.txt", "ab.txt"),
        ("pasta/", "arquivo"),
        ("", "arquivo"),
        ("x" * 300 + ".xml", "x" * 196 + ".xml"),
    ],
)
def test_nome_de_fora_perde_pastas_e_o_que_nao_se_ve(recebido: str, guardado: str) -> None:
    assert nome_limpo(recebido) == guardado


@pytest.mark.requisito("X-03")
def test_so_quem_passa_pela_porta_abre_e_a_leitura_fica(operadora: Operadora, dono: Progresso) -> None:
    arquivo = guardar(prestador(operadora), "a.txt", b"a", "text/plain", dono)
    assert abrir(prestador(operadora), arquivo.pk) == arquivo
    assert fatos("documentos.arquivo.lido") == [{"de": "nucleo.progresso", "id": dono.pk}]
    with pytest.raises(Arquivo.DoesNotExist):
        abrir(prestador(operadora, 8), arquivo.pk)
    with pytest.raises(SemPermissao):
        abrir(prestador(operadora, pode=False), arquivo.pk)
    with pytest.raises(Arquivo.DoesNotExist):
        abrir(prestador(operadora), arquivo.pk + 1)
    assert len(fatos("documentos.arquivo.lido")) == 1


@pytest.mark.requisito("X-03")
def test_sem_porta_registrada_nem_o_sistema_abre(operadora: Operadora) -> None:
    sem_porta = Sequencia.objects.create(nome="sem porta")
    arquivo = guardar(Ator.sistema(operadora), "a.txt", b"a", "text/plain", sem_porta)
    with pytest.raises(Arquivo.DoesNotExist):
        abrir(Ator.sistema(operadora), arquivo.pk)
    assert fatos("documentos.arquivo.lido") == []


def test_uma_segunda_porta_para_o_mesmo_dono_e_erro() -> None:
    with pytest.raises(ValueError, match=r"Já existe uma porta para nucleo\.progresso"):
        registrar_porta("nucleo.progresso", lambda ator, objeto_id: True)


@pytest.mark.requisito("X-03")
def test_outra_operadora_nao_abre(operadora: Operadora, dono: Progresso) -> None:
    arquivo = guardar(prestador(operadora), "a.txt", b"a", "text/plain", dono)
    outra = criar_operadora("302147", "Candeia")
    with escopo(outra), pytest.raises(Arquivo.DoesNotExist):
        abrir(prestador(outra), arquivo.pk)
    assert fatos("documentos.arquivo.lido") == []


@pytest.mark.django_db
def test_sem_operadora_em_escopo_nada_se_guarda_nem_abre() -> None:
    operadora = criar_operadora()
    with escopo(operadora):
        dono = Progresso.objects.create(titulo="x")
    with pytest.raises(SemEscopo):
        guardar(prestador(operadora), "a.txt", b"a", "text/plain", dono)
    with pytest.raises(SemEscopo):
        abrir(prestador(operadora), 1)


# Issued documents


@pytest.mark.requisito("X-05")
def test_emitir_da_codigo_arquivo_e_evento(operadora: Operadora, dono: Progresso) -> None:
    emitido = emitir(prestador(operadora), documento(), dono, "pagamento:1")
    emitido.refresh_from_db()
    assert re.fullmatch(rf"[{ALFABETO}]{{4}}-[{ALFABETO}]{{4}}-[{ALFABETO}]{{4}}", emitido.codigo)
    assert (emitido.tipo, emitido.titulo) == ("demonstrativo", "Demonstrativo 11/2026")
    assert (emitido.situacao, emitido.resumo) == ("VIGENTE", {"Competência": "11/2026"})
    assert emitido.arquivo.nome == f"demonstrativo-{emitido.codigo}.pdf"
    assert (emitido.arquivo.objeto_tipo, emitido.arquivo.objeto_id) == ("nucleo.progresso", dono.pk)
    assert conteudo_de(emitido.arquivo).startswith(b"%PDF-1.7")
    assert abrir(prestador(operadora), emitido.arquivo_id) == emitido.arquivo
    assert fatos("documentos.documento.emitido") == [{"codigo": emitido.codigo, "tipo": "demonstrativo"}]


@pytest.mark.requisito("X-05")
def test_mesma_chave_e_mesmo_conteudo_e_o_mesmo_documento(operadora: Operadora, dono: Progresso) -> None:
    primeiro = emitir(prestador(operadora), documento(), dono, "pagamento:1")
    assert emitir(prestador(operadora), documento(), dono, "pagamento:1") == primeiro
    outro = emitir(prestador(operadora), documento(), dono, "pagamento:2")
    assert (outro.codigo != primeiro.codigo, DocumentoEmitido.objects.count()) == (True, 2)
    assert (Arquivo.objects.count(), len(fatos("documentos.documento.emitido"))) == (2, 2)


@pytest.mark.requisito("X-05")
def test_outro_conteudo_na_mesma_chave_substitui(operadora: Operadora, dono: Progresso) -> None:
    velho = emitir(prestador(operadora), documento(), dono, "pagamento:1")
    novo = emitir(prestador(operadora), documento("Você recebe R$ 12,00."), dono, "pagamento:1")
    velho.refresh_from_db()
    assert (velho.situacao, novo.situacao) == ("SUBSTITUIDO", "VIGENTE")
    de_volta = emitir(prestador(operadora), documento(), dono, "pagamento:1")
    assert de_volta.pk not in (velho.pk, novo.pk)
    assert DocumentoEmitido.objects.filter(situacao="VIGENTE").get() == de_volta


def test_dois_vigentes_com_a_mesma_chave_o_banco_recusa(operadora: Operadora, dono: Progresso) -> None:
    emitido = emitir(prestador(operadora), documento(), dono, "pagamento:1")
    emitido.pk, emitido.codigo = None, novo_codigo()
    with pytest.raises(IntegrityError):
        emitido.save(force_insert=True)


def test_documento_recusado_nao_deixa_nada(operadora: Operadora, dono: Progresso) -> None:
    vigente = emitir(prestador(operadora), documento(), dono, "pagamento:1")
    grande = Documento("x", "X", "Y", secoes=(Secao("S", (Coluna("a", "A"),), [{"a": "1"}] * 1001),))
    with pytest.raises(DocumentoGrande):
        emitir(prestador(operadora), grande, dono, "pagamento:1")
    vigente.refresh_from_db()
    assert (vigente.situacao, Arquivo.objects.count()) == ("VIGENTE", 1)
    assert len(fatos("documentos.documento.emitido")) == 1


@pytest.mark.requisito("X-05")
def test_verificacao_publica_aceita_o_codigo_como_digitado(operadora: Operadora, dono: Progresso) -> None:
    emitido = emitir(prestador(operadora), documento(), dono, "pagamento:1")
    with escopo(criar_operadora("302147", "Candeia")):
        for digitado in (
            emitido.codigo,
            emitido.codigo.lower(),
            emitido.codigo.replace("-", ""),
            f" {emitido.codigo} ",
        ):
            achado = verificar(digitado)
            assert achado is not None and (achado.pk, achado.operadora.nome_fantasia) == (emitido.pk, "Aroeira")


@pytest.mark.requisito("X-05")
@pytest.mark.django_db
@pytest.mark.parametrize("codigo", ["", "AAAA-AAAA-AAAA", "é", "\x00", "x" * 5000, "%' OR 1=1"])
def test_codigo_desconhecido_nao_acha_nada_e_nao_precisa_de_escopo(codigo: str) -> None:
    assert verificar(codigo) is None


def test_codigos_nao_se_repetem_nem_tem_letra_que_se_confunde() -> None:
    codigos = {novo_codigo() for _ in range(2000)}
    assert len(codigos) == 2000
    assert not set("".join(codigos)) & set("01ILOU")


@pytest.mark.requisito("X-05")
@pytest.mark.usefixtures("varias_conexoes")
def test_emitir_ao_mesmo_tempo_da_um_so_documento_e_um_so_arquivo() -> None:
    operadora, largada = criar_operadora(), threading.Barrier(3)
    codigos: list[str] = []
    with escopo(operadora):
        dono = Progresso.objects.create(titulo="Dono")

    def fazer() -> None:
        try:
            largada.wait()
            with escopo(operadora):
                codigos.append(emitir(prestador(operadora), documento(), dono, "corrida").codigo)
        finally:
            connection.close()

    fios = [threading.Thread(target=fazer) for _ in range(3)]
    for fio in fios:
        fio.start()
    for fio in fios:
        fio.join()
    with escopo(operadora):
        emitido = DocumentoEmitido.objects.get()
        assert codigos == [emitido.codigo] * 3
        assert list(Arquivo.objects.values_list("pk", flat=True)) == [emitido.arquivo_id]
        assert (len(fatos("documentos.documento.emitido")), eventos.verificar_cadeia()) == (1, None)
