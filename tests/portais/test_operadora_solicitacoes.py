"""Queue of requests for access in the operadora: one per type, by deadline, answered once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from guiche.acesso.models import Perfil, SolicitacaoDeAcesso, Usuario, Vinculo
from guiche.acesso.services.solicitacoes import NovaSolicitacao
from guiche.acesso.services.vinculos import dar_perfis
from guiche.comunicacao.models import Notificacao
from guiche.documentos.models import Arquivo
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.tarefas import drenar
from tests.acesso.solicitacoes import Tipo, pedida, pessoa
from tests.cenario import Mundo
from tests.portais.operadora import aviso, folha, gestor_da_outra, quantos, relido
from tests.portais.prestador import entrar, quantas_consultas

pytestmark = pytest.mark.django_db

FILA = "/operadora/acessos/solicitacoes/"


def dela(uma: SolicitacaoDeAcesso, acao: str = "") -> str:
    return f"{FILA}{uma.pk}/{acao}"


def titular_id(mundo: Mundo) -> str:
    with escopo(mundo.operadora):
        return str(Perfil.objects.get(portal="beneficiario", nome="Titular").pk)


def lidos(mundo: Mundo) -> int:
    with escopo(mundo.operadora):
        return Evento.objects.filter(tipo="cadastro.beneficiario.lido").count()


def test_aprovacao_recusada_le_o_cadastro_uma_vez(mundo: Mundo, gestor: Client) -> None:
    uma = pedida(mundo)
    antes = lidos(mundo)
    recusada = gestor.post(dela(uma, "aprovar/"), {"numero": "", "perfil": titular_id(mundo)})
    assert (recusada.status_code, lidos(mundo) - antes) == (422, 1)
    assert relido(mundo, uma).situacao == "em_analise"


def atrasar(mundo: Mundo, uma: SolicitacaoDeAcesso, dias: int) -> None:
    with escopo(mundo.operadora):
        SolicitacaoDeAcesso.objects.filter(pk=uma.pk).update(prazo=mundo.hoje - timedelta(days=dias))


@pytest.mark.requisito("U-12", "U-13")
def test_uma_fila_por_tipo_o_prazo_manda_e_o_atraso_se_le(mundo: Mundo, gestor: Client) -> None:
    vera, lia = pedida(mundo), pedida(mundo, pessoa("lia", "Lia Costa Brito", "11144477735"))
    nova = NovaSolicitacao(Tipo.COLABORADOR, {"matricula": "7", "setor": "TI", "gestor": "Ines"})
    colega = pedida(mundo, pessoa("ugo", "Ugo Reis Lima", "39053344705"), nova)
    atrasar(mundo, lia, 2)
    pagina = gestor.get(FILA)
    assert [linha.objeto.pk for linha in pagina.context["tabela"].linhas] == [lia.pk, vera.pk]
    texto = pagina.content.decode()
    assert "3 pessoas esperam resposta; 1 pedido passou do prazo" in texto
    assert "Atrasada 2 dias" in texto
    da_equipe = gestor.get(FILA, {"tipo": "colaborador"}).context["tabela"]
    assert [linha.objeto.pk for linha in da_equipe.linhas] == [colega.pk]
    assert [linha[0] for linha in folha(gestor.get(FILA, {"formato": "csv"}))[1:]] == [
        "Lia Costa Brito",
        "Vera Prado Lins",
    ]


@pytest.mark.requisito("U-13")
def test_liberar_abre_o_acesso_e_avisa(mundo: Mundo, gestor: Client) -> None:
    uma = pedida(mundo)
    pagina = gestor.get(dela(uma)).content.decode()
    assert "2 diferenças com o cadastro" in pagina or "3 diferenças com o cadastro" in pagina
    assert "cartao.png" in pagina
    feito = gestor.post(dela(uma, "aprovar/"), {"numero": mundo.titular.carteira, "perfil": titular_id(mundo)})
    assert (feito.status_code, feito["Location"]) == (303, FILA)
    decidida = relido(mundo, uma)
    assert decidida.situacao == "aprovada"
    with escopo(mundo.operadora):
        vinculo = Vinculo.objects.get(usuario=decidida.usuario)
        assert (vinculo.beneficiario, vinculo.concedido_por) == (mundo.titular, mundo.gestor)
    drenar()
    with escopo(mundo.operadora):
        avisados = {n.usuario_id: n.titulo for n in Notificacao.objects.filter(chave__startswith="acesso.solicitacao.")}
    assert avisados[mundo.gestor.pk] == "Novo pedido de acesso"
    assert avisados[decidida.usuario_id] == "Seu pedido de acesso foi aprovado"
    assert gestor.post(dela(uma, "recusar/"), {"texto": "Não."}).status_code == 303
    assert relido(mundo, uma).situacao == "aprovada"


@pytest.mark.parametrize(
    ("acao", "envio", "campo"),
    [
        ("aprovar", {"numero": "999", "perfil": ""}, "perfil"),
        ("pedir", {"texto": " "}, "texto"),
        ("recusar", {}, "texto"),
    ],
)
def test_resposta_incompleta_fica_no_campo(
    mundo: Mundo, gestor: Client, acao: str, envio: dict[str, str], campo: str
) -> None:
    uma = pedida(mundo)
    recusada = gestor.post(dela(uma, f"{acao}/"), envio)
    assert (recusada.status_code, list(recusada.context["forms"][acao].errors)) == (422, [campo])
    assert relido(mundo, uma).situacao == "em_analise"


def test_carteirinha_que_nao_ha_volta_ao_campo(mundo: Mundo, gestor: Client) -> None:
    uma = pedida(mundo)
    recusada = gestor.post(dela(uma, "aprovar/"), {"numero": "999", "perfil": titular_id(mundo)})
    assert list(recusada.context["forms"]["aprovar"].errors) == ["numero"]
    assert relido(mundo, uma).situacao == "em_analise"


@pytest.mark.requisito("U-13")
def test_pedir_documento_e_recusar(mundo: Mundo, gestor: Client) -> None:
    uma = pedida(mundo)
    assert "Pergunta enviada" in aviso(gestor.post(dela(uma, "pedir/"), {"texto": "Mande a foto."}))
    assert relido(mundo, uma).situacao == "pendente"
    assert [linha.objeto.pk for linha in gestor.get(FILA, {"situacao": "pendente"}).context["tabela"].linhas] == [
        uma.pk
    ]
    gestor.post(dela(uma, "recusar/"), {"texto": "Não veio a foto."})
    recusada = relido(mundo, uma)
    assert (recusada.situacao, recusada.motivo) == ("recusada", "Não veio a foto.")
    assert "Não veio a foto." in gestor.get(dela(uma)).content.decode()


def test_quem_nao_pode_e_outra_operadora(mundo: Mundo, analista: Client) -> None:
    uma = pedida(mundo)
    outra = gestor_da_outra(mundo)
    for endereco in (FILA, dela(uma)):
        assert analista.get(endereco).status_code == 403
    assert outra.get(FILA).context["tabela"].linhas == []
    assert outra.get(dela(uma)).status_code == 404
    for acao, envio in (
        ("aprovar", {"numero": mundo.titular.carteira, "perfil": titular_id(mundo)}),
        ("pedir", {"texto": "?"}),
        ("recusar", {"texto": "Não."}),
    ):
        assert analista.post(dela(uma, f"{acao}/"), envio).status_code == 403
        assert outra.post(dela(uma, f"{acao}/"), envio).status_code == 404
    assert relido(mundo, uma).situacao == "em_analise"


def test_a_tela_diz_a_quem_pedir_o_acesso_a_equipe(mundo: Mundo) -> None:
    uma = pedida(mundo, nova=NovaSolicitacao(Tipo.COLABORADOR, {"matricula": "7", "setor": "TI", "gestor": "Ines"}))
    with escopo(mundo.operadora):
        usuario = Usuario.objects.create_user("acessos", "x", nome="Abel dos Acessos")
        vinculo = Vinculo.objects.create(usuario=usuario, portal="operadora", tipo="equipe", vigencia_inicio=mundo.hoje)
        dar_perfis(vinculo, [Perfil.objects.get(portal="operadora", nome="Credenciamento e acesso")])
        gestor = str(Perfil.objects.get(portal="operadora", nome="Gestor").pk)
    cliente = entrar(usuario, vinculo)
    assert "peça a quem aprova a equipe" in cliente.get(dela(uma)).content.decode()
    assert cliente.post(dela(uma, "aprovar/"), {"perfil": gestor}).status_code == 422
    assert relido(mundo, uma).situacao == "em_analise"


def test_o_proprio_pedido_se_ve_e_nao_se_decide(mundo: Mundo, gestor: Client) -> None:
    uma = pedida(mundo)
    with escopo(mundo.operadora):
        SolicitacaoDeAcesso.objects.filter(pk=uma.pk).update(usuario=mundo.gestor)
    assert "Este pedido é seu" in gestor.get(dela(uma)).content.decode()
    recusada = gestor.post(dela(uma, "recusar/"), {"texto": "Não."})
    assert (recusada.status_code, "outra pessoa da equipe" in aviso(recusada)) == (303, True)
    assert relido(mundo, uma).situacao == "em_analise"


def test_prova_se_abre_pela_porta_e_fica_registrada(mundo: Mundo, gestor: Client, analista: Client) -> None:
    pedida(mundo)
    with escopo(mundo.operadora):
        arquivo = Arquivo.objects.get(objeto_tipo="acesso.solicitacaodeacesso")
    assert analista.get(f"/arquivo/{arquivo.pk}/").status_code == 404
    assert gestor.get(f"/arquivo/{arquivo.pk}/").status_code == 200
    assert quantos(mundo, "documentos.arquivo.lido") == 1


def test_fila_nao_consulta_mais_por_ter_mais(mundo: Mundo, gestor: Client) -> None:
    pedida(mundo)
    gestor.get(FILA)
    poucas = quantas_consultas(gestor, FILA)
    for nome, cpf in (("Ana Paula", "11144477735"), ("Bia Prado", "39053344705")):
        pedida(mundo, pessoa(nome.split()[0].lower(), nome, cpf))
    assert quantas_consultas(gestor, FILA) == poucas
