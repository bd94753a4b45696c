"""Codes of table 38 that an answer may carry."""

from __future__ import annotations

from guiche.terminologia.selectors.termos import motivos_glosa
from guiche.tiss_xml.dominios import codigos_glosa_xsd
from guiche.tiss_xml.versoes import Versao

PRIMEIRA_COM_LISTA_ATUAL = Versao("4.03.00")


def codigos_de_glosa(versao: Versao) -> frozenset[str]:
    """What the version's schema accepts and, from 4.03 on, ANS still lists (older versions keep older codes)."""
    aceitos = frozenset(codigos_glosa_xsd(versao)) - {""}
    if versao < PRIMEIRA_COM_LISTA_ATUAL:
        return aceitos
    atuais = frozenset(motivo.codigo for motivo in motivos_glosa())
    return aceitos & atuais if atuais else aceitos
