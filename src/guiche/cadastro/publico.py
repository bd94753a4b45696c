"""What anybody may know of an operadora."""

from __future__ import annotations

from guiche.nucleo.models import Operadora


def operadora_publica(registro_ans: str) -> Operadora | None:
    """The operadora with this ANS registry, masks ignored, or None."""
    digitos = "".join(letra for letra in registro_ans if letra.isdigit())
    return Operadora.objects.filter(registro_ans=digitos).first()


def operadoras_publicas() -> list[Operadora]:
    """Every operadora of the installation, by name: what the choice of one before the login shows."""
    return list(Operadora.objects.order_by("nome_fantasia"))
