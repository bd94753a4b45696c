"""The tag library of every screen: ``{% load componentes %}``.

Small pieces are built here with ``format_html``; bigger ones have a template in ``componentes/``.
Everything is escaped unless it comes from a block of the calling template. ``componentes/estilo.html`` shows
each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.http import QueryDict
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from guiche.portais.componentes import formatos, html
from guiche.portais.componentes.cascata import Degrau, barras
from guiche.portais.componentes.filtros import FILTROS
from guiche.portais.componentes.icones import marca_no_sprite
from guiche.portais.componentes.tabelas import TabelaMontada
from guiche.portais.componentes.visual import ICONE_DA_NOTA, Estado, Passo

register = template.Library()

_CLASSE_DO_BOTAO = {
    "primario": "btn btn-primary",
    "comum": "btn",
    "nu": "btn gc-btn-nu",
    "perigo": "btn btn-danger",
}


def _atributos(pares: Iterable[tuple[str, Any]]) -> SafeString:
    """`` nome="valor"`` for each pair; ``True`` gives the bare name, ``False`` and empty give nothing."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html(" {}", nome) if valor is True else format_html(' {}="{}"', nome, valor),)
            for nome, valor in pares
            if valor not in (False, None, "")
        ),
    )


def _extras(atributos: dict[str, Any]) -> list[tuple[str, Any]]:
    """Keyword arguments of a tag as attributes: ``hx_get`` becomes ``hx-get``."""
    return [(nome.replace("_", "-"), valor) for nome, valor in atributos.items()]


# Icons, states, buttons


register.simple_tag(html.icone, name="icone")


@register.simple_tag
def marca(operadora: Any) -> SafeString:
    """Logo sign and name of an operadora (``logotipo``, ``nome_fantasia``); the product's own without one."""
    nome = getattr(operadora, "nome_fantasia", "") or "Guichê"
    sinal = marca_no_sprite(getattr(operadora, "logotipo", ""))
    return format_html(
        '<svg viewBox="0 0 28 28" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>{}',
        static("vendor/icones.svg"),
        sinal,
        nome,
    )


@register.simple_tag
def estado(tom: str | Estado, rotulo: str = "", icone: str = "") -> SafeString:
    """State chip: icon, word and colour. Takes an ``Estado``, or ``tom`` and ``rotulo`` (and ``icone``)."""
    if isinstance(tom, Estado):
        return html.estado(tom.tom, tom.rotulo, tom.icone)
    return html.estado(tom, rotulo, icone)


@register.simple_tag
def botao(
    rotulo: str,
    url: str = "",
    estilo: str = "comum",
    tipo: str = "submit",
    tecla: str = "",
    complemento: str = "",
    largo: bool = False,
    desligado: bool = False,
    **atributos: Any,
) -> SafeString:
    """A button, or a link that looks like one when ``url`` is given.

    ``estilo`` is primario, comum, nu or perigo; ``icone`` draws before the words; ``complemento`` is read
    only by screen readers; ``tecla`` shows the key and makes it work. Other arguments become attributes
    (``hx_post=…``).
    """
    classe = _CLASSE_DO_BOTAO[estilo] + (" w-100" if largo else "")
    desenho = atributos.pop("icone", "")
    mais_classe = atributos.pop("classe", "")
    conteudo = format_html(
        "{}{}{}{}",
        html.icone(desenho) if desenho else "",
        rotulo,
        format_html('<span class="visually-hidden"> {}</span>', complemento) if complemento else "",
        format_html("<kbd>{}</kbd>", tecla.upper()) if tecla else "",
    )
    pares: list[tuple[str, Any]] = [("class", f"{classe} {mais_classe}".strip())]
    if tecla:
        pares += [("data-tecla", tecla.lower()), ("aria-keyshortcuts", tecla.upper())]
    if url:
        return format_html("<a{}>{}</a>", _atributos([*pares, ("href", url), *_extras(atributos)]), conteudo)
    pares += [("type", tipo), ("disabled", desligado), *_extras(atributos)]
    return format_html("<button{}>{}</button>", _atributos(pares), conteudo)


@register.simple_tag
def senha(rotulo: str, numero: str, copiar: bool = True, *pares: str) -> SafeString:
    """A number to keep (protocol, senha) on its stub, with a button that copies it.

    More stubs follow as pairs of ``rotulo`` and value: ``{% senha "Protocolo" p True "Prazo" d %}``.
    """
    mais = format_html_join(
        "",
        '<div><span class="gc-mini gc-2">{}</span><b>{}</b></div>',
        zip(pares[::2], pares[1::2], strict=True),
    )
    botao_copiar = (
        format_html(
            '<div><button class="btn gc-btn-nu" type="button" data-copiar="{}">{}<span>Copiar</span>'
            '<span class="visually-hidden"> {}</span></button></div>',
            numero,
            html.icone("copiar"),
            rotulo.lower(),
        )
        if copiar
        else ""
    )
    return format_html(
        '<div class="gc-senha"><div><span class="gc-mini gc-2">{}</span><b>{}</b></div>{}{}</div>',
        rotulo,
        numero,
        mais,
        botao_copiar,
    )


register.simple_tag(senha, name="ticket")


@register.simple_tag
def quando(momento: date | datetime | None, formato: str = "") -> SafeString | str:
    """``<time>`` with a day, or with day and hour of an instant; ``formato="curta"`` gives dd/mm."""
    if momento is None:
        return ""
    if formato == "curta":
        texto = formatos.data_curta(momento)
    elif isinstance(momento, datetime):
        texto = formatos.data_hora(momento)
    else:
        texto = formatos.data(momento)
    return format_html('<time datetime="{}">{}</time>', momento.isoformat(), texto)


@register.simple_tag
def reais(quantia: Decimal | int | None, tom: str = "") -> SafeString | str:
    """Money that never breaks over two lines: ``<span class="gc-valor">R$ 1.234,56</span>``."""
    if quantia is None:
        return ""
    tonalidade = format_html(' data-tom="{}"', tom) if tom else ""
    classe = "gc-valor gc-tom" if tom else "gc-valor"
    return format_html('<span class="{}"{}>{}</span>', classe, tonalidade, formatos.dinheiro(quantia))


@register.simple_tag
def progresso(feitos: int, total: int, rotulo: str, unidade: str = "", restante: int | None = None) -> SafeString:
    """Bar of a work in the background: done, total and, when known, seconds left."""
    acabou = feitos >= total > 0
    linha = f"{formatos.numero(feitos)} de {formatos.numero(total)} {unidade}".strip()
    if restante is not None and not acabou:
        linha += f" · faltam cerca de {formatos.duracao(restante)}"
    return format_html(
        '<div{}><progress value="{}" max="{}" aria-label="{}">{}</progress><p class="gc-mini gc-2 mt-1">{}</p></div>',
        mark_safe(' data-tom="ok"') if acabou else "",
        feitos,
        max(total, 1),
        rotulo,
        linha,
        linha,
    )


# Blocks that wrap what the screen writes inside


@register.simple_block_tag
def bloco(
    content: str,
    titulo: str,
    id: str = "",
    url: str = "",
    rotulo: str = "",
    nota: str = "",
    corpo: bool = False,
    tom: str = "",
    pe: str = "",
) -> SafeString:
    """``{% bloco "Espera por você" url=u rotulo="Ver todos" %}…{% endbloco %}``: a named section with a head.

    ``corpo=True`` pads the content; leave it off around lists and tables, which bring their own padding.
    """
    ancora = id or f"t-{slugify(titulo)}"
    lado = ""
    if url:
        lado = format_html('<a class="gc-mini" href="{}">{}</a>', url, rotulo or "Ver todos")
    elif nota:
        lado = format_html('<span class="gc-mini gc-2">{}</span>', nota)
    return format_html(
        '<section class="gc-bloco" aria-labelledby="{}"{}><div class="gc-bloco-topo"><h2 '
        'id="{}">{}</h2>{}</div>'
        "{}{}</section>",
        ancora,
        format_html(' data-tom="{}"', tom) if tom else "",
        ancora,
        titulo,
        lado,
        format_html('<div class="gc-bloco-corpo">{}</div>', content) if corpo else content,
        format_html('<div class="gc-bloco-pe gc-mini">{}</div>', pe) if pe else "",
    )


@register.simple_block_tag
def nota(content: str, tom: str = "info", titulo: str = "", **outros: str) -> SafeString:
    """``{% nota "alerta" titulo="…" %}<p>…</p>{% endnota %}``: an explanation with a tone (and
    ``icone=``).
    """
    return format_html(
        '<div class="gc-nota" data-tom="{}">{}<div>{}{}</div></div>',
        tom,
        html.icone(outros.get("icone") or ICONE_DA_NOTA[tom]),
        format_html("<p><b>{}</b></p>", titulo) if titulo else "",
        content,
    )


@register.simple_block_tag
def dialogo(content: str, id: str, titulo: str) -> SafeString:
    """A dialog opened by any element with ``data-abre="<id>"``; focus stays inside and returns on close."""
    return format_html(
        '<dialog class="gc-modal" id="{}" aria-labelledby="{}-titulo"><div class="gc-pilha">'
        '<h2 id="{}-titulo">{}</h2>{}</div></dialog>',
        id,
        id,
        id,
        titulo,
        content,
    )


@register.simple_block_tag
def ficha(
    content: str,
    prazo: str,
    detalhe: str = "",
    titulo: str = "",
    tom: str = "",
    url: str = "",
    rotulo: str = "",
    estilo: str = "comum",
    **outros: str,
) -> SafeString:
    """One ticket of a list ``<ol class="gc-fila">``: deadline on the stub, what to do, one button.

    The content is the line of context. ``{% ficha "27/11" "4 dias úteis" titulo="Responder" tom="alerta" …
    %}``.
    """
    acao = (
        format_html(
            '<div class="gc-ficha-acao">{}</div>',
            botao(
                rotulo,
                url=url,
                estilo=estilo,
                icone=outros.get("icone", ""),
                complemento=outros.get("complemento", ""),
            ),
        )
        if url
        else ""
    )
    return format_html(
        '<li class="gc-ficha"{}><div class="gc-prazo"><b>{}</b>{}</div><div '
        'class="gc-ficha-corpo"><h3>{}</h3>'
        '<p class="gc-2">{}</p></div>{}</li>',
        format_html(' data-tom="{}"', tom) if tom else "",
        prazo,
        detalhe,
        titulo,
        content,
        acao,
    )


# Forms


@register.inclusion_tag("componentes/campo.html")
def campo(
    campo: BoundField,
    rotulo: str = "",
    ajuda: str = "",
    largura: str = "",
    diz_opcional: bool = True,
    **atributos: Any,
) -> dict[str, Any]:
    """A form field: label, control, help and error, tied together for screen readers.

    ``largura`` is a grid class (``col-md-4``); other arguments become attributes of the control
    (``autocomplete="username"``, ``inputmode="numeric"``). The help of a control that asks the server while typed is
    a live region: the answer stands there. Optional fields say "(se quiser)" unless
    ``diz_opcional`` is off.
    """
    controle = campo.field.widget
    tipo = getattr(controle, "input_type", "")
    if isinstance(controle, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        forma = "opcoes"
    elif isinstance(controle, forms.CheckboxInput):
        forma = "marca"
    elif controle.is_hidden:
        forma = "oculto"
    elif tipo == "file" and getattr(controle, "allow_multiple_selected", False):
        forma = "envio"
    else:
        forma = "comum"
    base = campo.id_for_label or f"id_{campo.html_name}"
    texto_de_ajuda = ajuda or campo.help_text
    descricoes = [f"{base}-erro"] if campo.errors else []
    descricoes += [f"{base}-ajuda"] if texto_de_ajuda else []
    classes = [
        "form-check-input"
        if forma in ("marca", "opcoes")
        else "form-select"
        if isinstance(controle, forms.Select)
        else "form-control"
    ]
    if campo.errors:
        classes.append("is-invalid")
    if existente := controle.attrs.get("class"):
        classes.append(existente)
    attrs = {
        "class": " ".join(classes),
        **({"aria-describedby": " ".join(descricoes)} if descricoes and forma != "opcoes" else {}),
        **({"aria-invalid": "true"} if campo.errors and forma != "opcoes" else {}),
        **dict(_extras(atributos)),
    }
    return {
        "campo": campo,
        "forma": forma,
        "controle": campo.as_widget(attrs=attrs) if forma != "opcoes" else "",
        "rotulo": rotulo or campo.label,
        "ajuda": texto_de_ajuda,
        "viva": "hx-target" in controle.attrs,
        "base": base,
        "largura": largura,
        "opcional": diz_opcional and not campo.field.required and forma in ("comum", "envio"),
        "descricoes": " ".join(descricoes),
    }


@register.simple_tag
def opcao_do_campo(opcao: BoundWidget) -> SafeString:
    """One radio or checkbox of a group, without the label Django would wrap around it."""
    opcao.data["attrs"]["class"] = "form-check-input"
    return opcao.tag()


@register.inclusion_tag("componentes/erros.html")
def erros(form: forms.BaseForm) -> dict[str, Any]:
    """Summary of a refused form, at its top: how many fields need the person, with a link to each."""
    recusados = [form[nome] for nome in form.errors if nome in form.fields]
    # A group of radios has no control of its own to point at: its first one stands for it.
    return {"form": form, "campos": [(c.id_for_label or f"{c.auto_id}_0", c.label) for c in recusados]}


# Lists, waits and time


@register.inclusion_tag("componentes/vazio.html")
def vazio(titulo: str, texto: str = "", url: str = "", rotulo: str = "", icone: str = "lista") -> dict[str, Any]:
    """Empty state: what is missing, why, and the one thing to do next."""
    return {"titulo": titulo, "texto": texto, "url": url, "rotulo": rotulo, "icone": icone}


@register.inclusion_tag("componentes/linha_do_tempo.html")
def linha_do_tempo(passos: Sequence[Passo]) -> dict[str, Any]:
    """Past solid, present in the tone of who has the ball, future dashed."""
    return {"passos": passos}


@register.inclusion_tag("componentes/explica.html")
def explica(decidimos: str, por_que: str, regra: str, quem: str, agora: str = "") -> dict[str, Any]:
    """A decision shown to a person, always in this order: what, why, which rule, who, and what to do now."""
    pares = [
        ("O que decidimos", decidimos),
        ("Por quê", por_que),
        ("Qual regra", regra),
        ("Quem decidiu", quem),
    ]
    return {"pares": pares, "agora": agora}


@register.simple_tag
def fatos(*pares: Any) -> SafeString:
    """Terms and values side by side: ``{% fatos "Plano" nome "Senha" senha %}``; empty values are left
    out.
    """
    linhas = [(r, v) for r, v in zip(pares[::2], pares[1::2], strict=True) if v not in (None, "")]
    return format_html(
        '<dl class="gc-fatos">{}</dl>',
        format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", linhas),
    )


def com(context: Context, **trocas: Any) -> str:
    """The query string of the request with some keys changed (``None`` takes one away)."""
    request = context.get("request")
    consulta = QueryDict(mutable=True) if request is None else request.GET.copy()
    for chave, valor in trocas.items():
        if valor is None:
            consulta.pop(chave, None)
        else:
            consulta[chave] = str(valor)
    return f"?{consulta.urlencode()}" if consulta else "?"


@register.inclusion_tag("componentes/paginacao.html", takes_context=True)
def paginacao(context: Context, pagina: Page[Any], rotulo: str = "Páginas", chave: str = "pagina") -> dict[str, Any]:
    """ "1–25 de 1.234" and links to the pages, keeping the filters of the URL. ``pagina`` is a Django
    ``Page``.
    """
    paginas = pagina.paginator
    elididas = [
        (n, com(context, **{chave: n}) if isinstance(n, int) else "", n == pagina.number)
        for n in paginas.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1)
    ]
    return {
        "pagina": pagina,
        "rotulo": rotulo,
        "faixa": _faixa(pagina.start_index(), pagina.end_index(), paginas.count),
        "paginas": elididas if paginas.num_pages > 1 else [],
        "anterior": com(context, **{chave: pagina.previous_page_number()}) if pagina.has_previous() else "",
        "proxima": com(context, **{chave: pagina.next_page_number()}) if pagina.has_next() else "",
    }


def _faixa(inicio: int, fim: int, total: int) -> str:
    if total == 0:
        return "nenhum resultado"
    return f"{formatos.numero(inicio)}–{formatos.numero(fim)} de {formatos.numero(total)}"


@register.simple_tag(takes_context=True)
def cabecalho_ordenavel(context: Context, rotulo: str, coluna: str, ordem: str = "", num: bool = False) -> SafeString:
    """A ``<th>`` that sorts by ``coluna``; ``ordem`` is the order in force (``valor`` or ``-valor``)."""
    subindo = ordem == coluna
    descendo = ordem == f"-{coluna}"
    destino = com(context, ordem=f"-{coluna}" if subindo else coluna, pagina=None)
    sentido = "ascending" if subindo else "descending" if descendo else ""
    desenho = "crescente" if subindo else "decrescente" if descendo else ""
    return format_html(
        '<th scope="col"{}><a href="{}">{}{}</a></th>',
        _atributos([("class", "num" if num else ""), ("aria-sort", sentido)]),
        destino,
        rotulo,
        format_html(" {}", html.icone(desenho)) if desenho else "",
    )


@register.inclusion_tag("componentes/tabela.html", takes_context=True)
def tabela(context: Context, montada: TabelaMontada) -> dict[str, Any]:
    """A whole list: filters, chips, table, totals, pager, export. See ``componentes.tabelas``."""
    return {
        "t": montada,
        "cabecas": [
            cabecalho_ordenavel(context, c.rotulo, c.nome, montada.ordem, c.numerica)
            if c.ordenavel
            else format_html(
                '<th scope="col"{}>{}</th>', _atributos([("class", "num" if c.numerica else "")]), c.rotulo
            )
            for c in montada.colunas
        ],
        "exportar": [(f.upper(), com(context, formato=f, pagina=None)) for f in montada.formatos],
        "fichas": [
            (rotulo, valor, com(context, **{chave: None, "pagina": None}))
            for chave, rotulo, valor in montada.filtros_em_uso
        ],
        "limpar": montada.url_limpa,
        "paginas": paginacao(context, montada.pagina, f"Páginas: {montada.rotulo}"),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("componentes/cascata.html")
def cascata(degraus: Sequence[Degrau], rotulo: str) -> dict[str, Any]:
    """Money going down step by step, as a real table with one drawn bar per row."""
    return {"barras": barras(degraus), "rotulo": rotulo}


# Layout


@register.simple_tag
def migalhas(*pares: str) -> SafeString:
    """Where the person is: ``{% migalhas "Lotes" url "Lote 0381" "" %}``; the last one is this page."""
    itens = [
        format_html('<li><a href="{}">{}</a></li>', url, rotulo)
        if url
        else format_html('<li aria-current="page">{}</li>', rotulo)
        for rotulo, url in zip(pares[::2], pares[1::2], strict=True)
    ]
    return format_html(
        '<nav aria-label="Você está em"><ol class="gc-migalhas">{}</ol></nav>',
        format_html_join("", "{}", ((i,) for i in itens)),
    )


@register.simple_tag
def atributos_do_tema(tema: str = "") -> SafeString:
    """Attributes of ``<html>`` for claro, escuro or auto (follow the device)."""
    if tema == "escuro":
        return mark_safe('data-bs-theme="dark"')
    if tema == "claro":
        return mark_safe('data-bs-theme="light"')
    return mark_safe('data-tema="auto"')


for _nome, _filtro in FILTROS.items():
    register.filter(_nome, _filtro)
