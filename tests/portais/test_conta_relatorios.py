"""Reports by e-mail: chosen one by one, told without values, left by one button with no login."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail, signing
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guiche.acesso.models import AtoDaConta, Perfil, SolicitacaoDeAcesso, Usuario, Vinculo
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.regras.familia import maioridade
from guiche.acesso.services.solicitacoes import Aprovacao, NovaSolicitacao, aprovar
from guiche.acesso.services.vinculos import dar_perfis, transitar_vinculo
from guiche.cadastro.models import Beneficiario
from guiche.comunicacao.assinaturas import pedido_aprovado
from guiche.comunicacao.models import AssinaturaDeRelatorio
from guiche.comunicacao.relatorios import declarar, do_portal
from guiche.comunicacao.selectors.relatorios import assinantes, segredo_de_saida
from guiche.comunicacao.services.relatorios import avisar_assinantes, desligar, ligar
from guiche.correio.models import Carta
from guiche.faturamento.relatorios import ANALISE, EXTRATO, quem_ve
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo, sem_escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from guiche.pagamento.relatorios import DEMONSTRATIVO, demonstrativo_pronto
from guiche.pagamento.services.pagamentos import marcar_pago
from tests.acesso.solicitacoes import Tipo, pedida, pessoa
from tests.cenario import Mundo
from tests.correio import cartas, ultima_carta
from tests.portais.operadora import aviso
from tests.portais.prestador import analisado, enviado, pago, quantas_consultas

pytestmark = pytest.mark.django_db

MEUS = "/conta/relatorios/"
VALOR = re.compile(r"R\$|\d,\d\d\b")


def escolha(vinculo: Vinculo, codigo: str = DEMONSTRATIVO.codigo, ligar: str = "sim") -> dict[str, Any]:
    return {"acesso": vinculo.pk, "relatorio": codigo, "ligar": ligar}


def evidencias(mundo: Mundo) -> list[tuple[str, Any, str, str]]:
    """Kind, report, way and who of each consent given or withdrawn, in order."""
    with escopo(mundo.operadora):
        eventos = Evento.objects.filter(tipo__startswith="comunicacao.relatorio.").order_by("numero")
        return [(e.tipo.rpartition(".")[2], e.fato["relatorio"], e.fato["origem"], e.quem) for e in eventos]


def ativas(mundo: Mundo) -> list[tuple[int, str]]:
    with escopo(mundo.operadora):
        linhas = AssinaturaDeRelatorio.objects.filter(ativa=True).order_by("vinculo", "relatorio")
        return list(linhas.values_list("vinculo__usuario_id", "relatorio"))


def renata(mundo: Mundo) -> Pessoa:
    return Pessoa(mundo.faturista, "203.0.113.5", "Navegador")


def da_clinica(mundo: Mundo) -> Vinculo:
    return mundo.vinculo("faturista", prestador=mundo.prestador)


@pytest.mark.requisito("U-11", "X-12")
def test_nada_vem_marcado_e_cada_escolha_vale_para_um_relatorio_de_um_acesso(mundo: Mundo, faturista: Client) -> None:
    pagina = faturista.get(MEUS).content.decode()
    assert "<h1>Você não recebe relatórios por e-mail</h1>" in pagina
    assert "Você recebe</span>" not in pagina and "checked" not in pagina
    assert mundo.faturista.email in pagina
    vinculo = da_clinica(mundo)
    feito = faturista.post(MEUS, escolha(vinculo))
    assert (feito.status_code, feito["Location"]) == (303, MEUS)
    pagina = faturista.get(MEUS).content.decode()
    assert "<h1>Você recebe 1 relatório por e-mail</h1>" in pagina and "em Minha conta" in pagina
    faturista.post(MEUS, escolha(vinculo))
    assert ativas(mundo) == [(mundo.faturista.pk, DEMONSTRATIVO.codigo)]
    assert faturista.post(MEUS, escolha(vinculo, ligar="nao")).status_code == 303
    assert ativas(mundo) == []
    assert evidencias(mundo) == [
        ("ligado", DEMONSTRATIVO.codigo, "conta", mundo.faturista.nome),
        ("desligado", DEMONSTRATIVO.codigo, "conta", mundo.faturista.nome),
    ]
    atos = AtoDaConta.objects.filter(usuario=mundo.faturista, tipo__startswith="relatorio_").order_by("pk")
    assert [(ato.tipo, ato.fato["como"]) for ato in atos] == [
        ("relatorio_ligado", "em Minha conta"),
        ("relatorio_desligado", "em Minha conta"),
    ]


@pytest.mark.requisito("U-11")
def test_pagamento_liberado_e_feito_avisam_quem_escolheu_sem_valor_nem_arquivo(mundo: Mundo, faturista: Client) -> None:
    faturista.post(MEUS, escolha(da_clinica(mundo)))
    pagamento = pago(mundo, pagar=False)
    (carta,) = cartas(modelo=DEMONSTRATIVO.carta)
    assert carta.para == mundo.faturista.email
    assert f"o demonstrativo {pagamento.numero} está no portal" in carta.texto
    assert "Olá, Renata." in carta.texto and str(mundo.prestador) in carta.texto
    assert VALOR.search(carta.texto) is None and VALOR.search(carta.assunto) is None
    (mensagem,) = [m for m in mail.outbox if m.extra_headers["X-Guiche-Carta"] == DEMONSTRATIVO.carta.codigo]
    assert mensagem.attachments == []
    assert mensagem.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    saida = mensagem.extra_headers["List-Unsubscribe"].strip("<>")
    assert f"Para não receber mais: {saida}" in carta.texto
    abrir = carta.links[0].partition("8000")[2]
    assert faturista.get(abrir)["Location"] == f"/prestador/demonstrativos/{pagamento.pk}/"
    with escopo(mundo.operadora):
        marcar_pago(mundo.ator("financeiro"), pagamento)
        drenar()
        for evento in Evento.objects.filter(tipo__startswith="pagamento.pagamento."):
            demonstrativo_pronto(evento)
        drenar()
    assert len(cartas(modelo=DEMONSTRATIVO.carta)) == 2
    assert "foi feito" in ultima_carta(modelo=DEMONSTRATIVO.carta).texto


@pytest.mark.requisito("U-11")
def test_analise_terminada_avisa_uma_vez_por_lote(mundo: Mundo) -> None:
    ligar(renata(mundo), da_clinica(mundo).pk, ANALISE.codigo)
    lote = analisado(mundo)
    drenar()
    (carta,) = cartas(modelo=ANALISE.carta)
    assert f"A análise do lote {lote.numero} terminou" in carta.texto
    assert VALOR.search(carta.texto) is None


@pytest.mark.requisito("U-11")
def test_extrato_avisa_uma_vez_por_mes_e_nao_diz_o_que_houve(mundo: Mundo, helena: Client) -> None:
    vinculo = mundo.vinculo("beneficiario")
    helena.post(MEUS, escolha(vinculo, EXTRATO.codigo))
    primeiro = enviado(mundo, "381")
    enviado(mundo, "382")
    drenar()
    (carta,) = cartas(modelo=EXTRATO.carta)
    assert carta.para == mundo.beneficiaria.email
    with escopo(mundo.operadora):
        guia = primeiro.guias.first()
        assert guia is not None
        item = guia.itens.first()
        assert item is not None
    for segredo in (item.descricao.split(" (")[0], item.codigo, str(mundo.prestador), mundo.titular.carteira):
        assert segredo not in carta.texto
    assert VALOR.search(carta.texto) is None
    assert helena.get(carta.links[0].partition("8000")[2])["Location"] == "/beneficiario/extrato/"


@pytest.mark.requisito("U-11", "X-12")
def test_titular_e_avisado_do_menor_e_nao_do_adulto_e_a_delegacao_vencida_cala(mundo: Mundo) -> None:
    helena, rafael = mundo.vinculo("beneficiario"), mundo.vinculo("conjuge")
    cuidador = pessoa()
    with escopo(mundo.operadora):
        de_quando_era_menor = Vinculo.objects.create(
            usuario=cuidador.usuario,
            portal="beneficiario",
            tipo=Vinculo.Tipo.CUIDADOR,
            beneficiario=mundo.conjuge,
            vigencia_inicio=maioridade(mundo.conjuge.nascimento) - timedelta(days=1),
        )
        dar_perfis(de_quando_era_menor, list(helena.perfis.all()))
        AssinaturaDeRelatorio.objects.create(
            vinculo=de_quando_era_menor, relatorio=EXTRATO.codigo, ativa=True, origem="conta", mudada_em=agora()
        )
    EmailAddress.objects.create(user=cuidador.usuario, email="vera@exemplo.org", verified=True, primary=True)
    ligar(Pessoa(mundo.beneficiaria), helena.pk, EXTRATO.codigo)
    ligar(Pessoa(mundo.usuario_conjuge), rafael.pk, EXTRATO.codigo)

    def quem(*pessoas: Beneficiario) -> list[str]:
        with escopo(mundo.operadora):
            achados = assinantes(EXTRATO, quem_ve(pessoas, mundo.hoje))
        return sorted(achado.email for achado in achados)

    assert quem(mundo.dependente) == [mundo.beneficiaria.email]
    assert quem(mundo.conjuge) == [mundo.usuario_conjuge.email]
    assert quem(mundo.titular, mundo.conjuge) == sorted([mundo.beneficiaria.email, mundo.usuario_conjuge.email])
    assert quem(mundo.outro_titular) == []


@pytest.mark.requisito("X-12")
def test_a_escolha_de_um_nao_serve_ao_colega_nem_a_outro_acesso_ou_relatorio(
    mundo: Mundo, faturista: Client, helena: Client
) -> None:
    faturista.post(MEUS, escolha(mundo.vinculo("faturista", prestador=mundo.outro_prestador)))
    faturista.post(MEUS, escolha(da_clinica(mundo), ANALISE.codigo))
    pago(mundo)
    assert cartas(modelo=DEMONSTRATIVO.carta) == []
    alheio = da_clinica(mundo)
    for envio in (escolha(alheio), escolha(alheio, ligar="nao")):
        assert helena.post(MEUS, envio).status_code == 404
    assert helena.post(MEUS, {"acesso": "x"}).status_code == 404
    assert helena.post(MEUS, escolha(mundo.vinculo("beneficiario"))).status_code == 303
    assert "Este acesso não tem este relatório." in aviso(helena.get(MEUS))
    assert {quem for quem, _ in ativas(mundo)} == {mundo.faturista.pk}


@pytest.mark.requisito("U-11", "X-12")
def test_sair_pelo_link_sem_login_so_pelo_botao_e_volta_pela_conta(mundo: Mundo, faturista: Client) -> None:
    vinculo, estranho = da_clinica(mundo), Client(enforce_csrf_checks=True)
    assinatura = ligar(renata(mundo), vinculo.pk, DEMONSTRATIVO.codigo)
    ligar(renata(mundo), vinculo.pk, ANALISE.codigo)
    saida = f"{MEUS}sair/{segredo_de_saida(assinatura.pk)}/"
    pagina = estranho.get(saida).content.decode()
    assert "Parar de receber: Demonstrativo de pagamento?" in pagina and len(ativas(mundo)) == 2
    feita = estranho.post(saida, REMOTE_ADDR="198.51.100.7")
    assert feita.status_code == 200 and "Você não recebe mais: Demonstrativo" in feita.content.decode()
    assert ativas(mundo) == [(mundo.faturista.pk, ANALISE.codigo)]
    assert estranho.post(saida).status_code == 200
    assert evidencias(mundo)[2:] == [("desligado", DEMONSTRATIVO.codigo, "link", mundo.faturista.nome)]
    with escopo(mundo.operadora):
        assert Evento.objects.get(tipo="comunicacao.relatorio.desligado").ip == "198.51.100.7"
    assert "pelo link do e-mail" in faturista.get(MEUS).content.decode()
    faturista.post(MEUS, escolha(vinculo))
    assert len(ativas(mundo)) == 2
    um_clique = estranho.post(saida, {"List-Unsubscribe": "One-Click"})
    assert um_clique.status_code == 200
    assert evidencias(mundo)[-1][2] == "um_clique"


@pytest.mark.requisito("U-11")
def test_link_forjado_ou_de_outra_finalidade_nao_muda_nada(mundo: Mundo) -> None:
    assinatura = ligar(renata(mundo), da_clinica(mundo).pk, DEMONSTRATIVO.codigo)
    outra_finalidade = signing.Signer(salt="outra").sign(str(assinatura.pk))
    outra_linha = segredo_de_saida(assinatura.pk).replace(f"{assinatura.pk}:", f"{assinatura.pk + 1}:", 1)
    for forjado in ("x", outra_finalidade, outra_linha, segredo_de_saida(assinatura.pk + 1)):
        resposta = Client().post(f"{MEUS}sair/{forjado}/")
        assert resposta.status_code == 404 and "Este link não vale" in resposta.content.decode()
    assert len(ativas(mundo)) == 1


@pytest.mark.requisito("U-11")
def test_so_endereco_confirmado_acesso_que_vale_e_direito_recebem(mundo: Mundo) -> None:
    vinculo = da_clinica(mundo)
    ligar(renata(mundo), vinculo.pk, DEMONSTRATIVO.codigo)

    def leitores() -> int:
        with escopo(mundo.operadora):
            cada = {"dito": "Pronto.", "url": "/prestador/", "chave": f"teste:{Carta.objects.count()}"}
            return avisar_assinantes(DEMONSTRATIVO, Q(prestador_id=mundo.prestador.pk), **cada)

    assert leitores() == 1
    EmailAddress.objects.filter(user=mundo.faturista).update(verified=False)
    assert leitores() == 0
    EmailAddress.objects.filter(user=mundo.faturista).update(verified=True)
    with escopo(mundo.operadora):
        perfis = list(vinculo.perfis.all())
        for perfil in perfis:
            Perfil.objects.filter(pk=perfil.pk).update(permissoes=["faturamento.lote.ver"])
    assert leitores() == 0
    with escopo(mundo.operadora):
        for perfil in perfis:
            perfil.save()
        Vinculo.objects.filter(pk=vinculo.pk).update(situacao="suspenso")
    assert leitores() == 0
    with escopo(mundo.operadora):
        Vinculo.objects.filter(pk=vinculo.pk).update(situacao="ativo")
    assert leitores() == 1


@pytest.mark.requisito("U-11", "X-12")
def test_acesso_encerrado_encerra_as_escolhas(mundo: Mundo) -> None:
    vinculo = da_clinica(mundo)
    ligar(renata(mundo), vinculo.pk, DEMONSTRATIVO.codigo)
    with escopo(mundo.operadora):
        transitar_vinculo(vinculo, "encerrar", Ator.sistema(mundo.operadora), {"motivo": "Saiu."})
    drenar()
    assert ativas(mundo) == []
    assert evidencias(mundo)[-1] == ("desligado", DEMONSTRATIVO.codigo, "fim_do_acesso", "Guichê")
    with pytest.raises(Vinculo.DoesNotExist):
        desligar(renata(mundo), vinculo.pk, DEMONSTRATIVO.codigo)


@pytest.mark.requisito("U-11", "X-12")
def test_o_que_foi_marcado_no_pedido_comeca_com_a_aprovacao_e_nao_volta_sozinho(mundo: Mundo) -> None:
    dados = {"carteira": mundo.titular.carteira, "relatorios": [EXTRATO.codigo, DEMONSTRATIVO.codigo, "nada.disso"]}
    eu = pessoa()
    uma = pedida(mundo, eu, NovaSolicitacao(Tipo.BENEFICIARIO, dados))
    drenar()
    assert ativas(mundo) == []
    with escopo(mundo.operadora):
        titular = Perfil.objects.get(portal="beneficiario", nome="Titular")
        vinculo = aprovar(mundo.ator("gestor"), uma.pk, Aprovacao(titular, mundo.titular.carteira))
    drenar()
    assert ativas(mundo) == [(eu.usuario.pk, EXTRATO.codigo)]
    assert evidencias(mundo) == [("ligado", EXTRATO.codigo, "pedido", eu.usuario.nome)]
    with escopo(mundo.operadora):
        fato = Evento.objects.get(tipo="comunicacao.relatorio.ligado").fato
        assert (fato["pedido"], fato["escolhido_em"][:10]) == (uma.pk, uma.criada_em.isoformat()[:10])
    desligar(eu, vinculo.pk, EXTRATO.codigo)
    with escopo(mundo.operadora):
        pedido_aprovado(Evento.objects.get(tipo="acesso.solicitacao.mudada"))
    assert ativas(mundo) == []


@pytest.mark.requisito("U-11")
def test_pedido_mostra_a_escolha_aos_dois_lados(mundo: Mundo, gestor: Client) -> None:
    dados = {"carteira": mundo.titular.carteira, "relatorios": [EXTRATO.codigo]}
    eu = pessoa()
    uma = pedida(mundo, eu, NovaSolicitacao(Tipo.BENEFICIARIO, dados))
    client = Client()
    client.force_login(eu.usuario)
    assert "<dd>Extrato de utilização</dd>" in client.get(f"/conta/solicitacoes/{uma.pk}/").content.decode()
    da_operadora = gestor.get(f"/operadora/acessos/solicitacoes/{uma.pk}/").content.decode()
    assert "Pediu aviso por e-mail de: Extrato de utilização." in da_operadora
    with sem_escopo("pedido sem escolha"):
        SolicitacaoDeAcesso.objects.filter(pk=uma.pk).update(dados={"carteira": mundo.titular.carteira})
    assert "<dd>não pedi</dd>" in client.get(f"/conta/solicitacoes/{uma.pk}/").content.decode()


def test_sem_acesso_com_relatorio_a_pagina_diz_o_que_fazer(mundo: Mundo) -> None:
    client = Client()
    client.force_login(pessoa().usuario)
    pagina = client.get(MEUS).content.decode()
    assert "Nenhum dos seus acessos tem relatórios" in pagina and "todos desligados" in pagina
    assert Client().get(MEUS)["Location"].startswith("/entrar/")


def test_sem_endereco_confirmado_a_pagina_avisa(mundo: Mundo, faturista: Client) -> None:
    EmailAddress.objects.filter(user=mundo.faturista).update(verified=False)
    assert "Confirme um e-mail para receber" in faturista.get(MEUS).content.decode()


def test_link_da_carta_abre_no_acesso_dela_e_so_no_portal_dele(
    mundo: Mundo, de_outro_prestador: Client, helena: Client
) -> None:
    assinatura = ligar(renata(mundo), da_clinica(mundo).pk, DEMONSTRATIVO.codigo)
    abrir = f"{MEUS}{assinatura.pk}/abrir/?proxima="
    assert de_outro_prestador.get(f"{abrir}/prestador/demonstrativos/")["Location"] == "/prestador/demonstrativos/"
    assert f"Agora você atua por {mundo.prestador}" in aviso(de_outro_prestador.get(MEUS))
    for fora in ("https://exemplo.org/", "/operadora/", "//exemplo.org"):
        assert de_outro_prestador.get(f"{abrir}{fora}")["Location"] == "/prestador/"
    assert helena.get(abrir).status_code == 404
    with escopo(mundo.operadora):
        Vinculo.objects.filter(pk=assinatura.vinculo_id).update(situacao="suspenso")
    assert de_outro_prestador.get(abrir)["Location"] == MEUS


@pytest.mark.requisito("U-11")
def test_as_consultas_nao_crescem_com_os_assinantes_nem_com_os_acessos(mundo: Mundo, faturista: Client) -> None:
    ligar(renata(mundo), da_clinica(mundo).pk, DEMONSTRATIVO.codigo)

    def aviso_a_todos(chave: str) -> tuple[int, int]:
        with escopo(mundo.operadora), CaptureQueriesContext(connection) as sql:
            feitas = avisar_assinantes(
                DEMONSTRATIVO, Q(prestador_id=mundo.prestador.pk), dito="Pronto.", url="/prestador/", chave=chave
            )
        return feitas, sum("SAVEPOINT" not in consulta["sql"] for consulta in sql)

    um, poucas = aviso_a_todos("a")
    quantas_consultas(faturista, MEUS)
    da_pagina = quantas_consultas(faturista, MEUS)
    with escopo(mundo.operadora):
        perfis = list(da_clinica(mundo).perfis.all())
        for n in range(3):
            usuario = Usuario.objects.create_user(f"colega{n}", "x", nome=f"Colega {n}")
            EmailAddress.objects.create(user=usuario, email=f"colega{n}@exemplo.org", verified=True, primary=True)
            do_colega, outro_meu = (
                Vinculo.objects.create(usuario=quem, portal="prestador", prestador=onde, vigencia_inicio=mundo.hoje)
                for quem, onde in ((usuario, mundo.prestador), (mundo.faturista, mundo.hospital))
            )
            dar_perfis(do_colega, perfis)
            dar_perfis(outro_meu, perfis)
            ligar(Pessoa(usuario), do_colega.pk, DEMONSTRATIVO.codigo)
    tres, muitas = aviso_a_todos("b")
    assert (um, tres, muitas) == (1, 4, poucas)
    assert aviso_a_todos("b")[0] == 0
    assert quantas_consultas(faturista, MEUS) == da_pagina


def test_relatorio_que_o_acesso_nao_ve_nao_se_liga(mundo: Mundo, sem_direitos: Client) -> None:
    assert "Nenhum dos seus acessos" in sem_direitos.get(MEUS).content.decode()
    with escopo(mundo.operadora):
        visita = Vinculo.objects.get(usuario__login="visita")
    assert sem_direitos.post(MEUS, escolha(visita)).status_code == 303
    with pytest.raises(Recusa):
        ligar(Pessoa(visita.usuario), visita.pk, DEMONSTRATIVO.codigo)
    assert ativas(mundo) == []


def test_catalogo_diz_o_que_cada_portal_tem() -> None:
    assert [um.codigo for um in do_portal("prestador")] == [ANALISE.codigo, DEMONSTRATIVO.codigo]
    assert [um.codigo for um in do_portal("beneficiario")] == [EXTRATO.codigo]
    assert do_portal("operadora") == do_portal("contratante") == ()
    with pytest.raises(ValueError, match="repetido"):
        declarar(
            DEMONSTRATIVO.codigo,
            rotulo="x",
            quando="x",
            portal=DEMONSTRATIVO.portal,  # type: ignore[arg-type]
            permissao=DEMONSTRATIVO.permissao,
        )
