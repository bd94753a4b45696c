"""Requests for access: asked, answered, decided once, and never by who asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import AtoDaConta, Perfil, SolicitacaoDeAcesso, Usuario, Vinculo
from guiche.acesso.selectors.contexto import ator_do_vinculo, vinculos_vigentes
from guiche.acesso.selectors.solicitacoes import comparar, solicitacao_da_pessoa, solicitacoes_da_pessoa
from guiche.acesso.services.solicitacoes import (
    Aprovacao,
    NovaSolicitacao,
    abrir_solicitacao,
    aprovar,
    completar_perfil,
    desistir,
    pedir_documento,
    recusar,
    responder,
    solicitar,
)
from guiche.acesso.services.vinculos import dar_perfis
from guiche.documentos.models import Arquivo
from guiche.documentos.services import abrir
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.escopo import escopo
from guiche.nucleo.fluxo import TransicaoInvalida
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.relogio import calendario
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from tests.acesso.solicitacoes import CPF, Tipo, anexo, do_plano, pedida, pessoa
from tests.cenario import Mundo
from tests.correio import cartas, ultima_carta

pytestmark = pytest.mark.django_db


def perfil(nome: str, portal: str = "beneficiario") -> Perfil:
    um: Perfil = Perfil.objects.get(portal=portal, nome=nome)
    return um


def do_atendimento(mundo: Mundo) -> Ator:
    """Somebody of the team with the standard perfil of who answers requests."""
    usuario = Usuario.objects.create_user("acessos", "x", nome="Abel dos Acessos")
    with escopo(mundo.operadora):
        vinculo = Vinculo.objects.create(
            usuario=usuario, portal="operadora", tipo=Vinculo.Tipo.EQUIPE, vigencia_inicio=mundo.hoje
        )
        dar_perfis(vinculo, [perfil("Credenciamento e acesso", "operadora")])
    return ator_do_vinculo(usuario, vinculo)


def relida(mundo: Mundo, uma: SolicitacaoDeAcesso) -> SolicitacaoDeAcesso:
    with escopo(mundo.operadora):
        return SolicitacaoDeAcesso.objects.get(pk=uma.pk)


@pytest.mark.requisito("U-09", "U-12")
def test_varios_tipos_de_uma_vez_cada_um_com_seu_prazo_e_prova(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        Vinculo.objects.filter(beneficiario=mundo.titular).delete()
        configurar(Ator.sistema(mundo.operadora), replace(AcessoConfig(), prazo_solicitacao_du=3))
        prazo = calendario().du_excl(mundo.hoje, 3)
    eu = pessoa()
    empresa = NovaSolicitacao(Tipo.CONTRATANTE, {"cnpj": "11222333000181", "contrato": "C-1", "cargo": "Diretora"})
    feitas = solicitar(eu, mundo.operadora, [do_plano(mundo), empresa])
    assert [(uma.tipo, uma.situacao, uma.prazo) for uma in feitas] == [
        ("beneficiario", "em_analise", prazo),
        ("contratante", "em_analise", prazo),
    ]
    assert vinculos_vigentes(eu.usuario) == []
    with escopo(mundo.operadora):
        assert [a.nome for a in Arquivo.objects.filter(objeto_tipo="acesso.solicitacaodeacesso")] == ["cartao.png"]
        fatos = [e.fato for e in Evento.objects.filter(tipo="acesso.solicitacao.criada").order_by("numero")]
    assert [fato["tipo"] for fato in fatos] == ["beneficiario", "contratante"]
    assert mundo.titular.carteira not in str(fatos)
    drenar()
    carta = ultima_carta(para="vera@exemplo.org")
    assert f"{prazo:%d/%m/%Y}" in carta.texto
    assert "Beneficiário" in carta.texto


def test_perfil_incompleto_menor_e_repetido_sao_recusados_sem_nada_gravar(mundo: Mundo) -> None:
    aberto = Usuario.objects.create_user("so.login", "x", nome="so.login")
    eu = replace(pessoa(), usuario=aberto)
    with pytest.raises(Recusa, match="Complete"):
        solicitar(eu, mundo.operadora, [do_plano(mundo)])
    jovem = pessoa("jovem", "Jovem Lins", "11144477735")
    completar_perfil(jovem, "Jovem Lins", mundo.hoje - timedelta(days=17 * 365), "11144477735")
    with pytest.raises(Recusa, match="18 anos"):
        solicitar(jovem, mundo.operadora, [do_plano(mundo)])
    with escopo(mundo.operadora):
        assert SolicitacaoDeAcesso.objects.count() == 0
    vera = replace(eu, usuario=Usuario.objects.get(login="vera"))
    uma = pedida(mundo, vera)
    with pytest.raises(Recusa, match="já espera resposta"):
        solicitar(vera, mundo.operadora, [do_plano(mundo)])
    desistir(vera, uma)
    assert solicitar(vera, mundo.operadora, [do_plano(mundo)])[0].pk != uma.pk


@pytest.mark.parametrize(
    ("nome", "nascimento", "cpf", "campo"),
    [
        ("Vera", date(1990, 1, 1), CPF, "nome"),
        ("Vera Lins", date(2190, 1, 1), CPF, "nascimento"),
        ("Vera Lins", date(1890, 1, 1), CPF, "nascimento"),
        ("Vera Lins", date(1990, 1, 1), "11111111111", "cpf"),
    ],
)
def test_perfil_invalido_fica_no_campo(mundo: Mundo, nome: str, nascimento: date, cpf: str, campo: str) -> None:
    eu = pessoa()
    with pytest.raises(Recusa) as recusa:
        completar_perfil(eu, nome, nascimento, cpf)
    assert recusa.value.campo == campo


@pytest.mark.requisito("U-13")
@pytest.mark.parametrize("e_o_do_cadastro", [True, False])
def test_aprovada_abre_o_acesso_na_hora_e_o_cpf_do_cadastro_passa_a_valer(mundo: Mundo, e_o_do_cadastro: bool) -> None:
    Usuario.objects.filter(documento=mundo.titular.cpf).update(documento="")
    cpf = mundo.titular.cpf if e_o_do_cadastro else CPF
    uma = pedida(mundo, pessoa(cpf=cpf))
    ator = do_atendimento(mundo)
    with escopo(mundo.operadora):
        vinculo = aprovar(ator, uma.pk, Aprovacao(perfil("Titular"), mundo.titular.carteira))
    decidida = relida(mundo, uma)
    assert (decidida.situacao, decidida.vinculo_id, decidida.decidida_por) == ("aprovada", vinculo.pk, ator.usuario)
    assert vinculos_vigentes(decidida.usuario) == [vinculo]
    usuario = Usuario.objects.get(pk=decidida.usuario_id)
    assert (usuario.documento, usuario.documento_declarado) == ((cpf, "") if e_o_do_cadastro else ("", cpf))
    drenar()
    carta = ultima_carta(para="vera@exemplo.org")
    assert (carta.assunto, "papel Titular" in carta.texto) == ("Seu acesso foi liberado", True)
    with escopo(mundo.operadora), pytest.raises(TransicaoInvalida):
        recusar(ator, uma.pk, "Mudei de ideia.")


@pytest.mark.requisito("U-13")
def test_pedir_documento_devolve_a_pessoa_e_a_resposta_recomeca_o_prazo(mundo: Mundo) -> None:
    eu = pessoa()
    uma = pedida(mundo, eu)
    ator = do_atendimento(mundo)
    with escopo(mundo.operadora):
        SolicitacaoDeAcesso.objects.filter(pk=uma.pk).update(prazo=mundo.hoje - timedelta(days=9))
        pedir_documento(ator, uma.pk, "Mande a foto do documento.")
        with pytest.raises(TransicaoInvalida):
            aprovar(ator, uma.pk, Aprovacao(perfil("Titular"), mundo.titular.carteira))
    drenar()
    assert "Mande a foto do documento." in ultima_carta(para="vera@exemplo.org").texto
    minha = solicitacao_da_pessoa(eu, uma.pk)
    with pytest.raises(Recusa):
        responder(eu, minha, "  ", [])
    responder(eu, minha, "Segue.", [anexo("rg.png")])
    depois = relida(mundo, uma)
    with escopo(mundo.operadora):
        assert depois.prazo == calendario().du_excl(mundo.hoje, AcessoConfig().prazo_solicitacao_du)
        assert Arquivo.objects.filter(objeto_id=uma.pk, objeto_tipo="acesso.solicitacaodeacesso").count() == 2
    assert (depois.situacao, depois.dados["respostas"]) == ("em_analise", ["Segue."])
    with pytest.raises(TransicaoInvalida):
        responder(eu, depois, "De novo.", [])
    tipos = list(AtoDaConta.objects.filter(usuario=eu.usuario).order_by("pk").values_list("tipo", flat=True))
    assert tipos == ["dados_mudados", "acesso_solicitado", "solicitacao_respondida"]


@pytest.mark.requisito("U-13")
def test_recusada_com_motivo_que_a_pessoa_le(mundo: Mundo) -> None:
    eu = pessoa()
    uma = pedida(mundo, eu)
    with escopo(mundo.operadora):
        with pytest.raises(Recusa) as falta:
            recusar(do_atendimento(mundo), uma.pk, "   ")
        assert falta.value.campo == "texto"
        recusar(mundo.ator("gestor"), uma.pk, "O plano é de outra pessoa.")
    drenar()
    assert "Motivo: O plano é de outra pessoa." in ultima_carta(para="vera@exemplo.org").texto
    assert [(um.situacao, um.motivo) for um in solicitacoes_da_pessoa(eu)] == [
        ("recusada", "O plano é de outra pessoa.")
    ]
    assert vinculos_vigentes(eu.usuario) == []


def test_so_quem_pode_decide_e_nunca_o_proprio_pedido(mundo: Mundo) -> None:
    uma = pedida(mundo)
    ator = do_atendimento(mundo)
    aprovacao = Aprovacao(Perfil(), mundo.titular.carteira)
    with escopo(mundo.operadora):
        for sem_direito in (mundo.ator("analista"), mundo.ator("faturista", prestador=mundo.prestador)):
            with pytest.raises(SemPermissao):
                aprovar(sem_direito, uma.pk, aprovacao)
            with pytest.raises(SemPermissao):
                abrir_solicitacao(sem_direito, uma.pk)
        SolicitacaoDeAcesso.objects.filter(pk=uma.pk).update(usuario=ator.usuario)
        for verbo in (
            lambda: aprovar(ator, uma.pk, Aprovacao(perfil("Titular"), mundo.titular.carteira)),
            lambda: pedir_documento(ator, uma.pk, "?"),
            lambda: recusar(ator, uma.pk, "Não."),
        ):
            with pytest.raises(Recusa, match="outra pessoa da equipe"):
                verbo()
    assert relida(mundo, uma).situacao == "em_analise"


def test_outra_operadora_nao_ve_nem_decide(mundo: Mundo) -> None:
    uma = pedida(mundo)
    ator = mundo.ator("gestor", outra=True)
    with escopo(mundo.outra):
        with pytest.raises(SolicitacaoDeAcesso.DoesNotExist):
            abrir_solicitacao(ator, uma.pk)
        with pytest.raises(SolicitacaoDeAcesso.DoesNotExist):
            recusar(ator, uma.pk, "Não.")
    alheia = pessoa("outra", "Outra Pessoa", "11144477735")
    with pytest.raises(SolicitacaoDeAcesso.DoesNotExist):
        solicitacao_da_pessoa(alheia, uma.pk)
    with pytest.raises(SolicitacaoDeAcesso.DoesNotExist):
        desistir(alheia, uma)


def test_o_mesmo_acesso_nunca_duas_vezes(mundo: Mundo) -> None:
    eu = pessoa()
    uma = pedida(mundo, eu)
    ator = do_atendimento(mundo)
    with escopo(mundo.operadora):
        aprovar(ator, uma.pk, Aprovacao(perfil("Titular"), mundo.titular.carteira))
    with pytest.raises(Recusa, match="já tem este acesso"):
        solicitar(eu, mundo.operadora, [do_plano(mundo)])
    outro = solicitar(eu, mundo.operadora, [NovaSolicitacao(Tipo.BENEFICIARIO, {"carteira": "999"})])[0]
    with escopo(mundo.operadora), pytest.raises(Recusa, match="já tem este acesso"):
        aprovar(ator, outro.pk, Aprovacao(perfil("Titular"), mundo.titular.carteira))
    assert relida(mundo, outro).situacao == "em_analise"


def test_ninguem_da_a_equipe_o_que_nao_tem(mundo: Mundo) -> None:
    nova = NovaSolicitacao(Tipo.COLABORADOR, {"matricula": "77", "setor": "Contas", "gestor": "Ines"})
    uma = pedida(mundo, nova=nova)
    ator = do_atendimento(mundo)
    with escopo(mundo.operadora):
        for nome, portal in (("Gestor", "operadora"), ("Credenciado", "prestador")):
            with pytest.raises(Recusa) as recusa:
                aprovar(ator, uma.pk, Aprovacao(perfil(nome, portal)))
            assert recusa.value.campo == "perfil"
        vinculo = aprovar(mundo.ator("gestor"), uma.pk, Aprovacao(perfil("Gestor", "operadora")))
        assert (vinculo.tipo, vinculo.lotacao) == (Vinculo.Tipo.EQUIPE, "Contas")


def test_acesso_a_equipe_so_libera_quem_aprova_a_equipe(mundo: Mundo) -> None:
    uma = pedida(mundo, nova=NovaSolicitacao(Tipo.COLABORADOR, {"matricula": "77", "setor": "Contas"}))
    ator = do_atendimento(mundo)
    with escopo(mundo.operadora):
        proprio = perfil("Credenciamento e acesso", "operadora")
        assert abrir_solicitacao(ator, uma.pk).perfis == []
        with pytest.raises(Recusa, match="quem aprova a equipe") as recusa:
            aprovar(ator, uma.pk, Aprovacao(proprio))
        assert recusa.value.campo == "perfil"
    assert relida(mundo, uma).situacao == "em_analise"
    with escopo(mundo.operadora):
        proprio.permissoes = [*proprio.permissoes, "acesso.equipe.aprovar"]
        proprio.save(update_fields=["permissoes"])
        ator = ator_do_vinculo(ator.usuario, ator.vinculo)
        assert proprio in abrir_solicitacao(ator, uma.pk).perfis
        assert aprovar(ator, uma.pk, Aprovacao(proprio)).tipo == Vinculo.Tipo.EQUIPE


@pytest.mark.parametrize("campo", ["documento", "documento_declarado"])
def test_a_mesma_pessoa_com_outra_conta_nao_decide_o_seu_pedido(mundo: Mundo, campo: str) -> None:
    uma = pedida(mundo)
    Usuario.objects.filter(pk=mundo.gestor.pk).update(**{campo: CPF})
    mundo.gestor.refresh_from_db()
    ator = replace(mundo.ator("gestor"), usuario=mundo.gestor)
    with escopo(mundo.operadora):
        assert abrir_solicitacao(ator, uma.pk).propria
        for verbo in (
            lambda: aprovar(ator, uma.pk, Aprovacao(perfil("Titular"), mundo.titular.carteira)),
            lambda: pedir_documento(ator, uma.pk, "?"),
            lambda: recusar(ator, uma.pk, "Não."),
        ):
            with pytest.raises(Recusa, match="outra pessoa da equipe"):
                verbo()
    assert relida(mundo, uma).situacao == "em_analise"


def test_arquivos_demais_sao_recusados_antes_de_gravar(mundo: Mundo) -> None:
    eu, muitos = pessoa(), [anexo(f"{numero}.png") for numero in range(6)]
    with pytest.raises(Recusa, match="no máximo 5") as recusa:
        solicitar(eu, mundo.operadora, [replace(do_plano(mundo), anexos=muitos)])
    assert (recusa.value.campo, recusa.value.codigo) == ("anexos", Tipo.BENEFICIARIO)
    uma = pedida(mundo, eu)
    with escopo(mundo.operadora):
        pedir_documento(mundo.ator("gestor"), uma.pk, "Mande.")
    with pytest.raises(Recusa, match="no máximo 5"):
        responder(eu, solicitacao_da_pessoa(eu, uma.pk), "Segue.", muitos)
    assert relida(mundo, uma).situacao == "pendente"


def test_cpf_de_outra_conta_espera_avisa_o_dono_e_nao_se_aprova(mundo: Mundo) -> None:
    dona = mundo.beneficiaria
    eu = pessoa(cpf=dona.documento)
    uma = pedida(mundo, eu)
    drenar()
    assert [carta.modelo for carta in cartas(para=dona.email)] == ["acesso.cadastro.cpf_usado"]
    with escopo(mundo.operadora):
        assert abrir_solicitacao(mundo.ator("gestor"), uma.pk).comparacao.cpf_de_outra_conta
        with pytest.raises(Recusa, match="outra conta"):
            aprovar(mundo.ator("gestor"), uma.pk, Aprovacao(perfil("Titular"), mundo.titular.carteira))
    assert Usuario.objects.get(pk=eu.usuario.pk).documento == ""


def test_comparacao_diz_o_que_confere_e_o_que_nao(mundo: Mundo) -> None:
    with escopo(mundo.operadora):
        clinica = mundo.prestador
        dados = {"documento": clinica.documento_formatado, "codigo": "000", "numero_conselho": "1"}
        uma = SolicitacaoDeAcesso(usuario=mundo.gestor, tipo=Tipo.PRESTADOR, dados=dados)
        comparacao = comparar(uma)
        assert comparacao.alvo == clinica
        assert {linha.rotulo: linha.igual for linha in comparacao.linhas} == {
            "Nome": None,
            "CPF": None,
            "CNPJ ou CPF": True,
            "Código na operadora": False,
            "Número no conselho": None,
        }
        assert comparacao.diferencas == 1
        uma = SolicitacaoDeAcesso(usuario=mundo.beneficiaria, tipo=Tipo.BENEFICIARIO, dados={"carteira": "1"})
        assert comparar(uma).alvo is None


def test_abrir_registra_a_leitura_e_a_prova_tem_porta(mundo: Mundo) -> None:
    uma = pedida(mundo)
    ator = do_atendimento(mundo)
    with escopo(mundo.operadora):
        abrir_solicitacao(ator, uma.pk)
        lido = Evento.objects.filter(tipo="cadastro.beneficiario.lido").get()
        assert (lido.alvo, lido.usuario_id) == (mundo.titular.pk, ator.usuario.pk)
        arquivo = Arquivo.objects.get(objeto_tipo="acesso.solicitacaodeacesso")
        assert abrir(ator, arquivo.pk) == arquivo
        for alheio in (mundo.ator("analista"), mundo.ator("faturista", prestador=mundo.prestador)):
            with pytest.raises(Arquivo.DoesNotExist):
                abrir(alheio, arquivo.pk)
