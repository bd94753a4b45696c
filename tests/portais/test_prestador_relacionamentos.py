"""Relationships in the prestador's portal: who may open, invite, change and end, and what the screens show."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guiche.acesso.models import Convite, Usuario, Vinculo
from guiche.acesso.services.procura import POR_HORA
from guiche.cadastro.models import ContratoDoPrestador, Prestador
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import catalogo
from tests.acesso.relacionamentos import acesso, ator, dias, perfil, pessoa, secretaria, titular
from tests.cenario import Mundo
from tests.portais.prestador import da_outra_operadora, entrar, sem_direitos

__all__ = ["da_outra_operadora", "sem_direitos"]
pytestmark = pytest.mark.django_db
LISTA = "/prestador/relacionamentos/"
NOVO = f"{LISTA}novo/"


@pytest.fixture
def dona(mundo: Mundo) -> Ator:
    """Alba, who answers for the clinic."""
    return titular(mundo)


@pytest.fixture
def navegador(dona: Ator) -> Client:
    """Alba's browser."""
    return entrar(dona.usuario, dona.vinculo)


def secretaria_ativa(mundo: Mundo, login: str = "nara", *papeis: str) -> Vinculo:
    return acesso(mundo.operadora, pessoa(login), papeis or ("Faturamento",), mundo.prestador)


def convidar(client: Client, mundo: Mundo, email: str = "nara@exemplo.org", *papeis: str) -> Convite:
    """Invite through the screens: search, roles, send."""
    achou = client.post(NOVO, {"email": email})
    with escopo(mundo.operadora):
        ids = [perfil(nome).pk for nome in papeis or ("Faturamento",)]
    chave = achou.context["convite"]["chave"].value()
    dados = {"chave": chave, "perfis": ids, "limite": "", "mensagem": "Bem-vinda."}
    resposta = client.post(f"{NOVO}enviar/", dados)
    assert resposta.status_code == 303, resposta.content.decode()
    with escopo(mundo.operadora):
        convite: Convite = Convite.objects.get(email=email.lower())
    assert resposta["Location"] == f"{LISTA}convites/{convite.pk}/"
    return convite


def linhas(client: Client, consulta: str = "") -> list[str]:
    """First column of the list, as shown."""
    return [linha.objeto.nome for linha in client.get(f"{LISTA}{consulta}").context["tabela"].linhas]


# The list


@pytest.mark.requisito("B-03", "B-18")
def test_o_titular_abre_tudo_e_a_secretaria_so_o_que_recebeu(mundo: Mundo, dona: Ator, navegador: Client) -> None:
    todas = {permissao.codigo for permissao in catalogo() if "prestador" in permissao.portais}
    assert todas <= dona.permissoes
    abertas = {item["url"] for grupo in navegador.get(LISTA).context["menu"] for item in grupo["itens"]}
    assert {"/prestador/lotes/", "/prestador/demonstrativos/", "/prestador/valores/", LISTA} <= abertas
    assert {navegador.get(url).status_code for url in abertas} == {200}
    nara = secretaria_ativa(mundo, "nara", "Gerenciar Relacionamentos")
    dela = entrar(nara.usuario, nara)
    vistas = {item["url"] for grupo in dela.get(LISTA).context["menu"] for item in grupo["itens"]}
    assert LISTA in vistas
    assert "/prestador/lotes/" not in vistas
    pagina = navegador.get(LISTA).content.decode()
    assert "Titular do acesso" in pagina
    assert "Secretariado" in pagina


@pytest.mark.requisito("C-13")
def test_o_chat_e_um_papel_a_parte(mundo: Mundo, navegador: Client) -> None:
    convite = convidar(navegador, mundo, "leo@exemplo.org", "Acesso ao chat")
    assert "Acesso ao chat" in navegador.get(f"{LISTA}convites/{convite.pk}/").content.decode()


@pytest.mark.requisito("B-29", "B-30")
def test_lista_mostra_pessoas_e_convites_com_as_colunas_do_manual(mundo: Mundo, navegador: Client) -> None:
    nara = secretaria_ativa(mundo)
    Usuario.objects.filter(pk=nara.usuario_id).update(documento="52998224725")
    convidar(navegador, mundo, "leo@exemplo.org")
    pagina = navegador.get(LISTA).content.decode()
    assert "4 pessoas atuam por" in pagina
    assert "1 convite espera resposta" in pagina
    for cabeca in ("Nome", "Tipo", "Papéis", "Situação", "Início", "Fim"):
        assert f">{cabeca}" in pagina
    assert "nara@exemplo.org · ***.982.247-**" in pagina
    assert "529.982.247-25" not in pagina
    assert linhas(navegador)[0] == "leo@exemplo.org"
    for situacao in ("Convite pendente", "Ativo"):
        assert situacao in pagina


@pytest.mark.requisito("B-29")
def test_filtro_apenas_pendentes_e_por_situacao(mundo: Mundo, navegador: Client) -> None:
    nara = secretaria_ativa(mundo)
    convidar(navegador, mundo, "leo@exemplo.org")
    assert linhas(navegador, "?pendentes=sim") == ["leo@exemplo.org"]
    assert linhas(navegador, "?situacao=suspenso") == []
    assert linhas(navegador, "?q=NARA@exemplo") == [nara.usuario.nome]
    with escopo(mundo.operadora):
        Vinculo.objects.filter(pk=nara.pk).update(situacao="suspenso")
    assert linhas(navegador, "?situacao=suspenso") == [nara.usuario.nome]


@pytest.mark.requisito("B-29")
def test_corpo_clinico_tem_profissionais_com_datas(mundo: Mundo, dona: Ator, navegador: Client) -> None:
    tabela = navegador.get(f"{LISTA}corpo-clinico/").context["tabela"]
    with escopo(mundo.operadora):
        esperados = set(mundo.prestador.corpo_clinico.values_list("profissional__nome_fantasia", "inicio"))
    assert esperados
    assert {(linha.objeto.profissional.nome_fantasia, linha.objeto.inicio) for linha in tabela.linhas} == esperados


@pytest.mark.requisito("B-24")
def test_o_credenciamento_vem_em_palavras_com_o_que_falta(mundo: Mundo, navegador: Client) -> None:
    desde = f"{mundo.prestador.credenciado_em:%d/%m/%Y}"
    pagina = navegador.get(LISTA).content.decode()
    assert f"Vocês estão credenciados na {mundo.operadora.nome_fantasia} desde {desde}" in pagina
    assert "O que falta" not in pagina
    with escopo(mundo.operadora):
        Prestador.objects.filter(pk=mundo.prestador.pk).update(email="")
    pagina = navegador.get(LISTA).content.decode()
    assert "O que falta no cadastro" in pagina
    assert "<b>E-mail" in pagina
    assert 'href="/prestador/cadastro/"' in pagina
    with escopo(mundo.operadora):
        ContratoDoPrestador.objects.filter(prestador=mundo.prestador).update(vigencia_fim=date(2020, 1, 1))
    pagina = navegador.get(LISTA).content.decode()
    assert "mas sem contrato em vigor" in pagina
    assert f"Fale com a {mundo.operadora.nome_fantasia}" in pagina
    with escopo(mundo.operadora):
        Prestador.objects.filter(pk=mundo.prestador.pk).update(descredenciado_em=dias(-1, mundo.hoje))
    ontem = f"{dias(-1, mundo.hoje):%d/%m/%Y}"
    assert f"terminou em {ontem}" in navegador.get(LISTA).content.decode()


def test_exporta_exatamente_o_filtrado(mundo: Mundo, navegador: Client) -> None:
    secretaria_ativa(mundo)
    convidar(navegador, mundo, "leo@exemplo.org")
    csv = b"".join(navegador.get(f"{LISTA}?pendentes=sim&formato=csv").streaming_content).decode("utf-8-sig")
    assert "leo@exemplo.org" in csv
    assert "nara@exemplo.org" not in csv


# Search


@pytest.mark.requisito("B-31")
def test_busca_exata_mostra_so_o_que_identifica(mundo: Mundo, navegador: Client) -> None:
    pessoa("nara", documento="52998224725")
    for dados in ({"documento": "529.982.247-25"}, {"email": "Nara@Exemplo.org"}):
        pagina = navegador.post(NOVO, dados).content.decode()
        assert "N. P. S." in pagina
        assert "***.982.247-**" in pagina
        assert "Nara Pimentel" not in pagina
        assert "52998224725" not in pagina


@pytest.mark.requisito("B-31")
def test_busca_pelo_conselho(mundo: Mundo, navegador: Client) -> None:
    medico = mundo.medico
    dados = {"uf": medico.uf_conselho, "numero": medico.numero_conselho, "conselho": "06"}
    pagina = navegador.post(NOVO, dados).content.decode()
    assert "L. P. N." in pagina
    assert "Ninguém com estes dados" in navegador.post(NOVO, {**dados, "conselho": "08"}).content.decode()


@pytest.mark.requisito("B-31")
@pytest.mark.parametrize(
    "dados",
    [
        {},
        {"q": "Nara"},
        {"email": "nara"},
        {"email": "nara@exemplo.org", "documento": "52998224725"},
        {"numero": "1234"},
        {"documento": "52998224724"},
    ],
)
def test_nao_ha_busca_por_nome_nem_por_pedaco(mundo: Mundo, navegador: Client, dados: dict[str, str]) -> None:
    pessoa("nara", documento="52998224725")
    resposta = navegador.post(NOVO, dados)
    assert resposta.status_code == 422
    assert "N. P. S." not in resposta.content.decode()


@pytest.mark.requisito("B-31")
def test_buscas_sao_eventos_sem_o_que_se_digitou_e_tem_limite(mundo: Mundo, navegador: Client) -> None:
    for _ in range(POR_HORA):
        assert navegador.post(NOVO, {"documento": "52998224725"}).status_code == 200
    resposta = navegador.post(NOVO, {"documento": "52998224725"})
    assert resposta.status_code == 422
    assert "Você já fez muitas buscas nesta hora" in resposta.content.decode()
    with escopo(mundo.operadora):
        fatos = [e.fato for e in Evento.objects.filter(tipo="acesso.pessoa.procurada")]
    assert fatos == [{"por": "documento", "achou": False}] * POR_HORA


# Invitation


@pytest.mark.requisito("B-20", "B-32")
def test_convida_quem_ainda_nao_tem_conta(mundo: Mundo, navegador: Client) -> None:
    convite = convidar(navegador, mundo, "Leo@exemplo.org", "Faturamento", "Autorização")
    with escopo(mundo.operadora):
        assert sorted(p.nome for p in convite.perfis.all()) == ["Autorização", "Faturamento"]
    assert (convite.usuario_id, convite.limite) == (None, dias(365, mundo.hoje))
    pagina = navegador.get(f"{LISTA}convites/{convite.pk}/").content.decode()
    assert "leo@exemplo.org tem até" in pagina
    assert "Bem-vinda." in pagina


@pytest.mark.requisito("B-31", "B-32")
def test_quem_foi_achado_pelo_documento_so_mostra_iniciais_ate_aceitar(mundo: Mundo, navegador: Client) -> None:
    nara = pessoa("nara", documento="52998224725")
    achou = navegador.post(NOVO, {"documento": "52998224725"})
    with escopo(mundo.operadora):
        dados = {"chave": achou.context["convite"]["chave"].value(), "perfis": [perfil("Faturamento").pk]}
    assert navegador.post(f"{NOVO}enviar/", dados).status_code == 303
    pagina = navegador.get(LISTA).content.decode()
    assert "N. P. S." in pagina
    assert "nara@exemplo.org" not in pagina
    with escopo(mundo.operadora):
        convite = Convite.objects.get()
    assert convite.usuario_id == nara.pk
    assert "nara@exemplo.org" not in navegador.get(f"{LISTA}convites/{convite.pk}/").content.decode()


@pytest.mark.requisito("B-20")
def test_sem_papel_o_convite_volta_com_o_erro_e_o_que_foi_digitado(mundo: Mundo, navegador: Client) -> None:
    achou = navegador.post(NOVO, {"email": "leo@exemplo.org"})
    dados = {"chave": achou.context["convite"]["chave"].value(), "mensagem": "Olá, Léo."}
    resposta = navegador.post(f"{NOVO}enviar/", dados)
    assert resposta.status_code == 422
    assert "Escolha pelo menos um papel." in resposta.content.decode()
    assert "Olá, Léo." in resposta.content.decode()
    with escopo(mundo.operadora):
        assert not Convite.objects.exists()


@pytest.mark.requisito("B-19")
def test_secretaria_so_ve_e_so_da_os_papeis_que_tem(mundo: Mundo) -> None:
    gil = secretaria(mundo, "Gerenciar Relacionamentos", "Faturamento")
    client = entrar(gil.usuario, gil.vinculo)
    achou = client.post(NOVO, {"email": "leo@exemplo.org"})
    oferecidos = {rotulo.partition(":")[0] for _, rotulo in achou.context["convite"].fields["perfis"].choices}
    assert {"Faturamento", "Gerenciar Relacionamentos"} <= oferecidos
    assert not {"Autorização", "Recepção", "Credenciado"} & oferecidos
    with escopo(mundo.operadora):
        dados = {"chave": achou.context["convite"]["chave"].value(), "perfis": [perfil("Autorização").pk]}
    assert client.post(f"{NOVO}enviar/", dados).status_code == 422
    with escopo(mundo.operadora):
        assert not Convite.objects.exists()


@pytest.mark.parametrize("chave", ["", "forjada", "eyJwZXNzb2EiOjF9:1aaaaa:bbbbbbbbbb"])
def test_chave_da_busca_forjada_nao_serve(mundo: Mundo, navegador: Client, chave: str) -> None:
    with escopo(mundo.operadora):
        dados = {"chave": chave, "perfis": [perfil("Faturamento").pk]}
    navegador.post(f"{NOVO}enviar/", dados)
    with escopo(mundo.operadora):
        assert not Convite.objects.exists()


def test_chave_da_busca_de_outra_pessoa_nao_serve(mundo: Mundo, navegador: Client) -> None:
    gil = secretaria(mundo, "Gerenciar Relacionamentos", "Faturamento")
    achou = navegador.post(NOVO, {"email": "leo@exemplo.org"})
    with escopo(mundo.operadora):
        dados = {"chave": achou.context["convite"]["chave"].value(), "perfis": [perfil("Faturamento").pk]}
    entrar(gil.usuario, gil.vinculo).post(f"{NOVO}enviar/", dados)
    with escopo(mundo.operadora):
        assert not Convite.objects.exists()


def test_reenviar_e_cancelar(mundo: Mundo, navegador: Client) -> None:
    convite = convidar(navegador, mundo)
    url = f"{LISTA}convites/{convite.pk}/"
    assert navegador.post(f"{url}reenviar/", {"email": "nara.sa@exemplo.org"}).status_code == 303
    with escopo(mundo.operadora):
        assert Convite.objects.get(pk=convite.pk).email == "nara.sa@exemplo.org"
    assert navegador.post(f"{url}cancelar/").status_code == 303
    pagina = navegador.get(url).content.decode()
    assert "foi cancelado" in pagina
    assert "Reenviar" not in pagina


# One person


def test_muda_papeis_prazo_e_situacao(mundo: Mundo, navegador: Client) -> None:
    nara = secretaria_ativa(mundo)
    url = f"{LISTA}{nara.pk}/"
    with escopo(mundo.operadora):
        ids = [perfil("Autorização").pk]
    for acao, dados in (
        ("papeis", {"perfis": ids}),
        ("prazo", {"limite": dias(60, mundo.hoje).isoformat()}),
        ("suspender", {"motivo": "Férias"}),
        ("reativar", {}),
    ):
        resposta = navegador.post(f"{url}{acao}/", dados)
        assert (resposta.status_code, resposta["Location"]) == (303, url), acao
    with escopo(mundo.operadora):
        lido = Vinculo.objects.get(pk=nara.pk)
        assert (lido.papeis, lido.vigencia_fim, lido.situacao) == ("Autorização", dias(60, mundo.hoje), "ativo")
    pagina = navegador.get(url).content.decode()
    for passo in ("Papéis mudados", "Prazo mudado", "Acesso suspenso", "Acesso reativado", "Por Alba Reis Couto,"):
        assert passo in pagina


def test_encerrado_com_um_clique_vale_no_pedido_seguinte(mundo: Mundo, navegador: Client) -> None:
    nara = secretaria_ativa(mundo)
    dela = entrar(nara.usuario, nara)
    assert dela.get("/prestador/lotes/").status_code == 200
    assert navegador.post(f"{LISTA}{nara.pk}/encerrar/", {"motivo": "Saiu da clínica."}).status_code == 303
    depois = dela.get("/prestador/lotes/")
    assert (depois.status_code, depois["Location"].partition("?")[0]) == (302, "/entrar/")
    assert "já não atua por vocês" in navegador.get(f"{LISTA}{nara.pk}/").content.decode()


@pytest.mark.parametrize("acao", ["suspender", "encerrar"])
def test_motivo_em_branco_volta_com_o_erro(mundo: Mundo, navegador: Client, acao: str) -> None:
    nara = secretaria_ativa(mundo)
    resposta = navegador.post(f"{LISTA}{nara.pk}/{acao}/", {"motivo": " "})
    assert resposta.status_code == 422
    with escopo(mundo.operadora):
        assert Vinculo.objects.get(pk=nara.pk).situacao == "ativo"


@pytest.mark.requisito("B-36")
def test_historico_de_periodos_da_mesma_pessoa(mundo: Mundo, navegador: Client) -> None:
    nara = secretaria_ativa(mundo)
    with escopo(mundo.operadora):
        Vinculo.objects.create(
            usuario=nara.usuario,
            tipo=nara.tipo,
            portal="prestador",
            prestador=mundo.prestador,
            situacao="encerrado",
            vigencia_inicio=date(2024, 2, 1),
            vigencia_fim=date(2024, 8, 31),
        )
    pagina = navegador.get(f"{LISTA}{nara.pk}/").content.decode()
    assert '<time datetime="2024-02-01">01/02/2024</time> a <time datetime="2024-08-31">31/08/2024</time>' in pagina
    assert linhas(navegador).count(nara.usuario.nome) == 2


def test_o_proprio_acesso_e_o_do_titular_nao_tem_botoes(mundo: Mundo, dona: Ator) -> None:
    gil = secretaria(mundo, "Gerenciar Relacionamentos")
    client = entrar(gil.usuario, gil.vinculo)
    for vinculo in (gil.vinculo, dona.vinculo):
        pagina = client.get(f"{LISTA}{vinculo.pk}/").content.decode()
        assert "Encerrar o acesso" not in pagina
        client.post(f"{LISTA}{vinculo.pk}/encerrar/", {"motivo": "x"})
        with escopo(mundo.operadora):
            assert Vinculo.objects.get(pk=vinculo.pk).situacao == "ativo"


# Review


def test_revisao_mostra_quem_confirmar_e_esvazia(mundo: Mundo, navegador: Client) -> None:
    nara = secretaria_ativa(mundo)
    assert "1 acesso espera a sua confirmação" in navegador.get(LISTA).content.decode()
    pagina = navegador.get(f"{LISTA}revisao/").content.decode()
    assert "1 pessoa ainda precisa de acesso?" in pagina
    assert nara.usuario.nome in pagina
    assert navegador.post(f"{LISTA}{nara.pk}/confirmar/")["Location"] == f"{LISTA}revisao/"
    assert "Todos os acessos estão confirmados" in navegador.get(f"{LISTA}revisao/").content.decode()


# Refused, other tenant, queries

LEITURAS = [LISTA, f"{LISTA}corpo-clinico/"]
GESTAO = [NOVO, f"{LISTA}revisao/"]


@pytest.mark.parametrize("url", [*LEITURAS, *GESTAO])
def test_sem_direito_e_403(sem_direitos: Client, url: str) -> None:
    assert sem_direitos.get(url).status_code == 403


@pytest.mark.requisito("C-13")
@pytest.mark.parametrize("acao", ["papeis", "prazo", "suspender", "reativar", "encerrar", "confirmar"])
def test_sem_direito_nenhum_ato_muda_nada(mundo: Mundo, sem_direitos: Client, acao: str) -> None:
    nara = secretaria_ativa(mundo)
    with escopo(mundo.operadora):
        dados = {"perfis": [perfil("Recepção").pk], "motivo": "x", "limite": ""}
    assert sem_direitos.post(f"{LISTA}{nara.pk}/{acao}/", dados).status_code == 403
    with escopo(mundo.operadora):
        lido = Vinculo.objects.get(pk=nara.pk)
        assert (lido.situacao, lido.papeis, lido.revisado_em) == ("ativo", "Faturamento", None)


def test_so_quem_ve_nao_gere(mundo: Mundo) -> None:
    """The right to see opens the pages without buttons; every act answers 403."""
    nara = secretaria_ativa(mundo)
    with escopo(mundo.operadora):
        leitor = perfil("Recepção")
        leitor.permissoes = ["acesso.relacionamento.ver"]
        leitor.save()
    gil = secretaria(mundo, "Recepção")
    client = entrar(gil.usuario, gil.vinculo)
    assert "Novo relacionamento" not in client.get(LISTA).content.decode()
    assert "Encerrar o acesso" not in client.get(f"{LISTA}{nara.pk}/").content.decode()
    assert client.get(NOVO).status_code == 403
    assert client.post(f"{LISTA}{nara.pk}/encerrar/", {"motivo": "x"}).status_code == 403


@pytest.mark.parametrize("de_onde", ["outro prestador", "outra operadora"])
def test_de_fora_nao_existe(mundo: Mundo, navegador: Client, de_onde: str) -> None:
    nara, convite = secretaria_ativa(mundo), convidar(navegador, mundo, "leo@exemplo.org")
    if de_onde == "outro prestador":
        alheia = titular(mundo, mundo.outro_prestador)
    else:
        usuario = pessoa("iara", "Iara Nunes")
        alheia = ator(acesso(mundo.outra, usuario, ["Credenciado"], mundo.clinica_odontologica, tipo="proprio"))
    client = entrar(alheia.usuario, alheia.vinculo)
    assert nara.usuario.nome not in client.get(LISTA).content.decode()
    for url in (f"{LISTA}{nara.pk}/", f"{LISTA}convites/{convite.pk}/"):
        assert client.get(url).status_code == 404
    for url in (f"{LISTA}{nara.pk}/encerrar/", f"{LISTA}convites/{convite.pk}/cancelar/"):
        assert client.post(url, {"motivo": "x"}).status_code == 404
    with escopo(mundo.operadora):
        assert Vinculo.objects.get(pk=nara.pk).situacao == "ativo"
        assert Convite.objects.get(pk=convite.pk).situacao == "pendente"


def consultas(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as feitas:
        assert client.get(url).status_code == 200
    return len(feitas)


@pytest.mark.parametrize("url", [LISTA, f"{LISTA}revisao/"])
def test_consultas_nao_crescem_com_as_pessoas(mundo: Mundo, navegador: Client, url: str) -> None:
    secretaria_ativa(mundo)
    convidar(navegador, mundo, "a@exemplo.org")
    com_uma = consultas(navegador, url)
    for login in ("bia", "cris"):
        secretaria_ativa(mundo, login, "Faturamento", "Autorização")
        convidar(navegador, mundo, f"{login}.nova@exemplo.org")
    assert consultas(navegador, url) == com_uma


def test_lista_sem_ninguem_diz_o_que_fazer(mundo: Mundo, navegador: Client) -> None:
    pagina = navegador.get(f"{LISTA}?situacao=suspenso").content.decode()
    assert "Nada com esses filtros" in pagina


@pytest.mark.requisito("B-35")
def test_papel_novo_abre_a_tela_sem_sair(mundo: Mundo, navegador: Client, dona: Ator) -> None:
    nara = secretaria_ativa(mundo, "nara", "Gerenciar Relacionamentos")
    dela = entrar(nara.usuario, nara)
    assert dela.get("/prestador/lotes/").status_code == 403
    with escopo(mundo.operadora):
        ids = [perfil("Faturamento").pk]
    navegador.post(f"{LISTA}{nara.pk}/papeis/", {"perfis": ids})
    assert dela.get("/prestador/lotes/").status_code == 200
