"""The small world of the tests: the same code as the demo, with few people and no history.

``mundo_pequeno()`` builds both operadoras with some prestadores, a family and a handful of other people,
their products, contracts, prices and logins. Everything in it is the same at every run on the same day.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from guiche.acesso.models import Usuario, Vinculo
from guiche.acesso.selectors.contexto import ator_do_vinculo
from guiche.cadastro.models import Beneficiario, Contrato, Prestador, Produto
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import hoje
from guiche.projeto.cenario import acessos
from guiche.projeto.cenario.cadastro import gravar_cadastro, gravar_operadora
from guiche.projeto.cenario.guias import Fabrica
from guiche.projeto.cenario.historico import fabrica_de
from guiche.projeto.cenario.medica import AROEIRA
from guiche.projeto.cenario.odonto import CANDEIA
from guiche.projeto.cenario.pessoas import Gente
from guiche.projeto.cenario.registros import Cadastro
from guiche.projeto.cenario.terminologia import carregar_minimo

SENHA = acessos.SENHA
PRESTADORES = ("cedro", "alvorada", "vertice", "livia")
PRESTADORES_ODONTO = ("otavio", "sorriso")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mundo:
    """Named handles of the small world. ``operadora`` is medical, ``outra`` is dental.

    People: ``titular`` (adult woman), ``conjuge``, ``dependente`` and ``bebe`` (her children under age, the
    baby still in carência of internment), ``outro_titular`` (no kin; card expired) and, of the other
    operadora, ``titular_da_outra`` and ``dependente_da_outra``. Prestadores: ``prestador`` (clinic),
    ``outro_prestador`` (laboratory), ``hospital``, ``medico`` (cooperado, pessoa física), ``dentista``.
    """

    hoje: date
    operadora: Operadora
    outra: Operadora
    prestador: Prestador
    outro_prestador: Prestador
    hospital: Prestador
    medico: Prestador
    dentista: Prestador
    clinica_odontologica: Prestador
    titular: Beneficiario
    conjuge: Beneficiario
    dependente: Beneficiario
    bebe: Beneficiario
    outro_titular: Beneficiario
    titular_da_outra: Beneficiario
    dependente_da_outra: Beneficiario
    produto: Produto
    produto_odontologico: Produto
    contrato: Contrato
    faturista: Usuario
    recepcionista: Usuario
    usuario_medico: Usuario
    beneficiaria: Usuario
    usuario_conjuge: Usuario
    analista: Usuario
    financeiro: Usuario
    gestor: Usuario
    usuario_dentista: Usuario
    beneficiario_da_outra: Usuario
    analista_da_outra: Usuario
    cadastro: Cadastro
    cadastro_da_outra: Cadastro
    vinculos: Mapping[tuple[str, str], tuple[Vinculo, ...]]
    """(``aroeira`` or ``candeia``, papel) → vínculos, the first being the one a login starts with."""

    def vinculo(self, papel: str, *, outra: bool = False, prestador: Prestador | None = None) -> Vinculo:
        """The vínculo of a papel (``faturista``, ``medico``, ``recepcionista``, ``dentista``,
        ``beneficiario``, ``conjuge``, ``analista``, ``financeiro``, ``gestor``); ``prestador`` picks among
        those of a person who acts for several. Raises KeyError or StopIteration when there is none.
        """
        todos = self.vinculos["candeia" if outra else "aroeira", papel]
        return next(v for v in todos if prestador is None or v.prestador_id == prestador.pk)

    def ator(self, papel: str, *, outra: bool = False, prestador: Prestador | None = None, canal: str = "web") -> Ator:
        """The ator a request of this papel would have."""
        vinculo = self.vinculo(papel, outra=outra, prestador=prestador)
        return ator_do_vinculo(vinculo.usuario, vinculo, canal=canal, ip="127.0.0.1")

    def fabrica(self, *, outra: bool = False, semente: int = 7) -> Fabrica:
        """Maker of guias that charge exactly the contract, for the prestadores of one operadora."""
        cadastro = self.cadastro_da_outra if outra else self.cadastro
        return fabrica_de(cadastro, random.Random(semente), sobrepreco=0.0, exigentes=False)


def mundo_pequeno() -> Mundo:
    """Build the small world in the current database. Leaves no scope entered."""
    dia = hoje()
    gente = Gente(random.Random(20))
    cifrada = make_password(SENHA)
    carregar_minimo((*AROEIRA.procedimentos, *CANDEIA.procedimentos))
    vinculos: dict[tuple[str, str], tuple[Vinculo, ...]] = {}
    usuarios: dict[tuple[str, str], Usuario] = {}
    cadastros: dict[str, Cadastro] = {}
    for espec, prestadores in ((AROEIRA, PRESTADORES), (CANDEIA, PRESTADORES_ODONTO)):
        operadora = gravar_operadora(espec, gente)
        with escopo(operadora):
            nomeados = len(espec.familiares)
            cadastro = gravar_cadastro(
                espec, operadora, gente, dia, beneficiarios=nomeados + 3, prestadores=prestadores
            )
            cadastros[espec.chave] = cadastro
            for pessoa in acessos.gravar_acessos(cadastro, gente, dia, cifrada):
                vinculos[espec.chave, pessoa.papel] = pessoa.vinculos
                usuarios[espec.chave, pessoa.papel] = pessoa.usuario
    medica, odonto = cadastros["aroeira"], cadastros["candeia"]
    return Mundo(
        hoje=dia,
        operadora=medica.operadora,
        outra=odonto.operadora,
        prestador=medica.prestadores["cedro"],
        outro_prestador=medica.prestadores["vertice"],
        hospital=medica.prestadores["alvorada"],
        medico=medica.prestadores["livia"],
        dentista=odonto.prestadores["otavio"],
        clinica_odontologica=odonto.prestadores["sorriso"],
        titular=medica.familiares["helena"],
        conjuge=medica.familiares["rafael"],
        dependente=medica.familiares["theo"],
        bebe=medica.familiares["bia"],
        outro_titular=medica.familiares["ivo"],
        titular_da_outra=odonto.familiares["bruno"],
        dependente_da_outra=odonto.familiares["alice"],
        produto=medica.produtos["essencial"],
        produto_odontologico=odonto.produtos["completo"],
        contrato=medica.familiares["helena"].contrato,
        faturista=usuarios["aroeira", "faturista"],
        recepcionista=usuarios["aroeira", "recepcionista"],
        usuario_medico=usuarios["aroeira", "medico"],
        beneficiaria=usuarios["aroeira", "beneficiario"],
        usuario_conjuge=usuarios["aroeira", "conjuge"],
        analista=usuarios["aroeira", "analista"],
        financeiro=usuarios["aroeira", "financeiro"],
        gestor=usuarios["aroeira", "gestor"],
        usuario_dentista=usuarios["candeia", "dentista"],
        beneficiario_da_outra=usuarios["candeia", "beneficiario"],
        analista_da_outra=usuarios["candeia", "analista"],
        cadastro=medica,
        cadastro_da_outra=odonto,
        vinculos=vinculos,
    )
