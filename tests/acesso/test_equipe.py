"""The operadora's team: two people for every change, nobody enlarges the own rights, nobody is locked out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Convite, MudancaDeAcesso, Perfil, Portal, Usuario, Vinculo
from guiche.acesso.selectors.contexto import ator_do_vinculo, vinculos_vigentes
from guiche.acesso.selectors.equipe import a_decidir, descrever, diferenca_do_padrao, equipe
from guiche.acesso.services import vinculos
from guiche.acesso.services.convites import aceitar, cancelar, reenviar
from guiche.acesso.services.emails import guardar_confirmado
from guiche.acesso.services.equipe import (
    MUDOU,
    ConteudoDoPerfil,
    NovaPessoa,
    aprovar,
    desistir,
    encerrar_pessoa,
    propor_convite,
    propor_exclusao,
    propor_perfil,
    propor_perfis,
    propor_reativacao,
    propor_sem_quatro_olhos,
    recusar,
    suspender_pessoa,
)
from guiche.acesso.services.opcoes import mudar_opcoes
from guiche.acesso.services.vinculos import dar_perfis, dar_unidades
from guiche.cadastro.models import Unidade
from guiche.comunicacao.models import Notificacao
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config, configurar
from guiche.nucleo.escopo import escopo
from guiche.nucleo.eventos import historico
from guiche.nucleo.fluxo import TransicaoInvalida
from guiche.nucleo.models import Evento
from guiche.nucleo.permissoes import SemPermissao
from guiche.nucleo.servico import Recusa
from guiche.nucleo.tarefas import drenar
from guiche.portais.componentes.acessos import do_vinculo
from tests.acesso.relacionamentos import ator, eu, perfil, pessoa
from tests.cenario import Mundo
from tests.correio import ultima_carta

pytestmark = pytest.mark.django_db

LOTE_VER = "faturamento.lote.ver"


def da_equipe(mundo: Mundo, login: str, *codigos: str, perfil_: Perfil | None = None) -> Ator:
    """Somebody of the team with a perfil of just these codes, or with a given one."""
    with escopo(mundo.operadora):
        dado = perfil_ or Perfil.objects.create(nome=f"De {login}", portal=Portal.OPERADORA, permissoes=sorted(codigos))
        vinculo = Vinculo.objects.create(
            usuario=pessoa(login, f"{login.capitalize()} Prado"),
            tipo=Vinculo.Tipo.EQUIPE,
            portal=Portal.OPERADORA,
            vigencia_inicio=mundo.hoje,
        )
        dar_perfis(vinculo, [dado])
    return ator(vinculo)


def segunda_gestora(mundo: Mundo) -> Ator:
    """Another person with every right of the portal."""
    with escopo(mundo.operadora):
        gestor = perfil("Gestor", Portal.OPERADORA)
    return da_equipe(mundo, "odete", perfil_=gestor)


def da_casa(codigo: str) -> Unidade:
    """A unit of the small world by its code."""
    unidade: Unidade = Unidade.objects.get(codigo=codigo)
    return unidade


def com_dois_olhos(mundo: Mundo) -> None:
    """Turn the second person off."""
    configurar(Ator.sistema(mundo.operadora), replace(config(AcessoConfig), quatro_olhos=False))


def leitura(*codigos: str, nome: str = "Leitura") -> ConteudoDoPerfil:
    return ConteudoDoPerfil(nome, Portal.OPERADORA, frozenset(codigos or {LOTE_VER}), "Só olhar.")


def test_convite_a_equipe_so_sai_quando_outra_pessoa_aprova(mundo: Mundo) -> None:
    ines, odete = mundo.ator("gestor"), segunda_gestora(mundo)
    with escopo(mundo.operadora):
        financeiro = perfil("Financeiro", Portal.OPERADORA)
        pedido = propor_convite(ines, NovaPessoa("Nara Pimentel", "Nara@exemplo.org", [financeiro], [da_casa("NOR")]))
        assert (pedido.situacao, Convite.objects.count()) == ("pendente", 0)
        assert (a_decidir(ines).count(), a_decidir(odete).count()) == (0, 1)
        aprovar(odete, pedido)
        convite = Convite.objects.get(tipo=Convite.Tipo.EQUIPE)
        assert (convite.email, convite.convidado_por, list(convite.perfis.all())) == (
            "nara@exemplo.org",
            mundo.gestor,
            [financeiro],
        )
        pedido = MudancaDeAcesso.objects.get(pk=pedido.pk)
        assert (pedido.situacao, pedido.pedida_por, pedido.decidida_por) == ("aprovada", mundo.gestor, odete.usuario)
    drenar()
    assert ultima_carta(para="nara@exemplo.org").assunto == "Grave a sua senha para entrar no portal"
    nara = pessoa("nara")
    vinculo = aceitar(eu(nara), convite)
    assert (vinculo.tipo, vinculos_vigentes(nara)) == (Vinculo.Tipo.EQUIPE, [vinculo])
    with escopo(mundo.operadora):
        assert vinculo.nomes_das_unidades == "Unidade Norte"


def test_quem_pede_nao_aprova_nem_recusa_e_so_quem_pediu_desiste(mundo: Mundo) -> None:
    ines, odete = mundo.ator("gestor"), segunda_gestora(mundo)
    with escopo(mundo.operadora):
        pedido = propor_perfil(ines, leitura())
        assert pedido is not None
        for verbo in (
            lambda: aprovar(ines, pedido),
            lambda: recusar(ines, pedido, "Não"),
            lambda: desistir(odete, pedido),
        ):
            with pytest.raises(Recusa):
                verbo()
        assert MudancaDeAcesso.objects.get().situacao == "pendente"
        assert desistir(ines, pedido).situacao == "cancelada"
        with pytest.raises(TransicaoInvalida):
            aprovar(odete, pedido)
        assert not Perfil.objects.filter(nome="Leitura").exists()


def test_recusar_pede_motivo_e_nada_muda(mundo: Mundo) -> None:
    ines, odete = mundo.ator("gestor"), segunda_gestora(mundo)
    with escopo(mundo.operadora):
        pedido = propor_perfil(ines, leitura())
        assert pedido is not None
        with pytest.raises(Recusa) as sem_motivo:
            recusar(odete, pedido, "  ")
        assert sem_motivo.value.campo == "motivo"
        feito = recusar(odete, pedido, "Já existe um parecido.")
        assert (feito.situacao, feito.motivo) == ("recusada", "Já existe um parecido.")
        assert not Perfil.objects.filter(nome="Leitura").exists()


def test_sem_o_direito_ninguem_pede_nem_decide(mundo: Mundo) -> None:
    analista, marta = mundo.ator("analista"), mundo.vinculo("financeiro")
    with escopo(mundo.operadora):
        analise = perfil("Analista de contas", Portal.OPERADORA)
        pedido = propor_perfil(mundo.ator("gestor"), leitura())
        assert pedido is not None
        for verbo in (
            lambda: propor_convite(analista, NovaPessoa("X", "x@exemplo.org", [analise])),
            lambda: propor_perfis(analista, marta, [analise], ""),
            lambda: propor_perfil(analista, leitura(nome="Outra")),
            lambda: propor_exclusao(analista, analise),
            lambda: suspender_pessoa(analista, marta, "Não sei"),
            lambda: encerrar_pessoa(analista, marta, "Não sei"),
            lambda: aprovar(analista, pedido),
            lambda: recusar(analista, pedido, "Não"),
        ):
            with pytest.raises(SemPermissao):
                verbo()
        assert list(equipe(analista)) == []
        assert MudancaDeAcesso.objects.get().situacao == "pendente"


def test_perfis_aprovados_valem_no_clique_seguinte(mundo: Mundo) -> None:
    ines, odete, paulo = mundo.ator("gestor"), segunda_gestora(mundo), mundo.vinculo("analista")
    with escopo(mundo.operadora):
        financeiro = perfil("Financeiro", Portal.OPERADORA)
        pedido = propor_perfis(ines, paulo, [financeiro], [da_casa("SUL")])
        assert pedido is not None
        assert not ator(Vinculo.objects.get(pk=paulo.pk)).permissoes & {"pagamento.competencia.fechar"}
        descrita = descrever(pedido)
        assert "pagamento.competencia.fechar" in descrita.diferenca.ganha
        assert "faturamento.conta.analisar" in descrita.diferenca.perde
        assert [(c.rotulo, c.antes, c.depois) for c in descrita.diferenca.campos] == [
            ("Perfis", "Analista de contas", "Financeiro"),
            ("Unidades", "Todas", "Unidade Sul"),
        ]
        aprovar(odete, pedido)
        mudado = Vinculo.objects.get(pk=paulo.pk)
        assert (mudado.papeis, mudado.nomes_das_unidades) == ("Financeiro", "Unidade Sul")
        assert "pagamento.competencia.fechar" in ator_do_vinculo(paulo.usuario, mudado).permissoes
        assert propor_perfis(ines, paulo, [financeiro], [da_casa("SUL")]) is None


def test_ninguem_muda_o_proprio_acesso_nem_aprova_o_que_o_aumenta(mundo: Mundo) -> None:
    ines = mundo.ator("gestor")
    so_aprova = da_equipe(mundo, "rui", "acesso.equipe.aprovar", "acesso.equipe.ver")
    with escopo(mundo.operadora):
        gestor = perfil("Gestor", Portal.OPERADORA)
        with pytest.raises(Recusa):
            propor_perfis(ines, mundo.vinculo("gestor"), [gestor], "")
        with pytest.raises(Recusa):
            suspender_pessoa(ines, mundo.vinculo("gestor"), "Férias")
        dele = Perfil.objects.get(nome="De rui")
        cresce = propor_perfil(ines, leitura("acesso.equipe.aprovar", LOTE_VER, nome="De rui"), dele)
        do_vinculo = propor_perfis(ines, so_aprova.vinculo, [gestor], "")
        assert cresce is not None and do_vinculo is not None
        for pedido in (cresce, do_vinculo):
            with pytest.raises(Recusa):
                aprovar(so_aprova, pedido)
        assert sorted(Perfil.objects.get(pk=dele.pk).permissoes) == ["acesso.equipe.aprovar", "acesso.equipe.ver"]
        assert set(MudancaDeAcesso.objects.values_list("situacao", flat=True)) == {"pendente"}


def test_quem_pediu_e_perdeu_o_direito_nao_deixa_pedido_valendo(mundo: Mundo) -> None:
    odete, rui = segunda_gestora(mundo), da_equipe(mundo, "rui", "acesso.equipe.mudar")
    with escopo(mundo.operadora):
        pedido = propor_convite(rui, NovaPessoa("Nara", "nara@exemplo.org", [perfil("Financeiro", Portal.OPERADORA)]))
        suspender_pessoa(odete, rui.vinculo, "Saiu do setor")
        with pytest.raises(Recusa):
            aprovar(odete, pedido)
        assert Convite.objects.count() == 0


def test_suspender_e_imediato_e_reativar_espera(mundo: Mundo) -> None:
    ines, odete, paulo = mundo.ator("gestor"), segunda_gestora(mundo), mundo.vinculo("analista")
    with escopo(mundo.operadora):
        suspender_pessoa(ines, paulo, "Notebook perdido")
        assert vinculos_vigentes(mundo.analista) == []
        pedido = propor_reativacao(ines, paulo)
        assert "faturamento.conta.analisar" in descrever(pedido).diferenca.ganha
        assert vinculos_vigentes(mundo.analista) == []
        aprovar(odete, pedido)
    assert [v.pk for v in vinculos_vigentes(mundo.analista)] == [paulo.pk]


def test_encerrar_e_imediato_e_definitivo(mundo: Mundo) -> None:
    ines, paulo = mundo.ator("gestor"), mundo.vinculo("analista")
    with escopo(mundo.operadora):
        encerrado = encerrar_pessoa(ines, paulo, "Pediu demissão")
        assert (encerrado.situacao, encerrado.vigencia_fim, encerrado.motivo) == (
            "encerrado",
            mundo.hoje,
            "Pediu demissão",
        )
        with pytest.raises(Recusa):
            propor_perfis(ines, paulo, [perfil("Financeiro", Portal.OPERADORA)], "")
        with pytest.raises(Recusa):
            propor_reativacao(ines, paulo)
    assert vinculos_vigentes(mundo.analista) == []


def test_a_ultima_pessoa_que_aprova_nao_sai(mundo: Mundo) -> None:
    """By suspension, by end, by other perfis and by a change of the perfil itself."""
    ines_vinculo = mundo.vinculo("gestor")
    rui = da_equipe(mundo, "rui", "acesso.equipe.mudar", "acesso.equipe.ver")
    with escopo(mundo.operadora):
        financeiro, gestor = perfil("Financeiro", Portal.OPERADORA), perfil("Gestor", Portal.OPERADORA)
        for verbo in (suspender_pessoa, encerrar_pessoa):
            with pytest.raises(Recusa) as ultima:
                verbo(rui, ines_vinculo, "Saiu")
            assert "Ninguém mais poderia aprovar" in ultima.value.mensagem
        com_dois_olhos(mundo)
        with pytest.raises(Recusa):
            propor_perfis(rui, ines_vinculo, [financeiro], "")
        with pytest.raises(Recusa):
            propor_perfil(rui, leitura(LOTE_VER, nome="Gestor"), gestor)
        assert Vinculo.objects.get(pk=ines_vinculo.pk).papeis == "Gestor"
        assert "acesso.equipe.aprovar" in Perfil.objects.get(pk=gestor.pk).permissoes
        assert MudancaDeAcesso.objects.count() == 0


def test_sem_quatro_olhos_vale_na_hora_e_fica_registrado(mundo: Mundo) -> None:
    ines = mundo.ator("gestor")
    with escopo(mundo.operadora):
        com_dois_olhos(mundo)
        feita = propor_perfil(ines, leitura())
        assert feita is not None
        assert (feita.situacao, feita.decidida_por) == ("aprovada", mundo.gestor)
        assert Perfil.objects.get(nome="Leitura").permissoes == [LOTE_VER]
        assert list(
            Evento.objects.filter(tipo__startswith="acesso.mudanca").order_by("numero").values_list("tipo", flat=True)
        ) == [
            "acesso.mudanca.pedida",
            "acesso.mudanca.decidida",
        ]
        rui = da_equipe(mundo, "rui", "acesso.equipe.mudar", "acesso.equipe.ver")
        with pytest.raises(Recusa):
            propor_perfil(
                rui, leitura("acesso.equipe.mudar", LOTE_VER, nome="De rui"), Perfil.objects.get(nome="De rui")
            )


def test_desligar_as_duas_pessoas_tambem_pede_duas(mundo: Mundo) -> None:
    ines, odete = mundo.ator("gestor"), segunda_gestora(mundo)
    with escopo(mundo.operadora):
        desligada = replace(config(AcessoConfig), quatro_olhos=False)
        with pytest.raises(Recusa) as recusa:
            mudar_opcoes(ines, desligada)
        assert (recusa.value.campo, config(AcessoConfig).quatro_olhos) == ("quatro_olhos", True)
        pedido = propor_sem_quatro_olhos(ines)
        with pytest.raises(Recusa):
            propor_sem_quatro_olhos(odete)
        with pytest.raises(Recusa):
            aprovar(ines, pedido)
        assert config(AcessoConfig).quatro_olhos is True
        aprovar(odete, pedido)
        assert config(AcessoConfig).quatro_olhos is False
        mudar_opcoes(ines, replace(desligada, quatro_olhos=True))
        assert config(AcessoConfig).quatro_olhos is True


def test_o_que_mudou_desde_o_pedido_nao_se_aprova(mundo: Mundo) -> None:
    ines, odete, paulo = mundo.ator("gestor"), segunda_gestora(mundo), mundo.vinculo("analista")
    with escopo(mundo.operadora):
        financeiro = perfil("Financeiro", Portal.OPERADORA)
        pedido = propor_perfis(ines, paulo, [financeiro])
        assert pedido is not None
        dar_unidades(paulo, [da_casa("SUL").pk])
        with pytest.raises(Recusa):
            aprovar(odete, pedido)
        assert Vinculo.objects.get(pk=paulo.pk).papeis == "Analista de contas"


def test_nome_que_outro_perfil_tomou_no_meio_do_caminho_nao_se_aprova(mundo: Mundo) -> None:
    ines, odete = mundo.ator("gestor"), segunda_gestora(mundo)
    with escopo(mundo.operadora):
        criar = propor_perfil(ines, leitura())
        financeiro = perfil("Financeiro", Portal.OPERADORA)
        mudar = propor_perfil(ines, leitura(nome="LEITURA"), financeiro)
        assert criar is not None and mudar is not None
        aprovar(odete, criar)
        with pytest.raises(Recusa) as recusa:
            aprovar(odete, mudar)
        assert recusa.value.mensagem == MUDOU
        assert Perfil.objects.get(pk=financeiro.pk).nome == "Financeiro"
        assert MudancaDeAcesso.objects.get(pk=mudar.pk).situacao == "pendente"


def test_mudar_so_a_unidade_diz_isso_na_carta_e_nao_toca_o_sino(mundo: Mundo) -> None:
    ines, odete, paulo = mundo.ator("gestor"), segunda_gestora(mundo), mundo.vinculo("analista")
    with escopo(mundo.operadora):
        analise, financeiro = (perfil(nome, Portal.OPERADORA) for nome in ("Analista de contas", "Financeiro"))
        for perfis, o_que, avisos in (([analise], "mudou de unidades", 0), ([financeiro], "mudou de perfis", 1)):
            pedido = propor_perfis(ines, paulo, perfis, [da_casa("SUL")])
            assert pedido is not None
            aprovar(odete, pedido)
            drenar()
            carta = ultima_carta(para=paulo.usuario.email, modelo="acesso.vinculo.mudou")
            assert carta.assunto == f"Seu acesso a {mundo.operadora.nome_fantasia} {o_que}"
            dos_papeis = Notificacao.objects.filter(usuario=paulo.usuario, titulo__startswith="Mudaram os seus papéis")
            assert dos_papeis.count() == avisos
        passos = [passo.titulo for passo in do_vinculo(historico(paulo))]
        assert passos[-2:] == ["Unidades mudadas", "Papéis mudados"]


def test_um_pedido_por_alvo(mundo: Mundo) -> None:
    ines, paulo = mundo.ator("gestor"), mundo.vinculo("analista")
    with escopo(mundo.operadora):
        financeiro = perfil("Financeiro", Portal.OPERADORA)
        propor_perfis(ines, paulo, [financeiro])
        propor_convite(ines, NovaPessoa("Nara", "nara@exemplo.org", [financeiro]))
        propor_perfil(ines, leitura())
        for repetido in (
            lambda: propor_perfis(ines, paulo, [financeiro], [da_casa("SUL")]),
            lambda: propor_convite(ines, NovaPessoa("Nara", "NARA@exemplo.org", [financeiro])),
            lambda: propor_perfil(ines, leitura("faturamento.lote.fechar")),
        ):
            with pytest.raises(Recusa):
                repetido()
        assert MudancaDeAcesso.objects.count() == 3


def test_o_que_nao_se_pede(mundo: Mundo) -> None:
    ines = mundo.ator("gestor")
    guardar_confirmado(mundo.gestor, "ines.casa@exemplo.org")
    guardar_confirmado(mundo.analista, "paulo.casa@exemplo.org")
    with escopo(mundo.operadora):
        financeiro, do_prestador = perfil("Financeiro", Portal.OPERADORA), perfil("Faturamento")
        for pedido, campo in (
            (lambda: propor_convite(ines, NovaPessoa("N", "n@exemplo.org", [])), "perfis"),
            (lambda: propor_convite(ines, NovaPessoa("N", "n@exemplo.org", [do_prestador])), "perfis"),
            (lambda: propor_convite(ines, NovaPessoa("I", mundo.gestor.email, [financeiro])), "email"),
            (lambda: propor_convite(ines, NovaPessoa("P", mundo.analista.email, [financeiro])), "email"),
            (lambda: propor_convite(ines, NovaPessoa("I", "Ines.Casa@exemplo.org", [financeiro])), "email"),
            (lambda: propor_convite(ines, NovaPessoa("P", "paulo.casa@exemplo.org", [financeiro])), "email"),
            (lambda: propor_perfil(ines, leitura(nome=" ")), "nome"),
            (lambda: propor_perfil(ines, leitura(nome="gestor")), "nome"),
            (lambda: propor_perfil(ines, ConteudoDoPerfil("N", Portal.OPERADORA, frozenset())), "permissoes"),
            (lambda: propor_perfil(ines, leitura("faturamento.lote.enviar")), "permissoes"),
            (lambda: propor_perfil(ines, leitura("nao.existe.isto")), "permissoes"),
        ):
            with pytest.raises(Recusa) as recusa:
                pedido()
            assert recusa.value.campo == campo
        assert MudancaDeAcesso.objects.count() == 0


def test_perfil_se_exclui_so_sem_uso(mundo: Mundo) -> None:
    ines, odete = mundo.ator("gestor"), segunda_gestora(mundo)
    with escopo(mundo.operadora):
        livre = Perfil.objects.create(nome="Sobra", portal=Portal.OPERADORA, permissoes=[LOTE_VER])
        with pytest.raises(Recusa):
            propor_exclusao(ines, perfil("Financeiro", Portal.OPERADORA))
        pedido = propor_exclusao(ines, livre)
        assert Perfil.objects.filter(pk=livre.pk).exists()
        assert descrever(pedido).diferenca.perde == (LOTE_VER,)
        aprovar(odete, pedido)
        assert not Perfil.objects.filter(pk=livre.pk).exists()


def test_perfil_mudado_alcanca_quem_o_tem(mundo: Mundo) -> None:
    ines, odete = mundo.ator("gestor"), segunda_gestora(mundo)
    with escopo(mundo.operadora):
        financeiro = perfil("Financeiro", Portal.OPERADORA)
        assert diferenca_do_padrao(financeiro).muda is False  # type: ignore[union-attr]
        conteudo = ConteudoDoPerfil("Financeiro", Portal.OPERADORA, frozenset({LOTE_VER}), financeiro.descricao)
        pedido = propor_perfil(ines, conteudo, financeiro)
        assert pedido is not None
        aprovar(odete, pedido)
        marta = ator(Vinculo.objects.get(pk=mundo.vinculo("financeiro").pk))
        assert "pagamento.competencia.fechar" not in marta.permissoes
        diferenca = diferenca_do_padrao(Perfil.objects.get(pk=financeiro.pk))
        assert diferenca is not None and "pagamento.competencia.fechar" in diferenca.perde


def test_as_outras_portas_nao_passam_por_cima_das_duas_pessoas(mundo: Mundo) -> None:
    """The common verbs of relationships refuse the team, and a resend can't point the invitation at somebody else."""
    ines, odete, paulo = mundo.ator("gestor"), segunda_gestora(mundo), mundo.vinculo("analista")
    with escopo(mundo.operadora):
        financeiro = perfil("Financeiro", Portal.OPERADORA)
        for verbo in (
            lambda: vinculos.suspender(ines, paulo, "x"),
            lambda: vinculos.encerrar(ines, paulo, "x"),
            lambda: vinculos.reativar(ines, paulo),
            lambda: vinculos.mudar_papeis(ines, paulo, [financeiro]),
        ):
            with pytest.raises(Recusa):
                verbo()
        aprovar(odete, propor_convite(ines, NovaPessoa("Nara", "nara@exemplo.org", [financeiro])))
        convite = Convite.objects.get(tipo=Convite.Tipo.EQUIPE)
        with pytest.raises(Recusa):
            reenviar(ines, convite, "outra@exemplo.org")
        assert reenviar(ines, convite).email == "nara@exemplo.org"
        assert cancelar(ines, convite).situacao == "cancelado"


def test_de_outra_operadora_nada_se_ve_nem_se_muda(mundo: Mundo) -> None:
    with escopo(mundo.outra):
        gestor = perfil("Gestor", Portal.OPERADORA)
        vinculo = Vinculo.objects.create(
            usuario=Usuario.objects.create_user("gilda", "x", nome="Gilda"),
            portal=Portal.OPERADORA,
            vigencia_inicio=mundo.hoje,
        )
        dar_perfis(vinculo, [gestor])
        gilda = ator(vinculo)
        assert mundo.vinculo("analista").pk not in {v.pk for v in equipe(gilda)}
        with pytest.raises(Vinculo.DoesNotExist):
            suspender_pessoa(gilda, mundo.vinculo("analista"), "x")
        with pytest.raises(Vinculo.DoesNotExist):
            propor_perfis(gilda, mundo.vinculo("analista"), [gestor], "")


def test_evento_nao_leva_email_nem_nome(mundo: Mundo) -> None:
    ines = mundo.ator("gestor")
    with escopo(mundo.operadora):
        propor_convite(ines, NovaPessoa("Nara Pimentel", "nara@exemplo.org", [perfil("Financeiro", Portal.OPERADORA)]))
        fato = str(Evento.objects.get(tipo="acesso.mudanca.pedida").fato)
    assert "nara" not in fato.lower()
