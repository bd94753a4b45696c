"""What can be said of a lote with nothing but the file and the shipped terminology."""

from __future__ import annotations

from datetime import date

from guiche.cadastro.regras.vigencia import Periodo
from guiche.faturamento.regras.cobranca import (
    TABELA_MATERIAIS,
    TABELA_MEDICAMENTOS,
    GuiaCobrada,
    de_guia_tiss,
)
from guiche.faturamento.regras.conferencia import REGRAS
from guiche.faturamento.regras.conferencia.base import Contexto, Tema, achado_de
from guiche.faturamento.regras.fatos import FatosDoLote, FatosDoPrestador, Procedimento
from guiche.nucleo.achado import Achado
from guiche.tiss_xml.dominios import tuss
from guiche.tiss_xml.mensagens import LoteLido

TEMAS: frozenset[Tema] = frozenset({"totais", "odonto", "terminologia"})
_INCOMPLETAS = (TABELA_MATERIAIS, TABELA_MEDICAMENTOS)
_SEMPRE = Periodo(date(1900, 1, 1))


def conferir_offline(lido: LoteLido, hoje: date) -> list[Achado]:
    """Findings about totals, dental places and TUSS codes. Tables 19 and 20 are shipped in part only, so
    their codes are not judged here.
    """
    guias = tuple(de_guia_tiss(guia) for guia in lido.lote.guias)
    fatos = FatosDoLote(
        operadora_registro=lido.mensagem.cabecalho.destino.valor,
        hoje=hoje,
        versao=str(lido.mensagem.versao),
        prestador=FatosDoPrestador(codigo="", nome="", identificadores=frozenset(), vinculos=()),
        beneficiarios={},
        termos=_termos(guias),
    )
    contexto = Contexto(fatos, guias)
    achados: list[Achado] = []
    for posicao, guia in enumerate(guias, start=1):
        contexto.posicao = posicao
        for regra in REGRAS.values():
            if regra.tema in TEMAS and regra.na_guia is not None:
                achados += [
                    achado_de(regra, aponta, contexto, guia, posicao) for aponta in regra.na_guia(guia, contexto)
                ]
    return [achado for achado in achados if achado.gravidade != "alerta"]


def _termos(guias: tuple[GuiaCobrada, ...]) -> dict[Procedimento, tuple[Periodo, ...]]:
    pares = {item.procedimento for guia in guias for item in guia.itens}
    termos: dict[Procedimento, tuple[Periodo, ...]] = {par: (_SEMPRE,) for par in pares if par[0] in _INCOMPLETAS}
    for tabela in {par[0] for par in pares} - set(_INCOMPLETAS):
        for termo in tuss(tabela):
            par = (tabela, termo.codigo)
            if par in pares:
                inicio = termo.inicio or _SEMPRE.inicio
                termos[par] = (*termos.get(par, ()), Periodo(inicio, termo.fim))
    return termos
