"""Rules of access, words of the entry page and terms, on the operadora's screens."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from guiche.acesso.acolhida import DUVIDAS, PUBLICOS
from guiche.acesso.config import AcessoConfig, EntradaConfig, SenhaConfig
from guiche.acesso.models import Termo
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.regras.acolhida import Parte, desconhecidos, pares, partes
from guiche.acesso.senhas import politica_da
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Configuracao
from tests.acesso.test_termos import TEXTO, aceitar, publicado, renata
from tests.cenario import Mundo
from tests.portais.operadora import aviso, folha, gestor_da_outra, quantos
from tests.portais.prestador import quantas_consultas

pytestmark = pytest.mark.django_db

OPCOES = "/operadora/acessos/opcoes/"
TERMOS = "/operadora/acessos/termos/"
PUBLICAR = f"{TERMOS}publicar/"
SENHA_DE_FABRICA = {"tamanho": "8", "historico": "3", "validade_dias": "0"}


def entrada_de_fabrica() -> dict[str, str]:
    """What the form of the entry page posts when nothing is changed."""
    dados = {f"{nome}_{p.campo}": "" for p in PUBLICOS.values() for nome in ("chamada", "ajuda")}
    for numero, (pergunta, resposta) in enumerate(pares(DUVIDAS), start=1):
        dados |= {f"pergunta_{numero}": pergunta, f"resposta_{numero}": resposta}
    return dados


def acesso_de_fabrica() -> dict[str, str]:
    padrao = AcessoConfig()
    numeros = {nome: str(getattr(padrao, nome)) for nome in AcessoConfig.__dataclass_fields__}
    return numeros | {"segundo_fator_da_equipe": "on", "quatro_olhos": "on"}


def guardadas(mundo: Mundo, classe: type[Any]) -> int:
    with escopo(mundo.operadora):
        return int(Configuracao.objects.filter(modulo=f"acesso.{classe.__name__}").count())


def vigente(mundo: Mundo, classe: type[Any]) -> Any:
    with escopo(mundo.operadora):
        return config(classe)


def test_colchetes_viram_link_e_o_que_nao_existe_e_apontado() -> None:
    assert partes("Use [Obter  acesso] ou [x].") == [
        Parte("Use "),
        Parte("Obter  acesso", "obter acesso"),
        Parte(" ou [x]."),
    ]
    assert (partes("sem link"), desconhecidos("[x] [obter acesso] []")) == ([Parte("sem link")], ["x", ""])


@pytest.mark.requisito("C-04")
def test_as_seis_duvidas_levam_a_paginas_que_abrem(client: Client, mundo: Mundo) -> None:
    registro = mundo.operadora.registro_ans
    pagina = client.get(f"/entrar/{registro}/prestador/").content.decode()
    assert pagina.count('<details class="gc-duvida"') == 6
    for destino, rotulo in (
        (f"/obter-acesso/{registro}/prestador/", "obter acesso"),
        ("/novo-usuario/", "novo usuário"),
        ("/senha/esqueci/", "criar outra senha"),
        ("/conta/senha/", "alterar a senha"),
        ("/conta/emails/", "mudar o e-mail"),
    ):
        assert f'<a href="{destino}">{rotulo}</a>' in pagina
        assert client.get(destino).status_code == (302 if destino.startswith("/conta/") else 200)


@pytest.mark.requisito("C-03")
@pytest.mark.parametrize("portal", ["prestador", "beneficiario"])
def test_tres_portas_na_mesma_tela(client: Client, mundo: Mundo, portal: str) -> None:
    registro = mundo.operadora.registro_ans
    pagina = client.get(f"/entrar/{registro}/{portal}/").content.decode()
    assert ">Entrar</button>" in pagina
    assert f'href="/obter-acesso/{registro}/{portal}/">Obter acesso</a>' in pagina
    assert 'href="/senha/esqueci/">Recuperar senha</a>' in pagina
    da_equipe = client.get(f"/entrar/{registro}/operadora/").content.decode()
    assert "Recuperar senha</a>" in da_equipe and ">Obter acesso</a>" not in da_equipe


@pytest.mark.requisito("C-06")
def test_canais_da_operadora_na_entrada(client: Client, mundo: Mundo) -> None:
    operadora = mundo.operadora
    operadora.telefone, operadora.email = "1140028922", "fale@aroeira.example"
    operadora.save()
    pagina = client.get(f"/entrar/{operadora.registro_ans}/prestador/").content.decode()
    assert 'href="tel:1140028922"' in pagina and 'href="mailto:fale@aroeira.example"' in pagina
    operadora.telefone = operadora.email = ""
    operadora.save()
    assert "Ainda precisa de ajuda?" not in client.get(f"/entrar/{operadora.registro_ans}/prestador/").content.decode()


@pytest.mark.requisito("C-03", "C-04", "X-08")
def test_textos_da_entrada_tem_previa_e_so_entao_mudam(mundo: Mundo, gestor: Client, client: Client) -> None:
    entrada = f"/entrar/{mundo.operadora.registro_ans}/prestador/"
    envio = entrada_de_fabrica() | {
        "chamada_prestador": "Bem-vindo à rede Aroeira",
        "pergunta_7": "Atendo aos sábados?",
        "resposta_7": "Veja em [novo usuário].",
    }
    previa = gestor.post(f"{OPCOES}entrada/", envio | {"acao": "prever"}).content.decode()
    assert "Prévia: nada foi gravado ainda" in previa and "Bem-vindo à rede Aroeira" in previa
    assert '<summary>Atendo aos sábados?</summary><p>Veja em <a href="/novo-usuario/">novo usuário</a>.</p>' in previa
    assert "Bem-vindo" not in client.get(entrada).content.decode() and guardadas(mundo, EntradaConfig) == 0
    feito = gestor.post(f"{OPCOES}entrada/", envio | {"acao": "gravar"})
    assert (feito.status_code, aviso(feito)) == (303, "Textos gravados. Já estão na página.")
    pagina = client.get(entrada).content.decode()
    assert "<h1>Bem-vindo à rede Aroeira</h1>" in pagina and pagina.count('<details class="gc-duvida"') == 7
    outra = client.get(f"/entrar/{mundo.outra.registro_ans}/prestador/").content.decode()
    assert "Bem-vindo" not in outra and outra.count('<details class="gc-duvida"') == 6
    assert vigente(mundo, EntradaConfig).ajuda_prestador == ""


def test_gravar_o_texto_do_produto_nao_guarda_nada(mundo: Mundo, gestor: Client) -> None:
    igual = entrada_de_fabrica() | {"chamada_prestador": PUBLICOS["prestador"].chamada, "acao": "gravar"}
    assert gestor.post(f"{OPCOES}entrada/", igual).status_code == 303
    assert guardadas(mundo, EntradaConfig) == 0


@pytest.mark.parametrize(
    ("errado", "campo"),
    [
        ({"resposta_2": "Clique em [aqui]."}, "resposta_2"),
        ({"resposta_3": ""}, "resposta_3"),
        ({"pergunta_7": "", "resposta_7": "Só resposta"}, "pergunta_7"),
        ({"chamada_equipe": "a" * 81}, "chamada_equipe"),
        ({"pergunta_1": "", "resposta_1": "", "resposta_4": "[nada]"}, "resposta_4"),
    ],
)
def test_texto_errado_fica_no_campo(mundo: Mundo, gestor: Client, errado: dict[str, str], campo: str) -> None:
    for acao in ("gravar", "prever"):
        resposta = gestor.post(f"{OPCOES}entrada/", entrada_de_fabrica() | errado | {"acao": acao})
        assert (resposta.status_code, list(resposta.context["form"].errors)) == (422, [campo])
    assert guardadas(mundo, EntradaConfig) == 0


@pytest.mark.requisito("X-08")
def test_historico_diz_quem_mudou_e_volta_a_uma_versao(mundo: Mundo, gestor: Client) -> None:
    for tamanho in ("10", "12"):
        gestor.post(f"{OPCOES}senha/", SENHA_DE_FABRICA | {"tamanho": tamanho})
    assert politica_da(mundo.operadora).tamanho == 12
    pagina = gestor.get(f"{OPCOES}senha/")
    versoes = [(v.em_vigor, v.quem, linhas) for v, linhas in pagina.context["versoes"]]
    assert versoes == [
        (True, mundo.gestor.nome, [("Caracteres, no mínimo", "10", "12")]),
        (False, mundo.gestor.nome, [("Caracteres, no mínimo", "8", "10")]),
        (False, "", []),
    ]
    primeira = pagina.context["versoes"][1][0].id
    assert gestor.post(f"{OPCOES}senha/voltar/{primeira}/").status_code == 303
    assert (politica_da(mundo.operadora).tamanho, guardadas(mundo, SenhaConfig)) == (10, 3)
    gestor.post(f"{OPCOES}senha/voltar/0/")
    assert vigente(mundo, SenhaConfig) == SenhaConfig()
    assert quantos(mundo, "nucleo.configuracao.mudada") >= 4
    assert politica_da(mundo.outra).tamanho == 8


@pytest.mark.parametrize(
    ("parte", "errado", "campo"),
    [
        ("senha", {"tamanho": "7"}, "tamanho"),
        ("senha", {"historico": "2"}, "historico"),
        ("senha", {"validade_dias": "-1"}, "validade_dias"),
        ("acesso", {"sessao_minutos": "0"}, "sessao_minutos"),
        ("acesso", {"dias_conectado": "91"}, "dias_conectado"),
    ],
)
def test_nenhuma_opcao_desce_do_piso(
    mundo: Mundo, gestor: Client, parte: str, errado: dict[str, str], campo: str
) -> None:
    antes = guardadas(mundo, AcessoConfig)
    dados = SENHA_DE_FABRICA if parte == "senha" else acesso_de_fabrica()
    resposta = gestor.post(f"{OPCOES}{parte}/", dados | errado)
    assert (resposta.status_code, list(resposta.context["form"].errors)) == (422, [campo])
    assert (guardadas(mundo, SenhaConfig), guardadas(mundo, AcessoConfig)) == (0, antes)


@pytest.mark.requisito("X-08")
def test_prazos_e_seguranca_gravam(mundo: Mundo, gestor: Client) -> None:
    feito = gestor.post(f"{OPCOES}acesso/", acesso_de_fabrica() | {"sessao_minutos": "45"})
    assert feito.status_code == 303
    opcoes = vigente(mundo, AcessoConfig)
    assert (opcoes.sessao_minutos, opcoes.quatro_olhos, opcoes.segundo_fator_da_equipe) == (45, True, True)


def test_regras_de_acesso_so_para_quem_pode_e_de_cada_operadora(mundo: Mundo, gestor: Client, analista: Client) -> None:
    gestor.post(f"{OPCOES}senha/", SENHA_DE_FABRICA | {"tamanho": "14"})
    with escopo(mundo.operadora):
        versao = Configuracao.objects.get(modulo="acesso.SenhaConfig").pk
    for caminho in (OPCOES, f"{OPCOES}senha/", f"{OPCOES}acesso/"):
        assert analista.get(caminho).status_code == 403
    assert analista.post(f"{OPCOES}senha/", SENHA_DE_FABRICA).status_code == 403
    assert analista.post(f"{OPCOES}senha/voltar/0/").status_code == 403
    alheia = gestor_da_outra(mundo)
    assert alheia.post(f"{OPCOES}senha/voltar/{versao}/").status_code == 404
    assert gestor.post(f"{OPCOES}acesso/voltar/{versao}/").status_code == 404
    assert gestor.get(f"{OPCOES}outra/").status_code == 404
    assert politica_da(mundo.operadora).tamanho == 14
    assert politica_da(mundo.outra).tamanho == 8


def test_historico_das_opcoes_nao_consulta_por_linha(mundo: Mundo, gestor: Client) -> None:
    gestor.post(f"{OPCOES}senha/", SENHA_DE_FABRICA | {"tamanho": "9"})
    gestor.get(f"{OPCOES}senha/")
    uma = quantas_consultas(gestor, f"{OPCOES}senha/")
    for tamanho in ("10", "11"):
        gestor.post(f"{OPCOES}senha/", SENHA_DE_FABRICA | {"tamanho": tamanho})
    gestor.get(f"{OPCOES}senha/")
    assert quantas_consultas(gestor, f"{OPCOES}senha/") == uma


# Terms


@pytest.mark.requisito("B-09")
def test_termo_se_ve_antes_se_publica_e_mostra_o_que_mudou(mundo: Mundo, gestor: Client) -> None:
    assert "Nenhum portal pede aceite" in gestor.get(TERMOS).content.decode()
    envio = {"portal": "prestador", "titulo": "Termo de uso", "texto": TEXTO}
    previa = gestor.post(PUBLICAR, envio | {"acao": "prever"}).content.decode()
    assert "Confira antes de publicar" in previa and "<h3>O que é</h3>" in previa
    with escopo(mundo.operadora):
        assert Termo.objects.count() == 0
    feito = gestor.post(PUBLICAR, envio | {"acao": "publicar"})
    with escopo(mundo.operadora):
        primeiro = Termo.objects.get()
    assert (feito["Location"], primeiro.texto) == (f"{TERMOS}{primeiro.pk}/", TEXTO)
    formulario = gestor.get(f"{TERMOS}publicar/?portal=prestador")
    assert campos(formulario) == ("Termo de uso", TEXTO, "prestador")
    novo = envio | {"texto": TEXTO.replace("serve ao plano", "é do plano")}
    previa = gestor.post(PUBLICAR, novo | {"acao": "prever"}).content.decode()
    assert "<del>Este portal serve ao plano.</del>" in previa and "<ins>Este portal é do plano.</ins>" in previa
    gestor.post(PUBLICAR, novo | {"acao": "publicar"})
    assert "Substituído" in gestor.get(f"{TERMOS}{primeiro.pk}/").content.decode()
    with escopo(mundo.operadora):
        segundo = Termo.objects.get(versao=2)
    pagina = gestor.get(f"{TERMOS}{segundo.pk}/").content.decode()
    assert "Em vigor" in pagina and "O que mudou da versão 1" in pagina and segundo.sha256 in pagina
    igual = gestor.post(PUBLICAR, novo | {"acao": "publicar"})
    assert (igual.status_code, list(igual.context["form"].errors)) == (422, ["texto"])


@pytest.mark.requisito("B-09", "X-12")
def test_aceites_se_filtram_e_exportam(mundo: Mundo, gestor: Client) -> None:
    termo, de_todos = publicado(mundo), publicado(mundo, portal="", titulo="Aviso de privacidade")
    for um in (termo, de_todos):
        aceitar(mundo, renata(mundo), um)
    aceitar(mundo, Pessoa(mundo.gestor), de_todos)

    def achados(**filtro: Any) -> list[str]:
        tabela = gestor.get(f"{TERMOS}aceites/", filtro).context["tabela"]
        return [linha.objeto.termo.titulo for linha in tabela.linhas]

    assert achados(termo=termo.pk) == achados(portal="prestador") == ["Termo de uso"]
    assert achados(portal="todos") == ["Aviso de privacidade"] * 2
    assert sorted(achados(q="renata")) == ["Aviso de privacidade", "Termo de uso"]
    assert achados(q="ninguém") == []
    cabeca, linha = folha(gestor.get(f"{TERMOS}aceites/", {"termo": termo.pk, "formato": "csv"}))
    assert cabeca[-3:] == ["Navegador", "Usuário", "Resumo (SHA-256)"]
    assert (linha[0], linha[5], linha[-1]) == (mundo.faturista.nome, "203.0.113.7", termo.sha256)


def campos(resposta: Any) -> tuple[str, str, str]:
    """Title, text and the portal they were written for, as the form shows them."""
    form = resposta.context["form"]
    return form["titulo"].value() or "", form["texto"].value() or "", form["base"].value()


@pytest.mark.requisito("C-47")
def test_outro_portal_traz_o_seu_texto_e_nunca_apaga_o_digitado_sem_perguntar(mundo: Mundo, gestor: Client) -> None:
    publicado(mundo, "prestador", "Do prestador.", "Termo P")
    publicado(mundo, "beneficiario", "Do plano.", "Termo B")
    assert campos(gestor.get(PUBLICAR)) == ("Termo P", "Do prestador.", "prestador")
    intocado = {"titulo": "Termo P", "texto": "Do prestador. \r\n", "base": "prestador"}
    for pedido in ({}, {"acao": "prever"}, {"acao": "publicar"}):
        trocado = gestor.post(PUBLICAR, {**intocado, "portal": "beneficiario", **pedido})
        assert campos(trocado) == ("Termo B", "Do plano.", "beneficiario")
        assert "O texto em vigor de Beneficiário veio para o campo." in trocado.content.decode()
    primeiro = gestor.post(PUBLICAR, {**intocado, "portal": "contratante"})
    assert campos(primeiro) == ("", "", "contratante")
    assert "Ainda não há termo de" in primeiro.content.decode()
    digitado = {**intocado, "texto": "Do prestador, melhor.", "portal": "beneficiario"}
    pergunta = gestor.post(PUBLICAR, {**digitado, "acao": "publicar"})
    assert campos(pergunta) == ("Termo P", "Do prestador, melhor.", "prestador")
    assert "O que você escreveu continua no campo" in pergunta.content.decode()
    mantido = gestor.post(PUBLICAR, {**digitado, "acao": "manter"})
    assert campos(mantido) == ("Termo P", "Do prestador, melhor.", "beneficiario")
    assert campos(gestor.post(PUBLICAR, {**digitado, "acao": "substituir"})) == ("Termo B", "Do plano.", "beneficiario")
    de_volta = gestor.post(PUBLICAR, {**digitado, "portal": "prestador", "acao": "prever"})
    assert de_volta.context["previa"].texto == "Do prestador, melhor."
    assert gestor.post(PUBLICAR, {**digitado, "portal": "outro"}).status_code == 422
    with escopo(mundo.operadora):
        assert Termo.objects.count() == 2


def test_termos_so_para_quem_publica_e_de_cada_operadora(mundo: Mundo, gestor: Client, analista: Client) -> None:
    termo = publicado(mundo)
    envio = {"portal": "prestador", "titulo": "x", "texto": "y", "acao": "publicar"}
    for caminho in (TERMOS, PUBLICAR, f"{TERMOS}aceites/", f"{TERMOS}{termo.pk}/"):
        assert analista.get(caminho).status_code == 403
    assert analista.post(PUBLICAR, envio).status_code == 403
    alheia = gestor_da_outra(mundo)
    assert alheia.get(f"{TERMOS}{termo.pk}/").status_code == 404
    assert alheia.get(TERMOS).context["tabela"].linhas == []
    with escopo(mundo.operadora):
        assert Termo.objects.count() == 1


def test_listas_de_termos_nao_consultam_por_linha(mundo: Mundo, gestor: Client) -> None:
    aceitar(mundo, renata(mundo), publicado(mundo))
    contagens = []
    for numero in (0, 1, 2):
        if numero:
            aceitar(mundo, renata(mundo), publicado(mundo, texto=f"Versão {numero}"))
        gestor.get(TERMOS)
        contagens.append([quantas_consultas(gestor, caminho) for caminho in (TERMOS, f"{TERMOS}aceites/")])
    assert contagens[0] == contagens[1] == contagens[2]
