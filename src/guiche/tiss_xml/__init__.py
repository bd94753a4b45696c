"""TISS messages: XML ⇄ version-neutral dataclasses, safe reading, hash, schemas, SOAP envelope and WSDL.

Pure Python over lxml: no Django, no database, no clock, no network. Source: ANS, Padrão TISS (RN 501/2022),
Componentes de Comunicação 202511, Organizacional 202407 and Segurança 202305.
"""
