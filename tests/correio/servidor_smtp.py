"""A mail server for tests: it speaks enough SMTP to receive a message, or to refuse its recipient."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as politica
from threading import Thread


@dataclass(slots=True)
class Recebida:
    """A message as it came over the wire, with the envelope around it."""

    de: str
    para: list[str] = field(default_factory=list)
    mensagem: EmailMessage = field(default_factory=EmailMessage)


class ServidorSmtp(socketserver.ThreadingTCPServer):
    """Keeps what it receives; ``resposta_ao_destinatario`` is what it says to RCPT."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversa)
        self.recebidas: list[Recebida] = []
        self.resposta_ao_destinatario = "250 OK"

    @property
    def porta(self) -> int:
        return int(self.server_address[1])


class _Conversa(socketserver.StreamRequestHandler):
    server: ServidorSmtp

    def handle(self) -> None:
        self._dizer("220 teste")
        atual = Recebida("")
        while linha := self.rfile.readline().decode("ascii").strip():
            verbo, _, resto = linha.partition(" ")
            match verbo.upper():
                case "MAIL":
                    atual = Recebida(_endereco(resto))
                    self._dizer("250 OK")
                case "RCPT":
                    atual.para.append(_endereco(resto))
                    self._dizer(self.server.resposta_ao_destinatario)
                case "DATA":
                    self._dizer("354 fale")
                    atual.mensagem = message_from_bytes(self._ler_dados(), policy=politica)
                    self.server.recebidas.append(atual)
                    self._dizer("250 OK")
                case "QUIT":
                    self._dizer("221 tchau")
                    return
                case _:
                    self._dizer("250 OK")

    def _ler_dados(self) -> bytes:
        linhas = iter(self.rfile.readline, b".\r\n")
        return b"".join(linha[1:] if linha.startswith(b"..") else linha for linha in linhas).replace(b"\r\n", b"\n")

    def _dizer(self, resposta: str) -> None:
        self.wfile.write(f"{resposta}\r\n".encode("ascii"))


def _endereco(resto: str) -> str:
    return resto.partition("<")[2].partition(">")[0]


@contextmanager
def servidor_smtp() -> Iterator[ServidorSmtp]:
    """Serve on a free port until the block ends."""
    with ServidorSmtp() as servidor:
        linha = Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        linha.start()
        try:
            yield servidor
        finally:
            servidor.shutdown()
            linha.join()
