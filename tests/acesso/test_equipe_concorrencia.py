"""Two decisions at the same moment about the team: none of them locks the operadora out, none counts twice."""

from __future__ import annotations

import pytest
from django.db import transaction

from guiche.acesso.models import MudancaDeAcesso, Perfil, Portal, Vinculo
from guiche.acesso.selectors.contexto import ator_do_vinculo
from guiche.acesso.services.equipe import ConteudoDoPerfil, aprovar, propor_perfil, suspender_pessoa
from guiche.acesso.services.vinculos import dar_perfis
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from tests.acesso.relacionamentos import perfil, pessoa
from tests.cenario import Mundo, mundo_pequeno
from tests.documentos.test_services import eventos_protegidos_de_novo, varias_conexoes
from tests.faturamento.test_concorrencia import ao_mesmo_tempo

__all__ = ["eventos_protegidos_de_novo", "varias_conexoes"]


def outra_gestora(mundo: Mundo, login: str) -> Ator:
    """One more person with every right of the portal."""
    with escopo(mundo.operadora), transaction.atomic():
        vinculo = Vinculo.objects.create(
            usuario=pessoa(login, login.capitalize()),
            tipo=Vinculo.Tipo.EQUIPE,
            portal=Portal.OPERADORA,
            vigencia_inicio=mundo.hoje,
        )
        dar_perfis(vinculo, [perfil("Gestor", Portal.OPERADORA)])
        return ator_do_vinculo(vinculo.usuario, vinculo)


@pytest.mark.usefixtures("varias_conexoes")
def test_duas_gestoras_que_se_suspendem_ao_mesmo_tempo_nao_deixam_a_operadora_sem_ninguem() -> None:
    mundo = mundo_pequeno()
    ines, odete = mundo.ator("gestor"), outra_gestora(mundo, "odete")
    pares = iter([(ines, odete.vinculo), (odete, ines.vinculo)])

    def suspender() -> Vinculo:
        quem, outra = next(pares)
        with escopo(mundo.operadora):
            return suspender_pessoa(quem, outra, "Suspeita")

    deram = ao_mesmo_tempo(2, suspender)
    assert sorted(type(dado).__name__ for dado in deram) == ["Recusa", "Vinculo"]
    with escopo(mundo.operadora):
        vivos = Vinculo.objects.filter(pk__in=[ines.vinculo.pk, odete.vinculo.pk], situacao="ativo")
        assert vivos.count() == 1


@pytest.mark.usefixtures("varias_conexoes")
def test_duas_aprovacoes_ao_mesmo_tempo_valem_uma_vez() -> None:
    mundo = mundo_pequeno()
    odete = outra_gestora(mundo, "odete")
    with escopo(mundo.operadora):
        conteudo = ConteudoDoPerfil("Leitura", Portal.OPERADORA, frozenset({"faturamento.lote.ver"}))
        pedido = propor_perfil(mundo.ator("gestor"), conteudo)
    assert pedido is not None

    def aprovar_no_escopo() -> MudancaDeAcesso:
        with escopo(mundo.operadora):
            return aprovar(odete, pedido)

    deram = ao_mesmo_tempo(2, aprovar_no_escopo)
    assert sorted(type(dado).__name__ for dado in deram) == ["MudancaDeAcesso", "TransicaoInvalida"]
    with escopo(mundo.operadora):
        assert Perfil.objects.filter(nome="Leitura").count() == 1
