"""The perfis an operadora starts with. Each is a row of its own that the operadora then edits."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules

from guiche.acesso.models import Perfil
from guiche.cadastro.models import Prestador
from guiche.nucleo.permissoes import Permissao, catalogo


@dataclass(frozen=True, slots=True)
class PerfilPadrao:
    """A set of rights of one portal: those whose code begins with one of ``com`` and with none of ``sem``."""

    portal: str
    nome: str
    descricao: str
    com: tuple[str, ...] = ("",)
    sem: tuple[str, ...] = ()
    delegavel: bool = False

    def tem(self, permissao: Permissao) -> bool:
        """Whether this perfil holds a right of its portal."""
        codigo = permissao.codigo
        fora = bool(self.sem) and codigo.startswith(self.sem)
        return self.portal in permissao.portais and codigo.startswith(self.com) and not fora


_COMUM = ("comunicacao.", "documentos.arquivo")
_INFORMATIVO = "comunicacao.informativo"
_LEITURA = ("cadastro.beneficiario.ver", "cadastro.prestador.ver")

PADROES = (
    PerfilPadrao("prestador", "Credenciado", "Tudo o que o prestador pode fazer no portal."),
    PerfilPadrao(
        "prestador",
        "Fornecedor",
        "Materiais e órteses: pagamentos, cadastro, protocolos e a própria equipe.",
        com=(*_COMUM, "pagamento.", "cadastro.", "atendimento.", "acesso."),
    ),
    PerfilPadrao(
        "prestador",
        "Autorização",
        "Protocolos e, quando a operadora abrir, autorizações.",
        com=(*_COMUM, "autorizacao.", "atendimento.protocolo"),
        delegavel=True,
    ),
    PerfilPadrao(
        "prestador",
        "Comercial",
        "Dados cadastrais, aditivos e valores negociados.",
        com=(*_COMUM, "cadastro."),
        delegavel=True,
    ),
    PerfilPadrao(
        "prestador",
        "Faturamento",
        "Lotes, glosas, demonstrativos e pagamentos.",
        com=(*_COMUM, "faturamento.", "pagamento."),
        delegavel=True,
    ),
    PerfilPadrao(
        "prestador",
        "Gerenciar Relacionamentos",
        "Convidar, mudar papéis e encerrar acessos de outras pessoas.",
        com=(*_COMUM, "acesso.relacionamento", "acesso.representante"),
        delegavel=True,
    ),
    PerfilPadrao(
        "prestador",
        "Acesso ao chat",
        "Falar com a operadora pelo chat.",
        com=(*_COMUM, "atendimento.chat"),
        delegavel=True,
    ),
    PerfilPadrao("prestador", "Faturista", "O dia de quem fatura.", sem=("acesso.",)),
    PerfilPadrao(
        "prestador",
        "Recepção",
        "Consulta de lotes e protocolos.",
        com=(*_COMUM, "faturamento.lote.ver", "atendimento."),
        delegavel=True,
    ),
    PerfilPadrao(
        "prestador", "Médico", "O próprio atendimento e a própria produção.", sem=("faturamento.lote.cancelar",)
    ),
    PerfilPadrao(
        "prestador", "Dentista", "O próprio atendimento e a própria produção.", sem=("faturamento.lote.cancelar",)
    ),
    PerfilPadrao("beneficiario", "Titular", "O próprio plano e o de quem depende do titular."),
    PerfilPadrao("beneficiario", "Dependente", "O próprio plano."),
    PerfilPadrao(
        "beneficiario",
        "Responsável legal",
        "O plano de um menor ou de quem não pode agir por si.",
        sem=("acesso.",),
        delegavel=True,
    ),
    PerfilPadrao(
        "beneficiario",
        "Cuidador",
        "Ver cartão, extrato e protocolos de quem é cuidado, sem decidir por ele.",
        com=(*_COMUM, "faturamento.extrato.ver", "autorizacao."),
        delegavel=True,
    ),
    PerfilPadrao("contratante", "Contratante", "O contrato e quem está nele."),
    PerfilPadrao(
        "operadora",
        "Analista de contas",
        "Análise de contas e casos.",
        com=(*_COMUM, "faturamento.", "atendimento.", "autorizacao.", *_LEITURA),
        sem=("faturamento.configuracao", _INFORMATIVO),
    ),
    PerfilPadrao(
        "operadora",
        "Financeiro",
        "Competências, pagamentos e demonstrativos.",
        com=(*_COMUM, "pagamento.", "faturamento.lote.ver", "faturamento.lote.fechar", "cadastro.prestador.ver"),
        sem=(_INFORMATIVO,),
    ),
    PerfilPadrao(
        "operadora",
        "Credenciamento e acesso",
        "Rede, cadastros e solicitações de acesso.",
        com=(*_COMUM, "acesso.", "cadastro.", "atendimento."),
        sem=("acesso.equipe.", "acesso.configuracao", "acesso.eventos", f"{_INFORMATIVO}.publicar"),
    ),
    PerfilPadrao("operadora", "Gestor", "Todos os direitos do portal da operadora."),
)


PERFIL_DO_TIPO = {Prestador.Tipo.FORNECEDOR: "Fornecedor"}
"""Perfil of who answers for a prestador, by its type; the others do everything (B-04)."""


def perfil_do_tipo(tipo: str) -> str:
    """Name of the perfil that who answers for a prestador of this type gets: it decides the menus they see."""
    return PERFIL_DO_TIPO.get(Prestador.Tipo(tipo), "Credenciado")


def instalar_perfis() -> dict[tuple[str, str], Perfil]:
    """Create the standard perfis of the operadora in scope and return them by (portal, name)."""
    autodiscover_modules("permissions")
    perfis = [
        Perfil(
            nome=padrao.nome,
            descricao=padrao.descricao,
            portal=padrao.portal,
            delegavel=padrao.delegavel,
            permissoes=[permissao.codigo for permissao in catalogo() if padrao.tem(permissao)],
        )
        for padrao in PADROES
    ]
    Perfil.objects.bulk_create(perfis)
    return {(perfil.portal, perfil.nome): perfil for perfil in perfis}
