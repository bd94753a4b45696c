"""Two people who begin the next version of an informativo at the same moment: one draft, and a plain answer."""

from __future__ import annotations

import pytest
from django.db import transaction

from guiche.comunicacao.models import Informativo
from guiche.comunicacao.services.informativos import NovoInformativo, escrever_informativo, publicar_informativo
from guiche.nucleo.escopo import escopo
from tests.cenario import mundo_pequeno
from tests.documentos.test_services import eventos_protegidos_de_novo, varias_conexoes
from tests.faturamento.test_concorrencia import ao_mesmo_tempo

__all__ = ["eventos_protegidos_de_novo", "varias_conexoes"]


@pytest.mark.requisito("B-17")
@pytest.mark.usefixtures("varias_conexoes")
def test_dois_rascunhos_da_mesma_versao_ao_mesmo_tempo_sao_um() -> None:
    mundo = mundo_pequeno()
    gestor = mundo.ator("gestor")
    texto = NovoInformativo("INFORMATIVO", "Pagamento único", "A partir de março.", mundo.hoje)
    with escopo(mundo.operadora), transaction.atomic():
        publicado = publicar_informativo(gestor, escrever_informativo(gestor, texto).pk)

    def escrever() -> Informativo:
        with escopo(mundo.operadora):
            return escrever_informativo(gestor, texto, publicado.pk)

    deram = ao_mesmo_tempo(2, escrever)
    assert sorted(type(dado).__name__ for dado in deram) == ["Informativo", "Recusa"]
    with escopo(mundo.operadora):
        assert list(Informativo.objects.order_by("versao").values_list("versao", flat=True)) == [1, 2]
