"""What the tests of login share: entering, codes of an authenticator, a passkey made in software."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import time
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Usuario
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.escopo import escopo
from guiche.nucleo.models import Operadora
from tests.cenario import SENHA

ORIGEM = "https://localhost"
NOVA = "manga azul 91"


def entrar(client: Client, login: str, senha: str = SENHA, endereco: str = "/entrar/", **dados: Any) -> Any:
    """Post the entry form."""
    return client.post(endereco, {"login": login, "senha": senha, **dados})


def codigo_atual(segredo: str, passos: int = 0) -> str:
    """The six digits that an authenticator shows now, or some periods of 30 seconds away."""
    return format_hotp_value(hotp_value(segredo, int(time.time()) // 30 + passos))


def com_autenticador(usuario: Usuario) -> Authenticator:
    """Give the person an authenticator."""
    return TOTP.activate(usuario, generate_totp_secret()).instance


def codigo_de(fator: Authenticator, passos: int = 0) -> str:
    """What the authenticator of this row shows now."""
    return codigo_atual(decrypt(fator.data["secret"]), passos)


def exigir_fator(operadora: Operadora, **outras: Any) -> None:
    """Ask a second factor of the team of the operadora."""
    with escopo(operadora):
        configurar(Ator.sistema(operadora), AcessoConfig(segundo_fator_da_equipe=True, **outras))


def em_texto(dados: bytes) -> str:
    """Base64 for addresses, without padding: how the browser's script writes bytes."""
    return base64.urlsafe_b64encode(dados).rstrip(b"=").decode()


@dataclass
class ChaveDeTeste:
    """A passkey in software: answers like the browser's script does, for the origin ``https://localhost``."""

    verifica: bool = True
    origem: str = ORIGEM
    contador: int = 0
    id: bytes = field(default_factory=lambda: os.urandom(16))
    privada: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    dono: str = ""

    def incluir(self, pedido: dict[str, Any]) -> str:
        """Answer of ``navigator.credentials.create``."""
        opcoes = pedido["publicKey"]
        self.dono = opcoes["user"]["id"]
        publica = ES256.from_cryptography_key(self.privada.public_key())
        dados = AuthenticatorData.create(
            self._rp(opcoes["rp"]["id"]),
            self._marcas() | AuthenticatorData.FLAG.AT,
            self.contador,
            AttestedCredentialData.create(b"\0" * 16, self.id, publica),
        )
        atestado = AttestationObject.create("none", dados, {})
        return self._embalar(
            "webauthn.create", opcoes["challenge"], {"attestationObject": em_texto(bytes(atestado)), "transports": []}
        )

    def assinar(self, pedido: dict[str, Any]) -> str:
        """Answer of ``navigator.credentials.get``."""
        opcoes = pedido["publicKey"]
        self.contador += 1
        dados = AuthenticatorData.create(self._rp(opcoes["rpId"]), self._marcas(), self.contador)
        cliente = self._cliente("webauthn.get", opcoes["challenge"])
        assinatura = self.privada.sign(bytes(dados) + hashlib.sha256(cliente).digest(), ec.ECDSA(hashes.SHA256()))
        return self._embalar(
            "webauthn.get",
            opcoes["challenge"],
            {
                "authenticatorData": em_texto(bytes(dados)),
                "signature": em_texto(assinatura),
                "userHandle": self.dono,
            },
        )

    def _marcas(self) -> int:
        marcas = AuthenticatorData.FLAG.UP
        return marcas | AuthenticatorData.FLAG.UV if self.verifica else marcas

    def _rp(self, nome: str) -> bytes:
        return hashlib.sha256(nome.encode()).digest()

    def _cliente(self, tipo: str, desafio: str) -> bytes:
        return json.dumps({"type": tipo, "challenge": desafio, "origin": self.origem, "crossOrigin": False}).encode()

    def _embalar(self, tipo: str, desafio: str, resposta: dict[str, Any]) -> str:
        return json.dumps(
            {
                "id": em_texto(self.id),
                "rawId": em_texto(self.id),
                "type": "public-key",
                "authenticatorAttachment": "platform",
                "clientExtensionResults": {"credProps": {"rk": True}},
                "response": {"clientDataJSON": em_texto(self._cliente(tipo, desafio)), **resposta},
            }
        )


__all__ = ["NOVA", "ChaveDeTeste", "cbor", "codigo_atual", "codigo_de", "com_autenticador", "entrar", "exigir_fator"]
