"""The planner is told how the rows are spread, and then finds one family among many."""

from __future__ import annotations

from django.db import connection

from guiche.cadastro.models import Beneficiario
from guiche.nucleo.escopo import escopo
from guiche.nucleo.estatisticas import contar_tabelas
from tests.cenario import Mundo


def test_a_familia_e_achada_pelo_titular_e_nao_pela_operadora(mundo: Mundo, banco: str) -> None:
    contar_tabelas()
    with escopo(mundo.operadora), connection.cursor() as cursor:
        familia = Beneficiario.objects.filter(titular_id=mundo.titular.pk).order_by("pk")
        assert {pessoa.nome for pessoa in familia} == {mundo.conjuge.nome, mundo.dependente.nome, mundo.bebe.nome}
        if banco == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'cadastro_beneficiario'")
            assert cursor.fetchone()[0] >= 3
            assert "titular_id=?" in familia.explain()
