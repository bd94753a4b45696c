"""Representantes of the prestador, through the product: form, letter, password of their own, block, end."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from guiche.acesso.models import Convite, Perfil, Usuario, Vinculo
from guiche.acesso.selectors.contexto import vinculos_vigentes
from guiche.acesso.services.convites import aceitar
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from tests.acesso.relacionamentos import acesso, ator, eu, perfil, pessoa, secretaria, titular
from tests.cenario import Mundo
from tests.correio import ultima_carta
from tests.portais.operadora import folha
from tests.portais.prestador import entrar, quantas_consultas

pytestmark = pytest.mark.django_db

LISTA, NOVO = "/prestador/representantes/", "/prestador/representantes/novo/"
CPF, OUTRO_CPF = "52998224725", "39053344705"
SENHA = "tijolo-nuvem-42!"


def do(quem: Ator) -> Client:
    """The browser of an ator."""
    return entrar(quem.usuario, quem.vinculo)


def ficha(mundo: Mundo, *grupos: str, **trocas: Any) -> dict[str, Any]:
    """What the form posts."""
    with escopo(mundo.operadora):
        ids = [str(perfil(nome).pk) for nome in grupos or ("Faturamento",)]
    return {
        "cpf": "529.982.247-25",
        "nome": "Nara Pimentel Sá",
        "telefone": "(67) 99999-8888",
        "email": "nara@exemplo.org",
        "email_de_novo": "nara@exemplo.org",
        "lotacao": "Recepção",
        "cargo": "Secretária",
        "perfis": ids,
        **trocas,
    }


def convidada(mundo: Mundo, client: Client, *grupos: str, **trocas: Any) -> Convite:
    """The invitation that the form makes."""
    assert client.post(NOVO, ficha(mundo, *grupos, **trocas)).status_code == 303
    with escopo(mundo.operadora):
        convite: Convite = Convite.objects.order_by("-pk")[0]
    return convite


def link(para: str = "nara@exemplo.org") -> str:
    """The path of the link in the last letter."""
    drenar()
    return "/" + ultima_carta(para=para).links[0].split("/", 3)[3]


def representante(mundo: Mundo, *papeis: str, login: str = "nara", nome: str = "Nara Pimentel Sá") -> Vinculo:
    """A representative of the clinic who already entered once accepted."""
    return acesso(
        mundo.operadora,
        pessoa(login, nome),
        papeis or ("Faturamento",),
        mundo.prestador,
        tipo=Vinculo.Tipo.REPRESENTANTE,
    )


@pytest.mark.requisito("C-10", "C-11", "C-12", "C-13", "C-15")
def test_representante_grava_a_propria_senha_e_entra(mundo: Mundo) -> None:
    dona = titular(mundo)
    clinica = do(dona)
    convite = convidada(mundo, clinica, "Faturamento", "Acesso ao chat")
    assert convite.dados["telefone"] == "67999998888"
    visitante = Client()
    assert visitante.get(link(), follow=True).status_code == 200
    passo = visitante.get("/complete-seu-registro/")
    assert set(passo.context["form"].fields) == {"email_secundario"}
    assert visitante.post("/complete-seu-registro/", {"email_secundario": ""}).status_code == 302
    feito = visitante.post("/complete-seu-registro/conferir/", {"nova": SENHA, "repetida": SENHA})
    assert feito["Location"] == f"/entrar/{mundo.operadora.registro_ans}/prestador/"
    nara = Usuario.objects.get(email="nara@exemplo.org")
    assert (nara.nome, nara.documento, nara.documento_declarado) == ("Nara Pimentel Sá", "", CPF)
    assert nara.check_password(SENHA)
    (vinculo,) = vinculos_vigentes(nara)
    assert (vinculo.tipo, vinculo.prestador, vinculo.lotacao, vinculo.cargo) == (
        "representante",
        mundo.prestador,
        "Recepção",
        "Secretária",
    )
    login = visitante.post("/entrar/", {"login": "nara@exemplo.org", "senha": SENHA})
    assert login.status_code == 302
    linhas = folha(clinica.get(LISTA, {"formato": "csv"}))
    assert [linha[0] for linha in linhas[1:]] == ["Nara Pimentel Sá"]
    assert linhas[1][linhas[0].index("Situação")] == "Ativo"
    assert linhas[1][linhas[0].index("Último acesso")] != ""
    assert "Representantes (1)" in clinica.get(LISTA).content.decode()


@pytest.mark.requisito("C-10")
def test_lista_acha_por_cpf_e_por_nome(mundo: Mundo) -> None:
    clinica = do(titular(mundo))
    convidada(mundo, clinica)
    convidada(
        mundo,
        clinica,
        cpf=OUTRO_CPF,
        nome="Beto Sales",
        email="beto@exemplo.org",
        email_de_novo="beto@exemplo.org",
    )

    def nomes(**filtro: str) -> list[str]:
        return [linha.objeto.nome for linha in clinica.get(LISTA, filtro).context["tabela"].linhas]

    assert nomes() == ["Beto Sales", "Nara Pimentel Sá"]
    assert nomes(q="529.982") == nomes(q="nara") == ["Nara Pimentel Sá"]
    assert nomes(q="ninguém") == nomes(situacao="ativo") == []
    assert nomes(situacao="pendente") == ["Beto Sales", "Nara Pimentel Sá"]


@pytest.mark.requisito("C-12")
def test_cada_campo_tem_ajuda_e_a_recusa_fica_no_campo(mundo: Mundo) -> None:
    clinica = do(titular(mundo))
    form = clinica.get(NOVO).context["form"]
    assert {nome for nome, campo in form.fields.items() if not campo.help_text} == set()
    errada = clinica.post(
        NOVO, ficha(mundo, cpf="11111111111", telefone="123", email_de_novo="outra@exemplo.org", perfis=[], cargo="")
    )
    assert errada.status_code == 422
    assert set(errada.context["form"].errors) == {"cpf", "telefone", "email_de_novo", "perfis", "cargo"}
    convidada(mundo, clinica)
    repetida = clinica.post(NOVO, ficha(mundo, email="n2@exemplo.org", email_de_novo="n2@exemplo.org"))
    assert (repetida.status_code, set(repetida.context["form"].errors)) == (422, {"cpf"})
    with escopo(mundo.operadora):
        assert Convite.objects.count() == 1


@pytest.mark.requisito("C-14")
def test_o_formulario_guarda_o_que_nao_foi_gravado(mundo: Mundo) -> None:
    pagina = do(titular(mundo)).get(NOVO).content.decode()
    assert "data-guarda" in pagina
    assert "Gravar" in pagina and "Fechar" in pagina


@pytest.mark.requisito("C-12")
def test_o_mesmo_cpf_representa_varios_prestadores_sem_outra_senha(mundo: Mundo) -> None:
    primeira, segunda = do(titular(mundo)), do(titular(mundo, mundo.outro_prestador))
    nara = pessoa("nara", documento=CPF)
    aceitar(eu(nara), convidada(mundo, primeira))
    outro = convidada(mundo, segunda, email="trabalho@exemplo.org", email_de_novo="trabalho@exemplo.org")
    drenar()
    assert ultima_carta(para="nara@exemplo.org").assunto == "Você recebeu um convite"
    assert "nara@exemplo.org" not in segunda.get(f"{LISTA}convites/{outro.pk}/").content.decode()
    aceitar(eu(nara), outro)
    assert {v.prestador for v in vinculos_vigentes(nara)} == {mundo.prestador, mundo.outro_prestador}
    assert Usuario.objects.filter(documento=CPF).count() == 1


def test_conta_de_outro_cpf_nao_aceita(mundo: Mundo) -> None:
    convite = convidada(mundo, do(titular(mundo)))
    outra = pessoa("nara", documento=OUTRO_CPF)
    with pytest.raises(Recusa, match="outro CPF"):
        aceitar(eu(outra), convite)
    assert vinculos_vigentes(outra) == []


@pytest.mark.requisito("C-13")
def test_ninguem_da_grupo_que_nao_tem(mundo: Mundo) -> None:
    gil = secretaria(mundo, "Gerenciar Relacionamentos", "Faturamento")
    client = do(gil)
    opcoes = {rotulo.split(":")[0] for _, rotulo in client.get(NOVO).context["form"].fields["perfis"].choices}
    assert opcoes & {"Autorização", "Credenciado", "Comercial", "Faturamento"} == {"Faturamento"}
    assert client.post(NOVO, ficha(mundo, "Credenciado")).status_code == 422
    with escopo(mundo.operadora):
        assert Convite.objects.count() == 0


@pytest.mark.requisito("C-10")
def test_editar_bloquear_desbloquear_encerrar(mundo: Mundo) -> None:
    clinica, vinculo = do(titular(mundo)), representante(mundo)
    nara = vinculo.usuario
    um = f"{LISTA}{vinculo.pk}/"
    dados = ficha(mundo, "Autorização", cargo="Gerente")
    assert clinica.post(um, dados).status_code == 303
    with escopo(mundo.operadora):
        mudado = Vinculo.objects.get(pk=vinculo.pk)
        assert (mudado.papeis, mudado.cargo, mudado.email_pessoal) == ("Autorização", "Gerente", "nara@exemplo.org")
        assert "faturamento.lote.enviar" not in ator(mudado).permissoes
    assert clinica.post(um, {**dados, "perfis": []}).status_code == 422
    assert clinica.post(f"{um}bloquear/", {"motivo": ""}).status_code == 422
    assert clinica.post(f"{um}bloquear/", {"motivo": "Férias"}).status_code == 303
    assert vinculos_vigentes(nara) == []
    assert clinica.post(f"{um}desbloquear/").status_code == 303
    assert [v.pk for v in vinculos_vigentes(nara)] == [vinculo.pk]
    assert clinica.post(f"{um}encerrar/", {"motivo": "Saiu da clínica"}).status_code == 303
    assert vinculos_vigentes(nara) == []
    assert "já não representa vocês" in clinica.get(um).content.decode()


@pytest.mark.parametrize("ato", ["bloquear", "encerrar"])
def test_o_motivo_escrito_fica_no_campo_quando_o_ato_e_recusado(mundo: Mundo, ato: str) -> None:
    with escopo(mundo.operadora):
        Perfil.objects.create(
            nome="Chefia", portal="prestador", delegavel=True, permissoes=["acesso.representante.gerir"]
        )
    proprio = representante(mundo, "Chefia")
    recusado = do(ator(proprio)).post(f"{LISTA}{proprio.pk}/{ato}/", {"motivo": "Licença de três meses"})
    assert recusado.status_code == 422
    assert "Ninguém muda o próprio acesso." in recusado.content.decode()
    form = recusado.context["bloqueio" if ato == "bloquear" else "encerramento"]
    assert form["motivo"].value() == "Licença de três meses"
    assert [v.pk for v in vinculos_vigentes(proprio.usuario)] == [proprio.pk]


@pytest.mark.requisito("C-15")
def test_reenviar_corrige_o_endereco_e_mata_o_link_anterior(mundo: Mundo) -> None:
    clinica = do(titular(mundo))
    convite = convidada(mundo, clinica, email="errada@exemplo.org", email_de_novo="errada@exemplo.org")
    velho = link("errada@exemplo.org")
    pagina = f"{LISTA}convites/{convite.pk}/"
    assert clinica.post(pagina, {"email": "nara@exemplo.org"}).status_code == 303
    assert Client().get(velho, follow=True).status_code == 404
    assert Client().get(link(), follow=True).status_code == 200
    assert clinica.post(f"{pagina}cancelar/").status_code == 303
    assert Client().get(link(), follow=True).status_code == 404


def test_sem_direito_de_outro_prestador_e_de_outra_operadora(mundo: Mundo, faturista: Client) -> None:
    clinica, vinculo = do(titular(mundo)), representante(mundo, login="bia", nome="Bia Ramos")
    convite = convidada(mundo, clinica)
    um, do_convite = f"{LISTA}{vinculo.pk}/", f"{LISTA}convites/{convite.pk}/"
    for endereco in (LISTA, NOVO, um, do_convite):
        assert faturista.get(endereco).status_code == 403
    assert faturista.post(f"{um}encerrar/", {"motivo": "x"}).status_code == 403
    de_fora = acesso(mundo.outra, pessoa("olga"), ["Credenciado"], mundo.clinica_odontologica)
    for client in (do(titular(mundo, mundo.outro_prestador)), entrar(de_fora.usuario, de_fora)):
        assert (client.get(um).status_code, client.get(do_convite).status_code) == (404, 404)
        assert client.post(f"{um}encerrar/", {"motivo": "x"}).status_code == 404
        assert client.post(f"{do_convite}cancelar/").status_code == 404
        assert client.get(LISTA).context["tabela"].linhas == []
    assert [v.pk for v in vinculos_vigentes(vinculo.usuario)] == [vinculo.pk]
    with escopo(mundo.operadora):
        assert Convite.objects.get(pk=convite.pk).situacao == "pendente"


def test_evento_nao_leva_cpf_nem_email(mundo: Mundo) -> None:
    convidada(mundo, do(titular(mundo)))
    with escopo(mundo.operadora):
        fatos = " ".join(str(fato) for fato in Evento.objects.values_list("fato", flat=True))
    assert CPF not in fatos
    assert "exemplo.org" not in fatos


def test_consultas_nao_crescem(mundo: Mundo) -> None:
    clinica = do(titular(mundo))
    representante(mundo)
    um = quantas_consultas(clinica, LISTA)
    representante(mundo, login="bia", nome="Bia Ramos")
    representante(mundo, login="caio", nome="Caio Reis")
    convidada(mundo, clinica, email="d@exemplo.org", email_de_novo="d@exemplo.org")
    assert quantas_consultas(clinica, LISTA) <= um + 1
