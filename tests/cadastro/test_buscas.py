"""A name is found as people type it, without accents and in any case, on every list that looks for one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guiche.acesso.models import AceiteDeTermo, Usuario, Vinculo
from guiche.acesso.selectors.credenciamento import convites_de_credenciamento
from guiche.acesso.selectors.equipe import FiltroDeAcessos, equipe
from guiche.acesso.selectors.relacionamentos import corpo_clinico
from guiche.acesso.selectors.termos import aceites
from guiche.acesso.services.credenciamento import convidar_prestador
from guiche.acesso.services.termos import NovoTermo, publicar_termo
from guiche.cadastro import permissions
from guiche.cadastro.models import Beneficiario, Prestador
from guiche.cadastro.selectors.aditivos import buscar_respostas
from guiche.cadastro.selectors.atualizacoes import buscar
from guiche.cadastro.selectors.contratante import pessoas_do_contrato
from guiche.cadastro.services.aditivos import NovoAditivo, publicar_aditivo
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from tests.cadastro.cena import pdf, pedir
from tests.cenario import Mundo

pytestmark = pytest.mark.django_db

NOME, DIGITADO, OUTRO = "Família Ávila São José", "AVILA sao", "Avilar"


def test_todo_nome_se_acha_sem_acento(mundo: Mundo) -> None:
    dia, gestor = mundo.hoje, mundo.ator("gestor")
    contratante = Ator(
        operadora=mundo.operadora,
        portal="contratante",
        permissoes=frozenset({permissions.CONTRATO_VER.codigo}),
        contrato_id=mundo.contrato.pk,
    )
    with escopo(mundo.operadora):
        Prestador.objects.filter(pk__in=(mundo.prestador.pk, mundo.medico.pk)).update(nome_fantasia=NOME)
        Beneficiario.objects.filter(pk=mundo.titular.pk).update(nome_social=NOME)
        Usuario.objects.filter(pk=mundo.analista.pk).update(nome=NOME)
        fim, prazo = dia + timedelta(days=40), dia + timedelta(days=20)
        publicar_aditivo(gestor, NovoAditivo("Reajuste", "1", "5%", fim, prazo, "a.pdf", pdf(), tipos=["CLINICA"]))
        termo = publicar_termo(gestor, NovoTermo("operadora", "Termo de uso", "Uma regra."))
        AceiteDeTermo.objects.create(termo=termo, usuario=mundo.analista, sha256=termo.sha256)
        pedir(mundo, {"telefone": "1933334444"})
        Vinculo.objects.filter(prestador=mundo.prestador).delete()
        convidar_prestador(gestor, mundo.prestador, "clinica@exemplo.org", "Informado por telefone")
        clinica = Ator(operadora=mundo.operadora, portal="prestador", prestador_id=mundo.prestador.pk)
        listas = {
            "aditivos": lambda texto: buscar_respostas(gestor, dia, texto=texto),
            "mudanças de cadastro": lambda texto: buscar(gestor, texto=texto),
            "pessoas do contrato": lambda texto: pessoas_do_contrato(contratante, dia, texto=texto),
            "corpo clínico": lambda texto: corpo_clinico(clinica, texto),
            "convites": lambda texto: convites_de_credenciamento(gestor, texto),
            "termos aceitos": lambda texto: aceites(gestor, nome=texto),
            "equipe": lambda texto: equipe(gestor, FiltroDeAcessos(texto=texto)),
        }
        achados = {nome: (lista(DIGITADO).count(), lista(OUTRO).count()) for nome, lista in listas.items()}
    assert achados == dict.fromkeys(listas, (1, 0))
