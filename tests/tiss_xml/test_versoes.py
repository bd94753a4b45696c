"""Schemas at hand: shipped, added by the operator, altered, hostile."""

from __future__ import annotations

import io
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.mensagens import TipoGuia
from guiche.tiss_xml.recepcao import ler_lote
from guiche.tiss_xml.versoes import (
    EsquemaInvalido,
    Raiz,
    RegistroDeVersoes,
    Versao,
    VersaoDesconhecida,
    registro,
)
from tests.tiss_xml.exemplos import V402, V403, cabecalho, lote

NOVA = Versao("4.04.00")


def arquivos_da_nova() -> dict[str, bytes]:
    """The 4.03.00 files renamed as if ANS had published 4.04.00."""
    novos = {}
    for nome, conteudo in registro.conjunto(V403).arquivos.items():
        texto = conteudo.replace(b"V4_03_00", b"V4_04_00").replace(
            b'<enumeration value="4.03.00"/>',
            b'<enumeration value="4.03.00"/><enumeration value="4.04.00"/>',
        )
        novos[nome.replace("V4_03_00", "V4_04_00")] = texto
    return novos


def zipar(arquivos: dict[str, bytes]) -> bytes:
    saida = io.BytesIO()
    with zipfile.ZipFile(saida, "w", zipfile.ZIP_DEFLATED) as pacote:
        for nome, conteudo in arquivos.items():
            pacote.writestr(nome, conteudo)
    return saida.getvalue()


def pacote_da_nova() -> bytes:
    pasta = {f"Comunicacao/{nome}": conteudo for nome, conteudo in arquivos_da_nova().items()}
    return zipar(pasta | {"Comunicacao/leia-me.txt": b"texto", "Comunicacao/manual.pdf": b"%PDF"})


def test_numero_da_versao() -> None:
    assert (V403.sufixo, V403.caminho, str(V403), V402 < V403) == ("V4_03_00", "v40300", "4.03.00", True)
    with pytest.raises(ValueError, match="inválida"):
        Versao("4.3")


def test_versoes_que_acompanham_o_sistema() -> None:
    assert registro.instaladas() == (V403, V402)
    assert registro.xsd(V403, "tissV4_03_00.xsd").startswith(b"<?xml")
    with pytest.raises(VersaoDesconhecida):
        registro.conjunto(Versao("3.05.00"))


def test_arquivo_da_ans_e_instalado_e_usado(tmp_path: Path) -> None:
    proprio = RegistroDeVersoes(tmp_path)
    assert proprio.adicionar_arquivo(pacote_da_nova()) == NOVA
    assert proprio.instaladas() == (NOVA, V403, V402)
    assert sorted(p.name for p in (tmp_path / "4.04.00").iterdir()) == sorted([*arquivos_da_nova(), "manifesto.json"])
    outro = RegistroDeVersoes(tmp_path)
    assert outro.conjunto(NOVA).arquivos == arquivos_da_nova()
    dados = escrever_lote(lote(TipoGuia.SADT), cabecalho("4.04.00"), NOVA, registro_de_versoes=outro)
    lido = ler_lote(dados, registro_de_versoes=outro)
    assert lido.mensagem.versao == NOVA
    sem_linha = replace(lido.lote.guias[0], linha=0, itens=())
    assert sem_linha == replace(lote(TipoGuia.SADT).guias[0], itens=())


def test_esquema_alterado_depois_de_instalado_e_recusado(tmp_path: Path) -> None:
    RegistroDeVersoes(tmp_path).adicionar_arquivo(pacote_da_nova())
    alvo = tmp_path / "4.04.00" / "tissV4_04_00.xsd"
    alvo.write_bytes(alvo.read_bytes() + b" ")
    with pytest.raises(EsquemaInvalido, match="SHA-256"):
        RegistroDeVersoes(tmp_path).esquema(NOVA, Raiz.ARQUIVO)


def sem(nome: str) -> dict[str, bytes]:
    return {n: c for n, c in arquivos_da_nova().items() if n != nome}


@pytest.mark.parametrize(
    ("pacote", "motivo"),
    [
        (b"nada", "não é um zip"),
        (zipar({}), "exatamente um esquema"),
        (zipar({"../fora.xsd": b"<x/>"}), "não permitido"),
        (zipar({"a b.xsd": b"<x/>"}), "não permitido"),
        (zipar(dict(registro.conjunto(V403).arquivos)), "já acompanha"),
        (zipar(sem("tissWebServicesV4_04_00.xsd")), "Falta o arquivo tissWebServicesV4_04_00.xsd"),
        (zipar(sem("tissGuiasV4_04_00.xsd")), "pede o arquivo tissGuiasV4_04_00.xsd"),
        (
            zipar(arquivos_da_nova() | {"z.xsd": b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///z">]><s>&x;</s>'}),
            "entidade externa",
        ),
        (zipar(arquivos_da_nova() | {"z.xsd": b"<s>"}), "não é um XML bem formado"),
        (zipar(arquivos_da_nova() | {"outro/tissV4_04_00.xsd": b"<x/>"}), "dois arquivos"),
        (zipar(arquivos_da_nova() | {"enorme.xsd": b" " * (6 * 1024 * 1024)}), "grande demais"),
        (zipar({f"{n}.txt": b"" for n in range(501)}), "entradas demais"),
        (pacote_da_nova()[:300] + b"\x00" * 40 + pacote_da_nova()[340:], "danificado"),
    ],
    ids=[
        "nao-zip",
        "vazio",
        "sobe-pasta",
        "nome-ruim",
        "embarcada",
        "sem-ws",
        "sem-guias",
        "entidade",
        "mal-formado",
        "repetido",
        "enorme",
        "entradas",
        "corrompido",
    ],
)
def test_arquivo_ruim_nao_deixa_rastro(tmp_path: Path, pacote: bytes, motivo: str) -> None:
    proprio = RegistroDeVersoes(tmp_path)
    with pytest.raises(EsquemaInvalido, match=motivo):
        proprio.adicionar_arquivo(pacote)
    assert list(tmp_path.iterdir()) == []
    assert proprio.instaladas() == (V403, V402)


def test_sem_diretorio_nao_se_instala() -> None:
    with pytest.raises(EsquemaInvalido, match="diretório"):
        RegistroDeVersoes().adicionar_arquivo(pacote_da_nova())


def test_cada_thread_tem_o_seu_esquema_e_todas_leem() -> None:
    dados = escrever_lote(lote(TipoGuia.SADT, 20), cabecalho(), V403)
    esquemas: set[int] = set()
    lidas: list[int] = []

    def ler() -> None:
        esquema = registro.esquema(V403, Raiz.ARQUIVO)
        assert registro.esquema(V403, Raiz.ARQUIVO) is esquema
        lidas.append(len(ler_lote(dados).lote.guias))
        esquemas.add(id(esquema))
        barreira.wait()

    barreira = threading.Barrier(4, timeout=20)
    threads = [threading.Thread(target=ler) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (lidas, len(esquemas)) == ([20] * 4, 4)
