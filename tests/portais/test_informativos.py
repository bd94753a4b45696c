"""Informativos on both sides: written, published by a second person, read by each person, replaced, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guiche.acesso.models import Perfil, Usuario, Vinculo
from guiche.acesso.services.vinculos import dar_perfis
from guiche.cadastro.models import Prestador
from guiche.comunicacao import estados
from guiche.comunicacao.informativos import anunciar_informativos
from guiche.comunicacao.models import Informativo, LeituraDoInformativo, Notificacao
from guiche.comunicacao.selectors.informativos import destinatarios, novos
from guiche.comunicacao.services.informativos import NovoInformativo, escrever_informativo, publicar_informativo
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.tarefas import drenar
from tests.cadastro.cena import pdf, segunda_pessoa
from tests.cenario import Mundo
from tests.portais.operadora import folha, gestor_da_outra, relido
from tests.portais.prestador import entrar, quantas_consultas

pytestmark = pytest.mark.django_db
CAIXA, LISTA = "/prestador/informativos/", "/operadora/informativos/"


def texto(client: Client, url: str) -> str:
    resposta = client.get(url)
    assert resposta.status_code == 200
    return resposta.content.decode()


def publicado(mundo: Mundo, titulo: str = "Envio de pagamento único mensal", **outros: Any) -> Informativo:
    """One published to everybody today, unless told otherwise, and announced."""
    dados: dict[str, Any] = {"tipo": "INFORMATIVO", "texto": "A partir de março.", "vale_desde": mundo.hoje, **outros}
    with escopo(mundo.operadora):
        gestor = mundo.ator("gestor")
        rascunho = escrever_informativo(gestor, NovoInformativo(titulo=titulo, **dados))
        feito = publicar_informativo(gestor, rascunho.pk)
        drenar()
    return feito


def enviado(mundo: Mundo, **mudados: Any) -> dict[str, Any]:
    """What the form of writing posts."""
    return {
        "tipo": "DOCUMENTO",
        "titulo": "Manual de órteses",
        "texto": "# O que muda\n\nA cotação é anexada.",
        "vale_desde": mundo.hoje.isoformat(),
        "tipos": ["CLINICA"],
        **mudados,
    }


def colega(mundo: Mundo) -> Vinculo:
    """Another person of the same clinic, with the rights of a faturista."""
    with escopo(mundo.operadora):
        usuario = Usuario.objects.create_user("colega", "x", nome="Clara Colega")
        vinculo = Vinculo.objects.create(
            usuario=usuario, portal="prestador", prestador=mundo.prestador, vigencia_inicio=mundo.hoje
        )
        dar_perfis(vinculo, [Perfil.objects.get(portal="prestador", nome="Faturista")])
    return vinculo


def avisados(mundo: Mundo, informativo: Informativo) -> set[int]:
    with escopo(mundo.operadora):
        feitos = Notificacao.objects.filter(chave=f"informativo:{informativo.pk}")
        return set(feitos.values_list("usuario_id", flat=True))


def test_informativo_a_mais_de_mil_codigos_chega_a_todos(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        iguais = {"categoria": "CREDENCIADO", "tipo": "CLINICA", "credenciado_em": mundo.hoje}
        muitos = Prestador.objects.bulk_create(
            Prestador(
                operadora=mundo.operadora,
                razao_social=f"Clínica {numero}",
                nome_fantasia=f"Clínica {numero}",
                documento=f"{numero:014d}",
                codigo=f"9{numero:05d}",
                **iguais,
            )
            for numero in range(1_200)
        )
    um = publicado(mundo, codigos=(mundo.prestador.codigo, *(prestador.codigo for prestador in muitos)))
    with escopo(mundo.operadora):
        assert destinatarios(um).count() == 1_201
    assert mundo.faturista.pk in avisados(mundo, um)


@pytest.fixture
def da_clinica(mundo: Mundo) -> Iterator[Ator]:
    with escopo(mundo.operadora):
        yield mundo.ator("faturista", prestador=mundo.prestador)


@pytest.mark.requisito("B-17")
def test_quem_so_escreve_espera_outra_pessoa_publicar(mundo: Mundo, gestor: Client, faturista: Client) -> None:
    vinculo = segunda_pessoa(mundo)
    escritor = entrar(vinculo.usuario, vinculo)
    arquivo = SimpleUploadedFile("manual.pdf", pdf(), "application/pdf")
    feito = escritor.post(f"{LISTA}novo/", enviado(mundo, arquivo=arquivo))
    assert feito.status_code == 303
    with escopo(mundo.operadora):
        drenar()
        um = Informativo.objects.get()
        assert Notificacao.objects.filter(usuario=mundo.gestor, titulo="Informativo a publicar: Manual de órteses")
    url = f"{LISTA}{um.pk}/"
    assert feito["Location"] == url
    previa = texto(escritor, url)
    assert "<h3>O que muda</h3>" in previa and "Quem publica é outra pessoa" in previa
    assert f'action="{url}publicar/"' not in previa
    assert escritor.post(f"{url}publicar/").status_code == 403
    assert relido(mundo, um).situacao == estados.RASCUNHO
    assert faturista.get(f"{CAIXA}{um.pk}/").status_code == 404
    assert "<h1>1 rascunho espera publicação</h1>" in texto(gestor, LISTA)

    assert gestor.post(f"{url}publicar/").status_code == 303
    um = relido(mundo, um)
    assert (um.situacao, um.publicado_por, len(um.sha256)) == (estados.PUBLICADO, mundo.gestor.nome, 64)
    assert gestor.post(f"{url}publicar/").status_code == 303
    with escopo(mundo.operadora):
        assert Evento.objects.filter(tipo="comunicacao.informativo.mudado").count() == 1


@pytest.mark.requisito("B-17")
def test_o_novo_some_do_contador_so_para_quem_leu(mundo: Mundo, faturista: Client) -> None:
    um = publicado(mundo)
    vinculo = colega(mundo)
    outra = entrar(vinculo.usuario, vinculo)
    assert "<h1>1 informativo novo para você</h1>" in texto(faturista, CAIXA)
    assert "A partir de março." in texto(faturista, f"{CAIXA}{um.pk}/")
    texto(faturista, f"{CAIXA}{um.pk}/")
    assert "<h1>Você leu todos os informativos</h1>" in texto(faturista, CAIXA)
    assert "<h1>1 informativo novo para você</h1>" in texto(outra, CAIXA)
    with escopo(mundo.operadora):
        assert [leitura.usuario_id for leitura in LeituraDoInformativo.objects.all()] == [mundo.faturista.pk]


def test_a_lista_filtra_sem_acento_e_exporta(mundo: Mundo, faturista: Client) -> None:
    publicado(mundo, "Calendário de pagamento")
    lida = publicado(mundo, "Manual de órteses", tipo="DOCUMENTO")
    faturista.get(f"{CAIXA}{lida.pk}/")
    achados = folha(faturista.get(f"{CAIXA}?formato=csv&q=ORTESES"))
    assert [linha[:2] for linha in achados] == [["Título", "Tipo"], ["Manual de órteses", "Documento novo"]]
    so_novos = folha(faturista.get(f"{CAIXA}?formato=csv&quais=novos"))
    assert [linha[0] for linha in so_novos] == ["Título", "Calendário de pagamento"]
    assert folha(faturista.get(f"{CAIXA}?formato=csv&tipo=ALERTA"))[1:] == []


@pytest.mark.requisito("B-17")
def test_cada_publico_recebe_o_seu_e_e_avisado_uma_vez(
    mundo: Mundo, faturista: Client, de_outro_prestador: Client, da_outra_operadora: Client
) -> None:
    assert mundo.prestador.tipo != mundo.outro_prestador.tipo
    do_tipo = publicado(mundo, "Só deste tipo", tipos=(mundo.outro_prestador.tipo,))
    do_codigo = publicado(mundo, "Só desta clínica", codigos=(mundo.prestador.codigo,))
    assert faturista.get(f"{CAIXA}{do_tipo.pk}/").status_code == 404
    assert texto(de_outro_prestador, f"{CAIXA}{do_tipo.pk}/")
    assert de_outro_prestador.get(f"{CAIXA}{do_codigo.pk}/").status_code == 404
    assert texto(faturista, f"{CAIXA}{do_codigo.pk}/")
    assert da_outra_operadora.get(f"{CAIXA}{do_codigo.pk}/").status_code == 404
    assert "Só desta clínica" not in texto(da_outra_operadora, CAIXA)
    assert mundo.usuario_medico.pk not in avisados(mundo, do_codigo) and mundo.faturista.pk in avisados(
        mundo, do_codigo
    )
    with escopo(mundo.operadora):
        anunciar_informativos()
        assert Notificacao.objects.filter(chave=f"informativo:{do_codigo.pk}", usuario=mundo.faturista).count() == 1


@pytest.mark.requisito("B-17")
def test_o_agendado_so_aparece_no_seu_dia(mundo: Mundo, faturista: Client, da_clinica: Ator) -> None:
    um = publicado(mundo, vale_desde=mundo.hoje + timedelta(days=3))
    assert faturista.get(f"{CAIXA}{um.pk}/").status_code == 404
    assert avisados(mundo, um) == set() and novos(da_clinica).count() == 0
    Informativo.objects.filter(pk=um.pk).update(vale_desde=mundo.hoje)
    anunciar_informativos()
    assert mundo.faturista.pk in avisados(mundo, um) and novos(da_clinica).count() == 1
    Informativo.objects.filter(pk=um.pk).update(
        vale_desde=mundo.hoje - timedelta(days=2), vale_ate=mundo.hoje - timedelta(days=1)
    )
    assert novos(da_clinica).count() == 0
    assert [linha[0] for linha in folha(faturista.get(f"{CAIXA}?formato=csv&quais=encerrados"))[1:]] == [um.titulo]


@pytest.mark.requisito("B-17")
def test_a_versao_nova_substitui_e_a_antiga_continua_legivel(mundo: Mundo, gestor: Client, faturista: Client) -> None:
    um = publicado(mundo, "Manual de órteses", nome_do_arquivo="manual.pdf", conteudo=pdf())
    url = f"{LISTA}{um.pk}/nova-versao/"
    assert "Escreva a versão que substitui a 1" in texto(gestor, url)
    dados = enviado(mundo, texto="A cotação agora são duas.", tipos=[])
    assert gestor.post(url, dados).status_code == 303
    repetido = gestor.post(url, dados)
    assert repetido.status_code == 422 and "Já há um rascunho da próxima versão" in repetido.content.decode()
    with escopo(mundo.operadora):
        outra = Informativo.objects.select_related("arquivo").get(versao=2)
        assert outra.serie == um.serie and outra.arquivo is not None and outra.arquivo.objeto_id == outra.pk
    assert gestor.post(f"{LISTA}{outra.pk}/publicar/").status_code == 303
    assert relido(mundo, um).situacao == estados.SUBSTITUIDO
    assert relido(mundo, um).sha256 != relido(mundo, outra).sha256
    assert len(folha(faturista.get(f"{CAIXA}?formato=csv"))) == 2
    antiga = texto(faturista, f"{CAIXA}{um.pk}/")
    assert "A partir de março." in antiga and f'href="{CAIXA}{outra.pk}/"' in antiga
    assert "A cotação agora são duas." in texto(faturista, f"{CAIXA}{outra.pk}/")
    assert gestor.post(f"{LISTA}{um.pk}/nova-versao/", dados).status_code == 404


@pytest.mark.requisito("B-17")
def test_o_retirado_diz_o_motivo_e_fecha_o_arquivo(mundo: Mundo, gestor: Client, faturista: Client) -> None:
    um = publicado(mundo, nome_do_arquivo="manual.pdf", conteudo=pdf())
    arquivo = f"/arquivo/{um.arquivo_id}/"
    assert f'href="{arquivo}"' in texto(faturista, f"{CAIXA}{um.pk}/")
    assert faturista.get(arquivo).status_code == 200
    sem_motivo = gestor.post(f"{LISTA}{um.pk}/retirar/", {"motivo": ""})
    assert sem_motivo.status_code == 422 and relido(mundo, um).situacao == estados.PUBLICADO
    assert gestor.post(f"{LISTA}{um.pk}/retirar/", {"motivo": "Saiu com a data errada."}).status_code == 303
    pagina = texto(faturista, f"{CAIXA}{um.pk}/")
    assert "<h1>A operadora retirou este informativo</h1>" in pagina and "Saiu com a data errada." in pagina
    assert "A partir de março." not in pagina
    assert faturista.get(arquivo).status_code == 404
    assert um.titulo not in [linha[0] for linha in folha(faturista.get(f"{CAIXA}?formato=csv"))]


@pytest.mark.requisito("B-17")
def test_o_arquivo_so_abre_para_quem_recebe(mundo: Mundo, faturista: Client, de_outro_prestador: Client) -> None:
    um = publicado(mundo, codigos=(mundo.prestador.codigo,), nome_do_arquivo="manual.pdf", conteudo=pdf())
    arquivo = f"/arquivo/{um.arquivo_id}/"
    assert (faturista.get(arquivo).status_code, de_outro_prestador.get(arquivo).status_code) == (200, 404)


def test_a_operadora_ve_quem_leu(mundo: Mundo, gestor: Client, faturista: Client) -> None:
    um = publicado(mundo)
    assert "0 prestadores leram" in texto(gestor, f"{LISTA}{um.pk}/")
    faturista.get(f"{CAIXA}{um.pk}/")
    vinculo = colega(mundo)
    entrar(vinculo.usuario, vinculo).get(f"{CAIXA}{um.pk}/")
    pagina = texto(gestor, f"{LISTA}{um.pk}/")
    assert "1 prestador leu" in pagina and "2 pessoas" in pagina
    quem = folha(gestor.get(f"{LISTA}{um.pk}/?formato=csv&ordem=usuario__nome"))
    assert [linha[2] for linha in quem] == ["Pessoa", "Clara Colega", mundo.faturista.nome]
    assert folha(gestor.get(f"{LISTA}?formato=csv"))[1][5:7] == ["1", "2"]


def test_so_quem_pode_escreve_e_so_na_propria_operadora(
    mundo: Mundo, analista: Client, sem_direitos: Client, faturista: Client
) -> None:
    um = publicado(mundo)
    for url in (LISTA, f"{LISTA}novo/", f"{LISTA}{um.pk}/", f"{LISTA}{um.pk}/nova-versao/"):
        assert analista.get(url).status_code == 403
        assert faturista.get(url).status_code == 404
    assert analista.post(f"{LISTA}{um.pk}/retirar/", {"motivo": "x"}).status_code == 403
    assert analista.post(f"{LISTA}{um.pk}/descartar/").status_code == 403
    assert sem_direitos.get(CAIXA).status_code == sem_direitos.get(f"{CAIXA}{um.pk}/").status_code == 403
    vizinha = gestor_da_outra(mundo)
    assert vizinha.get(f"{LISTA}{um.pk}/").status_code == 404
    assert vizinha.post(f"{LISTA}{um.pk}/retirar/", {"motivo": "x"}).status_code == 404
    assert um.titulo not in texto(vizinha, LISTA)
    assert relido(mundo, um).situacao == estados.PUBLICADO


def test_recusa_no_campo_o_que_nao_serve(mundo: Mundo, gestor: Client) -> None:
    casos: tuple[tuple[dict[str, Any], str], ...] = (
        ({"codigos": "NAOEXISTE"}, "Não há prestador ativo com o código NAOEXISTE."),
        ({"tipos": ["FORNECEDOR"]}, "Nenhum prestador ativo se encaixa"),
        ({"vale_ate": (mundo.hoje - timedelta(days=1)).isoformat()}, "O último dia não pode ser antes do primeiro"),
        ({"arquivo": SimpleUploadedFile("a.pdf", b"MZ nada", "application/pdf")}, "o conteúdo é outro"),
    )
    for mudados, frase in casos:
        resposta = gestor.post(f"{LISTA}novo/", enviado(mundo, **mudados))
        assert resposta.status_code == 422 and frase in resposta.content.decode()
    with escopo(mundo.operadora):
        assert Informativo.objects.count() == 0


def test_o_rascunho_descartado_nao_volta(mundo: Mundo, gestor: Client) -> None:
    assert gestor.post(f"{LISTA}novo/", enviado(mundo)).status_code == 303
    with escopo(mundo.operadora):
        um = Informativo.objects.get()
    assert gestor.post(f"{LISTA}{um.pk}/descartar/").status_code == 303
    assert relido(mundo, um).situacao == estados.DESCARTADO
    gestor.post(f"{LISTA}{um.pk}/publicar/")
    assert relido(mundo, um).situacao == estados.DESCARTADO


def test_as_consultas_nao_crescem_com_as_linhas(mundo: Mundo, gestor: Client, faturista: Client) -> None:
    um = publicado(mundo)
    faturista.get(f"{CAIXA}{um.pk}/")
    paginas = ((faturista, CAIXA), (faturista, f"{CAIXA}{um.pk}/"), (gestor, LISTA), (gestor, f"{LISTA}{um.pk}/"))
    for client, url in paginas:
        client.get(url)
    com_um = [quantas_consultas(client, url) for client, url in paginas]
    for numero in range(2):
        outro = publicado(mundo, f"Informativo {numero}")
        with escopo(mundo.operadora):
            Notificacao.objects.all().delete()
        faturista.get(f"{CAIXA}{outro.pk}/")
    assert [quantas_consultas(client, url) for client, url in paginas] == com_um
