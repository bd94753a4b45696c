"""The table of CEP: its ranges, its lines, its load."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from guiche.nucleo.identificadores import SIGLA_DA_UF
from guiche.projeto.cenario.terminologia import CEPS, enderecos
from guiche.terminologia import carregar
from guiche.terminologia.arquivo_ans import ArquivoInvalido
from guiche.terminologia.arquivo_ceps import TabelaDeCep
from guiche.terminologia.models import Carga, Cep
from guiche.terminologia.regras.ceps import FAIXAS, colunas_de_cep, de_outra_uf, ler_cep, separar, uf_do_cep
from guiche.terminologia.regras.planilha import LinhaInvalida
from guiche.terminologia.selectors.ceps import endereco_do_cep

CABECALHO = "cep;logradouro;bairro;municipio;ibge;uf"
CENTRO = "13010-050;Rua das Figueiras;Centro;Campinas;3509502;SP"


def tabela(pasta: Path, *linhas: str, nome: str = "ceps.csv", codificacao: str = "utf-8") -> Path:
    arquivo = pasta / nome
    arquivo.write_text("\r\n".join(linhas), encoding=codificacao)
    return arquivo


@pytest.mark.requisito("U-10")
def test_as_faixas_cobrem_cada_uf_sem_se_sobrepor() -> None:
    assert {uf for _, _, uf in FAIXAS} == set(SIGLA_DA_UF.values())
    limites = [(de, ate) for de, ate, _ in FAIXAS]
    assert limites == sorted(limites)
    assert all(anterior[1] < seguinte[0] for anterior, seguinte in pairwise(limites))


@pytest.mark.requisito("U-10")
@pytest.mark.parametrize(
    ("cep", "uf"),
    [
        ("01001-000", "SP"),
        ("19999999", "SP"),
        ("20000000", "RJ"),
        ("68899999", "PA"),
        ("68900000", "AP"),
        ("69299999", "AM"),
        ("69300000", "RR"),
        ("69400000", "AM"),
        ("69900000", "AC"),
        ("72799999", "DF"),
        ("72800000", "GO"),
        ("73000000", "DF"),
        ("73700000", "GO"),
        ("76800000", "RO"),
        ("79002130", "MS"),
        ("99999999", "RS"),
        ("00100000", ""),
        ("78999000", ""),
        ("79", ""),
        ("", ""),
    ],
)
def test_a_uf_de_um_cep(cep: str, uf: str) -> None:
    assert uf_do_cep(cep) == uf


@pytest.mark.requisito("U-10")
def test_cep_de_outra_uf_e_dito_com_as_duas() -> None:
    dito = "O CEP 79002-130 é de MS, e o estado escolhido é SP: confira um dos dois."
    assert de_outra_uf("79002130", "SP") == dito
    assert de_outra_uf("79002130", "MS") == de_outra_uf("79002130", "") == de_outra_uf("00100000", "SP") == ""


@pytest.mark.parametrize(
    ("escrito", "partes"),
    [
        ("Rua das Flores", ("Rua", "das Flores")),
        ("AVENIDA Brasil", ("Avenida", "Brasil")),
        ("praca da Sé", ("Praça", "da Sé")),
        ("Ruaral do Norte", ("", "Ruaral do Norte")),
        ("Rua", ("", "Rua")),
        ("", ("", "")),
    ],
)
def test_tipo_e_nome_do_logradouro(escrito: str, partes: tuple[str, str]) -> None:
    assert separar(escrito) == partes


@pytest.mark.parametrize(
    ("linha", "motivo"),
    [
        ("1301;Rua A;Centro;Campinas;3509502;SP", "CEP ilegível: 1301."),
        (";Rua A;Centro;Campinas;3509502;SP", "CEP ilegível: vazio."),
        ("13010050;Rua A;Centro;;3509502;SP", "CEP 13010050 sem município."),
        ("13010050;Rua A;Centro;Campinas;350950;SP", "CEP 13010050: o código IBGE 350950 não é de SP."),
        ("13010050;Rua A;Centro;Campinas;5002704;SP", "CEP 13010050: o código IBGE 5002704 não é de SP."),
        ("79002130;Rua A;Centro;Campinas;3509502;SP", "CEP 79002130 é da faixa de MS, e a linha diz SP."),
    ],
)
def test_linha_que_nao_fecha_e_recusada_com_o_motivo(linha: str, motivo: str) -> None:
    with pytest.raises(LinhaInvalida) as recusa:
        ler_cep(linha.split(";"), colunas_de_cep(CABECALHO.split(";")))
    assert str(recusa.value) == motivo


def test_linha_em_branco_nao_e_nada_e_coluna_de_tipo_manda() -> None:
    posicoes = colunas_de_cep(["CEP", "Tipo", "Endereço", "Bairro", "Cidade", "Código IBGE", "UF"])
    assert ler_cep(["", " ", "", "", "", "", ""], posicoes) is None
    lida = ler_cep(["13010050", "AVENIDA", "Rua Velha", "Centro", "Campinas", "3509502", "sp"], posicoes)
    assert lida is not None
    assert (lida.tipo, lida.logradouro, lida.uf) == ("Avenida", "Rua Velha", "SP")


@pytest.mark.requisito("U-10")
@pytest.mark.django_db
@pytest.mark.parametrize(("separador", "codificacao"), [(";", "utf-8"), (",", "cp1252"), ("\t", "utf-8-sig")])
def test_tabela_da_operadora_entra_uma_vez_e_a_nova_substitui(tmp_path: Path, separador: str, codificacao: str) -> None:
    linhas = [
        CABECALHO,
        CENTRO,
        "13480140;Praça São João;Centro;Limeira;3526902;SP",
        "13480999;;;Limeira;3526902;SP",
        "99999;x;x;x;x;x",
        "",
    ]
    arquivo = tabela(tmp_path, *(um.replace(";", separador) for um in linhas), codificacao=codificacao)
    carga = carregar.carregar_ceps(arquivo)
    assert (carga.situacao, carga.feitos, carga.recusadas) == (Carga.Situacao.CONCLUIDA, 4, 1)
    assert carga.erro == "ceps.csv, linha 5: CEP ilegível: 99999."
    assert str(endereco_do_cep("13010-050")) == "Rua das Figueiras, Centro, Campinas/SP"
    praca = endereco_do_cep("13480140")
    assert praca is not None
    assert (praca.tipo, praca.logradouro, praca.rua, praca.ibge) == ("Praça", "São João", "Praça São João", "3526902")
    assert str(endereco_do_cep("13480999")) == "Limeira/SP"
    assert endereco_do_cep("13010051") is None and endereco_do_cep("1301") is None
    assert carregar.carregar_ceps(arquivo).pk == carga.pk
    nova = carregar.carregar_ceps(tabela(tmp_path, CABECALHO, CENTRO.replace("Figueiras", "Acácias"), nome="b.csv"))
    assert nova.pk != carga.pk
    assert str(endereco_do_cep("13010050")) == "Rua das Acácias, Centro, Campinas/SP"
    assert Cep.objects.count() == 3


@pytest.mark.django_db
def test_carga_que_caiu_continua_de_onde_parou(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    linhas = [f"13010{n:03d};Rua {n};Centro;Campinas;3509502;SP" for n in range(5)]
    arquivo = tabela(tmp_path, CABECALHO, *linhas)
    monkeypatch.setattr(carregar, "FATIA", 2)

    def cair(carga: Carga) -> None:
        if carga.feitos >= 2:
            raise RuntimeError("queda")

    with pytest.raises(RuntimeError):
        carregar.carregar_ceps(arquivo, cair)
    assert (Cep.objects.count(), Carga.objects.get().situacao) == (2, Carga.Situacao.INTERROMPIDA)
    carga = carregar.carregar_ceps(arquivo)
    assert (Cep.objects.count(), carga.feitos, carga.situacao) == (5, 5, Carga.Situacao.CONCLUIDA)


@pytest.mark.django_db
def test_comando_carrega_e_diz_o_que_falta(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("terminologia_carregar", str(tabela(tmp_path, CABECALHO, CENTRO)))
    assert "ceps.csv ceps: 1 linhas, 0 recusadas" in capsys.readouterr().out
    ruim = tabela(tmp_path, "cep;rua;uf", "1;2;3", nome="ruim.csv")
    with pytest.raises(CommandError, match=r"ruim\.csv: Faltam colunas na primeira linha: bairro, municipio, ibge\."):
        call_command("terminologia_carregar", str(ruim))
    with pytest.raises(CommandError, match="entra inteira"):
        call_command("terminologia_carregar", str(ruim), "--tabelas", "18")
    with pytest.raises(ArquivoInvalido, match="Faltam colunas"):
        carregar.carregar_ceps(tabela(tmp_path, "", nome="vazia.csv"))
    assert Cep.objects.count() == 1


def test_a_tabela_da_demonstracao_fecha() -> None:
    assert len(enderecos()) == TabelaDeCep(CEPS, "utf-8", ";").contar() - 1 == 13
