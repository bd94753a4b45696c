"""One-use links and codes: spent once, only for their purpose, while they live; guessing ends them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guiche.acesso.chaves import (
    TENTATIVAS,
    AguardeParaReenviar,
    ChaveInvalida,
    Finalidade,
    Pedido,
    emitir_codigo,
    emitir_link,
    gastar_codigo,
    gastar_link,
    ver_link,
)
from guiche.acesso.models import Chave

pytestmark = pytest.mark.django_db

LINK = Pedido(Finalidade.TROCAR_SENHA, timedelta(hours=2), alvo="usuario:1", endereco="ana@exemplo.org")
CODIGO = Pedido(Finalidade.CODIGO_DE_CADASTRO, timedelta(minutes=15), alvo="registropendente:7")


def envelhecer(**quanto: int) -> None:
    """Make every key as if issued this long ago."""
    passado = timedelta(**quanto)
    for chave in Chave.objects.all():
        Chave.objects.filter(pk=chave.pk).update(
            criada_em=chave.criada_em - passado, expira_em=chave.expira_em - passado
        )


@pytest.mark.requisito("B-40")
def test_link_serve_uma_vez() -> None:
    segredo = emitir_link(LINK)
    assert ver_link(LINK.finalidade, segredo).alvo == "usuario:1"
    assert gastar_link(LINK.finalidade, segredo).endereco == "ana@exemplo.org"
    with pytest.raises(ChaveInvalida):
        gastar_link(LINK.finalidade, segredo)


@pytest.mark.parametrize("segredo", ["", "x", "a" * 43, "é" * 43, "a" * 5000])
def test_link_forjado_nao_serve(segredo: str) -> None:
    emitir_link(LINK)
    with pytest.raises(ChaveInvalida):
        ver_link(LINK.finalidade, segredo)


def test_link_de_uma_finalidade_nao_serve_a_outra() -> None:
    segredo = emitir_link(LINK)
    with pytest.raises(ChaveInvalida):
        gastar_link(Finalidade.ACEITAR_CONVITE, segredo)
    assert gastar_link(LINK.finalidade, segredo).alvo == "usuario:1"


@pytest.mark.requisito("B-40")
def test_link_vence_na_hora_dita() -> None:
    segredo = emitir_link(LINK)
    envelhecer(hours=1, minutes=59)
    assert ver_link(LINK.finalidade, segredo)
    envelhecer(minutes=1)
    with pytest.raises(ChaveInvalida):
        ver_link(LINK.finalidade, segredo)


def test_link_novo_anula_o_anterior_do_mesmo_endereco() -> None:
    primeiro, segundo = emitir_link(LINK), emitir_link(LINK)
    with pytest.raises(ChaveInvalida):
        ver_link(LINK.finalidade, primeiro)
    assert ver_link(LINK.finalidade, segundo)


def test_o_segredo_nao_fica_guardado() -> None:
    segredo, codigo = emitir_link(LINK), emitir_codigo(CODIGO)
    guardado = " ".join(str(linha) for linha in Chave.objects.values_list())
    assert segredo not in guardado
    assert f"'{codigo}'" not in guardado


@pytest.mark.requisito("U-05")
def test_codigo_tem_seis_digitos_e_serve_uma_vez() -> None:
    codigo = emitir_codigo(CODIGO)
    assert len(codigo) == 6 and codigo.isdecimal()
    assert gastar_codigo(CODIGO.finalidade, CODIGO.alvo, f" {codigo} ").alvo == CODIGO.alvo
    with pytest.raises(ChaveInvalida):
        gastar_codigo(CODIGO.finalidade, CODIGO.alvo, codigo)


@pytest.mark.requisito("U-05")
def test_cinco_erros_acabam_com_o_codigo_certo() -> None:
    codigo = emitir_codigo(CODIGO)
    errado = f"{(int(codigo) + 1) % 10**6:06d}"
    for _ in range(TENTATIVAS):
        with pytest.raises(ChaveInvalida):
            gastar_codigo(CODIGO.finalidade, CODIGO.alvo, errado)
    with pytest.raises(ChaveInvalida):
        gastar_codigo(CODIGO.finalidade, CODIGO.alvo, codigo)


@pytest.mark.requisito("U-05")
def test_codigo_espera_um_minuto_para_ir_de_novo_e_o_novo_anula_o_velho() -> None:
    velho = emitir_codigo(CODIGO)
    with pytest.raises(AguardeParaReenviar) as espera:
        emitir_codigo(CODIGO)
    assert 55 <= espera.value.segundos <= 60
    envelhecer(seconds=61)
    novo = emitir_codigo(CODIGO)
    with pytest.raises(ChaveInvalida):
        gastar_codigo(CODIGO.finalidade, CODIGO.alvo, velho if velho != novo else "x")
    assert gastar_codigo(CODIGO.finalidade, CODIGO.alvo, novo)


def test_codigo_de_outro_alvo_nao_serve() -> None:
    codigo = emitir_codigo(CODIGO)
    with pytest.raises(ChaveInvalida):
        gastar_codigo(CODIGO.finalidade, "registropendente:8", codigo)
