"""Terms of use: versions that never change, acceptances with evidence, and what still waits for a person."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from guiche.acesso.models import AceiteDeTermo, AtoDaConta, Termo
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.regras.textos import Diferenca, Trecho, comparar, impressao, normalizar_texto, trechos
from guiche.acesso.selectors.contexto import vinculos_vigentes
from guiche.acesso.selectors.termos import (
    aceites,
    aceites_da_pessoa,
    do_portal,
    pendentes,
    situacao_dos_portais,
    termos,
)
from guiche.acesso.services.termos import NovoTermo, aceitar_termos, publicar_termo
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.servico import Recusa
from tests.cenario import Mundo

pytestmark = pytest.mark.django_db

TEXTO = "# O que é\n\nEste portal serve ao plano.\n\n- Use a sua senha.\n- Não a empreste."


def publicado(mundo: Mundo, portal: str = "prestador", texto: str = TEXTO, titulo: str = "Termo de uso") -> Termo:
    with escopo(mundo.operadora):
        return publicar_termo(mundo.ator("gestor"), NovoTermo(portal, titulo, texto))


def renata(mundo: Mundo) -> Pessoa:
    return Pessoa(mundo.faturista, "203.0.113.7", "Mozilla/5.0 (X11; Linux) Firefox/140.0")


def aceitar(mundo: Mundo, pessoa: Pessoa, termo: Termo) -> None:
    aceitar_termos(pessoa, mundo.operadora, [termo.pk], [termo.sha256])


def test_texto_tem_titulos_listas_e_paragrafos() -> None:
    assert trechos("# Um\r\n\r\n- a \n-  b".replace("\r\n", "\n")) == [
        Trecho("titulo", ("Um",)),
        Trecho("lista", ("a", "b")),
    ]
    assert trechos("linha\nque segue") == [Trecho("paragrafo", ("linha que segue",))]
    assert normalizar_texto("\r\n a  \r\nb\r\r\n") == "a\nb"


def test_comparacao_diz_o_que_ficou_saiu_e_entrou() -> None:
    assert comparar("a\n\nb\n\nc", "a\n\nB\n\nc\n\nd") == [
        Diferenca("igual", "a"),
        Diferenca("saiu", "b"),
        Diferenca("entrou", "B"),
        Diferenca("igual", "c"),
        Diferenca("entrou", "d"),
    ]
    assert comparar("# T\n\n- a\n- b", "# T\n\n- a\n- c") == [
        Diferenca("igual", "T"),
        Diferenca("igual", "• a"),
        Diferenca("saiu", "• b"),
        Diferenca("entrou", "• c"),
    ]


@pytest.mark.requisito("B-09", "X-12")
def test_aceite_guarda_quem_quando_de_onde_e_o_texto(mundo: Mundo) -> None:
    termo = publicado(mundo)
    assert (termo.versao, termo.sha256) == (1, impressao("Termo de uso", TEXTO))
    aceitar(mundo, renata(mundo), termo)
    aceitar(mundo, renata(mundo), termo)
    with escopo(mundo.operadora):
        (aceite,) = AceiteDeTermo.objects.all()
        evento = Evento.objects.get(tipo="acesso.termo.aceito")
        assert [e.pk for e in aceites(mundo.ator("gestor"))] == [aceite.pk]
    assert (aceite.usuario_id, aceite.termo_id, aceite.sha256) == (mundo.faturista.pk, termo.pk, termo.sha256)
    assert (aceite.ip, aceite.navegador) == ("203.0.113.7", "Mozilla/5.0 (X11; Linux) Firefox/140.0")
    assert (evento.usuario_id, evento.objeto_id, evento.fato) == (
        mundo.faturista.pk,
        aceite.pk,
        {"termo": termo.pk, "versao": 1},
    )
    (ato,) = AtoDaConta.objects.filter(usuario=mundo.faturista)
    assert (ato.tipo, ato.fato) == ("termo_aceito", {"titulo": "Termo de uso", "versao": 1})


@pytest.mark.requisito("B-09")
def test_versao_nova_e_pedida_de_novo_e_a_antiga_continua_guardada(mundo: Mundo) -> None:
    primeira = publicado(mundo)
    pessoa, ator = renata(mundo), mundo.ator("faturista")
    with escopo(mundo.operadora):
        assert pendentes(ator) == [primeira]
    aceitar(mundo, pessoa, primeira)
    with escopo(mundo.operadora):
        assert pendentes(ator) == []
    segunda = publicado(mundo, texto=f"{TEXTO}\n\nNovo parágrafo.")
    with escopo(mundo.operadora):
        assert (segunda.versao, pendentes(ator)) == (2, [segunda])
    with pytest.raises(Recusa, match="mudou enquanto você lia"):
        aceitar(mundo, pessoa, primeira)
    aceitar(mundo, pessoa, segunda)
    lista = aceites_da_pessoa(pessoa)
    assert [(a.termo_id, a.em_vigor) for a in lista] == [(segunda.pk, True), (primeira.pk, False)]


def test_aceite_de_outro_texto_que_o_mostrado_e_recusado(mundo: Mundo) -> None:
    termo = publicado(mundo)
    with pytest.raises(Recusa):
        aceitar_termos(renata(mundo), mundo.operadora, [termo.pk], ["0" * 64])
    with pytest.raises(Recusa):
        aceitar_termos(renata(mundo), mundo.outra, [termo.pk], [termo.sha256])
    with escopo(mundo.operadora):
        assert AceiteDeTermo.objects.count() == 0


def test_cada_portal_pede_o_seu_e_o_de_todos(mundo: Mundo) -> None:
    de_todos = publicado(mundo, portal="", titulo="Aviso de privacidade")
    prestador = publicado(mundo)
    with escopo(mundo.operadora):
        assert list(do_portal("prestador")) == [prestador, de_todos]
        assert list(do_portal("beneficiario")) == [de_todos]
        assert pendentes(mundo.ator("beneficiario")) == [de_todos]
    with escopo(mundo.outra):
        assert pendentes(mundo.ator("faturista", outra=True)) == []
    assert {v.falta_termo for v in vinculos_vigentes(mundo.faturista)} == {True}
    for termo in (de_todos, prestador):
        aceitar(mundo, renata(mundo), termo)
    assert {v.falta_termo for v in vinculos_vigentes(mundo.faturista)} == {False}
    assert {v.falta_termo for v in vinculos_vigentes(mundo.beneficiaria)} == {True}
    assert {v.falta_termo for v in vinculos_vigentes(mundo.usuario_dentista)} == {False}


def test_quem_nao_publica_nao_publica_nem_ve_a_lista(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        for acao in (
            lambda: publicar_termo(mundo.ator("analista"), NovoTermo("prestador", "a", "b")),
            lambda: termos(mundo.ator("faturista")),
            lambda: aceites(mundo.ator("analista")),
        ):
            with pytest.raises(SemPermissao):
                acao()
        assert Termo.objects.count() == 0


@pytest.mark.parametrize(
    ("novo", "campo"),
    [
        (NovoTermo("outro", "Título", "Texto"), "portal"),
        (NovoTermo("prestador", "  ", "Texto"), "titulo"),
        (NovoTermo("prestador", "Título", " \n "), "texto"),
        (NovoTermo("prestador", "Título", "a" * 100_001), "texto"),
        (NovoTermo("prestador", "Termo  de uso", f"{TEXTO}  \r\n"), "texto"),
    ],
)
def test_termo_ruim_ou_igual_e_recusado_no_campo(mundo: Mundo, novo: NovoTermo, campo: str) -> None:
    publicado(mundo)
    with escopo(mundo.operadora):
        with pytest.raises(Recusa) as recusa:
            publicar_termo(mundo.ator("gestor"), novo)
        assert (recusa.value.campo, Termo.objects.count()) == (campo, 1)


def test_termo_e_aceite_nao_mudam_nem_somem_no_banco(mundo: Mundo) -> None:
    termo = publicado(mundo)
    aceitar(mundo, renata(mundo), termo)
    with escopo(mundo.operadora):
        for tabela in (Termo, AceiteDeTermo):
            for mudar in (
                lambda t=tabela: t.objects.update(sha256="0" * 64),
                lambda t=tabela: t.objects.all().delete(),
            ):
                with pytest.raises(DatabaseError), transaction.atomic():
                    mudar()
        assert Termo.objects.get().sha256 == termo.sha256


def test_situacao_conta_quem_tem_acesso_hoje(mundo: Mundo) -> None:
    termo = publicado(mundo)
    aceitar(mundo, renata(mundo), termo)
    aceitar(mundo, Pessoa(mundo.beneficiaria), termo)
    with escopo(mundo.operadora):
        linhas = {s.portal: s for s in situacao_dos_portais(mundo.ator("gestor"))}
    assert list(linhas) == ["", "prestador", "beneficiario", "contratante", "operadora"]
    pessoas = len(
        {
            v.usuario_id
            for (op, _), vs in mundo.vinculos.items()
            if op == "aroeira"
            for v in vs
            if v.portal == "prestador"
        }
    )
    assert (linhas["prestador"].termo, linhas["prestador"].aceitaram, linhas["prestador"].com_acesso) == (
        termo,
        1,
        pessoas,
    )
    assert (linhas["beneficiario"].termo, linhas["beneficiario"].aceitaram) == (None, 0)
