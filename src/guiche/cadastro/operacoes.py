"""Which operations of the prestador's portal the operadora keeps open, for which kind of prestador, and why not.

An operation is a right of the portal. Those that settle the record itself are never closed: nobody is kept from
completing what is asked.
"""

from __future__ import annotations

from typing import Final

from guiche.cadastro.config import CadastroConfig
from guiche.cadastro.selectors import falta_no_cadastro, prestador_do_ator
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.identificadores import formatar_telefone
from guiche.nucleo.models import Operadora
from guiche.nucleo.permissoes import Impedimento, Permissao, catalogo, vigiar
from guiche.nucleo.relogio import hoje

_SEMPRE_ABERTOS: Final = ("acesso.", "cadastro.", "comunicacao.", "documentos.")


def controlaveis() -> tuple[Permissao, ...]:
    """The operations that an operadora may close, by code."""
    return tuple(permissao for permissao in catalogo() if _controlavel(permissao))


@vigiar
def impedimento(ator: Ator, permissao: Permissao) -> Impedimento | None:
    """Why an operation is closed to the prestador acted for: its kind, or what its record lacks. None if open."""
    if ator.portal != "prestador" or not _controlavel(permissao):
        return None
    opcoes = config(CadastroConfig)
    bloqueia = permissao.codigo in opcoes.bloqueadas
    if not bloqueia and not any(par.endswith(f":{permissao.codigo}") for par in opcoes.fechadas):
        return None
    prestador = prestador_do_ator(ator)
    if f"{prestador.tipo}:{permissao.codigo}" in opcoes.fechadas:
        tipo = prestador.get_tipo_display().lower()
        padrao = f"A {ator.operadora.nome_fantasia} não oferece isto pelo portal a prestadores do tipo {tipo}."
        return Impedimento(opcoes.motivo_do_fechamento or padrao, quem_procurar(ator.operadora))
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


def _controlavel(permissao: Permissao) -> bool:
    do_portal = "prestador" in permissao.portais and not permissao.basica
    return do_portal and not permissao.codigo.startswith(_SEMPRE_ABERTOS)
