"""Changes a prestador asks for: what is sent, who decides, when it counts, and what a thief would try."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from guiche.cadastro import estados
from guiche.cadastro.models import Atualizacao, ItemDaAtualizacao, Prestador
from guiche.cadastro.selectors.atualizacoes import atualizacoes, itens_na_tela
from guiche.cadastro.services.atualizacoes import (
    Decisao,
    cancelar_atualizacao,
    conferir_conta,
    decidir_atualizacao,
    devolver_a_analise,
    pedir_complemento,
    responder_complemento,
)
from guiche.cadastro.tasks import aplicar_atualizacoes
from guiche.comunicacao.models import Notificacao
from guiche.documentos.models import Arquivo
from guiche.documentos.services import abrir
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.fluxo import TransicaoInvalida
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from tests.cadastro.cena import CONTA, aceitar, ator_da_clinica, ator_de, pdf, pedir, segunda_pessoa
from tests.cenario import Mundo
from tests.correio import cartas, ultima_carta

pytestmark = pytest.mark.django_db


@pytest.fixture
def gestor(mundo: Mundo) -> Iterator[Ator]:
    """Who decides, in the scope of the operadora."""
    with escopo(mundo.operadora):
        yield mundo.ator("gestor")


def cadastro(mundo: Mundo) -> Prestador:
    return Prestador.objects.get(pk=mundo.prestador.pk)


def recusado(mundo: Mundo, valores: dict[str, str], **outros: object) -> tuple[str, str]:
    with pytest.raises(Recusa) as recusa:
        pedir(mundo, valores, **outros)
    assert Atualizacao.objects.count() == 0
    return recusa.value.campo, recusa.value.mensagem


@pytest.mark.requisito("B-15", "C-36")
def test_a_request_keeps_from_and_to_and_changes_nothing_by_itself(mundo: Mundo, gestor: Ator) -> None:
    antes = cadastro(mundo)
    pedido = pedir(mundo, {"telefone": "(19) 3333-4444", "cep": "13025-300", "logradouro": "Rua  Nova"})

    assert pedido.numero == f"AC-{mundo.hoje.year}-000001"
    assert [(i.unidade, i.de, i.para.get("cep", i.para)) for i in pedido.itens.all()] == [
        ("telefone", {"telefone": antes.telefone}, {"telefone": "1933334444"}),
        ("endereco", pedido.itens.get(unidade="endereco").de, "13025300"),
    ]
    assert pedido.itens.get(unidade="endereco").para["logradouro"] == "Rua Nova"
    assert pedido.itens.get(unidade="endereco").para["bairro"] == antes.bairro
    assert cadastro(mundo).telefone == antes.telefone
    evento = Evento.objects.get(tipo="cadastro.atualizacao.pedida")
    assert evento.fato["unidades"] == ["telefone", "endereco"] and "3333" not in str(evento.fato)
    assert Arquivo.objects.get(objeto_tipo="cadastro.atualizacao").nome == "prova.pdf"
    drenar()
    assert Notificacao.objects.get(portal="operadora").titulo == f"{antes.nome_fantasia} pede mudança no cadastro"


@pytest.mark.parametrize(
    ("valores", "campo", "mensagem"),
    [
        ({}, "", "Nada mudou: altere pelo menos um dado antes de enviar."),
        ({"telefone": "3333"}, "telefone", "Escreva o telefone com DDD, por exemplo (19) 3333-4444."),
        ({"email": "contato@"}, "email", "Confira o e-mail: falta algo nele."),
        ({"bairro": "  "}, "bairro", "Preencha este campo."),
        ({"cnes": "12"}, "cnes", "O CNES tem 7 números. Quem não tem CNES informa 9999999."),
        ({"banco": "341"}, "agencia", "Preencha este campo."),
        ({**CONTA, "conta": "12a"}, "conta", "Escreva a conta com o dígito, por exemplo 12345-6."),
    ],
)
def test_a_wrong_value_stands_at_its_field(
    mundo: Mundo, gestor: Ator, valores: dict[str, str], campo: str, mensagem: str
) -> None:
    assert recusado(mundo, valores) == (campo, mensagem)


def test_papers_day_and_account_typed_twice_are_asked_for(mundo: Mundo, gestor: Ator) -> None:
    assert recusado(mundo, {"razao_social": "Outra Ltda."}, anexos=[]) == (
        "anexos",
        "Anexe: Contrato social ou cartão do CNPJ.",
    )
    assert recusado(mundo, CONTA, conta_repetida="98765-5") == (
        "conta_repetida",
        "As duas contas digitadas são diferentes. Digite a conta de novo.",
    )
    fora = {"dia": mundo.hoje - timedelta(days=1)}
    assert recusado(mundo, {"telefone": "1933334444"}, **fora)[0] == "vigencia"
    assert recusado(mundo, {"telefone": "1933334444"}, dia=mundo.hoje + timedelta(days=181))[0] == "vigencia"
    assert recusado(mundo, {"telefone": "1933334444"}, anexos=[("a.pdf", b"%PDF-1.4 x")])[0] == "anexos"
    assert recusado(mundo, {"telefone": "1933334444"}, anexos=[("a.pdf", pdf())] * 6)[0] == "anexos"


def test_a_piece_waits_in_one_request_at_a_time(mundo: Mundo, gestor: Ator) -> None:
    primeiro = pedir(mundo, {"telefone": "1933334444"})
    with pytest.raises(Recusa, match=f"Telefone já espera resposta no pedido {primeiro.numero}") as recusa:
        pedir(mundo, {"telefone": "1955556666"})
    assert recusa.value.campo == "telefone"

    cancelar_atualizacao(ator_da_clinica(mundo), primeiro.pk)
    assert pedir(mundo, {"telefone": "1955556666"}).numero.endswith("000002")


@pytest.mark.requisito("B-15")
def test_the_operadora_accepts_a_part_and_it_counts_at_once(mundo: Mundo, gestor: Ator) -> None:
    pedido = pedir(mundo, {"telefone": "1933334444", "nome_fantasia": "Clínica Nova"})
    feito = decidir_atualizacao(gestor, pedido.pk, aceitar(pedido, menos=("nome_fantasia",)))

    assert feito.situacao == estados.APLICADA
    assert (cadastro(mundo).telefone, cadastro(mundo).nome_fantasia) == ("1933334444", mundo.prestador.nome_fantasia)
    assert dict(pedido.itens.values_list("unidade", "motivo")) == {
        "telefone": "",
        "nome_fantasia": "O papel não confere.",
    }
    assert Evento.objects.get(tipo="cadastro.prestador.mudado").fato["unidades"] == ["telefone"]
    drenar()
    carta = ultima_carta(para=mundo.prestador.email, modelo="cadastro.atualizacao.andamento")
    assert carta.assunto == f"Pedido {pedido.numero}: em vigor"
    assert "Nome: Clínica Nova (recusado). Motivo: O papel não confere." in carta.texto
    titulos = set(Notificacao.objects.filter(portal="prestador").values_list("titulo", flat=True))
    assert titulos == {f"O pedido {pedido.numero} foi aprovado", f"O pedido {pedido.numero} está em vigor"}


@pytest.mark.requisito("B-15")
def test_what_is_approved_waits_for_its_day(mundo: Mundo, gestor: Ator, settings: object) -> None:
    dia = mundo.hoje + timedelta(days=3)
    pedido = pedir(mundo, {"telefone": "1933334444"}, dia=dia)
    assert decidir_atualizacao(gestor, pedido.pk, aceitar(pedido)).situacao == estados.APROVADA
    aplicar_atualizacoes()
    assert cadastro(mundo).telefone == mundo.prestador.telefone

    settings.GUICHE_HOJE = dia  # type: ignore[attr-defined]
    aplicar_atualizacoes()
    aplicar_atualizacoes()
    assert cadastro(mundo).telefone == "1933334444"
    assert Evento.objects.filter(tipo="cadastro.prestador.mudado").count() == 1


def test_what_changed_after_the_approval_is_decided_again(mundo: Mundo, gestor: Ator, settings: object) -> None:
    dia = mundo.hoje + timedelta(days=3)
    pedido = pedir(mundo, {"telefone": "1933334444"}, dia=dia)
    decidir_atualizacao(gestor, pedido.pk, aceitar(pedido))
    Prestador.objects.filter(pk=mundo.prestador.pk).update(telefone="1900000000")

    settings.GUICHE_HOJE = dia  # type: ignore[attr-defined]
    aplicar_atualizacoes()
    pedido.refresh_from_db()
    assert (pedido.situacao, cadastro(mundo).telefone) == (estados.EM_ANALISE, "1900000000")
    assert pedido.itens.get().decisao == ItemDaAtualizacao.Decisao.A_DECIDIR


def test_a_conflict_is_shown_and_a_stale_screen_decides_nothing(mundo: Mundo, gestor: Ator) -> None:
    pedido = pedir(mundo, {"telefone": "1933334444"})
    visto = aceitar(pedido)
    assert [linha.conflito for linha in itens_na_tela(pedido)] == [False]
    Prestador.objects.filter(pk=mundo.prestador.pk).update(telefone="1900000000")

    pedido = Atualizacao.objects.select_related("prestador").get(pk=pedido.pk)
    (linha,) = itens_na_tela(pedido)
    assert (linha.conflito, linha.hoje) == (True, "(19) 0000-0000")
    with pytest.raises(Recusa, match="Telefone mudou no cadastro enquanto você decidia"):
        decidir_atualizacao(gestor, pedido.pk, visto)
    assert decidir_atualizacao(gestor, pedido.pk, aceitar(pedido)).situacao == estados.APLICADA


def test_every_piece_needs_an_answer_and_a_refusal_its_reason(mundo: Mundo, gestor: Ator) -> None:
    pedido = pedir(mundo, {"telefone": "1933334444"})
    with pytest.raises(Recusa, match="Decida sobre Telefone"):
        decidir_atualizacao(gestor, pedido.pk, {})
    with pytest.raises(Recusa, match="Diga por que Telefone não muda"):
        decidir_atualizacao(gestor, pedido.pk, {"telefone": Decisao(False, " ")})
    feito = decidir_atualizacao(gestor, pedido.pk, {"telefone": Decisao(False, "Número de outra clínica.")})
    assert (feito.situacao, feito.motivo) == (estados.RECUSADA, "Número de outra clínica.")
    with pytest.raises(TransicaoInvalida):
        decidir_atualizacao(gestor, pedido.pk, aceitar(pedido))


@pytest.mark.requisito("B-15")
def test_the_operadora_asks_for_more_and_the_prestador_answers(mundo: Mundo, gestor: Ator) -> None:
    pedido = pedir(mundo, {"telefone": "1933334444"})
    with pytest.raises(Recusa, match="Escreva o que falta"):
        pedir_complemento(gestor, pedido.pk, " ")
    pedir_complemento(gestor, pedido.pk, "Envie uma conta de telefone.")
    drenar()
    assert "Envie uma conta de telefone." in ultima_carta(para=mundo.prestador.email).texto

    clinica = ator_da_clinica(mundo)
    with pytest.raises(Recusa, match="Escreva a resposta ou anexe"):
        responder_complemento(clinica, pedido.pk, "", [])
    with pytest.raises(Recusa, match="no máximo 5 arquivos"):
        responder_complemento(clinica, pedido.pk, "Segue.", [("conta.pdf", pdf())] * 6)
    feito = responder_complemento(clinica, pedido.pk, "Segue.", [("conta.pdf", pdf())])
    assert (feito.situacao, feito.resposta) == (estados.EM_ANALISE, "Segue.")
    assert Arquivo.objects.filter(objeto_tipo="cadastro.atualizacao", objeto_id=pedido.pk).count() == 2


def test_a_bank_account_takes_two_people_and_warns_the_old_address(mundo: Mundo, gestor: Ator) -> None:
    antigo = mundo.prestador.email
    pedido = pedir(mundo, {**CONTA, "email": "ladrao@exemplo.com.br"})
    drenar()
    aviso = ultima_carta(para=antigo, modelo="cadastro.conta.mudanca")
    assert aviso.assunto == "Confira: pediram para mudar a conta para pagamento e o e-mail do cadastro"
    assert "98765-4" not in aviso.texto and "•••65-4" in aviso.texto

    assert decidir_atualizacao(gestor, pedido.pk, aceitar(pedido)).situacao == estados.CONFERENCIA
    assert (cadastro(mundo).conta, cadastro(mundo).email) == (mundo.prestador.conta, antigo)
    with pytest.raises(Recusa, match="cabe a outra pessoa"):
        conferir_conta(gestor, pedido.pk, CONTA)
    outra = ator_de(segunda_pessoa(mundo))
    with pytest.raises(Recusa, match="A conta digitada não é a do pedido"):
        conferir_conta(outra, pedido.pk, {**CONTA, "conta": "98765-5"})
    feito = conferir_conta(outra, pedido.pk, {"banco": "0341", "agencia": "01234", "conta": "987654"})

    assert (feito.situacao, feito.decidida_por, feito.conferida_por) == (estados.APLICADA, gestor.nome, "Otto Segundo")
    novo = cadastro(mundo)
    assert (novo.banco, novo.agencia, novo.conta, novo.email) == ("0341", "1234", "98765-4", "ladrao@exemplo.com.br")
    drenar()
    assert [carta.assunto for carta in cartas(para=antigo, modelo="cadastro.conta.mudanca")][1:] == [
        "Confira: mudou a conta para pagamento e o e-mail do cadastro"
    ]
    assert "98765" not in str(list(Evento.objects.values_list("fato", flat=True)))


def test_the_second_person_may_send_it_back(mundo: Mundo, gestor: Ator) -> None:
    pedido = pedir(mundo, CONTA)
    decidir_atualizacao(gestor, pedido.pk, aceitar(pedido))
    outra = ator_de(segunda_pessoa(mundo))
    with pytest.raises(Recusa, match="Escreva o que não confere"):
        devolver_a_analise(outra, pedido.pk, "")
    feito = devolver_a_analise(outra, pedido.pk, "Comprovante de outra empresa.")
    assert (feito.situacao, feito.motivo) == (estados.EM_ANALISE, "Comprovante de outra empresa.")


def test_who_asked_does_not_decide(mundo: Mundo, gestor: Ator) -> None:
    pedido = pedir(mundo, {"telefone": "1933334444"})
    Atualizacao.objects.filter(pk=pedido.pk).update(enviada_por_id=gestor.usuario.pk)
    with pytest.raises(Recusa, match="Quem pediu a mudança não pode decidir"):
        decidir_atualizacao(gestor, pedido.pk, aceitar(pedido))


@pytest.mark.requisito("B-15")
def test_only_the_own_prestador_and_who_decides_see_a_request_and_its_papers(mundo: Mundo, gestor: Ator) -> None:
    pedido = pedir(mundo, {"telefone": "1933334444"})
    papel = Arquivo.objects.get(objeto_tipo="cadastro.atualizacao")
    vizinho = mundo.ator("faturista", prestador=mundo.outro_prestador)
    assert list(atualizacoes(gestor)) == list(atualizacoes(ator_da_clinica(mundo))) == [pedido]
    for outro in (vizinho, mundo.ator("analista"), mundo.ator("beneficiario")):
        assert list(atualizacoes(outro)) == []
        with pytest.raises(Arquivo.DoesNotExist):
            abrir(outro, papel.pk)
    assert abrir(gestor, papel.pk) == papel
    with pytest.raises(Atualizacao.DoesNotExist):
        cancelar_atualizacao(vizinho, pedido.pk)
    with pytest.raises(SemPermissao):
        decidir_atualizacao(mundo.ator("analista"), pedido.pk, {})
    with escopo(mundo.outra):
        assert list(atualizacoes(mundo.ator("gestor", outra=True))) == []
