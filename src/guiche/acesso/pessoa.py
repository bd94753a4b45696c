"""Who asks before, or beside, acting for anybody: the logged person and where the request came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guiche.acesso.models import AtoDaConta, Usuario

ATOS = {
    "conta_criada": "Conta criada",
    "senha_trocada": "Senha trocada",
    "senha_pedida": "Link de nova senha pedido",
    "email_pedido": "Troca de e-mail pedida",
    "email_confirmado": "E-mail confirmado",
    "email_removido": "E-mail removido",
    "fator_incluido": "Segundo fator incluído",
    "fator_removido": "Segundo fator removido",
    "codigos_refeitos": "Códigos de recuperação refeitos",
    "sessao_encerrada": "Sessão encerrada em outro aparelho",
    "email_principal": "E-mail principal trocado",
    "email_contestado": "Mudança de e-mail desfeita pelo aviso",
    "dados_mudados": "Dados da conta mudados",
    "termo_aceito": "Termo aceito",
    "convite_aceito": "Convite aceito",
    "convite_recusado": "Convite recusado",
    "acesso_deixado": "Saiu de um relacionamento",
    "acesso_registrado": "Acesso obtido com a conferência do cadastro",
    "acesso_solicitado": "Acesso solicitado à operadora",
    "solicitacao_respondida": "Pergunta da operadora respondida",
    "solicitacao_cancelada": "Solicitação de acesso cancelada",
    "relatorio_ligado": "Relatório por e-mail ligado",
    "relatorio_desligado": "Relatório por e-mail desligado",
}
"""Kinds of act and how the person reads them."""


@dataclass(frozen=True, slots=True)
class Pessoa:
    """The logged person of one request."""

    usuario: Usuario
    ip: str = ""
    navegador: str = ""


def anotar(pessoa: Pessoa, ato: str, fato: Mapping[str, Any] | None = None) -> None:
    """Keep one act in the person's own trail. Raises KeyError for a kind not in :data:`ATOS`; no secret in ``fato``."""
    ATOS[ato]
    AtoDaConta.objects.create(
        usuario=pessoa.usuario, tipo=ato, fato=dict(fato or {}), ip=pessoa.ip, navegador=pessoa.navegador[:200]
    )
