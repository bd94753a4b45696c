"""The demo operadora's second manager and what waits: a change to decide, a prestador invited, a representative."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from guiche.acesso.models import Perfil, Portal, Vinculo
from guiche.acesso.selectors.contexto import ator_do_vinculo
from guiche.acesso.services.credenciamento import convidar_prestador
from guiche.acesso.services.equipe import propor_perfis
from guiche.acesso.services.representantes import Contato, NovoRepresentante, convidar_representante
from guiche.acesso.services.vinculos import NovoVinculo, abrir_vinculo
from guiche.cadastro.models import Unidade
from guiche.nucleo.ator import Ator
from guiche.projeto.cenario.acessos import Pessoa, criar_pessoa, de_papel
from guiche.projeto.cenario.pessoas import Gente, endereco_eletronico
from guiche.projeto.cenario.registros import Cadastro

_SEMENTE = 4104
_DESDE = 300
LOTACAO = "Campo Grande"
UNIDADE = "Unidade Norte"


def gravar_equipe(cadastro: Cadastro, pessoas: Sequence[Pessoa], hoje: date, cifrada: str) -> list[Pessoa]:
    """Sueli, the second manager, asks that Paulo also look after the network: Inês decides. Sílvia, who answers
    for Clínica Cedro, invited a representative, and the laboratory was invited to the portal. Norma decides the contas
    of one unit only.
    """
    gente, chave = Gente(random.Random(_SEMENTE)), cadastro.especificacao.chave  # noqa: S311
    perfis = {(perfil.portal, perfil.nome): perfil for perfil in Perfil.objects.all()}
    sueli = criar_pessoa(cadastro, "sueli", "Sueli Brandt Paiva", cifrada, gente.cpf())
    dela = abrir_vinculo(
        Ator.sistema(cadastro.operadora, "comando"),
        NovoVinculo(
            sueli,
            Vinculo.Tipo.EQUIPE,
            Portal.OPERADORA,
            [perfis[Portal.OPERADORA, "Gestor"]],
            inicio=hoje - timedelta(days=_DESDE),
            contato={"lotacao": LOTACAO},
        ),
    )
    gestora, paulo = ator_do_vinculo(sueli, dela), de_papel(pessoas, "analista").vinculos[0]
    novos = [perfis[Portal.OPERADORA, "Analista de contas"], perfis[Portal.OPERADORA, "Credenciamento e acesso"]]
    propor_perfis(gestora, paulo, novos)
    direcao = endereco_eletronico("Direção Rio Manso", chave)
    convidar_prestador(gestora, cadastro.prestadores["rio_manso"], direcao, "Pediu por telefone.")
    nome = "Yara Nunes Couto"
    contato = Contato("67999990417", endereco_eletronico(nome, chave), "Recepção", "Secretária")
    grupos = [perfis[Portal.PRESTADOR, "Recepção"], perfis[Portal.PRESTADOR, "Acesso ao chat"]]
    convidar_representante(de_papel(pessoas, "credenciada").ator, NovoRepresentante(gente.cpf(), nome, contato, grupos))
    norma = criar_pessoa(cadastro, "norma", "Norma Teles Couto", cifrada, gente.cpf())
    do_norte = abrir_vinculo(
        Ator.sistema(cadastro.operadora, "comando"),
        NovoVinculo(
            norma,
            Vinculo.Tipo.EQUIPE,
            Portal.OPERADORA,
            [perfis[Portal.OPERADORA, "Analista de contas"]],
            inicio=hoje - timedelta(days=_DESDE),
            unidades=[Unidade.objects.get(nome=UNIDADE).pk],
        ),
    )
    return [Pessoa("segunda_gestora", sueli, (dela,)), Pessoa("analista_da_unidade", norma, (do_norte,))]
