"""The CEP in the forms that have one: fills what is empty, with or without a script, and tells another state."""

from __future__ import annotations

import pytest
from django.test import Client

from guiche.acesso.config import AcessoConfig
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.escopo import escopo
from guiche.projeto.cenario.terminologia import CEPS
from guiche.terminologia.carregar import carregar_ceps
from guiche.terminologia.regras.ceps import TIPOS_DE_LOGRADOURO
from guiche.terminologia.regras.pessoas import ESTADOS_CIVIS, SEXOS
from tests.acesso.solicitacoes import pessoa
from tests.cenario import Mundo
from tests.portais.test_publico_novo_usuario import DADOS, PEDIR, de, todas

pytestmark = [pytest.mark.django_db, pytest.mark.requisito("U-10")]

DO_PEDIDO = "/conta/solicitacoes/nova/cep/"
DO_CADASTRO = "/prestador/cadastro/atualizar/cep/"
FIGUEIRAS = "Rua das Figueiras, Centro, Campinas/SP"
ACHADO = {
    "cep": "13010050",
    "tipo_logradouro": "Rua",
    "logradouro": "das Figueiras",
    "bairro": "Centro",
    "cidade": "Campinas",
    "uf": "SP",
}


@pytest.fixture(autouse=True)
def ceps(db: None) -> None:
    carregar_ceps(CEPS)


@pytest.fixture
def vera(mundo: Mundo) -> Client:
    """Somebody with the form of the beneficiário open."""
    client = de(pessoa().usuario)
    assert client.post(PEDIR, {"operadora": mundo.operadora.pk, "tipos": ["beneficiario"]})["Location"] == DADOS
    return client


def digitado(**campos: str) -> dict[str, str]:
    return {f"beneficiario-{nome}": valor for nome, valor in campos.items()}


def test_cep_inteiro_preenche_so_o_que_esta_vazio(vera: Client) -> None:
    resposta = vera.post(DO_PEDIDO, digitado(cep="13010-050", bairro="Cambuí", logradouro=" "))
    dito = resposta.content.decode()
    assert dito.startswith(FIGUEIRAS)
    alvos = [trecho.partition('"')[0] for trecho in dito.split('hx-target="#id_beneficiario-')[1:]]
    assert alvos == ["tipo_logradouro", "logradouro", "cidade", "uf"]
    assert 'value="das Figueiras"' in dito and '<option value="SP" selected>' in dito
    assert 'class="form-control"' in dito and 'class="form-select"' in dito


@pytest.mark.parametrize("cep", ["", "1301", "13010-05", "abc"])
def test_cep_pela_metade_nao_responde_nada(vera: Client, cep: str) -> None:
    resposta = vera.post(DO_PEDIDO, digitado(cep=cep))
    assert (resposta.status_code, resposta.content) == (204, b"")


def test_cep_fora_da_tabela_ou_de_outra_uf_e_dito(vera: Client) -> None:
    fora = vera.post(DO_PEDIDO, digitado(cep="01001000", uf="SP")).content.decode()
    assert fora.strip() == "Este CEP não está na nossa tabela: escreva o endereço."
    outra = vera.post(DO_PEDIDO, digitado(cep="79002130", uf="SP")).content.decode()
    assert outra.startswith("O CEP 79002-130 é de MS, e o estado escolhido é SP")


def test_sem_script_o_envio_preenche_e_o_de_fora_e_aceito(mundo: Mundo, vera: Client) -> None:
    carteira = {"carteira": mundo.outro_titular.carteira}
    assert vera.post(DADOS, digitado(**carteira, cep="13010-050", numero="12")).status_code == 302
    assert todas(mundo)[0].dados == {**carteira, **ACHADO, "numero": "12"}
    outro = de(pessoa("otto", "Otto Prado Lins", "11144477735").usuario)
    outro.post(PEDIR, {"operadora": mundo.operadora.pk, "tipos": ["beneficiario"]})
    assert outro.post(DADOS, digitado(**carteira, cep="01001-000")).status_code == 302
    assert todas(mundo)[1].dados == {**carteira, "cep": "01001000"}


def test_cep_de_outra_uf_fica_no_campo_e_nada_se_grava(mundo: Mundo, vera: Client) -> None:
    recusada = vera.post(DADOS, digitado(carteira=mundo.outro_titular.carteira, cep="79002130", uf="SP"))
    (form,) = recusada.context["forms"]
    assert form.errors == {"cep": ["O CEP 79002-130 é de MS, e o estado escolhido é SP: confira um dos dois."]}
    assert todas(mundo) == []


def test_cartao_no_formato_da_operadora_e_listas_de_um_lugar_so(mundo: Mundo, vera: Client) -> None:
    with escopo(mundo.operadora):
        configurar(Ator.sistema(mundo.operadora), AcessoConfig(formato_da_carteira="0000 00000000"))
    pagina = vera.get(DADOS).content.decode()
    assert 'placeholder="0000 00000000"' in pagina and "São 12 números: 0000 00000000." in pagina
    (form,) = vera.get(DADOS).context["forms"]
    escolhas = {nome: [valor for valor, _ in form.fields[nome].choices if valor] for nome in ("sexo", "estado_civil")}
    assert escolhas == {"sexo": list(SEXOS), "estado_civil": list(ESTADOS_CIVIS)}
    assert [valor for valor, _ in form.fields["tipo_logradouro"].choices][1:] == list(TIPOS_DE_LOGRADOURO)
    curta = vera.post(DADOS, digitado(carteira="1234"))
    assert curta.context["forms"][0].errors["carteira"] == ["A carteirinha tem 12 números; você digitou 4."]


def test_no_cadastro_do_prestador_o_endereco_esvaziado_se_completa(mundo: Mundo, faturista: Client) -> None:
    dito = faturista.post(DO_CADASTRO, {"cep": "79021040", "logradouro": "", "bairro": "", "municipio": "", "uf": ""})
    texto = dito.content.decode()
    assert texto.startswith("Avenida das Seriemas, Jardim dos Estados, Campo Grande/MS")
    assert 'value="Avenida das Seriemas"' in texto and '<option value="MS" selected>' in texto
    cheio = faturista.post(
        DO_CADASTRO, {"cep": "79021040", "logradouro": "x", "bairro": "x", "municipio": "x", "uf": "MS"}
    )
    assert "hx-partial" not in cheio.content.decode()
    novo = {"cep": "79021-040", "logradouro": "", "numero_do_endereco": "5", "bairro": "", "municipio": "", "uf": ""}
    form = faturista.get("/prestador/cadastro/atualizar/").context["form"]
    como_esta = {nome: form.get_initial_for_field(campo, nome) or "" for nome, campo in form.fields.items()}
    revista = faturista.post("/prestador/cadastro/atualizar/", {**como_esta, **novo, "acao": "conferir"})
    assert "Avenida das Seriemas, 5" in revista.content.decode() and "Campo Grande/MS" in revista.content.decode()
    outra_uf = faturista.post("/prestador/cadastro/atualizar/", {**como_esta, "cep": "79021040", "acao": "conferir"})
    assert "é de MS, e o estado escolhido é SP" in outra_uf.content.decode()
    assert (outra_uf.status_code, list(outra_uf.context["form"].errors)) == (422, ["cep"])


def test_quem_nao_entra_ou_nao_pode_nao_procura(mundo: Mundo, helena: Client, sem_direitos: Client) -> None:
    assert Client().post(DO_PEDIDO)["Location"].startswith("/entrar/")
    assert helena.post(DO_CADASTRO, {"cep": "79021040"}).status_code == 404
    assert sem_direitos.post(DO_CADASTRO, {"cep": "79021040"}).status_code == 403
    assert helena.get(DO_PEDIDO).status_code == 405
