"""What the browser journeys share: lotes written for the demo, clicks counted, pages measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page

from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.mensagens import Guia, LoteGuias, Totais
from guiche.tiss_xml.recepcao import ler_lote
from tests.infra.servidor import Servidor

ESTREITO = {"width": 320, "height": 640}
_MODELOS = ("valido-consulta-4.03.00.xml", "valido-consulta-4.02.00.xml", "valido-consulta-comprimido.xml.gz")


def hoje() -> date:
    """Today where the demo lives."""
    return datetime.now(ZoneInfo("America/Sao_Paulo")).date()


def reais(valor: Decimal) -> str:
    """``R$ 1.234,56`` as the screens write it, with a common space."""
    inteiro, centavos = f"{valor:,.2f}".split(".")
    return f"R$ {inteiro.replace(',', '.')},{centavos}"


def decimal(dito: str) -> Decimal:
    """The number in ``1.234,56``, with or without ``R$``."""
    return Decimal(dito.removeprefix("R$").strip().replace(".", "").replace(",", "."))


def sem_quebra(dito: str) -> str:
    """Pattern of a text whose spaces may be the kind that does not break."""
    return re.escape(dito).replace(r"\ ", r"\s")


def data_br(dia: date) -> str:
    """``dd/mm/aaaa``."""
    return f"{dia:%d/%m/%Y}"


def texto(lugar: Locator | Page) -> str:
    """What a person reads there, in one line: money is written with a space that does not break."""
    alvo = lugar.locator("main") if isinstance(lugar, Page) else lugar
    return re.sub(r"\s+", " ", alvo.inner_text()).strip()


@dataclass(frozen=True, slots=True)
class LoteFeito:
    """A lote written by a test, and the reais it charges above the contract."""

    numero: str
    arquivo: Path
    guias: tuple[Guia, ...]
    acima: Decimal

    @property
    def total(self) -> Decimal:
        """What the lote charges, in reais."""
        return sum((guia.totais.geral for guia in self.guias), Decimal("0.00"))


class Oficina:
    """Writes lotes of consultas of the clinic of the demo, with numbers that nobody used.

    The guias come from the demo's valid samples: they charge exactly the contract and their people were never
    attended before, so what a test adds is the only thing there is to find.
    """

    def __init__(self, servidor: Servidor, pasta: Path) -> None:
        self.servidor, self.pasta = servidor, pasta
        lidos = [ler_lote(self.exemplo(f"aroeira-{nome}").read_bytes()) for nome in _MODELOS]
        self._mensagem = lidos[0].mensagem
        self._modelos: Iterator[Guia] = iter([guia for lido in lidos for guia in lido.lote.guias])
        self._feitos = 0

    def exemplo(self, nome: str) -> Path:
        """A sample file of the demo."""
        return self.servidor.var / "demo/lotes" / nome

    def lote(self, quantas: int = 1, *, acrescimo: str = "0.00", carteira: str = "", dias: int = 0) -> LoteFeito:
        """A lote whose first guia may be of ``carteira``, of so many days ago, and charge ``acrescimo``
        reais above the contract. Raises StopIteration when the samples are used up.
        """
        self._feitos += 1
        primeira, *outras = [next(self._modelos) for _ in range(quantas)]
        if carteira:
            primeira = replace(primeira, carteira=carteira)
        if dias:
            primeira = _no_dia(primeira, hoje() - timedelta(days=dias))
        primeira = _mais_cara(primeira, Decimal(acrescimo))
        numero = str(7000 + self._feitos)
        guias = tuple(
            replace(guia, numero_prestador=f"{numero}{ordem:03d}")
            for ordem, guia in enumerate((primeira, *outras), start=1)
        )
        conteudo = escrever_lote(
            LoteGuias(numero, guias[0].tipo, guias),
            replace(self._mensagem.cabecalho, sequencial=numero),
            self._mensagem.versao,
        )
        arquivo = self.pasta / f"lote-{numero}.xml"
        arquivo.write_bytes(conteudo)
        return LoteFeito(numero, arquivo, guias, Decimal(acrescimo))


def _mais_cara(guia: Guia, acrescimo: Decimal) -> Guia:
    item = guia.itens[0]
    valor = item.valor_total + acrescimo
    return replace(guia, itens=(replace(item, valor_unitario=valor, valor_total=valor),), totais=Totais(valor))


def _no_dia(guia: Guia, dia: date) -> Guia:
    return replace(guia, itens=(replace(guia.itens[0], data=dia),), data_inicio=dia, data_fim=dia)


class Clique:
    """Counts what the person does with the mouse (or a finger) on one page."""

    def __init__(self) -> None:
        self.quantos = 0

    def em(self, lugar: Locator) -> None:
        """Click, and count it."""
        lugar.click()
        self.quantos += 1


def soltar(pagina: Page, zona: str, arquivos: list[Path]) -> None:
    """Drop files on ``zona`` as the desktop does: dragenter, dragover and drop carry a DataTransfer."""
    dados = [(arquivo.name, list(arquivo.read_bytes())) for arquivo in arquivos]
    pacote = pagina.evaluate_handle(
        """dados => {
            const pacote = new DataTransfer();
            for (const [nome, bytes] of dados) pacote.items.add(new File([new Uint8Array(bytes)], nome));
            return pacote;
        }""",
        dados,
    )
    for tipo in ("dragenter", "dragover", "drop"):
        pagina.dispatch_event(zona, tipo, {"dataTransfer": pacote})


def rolagem_lateral(pagina: Page) -> list[str]:
    """What scrolls sideways: the page, and each table wider than its block. Nothing should."""
    largas: list[str] = pagina.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll('.gc-rolagem')]
            .filter(e => e.scrollWidth > e.clientWidth + 1)
            .map(e => `${e.tagName} ${e.querySelector('table')?.id ?? ''} ${e.scrollWidth} > ${e.clientWidth}`)"""
    )
    return largas
