"""What is refused before any business rule: one test per defect, with code, fault and place."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest

from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.leitura import DefeitoTiss, abrir, analisar
from guiche.tiss_xml.mensagens import TipoGuia
from guiche.tiss_xml.recepcao import ler_lote, ler_mensagem
from guiche.tiss_xml.versoes import NS, Versao
from tests.tiss_xml.exemplos import V402, V403, cabecalho, lote

VALIDO = escrever_lote(lote(TipoGuia.SADT, 2, 2), cabecalho(), V403)


def defeito(dados: bytes, **opcoes: int) -> DefeitoTiss:
    with pytest.raises(DefeitoTiss) as erro:
        abrir(dados, **opcoes)
    return erro.value


def trocado(antigo: str, novo: str, vezes: int = 1) -> bytes:
    assert antigo.encode() in VALIDO
    return VALIDO.replace(antigo.encode(), novo.encode("iso-8859-1"), vezes)


# step 1: safety


def test_arquivo_grande_demais() -> None:
    erro = defeito(VALIDO, limite=1024)
    assert (erro.codigo_glosa, erro.fault) == ("5002", "SchemaInvalido")
    assert "o máximo aceito" in erro.mensagem


def test_gzip_e_aberto_e_bomba_e_recusada() -> None:
    assert abrir(gzip.compress(VALIDO)).versao == V403
    bomba = gzip.compress(b"<a>" + b" " * (101 * 1024 * 1024) + b"</a>")
    assert len(bomba) < 200_000
    assert defeito(bomba).mensagem == "O arquivo compactado é grande demais depois de aberto."
    assert "danificado" in defeito(b"\x1f\x8b\x00lixo").mensagem
    assert "incompleto" in defeito(gzip.compress(VALIDO)[:-20]).mensagem
    assert "dados a mais" in defeito(gzip.compress(VALIDO) + zlib.compress(b"x")).mensagem


def test_entidade_externa_nao_e_lida(tmp_path: Path) -> None:
    segredo = tmp_path / "segredo.txt"
    segredo.write_text("CONTEUDO-SECRETO", encoding="ascii")
    xml = f'<!DOCTYPE m [<!ENTITY x SYSTEM "{segredo.as_uri()}">]><m>&x;</m>'.encode()
    erro = defeito(xml)
    assert (erro.codigo_glosa, "DOCTYPE" in erro.mensagem) == ("5002", True)
    assert "SECRETO" not in erro.mensagem


@pytest.mark.parametrize(
    "prologo",
    [
        '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE m SYSTEM "http://exemplo.invalid/m.dtd">',
        "<!-- <x --><!DOCTYPE m>",
        "<?pi?>\n<!DOCTYPE m>",
    ],
)
def test_dtd_e_recusado_em_qualquer_forma(prologo: str) -> None:
    erro = defeito(f'<?xml version="1.0"?>{prologo}<m/>'.encode())
    assert erro.codigo_glosa == "5002"
    assert erro.mensagem == "O arquivo traz uma declaração DOCTYPE, que não é permitida em mensagens TISS."


def test_doctype_dentro_de_texto_nao_e_dtd() -> None:
    assert analisar(b"<m><![CDATA[<!DOCTYPE m>]]></m>").text == "<!DOCTYPE m>"


@pytest.mark.parametrize(
    ("dados", "parte"),
    [
        ('<?xml version="1.0" encoding="UTF-7"?><m/>'.encode("ascii"), "'UTF-7' não é aceita"),
        ('<?xml version="1.0" encoding="EBCDIC-CP-US"?><m/>'.encode("ascii"), "não é aceita"),
        ('<?xml version="1.0" encoding="UTF-16"?><m/>'.encode("utf-16"), "UTF-16"),
        ("<m/>".encode("utf-16-le"), "UTF-16"),
        (b"", "vazio"),
    ],
)
def test_codificacao_fora_da_lista(dados: bytes, parte: str) -> None:
    erro = defeito(dados)
    assert (erro.codigo_glosa, parte in erro.mensagem) == ("5002", True)


@pytest.mark.parametrize("nome", ["ISO-8859-1", "iso-8859-1", "UTF-8", "US-ASCII"])
def test_codificacoes_aceitas_e_marca_de_utf8(nome: str) -> None:
    raiz = analisar(f'\n<?xml version="1.0" encoding="{nome}"?><m>Acao</m>'.encode("ascii"))
    assert raiz.text == "Acao"
    assert analisar(b"\xef\xbb\xbf<m>\xc3\xa7</m>").text == "ç"


def test_profundidade_e_quantidade_tem_limite() -> None:
    assert "aninhados demais" in defeito(b"<a>" * 70 + b"</a>" * 70).mensagem
    assert "elementos demais" in defeito(b"<a>" + b"<b/>" * 2_000_001 + b"</a>").mensagem


def test_documento_em_base64_pode_passar_do_limite_de_texto() -> None:
    grande = b"<envioDocumentos>" + b"A" * (11 * 1024 * 1024) + b"</envioDocumentos>"
    assert len(analisar(grande).text or "") == 11 * 1024 * 1024
    assert defeito(grande.replace(b"envioDocumentos", b"outraCoisa")).codigo_glosa == "5002"


# step 2: form, root, namespace


def test_xml_mal_formado_diz_a_linha() -> None:
    erro = defeito(b"<a>\n<b>\n</a>")
    assert (erro.codigo_glosa, erro.fault, erro.linha) == ("5002", "SchemaInvalido", 3)
    assert erro.mensagem.startswith("O arquivo não é um XML bem formado (linha 3)")


def test_raiz_ou_espaco_de_nomes_errado() -> None:
    erro = defeito(b"<mensagemTISS/>")
    assert (erro.codigo_glosa, erro.fault, erro.campo) == ("5001", "SchemaInvalido", "mensagemTISS")
    assert "espaço de nomes" in erro.mensagem
    assert "deveria ser mensagemTISS" in defeito(f'<lote xmlns="{NS}"/>'.encode()).mensagem


# step 3: version


def test_versao_nao_aceita_lista_as_aceitas() -> None:
    erro = defeito(trocado("4.03.00", "4.00.01"))
    assert (erro.codigo_glosa, erro.fault, erro.campo) == ("5028", "VersaoInvalida", "Padrao")
    assert erro.mensagem.endswith("Versões aceitas: 4.03.00, 4.02.00.")
    with pytest.raises(DefeitoTiss, match=r"A versão 4\.03\.00 .* aceitas: 4\.02\.00\."):
        ler_mensagem(VALIDO, {V402})


def test_padrao_ausente_ou_com_nome_antigo() -> None:
    antigo = VALIDO.replace(b"ans:Padrao", b"ans:versaoPadrao")
    erro = defeito(antigo)
    assert (erro.codigo_glosa, erro.campo) == ("5001", "Padrao")
    assert "versaoPadrao" in erro.mensagem
    assert "A versão abc" in defeito(trocado("4.03.00", "abc")).mensagem


def test_versao_aceita_sem_esquema_instalado() -> None:
    with pytest.raises(DefeitoTiss, match=r"esquemas da versão 4\.01\.00") as erro:
        ler_mensagem(trocado("4.03.00", "4.01.00"), {Versao("4.01.00"), V403})
    assert erro.value.codigo_glosa == "5028"


# step 4: schema, in plain words


@pytest.mark.requisito("C-34")
@pytest.mark.parametrize(
    ("antigo", "novo", "caminho", "frase"),
    [
        (
            "<ans:valorTotal>120.50</ans:valorTotal>",
            "<ans:valorTotal>120,50</ans:valorTotal>",
            "prestadorParaOperadora/loteGuias/guiasTISS/guiaSP-SADT[1]/procedimentosExecutados/"
            "procedimentoExecutado[1]/valorTotal",
            "o valor '120,50' não é um número decimal (use ponto, não vírgula).",
        ),
        (
            "<ans:numeroLote>12345<",
            "<ans:numeroLote>1234567890123<",
            "prestadorParaOperadora/loteGuias/numeroLote",
            "o texto tem 13 caracteres; o máximo é 12.",
        ),
        (
            "<ans:senha>SENHA123<",
            "<ans:senha><",
            "prestadorParaOperadora/loteGuias/guiasTISS/guiaSP-SADT[1]/dadosAutorizacao/senha",
            "o campo está vazio; preencha ou retire a tag.",
        ),
        (
            "<ans:tipoAtendimento>23<",
            "<ans:tipoAtendimento>05<",
            "prestadorParaOperadora/loteGuias/guiasTISS/guiaSP-SADT[1]/dadosAtendimento/tipoAtendimento",
            "o valor '05' não existe na tabela do padrão (valores aceitos: 01, 02, 03, 04, 08, 09, 10, 13, 23).",
        ),
        (
            "<ans:dataAutorizacao>2026-10-05<",
            "<ans:dataAutorizacao>05/10/2026<",
            "prestadorParaOperadora/loteGuias/guiasTISS/guiaSP-SADT[1]/dadosAutorizacao/dataAutorizacao",
            "o valor '05/10/2026' não é uma data no formato AAAA-MM-DD.",
        ),
        (
            "<ans:sequencialTransacao>777</ans:sequencialTransacao>",
            "",
            "cabecalho/identificacaoTransacao/dataRegistroTransacao",
            "este campo não é permitido nesta posição; o esperado aqui é sequencialTransacao.",
        ),
        (
            "<ans:atendimentoRN>S</ans:atendimentoRN>",
            "<ans:atendimentoRN>S</ans:atendimentoRN><ans:nomeBeneficiario>X</ans:nomeBeneficiario>",
            "prestadorParaOperadora/loteGuias/guiasTISS/guiaSP-SADT[1]/dadosBeneficiario/nomeBeneficiario",
            "o nome do beneficiário não é mais informado pelo prestador desde a versão 4; retire a tag.",
        ),
        (
            "<ans:registroANS>999911<",
            "<ans:registroANS>99991<",
            "cabecalho/destino/registroANS",
            "o valor '99991' não segue o formato [0-9]{6}.",
        ),
        (
            "<ans:quantidadeExecutada>1<",
            "<ans:quantidadeExecutada>1.5<",
            "prestadorParaOperadora/loteGuias/guiasTISS/guiaSP-SADT[1]/procedimentosExecutados/"
            "procedimentoExecutado[1]/quantidadeExecutada",
            "o valor '1.5' não é um número inteiro.",
        ),
        (
            "<ans:valorUnitario>120.50<",
            "<ans:valorUnitario>120.505<",
            "prestadorParaOperadora/loteGuias/guiasTISS/guiaSP-SADT[1]/procedimentosExecutados/"
            "procedimentoExecutado[1]/valorUnitario",
            "o valor '120.505' tem mais que 2 casas decimais.",
        ),
        (
            "<ans:valorUnitario>120.50<",
            "<ans:valorUnitario>1234567890.55<",
            "prestadorParaOperadora/loteGuias/guiasTISS/guiaSP-SADT[1]/procedimentosExecutados/"
            "procedimentoExecutado[1]/valorUnitario",
            "o valor '1234567890.55' tem mais que 10 algarismos.",
        ),
        (
            "<ans:numeroLote>12345<",
            '<ans:numeroLote x="1">12345<',
            "prestadorParaOperadora/loteGuias/numeroLote",
            "o atributo x não é permitido.",
        ),
        (
            "<ans:cabecalho><",
            "<ans:cabecalho>solto<",
            "cabecalho",
            "há texto solto entre as tags.",
        ),
        (
            "<ans:horaRegistroTransacao>09:30:15</ans:horaRegistroTransacao>",
            "",
            "cabecalho/identificacaoTransacao",
            "falta preencher horaRegistroTransacao.",
        ),
    ],
)
def test_erro_de_esquema_em_portugues(antigo: str, novo: str, caminho: str, frase: str) -> None:
    erro = defeito(trocado(antigo, novo))
    assert (erro.codigo_glosa, erro.fault) == ("5001", "SchemaInvalido")
    primeiro = erro.erros[0]
    assert (primeiro.caminho, primeiro.mensagem) == (caminho, frase)
    assert erro.campo == caminho
    assert erro.linha == primeiro.linha == 2


def test_no_maximo_vinte_erros_e_descricao_de_500_caracteres() -> None:
    ruim = escrever_lote(lote(TipoGuia.SADT, 30, 1), cabecalho(), V403).replace(b"<ans:UF>35<", b"<ans:UF>SP<")
    erro = defeito(ruim)
    assert len(erro.erros) == 20
    assert len(erro.descricao) == 500
    assert erro.descricao.endswith("...")
    assert {e.caminho.rsplit("/", 1)[-1] for e in erro.erros} == {"UF"}


def test_erro_em_mensagem_com_espaco_de_nomes_padrao() -> None:
    sem_prefixo = (
        VALIDO.replace(b"<ans:", b"<")
        .replace(b"</ans:", b"</")
        .replace(b"xmlns:ans=", b"xmlns=")
        .replace(b"<numeroLote>12345<", b"<numeroLote><")
    )
    erro = defeito(sem_prefixo)
    assert erro.campo == "prestadorParaOperadora/loteGuias/numeroLote"


def test_data_que_o_esquema_aceita_e_nenhum_programa_guarda() -> None:
    dados = trocado("<ans:dataExecucao>2026-10-05<", "<ans:dataExecucao>12026-10-05<")
    with pytest.raises(DefeitoTiss, match="O valor '12026-10-05' do campo dataExecucao") as erro:
        ler_lote(dados, exigir_hash=False)
    assert (erro.value.codigo_glosa, erro.value.campo, erro.value.linha) == ("5001", "dataExecucao", 2)
