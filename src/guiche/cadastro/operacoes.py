"""Which operations of a portal the operadora keeps open, for which kind of prestador, and why not.

An operation is a right of the portal. Those that settle the record itself are never closed: nobody is kept from
completing what is asked. Nor is what the operadora owes to a beneficiário: the statement of use and the protocolo
of every contact (Source: RN 389/2015, PIN-SS; RN 623/2024).
"""

from __future__ import annotations

from typing import Final

from guiche.cadastro.config import CadastroConfig
from guiche.cadastro.selectors.prestadores import falta_no_cadastro, prestador_do_ator
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.identificadores import formatar_telefone
from guiche.nucleo.models import Operadora
from guiche.nucleo.permissoes import Impedimento, Permissao, catalogo, vigiar
from guiche.nucleo.relogio import hoje

_SEMPRE_ABERTOS: Final = {
    "prestador": ("acesso.", "cadastro.", "comunicacao.", "documentos."),
    "beneficiario": ("acesso.", "atendimento.", "comunicacao.", "documentos.", "faturamento.extrato."),
    "contratante": ("acesso.", "comunicacao.", "documentos."),
}
"""What stays open in each portal that has operations to close."""
PARA_TODOS: Final = {"BENEFICIARIO": "beneficiários", "CONTRATANTE": "contratantes"}
"""Those who have no kinds, as ``CadastroConfig.fechadas`` writes them, and how people call them."""


def controlaveis(portal: str = "prestador") -> tuple[Permissao, ...]:
    """The operations of a portal that an operadora may close, by code."""
    return tuple(permissao for permissao in catalogo() if _controlavel(permissao, portal))


@vigiar
def impedimento(ator: Ator, permissao: Permissao) -> Impedimento | None:
    """Why an operation is closed to whom the ator acts for: who they are, or what a prestador's record lacks.

    None if open.
    """
    if not _controlavel(permissao, ator.portal):
        return None
    opcoes = config(CadastroConfig)
    publico = ator.portal.upper()
    if publico in PARA_TODOS:
        fechada = f"{publico}:{permissao.codigo}" in opcoes.fechadas
        return _fechada(ator, opcoes, PARA_TODOS[publico]) if fechada else None
    bloqueia = permissao.codigo in opcoes.bloqueadas
    if not bloqueia and not any(par.endswith(f":{permissao.codigo}") for par in opcoes.fechadas):
        return None
    prestador = prestador_do_ator(ator)
    if f"{prestador.tipo}:{permissao.codigo}" in opcoes.fechadas:
        return _fechada(ator, opcoes, f"prestadores do tipo {prestador.get_tipo_display().lower()}")
    faltam = ", ".join(falta.rotulo for falta in falta_no_cadastro(prestador, hoje())) if bloqueia else ""
    if faltam:
        return Impedimento(
            f"Falta no cadastro: {faltam}. Sem estas informações, a operação não pode ser feita.",
            "Complete em Seu cadastro; o que a operadora precisa aprovar vale assim que ela responder.",
        )
    return None


def quem_procurar(operadora: Operadora) -> str:
    """Whom to ask about what the operadora closed: its own words, or its channels."""
    if escrito := config(CadastroConfig).quem_procurar:
        return escrito
    canais = " ou ".join(canal for canal in (formatar_telefone(operadora.telefone), operadora.email) if canal)
    return f"Fale com a {operadora.nome_fantasia}" + (f": {canais}." if canais else ".")


def _fechada(ator: Ator, opcoes: CadastroConfig, a_quem: str) -> Impedimento:
    padrao = f"A {ator.operadora.nome_fantasia} não oferece isto pelo portal a {a_quem}."
    return Impedimento(opcoes.motivo_do_fechamento or padrao, quem_procurar(ator.operadora))


def _controlavel(permissao: Permissao, portal: str) -> bool:
    if portal not in _SEMPRE_ABERTOS or portal not in permissao.portais or permissao.basica:
        return False
    return not permissao.codigo.startswith(_SEMPRE_ABERTOS[portal])
