"""TISS messages: XML ⇄ version-neutral dataclasses, safe reading, hash, schemas, SOAP envelope and WSDL.

Pure Python over lxml: no Django, no database, no clock, no network. Source: ANS, Padrão TISS (RN 501/2022),
Componentes de Comunicação 202511, Organizacional 202407 and Segurança 202305.
"""

from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.leitura import DefeitoTiss, Falha
from guiche.tiss_xml.recepcao import ler_lote, ler_mensagem
from guiche.tiss_xml.versoes import Raiz, Versao, adicionar_arquivo, registro

__all__ = [
    "DefeitoTiss",
    "Falha",
    "Raiz",
    "Versao",
    "adicionar_arquivo",
    "escrever_lote",
    "ler_lote",
    "ler_mensagem",
    "registro",
]
