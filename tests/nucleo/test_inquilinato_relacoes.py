"""The tenancy battery, second half: relations, upserts, fast inserts and asynchronous doors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import IntegrityError, models, transaction

from guiche.acesso.models import Perfil, PerfilDoVinculo, Usuario, Vinculo
from guiche.acesso.services.vinculos import dar_perfis
from guiche.cadastro.models import Contrato, Produto
from guiche.nucleo.escopo import ForaDoEscopo, SemEscopo, escopo, sem_escopo
from guiche.nucleo.insercao import inserir, inserir_valores
from guiche.nucleo.models import Operadora, Progresso, Sequencia
from guiche.nucleo.relogio import hoje

pytestmark = pytest.mark.django_db


@pytest.fixture
def uma() -> Operadora:
    return Operadora.objects.create(registro_ans="414662", nome_fantasia="Uma", razao_social="Uma", cnpj="1")


@pytest.fixture
def outra() -> Operadora:
    return Operadora.objects.create(registro_ans="355721", nome_fantasia="Outra", razao_social="Outra", cnpj="2")


@pytest.fixture
def ana(uma: Operadora, outra: Operadora) -> Usuario:
    """A person who acts for both operadoras."""
    pessoa = Usuario.objects.create_user("ana", "x", nome="Ana")
    for operadora in (uma, outra):
        with escopo(operadora):
            perfil = Perfil.objects.create(nome=f"da {operadora}", portal="operadora")
            vinculo = Vinculo.objects.create(usuario=pessoa, portal="operadora", vigencia_inicio=hoje())
            dar_perfis(vinculo, [perfil])
    return pessoa


@pytest.fixture
def contrato(uma: Operadora) -> Contrato:
    with escopo(uma):
        produto = Produto.objects.create(
            registro_ans="1", nome="P", segmentacao="AMB", acomodacao="N", abrangencia="1", contratacao="IF"
        )
        contrato: Contrato = Contrato.objects.create(
            numero="1",
            produto=produto,
            contratante_nome="x",
            contratante_documento="1",
            vigencia_inicio="2026-01-01",
        )
        return contrato


LEITURAS: dict[str, Callable[[Usuario, Contrato], Any]] = {
    "relacionadas": lambda ana, _: [v.papeis for v in ana.vinculos.all()],
    "relacionadas_de_antes": lambda ana, _: [
        v.papeis for u in Usuario.objects.prefetch_related("vinculos") for v in u.vinculos.all()
    ],
    "relacionadas_escolhidas": lambda ana, _: [
        v.papeis
        for u in Usuario.objects.prefetch_related(
            models.Prefetch("vinculos", Vinculo.objects.prefetch_related("perfis"))
        )
        for v in u.vinculos.all()
    ],
    "atras_da_chave": lambda ana, _: list(Perfil.objects.filter(vinculos__usuario=ana).values_list("nome", flat=True)),
    "fora_da_chave": lambda ana, _: list(Perfil.objects.exclude(vinculos__usuario=0).values_list("nome", flat=True)),
    "existe_dentro": lambda ana, _: list(
        Perfil.objects.filter(models.Exists(PerfilDoVinculo.objects.filter(perfil=models.OuterRef("pk")))).values_list(
            "nome", flat=True
        )
    ),
    "uma_so": lambda ana, _: [Perfil.objects.get().nome],
    "ultima": lambda ana, _: [Perfil.objects.latest("pk").nome],
    "adiada": lambda ana, _: [p.nome for p in Perfil.objects.only("portal")],
    "fatia": lambda ana, _: list(Perfil.objects.values_list("nome", flat=True)[:5]),
    "distinta": lambda ana, _: list(Perfil.objects.distinct().values_list("nome", flat=True)),
    "diferenca": lambda ana, _: [
        p.nome for p in Perfil.objects.order_by().difference(Perfil.objects.order_by().filter(pk=0))
    ],
    "assincrona": lambda ana, _: [_assincrona().nome],
}


@async_to_sync
async def _assincrona() -> Any:
    return await Perfil.objects.aget()


@pytest.mark.parametrize("porta", LEITURAS)
def test_relacoes_so_mostram_o_que_e_do_escopo(
    ana: Usuario, contrato: Contrato, uma: Operadora, outra: Operadora, porta: str
) -> None:
    for operadora in (uma, outra):
        with escopo(operadora):
            assert LEITURAS[porta](ana, contrato) == [f"da {operadora}"]
    with pytest.raises(SemEscopo):
        LEITURAS[porta](ana, contrato)


def test_linha_lida_numa_nao_se_rele_na_outra(contrato: Contrato, outra: Operadora) -> None:
    with escopo(outra):
        with pytest.raises(Contrato.DoesNotExist):
            contrato.refresh_from_db()
        solta = Contrato(pk=contrato.pk, produto_id=contrato.produto_id)
        with pytest.raises(Produto.DoesNotExist):
            _ = solta.produto


JUNCOES: dict[str, Callable[[], Any]] = {
    "filtro": lambda: list(Usuario.objects.filter(vinculos__portal="operadora")),
    "exclusao": lambda: list(Usuario.objects.exclude(vinculos__portal="prestador")),
    "conta": lambda: list(Usuario.objects.annotate(n=models.Count("vinculos"))),
    "valores": lambda: list(Usuario.objects.values("vinculos__perfis__nome")),
    "ordem": lambda: list(Usuario.objects.order_by("vinculos__perfis__nome")),
    "existe": lambda: Usuario.objects.filter(vinculos__portal="operadora").exists(),
    "dentro_de_outra": lambda: list(Operadora.objects.filter(pk__in=Usuario.objects.values("vinculos__operadora"))),
    "ida_e_volta": lambda: list(Perfil.objects.filter(vinculos__usuario__vinculos__portal="operadora")),
    "apaga": lambda: Usuario.objects.filter(vinculos__portal="prestador").delete(),
    "atualiza": lambda: Usuario.objects.filter(vinculos__portal="operadora").update(nome="x"),
}


@pytest.mark.parametrize("juncao", JUNCOES)
def test_tabela_global_nao_e_atalho_para_linhas_de_operadora(ana: Usuario, uma: Operadora, juncao: str) -> None:
    """From a global table a join would see the rows of every operadora."""
    with pytest.raises(SemEscopo):
        JUNCOES[juncao]()
    with escopo(uma), pytest.raises(ForaDoEscopo, match="tabela global"):
        JUNCOES[juncao]()
    with sem_escopo("teste da junção"):
        JUNCOES[juncao]()


def test_chave_roubada_nao_grava_por_cima(uma: Operadora, outra: Operadora) -> None:
    with escopo(uma):
        alheia = Progresso.objects.create(titulo="da uma")
    with escopo(outra):
        impostora = Progresso(pk=alheia.pk, titulo="tomada")
        with pytest.raises(IntegrityError), transaction.atomic():
            impostora.save()
        with pytest.raises(IntegrityError), transaction.atomic():
            Progresso.objects.bulk_create([Progresso(pk=alheia.pk, titulo="tomada")])
    with escopo(uma):
        assert Progresso.objects.get().titulo == "da uma"


def test_gravar_ou_mudar_em_massa_nao_alcanca_a_outra(uma: Operadora, outra: Operadora) -> None:
    with escopo(uma):
        alheia = Progresso.objects.create(titulo="da uma")
    with escopo(outra):
        with pytest.raises(ForaDoEscopo):
            Progresso.objects.bulk_create(
                [Progresso(pk=alheia.pk, titulo="tomada")],
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=["titulo"],
            )
        Sequencia.objects.update_or_create(nome="x", periodo="", defaults={"ultimo": 9})
    with escopo(uma):
        assert Progresso.objects.get().titulo == "da uma"
        assert not Sequencia.objects.exists()


def test_insercao_rapida_obedece_ao_escopo(contrato: Contrato, uma: Operadora, outra: Operadora) -> None:
    novo = {"numero": "2", "contratante_nome": "x", "contratante_documento": "1", "vigencia_inicio": hoje()}
    with pytest.raises(SemEscopo):
        inserir([Progresso(titulo="x")])
    with pytest.raises(SemEscopo):
        inserir_valores(Progresso, [{"titulo": "x"}])
    with escopo(outra):
        with pytest.raises(ForaDoEscopo):
            inserir([Progresso(titulo="x", operadora=uma)])
        with pytest.raises(ForaDoEscopo):
            inserir([Contrato(produto_id=contrato.produto_id, **novo)])
        with pytest.raises(ForaDoEscopo):
            inserir_valores(Contrato, [{"produto_id": contrato.produto_id, **novo}])
        for coluna in ("operadora_id", "id"):
            with pytest.raises(ForaDoEscopo):
                inserir_valores(Progresso, [{"titulo": "x", coluna: uma.pk}])
        assert not Progresso.objects.exists()
        (um,) = inserir([Progresso(titulo="um")])
        (dois,) = inserir_valores(Progresso, [{"titulo": "dois"}])
        assert um.pk < dois
        assert list(Progresso.objects.order_by("pk").values_list("titulo", "feitos")) == [("um", 0), ("dois", 0)]
        assert Progresso.objects.create(titulo="três").pk > dois
    with escopo(uma):
        assert not Progresso.objects.exists()
