"""What happens to files and documents later: leftovers swept, documents revoked, the logo at the head."""

from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from guiche.documentos import pacotes, permissions, tasks
from guiche.documentos.definicao import Documento
from guiche.documentos.logotipo import logo_da_operadora
from guiche.documentos.models import Arquivo, DocumentoEmitido, Pacote
from guiche.documentos.services import abrir, conteudo_de, emitir, guardar, revogar, trocar_logo, verificar
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento, Progresso
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from guiche.pagamento.services.demonstrativos import demonstrativo_pdf
from guiche.pagamento.services.pagamentos import marcar_pago
from guiche.portais.componentes.icones import sinal_da_marca
from tests.cenario import Mundo
from tests.portais.prestador import pago

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M0 0h60v20H0z" fill="#123456"/></svg>'
COR_DO_SVG = b"0.07058824 0.20392157 0.3372549"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


@pytest.fixture
def gestor(mundo: Mundo) -> Iterator[Ator]:
    """Somebody of the operadora with every right, in its scope."""
    with escopo(mundo.operadora):
        yield Ator.sistema(mundo.operadora)


@pytest.fixture
def armazem(settings: Any, tmp_path: Path) -> Path:
    """A storage folder of this test only."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        },
    }
    return tmp_path


def fatos(tipo: str) -> list[dict[str, Any]]:
    return list(Evento.objects.filter(tipo=tipo).order_by("numero").values_list("fato", flat=True))


def documento(resposta: str = "Você recebe R$ 10,00.") -> Documento:
    return Documento("demonstrativo", "Demonstrativo 11/2026", resposta)


def envelhecer(arquivo: Path, horas: float) -> None:
    quando = (timezone.now() - timedelta(hours=horas)).timestamp()
    os.utime(arquivo, (quando, quando))


# Leftovers


def test_so_some_o_que_nao_tem_dono_e_passou_de_um_dia(mundo: Mundo, gestor: Ator, armazem: Path) -> None:
    guardado = guardar(gestor, "fica.txt", b"fica", "text/plain", mundo.prestador)
    with pytest.raises(RuntimeError), transaction.atomic():
        guardar(gestor, "desfeito.txt", b"sobra", "text/plain", mundo.prestador)
        raise RuntimeError("desfeita")
    de_outra = armazem / str(mundo.outra.pk) / "ab" / ("ab" + "1" * 30)
    estranho = armazem / str(mundo.operadora.pk) / "ab" / "leia-me.txt"
    for arquivo in (de_outra, estranho):
        arquivo.parent.mkdir(parents=True, exist_ok=True)
        arquivo.write_bytes(b"x")
    dono, sobra = armazem / str(guardado.conteudo.name), None
    todos = [caminho for caminho in armazem.rglob("*") if caminho.is_file()]
    (sobra,) = set(todos) - {dono, de_outra, estranho}
    for arquivo in todos:
        envelhecer(arquivo, 23.9)
    deposito = Arquivo._meta.get_field("conteudo").storage
    assert tasks.apagar_sobras(deposito) == 0
    for arquivo in todos:
        envelhecer(arquivo, 24.1)
    assert tasks.apagar_sobras(deposito) == 1
    assert [caminho.exists() for caminho in (dono, de_outra, estranho, sobra)] == [True, True, True, False]
    assert conteudo_de(guardado) == b"fica"
    assert tasks.apagar_sobras(deposito) == 0


def test_varredura_sem_pasta_ainda_nao_faz_nada(gestor: Ator, armazem: Path) -> None:
    tasks.varrer_arquivos()
    assert list(armazem.iterdir()) == []


# Packages


def pedido_de_pacote(mundo: Mundo) -> tuple[Ator, Pacote]:
    ator = mundo.ator("faturista", prestador=mundo.prestador)
    return ator, pacotes.pedir(ator, "teste.tipo", "tudo.zip", 2, {"ids": [1, 2]})


def test_pacote_anda_termina_e_so_abre_pelo_vinculo_que_pediu(mundo: Mundo, armazem: Path) -> None:
    with escopo(mundo.operadora):
        ator, pacote = pedido_de_pacote(mundo)
        vistos: list[int] = []

        def gerar(nome: str) -> bytes:
            vistos.append(Progresso.objects.get(pk=pacote.progresso_id).feitos)
            return nome.encode()

        pacotes.preencher(ator, pacote, [(nome, lambda nome=nome: gerar(nome)) for nome in ("a.txt", "b.txt")])
        pacotes.preencher(ator, pacote, [("c.txt", lambda: gerar("c"))])
        pronto = pacotes.pacote_do_ator(ator, pacote.pk)
        assert (vistos, pronto.progresso.feitos, pronto.progresso.terminou) == ([0, 1], 2, True)
        with zipfile.ZipFile(io.BytesIO(conteudo_de(abrir(ator, pronto.arquivo_id)))) as aberto:
            assert {nome: aberto.read(nome) for nome in aberto.namelist()} == {"a.txt": b"a.txt", "b.txt": b"b.txt"}
        assert fatos("documentos.pacote.pronto") == [{"tipo": "teste.tipo", "arquivo": pronto.arquivo_id}]
        outro = mundo.ator("faturista", prestador=mundo.outro_prestador)
        with pytest.raises(Pacote.DoesNotExist):
            pacotes.pacote_do_ator(outro, pacote.pk)
        with pytest.raises(Arquivo.DoesNotExist):
            abrir(outro, pronto.arquivo_id)


def test_pacote_que_falha_diz_que_tenta_de_novo_e_recomeca(mundo: Mundo, armazem: Path) -> None:
    def cair() -> bytes:
        raise OSError("armazenamento fora")

    with escopo(mundo.operadora):
        ator, pacote = pedido_de_pacote(mundo)
        with pytest.raises(OSError, match="fora"):
            pacotes.preencher(ator, pacote, [("a.txt", lambda: b"a"), ("b.txt", cair)])
        progresso = Progresso.objects.get(pk=pacote.progresso_id)
        assert (progresso.feitos, progresso.terminou) == (1, False)
        assert progresso.erro == (
            "Não conseguimos montar o pacote agora. Se ele não ficar pronto em uma hora, peça outro."
        )
        pacotes.preencher(ator, pacote, [("a.txt", lambda: b"a"), ("b.txt", lambda: b"b")])
        progresso.refresh_from_db()
        assert (progresso.feitos, progresso.terminou, progresso.erro) == (2, True, "")


def test_pacote_se_esquece_em_sete_dias(mundo: Mundo, armazem: Path) -> None:
    with escopo(mundo.operadora):
        ator, velho = pedido_de_pacote(mundo)
        pacotes.preencher(ator, velho, [("a.txt", lambda: b"a")])
        _, novo = pedido_de_pacote(mundo)
        Pacote.objects.filter(pk=velho.pk).update(pedido_em=timezone.now() - timedelta(days=7, minutes=1))
        tasks.varrer_arquivos()
        assert list(Pacote.objects.values_list("pk", flat=True)) == [novo.pk]
        assert list(Progresso.objects.values_list("pk", flat=True)) == [novo.progresso_id]
        assert Arquivo.objects.count() == 0


# Documents out of force


@pytest.mark.requisito("X-05")
def test_verificacao_diz_por_quem_foi_substituido(mundo: Mundo, gestor: Ator) -> None:
    velho = emitir(gestor, documento(), mundo.prestador, "pagamento:1")
    novo = emitir(gestor, documento("Você recebe R$ 12,00."), mundo.prestador, "pagamento:1")
    assert fatos("documentos.documento.emitido")[-1] == {
        "codigo": novo.codigo,
        "tipo": "demonstrativo",
        "substitui": velho.codigo,
    }
    pagina = Client().get(f"/verificar/{velho.codigo}/").content.decode()
    assert f"mas foi substituído por {novo.codigo}</h1>" in pagina
    assert f'<a href="/verificar/{novo.codigo}/">{novo.codigo}</a>, emitido em' in pagina
    assert "está em vigor" in Client().get(f"/verificar/{novo.codigo}/").content.decode()


@pytest.mark.requisito("X-05")
def test_revogar_tira_de_vigor_com_data_e_motivo(mundo: Mundo, gestor: Ator) -> None:
    emitido = emitir(gestor, documento(), mundo.prestador, "pagamento:1")
    with pytest.raises(Recusa, match="Escreva o motivo"):
        revogar(gestor, emitido.pk, "  ")
    revogado = revogar(gestor, emitido.pk, " Valor  digitado errado ")
    assert fatos("documentos.documento.revogado") == [{"codigo": emitido.codigo, "motivo": "Valor digitado errado"}]
    dia = timezone.localdate(revogado.revogado_em).strftime("%d/%m/%Y")
    pagina = Client().get(f"/verificar/{emitido.codigo}/").content.decode()
    assert "Este documento foi revogado em" in pagina and dia in pagina
    assert "<dt>Motivo</dt><dd>Valor digitado errado</dd>" in pagina
    with pytest.raises(Recusa, match="já não está em vigor"):
        revogar(gestor, emitido.pk, "De novo")
    assert emitir(gestor, documento(), mundo.prestador, "pagamento:1").codigo != emitido.codigo


def test_revogar_pede_o_direito_e_respeita_a_operadora(mundo: Mundo, gestor: Ator) -> None:
    emitido = emitir(gestor, documento(), mundo.prestador, "pagamento:1")
    with pytest.raises(SemPermissao) as falta:
        revogar(mundo.ator("faturista", prestador=mundo.prestador), emitido.pk, "Não posso")
    assert falta.value.permissao == permissions.DOCUMENTO_REVOGAR
    with escopo(mundo.outra), pytest.raises(DocumentoEmitido.DoesNotExist):
        revogar(Ator.sistema(mundo.outra), emitido.pk, "De outra operadora")
    emitido.refresh_from_db()
    assert (emitido.situacao, emitido.revogado_em) == ("VIGENTE", None)


def test_o_banco_recusa_revogado_sem_data(mundo: Mundo, gestor: Ator) -> None:
    emitido = emitir(gestor, documento(), mundo.prestador, "pagamento:1")
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentoEmitido.objects.filter(pk=emitido.pk).update(situacao="REVOGADO")


def test_demonstrativo_emitido_de_novo_depois_de_pago_substitui_o_anterior(mundo: Mundo) -> None:
    pagamento = pago(mundo, "381", 1, pagar=False)
    ator = mundo.ator("faturista", prestador=mundo.prestador)
    with escopo(mundo.operadora):
        previsto = demonstrativo_pdf(ator, pagamento)
        assert demonstrativo_pdf(ator, pagamento) == previsto
        marcar_pago(mundo.ator("financeiro"), pagamento)
        drenar()
        pagamento.refresh_from_db()
        feito = demonstrativo_pdf(ator, pagamento)
    achado = verificar(previsto.codigo)
    assert achado is not None
    assert (achado.situacao, achado.substituido_por, feito.situacao) == ("SUBSTITUIDO", feito, "VIGENTE")


# Logo


def tintas(pdf: bytes) -> tuple[bool, bool]:
    """Whether a PDF draws in the colour of ``SVG``, and whether it holds a bitmap."""
    desenhos = b"".join(
        zlib.decompressobj().decompress(fluxo)
        for fluxo in re.findall(rb"/FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
        if fluxo[:1] == b"\x78"
    )
    return COR_DO_SVG in desenhos, b"/Subtype/Image" in pdf.replace(b" ", b"")


@pytest.mark.parametrize("logo", [SVG, PNG], ids=["svg", "png"])
def test_logo_trocado_sai_nos_documentos_seguintes(mundo: Mundo, gestor: Ator, logo: bytes) -> None:
    antes = emitir(gestor, documento(), mundo.prestador, "pagamento:1")
    arquivo = trocar_logo(gestor, logo)
    formato = "svg" if logo == SVG else "png"
    assert fatos("documentos.logotipo.trocado") == [{"sha256": arquivo.sha256, "formato": formato}]
    atual = logo_da_operadora()
    assert atual is not None and (atual.formato, atual.conteudo, atual.com_nome) == (formato, logo, False)
    depois = emitir(gestor, documento(), mundo.prestador, "pagamento:2")
    assert tintas(conteudo_de(antes.arquivo)) == (False, False)
    assert tintas(conteudo_de(depois.arquivo)) == (logo == SVG, logo == PNG)
    with escopo(mundo.outra):
        assert logo_da_operadora() is None


def test_sem_logo_vale_o_sinal_das_telas_e_sem_sinal_o_nome(mundo: Mundo, gestor: Ator) -> None:
    sinal = logo_da_operadora()
    assert sinal is not None and sinal.com_nome
    assert sinal.conteudo == sinal_da_marca(mundo.operadora.logotipo, mundo.operadora.cor)
    assert sinal_da_marca("", "#0b6478") is None
    preto = sinal_da_marca("folha", 'azul"/>')
    assert preto is not None and b'fill="#000000"' in preto
    mundo.operadora.logotipo = ""
    mundo.operadora.save()
    with escopo(mundo.operadora):
        assert logo_da_operadora() is None
        assert emitir(gestor, documento(), mundo.prestador, "pagamento:1").situacao == "VIGENTE"


def test_o_logo_e_lido_uma_vez_por_trabalho_e_de_novo_depois_da_troca(
    gestor: Ator, django_assert_num_queries: Any
) -> None:
    logo_da_operadora()
    with django_assert_num_queries(0):
        logo_da_operadora()
    trocar_logo(gestor, SVG)
    with django_assert_num_queries(1):
        assert [logo and logo.conteudo for logo in (logo_da_operadora(), logo_da_operadora())] == [SVG, SVG]


def png(tamanho: tuple[int, int]) -> bytes:
    """A grey picture of this size."""
    saida = io.BytesIO()
    Image.new("L", tamanho).save(saida, "PNG")
    return saida.getvalue()


@pytest.mark.parametrize(
    ("conteudo", "mensagem"),
    [
        (PNG[:8], "O PNG do logotipo está danificado e não abre. Envie outro."),
        (PNG[:8] + b"isto nao e imagem", "O PNG do logotipo está danificado e não abre. Envie outro."),
        (png((400, 400))[:-30], "O PNG do logotipo está danificado e não abre. Envie outro."),
        (png((2001, 2000)), "O logotipo tem pontos demais. Envie um de até 4 megapixels."),
    ],
    ids=["assinatura", "lixo", "cortado", "pontos"],
)
def test_png_que_nao_se_desenha_e_recusado(gestor: Ator, conteudo: bytes, mensagem: str) -> None:
    with pytest.raises(Recusa) as recusa:
        trocar_logo(gestor, conteudo)
    assert (recusa.value.mensagem, recusa.value.campo) == (mensagem, "logotipo")
    assert (Arquivo.objects.count(), fatos("documentos.logotipo.trocado")) == (0, [])


def test_png_do_maior_tamanho_aceito_serve(gestor: Ator) -> None:
    assert trocar_logo(gestor, png((2000, 2000))).tipo_mime == "image/png"


@pytest.mark.parametrize(
    "conteudo",
    [
        b"",
        b"GIF89a",
        b"<html/>",
        b"x" * 200_000 * 2,
        SVG.replace(b"<path", b"<script>alert(1)</script><path"),
        SVG.replace(b"<path", b'<path onload="x()"'),
        SVG.replace(b"<path", b'<image href="https://fora.exemplo/x.png"/><path'),
        b'<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + SVG,
    ],
)
def test_logo_que_nao_e_so_desenho_e_recusado(gestor: Ator, conteudo: bytes) -> None:
    with pytest.raises(Recusa):
        trocar_logo(gestor, conteudo)
    assert (Arquivo.objects.count(), fatos("documentos.logotipo.trocado")) == (0, [])


def test_trocar_o_logo_pede_o_direito(mundo: Mundo) -> None:
    with escopo(mundo.operadora), pytest.raises(SemPermissao):
        trocar_logo(mundo.ator("faturista", prestador=mundo.prestador), SVG)


def test_arquivo_guardado_de_um_aberto_e_igual_ao_de_bytes(mundo: Mundo, gestor: Ator) -> None:
    um = guardar(gestor, "a.bin", b"abc" * 1000, "application/octet-stream", mundo.prestador)
    assert (um.tamanho, conteudo_de(um)) == (3000, b"abc" * 1000)
    assert ContentFile(conteudo_de(um)).size == um.tamanho
