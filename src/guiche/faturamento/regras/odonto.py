"""The mouth as TISS writes it: teeth, faces, regions, and what is possible where.

Source: TISS tables 28 (teeth), 32 (faces), 42 (regions of the mouth), Componente de Comunicação 202511;
two-digit tooth notation of ISO 3950.
"""

from typing import Literal

Denticao = Literal["permanente", "decidua"]
Local = Literal["nenhum", "dente", "dente_face", "arco", "segmento", "regiao"]

FACES = frozenset("OLMVDIP")
MAXIMO_DE_FACES = 5

SUPRANUMERARIOS = frozenset(f"{quadrante}9" for quadrante in "12345678")
PERMANENTES = frozenset(f"{q}{n}" for q in "1234" for n in "12345678")
DECIDUOS = frozenset(f"{q}{n}" for q in "5678" for n in "12345")
DENTES = PERMANENTES | DECIDUOS | SUPRANUMERARIOS

ARCOS = frozenset({"AS", "AI", "ASAI"})
HEMIARCOS = frozenset({"HASD", "HASE", "HAID", "HAIE"})
SEXTANTES = frozenset({"S1", "S2", "S3", "S4", "S5", "S6"})
_OUTRAS_REGIOES = (
    "LG CL AB PA MJ PD PM RM MA GI PT TP RIS RCSD RPSD RCID RMSD RCSE RPSE RMSE RII RPID RMID RCIE RPIE RMIE "
    "RMD RME RPD RPE RMPE RMPD SM TU SI FLI FLA UV PP PI LS LI RL RP RV RSMD RSME RSL"
)
REGIOES = ARCOS | HEMIARCOS | SEXTANTES | frozenset(_OUTRAS_REGIOES.split())

_HEMIARCO_DO_QUADRANTE = {"1": "HASD", "2": "HASE", "3": "HAIE", "4": "HAID"}
_BIRRADICULARES = frozenset({"14", "24"})


def denticao(dente: str) -> Denticao:
    """Permanent for quadrants 1–4, deciduous for 5–8. Raises `ValueError` for an unknown tooth."""
    if dente not in DENTES:
        raise ValueError(f"unknown tooth: {dente!r}")
    return "permanente" if dente[0] in "1234" else "decidua"


def eh_superior(dente: str) -> bool:
    """True for the upper jaw (quadrants 1, 2, 5, 6)."""
    return dente[:1] in {"1", "2", "5", "6"}


def eh_anterior(dente: str) -> bool:
    """True for incisors and canines (positions 1 to 3)."""
    return dente in DENTES and dente[1] in "123"


def eh_posterior(dente: str) -> bool:
    """True for premolars and molars (positions 4 to 8; deciduous 4 and 5)."""
    return dente in DENTES and dente[1] in "45678"


def hemiarco(dente: str) -> str:
    """Hemi-arch code of the tooth: 1/5 HASD, 2/6 HASE, 3/7 HAIE, 4/8 HAID. Raises `ValueError`."""
    denticao(dente)
    quadrante = int(dente[0])
    return _HEMIARCO_DO_QUADRANTE[str(quadrante if quadrante <= 4 else quadrante - 4)]


def raizes(dente: str) -> int | None:
    """Number of roots by default of a permanent tooth (1, 2 or 3 for multi); None when it is not tabulated.

    A radiograph may show otherwise, so a divergence is a finding to look at, not a certainty.
    """
    if dente not in PERMANENTES:
        return None
    if dente in _BIRRADICULARES:
        return 2
    return 3 if dente[1] in "678" else 1


def faces_bem_formadas(faces: str) -> bool:
    """One to five different letters of O L M V D I P."""
    return 0 < len(faces) <= MAXIMO_DE_FACES and set(faces) <= FACES and len(set(faces)) == len(faces)


def faces_impossiveis(dente: str, faces: str) -> str:
    """Letters that this tooth does not have, in the order given ("" when all are possible).

    O only on posterior teeth, I only on anterior ones, P only on upper, L only on lower; M, D, V on all. A
    supernumerary tooth has no known anatomy, so nothing is impossible on it.
    """
    if dente in SUPRANUMERARIOS or dente not in DENTES:
        return ""
    existe = {
        "O": eh_posterior(dente),
        "I": eh_anterior(dente),
        "P": eh_superior(dente),
        "L": not eh_superior(dente),
    }
    return "".join(face for face in faces if not existe.get(face, True))


def quantidade_de_faces_confere(faces: str, esperadas: int) -> bool:
    """The number of letters equals n; a "4 faces" code also takes 5.

    Source: TUSS 85100099–85100226 ("n faces"); TISS table 38 (3056).
    """
    return len(faces) == esperadas or (esperadas == 4 and len(faces) == 5)
