"""Two acts at the same moment on one invitation or one person: only one of them counts."""

from __future__ import annotations

import pytest

from guiche.acesso.models import Convite
from guiche.acesso.selectors.contexto import vinculos_vigentes
from guiche.acesso.services.convites import aceitar, convidar, recusar
from guiche.nucleo.escopo import escopo
from guiche.nucleo.fluxo import TransicaoInvalida
from tests.acesso.relacionamentos import eu, oferta, pessoa, titular
from tests.cenario import mundo_pequeno
from tests.documentos.test_services import eventos_protegidos_de_novo, varias_conexoes
from tests.faturamento.test_concorrencia import ao_mesmo_tempo

__all__ = ["eventos_protegidos_de_novo", "varias_conexoes"]


@pytest.mark.usefixtures("varias_conexoes")
def test_aceitar_duas_vezes_ao_mesmo_tempo_abre_um_so_acesso() -> None:
    mundo = mundo_pequeno()
    nara = pessoa("nara")
    with escopo(mundo.operadora):
        convite = convidar(titular(mundo), oferta("Faturamento"))
    deram = ao_mesmo_tempo(3, lambda: aceitar(eu(nara), convite))
    assert sorted(type(dado).__name__ for dado in deram) == ["TransicaoInvalida", "TransicaoInvalida", "Vinculo"]
    assert len(vinculos_vigentes(nara)) == 1


@pytest.mark.usefixtures("varias_conexoes")
def test_dois_convites_aceitos_ao_mesmo_tempo_abrem_um_so_acesso() -> None:
    """The second invitation went to another address of the same person, so nothing kept it from being made."""
    mundo = mundo_pequeno()
    nara, dona = pessoa("nara"), titular(mundo)
    with escopo(mundo.operadora):
        convites = [convidar(dona, oferta("Faturamento")), convidar(dona, oferta("Recepção", email="n@exemplo.org"))]
        Convite.objects.filter(pk=convites[1].pk).update(email="nara@exemplo.org", usuario=nara)
    fila = iter(convites)
    deram = ao_mesmo_tempo(2, lambda: aceitar(eu(nara), next(fila)))
    assert sorted(type(dado).__name__ for dado in deram) == ["Recusa", "Vinculo"]
    assert len(vinculos_vigentes(nara)) == 1


@pytest.mark.usefixtures("varias_conexoes")
def test_aceitar_e_recusar_ao_mesmo_tempo_da_uma_resposta() -> None:
    mundo = mundo_pequeno()
    nara = pessoa("nara")
    with escopo(mundo.operadora):
        convite = convidar(titular(mundo), oferta("Faturamento"))
    atos = iter([lambda: aceitar(eu(nara), convite), lambda: recusar(eu(nara), convite, "não")])
    deram = ao_mesmo_tempo(2, lambda: next(atos)())
    assert sum(isinstance(dado, TransicaoInvalida) for dado in deram) == 1
    with escopo(mundo.operadora):
        situacao = Convite.objects.get(pk=convite.pk).situacao
    assert len(vinculos_vigentes(nara)) == (1 if situacao == "aceito" else 0)
