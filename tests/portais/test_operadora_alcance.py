"""Access by unit: who works for some units meets nothing of the prestadores of the others, at whatever address.

Every route of the operadora's portal is walked, with the ids of rows of another unit: a screen or a selector made
tomorrow without the condition of ``cadastro.alcance`` shows a name it may not, and fails here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from guiche.acesso.models import Convite, Portal, SolicitacaoDeAcesso, Vinculo
from guiche.acesso.selectors.contexto import ator_do_vinculo
from guiche.acesso.services import vinculos
from guiche.acesso.services.credenciais import emitir_credencial_ws
from guiche.acesso.services.credenciamento import convidar_prestador
from guiche.acesso.services.solicitacoes import Aprovacao, NovaSolicitacao, aprovar, recusar
from guiche.acesso.services.vinculos import dar_perfis, dar_unidades
from guiche.cadastro.models import Atualizacao, Prestador, RespostaAoAditivo, Unidade
from guiche.cadastro.services.aditivos import recusar_aditivo, tratar_recusa
from guiche.cadastro.services.atualizacoes import decidir_atualizacao
from guiche.comunicacao.models import Notificacao
from guiche.comunicacao.services.informativos import ler_informativo
from guiche.documentos.services import abrir
from guiche.faturamento.models import Contestacao, ItemDaGuia, Lote
from guiche.faturamento.regras.glosa import Decisao
from guiche.faturamento.services.contas import concluir_conta, decidir_itens, fechar_lote, liberar_lote
from guiche.faturamento.services.demonstrativos import analise_pdf
from guiche.faturamento.services.extrato import responder_contestacao
from guiche.faturamento.services.guias import abrir_guia
from guiche.faturamento.services.lotes import cancelar_lote
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import agora
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from guiche.pagamento.models import Pagamento
from guiche.pagamento.services.demonstrativos import demonstrativo_pdf
from guiche.pagamento.services.pagamentos import fechar_competencia, marcar_pago
from tests.acesso.relacionamentos import perfil, pessoa
from tests.acesso.solicitacoes import Tipo, pedida
from tests.cadastro.cena import ator_da_clinica, pedir
from tests.cadastro.test_aditivos import da_clinica, publicar
from tests.cenario import Mundo
from tests.portais.operadora import contestado, itens_de, liberado
from tests.portais.prestador import analisado, entrar, enviado, pago, quantas_consultas
from tests.portais.test_informativos import publicado

pytestmark = pytest.mark.django_db

DENTRO, FORA = "CEN", "NOR"
"""The clinic of the small world is of the first unit; nothing of it may be met from the second."""
INICIO = "/operadora/"


def da_unidade(mundo: Mundo, codigo: str, papel: str = "Gestor") -> Vinculo:
    """Somebody with a perfil of the team, narrowed to one unit."""
    with escopo(mundo.operadora):
        vinculo = Vinculo.objects.create(
            usuario=pessoa(f"so.{codigo.lower()}", f"Pessoa de {codigo}"),
            tipo=Vinculo.Tipo.EQUIPE,
            portal=Portal.OPERADORA,
            vigencia_inicio=mundo.hoje,
        )
        dar_perfis(vinculo, [perfil(papel, Portal.OPERADORA)])
        dar_unidades(vinculo, [Unidade.objects.get(codigo=codigo).pk])
    return vinculo


def ator_de(vinculo: Vinculo) -> Ator:
    return ator_do_vinculo(vinculo.usuario, vinculo, ip="203.0.113.9")


@dataclass(frozen=True, slots=True)
class Cena:
    """What the clinic has in every corner of the portal, and the words that give it away."""

    clinica: Prestador
    lote: Lote
    item: ItemDaGuia
    caso: Contestacao
    a_liberar: Lote
    pagamento: Pagamento
    pedido: Atualizacao
    resposta: RespostaAoAditivo
    convite: Convite
    acesso: Vinculo
    solicitacao: SolicitacaoDeAcesso
    ids: frozenset[int]
    palavras: tuple[str, ...]

    def vazam(self, resposta: HttpResponseBase) -> list[str]:
        """The words found in an answer, page or spreadsheet; a file is no text."""
        if resposta.status_code != 200 or not resposta.get("Content-Type", "").startswith("text/"):
            return []
        corpo = b"".join(resposta.streaming_content) if resposta.streaming else resposta.content  # type: ignore[attr-defined]
        texto = corpo.decode()
        return [palavra for palavra in self.palavras if palavra in texto]


@pytest.fixture
def cena(mundo: Mundo) -> Cena:
    """A payment made, a lote under analysis with a contested item, another to release, and one of each request."""
    clinica, gestor = mundo.prestador, mundo.ator("gestor")
    pagamento = pago(mundo, "381", 1)
    a_liberar = analisado(mundo, "382", 1)
    lote = enviado(mundo, "383", 1, "10.00")
    item = itens_de(mundo, lote)[0]
    caso = contestado(mundo, item)
    informativo = publicado(mundo)
    with escopo(mundo.operadora):
        ler_informativo(ator_da_clinica(mundo), informativo.pk)
        pedido = pedir(mundo, {"telefone": "(19) 3333-4444"})
        resposta = da_clinica(mundo, publicar(mundo, gestor))
        recusar_aditivo(ator_da_clinica(mundo), resposta.pk, "Preço abaixo do custo.")
        convite = Convite.objects.create(
            tipo=Convite.Tipo.CREDENCIAMENTO,
            portal=Portal.PRESTADOR,
            prestador=clinica,
            email="direcao@cedro.exemplo.org",
            convidado_por=mundo.gestor,
            expira_em=agora() + timedelta(days=3),
        )
        drenar()
        analise = analise_pdf(gestor, a_liberar)
    dados = {"documento": clinica.documento_formatado, "codigo": "99999", "celular": "19999990000"}
    solicitacao = pedida(mundo, nova=NovaSolicitacao(Tipo.PRESTADOR, dados))
    acesso = mundo.vinculo("faturista", prestador=clinica)
    linhas = (
        clinica,
        lote,
        item,
        caso,
        a_liberar,
        pagamento,
        pedido,
        resposta,
        convite,
        acesso,
        solicitacao,
        informativo,
    )
    apontadas = (informativo.pk, item.guia_id, resposta.aditivo_id, lote.arquivo_id, analise.pk, analise.arquivo_id)
    return Cena(
        clinica=clinica,
        lote=lote,
        item=item,
        caso=caso,
        a_liberar=a_liberar,
        pagamento=pagamento,
        pedido=pedido,
        resposta=resposta,
        convite=convite,
        acesso=acesso,
        solicitacao=solicitacao,
        ids=frozenset({*(linha.pk for linha in linhas), *apontadas}),
        palavras=(
            clinica.nome_fantasia,
            clinica.razao_social,
            clinica.documento_formatado,
            clinica.documento,
            lote.protocolo,
            item.guia.numero_prestador,
            a_liberar.protocolo,
            f">{pagamento.numero}<",
            pedido.numero,
            convite.email,
        ),
    )


def _rotas(resolvedor: URLResolver, prefixo: str = "/") -> Iterator[tuple[str, dict[str, object]]]:
    for padrao in resolvedor.url_patterns:
        caminho = f"{prefixo}{padrao.pattern}"
        if isinstance(padrao, URLResolver):
            yield from _rotas(padrao, caminho)
        elif isinstance(padrao, URLPattern) and caminho.startswith(INICIO):
            yield caminho, padrao.pattern.converters


def enderecos(cena: Cena) -> Iterator[str]:
    """Every address of the portal: each id is tried in the place of each number, lists go out as spreadsheets too."""
    palavras = {"acao": ["liberar"], "mes": [str(cena.lote.competencia)], "portal": ["prestador"], "parte": ["senha"]}
    for rota, _ in _rotas(get_resolver()):
        nomes = [parte.partition(":")[2].rstrip(">") for parte in rota.split("/") if parte.startswith("<")]
        tipos = [parte.partition(":")[0].lstrip("<") for parte in rota.split("/") if parte.startswith("<")]
        possiveis = [
            sorted(cena.ids) if tipo == "int" else palavras.get(nome, [nome])
            for nome, tipo in zip(nomes, tipos, strict=True)
        ]
        for valores in product(*possiveis):
            caminho = rota
            for nome, tipo, valor in zip(nomes, tipos, valores, strict=True):
                caminho = caminho.replace(f"<{tipo}:{nome}>", str(valor))
            yield caminho
        if not nomes:
            yield f"{rota}?formato=csv"
    for inteiro in (cena.clinica.nome_fantasia, cena.lote.protocolo, cena.item.guia.numero_prestador):
        procurado = inteiro[:-1]  # the page of the search repeats what was asked
        yield f"/buscar/paleta/?q={procurado}"
        yield f"/buscar/?q={procurado}"
    yield "/avisos/"


def vazamentos(client: Client, cena: Cena) -> dict[str, list[str]]:
    """Addresses that show something of the clinic, with the words."""
    achados = {}
    for endereco in enderecos(cena):
        if palavras := cena.vazam(client.get(endereco)):
            achados[endereco] = palavras
    return achados


def test_nenhum_endereco_do_portal_mostra_o_que_e_de_outra_unidade(mundo: Mundo, cena: Cena) -> None:
    de_fora = da_unidade(mundo, FORA)
    assert vazamentos(entrar(de_fora.usuario, de_fora), cena) == {}


def test_a_mesma_caminhada_mostra_a_clinica_a_quem_atua_na_unidade_dela(mundo: Mundo, cena: Cena) -> None:
    """Guards the test above: it would prove nothing of screens on which the clinic is not."""
    de_dentro = da_unidade(mundo, DENTRO)
    vistos = {endereco.split("?")[0] for endereco in vazamentos(entrar(de_dentro.usuario, de_dentro), cena)}
    esperados = {
        "/buscar/paleta/",
        INICIO,
        f"{INICIO}contas/",
        f"{INICIO}contas/{cena.item.guia_id}/",
        f"{INICIO}lotes/",
        f"{INICIO}lotes/{cena.lote.pk}/",
        f"{INICIO}contestacoes/",
        f"{INICIO}contestacoes/{cena.caso.pk}/",
        f"{INICIO}pagamentos/",
        f"{INICIO}pagamentos/{cena.pagamento.pk}/",
        f"{INICIO}prestadores/",
        f"{INICIO}prestadores/{cena.clinica.pk}/",
        f"{INICIO}unidades/do-prestador/{cena.clinica.pk}/",
        f"{INICIO}atualizacoes/",
        f"{INICIO}atualizacoes/{cena.pedido.pk}/",
        f"{INICIO}aditivos/",
        f"{INICIO}aditivos/{cena.resposta.aditivo_id}/",
        f"{INICIO}aditivos/{cena.resposta.aditivo_id}/resposta/{cena.resposta.pk}/",
        f"{INICIO}acessos/quem-tem-acesso/",
        f"{INICIO}acessos/quem-tem-acesso/{cena.acesso.pk}/",
        f"{INICIO}acessos/credenciamento/",
        f"{INICIO}acessos/credenciamento/{cena.convite.pk}/",
        f"{INICIO}acessos/solicitacoes/{cena.solicitacao.pk}/",
    }
    assert esperados - vistos == set()


def test_o_que_espera_conta_so_o_que_e_da_unidade(mundo: Mundo, cena: Cena) -> None:
    de_fora, de_dentro = da_unidade(mundo, FORA), da_unidade(mundo, DENTRO)

    def contagens(vinculo: Vinculo) -> dict[str, int]:
        menu = entrar(vinculo.usuario, vinculo).get(INICIO).context["menu"]
        return {item["rotulo"]: item["contagem"] for grupo in menu for item in grupo["itens"] if item["contagem"]}

    assert contagens(de_fora) == {}
    assert contagens(de_dentro) == {"Contas": 1, "Não reconhecidos": 1, "Pedidos de acesso": 1}


def test_nenhum_verbo_decide_sobre_prestador_de_outra_unidade(mundo: Mundo, cena: Cena) -> None:
    """Handed the row by whatever way, the verb refuses and nothing happens."""
    fora = ator_de(da_unidade(mundo, FORA))
    with escopo(mundo.operadora):
        com_numero = Aprovacao(perfil("Credenciado", Portal.PRESTADOR), cena.clinica.codigo)
    verbos: tuple[Callable[[], object], ...] = (
        lambda: abrir_guia(fora, cena.item.guia_id),
        lambda: decidir_itens(fora, [cena.item], Decisao("aceitar")),
        lambda: concluir_conta(fora, cena.item.guia, aplicar_sugestoes=True),
        lambda: fechar_lote(fora, cena.lote),
        lambda: liberar_lote(fora, cena.a_liberar),
        lambda: cancelar_lote(fora, cena.lote),
        lambda: analise_pdf(fora, cena.a_liberar),
        lambda: responder_contestacao(fora, cena.caso, procede=True, resposta="Sim."),
        lambda: demonstrativo_pdf(fora, cena.pagamento),
        lambda: marcar_pago(fora, cena.pagamento),
        lambda: decidir_atualizacao(fora, cena.pedido.pk, {}),
        lambda: tratar_recusa(fora, cena.resposta.pk, tratativa="Não.", novo_prazo=None),
        lambda: convidar_prestador(fora, cena.clinica, "outro@exemplo.org", "Pediu."),
        lambda: emitir_credencial_ws(fora, cena.clinica, "cedro-ws"),
        lambda: vinculos.suspender(fora, cena.acesso, "Não."),
        lambda: recusar(fora, cena.solicitacao.pk, "Não."),
        lambda: aprovar(fora, cena.solicitacao.pk, com_numero),
        lambda: abrir(fora, cena.lote.arquivo_id),
    )
    with escopo(mundo.operadora):
        antes = Evento.objects.count()
        for verbo in verbos:
            with pytest.raises(ObjectDoesNotExist):
                verbo()
        assert Evento.objects.count() == antes


def test_pedido_de_acesso_nao_se_aprova_como_prestador_de_outra_unidade(mundo: Mundo) -> None:
    """A request about a prestador within reach can't be turned into an access over another."""
    de_fora = ator_de(da_unidade(mundo, FORA))
    dados = {"documento": mundo.hospital.documento_formatado, "codigo": "", "celular": "19999990000"}
    solicitacao = pedida(mundo, nova=NovaSolicitacao(Tipo.PRESTADOR, dados))
    with escopo(mundo.operadora):
        com = Aprovacao(perfil("Credenciado", Portal.PRESTADOR), mundo.prestador.codigo)
        with pytest.raises(Recusa) as recusa:
            aprovar(de_fora, solicitacao.pk, com)
        assert recusa.value.campo == "numero"
        dado = aprovar(de_fora, solicitacao.pk, replace(com, numero=mundo.hospital.codigo))
        assert dado.prestador_id == mundo.hospital.pk


def test_fechar_a_competencia_e_de_quem_atua_em_todas(mundo: Mundo) -> None:
    lote = liberado(mundo)
    de_fora, de_dentro = da_unidade(mundo, FORA), da_unidade(mundo, DENTRO)
    um = f"{INICIO}competencias/{lote.competencia}/"
    texto = entrar(de_dentro.usuario, de_dentro).get(um).content.decode()
    assert "Você atua só em parte das unidades" in texto and "Das suas unidades, 1 prestador tem" in texto
    assert '<form method="post">' not in texto.split("<main")[1]
    assert mundo.prestador.nome_fantasia not in entrar(de_fora.usuario, de_fora).get(um).content.decode()
    with escopo(mundo.operadora):
        with pytest.raises(Recusa):
            fechar_competencia(ator_de(de_dentro), lote.competencia)
        assert Pagamento.objects.count() == 0
        assert len(fechar_competencia(mundo.ator("financeiro"), lote.competencia)) == 1


def test_prestador_sem_unidade_so_e_visto_por_quem_atua_em_todas(mundo: Mundo, gestor: Client) -> None:
    with escopo(mundo.operadora):
        Prestador.objects.filter(pk=mundo.prestador.pk).update(unidade=None)
    de_dentro = da_unidade(mundo, DENTRO)
    endereco = f"{INICIO}prestadores/{mundo.prestador.pk}/"
    assert (entrar(de_dentro.usuario, de_dentro).get(endereco).status_code, gestor.get(endereco).status_code) == (
        404,
        200,
    )


def test_o_aviso_toca_so_quem_alcanca_o_prestador(mundo: Mundo) -> None:
    de_fora, de_dentro = da_unidade(mundo, FORA), da_unidade(mundo, DENTRO)
    with escopo(mundo.operadora):
        pedir(mundo, {"telefone": "(19) 3333-4444"})
        drenar()
        avisados = set(Notificacao.objects.filter(portal="operadora").values_list("usuario_id", flat=True))
    assert de_dentro.usuario_id in avisados and mundo.gestor.pk in avisados
    assert de_fora.usuario_id not in avisados


def test_a_faixa_diz_a_unidade_e_as_consultas_nao_crescem(mundo: Mundo, gestor: Client) -> None:
    enviado(mundo, "384", 1, "10.00")
    de_dentro = da_unidade(mundo, DENTRO)
    dela = entrar(de_dentro.usuario, de_dentro)
    assert f"{mundo.operadora.nome_fantasia} · Unidade Centro" in dela.get(f"{INICIO}lotes/").content.decode()
    for endereco in (f"{INICIO}lotes/", f"{INICIO}contas/", f"{INICIO}prestadores/"):
        assert quantas_consultas(dela, endereco) == quantas_consultas(gestor, endereco)


def test_tirar_a_unidade_vale_no_proximo_clique(mundo: Mundo, gestor: Client) -> None:
    de_dentro = da_unidade(mundo, DENTRO)
    dela, endereco = entrar(de_dentro.usuario, de_dentro), f"{INICIO}prestadores/{mundo.prestador.pk}/"
    assert dela.get(endereco).status_code == 200
    with escopo(mundo.operadora):
        dar_unidades(de_dentro, [Unidade.objects.get(codigo=FORA).pk])
    assert dela.get(endereco).status_code == 404


def test_valor_em_dinheiro_de_outra_unidade_nao_entra_em_soma(mundo: Mundo, cena: Cena) -> None:
    de_fora = da_unidade(mundo, FORA)
    pagina = entrar(de_fora.usuario, de_fora).get(INICIO)
    assert (pagina.context["contas"].quantidade, pagina.context["contas"].valor) == (0, Decimal("0.00"))
    assert (pagina.context["a_vencer"], pagina.context["competencias"]) == ([], [])
