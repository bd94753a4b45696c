"""What a person shows besides the password: including, renaming and removing passkeys, authenticator, codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction

from guiche.acesso.cartas.conta import FATOR_MUDADO, avisar
from guiche.acesso.config import AcessoConfig
from guiche.acesso.fatores import FORTES, tem_fator
from guiche.acesso.models import Portal, Usuario
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.selectors.contexto import configuracoes, vinculos_vigentes
from guiche.acesso.services.senhas import circunstancias
from guiche.nucleo.servico import Recusa

Tipo = Authenticator.Type
NOME_MAXIMO = 60


@dataclass(frozen=True, slots=True)
class Preparo:
    """An authenticator about to be included: the secret to type and the address that its QR code carries."""

    segredo: str
    endereco: str

    @property
    def em_grupos(self) -> str:
        """The secret in groups of four, to be typed."""
        return " ".join(self.segredo[i : i + 4] for i in range(0, len(self.segredo), 4))


def preparar_chave(pessoa: Pessoa) -> dict[str, object]:
    """What the browser needs to make a passkey, which must ask for finger, face or PIN and be found without a name."""
    return webauthn.begin_registration(pessoa.usuario, True)


@transaction.atomic
def incluir_chave(pessoa: Pessoa, nome: str, credencial: Any, sessao: str) -> Authenticator:
    """Keep a passkey that the browser has just made. Raises Recusa when it doesn't answer what was asked."""
    try:
        webauthn.parse_registration_response(credencial)
        feita = webauthn.complete_registration(credencial)
    except (ValidationError, TypeError, ValueError, KeyError, AttributeError) as erro:
        raise Recusa("A chave não foi reconhecida. Tente de novo.") from erro
    if not feita.is_user_verified():
        raise Recusa("Este aparelho não pediu digital, rosto ou PIN. Use outro aparelho ou o aplicativo autenticador.")
    nome = nome.strip()[:NOME_MAXIMO] or get_adapter().generate_authenticator_name(pessoa.usuario, Tipo.WEBAUTHN)
    return _incluir(pessoa, sessao, lambda: webauthn.WebAuthn.add(pessoa.usuario, nome, credencial).instance)


def preparar_autenticador(pessoa: Pessoa, *, de_novo: bool) -> Preparo:
    """The secret of an authenticator; kept in the session until it is confirmed, unless asked ``de_novo``."""
    segredo = totp.get_totp_secret(regenerate=de_novo)
    return Preparo(segredo, get_adapter().build_totp_url(pessoa.usuario, segredo))


@transaction.atomic
def incluir_autenticador(pessoa: Pessoa, codigo: str, sessao: str) -> Authenticator:
    """Keep the authenticator whose secret is in this session. Raises Recusa at ``codigo`` when it shows another."""
    if Authenticator.objects.filter(user=pessoa.usuario, type=Tipo.TOTP).exists():
        raise Recusa("Você já tem um aplicativo autenticador. Remova o atual para cadastrar outro.")
    segredo = totp.get_totp_secret()
    if not totp.validate_totp_code(segredo, codigo.replace(" ", "")):
        raise Recusa("O código não confere. Veja se a hora do celular está certa e digite o código atual.", "codigo")
    totp.clear_totp_secret(context.request)
    return _incluir(pessoa, sessao, lambda: totp.TOTP.activate(pessoa.usuario, segredo).instance)


@transaction.atomic
def renomear_chave(pessoa: Pessoa, fator_id: int, nome: str) -> None:
    """Give a passkey another name. Raises Authenticator.DoesNotExist when it is not the person's."""
    fator = Authenticator.objects.get(pk=fator_id, user=pessoa.usuario, type=Tipo.WEBAUTHN)
    fator.data["name"] = nome.strip()[:NOME_MAXIMO] or fator.data["name"]
    fator.save(update_fields=["data"])


@transaction.atomic
def remover_fator(pessoa: Pessoa, fator_id: int) -> None:
    """Remove a passkey or the authenticator; with the last one go the recovery codes.

    Raises Recusa when it is the last of somebody whose operadora asks one, DoesNotExist when not the person's.
    """
    Usuario.objects.select_for_update().get(pk=pessoa.usuario.pk)
    fator = Authenticator.objects.get(pk=fator_id, user=pessoa.usuario, type__in=FORTES)
    ultimo = not Authenticator.objects.filter(user=pessoa.usuario, type__in=FORTES).exclude(pk=fator_id).exists()
    if ultimo and fator_obrigatorio(pessoa.usuario):
        raise Recusa("A operadora em que você trabalha exige um segundo passo. Cadastre outro antes de remover este.")
    nome = _em_palavras(fator)
    fator.delete()
    if ultimo:
        Authenticator.objects.filter(user=pessoa.usuario).delete()
    _contar(pessoa, "fator_removido", fator.type, f"foi removido: {nome}")


@transaction.atomic
def remover_recentes(pessoa: Pessoa, desde: datetime) -> None:
    """Remove what was included since an instant: whoever took the account over may have done it.

    Recovery codes made since then go too, and older ones when no other factor is left. The rule that the team has a
    factor keeps nobody from this: who is left without one includes another at the next login.
    """
    Usuario.objects.select_for_update().get(pk=pessoa.usuario.pk)
    todos = Authenticator.objects.filter(user=pessoa.usuario)
    recentes = list(todos.filter(created_at__gte=desde).order_by("pk"))
    todos.filter(pk__in=[fator.pk for fator in recentes]).delete()
    if not tem_fator(pessoa.usuario):
        todos.delete()
    for fator in recentes:
        _contar(pessoa, "fator_removido", fator.type, f"foi removido: {_em_palavras(fator)}")


@transaction.atomic
def refazer_codigos(pessoa: Pessoa) -> list[str]:
    """Make new recovery codes; the former stop working. Raises Recusa for who has no factor to recover."""
    Usuario.objects.select_for_update().get(pk=pessoa.usuario.pk)
    if not tem_fator(pessoa.usuario):
        raise Recusa("Cadastre antes uma chave de acesso ou um aplicativo autenticador.")
    Authenticator.objects.filter(user=pessoa.usuario, type=Tipo.RECOVERY_CODES).delete()
    codigos = RecoveryCodes.activate(pessoa.usuario).generate_codes()
    _contar(pessoa, "codigos_refeitos", Tipo.RECOVERY_CODES, "foram feitos novos códigos de recuperação")
    return codigos


def codigos_de_recuperacao(pessoa: Pessoa) -> list[str]:
    """The codes not used yet; none for who has no factor."""
    fator = Authenticator.objects.filter(user=pessoa.usuario, type=Tipo.RECOVERY_CODES).first()
    return RecoveryCodes(fator).get_unused_codes() if fator else []


def fatores_da_pessoa(pessoa: Pessoa) -> list[Authenticator]:
    """Passkeys and authenticator of the person, oldest first."""
    return list(Authenticator.objects.filter(user=pessoa.usuario, type__in=FORTES).order_by("created_at", "pk"))


def fator_obrigatorio(usuario: Usuario) -> bool:
    """Whether the person is of the team of an operadora that asks a second factor of its team."""
    equipe = [vinculo for vinculo in vinculos_vigentes(usuario) if vinculo.portal == Portal.OPERADORA]
    return any(opcoes.segundo_fator_da_equipe for opcoes in configuracoes(equipe, AcessoConfig))


def _incluir(pessoa: Pessoa, sessao: str, incluir: Any) -> Authenticator:
    """Keep a factor. With the first one come the recovery codes, and sessions opened by password alone end."""
    primeiro = not tem_fator(pessoa.usuario)
    fator: Authenticator = incluir()
    if primeiro:
        RecoveryCodes.activate(pessoa.usuario)
        for aberta in UserSession.objects.filter(user=pessoa.usuario).exclude(session_key=sessao):
            aberta.end()
    _contar(pessoa, "fator_incluido", fator.type, f"foi incluído: {_em_palavras(fator)}")
    return fator


def _contar(pessoa: Pessoa, ato: str, tipo: str, o_que: str) -> None:
    anotar(pessoa, ato, {"tipo": str(tipo)})
    avisar(pessoa.usuario, FATOR_MUDADO, {**circunstancias(pessoa), "o_que": o_que})


def _em_palavras(fator: Authenticator) -> str:
    if fator.type == Tipo.WEBAUTHN:
        return f"chave de acesso “{fator.data['name']}”"
    return "aplicativo autenticador" if fator.type == Tipo.TOTP else "códigos de recuperação"
