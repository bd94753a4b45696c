"""A letter is a row first: it leaves with its transaction, once, and a secret is erased behind it."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template import engines
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from guiche.correio import estados
from guiche.correio.arquivo import Arquivos, ler_carta, ler_pasta
from guiche.correio.checks import conferir_correio
from guiche.correio.config import CorreioConfig
from guiche.correio.entrega import RECUSADO, TENTATIVAS, cuidar_do_correio, entregar, montar
from guiche.correio.modelos import ModeloDeCarta, _modelos, declarar
from guiche.correio.models import Carta, mascarar_endereco
from guiche.correio.redacao import redigir, tinta
from guiche.correio.selectors import cartas as cartas_de
from guiche.correio.selectors import quantas_recentes
from guiche.correio.services import Destinatario, enviar, mudar_opcoes, reenviar_cartas
from guiche.nucleo.escopo import ForaDoEscopo, escopo
from guiche.nucleo.models import Evento, Operadora
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from tests.cenario import Mundo
from tests.correio import cartas, ultima_carta
from tests.correio.servidor_smtp import ServidorSmtp, servidor_smtp
from tests.infra.servidor import Servidor

pytestmark = pytest.mark.django_db

SENHA = """{% load carta %}
Recebemos um pedido de nova senha para o login {{ login }}.

{% botao_da_carta "Criar nova senha" url %}

Ou digite o código no portal:

{% codigo_da_carta codigo %}

O que fazer se não foi você:
siga em frente, nada muda.

- ninguém vê a sua senha
- o link serve uma vez
"""
HELENA = Destinatario("Helena Prado", "Helena@Exemplo.com.br")
DADOS = {"login": "helena", "url": "/senha/abc123/", "codigo": "482913"}


class Instavel(BaseEmailBackend):
    """A mail server that raises what the test says, then works."""

    erros: list[Exception] = []

    def send_messages(self, email_messages: Any) -> int:
        if self.erros:
            raise self.erros.pop(0)
        mail.outbox.extend(email_messages)
        return len(email_messages)


@pytest.fixture
def molde(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Templates of the test beside those of the product; the catalogue is left as it was."""
    textos = {"teste/senha.txt": SENHA, "teste/aviso.txt": "Seu lote {{ numero }} foi pago, {{ quem }}."}
    django: Any = engines["django"]
    motor = django.engine
    antes = dict(_modelos)
    from django.template.loaders.locmem import Loader

    monkeypatch.setattr(motor, "template_loaders", [Loader(motor, textos), *motor.template_loaders])
    yield textos
    _modelos.clear()
    _modelos.update(antes)


@pytest.fixture
def senha(molde: dict[str, str]) -> ModeloDeCarta:
    return declarar("teste.senha.recuperar", assunto="Crie uma nova senha", template="teste/senha", secreta=True)


@pytest.fixture
def aviso(molde: dict[str, str]) -> ModeloDeCarta:
    return declarar("teste.lote.pago", assunto="O lote {{ numero }} foi pago", template="teste/aviso")


@pytest.fixture
def smtp(settings: Any) -> Iterator[ServidorSmtp]:
    """A mail server on this machine, used through the product's own settings of SMTP."""
    with servidor_smtp() as servidor:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servidor.porta
        yield servidor


@pytest.fixture
def instavel(settings: Any) -> type[Instavel]:
    settings.EMAIL_BACKEND = f"{__name__}.Instavel"
    Instavel.erros = []
    return Instavel


def avisar(aviso: ModeloDeCarta, operadora: Operadora | None, numero: str = "381", **opcoes: Any) -> Carta:
    carta = enviar(aviso, HELENA, {"numero": numero, "quem": "Clínica"}, operadora=operadora, **opcoes)
    assert carta is not None
    return carta


def remetente(mensagem: Any) -> str:
    """The From of a message as people read it."""
    return str(make_header(decode_header(mensagem.from_email)))


def relida(carta: Carta) -> Carta:
    return Carta.objects.get(pk=carta.pk)


def tentar_ja() -> None:
    """Bring the waiting try forward and run it."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    drenar()


def test_a_carta_sai_com_a_marca_em_texto_e_em_html(mundo: Mundo, senha: ModeloDeCarta) -> None:
    carta = enviar(senha, HELENA, DADOS, operadora=mundo.operadora)
    assert carta is not None and mail.outbox == []
    assert drenar() == 1
    chegou = ultima_carta(para="helena@exemplo.com.br", modelo=senha)
    assert (chegou.assunto, chegou.codigo) == ("Crie uma nova senha", "482913")
    assert chegou.links == ["http://127.0.0.1:8000/senha/abc123/"]
    assert chegou.texto.startswith("Olá, Helena.\n\nRecebemos um pedido de nova senha para o login helena.\n")
    assert "siga em frente, nada muda." in chegou.texto and "- o link serve uma vez" in chegou.texto
    assert f"\n-- \n{mundo.operadora.nome_fantasia} · ANS nº " in chegou.texto
    for parte in (mundo.operadora.cor, mundo.operadora.nome_fantasia, 'href="http://127.0.0.1:8000/senha/abc123/"'):
        assert parte in chegou.html
    (mensagem,) = mail.outbox
    assert remetente(mensagem) == f"{mundo.operadora.nome_fantasia} <guiche@localhost>"
    assert mensagem.extra_headers == {
        "Message-ID": f"<{carta.identificador}@127.0.0.1>",
        "Auto-Submitted": "auto-generated",
        "X-Guiche-Carta": "teste.senha.recuperar",
    }


def test_desfeita_a_transacao_nada_sai(mundo: Mundo, aviso: ModeloDeCarta) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        avisar(aviso, mundo.operadora)
        raise RuntimeError("o verbo falhou")
    assert (Carta.objects.count(), DBTaskResult.objects.count(), drenar()) == (0, 0, 0)
    assert mail.outbox == []


def test_o_segredo_nao_fica_no_banco(mundo: Mundo, senha: ModeloDeCarta, aviso: ModeloDeCarta) -> None:
    secreta = enviar(senha, HELENA, DADOS, operadora=mundo.operadora)
    assert secreta is not None and "abc123" in secreta.texto
    comum = avisar(aviso, mundo.operadora)
    drenar()
    depois = relida(secreta)
    assert (depois.situacao, depois.texto, depois.html) == (estados.ENVIADA, "", "")
    assert (depois.assunto, depois.tentativas, depois.enviada_em is not None) == ("Crie uma nova senha", 1, True)
    assert "Seu lote 381 foi pago" in relida(comum).texto
    assert "abc123" not in str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))
    with escopo(mundo.operadora):
        fatos = list(Evento.objects.filter(tipo="correio.carta.enviada").values_list("fato", flat=True))
    assert [fato["modelo"] for fato in fatos] == ["teste.senha.recuperar", "teste.lote.pago"]
    assert "helena" not in str(fatos).lower()


def test_repetir_a_tarefa_nao_envia_de_novo(mundo: Mundo, aviso: ModeloDeCarta) -> None:
    carta = avisar(aviso, mundo.operadora)
    drenar()
    with escopo(mundo.operadora):
        entregar(carta_id=carta.pk)
        entregar.enfileirar(carta_id=carta.pk)
        drenar()
    assert len(mail.outbox) == 1


def test_carta_reservada_por_um_trabalhador_nao_e_de_outro(mundo: Mundo, aviso: ModeloDeCarta) -> None:
    carta = avisar(aviso, mundo.operadora)
    Carta.objects.filter(pk=carta.pk).update(reservada_ate=timezone.now() + timedelta(minutes=5))
    drenar()
    assert (mail.outbox, relida(carta).situacao) == ([], estados.NA_FILA)
    Carta.objects.filter(pk=carta.pk).update(
        reservada_ate=timezone.now() - timedelta(seconds=1), tentada_em=timezone.now() - timedelta(hours=5)
    )
    with escopo(mundo.operadora):
        cuidar_do_correio()
        drenar()
    assert (len(mail.outbox), relida(carta).situacao) == (1, estados.ENVIADA)


def test_mesma_causa_uma_carta_so(mundo: Mundo, aviso: ModeloDeCarta) -> None:
    uma = avisar(aviso, mundo.operadora, chave="lote:7")
    assert avisar(aviso, mundo.operadora, chave="lote:7").pk == uma.pk
    outra = avisar(aviso, mundo.outra, chave="lote:7")
    assert outra.pk != uma.pk
    drenar()
    assert len(mail.outbox) == 2


def test_servidor_fora_tenta_de_novo_e_consegue(mundo: Mundo, aviso: ModeloDeCarta, instavel: type[Instavel]) -> None:
    instavel.erros = [ConnectionRefusedError("helena@exemplo.com.br"), smtplib.SMTPServerDisconnected()]
    carta = avisar(aviso, mundo.operadora)
    drenar()
    meio = relida(carta)
    assert (meio.situacao, meio.tentativas, meio.reservada_ate) == (estados.NA_FILA, 1, None)
    assert meio.erro == "O servidor de correio não aceitou a mensagem (ConnectionRefusedError)"
    tentar_ja()
    tentar_ja()
    fim = relida(carta)
    assert (fim.situacao, fim.tentativas, fim.erro, len(mail.outbox)) == (estados.ENVIADA, 3, "", 1)


def test_depois_da_ultima_tentativa_falha_com_evento_e_apaga_o_segredo(
    mundo: Mundo, senha: ModeloDeCarta, instavel: type[Instavel]
) -> None:
    instavel.erros = [OSError()] * TENTATIVAS
    carta = enviar(senha, HELENA, DADOS, operadora=mundo.operadora)
    assert carta is not None
    for _ in range(TENTATIVAS):
        tentar_ja()
    fim = relida(carta)
    assert (fim.situacao, fim.tentativas, fim.texto, fim.html) == (estados.FALHOU, TENTATIVAS, "", "")
    assert not DBTaskResult.objects.filter(status="READY").exists()
    with escopo(mundo.operadora):
        evento = Evento.objects.get(tipo="correio.carta.falhou")
    assert evento.fato == {
        "acao": "falhar",
        "de": "NA_FILA",
        "para": "FALHOU",
        "modelo": "teste.senha.recuperar",
        "tentativas": TENTATIVAS,
    }


def test_endereco_recusado_nao_se_tenta_de_novo(mundo: Mundo, aviso: ModeloDeCarta, instavel: type[Instavel]) -> None:
    instavel.erros = [smtplib.SMTPRecipientsRefused({"helena@exemplo.com.br": (550, b"unknown user")})]
    carta = avisar(aviso, mundo.operadora)
    drenar()
    assert (relida(carta).situacao, relida(carta).erro) == (estados.FALHOU, RECUSADO)
    instavel.erros = [smtplib.SMTPRecipientsRefused({"helena@exemplo.com.br": (451, b"greylisted")})]
    adiada = avisar(aviso, mundo.operadora, "382")
    drenar()
    assert relida(adiada).situacao == estados.NA_FILA


def test_prazo_vencido_nao_sai(mundo: Mundo, senha: ModeloDeCarta) -> None:
    vencida = timezone.now() - timedelta(seconds=1)
    carta = enviar(senha, HELENA, DADOS, operadora=mundo.operadora, valida_ate=vencida)
    drenar()
    assert carta is not None and mail.outbox == []
    assert (relida(carta).situacao, relida(carta).texto) == (estados.CANCELADA, "")


def test_carta_da_instalacao_nao_tem_operadora_nem_evento(mundo: Mundo, senha: ModeloDeCarta) -> None:
    carta = enviar(senha, HELENA, DADOS, operadora=None)
    drenar()
    assert carta is not None and relida(carta).situacao == estados.ENVIADA
    assert remetente(mail.outbox[0]) == "Guichê <guiche@localhost>"
    assert "Guichê" in ultima_carta().html
    for operadora in (mundo.operadora, mundo.outra):
        with escopo(operadora):
            assert not Evento.objects.filter(tipo__startswith="correio.carta").exists()
    assert not cartas_de(mundo.ator("gestor")).exists()


def test_cada_endereco_recebe_ate_o_limite_da_hora(mundo: Mundo, aviso: ModeloDeCarta, senha: ModeloDeCarta) -> None:
    with escopo(mundo.operadora):
        mudar_opcoes(mundo.ator("gestor"), CorreioConfig(cartas_por_hora=2))
    for numero in ("1", "2"):
        avisar(aviso, mundo.operadora, numero)
    dados = {"numero": "3", "quem": ""}
    assert enviar(aviso, HELENA, dados, operadora=mundo.operadora) is None
    assert enviar(senha, HELENA, DADOS, operadora=mundo.operadora) is not None
    outro = Destinatario("Ivo", "ivo@exemplo.com.br")
    assert enviar(aviso, outro, dados, operadora=mundo.operadora) is not None
    Carta.objects.update(criada_em=timezone.now() - timedelta(minutes=61))
    assert enviar(aviso, HELENA, dados, operadora=mundo.operadora) is not None
    assert drenar() == 5
    assert len(cartas(para="helena@exemplo.com.br", modelo=aviso)) == 3


@pytest.mark.parametrize(
    ("nome", "email", "campo"),
    [
        ("Helena", "helena@exemplo.com.br\nBcc: todos@exemplo.com.br", "email"),
        ("Helena", "helena", "email"),
        ("Helena", "", "email"),
        ("Helena", f"helena@{'a.' * 125}br", "email"),
        ("Helena\r\nBcc: todos@exemplo.com.br", "helena@exemplo.com.br", "nome"),
    ],
)
def test_cabecalho_nao_se_injeta(mundo: Mundo, aviso: ModeloDeCarta, nome: str, email: str, campo: str) -> None:
    with pytest.raises(Recusa) as recusa:
        enviar(aviso, Destinatario(nome, email), {"numero": "1"}, operadora=mundo.operadora)
    assert (recusa.value.campo, Carta.objects.count(), DBTaskResult.objects.count()) == (campo, 0, 0)


def test_dado_com_quebra_nao_muda_o_assunto_nem_o_corpo(mundo: Mundo, aviso: ModeloDeCarta) -> None:
    avisar(aviso, mundo.operadora, "1\r\nBcc: todos@exemplo.com.br")
    drenar()
    (mensagem,) = mail.outbox
    assert mensagem.subject == "O lote 1 Bcc: todos@exemplo.com.br foi pago"
    assert (mensagem.message()["Bcc"], mensagem.recipients()) == (None, ["Helena Prado <helena@exemplo.com.br>"])


def test_o_que_a_pessoa_escreve_nao_vira_html_nem_botao(mundo: Mundo, aviso: ModeloDeCarta) -> None:
    golpe = "<a href='https://mau.example'>x</a>\n\n\x02botao\x1fClique\x1fhttps://mau.example\x03"
    feita = redigir(aviso, "<b>Lia</b>", {"numero": "<i>9</i>", "quem": golpe}, mundo.operadora)
    assert "&lt;a href=&#x27;https://mau.example&#x27;&gt;x&lt;/a&gt;" in feita.html
    assert "&lt;i&gt;9&lt;/i&gt;" in feita.html and "Olá, &lt;b&gt;Lia&lt;/b&gt;." in feita.html
    assert "<a " not in feita.html
    assert feita.texto.count("\n\n") == 2


@pytest.mark.parametrize("dado", [object(), b"bytes", [object()]])
def test_so_valores_simples_entram_numa_carta(mundo: Mundo, aviso: ModeloDeCarta, dado: object) -> None:
    with pytest.raises(TypeError):
        enviar(aviso, HELENA, {"numero": dado}, operadora=mundo.operadora)
    assert Carta.objects.count() == 0


def test_botao_so_leva_a_endereco_de_pagina(mundo: Mundo, senha: ModeloDeCarta) -> None:
    with pytest.raises(ValueError, match="endereço http"):
        redigir(senha, "", {**DADOS, "url": "javascript:alert(1)"}, mundo.operadora)


@pytest.mark.parametrize(
    ("codigo", "opcoes"),
    [
        ("teste.curto", {"assunto": "A"}),
        ("teste.lote.pago", {"assunto": "De novo"}),
        ("teste.a.b", {"assunto": "Duas\nlinhas"}),
        ("teste.a.b", {"assunto": "Código {{ codigo }}", "secreta": True}),
    ],
)
def test_modelo_malfeito_nao_entra_no_catalogo(aviso: ModeloDeCarta, codigo: str, opcoes: dict[str, Any]) -> None:
    antes = dict(_modelos)
    with pytest.raises(ValueError, match="nválido"):
        declarar(codigo, template="teste/aviso", **opcoes)
    assert antes == _modelos


def test_so_assinatura_traz_a_saida(mundo: Mundo, molde: dict[str, str]) -> None:
    resumo = declarar("teste.resumo.mensal", assunto="Resumo do mês", template="teste/aviso", assinatura=True)
    with pytest.raises(ValueError, match="url_de_saida"):
        enviar(resumo, HELENA, operadora=mundo.operadora)
    saida = "http://127.0.0.1:8000/sair-da-lista/x/"
    enviar(resumo, HELENA, operadora=mundo.operadora, url_de_saida=saida)
    drenar()
    assert mail.outbox[0].extra_headers["List-Unsubscribe"] == f"<{saida}>"
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"Para não receber mais: {saida}" in ultima_carta().texto
    assert f'href="{saida}"' in ultima_carta().html


def test_de_dentro_de_uma_operadora_nao_se_escreve_por_outra(mundo: Mundo, aviso: ModeloDeCarta) -> None:
    with escopo(mundo.operadora), pytest.raises(ForaDoEscopo):
        avisar(aviso, mundo.outra)
    assert Carta.objects.count() == 0


def test_reenviar_volta_a_fila_so_o_que_falhou_e_e_seu(
    mundo: Mundo, aviso: ModeloDeCarta, senha: ModeloDeCarta, instavel: type[Instavel]
) -> None:
    recusa = smtplib.SMTPRecipientsRefused({"x": (550, b"")})
    instavel.erros = [recusa, recusa, recusa]
    falhou, alheia = avisar(aviso, mundo.operadora), avisar(aviso, mundo.outra)
    secreta = enviar(senha, HELENA, DADOS, operadora=mundo.operadora)
    assert secreta is not None
    drenar()
    ids = [falhou.pk, alheia.pk, secreta.pk]
    with escopo(mundo.operadora):
        with pytest.raises(SemPermissao):
            reenviar_cartas(mundo.ator("analista"), ids)
        assert quantas_recentes(mundo.ator("gestor")) == {"NA_FILA": 0, "ENVIADA": 0, "FALHOU": 2, "CANCELADA": 0}
        assert reenviar_cartas(mundo.ator("gestor"), ids) == 1
        with pytest.raises(Recusa, match="Nenhum"):
            reenviar_cartas(mundo.ator("gestor"), ids)
    drenar()
    assert [relida(c).situacao for c in (falhou, alheia, secreta)] == ["ENVIADA", "FALHOU", "FALHOU"]
    assert len(mail.outbox) == 1


def test_o_corpo_de_carta_velha_se_apaga(mundo: Mundo, aviso: ModeloDeCarta) -> None:
    velha, nova, na_fila = (avisar(aviso, mundo.operadora, n) for n in ("1", "2", "3"))
    drenar()
    antes = timezone.now() - timedelta(days=91)
    Carta.objects.filter(pk=velha.pk).update(criada_em=antes)
    Carta.objects.filter(pk=na_fila.pk).update(criada_em=antes, situacao=estados.NA_FILA)
    with escopo(mundo.outra):
        cuidar_do_correio()
    assert relida(velha).texto != ""
    with escopo(mundo.operadora):
        cuidar_do_correio()
    assert [relida(c).texto == "" for c in (velha, nova, na_fila)] == [True, False, False]


def test_sem_servidor_configurado_a_carta_nao_some(mundo: Mundo, aviso: ModeloDeCarta, settings: Any) -> None:
    settings.EMAIL_BACKEND = "guiche.correio.arquivo.SemCorreio"
    carta = avisar(aviso, mundo.operadora)
    drenar()
    assert (relida(carta).situacao, relida(carta).tentativas) == (estados.NA_FILA, 1)


def test_em_arquivo_a_carta_se_le_de_volta(mundo: Mundo, senha: ModeloDeCarta, settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path / "correio")
    assert ler_pasta(tmp_path / "correio") == []
    for codigo in ("111111", "222222"):
        carta = enviar(senha, HELENA, {**DADOS, "codigo": codigo}, operadora=mundo.operadora)
        assert carta is not None
        Arquivos().send_messages([montar(carta)])
    nova, velha = ler_pasta(tmp_path / "correio")
    assert ("Código: 222222" in nova.texto, "Código: 111111" in velha.texto) == (True, True)
    assert (nova.modelo, nova.para, nova.de) == (senha.codigo, "helena@exemplo.com.br", mundo.operadora.nome_fantasia)
    assert nova.assunto == "Crie uma nova senha" and "222222" in nova.html
    assert ler_carta(tmp_path / "correio", nova.nome) == nova
    assert ler_carta(tmp_path / "correio", "../../segredo") is None


def test_por_smtp_a_carta_chega_inteira(mundo: Mundo, senha: ModeloDeCarta, smtp: ServidorSmtp) -> None:
    carta = enviar(senha, HELENA, DADOS, operadora=mundo.operadora)
    assert carta is not None
    drenar()
    (chegou,) = smtp.recebidas
    assert (chegou.de, chegou.para) == ("guiche@localhost", ["helena@exemplo.com.br"])
    assert chegou.mensagem["From"] == f"{mundo.operadora.nome_fantasia} <guiche@localhost>"
    assert chegou.mensagem["Reply-To"] == mundo.operadora.email
    assert (chegou.mensagem["Subject"], chegou.mensagem["Auto-Submitted"]) == (carta.assunto, "auto-generated")
    texto, html = chegou.mensagem.get_body(("plain",)), chegou.mensagem.get_body(("html",))
    assert texto is not None and html is not None
    assert texto.get_content() == carta.texto
    assert html.get_content().strip() == carta.html.strip()
    assert relida(carta).situacao == estados.ENVIADA


def test_por_smtp_endereco_que_nao_existe_falha_na_hora(mundo: Mundo, aviso: ModeloDeCarta, smtp: ServidorSmtp) -> None:
    smtp.resposta_ao_destinatario = "550 5.1.1 unknown user"
    carta = avisar(aviso, mundo.operadora)
    drenar()
    assert (relida(carta).situacao, relida(carta).erro, smtp.recebidas) == (estados.FALHOU, RECUSADO, [])


def test_os_testes_leem_a_carta_da_memoria_e_do_servidor(
    mundo: Mundo, senha: ModeloDeCarta, aviso: ModeloDeCarta, settings: Any, tmp_path: Path
) -> None:
    servidor = Servidor("http://127.0.0.1:1", tmp_path)
    settings.EMAIL_FILE_PATH = str(tmp_path / "demo" / "correio")
    carta = enviar(senha, HELENA, DADOS, operadora=mundo.operadora)
    assert carta is not None
    Arquivos().send_messages([montar(carta)])
    with pytest.raises(LookupError, match="Nenhuma carta"):
        ultima_carta(modelo=aviso)
    drenar()
    em_memoria = ultima_carta(para="helena@exemplo.com.br", modelo=senha)
    assert ultima_carta(modelo=senha.codigo, servidor=servidor) == em_memoria
    assert (em_memoria.codigo, len(em_memoria.links)) == ("482913", 1)


@pytest.mark.parametrize(
    ("endereco", "mascara"),
    [("helena@exemplo.com.br", "h•••a@exemplo.com.br"), ("li@x.org", "l•••@x.org"), ("joao@x.org", "j•••o@x.org")],
)
def test_endereco_aparece_mascarado(endereco: str, mascara: str) -> None:
    assert mascarar_endereco(endereco) == mascara


@pytest.mark.parametrize(("cor", "letra"), [("#ffffff", "#000000"), ("#0b6478", "#ffffff"), ("#ffcc00", "#000000")])
def test_a_letra_se_le_sobre_a_cor_da_marca(cor: str, letra: str) -> None:
    assert tinta(cor) == letra


@pytest.mark.parametrize(("classe", "avisos"), [("SemCorreio", ["guiche.W001"]), ("Arquivos", ["guiche.W001"])])
def test_a_conferencia_avisa_que_falta_o_servidor(settings: Any, classe: str, avisos: list[str]) -> None:
    settings.EMAIL_BACKEND = f"guiche.correio.arquivo.{classe}"
    assert [aviso.id for aviso in conferir_correio(None)] == avisos
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert conferir_correio(None) == []
