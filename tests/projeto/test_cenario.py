"""The demo world: believable, consistent with the rules, and the same at every run."""

from __future__ import annotations

import csv
import json
import random
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest
from django.db.models import Sum

from guiche.cadastro.models import Beneficiario, ContratoDoPrestador, ItemDaTabela, Prestador
from guiche.faturamento.models import Glosa, Guia, ItemDaGuia, Lote
from guiche.faturamento.regras import estados
from guiche.faturamento.services.lotes import abrir_mensagem, examinar
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.identificadores import (
    cnes_valido,
    cnpj_valido,
    cns_valido,
    cpf_valido,
    registro_ans_valido,
)
from guiche.pagamento.models import Lancamento, Pagamento
from guiche.projeto.cenario import MundoExistente, acessos, lotes_exemplo
from guiche.projeto.cenario.boca import faces_do_dente, lugar
from guiche.projeto.cenario.construcao import exigir_vazio
from guiche.projeto.cenario.escala import Andamento, construir_grande
from guiche.projeto.cenario.familias import gravar_familias, numero_da_carteira
from guiche.projeto.cenario.historico import Historico, fabrica_de, gravar_historico
from guiche.projeto.cenario.medica import AROEIRA
from guiche.projeto.cenario.odonto import CANDEIA
from guiche.projeto.cenario.pessoas import Gente
from guiche.projeto.cenario.procedimentos import medicos, odontologicos
from guiche.projeto.cenario.recentes import contestar, elenco_de, enviar_recentes
from guiche.tiss_xml.leitura import DefeitoTiss
from guiche.tiss_xml.mensagens import TipoGuia
from tests.cenario import Mundo

pytestmark = pytest.mark.django_db


# Invented people


def test_identificadores_sao_validos_e_nao_se_repetem() -> None:
    gente = Gente(random.Random(1))
    cpfs = [gente.cpf() for _ in range(2_000)]
    assert all(map(cpf_valido, cpfs))
    assert len(set(cpfs)) == 2_000
    assert all(cns_valido(gente.cns()) for _ in range(200))
    assert all(cnpj_valido(gente.cnpj()) for _ in range(200))
    assert all(cnes_valido(gente.cnes()) for _ in range(200))


def test_cnpj_alfanumerico_tem_letras_e_digito_valido() -> None:
    cnpj = Gente(random.Random(1)).cnpj(alfanumerico=True)
    assert cnpj_valido(cnpj)
    assert any(letra.isalpha() for letra in cnpj)


def test_pessoa_tem_a_idade_pedida() -> None:
    hoje = date(2026, 11, 23)
    for _ in range(200):
        pessoa = Gente(random.Random(_)).pessoa(hoje, 6, 6)
        anos = hoje.year - pessoa.nascimento.year
        anos -= (hoje.month, hoje.day) < (pessoa.nascimento.month, pessoa.nascimento.day)
        assert anos == 6


def test_a_mesma_semente_da_a_mesma_gente() -> None:
    hoje = date(2026, 11, 23)
    primeira, segunda = (Gente(random.Random(5)).pessoa(hoje, 20, 60) for _ in range(2))
    assert primeira == segunda


def test_carteira_termina_com_digito_de_luhn() -> None:
    assert numero_da_carteira("0417", 1, 0) == "0417000000001005"
    assert len(numero_da_carteira("0782", 123_456_789, 99)) == 16


# What the operadoras pay for


def test_todo_codigo_e_termo_existe_na_tuss() -> None:
    registros = json.loads((resources.files("tiss") / "tuss/_data/tuss.json").read_bytes())["records"]
    termos = {(r["tabela"], r["codigo"]): r["termo"] for r in registros if not r["vigencia_fim"]}
    nossos = {(p.tabela, p.codigo): p.descricao for p in (*medicos(), *odontologicos())}
    assert {chave: termos.get(chave) for chave in nossos} == nossos


def test_operadoras_tem_registro_valido_fora_do_cadop() -> None:
    cadop = json.loads((resources.files("tiss") / "operadoras/_data/healthplans.json").read_bytes())["records"]
    for espec in (AROEIRA, CANDEIA):
        assert registro_ans_valido(espec.registro_ans)
        assert espec.registro_ans not in cadop
    assert len(AROEIRA.prestadores) + len(CANDEIA.prestadores) == 40


def test_local_na_boca_e_sempre_possivel() -> None:
    acaso = random.Random(3)
    for procedimento in odontologicos():
        for _ in range(20):
            dente, regiao, faces = lugar(procedimento, acaso)
            assert (dente is not None) == (procedimento.local in {"dente", "dente_face"})
            assert (regiao is not None) == (procedimento.local in {"segmento", "arco"})
            assert len(faces or "") == (procedimento.faces or 0)
    assert sorted(faces_do_dente("16", 5, acaso)) == sorted("MODVP")
    assert sorted(faces_do_dente("41", 5, acaso)) == sorted("MIDVL")


# The small world


def test_mundo_pequeno_tem_quem_os_testes_precisam(mundo: Mundo) -> None:
    assert (mundo.operadora.nome_fantasia, mundo.outra.exclusivamente_odontologica) == ("Aroeira Saúde", True)
    assert [mundo.dependente.idade_em(mundo.hoje), mundo.bebe.idade_em(mundo.hoje)] == [6, 2]
    with escopo(mundo.operadora):
        assert Prestador.objects.count() == 4
        assert Beneficiario.objects.count() == 10
        precos = ItemDaTabela.objects.filter(codigo="10101012").order_by("vigencia_inicio")
        assert [p.valor for p in precos] == [Decimal("107.52"), Decimal("112.00")]
        assert ContratoDoPrestador.objects.get(prestador=mundo.hospital).ajuste == Decimal("8.00")


def test_atores_do_mundo_pequeno(mundo: Mundo) -> None:
    faturista = mundo.ator("faturista")
    assert (faturista.portal, faturista.prestador_id) == ("prestador", mundo.prestador.pk)
    assert "faturamento.lote.enviar" in faturista.permissoes
    assert "faturamento.lote.enviar" not in mundo.ator("recepcionista").permissoes
    assert mundo.ator("faturista", prestador=mundo.hospital).prestador_id == mundo.hospital.pk
    familia = {mundo.titular.pk, mundo.dependente.pk, mundo.bebe.pk}
    assert set(mundo.ator("beneficiario").beneficiario_ids) == familia
    assert mundo.ator("dentista", outra=True).prestador_id == mundo.dentista.pk
    assert "pagamento.competencia.fechar" in mundo.ator("financeiro").permissoes
    assert "pagamento.competencia.fechar" not in mundo.ator("analista").permissoes


def test_login_por_cpf_e_senha(mundo: Mundo) -> None:
    from guiche.acesso.autenticacao import IdentificadorBackend

    entrou = IdentificadorBackend().authenticate(None, mundo.titular.cpf, acessos.SENHA)
    assert entrou == mundo.beneficiaria


# The past


@pytest.fixture
def passado(mundo: Mundo) -> Historico:
    """Three months of the small medical world, saved."""
    with escopo(mundo.operadora):
        acaso = random.Random(11)
        historico = Historico(
            mundo.cadastro, fabrica_de(mundo.cadastro, acaso), acaso, mundo.hoje, meses=4, guias_por_lote=5
        )
        sistema = Ator.sistema(mundo.operadora, "comando")
        pessoas = [
            acessos.Pessoa(papel, vinculos[0].usuario, vinculos)
            for (chave, papel), vinculos in mundo.vinculos.items()
            if chave == "aroeira"
        ]
        elenco = elenco_de(sistema, pessoas)
        gravar_historico(historico, elenco, fatia=10)
        enviar_recentes(historico, elenco)
        contestar(pessoas, elenco)
    return historico


def test_totais_do_lote_sao_a_soma_dos_itens(mundo: Mundo, passado: Historico) -> None:
    nomes = ("valor_informado", "valor_processado", "valor_glosa", "valor_liberado")
    with escopo(mundo.operadora):
        lotes = Lote.objects.all()
        assert lotes.count() > 25
        for lote in lotes:
            itens = ItemDaGuia.objects.filter(guia__lote=lote).aggregate(**{n: Sum(n) for n in nomes})
            guias = Guia.objects.filter(lote=lote).aggregate(**{n: Sum(n) for n in nomes})
            glosas = Glosa.objects.filter(lote=lote).aggregate(total=Sum("valor", default=0))
            assert [getattr(lote, n) for n in nomes] == [itens[n] for n in nomes] == [guias[n] for n in nomes]
            assert glosas["total"] == lote.valor_glosa


def test_pagamentos_somam_seus_lotes(mundo: Mundo, passado: Historico) -> None:
    with escopo(mundo.operadora):
        pagamentos = list(Pagamento.objects.all())
        assert {p.situacao for p in pagamentos} >= {"PAGO"}
        for pagamento in pagamentos:
            lotes = Lote.objects.filter(pagamento_do_lote__pagamento=pagamento)
            esperada = estados.PAGO if pagamento.situacao == "PAGO" else estados.LIBERADO_PARA_PAGAMENTO
            assert {lote.situacao for lote in lotes} == {esperada}
            assert sum(lote.valor_liberado for lote in lotes) == pagamento.valor_liquido
            lancado = Lancamento.objects.filter(pagamento=pagamento).aggregate(total=Sum("valor"))
            assert lancado["total"] == pagamento.valor_liquido


def test_eventos_do_passado_formam_uma_cadeia(mundo: Mundo, passado: Historico) -> None:
    with escopo(mundo.operadora):
        assert eventos.verificar_cadeia() is None
        lote = Lote.objects.filter(situacao=estados.PAGO).first()
        tipos = [evento.tipo.rsplit(".", 1)[1] for evento in eventos.historico(lote)]
        assert tipos == ["recebido", "posto_em_analise", "analisado", "liberado", "pago"]


def test_arquivo_guardado_e_o_lote_em_xml(mundo: Mundo, passado: Historico) -> None:
    from guiche.documentos.services import conteudo_de
    from guiche.tiss_xml.recepcao import ler_lote

    with escopo(mundo.operadora):
        for lote in Lote.objects.select_related("arquivo").order_by("pk")[:6]:
            lido = ler_lote(conteudo_de(lote.arquivo)).lote
            assert (lido.numero, lido.tipo_guia) == (lote.numero, lote.tipo_guia)
            assert sum(g.totais.geral for g in lido.guias) == lote.valor_informado


@pytest.mark.parametrize("dias", [0, 3, 8, 9, 13, 20])
def test_todas_as_situacoes_ocorrem_em_qualquer_dia_do_mes(mundo: Mundo, dias: int) -> None:
    hoje = date(2026, 11, 22) + timedelta(days=dias)
    with escopo(mundo.operadora):
        acaso = random.Random(2)
        cadastro = mundo.cadastro
        muitos = {f"{chave}{n}": vivo for n in range(10) for chave, vivo in cadastro.vivos.items()}
        historico = Historico(
            replace(cadastro, vivos=muitos),
            fabrica_de(cadastro, acaso),
            acaso,
            hoje,
            meses=4,
            guias_por_lote=1,
        )
        situacoes = {pronto.situacao for pronto in historico.lotes()}
    assert situacoes == {"1", "2", "3", "4", "5", "6", "8", "9"}


# Samples


@pytest.fixture
def oficinas(mundo: Mundo) -> list[lotes_exemplo.Oficina]:
    """The workshops of both operadoras over some dozens of people more."""
    prontas = []
    for cadastro in (mundo.cadastro, mundo.cadastro_da_outra):
        outro_prefixo = replace(cadastro.especificacao, prefixo_da_carteira="0999")
        gente = Gente(random.Random(cadastro.especificacao.chave))
        with escopo(cadastro.operadora):
            (novos,) = gravar_familias(outro_prefixo, cadastro.produtos, gente, mundo.hoje, 90)
            ampliado = replace(cadastro, segurados=[*cadastro.segurados, *novos])
            prontas.append(lotes_exemplo.oficina_de(ampliado, mundo.hoje, gente.acaso))
    return prontas


@pytest.mark.requisito("X-07")
def test_cada_exemplo_mostra_exatamente_o_que_diz(mundo: Mundo, oficinas: list[lotes_exemplo.Oficina]) -> None:
    vistos: set[str] = set()
    for oficina in oficinas:
        with escopo(oficina.cadastro.operadora):
            for exemplo in lotes_exemplo.exemplos(oficina):
                esperado = set(re.findall(r"\((\d{4})\)", exemplo.mostra))
                prestador = Prestador.objects.get(codigo=exemplo.prestador)
                try:
                    mensagem = abrir_mensagem(prestador, exemplo.conteudo)
                    achados = examinar(prestador, mensagem, mundo.hoje).resultado.achados
                    encontrado = {achado.codigo for achado in achados}
                except DefeitoTiss as defeito:
                    encontrado = {defeito.codigo_glosa}
                assert (exemplo.nome, encontrado) == (exemplo.nome, esperado)
                vistos.add(exemplo.nome)
    assert len(vistos) == 35


def test_pasta_de_exemplos_tem_readme_e_zip(
    mundo: Mundo, oficinas: list[lotes_exemplo.Oficina], tmp_path: Path
) -> None:
    with escopo(mundo.outra):
        lista = list(lotes_exemplo.exemplos(oficinas[1]))
    assert lotes_exemplo.gravar(tmp_path, [("Candeia Odonto", lista)]) == len(lista) + 1
    leia = (tmp_path / "README.md").read_text(encoding="utf-8")
    for caminho in tmp_path.iterdir():
        assert caminho.name == "README.md" or f"`{caminho.name}`" in leia


# The whole


def test_mundo_nao_se_constroi_duas_vezes(mundo: Mundo) -> None:
    with pytest.raises(MundoExistente, match="--reset"):
        exigir_vazio()


def test_acessos_json_tem_a_forma_combinada(mundo: Mundo, tmp_path: Path) -> None:
    pessoas = [
        acessos.Pessoa(papel, vinculos[0].usuario, vinculos)
        for (chave, papel), vinculos in mundo.vinculos.items()
        if chave == "aroeira"
    ]
    with escopo(mundo.operadora):
        credenciais = acessos.emitir_credenciais(mundo.cadastro)
        parte = acessos.descrever(mundo.cadastro, pessoas, credenciais, mundo.hoje)
    lido = json.loads(acessos.escrever(tmp_path, "http://127.0.0.1:8000", [parte]).read_text())
    assert list(lido) == ["url", "operadoras", "pessoas", "prestadores", "beneficiarios"]
    assert lido["operadoras"] == [{"nome": "Aroeira Saúde", "registro_ans": "999997"}]
    assert lido["pessoas"][0] == {
        "papel": "faturista",
        "login": "renata",
        "senha": "Guiche-2026!",
        "nome": "Renata Lopes Amorim",
        "registro_ans": "999997",
    }
    assert lido["prestadores"][0] == {
        "nome": "Clínica Vale do Cedro",
        "categoria": "CREDENCIADO",
        "documento": mundo.prestador.documento,
        "codigo_na_operadora": "40123",
        "cnes": mundo.prestador.cnes,
        "registro_ans": "999997",
        "ws_login": "ws.40123",
        "ws_senha": "demo-ws-40123",
    }
    situacoes = {b["nome"]: b["situacao"] for b in lido["beneficiarios"]}
    assert situacoes["Helena Dias Moreira"] == "ativo"
    assert situacoes["Ivo Sales Campos"] == "carteira_vencida"
    assert situacoes["Lúcia Franco Braga"] == "desligado"


def test_andamento_diz_ritmo_e_tempo_que_falta() -> None:
    relogio = iter([0.0, 2.0, 12.0])
    linhas: list[str] = []
    andamento = Andamento(linhas.append, "Itens", 10_000, relogio=lambda: next(relogio))
    andamento.somar(100)
    andamento.somar(2_300)
    assert linhas == ["Itens: 2.400 de 10.000, 200/s, faltam 38 s"]


def test_dados_sao_so_os_fatos_usados() -> None:
    pasta = Path(__file__).parents[2] / "src/guiche/projeto/cenario/dados"
    for nome, colunas in (("medica.csv", 9), ("odonto.csv", 12)):
        with (pasta / nome).open(encoding="utf-8", newline="") as arquivo:
            assert {len(linha) for linha in csv.reader(arquivo)} == {colunas}


def test_mundo_grande_em_fatias(settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.VAR = tmp_path
    linhas: list[str] = []
    construir_grande(linhas.append, 300)
    from guiche.nucleo.models import Operadora

    for operadora in Operadora.objects.all():
        with escopo(operadora):
            itens = ItemDaGuia.objects.count()
            assert itens >= 2 * Beneficiario.objects.count()
            assert Lote.objects.aggregate(total=Sum("quantidade_itens"))["total"] == itens
            assert eventos.verificar_cadeia() is None
            assert {lote.tipo_guia for lote in Lote.objects.all()} <= {tipo.value for tipo in TipoGuia}
    assert (tmp_path / "demo/acessos.json").exists()
    assert [linha.split(":")[0] for linha in linhas if "/s" in linha] == [
        "Aroeira Saúde, beneficiários",
        "Aroeira Saúde, itens",
        "Candeia Odonto, beneficiários",
        "Candeia Odonto, itens",
    ]
