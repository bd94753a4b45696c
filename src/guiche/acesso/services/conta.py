"""The person's own data and choices: what may be changed by who they are about. Source: LGPD art. 18, III; B-06."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from guiche.acesso.models import Usuario
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.selectors_conta import dados_da_conta
from guiche.nucleo.identificadores import so_digitos
from guiche.nucleo.relogio import hoje
from guiche.nucleo.servico import Recusa

TEMAS = ("auto", "claro", "escuro")
PRIMEIRO_NASCIMENTO = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class NovosDados:
    """What the person says of themselves. No more is asked than the portal needs."""

    nome: str
    nascimento: date | None
    telefone: str


@dataclass(frozen=True, slots=True)
class Aparencia:
    """How the portal looks and behaves for the person."""

    tema: str
    teclas: bool
    avisos_ao_vivo: bool


@transaction.atomic
def mudar_dados(pessoa: Pessoa, novos: NovosDados) -> list[str]:
    """Change the own name, birth date and telephone; returns which fields changed.

    What comes from a registry keeps the registry's value, whatever is sent. Raises Recusa at ``nome``,
    ``nascimento`` or ``telefone``.
    """
    usuario = Usuario.objects.select_for_update().get(pk=pessoa.usuario.pk)
    atuais = dados_da_conta(Pessoa(usuario))
    valores = {"telefone": _telefone(novos.telefone)}
    if not atuais.origem_do_nome:
        valores["nome"] = _nome(novos.nome)
    if not atuais.origem_do_nascimento:
        valores["nascimento"] = _nascimento(novos.nascimento)  # type: ignore[assignment]
    mudados = sorted(campo for campo, valor in valores.items() if getattr(usuario, campo) != valor)
    if mudados:
        for campo in mudados:
            setattr(usuario, campo, valores[campo])
        usuario.save(update_fields=mudados)
        anotar(pessoa, "dados_mudados", {"campos": mudados})
    return mudados


@transaction.atomic
def mudar_aparencia(pessoa: Pessoa, aparencia: Aparencia) -> None:
    """Keep how the portal looks and behaves for the person, whoever they act for. Raises Recusa at ``tema``."""
    if aparencia.tema not in TEMAS:
        raise Recusa("Escolha uma das aparências.", "tema")
    Usuario.objects.filter(pk=pessoa.usuario.pk).update(
        tema=aparencia.tema, teclas=aparencia.teclas, avisos_ao_vivo=aparencia.avisos_ao_vivo
    )


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
    digitos = so_digitos(escrito)
    if escrito.strip() and len(digitos) not in (10, 11):
        raise Recusa("Escreva o telefone com DDD, por exemplo (11) 91234-5678.", "telefone")
    return digitos
