"""Obtaining access by proof of registry data, and open accounts: what each costs, gives and never tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from guiche.acesso import registros
from guiche.acesso.chaves import AguardeParaReenviar, ChaveInvalida
from guiche.acesso.models import AtoDaConta, Chave, ProvaRecusada, RegistroPendente, Usuario, Vinculo
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.registros import DadosDoRegistro, NovoCadastro, Provado, ProvaNegada
from guiche.acesso.regras.provas import DadosBancarios, DadosPessoais
from guiche.cadastro.models import Beneficiario, Prestador
from guiche.nucleo.escopo import escopo
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from tests.cenario import Mundo
from tests.correio import cartas, ultima_carta

pytestmark = pytest.mark.django_db

IP = "203.0.113.7"
SENHA = "Ipe roxo 7 janelas!"
DADOS = DadosDoRegistro("Vera Prado Lins", "529.982.247-25", "Vera@exemplo.org", SENHA)


def conta_de(prestador: Prestador) -> DadosBancarios:
    """The registered account as its holder types it."""
    conta, _, digito = prestador.conta.partition("-")
    return DadosBancarios(prestador.agencia, conta, "", digito)


def pessoais_de(beneficiario: Beneficiario) -> DadosPessoais:
    return DadosPessoais(beneficiario.nascimento, beneficiario.nome_da_mae.split()[0].lower())


def sem_acessos(mundo: Mundo, **alvo: object) -> None:
    """Take away the demo's own accesses, so that nobody answers for the row yet."""
    with escopo(mundo.operadora):
        Vinculo.objects.filter(**alvo).delete()


def provado_pela_clinica(mundo: Mundo) -> Provado:
    sem_acessos(mundo, prestador=mundo.outro_prestador)
    laboratorio = mundo.outro_prestador
    return registros.provar_prestador(mundo.operadora, laboratorio.documento, conta_de(laboratorio), IP)


def segredo_de(endereco: str) -> str:
    """The secret in the link of the newest letter."""
    drenar()
    return ultima_carta(para=endereco).links[0].rstrip("/").rpartition("/")[2]


def espera_passar(pendente: RegistroPendente) -> None:
    """A minute ago the last letter left."""
    ha = agora() - timedelta(minutes=2)
    RegistroPendente.objects.filter(pk=pendente.pk).update(dados={**pendente.dados, "enviada_em": ha.isoformat()})
    Chave.objects.update(criada_em=ha)


@pytest.mark.requisito("C-41", "C-44", "C-46")
def test_prestador_prova_confirma_e_entra(mundo: Mundo) -> None:
    provado = provado_pela_clinica(mundo)
    pendente = registros.registrar(mundo.operadora, provado, DADOS)
    assert Usuario.objects.filter(email="vera@exemplo.org").count() == 0
    usuario = registros.confirmar(segredo_de("vera@exemplo.org"), IP, "Navegador")
    assert (usuario.nome, usuario.email, usuario.documento) == ("Vera Prado Lins", "vera@exemplo.org", "")
    assert usuario.documento_declarado == "52998224725"
    assert usuario.check_password(SENHA)
    assert EmailAddress.objects.filter(user_id=usuario.pk, email=usuario.email, verified=True, primary=True).exists()
    with escopo(mundo.operadora):
        vinculo = Vinculo.objects.get(usuario=usuario)
        assert (vinculo.prestador, vinculo.tipo, vinculo.papeis) == (
            mundo.outro_prestador,
            Vinculo.Tipo.PROPRIO,
            "Credenciado",
        )
    atos = list(AtoDaConta.objects.filter(usuario=usuario).order_by("pk").values_list("tipo", flat=True))
    assert atos == ["conta_criada", "acesso_registrado"]
    pendente.refresh_from_db()
    assert (pendente.confirmado_em is not None, pendente.senha) == (True, "")
    assert ProvaRecusada.objects.count() == 1


@pytest.mark.requisito("C-41")
def test_beneficiaria_prova_por_cpf_sem_acentos_e_o_cpf_fica_conferido(mundo: Mundo) -> None:
    sem_acessos(mundo, beneficiario=mundo.titular)
    Usuario.objects.filter(documento=mundo.titular.cpf).update(documento="")
    Usuario.objects.filter(pk=mundo.beneficiaria.pk).update(email="outra@exemplo.org")
    provado = registros.provar_beneficiario(mundo.operadora, mundo.titular.cpf, pessoais_de(mundo.titular), IP)
    registros.registrar(mundo.operadora, provado, replace(DADOS, nome="Ignorado", documento="11144477735"))
    usuario = registros.confirmar(segredo_de("vera@exemplo.org"))
    assert (usuario.documento, usuario.nome) == (mundo.titular.cpf, mundo.titular.nome_de_uso)
    with escopo(mundo.operadora):
        assert Vinculo.objects.get(usuario=usuario).papeis == "Titular"


@pytest.mark.requisito("C-42", "C-44")
def test_prova_errada_e_documento_que_nao_ha_dao_a_mesma_recusa(mundo: Mundo) -> None:
    certo = conta_de(mundo.prestador)
    for documento, dados in ((mundo.prestador.documento, replace(certo, conta="1")), ("11222333000181", certo)):
        with pytest.raises(ProvaNegada) as negada:
            registros.provar_prestador(mundo.operadora, documento, dados, IP)
        assert (str(negada.value), negada.value.espera) == ("Não foi possível conferir estes dados.", None)
    assert {prova.chave == mundo.prestador.documento for prova in ProvaRecusada.objects.all()} == {False}
    assert ProvaRecusada.objects.count() == 2


@pytest.mark.requisito("C-44")
@pytest.mark.parametrize("existe", [True, False])
def test_cinco_erros_por_documento_e_espera_que_acaba_sozinha(mundo: Mundo, existe: bool) -> None:
    documento = mundo.prestador.documento if existe else "11222333000181"
    errado = replace(conta_de(mundo.prestador), conta="1")
    for numero in range(5):
        with pytest.raises(ProvaNegada) as negada:
            registros.provar_prestador(mundo.operadora, documento, errado, f"198.51.100.{numero}")
        assert negada.value.espera is None
    for dados in (errado, conta_de(mundo.prestador)):
        with pytest.raises(ProvaNegada) as negada:
            registros.provar_prestador(mundo.operadora, documento, dados, IP)
        assert negada.value.espera is not None
    assert ProvaRecusada.objects.count() == 5
    ProvaRecusada.objects.update(criada_em=agora() - timedelta(minutes=61))
    if existe:
        assert registros.provar_prestador(mundo.operadora, documento, conta_de(mundo.prestador), IP).prestador_id
    else:
        with pytest.raises(ProvaNegada) as negada:
            registros.provar_prestador(mundo.operadora, documento, errado, IP)
        assert negada.value.espera is None


def test_vinte_erros_de_um_endereco_param_qualquer_documento(mundo: Mundo) -> None:
    for numero in range(20):
        with pytest.raises(ProvaNegada):
            registros.provar_prestador(mundo.operadora, f"doc{numero}", DadosBancarios("1", "1"), IP)
    with pytest.raises(ProvaNegada) as negada:
        registros.provar_prestador(mundo.operadora, mundo.prestador.documento, conta_de(mundo.prestador), IP)
    assert negada.value.espera is not None
    outro = registros.provar_prestador(
        mundo.operadora, mundo.prestador.documento, conta_de(mundo.prestador), "192.0.2.1"
    )
    assert outro.prestador_id == mundo.prestador.pk


def test_menor_nao_registra_sozinho_e_sabe_a_quem_pedir(mundo: Mundo) -> None:
    with pytest.raises(Recusa, match="titular do plano") as recusa:
        registros.provar_beneficiario(mundo.operadora, mundo.dependente.carteira, pessoais_de(mundo.dependente), IP)
    assert recusa.value.codigo == "menor"
    with pytest.raises(ProvaNegada):
        errada = replace(pessoais_de(mundo.dependente), nome_da_mae="Ninguém")
        registros.provar_beneficiario(mundo.operadora, mundo.dependente.carteira, errada, IP)


def test_prestador_de_outra_operadora_nao_se_prova_aqui(mundo: Mundo) -> None:
    with pytest.raises(ProvaNegada):
        registros.provar_prestador(mundo.operadora, mundo.dentista.documento, conta_de(mundo.dentista), IP)


@pytest.mark.requisito("C-43")
def test_senha_fraca_fica_no_campo_e_nada_e_guardado(mundo: Mundo) -> None:
    provado = provado_pela_clinica(mundo)
    for fraca in ("curta1!", "semnumero!", "vera.prado1!A", "Senha123!"):
        with pytest.raises(Recusa) as recusa:
            registros.registrar(mundo.operadora, provado, replace(DADOS, senha=fraca))
        assert recusa.value.campo == "senha"
    assert RegistroPendente.objects.count() == 0


@pytest.mark.requisito("C-46")
def test_reenvio_espera_um_minuto_corrige_o_endereco_e_mata_o_link_anterior(mundo: Mundo) -> None:
    pendente = registros.registrar(mundo.operadora, provado_pela_clinica(mundo), DADOS)
    antigo = segredo_de("vera@exemplo.org")
    with pytest.raises(AguardeParaReenviar):
        registros.reenviar(pendente, "certo@exemplo.org")
    pendente.refresh_from_db()
    assert pendente.email == "vera@exemplo.org"
    espera_passar(pendente)
    registros.reenviar(pendente, "Certo@exemplo.org")
    with pytest.raises(ChaveInvalida):
        registros.confirmar(antigo)
    assert registros.confirmar(segredo_de("certo@exemplo.org")).email == "certo@exemplo.org"


def test_um_prestador_provado_nao_escreve_a_muitos_enderecos(mundo: Mundo) -> None:
    provado = provado_pela_clinica(mundo)
    for numero in range(5):
        registros.registrar(mundo.operadora, provado, replace(DADOS, email=f"alvo{numero}@exemplo.org"))
    with pytest.raises(ProvaNegada) as negada:
        registros.registrar(mundo.operadora, provado, DADOS)
    assert negada.value.espera is not None
    assert RegistroPendente.objects.count() == 5


def test_um_endereco_nao_abre_cadastros_sem_fim(mundo: Mundo) -> None:
    for numero in range(20):
        registros.abrir_cadastro(NovoCadastro(f"conta{numero}", f"c{numero}@exemplo.org", SENHA), IP)
    with pytest.raises(ProvaNegada):
        registros.abrir_cadastro(NovoCadastro("conta99", "c99@exemplo.org", SENHA), IP)
    assert registros.abrir_cadastro(NovoCadastro("conta99", "c99@exemplo.org", SENHA), "192.0.2.1").login == "conta99"


def test_reenvios_tem_fim(mundo: Mundo) -> None:
    pendente = registros.registrar(mundo.operadora, provado_pela_clinica(mundo), DADOS)
    RegistroPendente.objects.filter(pk=pendente.pk).update(dados={"envios": registros.ENVIOS_NO_MAXIMO})
    with pytest.raises(Recusa, match="muitas vezes"):
        registros.reenviar(pendente)


@pytest.mark.requisito("C-46")
def test_link_vale_uma_vez_e_vence(mundo: Mundo) -> None:
    pendente = registros.registrar(mundo.operadora, provado_pela_clinica(mundo), DADOS)
    segredo = segredo_de("vera@exemplo.org")
    RegistroPendente.objects.filter(pk=pendente.pk).update(expira_em=agora() - timedelta(seconds=1))
    with pytest.raises(ChaveInvalida):
        registros.confirmar(segredo)
    RegistroPendente.objects.filter(pk=pendente.pk).update(expira_em=agora() + timedelta(hours=1))
    registros.confirmar(segredo)
    with pytest.raises(ChaveInvalida):
        registros.confirmar(segredo)


@pytest.mark.requisito("C-42")
def test_quem_ja_tem_conta_confirma_entrando_no_navegador_em_que_provou(mundo: Mundo) -> None:
    provado = provado_pela_clinica(mundo)
    dona = mundo.faturista
    pendente = registros.registrar(mundo.operadora, provado, replace(DADOS, documento=dona.documento))
    drenar()
    assert [carta.modelo for carta in cartas(para="vera@exemplo.org")] == []
    segredo = segredo_de(dona.email)
    with pytest.raises(ChaveInvalida):
        registros.confirmar(segredo)
    with pytest.raises(ChaveInvalida):
        registros.confirmar_na_conta(Pessoa(mundo.gestor), segredo, pendente.pk)
    with pytest.raises(Recusa, match="mesmo navegador"):
        registros.confirmar_na_conta(Pessoa(dona), segredo, None)
    vinculo = registros.confirmar_na_conta(Pessoa(dona), segredo, pendente.pk)
    assert (vinculo.usuario, vinculo.prestador) == (dona, mundo.outro_prestador)


def test_conta_de_outro_cpf_nao_recebe_o_acesso_de_quem_provou(mundo: Mundo) -> None:
    """The wife proves her plan and types the husband's address: his account must not get her access."""
    sem_acessos(mundo, beneficiario=mundo.titular)
    Usuario.objects.filter(documento=mundo.titular.cpf).update(documento="")
    marido = mundo.usuario_conjuge
    provado = registros.provar_beneficiario(mundo.operadora, mundo.titular.carteira, pessoais_de(mundo.titular), IP)
    pendente = registros.registrar(mundo.operadora, provado, replace(DADOS, email=marido.email))
    with pytest.raises(Recusa, match="outra pessoa"):
        registros.confirmar_na_conta(Pessoa(marido), segredo_de(marido.email), pendente.pk)
    with escopo(mundo.operadora):
        assert not Vinculo.objects.filter(beneficiario=mundo.titular).exists()


def test_cpf_so_digitado_nao_atrai_o_registro_de_ninguem(mundo: Mundo) -> None:
    """Somebody claims the CPF of another in an open account: the true owner still registers by the proof."""
    sem_acessos(mundo, beneficiario=mundo.titular)
    Usuario.objects.filter(documento=mundo.titular.cpf).update(documento="", email="")
    Usuario.objects.create_user("intruso", SENHA, nome="Intruso", documento_declarado=mundo.titular.cpf)
    provado = registros.provar_beneficiario(mundo.operadora, mundo.titular.carteira, pessoais_de(mundo.titular), IP)
    registros.registrar(mundo.operadora, provado, DADOS)
    usuario = registros.confirmar(segredo_de("vera@exemplo.org"))
    assert (usuario.documento, usuario.login) == (mundo.titular.cpf, mundo.titular.cpf)
    assert Usuario.objects.por_identificador(mundo.titular.cpf) == usuario


@pytest.mark.requisito("C-42")
def test_quem_ja_tem_o_acesso_so_recebe_uma_carta(mundo: Mundo) -> None:
    helena = mundo.titular
    provado = registros.provar_beneficiario(mundo.operadora, helena.carteira, pessoais_de(helena), IP)
    registros.registrar(mundo.operadora, provado, DADOS)
    drenar()
    assert [(carta.modelo, carta.para) for carta in cartas()] == [("acesso.registro.ja_tem", mundo.beneficiaria.email)]


def test_onde_outro_ja_responde_ninguem_entra_e_os_dois_ficam_sabendo(mundo: Mundo) -> None:
    dono = mundo.faturista
    with escopo(mundo.operadora):
        Vinculo.objects.filter(prestador=mundo.prestador).exclude(usuario=dono).delete()
    provado = registros.provar_prestador(mundo.operadora, mundo.prestador.documento, conta_de(mundo.prestador), IP)
    registros.registrar(mundo.operadora, provado, DADOS)
    drenar()
    assert sorted((carta.modelo, carta.para) for carta in cartas()) == [
        ("acesso.registro.outro_responde", "vera@exemplo.org"),
        ("acesso.registro.tentativa", dono.email),
    ]
    assert "/obter-acesso/" not in ultima_carta(para="vera@exemplo.org").texto


@pytest.mark.requisito("U-03", "U-04", "U-05")
def test_novo_usuario_nasce_pelo_codigo_sem_direito_nenhum(mundo: Mundo) -> None:
    pendente = registros.abrir_cadastro(NovoCadastro(" Vera.Lins ", "Vera@exemplo.org", SENHA), IP)
    drenar()
    usuario = registros.confirmar_codigo(pendente, f" {ultima_carta(para='vera@exemplo.org').codigo} ", IP)
    assert (usuario.login, usuario.email, usuario.documento) == ("vera.lins", "vera@exemplo.org", "")
    assert usuario.check_password(SENHA)
    with escopo(mundo.operadora):
        assert not Vinculo.objects.filter(usuario=usuario).exists()


@pytest.mark.requisito("U-05")
def test_quinto_codigo_errado_mata_o_certo_e_o_reenvio_espera(mundo: Mundo) -> None:
    pendente = registros.abrir_cadastro(NovoCadastro("vera.lins", "vera@exemplo.org", SENHA), IP)
    drenar()
    certo = ultima_carta(para="vera@exemplo.org").codigo
    errado = "000000" if certo != "000000" else "111111"
    for _ in range(5):
        with pytest.raises(ChaveInvalida):
            registros.confirmar_codigo(pendente, errado)
    with pytest.raises(ChaveInvalida):
        registros.confirmar_codigo(pendente, certo)
    with pytest.raises(AguardeParaReenviar):
        registros.reenviar(pendente)
    espera_passar(pendente)
    registros.reenviar(pendente, "outra@exemplo.org")
    drenar()
    assert registros.confirmar_codigo(pendente, ultima_carta(para="outra@exemplo.org").codigo).login == "vera.lins"


@pytest.mark.requisito("U-04")
def test_login_tomado_em_qualquer_caixa_sugere_livres_e_nao_diz_de_quem(mundo: Mundo) -> None:
    with pytest.raises(Recusa) as recusa:
        registros.abrir_cadastro(NovoCadastro("RENATA", "vera@exemplo.org", SENHA), IP)
    assert recusa.value.campo == "login"
    assert recusa.value.mensagem == "O usuário renata já existe. Livres agora: renata2, renata3, renata4."
    assert "@" not in recusa.value.mensagem
    for _ in range(19):
        with pytest.raises(Recusa):
            registros.abrir_cadastro(NovoCadastro("renata", "vera@exemplo.org", SENHA), IP)
    with pytest.raises(ProvaNegada):
        registros.abrir_cadastro(NovoCadastro("renata", "vera@exemplo.org", SENHA), IP)


@pytest.mark.requisito("U-05")
def test_email_de_quem_ja_tem_conta_recebe_carta_e_nenhum_codigo_serve(mundo: Mundo) -> None:
    pendente = registros.abrir_cadastro(NovoCadastro("outro.nome", mundo.faturista.email, SENHA), IP)
    drenar()
    carta = ultima_carta(para=mundo.faturista.email)
    assert (carta.modelo, carta.codigo) == ("acesso.cadastro.ja_tem_conta", "")
    for codigo in ("000000", "123456"):
        with pytest.raises(ChaveInvalida):
            registros.confirmar_codigo(pendente, codigo)
    assert not Usuario.objects.filter(login="outro.nome").exists()


def test_registros_vencidos_sao_esquecidos(mundo: Mundo) -> None:
    pendente = registros.abrir_cadastro(NovoCadastro("vera.lins", "vera@exemplo.org", SENHA), IP)
    assert registros.esquecer_vencidos() == 0
    RegistroPendente.objects.filter(pk=pendente.pk).update(expira_em=agora() - timedelta(seconds=1))
    assert registros.esquecer_vencidos() == 1
    assert RegistroPendente.objects.count() == 0
