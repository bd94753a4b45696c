"""What arrived by e-mail, for tests of any flow that sends a letter.

In process: run the queue (``drenar()``) and ask ``ultima_carta(para=…)``. In the browser, with the worker of the
demo: ``ultima_carta(para=…, servidor=servidor)`` waits for the file.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.core import mail

from guiche.correio.arquivo import ler_pasta
from guiche.correio.modelos import ModeloDeCarta
from tests.infra.servidor import Servidor

PRAZO_S = 20
_LINK = re.compile(r"https?://\S+")
_CODIGO = re.compile(r"^Código: (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Carta:
    """One received letter. ``links`` are those of the text, in order; ``codigo`` is empty without one."""

    modelo: str
    para: str
    assunto: str
    texto: str
    html: str

    @property
    def links(self) -> list[str]:
        """Addresses of the body; the signature below ``-- `` does not count."""
        return _LINK.findall(self.texto.partition("\n-- \n")[0])

    @property
    def codigo(self) -> str:
        achado = _CODIGO.search(self.texto)
        return achado.group(1) if achado else ""


def ultima_carta(
    *, para: str = "", modelo: str | ModeloDeCarta = "", servidor: Servidor | None = None, depois_de: int = 0
) -> Carta:
    """The newest letter to this address and of this kind; with ``servidor``, waits for it up to 20 seconds.

    ``depois_de`` asks for more than so many matching letters (as ``len(cartas(…))`` said before the act).
    Raises LookupError when it did not come, saying which did.
    """
    prazo = time.monotonic() + (PRAZO_S if servidor else 0)
    while True:
        achadas = cartas(para=para, modelo=modelo, servidor=servidor)
        if len(achadas) > depois_de:
            return achadas[-1]
        if time.monotonic() >= prazo:
            todas = [(c.modelo, c.para) for c in cartas(servidor=servidor)]
            raise LookupError(f"Nenhuma carta {modelo or ''} para {para or 'ninguém'}; chegaram {todas}.")
        time.sleep(0.1)


def cartas(*, para: str = "", modelo: str | ModeloDeCarta = "", servidor: Servidor | None = None) -> list[Carta]:
    """Every letter to this address and of this kind, oldest first."""
    codigo = modelo.codigo if isinstance(modelo, ModeloDeCarta) else modelo
    chegaram = [_da_memoria(m) for m in mail.outbox] if servidor is None else _do_servidor(servidor)
    return [c for c in chegaram if para.lower() in ("", c.para) and codigo in ("", c.modelo)]


def _da_memoria(mensagem: Any) -> Carta:
    return Carta(
        modelo=mensagem.extra_headers.get("X-Guiche-Carta", ""),
        para=parseaddr(mensagem.to[0])[1],
        assunto=mensagem.subject,
        texto=mensagem.body,
        html=next((a.content for a in mensagem.alternatives if a.mimetype == "text/html"), ""),
    )


def _do_servidor(servidor: Servidor) -> list[Carta]:
    lidas = reversed(ler_pasta(servidor.var / "demo" / "correio"))
    return [Carta(c.modelo, c.para, c.assunto, c.texto, c.html) for c in lidas]
