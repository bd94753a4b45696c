"""What people may answer about themselves, one list for every form."""

from __future__ import annotations

from typing import Final

SEXOS: Final = ("Feminino", "Masculino")
"""Source: TISS 4.03.00, table 43 (dm_sexo: 1 masculino, 3 feminino)."""

ESTADOS_CIVIS: Final = ("Solteiro(a)", "Casado(a)", "União estável", "Separado(a)", "Divorciado(a)", "Viúvo(a)")
"""No TISS table has it. Source: Código Civil arts. 1.511, 1.571 and 1.723."""
