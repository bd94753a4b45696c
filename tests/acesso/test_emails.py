"""Addresses of a person: confirmed before any use, told to the former one, taken back, and silent about others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from guiche.acesso.chaves import ChaveInvalida, Finalidade, Pedido, emitir_link
from guiche.acesso.fatores import tem_fator, tipos
from guiche.acesso.instalacao import Administrador, NovaOperadora, instalar_operadora
from guiche.acesso.models import AtoDaConta, Chave, Usuario
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.selectors.conta import emails_da_pessoa
from guiche.acesso.services.emails import (
    confirmar_email,
    contestar_mudanca,
    email_do_link,
    guardar_confirmado,
    incluir_email,
    reenviar_confirmacao,
    remover_email,
    tornar_principal,
)
from guiche.acesso.services.senhas import definir_senha, pedir_nova_senha
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from tests.acesso.apoio_entrada import com_autenticador
from tests.cenario import SENHA, Mundo
from tests.correio import Carta, cartas, ultima_carta

pytestmark = pytest.mark.django_db

NOVO = "renata.nova@exemplo.com.br"


def eu(usuario: Usuario) -> Pessoa:
    return Pessoa(usuario, "203.0.113.7", "Mozilla/5.0 (X11; Linux) Firefox/140.0")


def segredo(carta: Carta) -> str:
    return carta.links[0].rstrip("/").rpartition("/")[2]


def recebida(para: str, modelo: str = "") -> Carta:
    drenar()
    return ultima_carta(para=para, modelo=modelo)


def incluido(usuario: Usuario, email: str = NOVO, *, principal: bool = False) -> EmailAddress:
    """An address added and confirmed by its letter."""
    incluir_email(eu(usuario), email, principal=principal)
    carta = recebida(email, "acesso.email.confirmar")
    return confirmar_email(segredo(carta), "203.0.113.7", eu(usuario).navegador)


def estado(usuario: Usuario) -> list[tuple[str, bool, bool]]:
    return [(linha.email, linha.primary, linha.verified) for linha in emails_da_pessoa(eu(usuario))]


def atos(usuario: Usuario) -> list[str]:
    return list(AtoDaConta.objects.filter(usuario=usuario).order_by("pk").values_list("tipo", flat=True))


@pytest.mark.requisito("B-08")
def test_secundario_so_serve_depois_de_confirmado(mundo: Mundo) -> None:
    renata = mundo.faturista
    antes = renata.email
    linha = incluir_email(eu(renata), f"  {NOVO.upper()} ")
    assert estado(renata) == [(antes, True, True), (NOVO, False, False)]
    carta = recebida(NOVO)
    assert carta.assunto == "Confirme seu e-mail" and NOVO not in carta.assunto
    assert email_do_link(segredo(carta)) == linha
    with pytest.raises(Recusa, match="Confirme este e-mail antes"):
        tornar_principal(eu(renata), linha.pk)
    pedir_nova_senha(renata.login)
    drenar()
    assert (len(cartas(para=antes, modelo="acesso.senha.pedida")), len(cartas(para=NOVO))) == (1, 1)
    confirmar_email(segredo(carta))
    assert estado(renata) == [(antes, True, True), (NOVO, False, True)]
    with pytest.raises(ChaveInvalida):
        confirmar_email(segredo(carta))
    assert atos(renata) == ["email_pedido", "senha_pedida", "email_confirmado"]
    Chave.objects.filter(finalidade=Finalidade.TROCAR_SENHA).update(criada_em=agora() - timedelta(minutes=2))
    pedir_nova_senha(renata.login)
    drenar()
    assert len(cartas(para=NOVO, modelo="acesso.senha.pedida")) == 1
    assert "foi incluído e confirmado" in recebida(antes, "acesso.email.mudou").texto


@pytest.mark.requisito("C-04")
def test_trocar_o_principal_avisa_o_anterior_e_o_login_acompanha(mundo: Mundo) -> None:
    renata = mundo.faturista
    antes = renata.email
    incluido(renata, principal=True)
    renata.refresh_from_db()
    assert (renata.email, estado(renata)) == (NOVO, [(NOVO, True, True), (antes, False, True)])
    assert Usuario.objects.por_identificador(NOVO) == renata
    aviso = recebida(antes, "acesso.email.mudou")
    assert "deixou de ser este" in aviso.texto and "Firefox no Linux" in aviso.texto and NOVO not in aviso.texto
    velho = EmailAddress.objects.get(email=antes)
    tornar_principal(eu(renata), velho.pk)
    assert estado(renata) == [(antes, True, True), (NOVO, False, True)]


@pytest.mark.requisito("C-04")
def test_nao_fui_eu_devolve_o_endereco_e_fecha_a_conta(mundo: Mundo) -> None:
    renata = mundo.faturista
    antes = renata.email
    incluido(renata, principal=True)
    aviso = segredo(recebida(antes, "acesso.email.mudou"))
    # Who took the account over changes the password, then adds another address: the notice still works.
    link = emitir_link(Pedido(Finalidade.TROCAR_SENHA, timedelta(hours=2), renata, endereco=NOVO))
    definir_senha(Finalidade.TROCAR_SENHA, link, "Ladrilho-azul-9")
    incluido(renata, "outro@exemplo.com.br", principal=True)
    do_ladrao = segredo(recebida(NOVO, "acesso.email.mudou"))
    nova = contestar_mudanca(aviso)
    renata.refresh_from_db()
    assert (renata.email, renata.has_usable_password()) == (antes, False)
    assert estado(renata) == [(antes, True, True), ("outro@exemplo.com.br", False, False), (NOVO, False, False)]
    for usado in (aviso, do_ladrao):
        with pytest.raises(ChaveInvalida):
            contestar_mudanca(usado)
    definir_senha(Finalidade.TROCAR_SENHA, nova, "Janela-verde-27")
    renata.refresh_from_db()
    assert renata.check_password("Janela-verde-27")
    assert atos(renata)[-2:] == ["email_contestado", "senha_trocada"]


@pytest.mark.requisito("C-04")
@pytest.mark.parametrize("tinha_o_seu", [True, False])
def test_nao_fui_eu_tira_o_segundo_passo_de_quem_tomou_a_conta(mundo: Mundo, tinha_o_seu: bool) -> None:
    renata = mundo.faturista
    antes = renata.email
    if tinha_o_seu:
        com_autenticador(renata)
        RecoveryCodes.activate(renata)
        Authenticator.objects.filter(user=renata).update(created_at=agora() - timedelta(days=30))
    Authenticator.objects.create(user=renata, type="webauthn", data={"name": "Celular alheio"})
    if not tinha_o_seu:
        RecoveryCodes.activate(renata)
    com_autenticador(mundo.analista)
    incluido(renata, principal=True)
    Authenticator.objects.create(user=renata, type="webauthn", data={"name": "Outro alheio"})
    contestar_mudanca(segredo(recebida(antes, "acesso.email.mudou")))
    assert sorted(tipos(renata)) == (["recovery_codes", "totp"] if tinha_o_seu else [])
    assert tem_fator(mundo.analista)
    assert atos(renata).count("fator_removido") == (2 if tinha_o_seu else 3)
    drenar()
    contadas = [carta.texto for carta in cartas(para=antes, modelo="acesso.fator.mudado")]
    assert sum("foi removido: chave de acesso “Celular alheio”" in texto for texto in contadas) == 1


def test_codigos_antigos_nao_ficam_sozinhos_depois_da_contestacao(mundo: Mundo) -> None:
    renata = mundo.faturista
    antes = renata.email
    RecoveryCodes.activate(renata)
    Authenticator.objects.filter(user=renata).update(created_at=agora() - timedelta(days=30))
    com_autenticador(renata)
    incluido(renata, principal=True)
    contestar_mudanca(segredo(recebida(antes, "acesso.email.mudou")))
    assert tipos(renata) == frozenset()


def test_contestar_por_um_aviso_mais_novo_nao_apaga_o_primeiro(mundo: Mundo) -> None:
    renata = mundo.faturista
    antes = renata.email
    incluido(renata, principal=True)
    primeiro = segredo(recebida(antes, "acesso.email.mudou"))
    incluido(renata, "outro@exemplo.com.br", principal=True)
    contestar_mudanca(segredo(recebida(NOVO, "acesso.email.mudou")))
    contestar_mudanca(primeiro)
    renata.refresh_from_db()
    assert renata.email == antes


@pytest.mark.requisito("C-04")
def test_endereco_de_outra_conta_tem_a_mesma_resposta(mundo: Mundo) -> None:
    renata, alheio = mundo.faturista, mundo.beneficiaria.email
    livre = incluir_email(eu(renata), NOVO)
    tomado = incluir_email(eu(renata), alheio)
    assert (livre.verified, tomado.verified) == (False, False)
    assert [(e, v) for e, _, v in estado(renata)][1:] == sorted([(alheio, False), (NOVO, False)])
    assert Chave.objects.filter(usuario=renata, finalidade=Finalidade.CONFIRMAR_EMAIL).count() == 2
    drenar()
    assert [c.modelo for c in cartas(para=alheio)] == ["acesso.email.ja_usado"]
    assert [c.modelo for c in cartas(para=NOVO)] == ["acesso.email.confirmar"]
    carta = ultima_carta(para=alheio)
    assert carta.links[0].endswith("/senha/esqueci/") and renata.nome not in carta.texto
    mundo.beneficiaria.refresh_from_db()
    assert (mundo.beneficiaria.email, renata.email != alheio) == (alheio, True)


def test_endereco_que_outra_conta_confirmou_no_meio_do_caminho_nao_entra(mundo: Mundo) -> None:
    incluir_email(eu(mundo.faturista), NOVO)
    link = segredo(recebida(NOVO))
    guardar_confirmado(mundo.analista, NOVO)
    with pytest.raises(ChaveInvalida):
        confirmar_email(link)
    assert estado(mundo.faturista)[1] == (NOVO, False, False)


@pytest.mark.parametrize("email", ["sem arroba", "a@b", "x@" + "a" * 250 + ".com", ""])
def test_o_que_nao_e_endereco_e_recusado(mundo: Mundo, email: str) -> None:
    with pytest.raises(Recusa) as recusa:
        incluir_email(eu(mundo.faturista), email)
    assert (recusa.value.campo, len(estado(mundo.faturista))) == ("email", 1)


def test_limites_de_enderecos_e_de_links(mundo: Mundo) -> None:
    renata = mundo.faturista
    with pytest.raises(Recusa, match="já é seu"):
        incluir_email(eu(renata), renata.email)
    for numero in range(4):
        linha = incluir_email(eu(renata), f"caixa{numero}@exemplo.com.br")
    with pytest.raises(Recusa, match="até 5 e-mails"):
        incluir_email(eu(renata), NOVO)
    for _ in range(6):
        reenviar_confirmacao(eu(renata), linha.pk)
    with pytest.raises(Recusa, match="Muitos links"):
        reenviar_confirmacao(eu(renata), linha.pk)


def test_link_novo_mata_o_anterior_e_lembra_o_que_foi_pedido(mundo: Mundo) -> None:
    renata = mundo.faturista
    linha = incluir_email(eu(renata), NOVO, principal=True)
    primeiro = segredo(recebida(NOVO))
    reenviar_confirmacao(eu(renata), linha.pk)
    with pytest.raises(ChaveInvalida):
        confirmar_email(primeiro)
    confirmar_email(segredo(recebida(NOVO)))
    renata.refresh_from_db()
    assert renata.email == NOVO


@pytest.mark.parametrize("forjado", ["", "x", "A" * 43])
def test_link_forjado_vencido_ou_de_outro_fim_nao_serve(mundo: Mundo, forjado: str) -> None:
    for abrir in (email_do_link, confirmar_email, contestar_mudanca):
        with pytest.raises(ChaveInvalida):
            abrir(forjado)
    de_senha = emitir_link(Pedido(Finalidade.TROCAR_SENHA, timedelta(hours=2), mundo.faturista))
    incluir_email(eu(mundo.faturista), NOVO)
    vencido = segredo(recebida(NOVO))
    Chave.objects.filter(endereco=NOVO).update(expira_em="2020-01-01T00:00Z")
    for link in (de_senha, vencido):
        with pytest.raises(ChaveInvalida):
            confirmar_email(link)


def test_remover_tira_da_conta_avisa_e_mata_o_link(mundo: Mundo) -> None:
    renata = mundo.faturista
    principal = EmailAddress.objects.get(user=renata)
    with pytest.raises(Recusa, match="Torne outro o principal"):
        remover_email(eu(renata), principal.pk)
    a_confirmar = incluir_email(eu(renata), NOVO)
    link = segredo(recebida(NOVO))
    assert remover_email(eu(renata), a_confirmar.pk) == NOVO
    with pytest.raises(ChaveInvalida):
        confirmar_email(link)
    assert cartas(para=NOVO, modelo="acesso.email.mudou") == []
    removido = incluido(renata)
    remover_email(eu(renata), removido.pk)
    assert "foi removido da sua conta" in recebida(NOVO, "acesso.email.mudou").texto
    assert estado(renata) == [(renata.email, True, True)]
    with pytest.raises(EmailAddress.DoesNotExist):
        remover_email(eu(mundo.analista), principal.pk)


def test_contestar_encerra_as_sessoes(mundo: Mundo) -> None:
    renata = mundo.faturista
    dentro = Client()
    dentro.post("/entrar/", {"login": renata.login, "senha": SENHA})
    assert dentro.get("/conta/").status_code == 200
    antes = renata.email
    incluido(renata, principal=True)
    contestar_mudanca(segredo(recebida(antes, "acesso.email.mudou")))
    assert dentro.get("/conta/").status_code == 302


def test_quem_instala_a_operadora_recupera_a_senha_pelo_e_mail_dado(db: None) -> None:
    nova = NovaOperadora("41.466-2", "Operadora de Teste Ltda.", "Teste Saúde", "11.222.333/0001-81")
    marina = Administrador("marina", "Marina Prado", "Marina@teste.example", "Cavalo-Bateria-9")
    assert instalar_operadora(nova, marina).registro_ans == "414662"
    assert estado(Usuario.objects.get(login="marina")) == [("marina@teste.example", True, True)]
