"""Amendments: to whom they go, who signs what, and what happens to a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import pre_save
from django.test.utils import CaptureQueriesContext

from guiche.cadastro import estados
from guiche.cadastro.config import CadastroConfig
from guiche.cadastro.models import Aditivo, Prestador, RespostaAoAditivo
from guiche.cadastro.selectors.aditivos import VENCIDO, a_responder, aditivos, aditivos_com_contas, buscar_respostas
from guiche.cadastro.services.aditivos import (
    Assinatura,
    NovoAditivo,
    aceitar_aditivo,
    lembrar_dos_prazos,
    ler_aditivo,
    publicar_aditivo,
    recusar_aditivo,
    tratar_recusa,
)
from guiche.comunicacao.models import Notificacao
from guiche.documentos.models import Arquivo
from guiche.documentos.services import abrir, verificar
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.escopo import escopo
from guiche.nucleo.fluxo import TransicaoInvalida
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from tests.acesso.relacionamentos import secretaria, titular
from tests.cadastro.cena import ator_da_clinica, pdf
from tests.cenario import Mundo
from tests.correio import cartas

pytestmark = pytest.mark.django_db
ASSINA = Assinatura("Célia Prates", "529.982.247-25", "Sócia administradora")


@pytest.fixture
def gestor(mundo: Mundo) -> Iterator[Ator]:
    """Who publishes, in the scope of the operadora."""
    with escopo(mundo.operadora):
        yield mundo.ator("gestor")


def publicar(mundo: Mundo, gestor: Ator, **outros: Any) -> Aditivo:
    dados = {
        "titulo": "Reajuste de 2027",
        "versao": "1",
        "resumo": "Os preços sobem 5% em janeiro.",
        "vigencia": mundo.hoje + timedelta(days=40),
        "prazo": mundo.hoje + timedelta(days=20),
        "nome_do_arquivo": "aditivo.pdf",
        "conteudo": pdf(),
    }
    return publicar_aditivo(gestor, NovoAditivo(**{**dados, **outros}))


def da_clinica(mundo: Mundo, aditivo: Aditivo) -> RespostaAoAditivo:
    return RespostaAoAditivo.objects.get(aditivo=aditivo, prestador=mundo.prestador)


@pytest.mark.parametrize(
    ("alvo", "esperados"),
    [
        ({}, {"prestador", "outro_prestador", "hospital", "medico"}),
        ({"tipos": ["CLINICA"]}, {"prestador"}),
        ({"categorias": ["11"]}, {"medico"}),
        ({"categorias": ["CREDENCIADO"], "tipos": ["HOSPITAL", "LABORATORIO"]}, {"outro_prestador", "hospital"}),
        ({"codigos": ["10482"], "tipos": ["CLINICA"]}, {"medico"}),
    ],
)
def test_it_goes_to_who_it_concerns_on_that_day(
    mundo: Mundo, gestor: Ator, alvo: dict[str, list[str]], esperados: set[str]
) -> None:
    aditivo = publicar(mundo, gestor, **alvo)
    assert set(aditivo.respostas.values_list("prestador_id", flat=True)) == {
        getattr(mundo, nome).pk for nome in esperados
    }


def test_it_tells_the_people_and_writes_to_each_prestador_once(mundo: Mundo, gestor: Ator) -> None:
    aditivo = publicar(mundo, gestor, tipos=["CLINICA"])
    drenar()
    (carta,) = cartas(para=mundo.prestador.email, modelo="cadastro.aditivo.publicado")
    assert carta.assunto == "Aditivo para vocês: Reajuste de 2027"
    assert carta.links == [f"http://127.0.0.1:8000/prestador/aditivos/{da_clinica(mundo, aditivo).pk}/"]
    assert cartas(para=mundo.outro_prestador.email) == []
    assert set(Notificacao.objects.values_list("titulo", flat=True)) == {"Aditivo a responder: Reajuste de 2027"}


@pytest.mark.parametrize(
    ("outros", "campo"),
    [
        ({"titulo": " "}, "titulo"),
        ({"codigos": ["10482", "99999"]}, "codigos"),
        ({"categorias": ["15"]}, "categorias"),
        ({"conteudo": b"%PDF-1.4 nada"}, "arquivo"),
    ],
)
def test_nothing_is_published_with_a_fault(mundo: Mundo, gestor: Ator, outros: dict[str, Any], campo: str) -> None:
    with pytest.raises(Recusa) as recusa:
        publicar(mundo, gestor, **outros)
    assert (recusa.value.campo, Aditivo.objects.count()) == (campo, 0)


def test_a_version_is_published_once_and_not_for_yesterday(mundo: Mundo, gestor: Ator) -> None:
    publicar(mundo, gestor)
    with pytest.raises(Recusa, match="Uma correção é outra versão"):
        publicar(mundo, gestor)
    with pytest.raises(Recusa, match="depois de hoje"):
        publicar(mundo, gestor, versao="2", prazo=mundo.hoje)
    assert publicar(mundo, gestor, versao="2").versao == "2"


@pytest.mark.requisito("C-07")
def test_it_is_read_then_accepted_by_a_named_signer_with_a_receipt(mundo: Mundo, gestor: Ator) -> None:
    aditivo, clinica = publicar(mundo, gestor), ator_da_clinica(mundo)
    resposta = da_clinica(mundo, aditivo)
    with pytest.raises(Recusa, match="Abra e leia o documento antes de aceitar"):
        aceitar_aditivo(clinica, resposta.pk, ASSINA)
    assert ler_aditivo(clinica, resposta.pk) == aditivo.arquivo
    ler_aditivo(clinica, resposta.pk)
    assert Evento.objects.filter(tipo="cadastro.aditivo.lido").count() == 1

    feita = aceitar_aditivo(clinica, resposta.pk, ASSINA)
    assert (feita.situacao, feita.signatario, feita.cpf_do_signatario, feita.cargo, feita.ip, feita.sha256) == (
        estados.ACEITO,
        "Célia Prates",
        "52998224725",
        "Sócia administradora",
        "203.0.113.7",
        aditivo.sha256,
    )
    assert feita.comprovante is not None
    publico = verificar(feita.comprovante.codigo)
    assert publico is not None
    assert publico.resumo == {"Aditivo": "Reajuste de 2027", "Versão": "1", "SHA-256": aditivo.sha256}
    assert abrir(clinica, feita.comprovante.arquivo_id).conteudo.open().read(5) == b"%PDF-"
    assert "52998224725" not in str(list(Evento.objects.values_list("fato", flat=True)))
    with pytest.raises(TransicaoInvalida):
        recusar_aditivo(clinica, resposta.pk, "Mudei de ideia.")


@pytest.mark.parametrize(
    ("assinatura", "campo"),
    [
        (Assinatura(" ", ASSINA.cpf, ASSINA.cargo), "nome"),
        (Assinatura(ASSINA.nome, "111.111.111-11", ASSINA.cargo), "cpf"),
        (Assinatura(ASSINA.nome, ASSINA.cpf, ""), "cargo"),
    ],
)
def test_a_signer_has_name_cpf_and_position(mundo: Mundo, gestor: Ator, assinatura: Assinatura, campo: str) -> None:
    resposta, clinica = da_clinica(mundo, publicar(mundo, gestor)), ator_da_clinica(mundo)
    ler_aditivo(clinica, resposta.pk)
    with pytest.raises(Recusa) as recusa:
        aceitar_aditivo(clinica, resposta.pk, assinatura)
    resposta.refresh_from_db()
    assert (recusa.value.campo, resposta.situacao) == (campo, estados.A_RESPONDER)


@pytest.mark.requisito("C-07")
def test_a_refusal_opens_a_case_that_the_operadora_answers(mundo: Mundo, gestor: Ator) -> None:
    resposta, clinica = da_clinica(mundo, publicar(mundo, gestor)), ator_da_clinica(mundo)
    with pytest.raises(Recusa, match="Escreva por que vocês recusam"):
        recusar_aditivo(clinica, resposta.pk, "")
    recusada = recusar_aditivo(clinica, resposta.pk, "O índice está abaixo do combinado.")
    assert recusada.protocolo.startswith(f"{mundo.operadora.registro_ans}{mundo.hoje:%Y%m%d}")
    drenar()
    aviso = Notificacao.objects.get(portal="operadora")
    assert aviso.titulo == f"{mundo.prestador.nome_fantasia} recusou um aditivo"

    with pytest.raises(Recusa, match="precisa ser depois de hoje"):
        tratar_recusa(gestor, resposta.pk, tratativa="Revimos.", novo_prazo=mundo.hoje)
    prazo = mundo.hoje + timedelta(days=30)
    de_novo = tratar_recusa(gestor, resposta.pk, tratativa="O índice foi revisto.", novo_prazo=prazo)
    assert (de_novo.situacao, de_novo.prazo) == (estados.A_RESPONDER, prazo)
    recusar_aditivo(clinica, resposta.pk, "Ainda não.")
    fim = tratar_recusa(gestor, resposta.pk, tratativa="Fica o contrato atual.", novo_prazo=None)
    assert (fim.situacao, fim.protocolo) == (estados.DISPENSADO, recusada.protocolo)


def test_who_is_late_is_listed_and_counted(mundo: Mundo, gestor: Ator) -> None:
    aditivo = publicar(mundo, gestor)
    depois = aditivo.prazo + timedelta(days=1)
    assert buscar_respostas(gestor, aditivo.prazo, situacao="vencido").count() == 0
    recusar_aditivo(ator_da_clinica(mundo), da_clinica(mundo, aditivo).pk, "Não.")
    assert set(buscar_respostas(gestor, depois, situacao="vencido").values_list("prestador_id", flat=True)) == {
        mundo.outro_prestador.pk,
        mundo.hospital.pk,
        mundo.medico.pk,
    }
    um = aditivos_com_contas(gestor, depois).get()
    assert (um.enviados, um.aceitos, um.recusados, um.vencidos) == (4, 0, 1, 3)


@pytest.mark.requisito("C-07")
def test_only_those_it_was_sent_to_see_it(mundo: Mundo, gestor: Ator) -> None:
    aditivo = publicar(mundo, gestor, tipos=["CLINICA"])
    clinica, vizinho = ator_da_clinica(mundo), mundo.ator("faturista", prestador=mundo.outro_prestador)
    assert [r.prestador_id for r in a_responder(clinica)] == [mundo.prestador.pk]
    assert (list(a_responder(vizinho)), list(aditivos(vizinho)), list(aditivos(mundo.ator("analista")))) == ([], [], [])
    resposta = da_clinica(mundo, aditivo)
    with pytest.raises(RespostaAoAditivo.DoesNotExist):
        ler_aditivo(vizinho, resposta.pk)
    assert aditivo.arquivo_id is not None
    assert abrir(clinica, aditivo.arquivo_id) == abrir(gestor, aditivo.arquivo_id) == aditivo.arquivo
    for outro in (vizinho, mundo.ator("analista"), mundo.ator("beneficiario")):
        with pytest.raises(Arquivo.DoesNotExist):
            abrir(outro, aditivo.arquivo_id)
    with pytest.raises(SemPermissao):
        publicar(mundo, mundo.ator("analista"))
    with pytest.raises(SemPermissao):
        aceitar_aditivo(mundo.ator("recepcionista", prestador=mundo.prestador), resposta.pk, ASSINA)
    assert Prestador.objects.get(pk=resposta.prestador_id) == mundo.prestador


def test_versao_publicada_por_outra_pessoa_no_mesmo_instante_e_recusada(mundo: Mundo, gestor: Ator) -> None:
    def antes(sender: object, instance: Aditivo, **resto: object) -> None:
        Aditivo.objects.bulk_create([copy(instance)])

    pre_save.connect(antes, sender=Aditivo)
    try:
        with pytest.raises(Recusa) as recusa:
            publicar(mundo, gestor)
    finally:
        pre_save.disconnect(antes, sender=Aditivo)
    assert (recusa.value.campo, recusa.value.mensagem) == (
        "versao",
        "Esta versão já foi publicada. Uma correção é outra versão.",
    )
    assert (RespostaAoAditivo.objects.count(), Arquivo.objects.count()) == (0, 0)


@pytest.mark.requisito("C-07")
def test_quem_pode_assinar_e_lembrado_uma_vez_antes_de_cada_prazo(mundo: Mundo, gestor: Ator, settings: Any) -> None:
    alba = titular(mundo).usuario
    gil = secretaria(mundo, "Recepção").usuario
    aditivo = publicar(mundo, gestor, tipos=["CLINICA"])
    resposta = da_clinica(mundo, aditivo)
    drenar()

    def lembrar(faltam: int) -> int:
        """So many days before the deadline; the task runs every day, and after a fault again."""
        resposta.refresh_from_db()
        settings.GUICHE_HOJE = resposta.prazo - timedelta(days=faltam)
        quantas = lembrar_dos_prazos(Ator.sistema(mundo.operadora))
        assert lembrar_dos_prazos(Ator.sistema(mundo.operadora)) == 0
        drenar()
        return quantas

    def cartas_do_prazo() -> list[str]:
        return [carta.assunto for carta in cartas(para=alba.email, modelo="cadastro.aditivo.a_vencer")]

    assert [lembrar(dias) for dias in (6, 5, 3, 0)] == [0, 1, 0, 0]
    prazo = f"{resposta.prazo:%d/%m/%Y}"
    assert cartas_do_prazo() == [f"Falta responder até {prazo}: Reajuste de 2027"]
    (carta,) = cartas(para=alba.email, modelo="cadastro.aditivo.a_vencer")
    assert carta.links == [f"http://127.0.0.1:8000/prestador/aditivos/{resposta.pk}/"]
    avisos = Notificacao.objects.filter(titulo=f"Falta responder a um aditivo até {prazo}")
    assert avisos.filter(usuario_id=alba.pk).count() == 1
    assert cartas(para=gil.email) == [] and not avisos.filter(usuario_id=gil.pk).exists()

    recusar_aditivo(ator_da_clinica(mundo), resposta.pk, "Não concordamos.")
    assert lembrar(1) == 0
    novo_prazo = settings.GUICHE_HOJE + timedelta(days=9)
    tratar_recusa(gestor, resposta.pk, tratativa="Explicamos.", novo_prazo=novo_prazo)
    assert [lembrar(dias) for dias in (6, 5)] == [0, 1]
    assert len(cartas_do_prazo()) == 2


def test_no_dia_da_publicacao_ou_com_a_opcao_desligada_ninguem_e_lembrado(
    mundo: Mundo, gestor: Ator, settings: Any
) -> None:
    sistema = Ator.sistema(mundo.operadora)
    aditivo = publicar(mundo, gestor, tipos=["CLINICA"], prazo=mundo.hoje + timedelta(days=2))
    assert lembrar_dos_prazos(sistema) == 0
    settings.GUICHE_HOJE = mundo.hoje + timedelta(days=1)
    configurar(gestor, CadastroConfig(lembrete_aditivo_dias=0))
    assert lembrar_dos_prazos(sistema) == 0
    configurar(gestor, CadastroConfig())
    assert lembrar_dos_prazos(sistema) == aditivo.respostas.count() == 1
    settings.GUICHE_HOJE = mundo.hoje + timedelta(days=3)
    assert lembrar_dos_prazos(sistema) == 0
    assert [r.pk for r in buscar_respostas(gestor, hoje(), situacao=VENCIDO)] == [da_clinica(mundo, aditivo).pk]


def test_as_consultas_do_lembrete_nao_crescem(mundo: Mundo, gestor: Ator, settings: Any) -> None:
    quantas = []
    for versao, tipos in (("1", ["CLINICA"]), ("2", ["CLINICA", "HOSPITAL", "LABORATORIO"])):
        publicar(mundo, gestor, versao=versao, tipos=tipos)
        drenar()
        settings.GUICHE_HOJE = mundo.hoje + timedelta(days=18)
        with CaptureQueriesContext(connection) as feitas:
            assert lembrar_dos_prazos(Ator.sistema(mundo.operadora)) == len(tipos)
        quantas.append(len([q for q in feitas if "tarefa" not in q["sql"] and "task" not in q["sql"]]))
        settings.GUICHE_HOJE = mundo.hoje
    assert quantas[1] <= quantas[0]
