"""Mail that does not leave the machine: letters as files, for the demo; and no mail at all, said clearly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as politica
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from guiche.nucleo.relogio import agora

_NOME: Final = re.compile(r"\d{8}-\d{6}-\d{6}-[0-9a-f]{8}")


class Arquivos(BaseEmailBackend):
    """Writes each message to ``EMAIL_FILE_PATH``, one ``.eml`` a letter."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        pasta = Path(settings.EMAIL_FILE_PATH)
        pasta.mkdir(parents=True, exist_ok=True)
        for mensagem in email_messages:
            marca = mensagem.extra_headers.get("Message-ID", "")[1:9]
            nome = f"{agora():%Y%m%d-%H%M%S-%f}-{marca}"
            parcial = pasta / f"{nome}.parte"
            parcial.write_bytes(mensagem.message().as_bytes(linesep="\r\n"))
            parcial.rename(pasta / f"{nome}.eml")
        return len(email_messages)


class SemCorreio(BaseEmailBackend):
    """No mail server was configured: every letter fails, visibly, instead of vanishing."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise OSError("EMAIL_URL não foi configurada")


@dataclass(frozen=True, slots=True)
class CartaEmArquivo:
    """A letter read back from its file."""

    nome: str
    modelo: str
    de: str
    para: str
    assunto: str
    quando: datetime
    texto: str
    html: str


def ler_pasta(pasta: Path) -> list[CartaEmArquivo]:
    """Every letter in a folder, newest first; a folder that is not there has none."""
    return [_ler(caminho) for caminho in sorted(pasta.glob("*.eml"), reverse=True)]


def ler_carta(pasta: Path, nome: str) -> CartaEmArquivo | None:
    """One letter by name, or None."""
    caminho = pasta / f"{nome}.eml"
    return _ler(caminho) if _NOME.fullmatch(nome) and caminho.is_file() else None


def _ler(caminho: Path) -> CartaEmArquivo:
    lida = message_from_bytes(caminho.read_bytes(), policy=politica)
    return CartaEmArquivo(
        nome=caminho.stem,
        modelo=str(lida["X-Guiche-Carta"]),
        de=parseaddr(str(lida["From"]))[0],
        para=parseaddr(str(lida["To"]))[1],
        assunto=str(lida["Subject"]),
        quando=timezone.localtime(datetime.fromtimestamp(caminho.stat().st_mtime, UTC)),
        texto=_parte(lida, "plain"),
        html=_parte(lida, "html"),
    )


def _parte(mensagem: EmailMessage, tipo: str) -> str:
    parte = mensagem.get_body((tipo,))
    return "" if parte is None else str(parte.get_content()).replace("\r\n", "\n")
