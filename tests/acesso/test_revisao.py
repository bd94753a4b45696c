"""The periodic review seen by the operadora: its team, the prestadores that are late, the report of a quarter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Portal, Vinculo
from guiche.acesso.regras.trimestres import Trimestre, trimestre_de, ultimos_trimestres
from guiche.acesso.selectors.revisao import (
    EM_DIA,
    VENCIDA,
    FiltroDaRevisao,
    contas_do_trimestre,
    revisao_da_equipe,
    revisao_do_trimestre,
    revisao_dos_prestadores,
)
from guiche.acesso.services.equipe import encerrar_pessoa
from guiche.acesso.services.revisao import avisar_da_equipe, cobrar_revisao, confirmar_equipe
from guiche.acesso.services.vinculos import confirmar_acesso
from guiche.acesso.tasks import avisar_e_revisar
from guiche.comunicacao.models import Notificacao
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from tests.acesso.relacionamentos import acesso, dias, pessoa, secretaria, titular
from tests.cenario import Mundo
from tests.correio import cartas


def test_trimestres_do_ano_civil() -> None:
    quarto = trimestre_de(date(2026, 12, 31))
    assert quarto == trimestre_de(date(2026, 10, 1)) == Trimestre(2026, 4)
    assert (quarto.inicio, quarto.fim) == (date(2026, 10, 1), date(2026, 12, 31))
    assert (quarto.codigo, quarto.rotulo) == ("2026-4", "4º trimestre de 2026")
    assert quarto.seguinte == Trimestre(2027, 1)
    assert Trimestre(2028, 1).fim == date(2028, 3, 31)
    assert [um.codigo for um in ultimos_trimestres(date(2026, 5, 2), 3)] == ["2026-2", "2026-1", "2025-4"]


def rever(mundo: Mundo, papel: str, confirmado: date | None, inicio: date | None = None) -> Vinculo:
    """The access of somebody of the team, last confirmed on a day."""
    vinculo = mundo.vinculo(papel)
    with escopo(mundo.operadora):
        Vinculo.objects.filter(pk=vinculo.pk).update(
            revisado_em=confirmado, vigencia_inicio=inicio or mundo.hoje - timedelta(days=400)
        )
    return vinculo


@pytest.fixture
def equipe(mundo: Mundo) -> dict[str, Vinculo]:
    """A team whose analyst is ten days late, whose finance was confirmed today, whose gestor never was."""
    return {
        "analista": rever(mundo, "analista", mundo.hoje - timedelta(days=100)),
        "financeiro": rever(mundo, "financeiro", mundo.hoje),
        "gestor": rever(mundo, "gestor", None, mundo.hoje - timedelta(days=90)),
    }


@pytest.mark.django_db
def test_a_revisao_da_equipe_diz_quem_esta_atrasado_e_ha_quanto(mundo: Mundo, equipe: dict[str, Vinculo]) -> None:
    ines = mundo.ator("gestor")
    with escopo(mundo.operadora):
        linhas = {linha.pk: linha.atraso.days for linha in revisao_da_equipe(ines)}
        assert linhas == {equipe["analista"].pk: 10, equipe["gestor"].pk: 0, equipe["financeiro"].pk: -90}
        vencidas = revisao_da_equipe(ines, FiltroDaRevisao(situacao=VENCIDA))
        assert [linha.pk for linha in vencidas] == [equipe["analista"].pk, equipe["gestor"].pk]
        em_dia = revisao_da_equipe(ines, FiltroDaRevisao(situacao=EM_DIA))
        assert [linha.pk for linha in em_dia] == [equipe["financeiro"].pk]
        assert not revisao_da_equipe(mundo.ator("analista")).exists()
        configurar(ines, AcessoConfig(revisao_dias=0))
        assert not revisao_da_equipe(ines).exists()


@pytest.mark.django_db
def test_quem_gerencia_confirma_os_outros_e_nunca_o_proprio_acesso(mundo: Mundo, equipe: dict[str, Vinculo]) -> None:
    ines = mundo.ator("gestor")
    ids = {papel: vinculo.pk for papel, vinculo in equipe.items()}
    with escopo(mundo.operadora):
        assert confirmar_equipe(ines, list(ids.values())) == 2
        situacao = dict(Vinculo.objects.filter(pk__in=ids.values()).values_list("pk", "revisado_em"))
        assert situacao == {ids["analista"]: mundo.hoje, ids["financeiro"]: mundo.hoje, ids["gestor"]: None}
        eventos = Evento.objects.filter(tipo="acesso.vinculo.revisto").order_by("numero")
        assert [(e.objeto_id, e.quem) for e in eventos] == [
            (pk, mundo.gestor.nome) for pk in sorted((ids["analista"], ids["financeiro"]))
        ]
        assert eventos[0].fato["papeis"] == Vinculo.objects.get(pk=eventos[0].objeto_id).papeis
        for errados in ([ids["gestor"]], []):
            with pytest.raises(Recusa):
                confirmar_equipe(ines, errados)
        with pytest.raises(Vinculo.DoesNotExist):
            confirmar_equipe(ines, [secretaria(mundo, "Faturamento").vinculo.pk])
        with pytest.raises(SemPermissao):
            confirmar_equipe(mundo.ator("analista"), [ids["financeiro"]])
        Vinculo.objects.filter(pk=ids["analista"]).update(situacao="encerrado")
        with pytest.raises(Vinculo.DoesNotExist):
            confirmar_equipe(ines, [ids["analista"]])


@pytest.mark.django_db
def test_a_equipe_de_outra_operadora_nao_se_confirma_nem_se_ve(mundo: Mundo, equipe: dict[str, Vinculo]) -> None:
    alheio = mundo.vinculo("analista", outra=True)
    with escopo(mundo.operadora):
        assert alheio.pk not in revisao_da_equipe(mundo.ator("gestor")).values_list("pk", flat=True)
        with pytest.raises(Vinculo.DoesNotExist):
            confirmar_equipe(mundo.ator("gestor"), [alheio.pk])


@pytest.mark.django_db
def test_quem_gerencia_a_equipe_e_avisado_e_de_novo_so_depois_de_trinta_dias(
    mundo: Mundo, equipe: dict[str, Vinculo], monkeypatch: pytest.MonkeyPatch
) -> None:
    with escopo(mundo.operadora):
        avisar_e_revisar()
        assert avisar_da_equipe() == 0
        drenar()
        avisos = Notificacao.objects.filter(titulo="Confirme 2 acessos da equipe")
        assert [(aviso.usuario_id, aviso.url) for aviso in avisos] == [
            (mundo.gestor.pk, "/operadora/acessos/revisao/?revisao=vencida")
        ]
        (evento,) = Evento.objects.filter(tipo="acesso.revisao.equipe_aberta")
        assert evento.fato == {"vinculos": sorted((equipe["analista"].pk, equipe["gestor"].pk))}
        rever(mundo, "financeiro", mundo.hoje - timedelta(days=95))
        assert avisar_da_equipe() == 1
        depois = timezone.now() + timedelta(days=31)
        monkeypatch.setattr("guiche.acesso.services.revisao.agora", lambda: depois)
        assert avisar_da_equipe() == 3
        configurar(mundo.ator("gestor"), AcessoConfig(revisao_dias=0))
        assert avisar_da_equipe() == 0


@pytest.mark.django_db
def test_prestador_atrasado_e_lembrado_uma_vez_por_dia_com_aviso_e_carta(
    mundo: Mundo, monkeypatch: pytest.MonkeyPatch
) -> None:
    dona, ines = titular(mundo), mundo.ator("gestor")
    tarde = acesso(mundo.operadora, pessoa("nara"), ["Faturamento"], mundo.prestador, inicio=dias(-130, mundo.hoje))
    outra = acesso(mundo.operadora, pessoa("rui"), ["Faturamento"], mundo.prestador, inicio=dias(-91, mundo.hoje))
    do_hospital = acesso(mundo.operadora, pessoa("ivo"), ["Faturamento"], mundo.hospital, inicio=dias(-95, mundo.hoje))
    acesso(mundo.operadora, pessoa("ana"), ["Faturamento"], mundo.prestador, inicio=dias(-10, mundo.hoje))
    with escopo(mundo.operadora):
        Vinculo.objects.exclude(pk__in=[tarde.pk, outra.pk, do_hospital.pk]).update(revisado_em=mundo.hoje)
        linhas = {linha.pk: (linha.atraso.days, linha.lembrado_em) for linha in revisao_dos_prestadores(ines)}
        assert linhas == {tarde.pk: (40, None), outra.pk: (1, None), do_hospital.pk: (5, None)}
        assert [um.pk for um in revisao_dos_prestadores(ines, FiltroDaRevisao(atraso=30))] == [tarde.pk]
        nome = FiltroDaRevisao(prestador=mundo.hospital.nome_fantasia)
        assert [um.pk for um in revisao_dos_prestadores(ines, nome)] == [do_hospital.pk]
        assert cobrar_revisao(ines, [tarde.pk]) == 1
        drenar()
        (evento,) = Evento.objects.filter(tipo="acesso.revisao.cobrada")
        assert (evento.objeto_id, evento.fato) == (mundo.prestador.pk, {"vinculos": [tarde.pk, outra.pk]})
        (carta,) = cartas(para=dona.usuario.email, modelo="acesso.revisao.cobrada")
        assert carta.assunto == f"Confirme quem ainda precisa de acesso a {mundo.prestador.nome_fantasia}"
        assert carta.links == ["http://127.0.0.1:8000/prestador/relacionamentos/revisao/"]
        assert cartas(para="nara@exemplo.org") == []
        titulo = f"Confirme 2 acessos de {mundo.prestador.nome_fantasia}"
        assert Notificacao.objects.filter(titulo=titulo, usuario=dona.usuario).count() == 1
        assert revisao_dos_prestadores(ines).get(pk=outra.pk).lembrado_em == evento.criado_em
        with pytest.raises(Recusa, match="Já lembrado hoje"):
            cobrar_revisao(ines, [tarde.pk, outra.pk])
        assert cobrar_revisao(ines, [tarde.pk, do_hospital.pk]) == 1
        amanha = timezone.now() + timedelta(days=1)
        monkeypatch.setattr("guiche.acesso.services.revisao.agora", lambda: amanha)
        assert cobrar_revisao(ines, [tarde.pk, do_hospital.pk]) == 2
        for quem, ids, erro in (
            (ines, [], Recusa),
            (ines, [mundo.vinculo("analista").pk], Vinculo.DoesNotExist),
            (mundo.ator("analista"), [tarde.pk], SemPermissao),
        ):
            with pytest.raises(erro):
                cobrar_revisao(quem, ids)


@pytest.mark.django_db
def test_prestador_que_confirma_sai_da_lista(mundo: Mundo) -> None:
    dona = titular(mundo)
    tarde = acesso(mundo.operadora, pessoa("nara"), ["Faturamento"], mundo.prestador, inicio=dias(-130, mundo.hoje))
    with escopo(mundo.operadora):
        assert tarde.pk in revisao_dos_prestadores(mundo.ator("gestor")).values_list("pk", flat=True)
        confirmar_acesso(dona, tarde)
        assert tarde.pk not in revisao_dos_prestadores(mundo.ator("gestor")).values_list("pk", flat=True)


@pytest.mark.django_db
def test_o_relatorio_do_trimestre_vem_da_trilha(mundo: Mundo, equipe: dict[str, Vinculo], settings: Any) -> None:
    settings.GUICHE_HOJE = timezone.localdate()
    ines, trimestre = mundo.ator("gestor"), trimestre_de(timezone.localdate())
    dona = titular(mundo)
    nara = acesso(mundo.operadora, pessoa("nara"), ["Faturamento"], mundo.prestador, inicio=trimestre.inicio)
    antigo = acesso(
        mundo.operadora,
        pessoa("rui"),
        ["Faturamento"],
        mundo.prestador,
        inicio=dias(-400, mundo.hoje),
        fim=trimestre.inicio - timedelta(days=1),
    )
    novo = acesso(mundo.operadora, pessoa("ana"), ["Faturamento"], mundo.prestador, inicio=trimestre.inicio)
    with escopo(mundo.operadora):
        confirmar_equipe(ines, [equipe["analista"].pk])
        confirmar_acesso(dona, nara)
        encerrar_pessoa(ines, equipe["financeiro"], "Mudou de área.")
        linhas = {linha.pk: linha for linha in revisao_do_trimestre(ines, trimestre)}
        assert {papel: linhas[vinculo.pk].resultado for papel, vinculo in equipe.items()} == {
            "analista": "Confirmado",
            "financeiro": "Encerrado",
            "gestor": "Sem revisão",
        }
        assert (linhas[nara.pk].resultado, linhas[novo.pk].resultado) == ("Confirmado", "Aberto no trimestre")
        assert antigo.pk not in linhas and dona.vinculo.pk not in linhas
        confirmado = linhas[nara.pk]
        assert (confirmado.revisto_por, confirmado.revisto_papeis) == (dona.nome, "Faturamento")
        assert linhas[equipe["financeiro"].pk].saiu_por == ines.nome
        contas = contas_do_trimestre(ines, trimestre)
        assert (contas["Confirmado"], contas["Encerrado"]) == (2, 1)
        so_equipe = revisao_do_trimestre(ines, trimestre, Portal.OPERADORA, "Confirmado")
        assert [linha.pk for linha in so_equipe] == [equipe["analista"].pk]
        depois = revisao_do_trimestre(ines, trimestre.seguinte)
        assert {linha.resultado for linha in depois} == {"Sem revisão"}
        assert not revisao_do_trimestre(mundo.ator("analista"), trimestre).exists()
