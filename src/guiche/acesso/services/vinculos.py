"""Opening, changing and ending what a person may do for somebody."""

from __future__ import annotations

from collections.abc import Iterable

from guiche.acesso.models import Perfil, PerfilDoVinculo, Vinculo


def dar_perfis(vinculo: Vinculo, perfis: Iterable[Perfil]) -> None:
    """Make these the perfis of a vínculo, and no others; the right to do so is that of the calling verb."""
    PerfilDoVinculo.objects.filter(vinculo=vinculo).delete()
    PerfilDoVinculo.objects.bulk_create(PerfilDoVinculo(vinculo=vinculo, perfil=perfil) for perfil in perfis)
