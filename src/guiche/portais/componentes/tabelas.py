"""Lists declared once and shown as a screen or exported exactly as filtered.

A screen declares the columns, says where the rows come from and calls ``montar(request.GET)``; the template
writes
``{% tabela t %}``. Filters, order and page live in the URL (``ordem``, ``pagina``, and the fields of the
filter form).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import FileResponse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from guiche.documentos.definicao import NUMERICOS, Coluna, TipoDeColuna
from guiche.documentos.definicao import texto as texto_do_documento
from guiche.documentos.planilha import gerar_xlsx, gravar_csv
from guiche.nucleo.competencia import Competencia
from guiche.portais.componentes import formatos, html
from guiche.portais.componentes.visual import Estado

POR_PAGINA: Final = 25
TIPO_CSV: Final = "text/csv; charset=utf-8"
TIPO_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class ColunaDeTela:
    """One column. ``nome`` is the path to the value (``prestador__nome``), a key, or the name of a method.

    ``tipo`` is that of ``documentos.definicao.Coluna``; an ``Estado`` or a ``Competencia`` draws itself.
    ``ordena`` is the field (or fields) the database sorts by; empty means not sortable. ``desenho`` draws the
    cell on screen when the plain value is not enough; exports always take the value. ``so_tela`` and
    ``so_exportacao`` keep a column from the other side; ``largura`` is relative, for exports.
    """

    nome: str
    rotulo: str
    tipo: TipoDeColuna = "texto"
    ordena: str | tuple[str, ...] = ()
    desenho: Callable[[Any], str] | None = None
    largura: float = 1.0
    so_tela: bool = False
    so_exportacao: bool = False

    @property
    def coluna(self) -> Coluna:
        """The same column for the document engine."""
        return Coluna(self.nome, self.rotulo, self.tipo, self.largura)

    @property
    def ordenavel(self) -> bool:
        return bool(self.ordena)

    @property
    def numerica(self) -> bool:
        return self.tipo in NUMERICOS

    def valor(self, linha: Any) -> Any:
        """The value of this column in a row: object or mapping. ``None`` when a step of the path is
        missing.
        """
        atual = linha
        for passo in self.nome.replace(".", "__").split("__"):
            if atual is None:
                return None
            atual = atual.get(passo) if isinstance(atual, Mapping) else getattr(atual, passo)
            if callable(atual) and not isinstance(atual, Model):
                atual = atual()
        return atual

    def celula(self, linha: Any) -> SafeString:
        """The cell as HTML."""
        if self.desenho is not None:
            return conditional_escape(self.desenho(linha))
        return desenhar(self.valor(linha), self.tipo)


@dataclass(frozen=True, slots=True)
class AcaoEmGrupo:
    """A verb for the selected rows: button ``rotulo`` posts the ids (``ids``) to ``url``."""

    rotulo: str
    url: str


@dataclass(frozen=True, slots=True)
class Linha:
    """A row ready to draw: its object, its cells as (label, html, numeric) and where its first cell leads."""

    objeto: Any
    primeira: SafeString
    celulas: list[tuple[str, SafeString, bool]]
    chave: Any


@dataclass(frozen=True, slots=True)
class TabelaMontada:
    """A table for one request: what ``{% tabela %}`` draws and what the export takes."""

    id: str
    rotulo: str
    colunas: tuple[ColunaDeTela, ...]
    colunas_exportadas: tuple[ColunaDeTela, ...]
    todas: Any
    pagina: Page[Any]
    linhas: list[Linha]
    ordem: str
    filtro: BaseForm | None
    filtros_em_uso: list[tuple[str, str, str]]
    formatos: tuple[str, ...]
    formato_pedido: str
    acoes: tuple[AcaoEmGrupo, ...]
    totais: list[tuple[str, SafeString, bool]]
    vazio_titulo: str
    vazio_texto: str
    vazio_url: str
    vazio_rotulo: str
    url_limpa: str = "?"

    def linhas_exportadas(self) -> Iterator[dict[str, Any]]:
        """Every filtered row in the order shown, by column name; never loads all at once."""
        origem: Iterable[Any] = self.todas.iterator(chunk_size=2000) if isinstance(self.todas, QuerySet) else self.todas
        for linha in origem:
            yield {c.nome: _exportavel(c.valor(linha)) for c in self.colunas_exportadas}

    def exportacao(self) -> FileResponse | None:
        """The file asked for by ``?formato=csv`` or ``xlsx``: all that is filtered. ``None`` for a page."""
        nome = f"{slugify(self.rotulo)}.{self.formato_pedido}"
        colunas = [c.coluna for c in self.colunas_exportadas]
        if self.formato_pedido == "csv":
            folha = gravar_csv(colunas, self.linhas_exportadas())
            return FileResponse(folha, as_attachment=True, filename=nome, content_type=TIPO_CSV)
        if self.formato_pedido == "xlsx":
            folha = gerar_xlsx(self.rotulo, colunas, self.linhas_exportadas())
            return FileResponse(folha, as_attachment=True, filename=nome, content_type=TIPO_XLSX)
        return None


@dataclass(frozen=True, slots=True)
class Tabela:
    """Declaration of a list. ``linha_url`` gives the address of a row (its first cell becomes a link)."""

    id: str
    rotulo: str
    colunas: tuple[ColunaDeTela, ...]
    ordem: str = ""
    por_pagina: int = POR_PAGINA
    linha_url: Callable[[Any], str] | None = None
    formatos: tuple[str, ...] = ("csv", "xlsx")
    acoes: tuple[AcaoEmGrupo, ...] = ()
    vazio_titulo: str = "Nada por aqui ainda"
    vazio_texto: str = ""
    vazio_url: str = ""
    vazio_rotulo: str = ""
    desempate: str = "pk"
    chave: Callable[[Any], Any] = field(default=lambda linha: linha.pk)

    def montar(
        self,
        linhas: QuerySet[Any] | Sequence[Any],
        consulta: Mapping[str, str],
        filtro: BaseForm | None = None,
        totais: Mapping[str, Any] | None = None,
    ) -> TabelaMontada:
        """Order, page and draw ``linhas`` (already filtered) as the URL asks. Unknown order or page falls
        back.

        A page beyond the last shows the last; ``totais`` maps column names to sums over everything filtered.
        """
        ordem = self._ordem_pedida(consulta.get("ordem", ""))
        ordenadas = self._ordenar(linhas, ordem)
        pagina = Paginator(ordenadas, self.por_pagina).get_page(consulta.get("pagina", 1))
        visiveis = tuple(c for c in self.colunas if not c.so_exportacao)
        formato = consulta.get("formato", "")
        em_uso = filtros_em_uso(filtro)
        return TabelaMontada(
            id=self.id,
            rotulo=self.rotulo,
            colunas=visiveis,
            colunas_exportadas=tuple(c for c in self.colunas if not c.so_tela),
            todas=ordenadas,
            pagina=pagina,
            linhas=[self._linha(objeto, visiveis) for objeto in pagina.object_list],
            ordem=ordem,
            filtro=filtro,
            filtros_em_uso=em_uso,
            formatos=self.formatos,
            formato_pedido=formato if formato in self.formatos else "",
            acoes=self.acoes,
            totais=_totais(visiveis, totais),
            vazio_titulo="Nada com esses filtros" if em_uso else self.vazio_titulo,
            vazio_texto="Tire algum filtro para ver mais." if em_uso else self.vazio_texto,
            vazio_url="?" if em_uso else self.vazio_url,
            vazio_rotulo="Limpar filtros" if em_uso else self.vazio_rotulo,
        )

    def _ordem_pedida(self, pedida: str) -> str:
        nomes = {c.nome for c in self.colunas if c.ordenavel}
        return pedida if pedida.removeprefix("-") in nomes else self.ordem

    def _ordenar(self, linhas: Any, ordem: str) -> Any:
        coluna = next((c for c in self.colunas if c.nome == ordem.removeprefix("-")), None)
        if coluna is None:
            return linhas
        descendo = ordem.startswith("-")
        if isinstance(linhas, QuerySet):
            campos = (coluna.ordena,) if isinstance(coluna.ordena, str) else coluna.ordena
            sinal = "-" if descendo else ""
            # The tie-break makes pages stable: without it the same row may show on two of them.
            return linhas.order_by(*(f"{sinal}{c}" for c in campos or (coluna.nome,)), self.desempate)
        preenchidas = [linha for linha in linhas if coluna.valor(linha) is not None]
        vazias = [linha for linha in linhas if coluna.valor(linha) is None]
        return [*sorted(preenchidas, key=coluna.valor, reverse=descendo), *vazias]

    def _linha(self, objeto: Any, colunas: tuple[ColunaDeTela, ...]) -> Linha:
        primeira = colunas[0].celula(objeto)
        if self.linha_url is not None:
            primeira = format_html('<a href="{}">{}</a>', self.linha_url(objeto), primeira)
        celulas = [(c.rotulo, c.celula(objeto), c.numerica) for c in colunas[1:]]
        return Linha(objeto, primeira, celulas, self.chave(objeto) if self.acoes else None)


def desenhar(valor: Any, tipo: TipoDeColuna = "texto") -> SafeString:
    """A value as the HTML of a cell, by the type of its column."""
    if isinstance(valor, Estado):
        return html.estado(valor.tom, valor.rotulo, valor.icone)
    if tipo == "valor" and valor is not None:
        return format_html('<span class="gc-valor">{}</span>', formatos.dinheiro(valor))
    if tipo == "codigo" and valor:
        return format_html('<span class="gc-codigo">{}</span>', valor)
    return conditional_escape(texto(valor, tipo))


def texto(valor: Any, tipo: TipoDeColuna = "texto") -> str:
    """A value as plain text for reading: as in documents, and states, months and yes or no in words."""
    if isinstance(valor, (Estado, Competencia)):
        return valor.rotulo
    if isinstance(valor, bool):
        return "sim" if valor else "não"
    if isinstance(valor, datetime) and timezone.is_aware(valor):
        valor = timezone.localtime(valor)
    return texto_do_documento(valor, tipo)


def _exportavel(valor: Any) -> Any:
    return texto(valor) if isinstance(valor, (Estado, Competencia, bool)) else valor


def _totais(colunas: tuple[ColunaDeTela, ...], totais: Mapping[str, Any] | None) -> list[tuple[str, SafeString, bool]]:
    if not totais:
        return []
    return [(c.rotulo, desenhar(totais.get(c.nome), c.tipo), c.numerica) for c in colunas[1:]]


def filtros_em_uso(filtro: BaseForm | None) -> list[tuple[str, str, str]]:
    """(name, label, value as read) of each filter field the person filled, for the chips above the table."""
    if filtro is None or not filtro.is_bound or not filtro.is_valid():
        return []
    achados = []
    for nome, valor in filtro.cleaned_data.items():
        if valor in (None, "", [], ()):
            continue
        opcoes = dict(getattr(filtro.fields[nome], "choices", ()))
        achados.append((nome, str(filtro[nome].label), str(opcoes.get(valor, texto(valor)))))
    return achados
