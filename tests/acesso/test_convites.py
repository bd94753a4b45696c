"""Invitations: who may offer what, who may answer, for how long, and that each is answered once."""

from __future__ import annotations

import pytest

from guiche.acesso.models import Convite, Vinculo
from guiche.acesso.selectors import vinculos_vigentes
from guiche.acesso.services.convites import aceitar, convidar
from guiche.nucleo.escopo import escopo
from tests.acesso.relacionamentos import ator, eu, oferta, pessoa, titular
from tests.cenario import Mundo

pytestmark = pytest.mark.django_db


@pytest.mark.requisito("B-34", "B-35")
def test_convite_aceito_vale_no_clique_seguinte(mundo: Mundo) -> None:
    nara = pessoa("nara")
    with escopo(mundo.operadora):
        convite = convidar(titular(mundo), oferta("Faturamento", "Autorização"))
    assert vinculos_vigentes(nara) == []
    vinculo = aceitar(eu(nara), convite)
    assert vinculos_vigentes(nara) == [vinculo]
    assert (vinculo.tipo, vinculo.prestador, vinculo.vigencia_inicio) == (
        Vinculo.Tipo.SECRETARIADO,
        mundo.prestador,
        mundo.hoje,
    )
    assert {"faturamento.lote.enviar", "documentos.arquivo.abrir"} <= ator(vinculo).permissoes
    with escopo(mundo.operadora):
        convite = Convite.objects.get(pk=convite.pk)
        assert (convite.situacao, convite.vinculo, convite.usuario) == ("aceito", vinculo, nara)
