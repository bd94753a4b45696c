"""The person's own data: what may be changed by who they are about. Source: LGPD art. 18, III; B-06."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from guiche.acesso.models import Usuario
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.selectors.conta import dados_da_conta
from guiche.cadastro.regras import campos
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa

PRIMEIRO_NASCIMENTO = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class NovosDados:
    """What the person says of themselves, no more than the portal needs. A ``telefone`` None stays as it is."""

    nome: str
    nascimento: date | None
    telefone: str | None = None


@transaction.atomic
def mudar_dados(pessoa: Pessoa, novos: NovosDados) -> list[str]:
    """Change the own name, birth date and telephone; returns which fields changed.

    What comes from a registry keeps the registry's value, whatever is sent. Raises Recusa at ``nome``,
    ``nascimento`` or ``telefone``.
    """
    usuario = Usuario.objects.select_for_update().get(pk=pessoa.usuario.pk)
    atuais = dados_da_conta(Pessoa(usuario))
    valores: dict[str, Any] = {}
    if novos.telefone is not None:
        valores["telefone"] = _telefone(novos.telefone)
    if not atuais.origem_do_nome:
        valores["nome"] = _nome(novos.nome)
    if not atuais.origem_do_nascimento:
        valores["nascimento"] = _nascimento(novos.nascimento)
    mudados = sorted(campo for campo, valor in valores.items() if getattr(usuario, campo) != valor)
    if mudados:
        for campo in mudados:
            setattr(usuario, campo, valores[campo])
        usuario.save(update_fields=mudados)
        anotar(pessoa, "dados_mudados", {"campos": mudados})
    return mudados


def _nome(escrito: str) -> str:
    nome = " ".join(escrito.split())
    if len(nome.split()) < 2 or not all(letra.isalpha() or letra in " '’.-" for letra in nome):
        raise Recusa("Escreva nome e sobrenome, só com letras.", "nome")
    if len(nome) > 120:
        raise Recusa("O nome tem no máximo 120 letras.", "nome")
    return nome


def _nascimento(dia: date | None) -> date | None:
    if dia is not None and not PRIMEIRO_NASCIMENTO <= dia <= hoje():
        raise Recusa("Confira a data de nascimento.", "nascimento")
    return dia


def _telefone(escrito: str) -> str:
    try:
        return campos.telefone(escrito) if escrito.strip() else ""
    except ValueError as erro:
        raise Recusa(str(erro), "telefone") from None
