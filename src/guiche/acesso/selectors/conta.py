"""The account as its person sees it: addresses, data with where each comes from, what happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from django.db.models import Case, F, QuerySet, Value, When

from guiche.acesso.models import AtoDaConta, Usuario, Vinculo
from guiche.acesso.pessoa import ATOS, Pessoa
from guiche.acesso.selectors.contexto import vinculos_vigentes


@dataclass(frozen=True, slots=True)
class DadosDaConta:
    """Who the person is. An ``origem`` says which registry a value comes from: the person does not change it here.

    ``documento_conferido``: the CPF or CNPJ was proved by registry data, not only informed.
    """

    nome: str
    nascimento: date | None
    documento: str
    telefone: str
    origem_do_nome: str = ""
    origem_do_nascimento: str = ""
    origem_do_documento: str = ""
    documento_conferido: bool = False


def emails_da_pessoa(pessoa: Pessoa) -> list[EmailAddress]:
    """The person's addresses: the principal, then the confirmed ones, then those that wait."""
    return list(EmailAddress.objects.filter(user=pessoa.usuario).order_by("-primary", "-verified", "email"))


def enderecos_confirmados(usuario: Usuario) -> list[str]:
    """The person's verified addresses, the principal first."""
    confirmados = EmailAddress.objects.filter(user_id=usuario.pk, verified=True)
    return list(confirmados.order_by("-primary", "pk").values_list("email", flat=True))


def conta_do_endereco(email: str) -> Usuario | None:
    """The active account of an address: of who confirmed it, be it the principal or not, else of whom it was given."""
    endereco = email.strip().lower()
    confirmado = EmailAddress.objects.filter(email=endereco, verified=True).values_list("user_id", flat=True).first()
    donas = Usuario.objects.filter(pk=confirmado) if confirmado else Usuario.objects.filter(email=endereco)
    conta: Usuario | None = donas.filter(ativo=True).order_by("pk").first() if endereco else None
    return conta


def atos_da_conta(pessoa: Pessoa) -> QuerySet[AtoDaConta]:
    """What happened to the account, newest first; ``rotulo`` says it in words."""
    em_palavras = Case(*(When(tipo=tipo, then=Value(rotulo)) for tipo, rotulo in ATOS.items()), default=F("tipo"))
    atos = AtoDaConta.objects.filter(usuario=pessoa.usuario)
    return atos.annotate(rotulo=em_palavras).order_by("-criado_em", "-pk")


def dados_da_conta(pessoa: Pessoa) -> DadosDaConta:
    """The person's data; name, birth and document are those of the operadora's registry when it knows the person.

    It knows who has the same CPF or CNPJ as the beneficiário or prestador they act as. Source: B-05.
    """
    usuario = pessoa.usuario
    documento = usuario.documento or usuario.documento_declarado
    proprio = _no_cadastro(vinculos_vigentes(usuario), usuario.documento)
    if proprio is None:
        return DadosDaConta(
            usuario.nome,
            usuario.nascimento,
            documento,
            usuario.telefone,
            origem_do_documento="conferido quando o acesso foi dado" if usuario.documento else "",
            documento_conferido=bool(usuario.documento),
        )
    origem = f"cadastro da {proprio.operadora.nome_fantasia}"
    nome, nascimento = usuario.nome, usuario.nascimento
    if proprio.beneficiario is not None:
        nome, nascimento = proprio.beneficiario.nome, proprio.beneficiario.nascimento
    elif proprio.prestador is not None:
        nome = proprio.prestador.razao_social
    return DadosDaConta(
        nome,
        nascimento,
        documento,
        usuario.telefone,
        origem_do_nome=origem,
        origem_do_nascimento=origem if proprio.beneficiario is not None else "",
        origem_do_documento=origem,
        documento_conferido=True,
    )


def _no_cadastro(vinculos: list[Vinculo], documento: str) -> Vinculo | None:
    """The vínculo as who the registry knows by this document; a beneficiário tells more than a prestador."""
    achados = [
        vinculo
        for vinculo in vinculos
        if documento
        and (
            (vinculo.beneficiario is not None and vinculo.beneficiario.cpf == documento)
            or (vinculo.prestador is not None and vinculo.prestador.documento == documento)
        )
    ]
    return next((v for v in achados if v.beneficiario is not None), next(iter(achados), None))
