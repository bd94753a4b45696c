"""The operadora's team, perfis, changes waiting for a second person, and who has access, through the screens."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from guiche.acesso.models import Convite, MudancaDeAcesso, Perfil, Portal, Usuario, Vinculo
from guiche.acesso.selectors.contexto import vinculos_vigentes
from guiche.acesso.services.vinculos import dar_perfis, dar_unidades
from guiche.cadastro.models import Unidade
from guiche.nucleo.escopo import escopo
from guiche.nucleo.tarefas import drenar
from tests.acesso.relacionamentos import perfil, pessoa
from tests.cenario import Mundo
from tests.correio import ultima_carta
from tests.portais.operadora import aviso, folha, gestor_da_outra
from tests.portais.prestador import entrar, quantas_consultas

pytestmark = pytest.mark.django_db

EQUIPE, PERFIS = "/operadora/acessos/equipe/", "/operadora/acessos/perfis/"
QUEM, MUDANCAS = "/operadora/acessos/quem-tem-acesso/", "/operadora/acessos/equipe/mudancas/"
SENHA = "tijolo-nuvem-42!"


@pytest.fixture
def odete(mundo: Mundo) -> Client:
    """A second person with every right of the portal."""
    with escopo(mundo.operadora):
        vinculo = Vinculo.objects.create(
            usuario=pessoa("odete", "Odete Campos"),
            tipo=Vinculo.Tipo.EQUIPE,
            portal=Portal.OPERADORA,
            vigencia_inicio=mundo.hoje,
        )
        dar_perfis(vinculo, [perfil("Gestor", Portal.OPERADORA)])
    return entrar(vinculo.usuario, vinculo)


def id_do_perfil(mundo: Mundo, nome: str) -> str:
    with escopo(mundo.operadora):
        return str(perfil(nome, Portal.OPERADORA).pk)


def unidade(mundo: Mundo, codigo: str) -> Unidade:
    with escopo(mundo.operadora):
        uma: Unidade = Unidade.objects.get(codigo=codigo)
    return uma


def a_mudanca(mundo: Mundo) -> MudancaDeAcesso:
    """The newest change."""
    with escopo(mundo.operadora):
        mudanca: MudancaDeAcesso = MudancaDeAcesso.objects.order_by("-pk")[0]
    return mudanca


def convidar(mundo: Mundo, client: Client, **trocas: Any) -> Any:
    dados = {
        "nome": "Nara Pimentel",
        "email": "nara@exemplo.org",
        "perfis": [id_do_perfil(mundo, "Financeiro")],
        "unidades": [unidade(mundo, "NOR").pk],
        **trocas,
    }
    return client.post(f"{EQUIPE}convidar/", dados)


def test_da_proposta_ao_primeiro_acesso(mundo: Mundo, gestor: Client, odete: Client) -> None:
    assert convidar(mundo, gestor).status_code == 303
    mudanca = a_mudanca(mundo)
    um = f"{MUDANCAS}{mudanca.pk}/"
    minha = gestor.get(um).content.decode()
    assert "espera outra pessoa" in minha and "Aprovar" not in minha
    dela = odete.get(um)
    texto = dela.content.decode()
    assert "você decide" in texto and "nara@exemplo.org" in texto
    assert "pagamento.competencia.fechar" in dela.context["descrita"].diferenca.ganha
    assert "1 mudança espera você" in odete.get(EQUIPE).content.decode()
    assert gestor.post(f"{um}aprovar/").status_code == 303
    assert a_mudanca(mundo).situacao == "pendente"
    assert odete.post(f"{um}aprovar/").status_code == 303
    drenar()
    visitante = Client()
    endereco = "/" + ultima_carta(para="nara@exemplo.org").links[0].split("/", 3)[3]
    assert visitante.get(endereco, follow=True).status_code == 200
    visitante.post("/complete-seu-registro/", {"cpf": "52998224725", "email_secundario": ""})
    visitante.post("/complete-seu-registro/conferir/", {"nova": SENHA, "repetida": SENHA})
    (vinculo,) = vinculos_vigentes(Usuario.objects.get(email="nara@exemplo.org"))
    assert (vinculo.portal, vinculo.papeis, vinculo.nomes_das_unidades) == ("operadora", "Financeiro", "Unidade Norte")


def test_perfis_de_uma_pessoa_mudam_com_duas(mundo: Mundo, gestor: Client, odete: Client) -> None:
    paulo = mundo.vinculo("analista")
    um = f"{EQUIPE}{paulo.pk}/"
    dados = {"perfis": [id_do_perfil(mundo, "Financeiro")]}
    assert gestor.post(um, dados).status_code == 303
    assert "Há um pedido esperando decisão" in gestor.get(um).content.decode()
    repetido = gestor.post(um, {**dados, "unidades": [unidade(mundo, "SUL").pk]})
    assert (repetido.status_code, "Já há um pedido" in repetido.content.decode()) == (422, True)
    mudanca = a_mudanca(mundo)
    sem_motivo = odete.post(f"{MUDANCAS}{mudanca.pk}/recusar/", {"motivo": ""})
    assert (sem_motivo.status_code, a_mudanca(mundo).situacao) == (422, "pendente")
    assert odete.post(f"{MUDANCAS}{mudanca.pk}/aprovar/").status_code == 303
    with escopo(mundo.operadora):
        assert Vinculo.objects.get(pk=paulo.pk).papeis == "Financeiro"
    sem_mudar = gestor.post(um, dados)
    assert "Nada mudou" in aviso(sem_mudar)


def test_o_proprio_acesso_so_se_ve(mundo: Mundo, gestor: Client) -> None:
    um = f"{EQUIPE}{mundo.vinculo('gestor').pk}/"
    assert "Este acesso é seu" in gestor.get(um).content.decode()
    recusada = gestor.post(um, {"perfis": [id_do_perfil(mundo, "Financeiro")]})
    assert recusada.status_code == 422
    assert gestor.post(f"{um}suspender/", {"motivo": "x"}).status_code == 422
    with escopo(mundo.operadora):
        assert Vinculo.objects.get(pk=mundo.vinculo("gestor").pk).situacao == "ativo"
        assert MudancaDeAcesso.objects.count() == 0


def test_suspender_vale_na_hora_e_reativar_espera(mundo: Mundo, gestor: Client, odete: Client) -> None:
    paulo = mundo.vinculo("analista")
    um, aberto = f"{EQUIPE}{paulo.pk}/", entrar(mundo.analista, paulo)
    assert aberto.get("/operadora/").status_code == 200
    assert gestor.post(f"{um}suspender/", {"motivo": ""}).status_code == 422
    assert gestor.post(f"{um}suspender/", {"motivo": "Notebook perdido"}).status_code == 303
    assert aberto.get("/operadora/").status_code == 302
    assert gestor.post(f"{um}reativar/").status_code == 303
    assert aberto.get("/operadora/").status_code == 302
    assert odete.post(f"{MUDANCAS}{a_mudanca(mundo).pk}/aprovar/").status_code == 303
    assert aberto.get("/operadora/").status_code == 200
    assert gestor.post(f"{um}encerrar/", {"motivo": "Saiu"}).status_code == 303
    assert aberto.get("/operadora/").status_code == 302


def test_desligar_as_duas_pessoas_espera_a_segunda(mundo: Mundo, gestor: Client, odete: Client) -> None:
    assert "Pedir para desligar" in gestor.get(MUDANCAS).content.decode()
    assert gestor.post(f"{MUDANCAS}sem-segunda-pessoa/").status_code == 303
    um = f"{MUDANCAS}{a_mudanca(mundo).pk}/"
    assert "Duas pessoas em cada mudança" in odete.get(um).content.decode()
    assert "Toda mudança espera" in gestor.get(MUDANCAS).content.decode()
    assert odete.post(f"{um}aprovar/").status_code == 303
    assert "As mudanças valem na hora" in gestor.get(MUDANCAS).content.decode()
    assert convidar(mundo, gestor).status_code == 303
    with escopo(mundo.operadora):
        assert Convite.objects.get().email == "nara@exemplo.org"


def test_desistir_e_recusar(mundo: Mundo, gestor: Client, odete: Client) -> None:
    convidar(mundo, gestor)
    um = f"{MUDANCAS}{a_mudanca(mundo).pk}/"
    assert odete.post(f"{um}desistir/").status_code == 303
    assert a_mudanca(mundo).situacao == "pendente"
    assert gestor.post(f"{um}desistir/").status_code == 303
    assert a_mudanca(mundo).situacao == "cancelada"
    convidar(mundo, gestor)
    um = f"{MUDANCAS}{a_mudanca(mundo).pk}/"
    assert odete.post(f"{um}recusar/", {"motivo": "Vaga fechada"}).status_code == 303
    assert "Vaga fechada" in gestor.get(um).content.decode()
    with escopo(mundo.operadora):
        assert Convite.objects.count() == 0


def test_perfil_se_cria_copia_muda_e_exclui_com_duas_pessoas(mundo: Mundo, gestor: Client, odete: Client) -> None:
    def aprovar() -> None:
        assert odete.post(f"{MUDANCAS}{a_mudanca(mundo).pk}/aprovar/").status_code == 303

    financeiro = id_do_perfil(mundo, "Financeiro")
    copia = gestor.get(f"{PERFIS}novo/operadora/?copiar={financeiro}").context["form"]
    assert "pagamento.competencia.fechar" in copia["direitos_pagamento"].value()
    novo = {"nome": "Tesouraria", "descricao": "Só pagar.", "direitos_pagamento": ["pagamento.pagamento.ver"]}
    assert gestor.post(f"{PERFIS}novo/operadora/", novo).status_code == 303
    with escopo(mundo.operadora):
        assert not Perfil.objects.filter(nome="Tesouraria").exists()
    aprovar()
    with escopo(mundo.operadora):
        tesouraria = Perfil.objects.get(nome="Tesouraria")
    assert tesouraria.permissoes == ["pagamento.pagamento.ver"]
    um = f"{PERFIS}{tesouraria.pk}/"
    mudado = {**novo, "direitos_pagamento": ["pagamento.pagamento.ver", "pagamento.competencia.fechar"]}
    assert gestor.post(um, mudado).status_code == 303
    aprovar()
    with escopo(mundo.operadora):
        assert len(Perfil.objects.get(pk=tesouraria.pk).permissoes) == 2
    assert gestor.post(f"{um}excluir/").status_code == 303
    aprovar()
    assert gestor.get(um).status_code == 404
    gestor.post(f"{PERFIS}{financeiro}/excluir/")
    with escopo(mundo.operadora):
        assert Perfil.objects.filter(pk=financeiro).exists()


def test_perfil_mostra_o_que_difere_do_padrao(mundo: Mundo, gestor: Client) -> None:
    with escopo(mundo.operadora):
        financeiro = perfil("Financeiro", Portal.OPERADORA)
        financeiro.permissoes = ["pagamento.pagamento.ver", "faturamento.conta.analisar"]
        financeiro.save()
    um = f"{PERFIS}{financeiro.pk}/"
    contexto = gestor.get(um).context
    assert len(contexto["ganhou"]) == 1
    assert len(contexto["perdeu"]) > 3
    marcado = gestor.get(f"{um}?padrao=1").context["form"]
    assert "pagamento.competencia.fechar" in marcado["direitos_pagamento"].value()
    with escopo(mundo.operadora):
        assert len(Perfil.objects.get(pk=financeiro.pk).permissoes) == 2


def test_perfil_recusa_direito_de_outro_portal_e_portal_que_nao_existe(mundo: Mundo, gestor: Client) -> None:
    ruim = {"nome": "Estranho", "descricao": "", "direitos_faturamento": ["faturamento.lote.enviar"]}
    assert gestor.post(f"{PERFIS}novo/operadora/", ruim).status_code == 422
    assert gestor.post(f"{PERFIS}novo/operadora/", {"nome": "Vazio", "descricao": ""}).status_code == 422
    assert gestor.get(f"{PERFIS}novo/lua/").status_code == 404
    assert gestor.get(f"{PERFIS}novo/prestador/?copiar={id_do_perfil(mundo, 'Financeiro')}").status_code == 404


def test_lista_da_equipe_filtra_e_exporta(mundo: Mundo, gestor: Client) -> None:
    with escopo(mundo.operadora):
        dar_unidades(mundo.vinculo("analista"), [unidade(mundo, "SUL").pk])
    linhas = folha(gestor.get(EQUIPE, {"formato": "csv", "q": mundo.analista.nome}))
    assert linhas[0] == [
        "Pessoa",
        "E-mail",
        "Perfis",
        "Unidades",
        "Último acesso",
        "Segundo fator",
        "Desde",
        "Situação",
    ]
    assert [(linha[0], linha[2], linha[3], linha[5], linha[7]) for linha in linhas[1:]] == [
        (mundo.analista.nome, "Analista de contas", "Unidade Sul", "não", "Ativo")
    ]

    def nomes(**filtro: str) -> list[str]:
        return [linha.objeto.usuario.nome for linha in gestor.get(EQUIPE, filtro).context["tabela"].linhas]

    assert nomes(unidade=str(unidade(mundo, "SUL").pk)) == [mundo.analista.nome]
    assert nomes(perfil=id_do_perfil(mundo, "Financeiro")) == [mundo.financeiro.nome]
    assert nomes(situacao="suspenso") == []


def test_quem_tem_acesso_sai_inteiro_em_planilha(mundo: Mundo, gestor: Client) -> None:
    linhas = folha(gestor.get(QUEM, {"formato": "csv"}))
    with escopo(mundo.operadora):
        assert len(linhas) - 1 == Vinculo.objects.count()
    colunas = {nome: i for i, nome in enumerate(linhas[0])}
    assert {"Pessoa", "Atua por", "Portal", "Tipo", "Perfis", "Desde", "Até", "Quem deu", "Situação"} <= set(colunas)
    do_paulo = next(linha for linha in linhas if linha[0] == mundo.analista.nome)
    assert (do_paulo[colunas["Portal"]], do_paulo[colunas["Perfis"]]) == ("Operadora", "Analista de contas")
    so_prestadores = folha(gestor.get(QUEM, {"formato": "csv", "portal": "prestador"}))
    assert {linha[colunas["Portal"]] for linha in so_prestadores[1:]} == {"Prestador"}
    assert gestor.get(QUEM, {"formato": "xlsx"})["Content-Type"].endswith("spreadsheetml.sheet")


def test_acesso_de_prestador_se_suspende_e_encerra(mundo: Mundo, gestor: Client, faturista: Client) -> None:
    vinculo = mundo.vinculo("faturista", prestador=mundo.prestador)
    um = f"{QUEM}{vinculo.pk}/"
    assert gestor.get(um).status_code == 200
    assert gestor.post(f"{um}suspender/", {"motivo": ""}).status_code == 422
    assert gestor.post(f"{um}suspender/", {"motivo": "Suspeita de uso por outra pessoa"}).status_code == 303
    assert vinculo.pk not in {v.pk for v in vinculos_vigentes(mundo.faturista)}
    assert gestor.post(f"{um}reativar/").status_code == 303
    assert vinculo.pk in {v.pk for v in vinculos_vigentes(mundo.faturista)}
    assert gestor.post(f"{um}encerrar/", {"motivo": "Fim do contrato"}).status_code == 303
    assert vinculo.pk not in {v.pk for v in vinculos_vigentes(mundo.faturista)}
    da_equipe = mundo.vinculo("analista")
    assert gestor.get(f"{QUEM}{da_equipe.pk}/")["Location"] == f"{EQUIPE}{da_equipe.pk}/"
    assert gestor.post(f"{QUEM}{da_equipe.pk}/encerrar/", {"motivo": "x"}).status_code == 422
    assert [v.pk for v in vinculos_vigentes(mundo.analista)] == [da_equipe.pk]


def test_convite_da_equipe_se_reenvia_e_cancela(mundo: Mundo, gestor: Client, odete: Client) -> None:
    convidar(mundo, gestor)
    odete.post(f"{MUDANCAS}{a_mudanca(mundo).pk}/aprovar/")
    with escopo(mundo.operadora):
        convite = Convite.objects.get()
    assert "nara@exemplo.org" in gestor.get(EQUIPE).content.decode()
    assert gestor.post(f"{EQUIPE}convites/{convite.pk}/reenviar/", {"email": "outra@exemplo.org"}).status_code == 303
    assert gestor.post(f"{EQUIPE}convites/{convite.pk}/cancelar/").status_code == 303
    with escopo(mundo.operadora):
        depois = Convite.objects.get()
    assert (depois.email, depois.situacao) == ("nara@exemplo.org", "cancelado")


def test_recusados_e_de_outra_operadora(mundo: Mundo, analista: Client, gestor: Client, faturista: Client) -> None:
    convidar(mundo, gestor)
    paulo, financeiro = mundo.vinculo("analista"), id_do_perfil(mundo, "Financeiro")
    mudanca = a_mudanca(mundo)
    linhas = [f"{EQUIPE}{paulo.pk}/", f"{PERFIS}{financeiro}/", f"{QUEM}{paulo.pk}/", f"{MUDANCAS}{mudanca.pk}/"]
    listas = [EQUIPE, PERFIS, QUEM, MUDANCAS, f"{EQUIPE}convidar/", f"{PERFIS}novo/operadora/"]
    for endereco in (*listas, *linhas):
        assert analista.get(endereco).status_code == 403
        assert faturista.get(endereco).status_code == 404
    de_fora = gestor_da_outra(mundo)
    for endereco in linhas:
        assert de_fora.get(endereco).status_code == 404
    for endereco in (
        f"{EQUIPE}{paulo.pk}/suspender/",
        f"{MUDANCAS}{mudanca.pk}/aprovar/",
        f"{PERFIS}{financeiro}/excluir/",
        f"{QUEM}{mundo.vinculo('faturista', prestador=mundo.prestador).pk}/encerrar/",
    ):
        assert analista.post(endereco, {"motivo": "x"}).status_code == 403
        assert de_fora.post(endereco, {"motivo": "x"}).status_code == 404
    assert a_mudanca(mundo).situacao == "pendente"
    assert [v.pk for v in vinculos_vigentes(mundo.analista)] == [paulo.pk]


def test_consultas_nao_crescem_com_as_linhas(mundo: Mundo, gestor: Client) -> None:
    def medir() -> list[int]:
        return [quantas_consultas(gestor, endereco) for endereco in (EQUIPE, PERFIS, QUEM, MUDANCAS)]

    convidar(mundo, gestor)
    antes = medir()
    with escopo(mundo.operadora):
        for nome in ("ana", "bia"):
            vinculo = Vinculo.objects.create(
                usuario=pessoa(nome, nome.capitalize()), portal=Portal.OPERADORA, vigencia_inicio=mundo.hoje
            )
            dar_perfis(vinculo, [perfil("Financeiro", Portal.OPERADORA)])
            Perfil.objects.create(nome=f"Perfil {nome}", portal=Portal.OPERADORA, permissoes=["faturamento.lote.ver"])
    convidar(mundo, gestor, email="outra@exemplo.org")
    assert medir() == antes
