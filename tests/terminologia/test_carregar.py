"""Loads: what the package ships, ANS's archive, once per file, going on after a crash."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from guiche.nucleo.identificadores import registro_ans_valido
from guiche.terminologia import carregar, fontes
from guiche.terminologia.arquivo_ans import ArquivoInvalido
from guiche.terminologia.models import Carga, ItemDominio, MotivoGlosa, OperadoraAns, Termo
from guiche.terminologia.selectors import termos as selectors
from tests.terminologia.arquivos import CABECALHO, CABECALHO_HISTORICO, arquivo_da_ans, compactar, planilha

pytestmark = pytest.mark.django_db


class Queda(Exception):
    """The process dies in the middle of a load."""


def test_domains_reasons_and_operadoras_are_loaded_once() -> None:
    carga = carregar.carregar_dominios()
    assert (MotivoGlosa.objects.count(), MotivoGlosa.objects.filter(atual=True).count()) == (792, 470)
    assert OperadoraAns.objects.count() == 1_106
    assert ItemDominio.objects.filter(dominio="dm_grauPart").count() == 14
    assert carga.situacao == Carga.Situacao.CONCLUIDA
    assert carregar.carregar_dominios().pk == carga.pk
    assert Carga.objects.count() == 1


def test_check_digit_holds_for_every_registry_of_cadop() -> None:
    registros = [operadora.registro_ans for operadora in fontes.operadoras()]
    assert [registro for registro in registros if not registro_ans_valido(registro)] == []
    assert len(registros) == 1_106


def test_every_domain_of_the_standard_has_its_values_and_labels() -> None:
    itens = fontes.dominios()
    assert set(fontes.DOMINIO_DA_TABELA.values()) - {item.dominio for item in itens} == set()
    assert [(i.dominio, i.codigo) for i in itens if i.rotulo == i.codigo] == [("dm_estadiamento", "0")]


def test_package_loads_the_tables_asked_for_whole() -> None:
    carga = carregar.carregar_pacote(tabelas=("18", "22"))
    assert Termo.objects.filter(tabela="18").count() == 3_597
    assert Termo.objects.filter(tabela="22").count() == 5_964
    assert (carga.feitos, carga.total, carga.recusadas) == (9_561, 9_561, 0)


def test_essential_load_is_bounded_and_brings_the_codes_named() -> None:
    carga = carregar.carregar_essencial(codigos=("100799450",))
    por_tabela = {t: Termo.objects.filter(tabela=t).count() for t in ("18", "19", "20", "22")}
    assert por_tabela == {"18": 3_597, "19": 1_001, "20": 1_000, "22": 5_964}
    assert carga.recorte.startswith("18,19:1000,20:1000,22,+")


def test_load_goes_on_where_it_died() -> None:
    vistos: list[tuple[int, int]] = []

    def cair(carga: Carga) -> None:
        vistos.append((carga.feitos, carga.total))
        if len(vistos) == 2:
            raise Queda("acabou a luz")

    with pytest.raises(Queda):
        carregar.carregar_pacote(cair, tabelas=("22",))
    morta = Carga.objects.get()
    assert (morta.situacao, morta.feitos, morta.linha) == ("interrompida", 4_000, 4_000)
    assert morta.erro == "Queda: acabou a luz"
    assert Termo.objects.count() == 4_000

    retomada = carregar.carregar_pacote(lambda carga: vistos.append((carga.feitos, carga.total)), ("22",))
    assert vistos == [(2_000, 5_964), (4_000, 5_964), (5_964, 5_964)]
    assert (retomada.pk, retomada.situacao, retomada.erro) == (morta.pk, "concluida", "")
    assert Termo.objects.count() == 5_964


def test_second_run_of_the_same_load_cannot_write() -> None:
    def outra_execucao(carga: Carga) -> None:
        Carga.objects.filter(pk=carga.pk).update(linha=carga.linha + 1)

    with pytest.raises(carregar.CargaEmUso):
        carregar.carregar_pacote(outra_execucao, tabelas=("22",))
    assert Termo.objects.count() == 2_000


def test_archive_of_ans_fills_terms_reasons_and_domains(tmp_path: Path) -> None:
    carregar.carregar_dominios()
    carga = carregar.carregar_ans(arquivo_da_ans(tmp_path / "ans.zip"))

    assert set(Termo.objects.values_list("tabela", "codigo", "vigencia_inicio", "vigencia_fim")) == {
        ("18", "60000001", date(2020, 1, 1), None),
        ("18", "60000002", date(2020, 1, 1), date(2024, 12, 31)),
        ("19", "70000001", date(2020, 1, 1), None),
        ("19", "70000002", date(2020, 1, 1), None),
        ("22", "10101012", date(2009, 2, 13), None),
        ("22", "40304361", date(2009, 2, 13), None),
        ("22", "40999990", date(2026, 10, 1), None),
        ("22", "40999991", date(2009, 2, 13), date(2025, 4, 30)),
    }
    assert Termo.objects.get(codigo="60000001").termo == 'Diária "compacta"; enfermaria'
    assert Termo.objects.get(codigo="40304361").descricao == "Inclui reticulócitos"
    assert Termo.objects.get(codigo="40999990").fim_implantacao == date(2026, 12, 31)
    opme = Termo.objects.get(codigo="70000001")
    assert (opme.modelo, opme.fabricante, opme.registro_anvisa) == ("P1", "FÁBRICA UM LTDA", "10000000001")
    assert opme.busca == "PROTESE TOTAL DE JOELHO P1 FABRICA UM LTDA"

    novos = MotivoGlosa.objects.filter(codigo__in=["1801", "9101", "9102"])
    assert list(novos.values_list("codigo", "atual")) == [("1801", True), ("9101", True), ("9102", False)]
    assert ItemDominio.objects.get(dominio="dm_grauPart", codigo="14").rotulo == "Papel novo"
    assert ItemDominio.objects.get(dominio="dm_grauPart", codigo="13").vigencia_fim == date(2026, 12, 31)

    assert (carga.feitos, carga.total, carga.recusadas) == (14, 14, 1)
    assert carga.erro.endswith("TUSS 22 - PROCEDIMENTOS.xlsx/Tab 22, linha 7: Data ilegível: 31/02/2020.")


def test_same_archive_twice_does_nothing(tmp_path: Path, django_assert_num_queries: Any) -> None:
    arquivo = arquivo_da_ans(tmp_path / "ans.zip")
    primeira = carregar.carregar_ans(arquivo)
    with django_assert_num_queries(1):
        assert carregar.carregar_ans(arquivo.rename(tmp_path / "outro.zip")).pk == primeira.pk


def test_only_the_tables_asked_for(tmp_path: Path) -> None:
    carregar.carregar_ans(arquivo_da_ans(tmp_path / "ans.zip"), tabelas=("19",))
    assert set(Termo.objects.values_list("tabela", flat=True)) == {"19"}
    assert Termo.objects.count() == 2
    assert not MotivoGlosa.objects.exists()


def test_archive_goes_on_inside_the_file_that_was_being_read(tmp_path: Path) -> None:
    linhas = [(str(40_000_000 + n), f"Exame {n}", None, "2020-01-01") for n in range(2_500)]
    arquivo = compactar(
        tmp_path / "ans.zip",
        TUSS_18__xlsx=planilha(("Tab 18", CABECALHO, [("60000001", "Diária", None, "2020-01-01")])),
        TUSS_22__xlsx=planilha(("Tab 22", CABECALHO, linhas)),
    )

    def cair(carga: Carga) -> None:
        if carga.feitos == 2_001:
            raise Queda

    with pytest.raises(Queda):
        carregar.carregar_ans(arquivo, cair)
    parada = Carga.objects.get()
    assert (parada.parte, parada.linha, parada.feitos) == (1, 2_000, 2_001)
    Termo.objects.filter(codigo="40000000").delete()

    retomada = carregar.carregar_ans(arquivo)
    assert (retomada.situacao, retomada.feitos) == ("concluida", 2_501)
    assert Termo.objects.count() == 2_500
    assert not Termo.objects.filter(codigo="40000000").exists()


def test_newer_archive_ends_terms_and_keeps_their_history(tmp_path: Path) -> None:
    base = [("40000001", "Exame um", None, "2009-02-13"), ("40000002", "Exame dois", None, "2009-02-13"),
            ("40000003", "Exame três", None, "2009-02-13")]  # fmt: skip
    carregar.carregar_ans(compactar(tmp_path / "a.zip", TUSS_22__xlsx=planilha(("Tab 22", CABECALHO, base))))
    historico = [
        ("22", "40000001", "Exame um, painel", "", "2026-10-01", "", "", "Alterado"),
        ("22", "40000002", "", "", "", "2026-09-30", "", "Inativado por alteração"),
        ("22", "40000003", "Exame três", "", "2009-02-13", "2026-08-31", "", "Inativado"),
        ("22", "40000004", "Exame quatro", "", "2026-10-01", "", "31/12/2026", "Incluído"),
    ]
    carga = carregar.carregar_ans(
        compactar(tmp_path / "b.zip", Historico__xlsx=planilha(("Alterações", CABECALHO_HISTORICO, historico)))
    )
    assert carga.recusadas == 0
    campos = ("codigo", "termo", "vigencia_inicio", "vigencia_fim")
    assert list(Termo.objects.order_by("codigo", "vigencia_inicio").values_list(*campos)) == [
        ("40000001", "Exame um", date(2009, 2, 13), date(2026, 9, 30)),
        ("40000001", "Exame um, painel", date(2026, 10, 1), None),
        ("40000002", "Exame dois", date(2009, 2, 13), date(2026, 9, 30)),
        ("40000003", "Exame três", date(2009, 2, 13), date(2026, 8, 31)),
        ("40000004", "Exame quatro", date(2026, 10, 1), None),
    ]


def test_file_that_is_no_archive_leaves_the_load_interrupted(tmp_path: Path) -> None:
    arquivo = tmp_path / "nada.zip"
    arquivo.write_bytes(b"nada")
    with pytest.raises(ArquivoInvalido, match=r"O arquivo não é um ZIP da ANS\."):
        carregar.carregar_ans(arquivo)
    assert Carga.objects.get().situacao == Carga.Situacao.INTERROMPIDA
    with pytest.raises(ArquivoInvalido, match=r"O ZIP não tem planilhas"):
        carregar.carregar_ans(compactar(tmp_path / "vazio.zip", leia__txt=b"oi"))


def test_command_prints_progress_and_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("terminologia_carregar", str(arquivo_da_ans(tmp_path / "ans.zip")), "--tabelas", "22")
    linhas = capsys.readouterr().out.splitlines()
    assert linhas[0].startswith("5 de 10 linhas, restam cerca de ")
    assert linhas[1].startswith("ans.zip 22: 5 linhas, 1 recusadas, ")
    assert linhas[2].endswith("Data ilegível: 31/02/2020.")


def test_command_refuses_bad_input(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Arquivo não encontrado"):
        call_command("terminologia_carregar", str(tmp_path / "falta.zip"))
    with pytest.raises(CommandError, match="dois dígitos"):
        call_command("terminologia_carregar", "--tabelas", "22;18")
    nada = tmp_path / "nada.zip"
    nada.write_bytes(b"nada")
    with pytest.raises(CommandError, match="não é um ZIP da ANS"):
        call_command("terminologia_carregar", str(nada))


def test_load_refreshes_what_the_process_remembers() -> None:
    assert selectors.rotulo("dm_sexo", "3") == "3"
    carregar.carregar_dominios()
    assert selectors.rotulo("dm_sexo", "3") == "Feminino"
