"""Who asks for access in the demo world: a beneficiário, somebody of the team (late), and a company that has it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Perfil, Portal, SolicitacaoDeAcesso, Usuario, Vinculo
from guiche.acesso.pessoa import Pessoa as Solicitante
from guiche.acesso.services.solicitacoes import NovaSolicitacao, completar_perfil, pedir_documento, solicitar
from guiche.acesso.services.vinculos import NovoVinculo, abrir_vinculo
from guiche.cadastro.models import Contrato, Produto
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config, configurar
from guiche.projeto.cenario.acessos import Pessoa, criar_pessoa, de_papel
from guiche.projeto.cenario.pessoas import Gente
from guiche.projeto.cenario.registros import Cadastro

_SEMENTE = 55
_ATRASO = 2
_CARTEIRA = "0000 000000000 00 0"
_COLETIVO = Produto.Contratacao.EMPRESARIAL


def gravar_pedidos(cadastro: Cadastro, pessoas: list[Pessoa], hoje: date, cifrada: str) -> list[Pessoa]:
    """Caio asks for his plan, Elisa for the team (late) and Dario was asked for a document; Rita acts for a company."""
    # A source of its own: the rest of the world stays as it was.
    gente, operadora = Gente(random.Random(_SEMENTE)), cadastro.operadora  # noqa: S311
    sistema = Ator.sistema(operadora, "comando")
    configurar(sistema, replace(config(AcessoConfig), formato_da_carteira=_CARTEIRA))

    def criar(login: str, nome: str) -> Usuario:
        usuario = criar_pessoa(cadastro, login, nome, cifrada)
        completar_perfil(Solicitante(usuario), nome, hoje - timedelta(days=33 * 365), gente.cpf())
        return usuario

    def pedir(usuario: Usuario, tipo: str, dados: dict[str, str]) -> SolicitacaoDeAcesso:
        return solicitar(Solicitante(usuario), operadora, [NovaSolicitacao(tipo, dados)])[0]

    caio, elisa = criar("caio.nunes", "Caio Nunes Duarte"), criar("elisa", "Elisa Matos Rangel")
    dario = criar("dario", "Dario Paiva Couto")
    tipo = SolicitacaoDeAcesso.Tipo
    carteira = cadastro.familiares["caio"].carteira
    pedir(caio, tipo.BENEFICIARIO, {"carteira": carteira, "cidade": "Campo Grande", "uf": "MS"})
    atrasada = pedir(elisa, tipo.COLABORADOR, {"matricula": "20417", "setor": "Contas médicas", "gestor": "Inês"})
    SolicitacaoDeAcesso.objects.filter(pk=atrasada.pk).update(prazo=hoje - timedelta(days=_ATRASO))
    clinica = cadastro.prestadores["cedro"]
    esperando = pedir(dario, tipo.PRESTADOR, {"documento": clinica.documento, "codigo": clinica.codigo})
    pedir_documento(de_papel(pessoas, "gestor").ator, esperando.pk, "Envie o contrato social com o seu nome.")
    contrato = Contrato.objects.filter(produto__contratacao=_COLETIVO).order_by("pk").first()
    rita = criar("rita", "Rita Camargo Brito")
    novo = NovoVinculo(
        rita,
        Vinculo.Tipo.PROPRIO,
        Portal.CONTRATANTE,
        [Perfil.objects.get(portal=Portal.CONTRATANTE, nome="Contratante")],
        contrato=contrato,
    )
    return [
        Pessoa("solicitante", caio, ()),
        Pessoa("com_pergunta", dario, ()),
        Pessoa("contratante", rita, (abrir_vinculo(sistema, novo),)),
    ]
