"""The tenancy battery: no read and no write leaves the scope, whatever the door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.db import models

from guiche.cadastro.models import Contrato, Produto
from guiche.nucleo.escopo import ForaDoEscopo, SemEscopo, escopo, operadora_atual, sem_escopo
from guiche.nucleo.models import Operadora, Progresso

pytestmark = pytest.mark.django_db

TODOS = Progresso.objects.all()


class ProgressoForm(forms.Form):
    """Built at import time, long before any scope: its choices must still be those of the request."""

    progresso = forms.ModelChoiceField(queryset=Progresso.objects.all())


@pytest.fixture
def uma() -> Operadora:
    return Operadora.objects.create(registro_ans="414662", nome_fantasia="Uma", razao_social="Uma", cnpj="1")


@pytest.fixture
def outra() -> Operadora:
    return Operadora.objects.create(registro_ans="355721", nome_fantasia="Outra", razao_social="Outra", cnpj="2")


@pytest.fixture
def linha(uma: Operadora) -> Progresso:
    with escopo(uma):
        return Progresso.objects.create(titulo="da uma")


PORTAS: dict[str, Callable[[], Any]] = {
    "lista": lambda: list(Progresso.objects.all()),
    "conta": lambda: Progresso.objects.count(),
    "existe": lambda: Progresso.objects.exists(),
    "primeira": lambda: Progresso.objects.first(),
    "iterador": lambda: list(Progresso.objects.iterator()),
    "valores": lambda: list(Progresso.objects.values_list("pk")),
    "soma": lambda: Progresso.objects.aggregate(models.Sum("feitos")),
    "agrupa": lambda: list(Progresso.objects.values("titulo").annotate(n=models.Count("pk"))),
    "une": lambda: list(Progresso.objects.all().union(Progresso.objects.all())),
    "subconsulta": lambda: list(Operadora.objects.filter(pk__in=Progresso.objects.values("operadora"))),
    "existe_fora": lambda: list(
        Operadora.objects.filter(models.Exists(Progresso.objects.filter(operadora=models.OuterRef("pk"))))
    ),
    "por_pk": lambda: Progresso.objects.in_bulk([1]),
    "atualiza": lambda: Progresso.objects.update(feitos=1),
    "apaga": lambda: Progresso.objects.all().delete(),
    "cria": lambda: Progresso.objects.create(titulo="x"),
    "cria_em_massa": lambda: Progresso.objects.bulk_create([Progresso(titulo="x")]),
    "pega_ou_cria": lambda: Progresso.objects.get_or_create(titulo="x"),
    "trava": lambda: list(Progresso.objects.select_for_update()),
    "base": lambda: Progresso._base_manager.count(),
    "de_antes": lambda: len(TODOS.all()),
    "formulario": lambda: list(ProgressoForm().fields["progresso"].queryset),
}


@pytest.mark.parametrize("porta", PORTAS)
def test_sem_escopo_nenhuma_porta_abre(linha: Progresso, porta: str) -> None:
    with pytest.raises(SemEscopo):
        PORTAS[porta]()


@pytest.mark.parametrize("porta", sorted(set(PORTAS) - {"cria", "cria_em_massa", "pega_ou_cria"}))
def test_no_escopo_de_outra_a_linha_nao_existe(linha: Progresso, outra: Operadora, porta: str) -> None:
    with escopo(outra):
        PORTAS[porta]()
        assert Progresso.objects.count() == 0
    linha_de_novo = _ler(linha)
    assert (linha_de_novo.titulo, linha_de_novo.feitos) == ("da uma", 0)


def test_consulta_montada_antes_usa_o_escopo_de_quando_executa(linha: Progresso, uma: Operadora) -> None:
    consulta = Progresso.objects.filter(titulo="da uma")
    with escopo(uma):
        assert consulta.count() == 1


def test_escopo_vazio_nao_existe() -> None:
    with pytest.raises(TypeError), escopo(None):  # type: ignore[arg-type]
        pass
    with pytest.raises(TypeError), escopo(Operadora()):
        pass


def test_sair_sem_motivo_nao_pode() -> None:
    with pytest.raises(ValueError, match="motivo"), sem_escopo("  "):
        pass


def test_fora_do_escopo_nao_ha_operadora_atual(uma: Operadora) -> None:
    with pytest.raises(SemEscopo):
        operadora_atual()
    with sem_escopo("teste"), pytest.raises(SemEscopo):
        operadora_atual()
    with escopo(uma):
        assert operadora_atual() == uma


def test_linha_de_uma_nao_se_grava_nem_apaga_na_outra(linha: Progresso, outra: Operadora) -> None:
    with escopo(outra):
        for ato in (linha.save, linha.delete):
            with pytest.raises(ForaDoEscopo):
                ato()
        with pytest.raises(ForaDoEscopo):
            Progresso.objects.bulk_create([Progresso(operadora=linha.operadora, titulo="x")])
        with pytest.raises(ForaDoEscopo):
            Progresso.objects.bulk_update([linha], ["titulo"])
        with pytest.raises(ForaDoEscopo):
            Progresso.objects.update(operadora=outra)
    assert _ler(linha).titulo == "da uma"


def test_exclude_por_muitas_linhas_funciona_e_filtra(uma: Operadora, outra: Operadora) -> None:
    for operadora in (uma, outra):
        with escopo(operadora):
            _produto("100000001")
    with escopo(uma):
        assert Produto.objects.exclude(contratos__numero="1").count() == 1
    with pytest.raises(SemEscopo):
        Produto.objects.exclude(contratos__numero="1").count()


def test_sql_cru_nao_passa(uma: Operadora) -> None:
    with escopo(uma), pytest.raises(SemEscopo):
        Progresso.objects.raw("select 1")


@pytest.mark.parametrize("como", ["instancia", "id", "em_massa", "em_massa_id", "update", "update_id"])
def test_chave_para_outra_operadora_e_recusada(uma: Operadora, outra: Operadora, como: str) -> None:
    with escopo(uma):
        alheio = _produto("100000001")
    with escopo(outra):
        proprio = Contrato.objects.create(
            numero="1",
            produto=_produto("100000002"),
            contratante_nome="x",
            contratante_documento="1",
            vigencia_inicio="2026-01-01",
        )
        novo: dict[str, Any] = {
            "numero": "2",
            "contratante_nome": "x",
            "contratante_documento": "1",
            "vigencia_inicio": "2026-01-01",
        }
        atos: dict[str, Callable[[], Any]] = {
            "instancia": lambda: Contrato.objects.create(produto=alheio, **novo),
            "id": lambda: Contrato.objects.create(produto_id=alheio.pk, **novo),
            "em_massa": lambda: Contrato.objects.bulk_create([Contrato(produto=alheio, **novo)]),
            "em_massa_id": lambda: Contrato.objects.bulk_create([Contrato(produto_id=alheio.pk, **novo)]),
            "update": lambda: Contrato.objects.update(produto=alheio),
            "update_id": lambda: Contrato.objects.update(produto_id=alheio.pk),
        }
        with pytest.raises(ForaDoEscopo):
            atos[como]()
        assert list(Contrato.objects.values_list("numero", "produto_id")) == [("1", proprio.produto_id)]


def _produto(registro: str) -> Produto:
    produto: Produto = Produto.objects.create(
        registro_ans=registro, nome="P", segmentacao="AMB", acomodacao="N", abrangencia="1", contratacao="IF"
    )
    return produto


def _ler(linha: Progresso) -> Progresso:
    with escopo(linha.operadora):
        lida: Progresso = Progresso.objects.get(pk=linha.pk)
        return lida
