"""Names of the icons a screen may use, and the Tabler outline icon each one draws.

``ferramentas/frontend.py`` builds one sprite from this list (and from the brand signs below), so an icon
that is not here is not shipped. To use a new one, add a line: Portuguese name, Tabler name.
"""

from __future__ import annotations

import re
from typing import Final

ICONES: Final[dict[str, str]] = {
    # navigation and people
    "inicio": "home",
    "menu": "menu-2",
    "buscar": "search",
    "sino": "bell",
    "conta": "settings",
    "sair": "logout",
    "entrar": "login",
    "ajuda": "help-circle",
    "usuario": "user",
    "usuarios": "users",
    "usuario-novo": "user-plus",
    "usuario-conferido": "user-check",
    "grupo": "users-group",
    "chave": "key",
    "cadeado": "lock",
    "cadeado-aberto": "lock-open",
    "trocar": "arrows-exchange",
    "externo": "external-link",
    "baixo": "chevron-down",
    "cima-fino": "chevron-up",
    "direita": "chevron-right",
    "esquerda": "chevron-left",
    "voltar": "arrow-left",
    "seguir": "arrow-right",
    "cima": "arrow-up",
    "abaixo": "arrow-down",
    "mais-opcoes": "dots",
    # states and notices
    "ok": "circle-check",
    "check": "check",
    "alerta": "alert-triangle",
    "erro": "circle-x",
    "info": "info-circle",
    "pausa": "player-pause",
    "proibido": "ban",
    "relogio": "clock",
    "ampulheta": "hourglass",
    "bandeira": "flag",
    "estrela": "star",
    "x": "x",
    "igual": "equal",
    "circulo": "circle",
    # acts
    "soma": "plus",
    "menos": "minus",
    "editar": "pencil",
    "lixo": "trash",
    "copiar": "copy",
    "desfazer": "arrow-back-up",
    "atualizar": "refresh",
    "baixar": "download",
    "subir": "upload",
    "imprimir": "printer",
    "anexo": "paperclip",
    "enviar": "send",
    "ver": "eye",
    "esconder": "eye-off",
    "filtro": "filter",
    "ajustes": "adjustments-horizontal",
    "ordenar": "arrows-sort",
    "crescente": "sort-ascending",
    "decrescente": "sort-descending",
    "ligar": "link",
    "desligar": "unlink",
    "arquivar": "archive",
    "gostei": "thumb-up",
    "nao-gostei": "thumb-down",
    # billing and money
    "lote": "stack-2",
    "guia": "file-text",
    "recibo": "receipt",
    "dinheiro": "cash",
    "moeda": "coin",
    "percentual": "percentage",
    "calculadora": "calculator",
    "banco": "building-bank",
    "cartao-credito": "credit-card",
    "nota-fiscal": "file-invoice",
    "demonstrativo": "report-money",
    "boleto": "barcode",
    "qr": "qrcode",
    "grafico": "chart-bar",
    "relatorio": "report",
    "tabela": "table",
    "etiqueta": "tag",
    "conferencia": "clipboard-check",
    "lista": "list",
    "lista-conferida": "list-check",
    "historico": "history",
    # documents
    "laudo": "file-plus",
    "arquivo-ok": "file-check",
    "arquivo-erro": "file-x",
    "arquivo-alerta": "file-alert",
    "arquivo-busca": "file-search",
    "xml": "file-code",
    "pdf": "file-type-pdf",
    "xlsx": "file-type-xls",
    "csv": "file-type-csv",
    "pasta": "folder",
    "livro": "book",
    "nota": "notes",
    # care
    "medico": "stethoscope",
    "dente": "dental",
    "hospital": "building-hospital",
    "predio": "building",
    "exame": "microscope",
    "cama": "bed",
    "remedio": "pill",
    "vacina": "vaccine",
    "ambulancia": "ambulance",
    "coracao": "heart",
    "atividade": "activity",
    "cartao": "id",
    "cracha": "id-badge-2",
    "calendario": "calendar",
    "agenda": "calendar-event",
    "prazo": "calendar-due",
    "escudo": "shield-check",
    "urgencia": "bolt",
    "raio": "bolt",
    "lugar": "map-pin",
    "camera": "camera",
    # conversation and channels
    "mensagem": "mail",
    "mensagem-aberta": "mail-opened",
    "chat": "message",
    "balao": "message-circle",
    "megafone": "speakerphone",
    "telefone": "phone",
    "fone": "headset",
    "caixa": "inbox",
    "mundo": "world",
    # system
    "servidor": "server",
    "dados": "database",
    "integracao": "git-branch",
    "regra": "gavel",
    "balanca": "scale",
    "sol": "sun",
    "lua": "moon",
    "aparelho": "device-desktop",
    "teclado": "keyboard",
    "acessivel": "accessible",
    "wifi": "wifi",
}

# Signs an operadora may choose as its logo: the path data on a 28 by 28 field, drawn filled in one colour.
MARCAS: Final[dict[str, str]] = {
    "guiche": (
        "M4 6h20a2 2 0 0 1 2 2v3.500a2.500 2.500 0 0 0 0 5V20a2 2 0 0 1-2 2H4a2 2 0 0 "
        "1-2-2v-3.500a2.500 2.500 0 0 0"
        " 0-5V8a2 2 0 0 1 2-2zm6.200 2.500v2.600h1.600V8.500zm0 4.200v2.600h1.600v-2.600zm0 "
        "4.200v2.600h1.600v-2.600z"
    ),
    "folha": (
        "M13 26V15C7 15 3 11.500 3 5c6 0 10 3.500 10 9V3.500C13 3 13.400 2 14 2s1 1 1 "
        "1.500V17c0-4.500 3.500-8 10-8"
        " 0 6-4 9.500-10 9.500V26z"
    ),
    "dente": (
        "M9 3c1.900 0 3.100.9 5 .9S17.100 3 19 3c3.600 0 6 2.800 6 6.600 0 3.100-1.400 5-2.200 "
        "8.200-.7 2.900-1.100 7.200-3.300"
        " 7.200-2.700 0-2-7-5.500-7s-2.800 7-5.500 7c-2.200 0-2.600-4.300-3.300-7.200C4.400 "
        "14.600 3 12.700 3 9.600 3 5.800 5.400 3 9 3z"
    ),
    "cruz": "M10.500 3h7v7.500H25v7h-7.500V25h-7v-7.500H3v-7h7.500z",
    "coracao": (
        "M14 24.500C6.500 19 3 15.400 3 10.900 3 7.400 5.700 4.800 9 4.800c2 0 3.900 1 5 2.600 "
        "1.100-1.600 3-2.600 5-2.600 3.300 0 6"
        " 2.600 6 6.100 0 4.500-3.500 8.100-11 13.600z"
    ),
}

_COR = re.compile(r"#[0-9a-fA-F]{6}")
_DO_TABLER: Final[dict[str, str]] = {tabler: nome for nome, tabler in reversed(ICONES.items())}


def nome_no_sprite(nome: str) -> str:
    """Name of the symbol for a Portuguese or Tabler icon name. Raises ``LookupError`` for another."""
    if nome in ICONES:
        return nome
    if nome in _DO_TABLER:
        return _DO_TABLER[nome]
    raise LookupError(f"icon {nome!r} is not in guiche.portais.componentes.icones.ICONES")


def marca_no_sprite(nome: str) -> str:
    """Name of the symbol of a brand sign; an unknown or empty name gives the product's own ticket."""
    return f"marca-{nome if nome in MARCAS else 'guiche'}"


def sinal_da_marca(nome: str, cor: str) -> bytes | None:
    """A brand sign as an SVG of one colour, for documents; None for an unknown or empty name."""
    if nome not in MARCAS:
        return None
    tinta = cor if _COR.fullmatch(cor) else "#000000"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><path fill="{tinta}" d="{MARCAS[nome]}"/></svg>'
    ).encode()
