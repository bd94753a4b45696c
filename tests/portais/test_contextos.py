"""For whom one acts: always on the page with the roles, asked once, switched in one click, remembered, never stale."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.utils.http import urlencode

from guiche.acesso.models import Perfil, Usuario, Vinculo
from guiche.acesso.services.vinculos import dar_perfis
from guiche.cadastro.config import CadastroConfig
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from tests.cenario import SENHA, Mundo
from tests.portais.prestador import entrar, quantas_consultas

pytestmark = pytest.mark.django_db

PRIMEIRA = "/contextos/?" + urlencode({"primeira": "sim", "proxima": "/"})


def pagina(client: Client, url: str = "/avisos/") -> str:
    """What the page says, entities undone."""
    return unescape(client.get(url, follow=True).content.decode())


def com_papeis(mundo: Mundo, *papeis: str) -> Client:
    """Somebody new of the clinic who holds these perfis and nothing else."""
    with escopo(mundo.operadora):
        usuario = Usuario.objects.create_user("sonia.teste", SENHA, nome="Sônia Teste")
        vinculo = Vinculo.objects.create(
            usuario=usuario, portal="prestador", prestador=mundo.prestador, vigencia_inicio=mundo.hoje
        )
        dar_perfis(vinculo, list(Perfil.objects.filter(portal="prestador", nome__in=papeis)))
    return entrar(usuario, vinculo)


def quem_tem_tres_perfis(mundo: Mundo) -> tuple[Usuario, dict[str, Vinculo]]:
    """One person who is beneficiária, works for the clinic and is in the operadora's team, and never came in."""
    with escopo(mundo.operadora):
        usuario = Usuario.objects.create_user("olga.teste", SENHA, nome="Olga Teste")
        vinculos = {
            "beneficiario": Vinculo.objects.create(
                usuario=usuario,
                portal="beneficiario",
                beneficiario=mundo.outro_titular,
                vigencia_inicio=mundo.hoje,
            ),
            "prestador": Vinculo.objects.create(
                usuario=usuario, portal="prestador", prestador=mundo.prestador, vigencia_inicio=mundo.hoje
            ),
        }
        for portal, nome in (("beneficiario", "Titular"), ("prestador", "Faturista")):
            dar_perfis(vinculos[portal], [Perfil.objects.get(portal=portal, nome=nome)])
    return usuario, vinculos


def login(usuario: Usuario, endereco: str = "/entrar/") -> tuple[Client, str]:
    """Come in by the form. Returns the browser and where it was sent."""
    client = Client()
    resposta = client.post(endereco, {"login": usuario.login, "senha": SENHA})
    assert resposta.status_code == 302
    return client, resposta["Location"]


@pytest.mark.requisito("B-37")
def test_a_faixa_diz_por_quem_com_que_papel_e_para_quem_se_troca(mundo: Mundo, faturista: Client) -> None:
    faixa = pagina(faturista).split('aria-label="Atuando por"')[1].split("</nav>")[0]
    assert f"Atuando por <b>{mundo.prestador.nome_fantasia}</b> como Faturista" in faixa
    for outro in (mundo.hospital, mundo.outro_prestador, mundo.medico):
        vinculo = mundo.vinculo("faturista", prestador=outro)
        assert f'<form method="post" action="/contexto/{vinculo.pk}/">' in faixa
        assert outro.nome_fantasia in faixa


@pytest.mark.requisito("B-37")
def test_troca_com_um_clique_e_o_proximo_login_continua_la(mundo: Mundo, faturista: Client) -> None:
    destino = mundo.vinculo("faturista", prestador=mundo.hospital)
    assert faturista.post(f"/contexto/{destino.pk}/")["Location"] == "/prestador/"
    assert f"Atuando por <b>{mundo.hospital.nome_fantasia}</b>" in pagina(faturista)
    with escopo(mundo.operadora):
        trocas = Evento.objects.filter(tipo="acesso.contexto.trocado", vinculo_id=destino.pk)
        assert trocas.values_list("por_quem", flat=True).get() == mundo.hospital.nome_fantasia
    novo, onde = login(mundo.faturista)
    assert onde == "/"
    assert f"Atuando por <b>{mundo.hospital.nome_fantasia}</b>" in pagina(novo, "/")


def test_contexto_de_outra_pessoa_nao_existe_e_nada_muda(mundo: Mundo, faturista: Client) -> None:
    de_outra = mundo.vinculo("faturista", outra=True)
    assert faturista.post(f"/contexto/{de_outra.pk}/").status_code == 404
    assert faturista.post(f"/contexto/{mundo.vinculo('analista').pk}/").status_code == 404
    assert f"Atuando por <b>{mundo.prestador.nome_fantasia}</b>" in pagina(faturista)
    assert Client().post(f"/contexto/{mundo.vinculo('faturista').pk}/").status_code == 302


@pytest.mark.requisito("B-13", "B-37")
def test_uma_pessoa_atua_em_duas_operadoras_sem_sair(mundo: Mundo, faturista: Client) -> None:
    with escopo(mundo.outra):
        la = Vinculo.objects.create(
            usuario=mundo.faturista,
            portal="prestador",
            prestador=mundo.clinica_odontologica,
            vigencia_inicio=mundo.hoje,
        )
        dar_perfis(la, [Perfil.objects.get(portal="prestador", nome="Faturista")])
    antes = pagina(faturista, "/prestador/")
    assert f"Prestador · Faturista · {mundo.outra.nome_fantasia}" in antes
    faturista.post(f"/contexto/{la.pk}/")
    depois = pagina(faturista, "/prestador/")
    assert mundo.clinica_odontologica.nome_fantasia in depois and f"/tema/{mundo.outra.registro_ans}-" in depois
    assert f"/tema/{mundo.operadora.registro_ans}-" in antes


@pytest.mark.requisito("Q-07", "U-01")
def test_com_varios_perfis_pergunta_uma_vez_e_lembra(mundo: Mundo) -> None:
    usuario, vinculos = quem_tem_tres_perfis(mundo)
    client, onde = login(usuario)
    assert onde == PRIMEIRA
    texto = pagina(client, onde)
    assert "<h1>Por quem você quer atuar agora?</h1>" in texto
    assert texto.count("Atuar por este") == 2
    resposta = client.post(f"/contexto/{vinculos['prestador'].pk}/", {"proxima": "/"})
    assert resposta["Location"] == "/prestador/"
    novo, onde = login(usuario)
    assert onde == "/" and "Atuando por <b>Clínica Vale do Cedro</b>" in pagina(novo, "/")


@pytest.mark.requisito("Q-07")
def test_quem_fecha_a_pergunta_nao_e_perguntado_de_novo(mundo: Mundo) -> None:
    usuario, _ = quem_tem_tres_perfis(mundo)
    assert login(usuario)[1] == PRIMEIRA
    assert login(usuario)[1] == "/"


def test_a_porta_de_um_publico_so_pergunta_entre_os_dele(mundo: Mundo) -> None:
    usuario, _ = quem_tem_tres_perfis(mundo)
    client, onde = login(usuario, f"/entrar/{mundo.operadora.registro_ans}/prestador/")
    assert onde == "/"
    assert "Atuando por <b>Clínica Vale do Cedro</b> como Faturista" in pagina(client, "/")


def test_depois_da_escolha_vai_aonde_ia_se_for_daquele_portal(mundo: Mundo) -> None:
    usuario, vinculos = quem_tem_tres_perfis(mundo)
    client, onde = login(usuario, "/entrar/?proxima=/prestador/lotes/")
    assert onde == "/contextos/?" + urlencode({"primeira": "sim", "proxima": "/prestador/lotes/"})
    assert 'name="proxima" value="/prestador/lotes/"' in pagina(client, onde)
    proxima = {"proxima": "/prestador/lotes/"}
    assert client.post(f"/contexto/{vinculos['prestador'].pk}/", proxima)["Location"] == "/prestador/lotes/"
    assert client.post(f"/contexto/{vinculos['beneficiario'].pk}/", proxima)["Location"] == "/beneficiario/"
    fora = {"proxima": "//mau.example/prestador/"}
    assert client.post(f"/contexto/{vinculos['prestador'].pk}/", fora)["Location"] == "/prestador/"


def test_quem_tem_um_perfil_so_nunca_e_perguntado(mundo: Mundo) -> None:
    Usuario.objects.filter(pk=mundo.beneficiaria.pk).update(ultimo_vinculo_id=None)
    client, onde = login(mundo.beneficiaria)
    assert onde == "/"
    assert "Trocar para" not in pagina(client, "/")


@pytest.mark.requisito("B-35")
def test_papel_novo_aparece_no_menu_no_proximo_clique(mundo: Mundo) -> None:
    client = com_papeis(mundo, "Recepção")
    assert client.get("/prestador/demonstrativos/").status_code == 403
    assert 'href="/prestador/demonstrativos/"' not in pagina(client)
    with escopo(mundo.operadora):
        vinculo = Vinculo.objects.get(usuario__login="sonia.teste")
        dar_perfis(vinculo, list(Perfil.objects.filter(portal="prestador", nome__in=["Recepção", "Faturamento"])))
    assert 'href="/prestador/demonstrativos/"' in pagina(client)
    assert client.get("/prestador/demonstrativos/").status_code == 200


def test_acesso_suspenso_sai_da_faixa_e_a_pessoa_continua_por_outro(mundo: Mundo, faturista: Client) -> None:
    with escopo(mundo.operadora):
        Vinculo.objects.filter(pk=mundo.vinculo("faturista", prestador=mundo.prestador).pk).update(
            situacao=Vinculo.Situacao.SUSPENSO
        )
    texto = pagina(faturista)
    assert mundo.prestador.nome_fantasia not in texto and "Atuando por <b>" in texto


@pytest.mark.requisito("B-18")
@pytest.mark.parametrize(
    ("papeis", "ve", "nao_ve"),
    [
        (("Autorização",), (), ("/prestador/lotes/", "/prestador/cadastro/", "/prestador/relacionamentos/")),
        (("Comercial",), ("/prestador/cadastro/",), ("/prestador/lotes/", "/prestador/relacionamentos/")),
        (("Faturamento",), ("/prestador/lotes/",), ("/prestador/cadastro/", "/prestador/relacionamentos/")),
        (
            ("Gerenciar Relacionamentos",),
            ("/prestador/relacionamentos/",),
            ("/prestador/lotes/", "/prestador/cadastro/"),
        ),
        (("Credenciado",), ("/prestador/lotes/", "/prestador/cadastro/", "/prestador/relacionamentos/"), ()),
    ],
    ids=lambda valor: valor[0] if valor and isinstance(valor, tuple) else "",
)
def test_o_inicio_abre_para_todo_papel_e_o_menu_segue_o_papel(
    mundo: Mundo, papeis: tuple[str, ...], ve: tuple[str, ...], nao_ve: tuple[str, ...]
) -> None:
    client = com_papeis(mundo, *papeis)
    resposta = client.get("/prestador/")
    menu = resposta.content.decode().split('aria-label="Menu principal"')[1].split("</nav>")[0]
    assert resposta.status_code == 200
    assert [rota for rota in ve if f'href="{rota}"' not in menu] == []
    assert [rota for rota in nao_ve if f'href="{rota}"' in menu] == []
    assert [client.get(rota).status_code for rota in (*ve, *nao_ve)] == [200] * len(ve) + [403] * len(nao_ve)


def test_o_inicio_da_operadora_abre_para_quem_nao_ve_lotes(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        usuario = Usuario.objects.create_user("clara.teste", SENHA, nome="Clara Teste")
        vinculo = Vinculo.objects.create(usuario=usuario, portal="operadora", vigencia_inicio=mundo.hoje)
        dar_perfis(vinculo, [Perfil.objects.get(portal="operadora", nome="Credenciamento e acesso")])
    client = entrar(usuario, vinculo)
    texto = pagina(client, "/operadora/")
    assert "Nada espera por você" in texto and 'href="/operadora/lotes/"' not in texto
    assert client.get("/operadora/lotes/").status_code == 403


@pytest.mark.requisito("B-21")
def test_alt_p_acha_por_quem_atuar_e_as_paginas_da_conta(mundo: Mundo, faturista: Client) -> None:
    laboratorio = mundo.vinculo("faturista", prestador=mundo.outro_prestador)
    for consulta in ("atuar laboratorio", "VÉRTICE", "trocar vertice"):
        achado = unescape(faturista.get("/buscar/paleta/", {"q": consulta}).content.decode())
        assert f'<form method="post" action="/contexto/{laboratorio.pk}/">' in achado
        assert mundo.outro_prestador.nome_fantasia in achado
    propria = mundo.vinculo("faturista", prestador=mundo.prestador)
    assert f"/contexto/{propria.pk}/" not in faturista.get("/buscar/paleta/", {"q": ""}).content.decode()
    conta = faturista.get("/buscar/paleta/", {"q": "alterar SENHA"}).content.decode()
    assert 'href="/conta/senha/"' in conta
    assert 'href="/avisos/"' in faturista.get("/buscar/paleta/", {"q": "notificacoes"}).content.decode()


@pytest.mark.requisito("B-25")
def test_o_que_a_operadora_fechou_fica_marcado_e_a_pagina_diz_por_que_e_a_quem_pedir(
    mundo: Mundo, faturista: Client, de_outro_prestador: Client
) -> None:
    fechada = f"{mundo.prestador.tipo}:faturamento.valor.ver"
    with escopo(mundo.operadora):
        configurar(mundo.ator("gestor"), CadastroConfig(bloqueadas=(), fechadas=(fechada,)))
    menu = pagina(faturista).split('aria-label="Menu principal"')[1].split("</nav>")[0]
    (linha,) = [trecho for trecho in menu.split("<li") if 'href="/prestador/valores/"' in trecho]
    assert "fechado: a página diz por quê" in linha
    assert menu.count("fechado: a página diz por quê") == 1
    resposta = faturista.get("/prestador/valores/")
    assert resposta.status_code == 403
    texto = unescape(resposta.content.decode())
    assert "não oferece isto pelo portal" in texto and mundo.operadora.email in texto
    assert "fechado: a página" not in pagina(de_outro_prestador)
    assert de_outro_prestador.get("/prestador/valores/").status_code == 200


def test_as_consultas_nao_crescem_com_os_contextos(mundo: Mundo) -> None:
    de_um, de_quatro = mundo.vinculo("medico"), mundo.vinculo("faturista")
    contagens = [
        [quantas_consultas(entrar(v.usuario, v), url) for url in ("/avisos/", "/contextos/", "/buscar/paleta/")]
        for v in (de_um, de_quatro)
    ]
    assert contagens[0] == contagens[1]
