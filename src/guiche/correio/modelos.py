"""Kinds of letter. The module that owns the words declares them; one plain text makes both forms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModeloDeCarta:
    """A kind of letter, ``modulo.objeto.assunto``.

    ``assunto`` is a template line over the data of the letter. ``template`` is a path without extension; the
    words are in ``<template>.txt`` (see ``correio.redacao``). ``motivo`` ends the sentence "Você recebe este
    e-mail porque". A ``secreta`` carries a link or code that opens something: its text is erased once it
    left. An ``assinatura`` is something the person chose to receive and can leave by a link.
    """

    codigo: str
    rotulo: str
    assunto: str
    template: str
    motivo: str
    secreta: bool = False
    assinatura: bool = False


_modelos: dict[str, ModeloDeCarta] = {}


def declarar(
    codigo: str,
    *,
    assunto: str,
    template: str,
    rotulo: str = "",
    motivo: str = "este endereço está no cadastro de quem usa o portal.",
    secreta: bool = False,
    assinatura: bool = False,
) -> ModeloDeCarta:
    """Add a kind of letter to the catalogue and return it; ``rotulo`` names it on screens (else its subject).

    Raises ValueError on a malformed or repeated code, on a subject of more than one line, and when the
    subject of a secret letter takes data: subjects are kept and shown on locked phones.
    """
    if codigo in _modelos or codigo.count(".") != 2:
        raise ValueError(f"Modelo de carta inválido ou repetido: {codigo}")
    if "\n" in assunto or "\r" in assunto or (secreta and "{" in assunto):
        raise ValueError(f"Assunto inválido na carta {codigo}")
    _modelos[codigo] = ModeloDeCarta(codigo, rotulo or assunto, assunto, template, motivo, secreta, assinatura)
    return _modelos[codigo]


def rotulo_do_modelo(codigo: str) -> str:
    """The name of a kind; the code itself for one that the product no longer has."""
    declarado = _modelos.get(codigo)
    return declarado.rotulo if declarado else codigo


def catalogo() -> tuple[ModeloDeCarta, ...]:
    """Every declared kind, by code."""
    return tuple(_modelos[codigo] for codigo in sorted(_modelos))
