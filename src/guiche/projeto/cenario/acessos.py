"""Who enters the demo world and with which rights, and the file that tells scripts how."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import PerfilDoVinculo, Usuario, Vinculo
from guiche.acesso.perfis import instalar_perfis
from guiche.acesso.selectors.contexto import ator_do_vinculo
from guiche.acesso.services.credenciais import emitir_credencial_ws
from guiche.cadastro.models import Beneficiario, Suspensao
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import configurar
from guiche.nucleo.models import vigente_em
from guiche.projeto.cenario.especificacao import PessoaEspec
from guiche.projeto.cenario.pessoas import Gente, endereco_eletronico
from guiche.projeto.cenario.registros import Cadastro

SENHA = "Guiche-2026!"
"""Password of every person of the demo world."""

_DIAS_DE_ACESSO = 700
_BENEFICIARIOS_LISTADOS = 400


@dataclass(frozen=True, slots=True)
class Pessoa:
    """A login of the demo world as saved."""

    papel: str
    usuario: Usuario
    vinculos: tuple[Vinculo, ...]

    @property
    def ator(self) -> Ator:
        """Who acts by the first access of this person."""
        return ator_do_vinculo(self.usuario, self.vinculos[0])


def de_papel(pessoas: Sequence[Pessoa], papel: str) -> Pessoa:
    """Who plays this part."""
    return next(pessoa for pessoa in pessoas if pessoa.papel == papel)


def criar_pessoa(cadastro: Cadastro, login: str, nome: str, cifrada: str, cpf: str = "") -> Usuario:
    """Somebody who enters by this login and by the e-mail address of their name, and acts for nobody yet.

    ``cpf`` is the one a register confirmed; without it the person has still to say it.
    """
    email = endereco_eletronico(nome, cadastro.especificacao.chave)
    usuario = Usuario.objects.create(login=login, nome=nome, email=email, documento=cpf, password=cifrada)
    EmailAddress.objects.create(user=usuario, email=email, verified=True, primary=True)
    return usuario


def gravar_acessos(cadastro: Cadastro, gente: Gente, hoje: date, senha_cifrada: str | None = None) -> list[Pessoa]:
    """Create the people of the operadora in scope with their vínculos; one password for all.

    The team enters by password alone: whoever tries the demo has none of its second factors.
    """
    configurar(Ator.sistema(cadastro.operadora, "comando"), AcessoConfig(segundo_fator_da_equipe=False))
    cifrada = senha_cifrada or make_password(SENHA)
    perfis = instalar_perfis()
    espec = cadastro.especificacao
    planos = [plano for plano in espec.pessoas if _existe(plano, cadastro)]
    usuarios = Usuario.objects.bulk_create(
        Usuario(
            login=plano.login,
            nome=plano.nome,
            email=endereco_eletronico(plano.nome, espec.chave),
            documento=_documento(plano, cadastro, gente),
            password=cifrada,
        )
        for plano in planos
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=usuario, email=usuario.email, verified=True, primary=True) for usuario in usuarios
    )
    concedidos = [
        (usuario, portal, perfil, chave)
        for plano, usuario in zip(planos, usuarios, strict=True)
        for portal, perfil, chave in plano.vinculos
        if portal != "prestador" or chave in cadastro.prestadores
    ]
    vinculos = [
        Vinculo(
            usuario=usuario,
            portal=portal,
            tipo=Vinculo.Tipo.EQUIPE if portal == "operadora" else Vinculo.Tipo.PROPRIO,
            prestador=cadastro.prestadores[chave] if portal == "prestador" else None,
            beneficiario=cadastro.familiares[chave] if portal == "beneficiario" else None,
            vigencia_inicio=hoje - timedelta(days=_DIAS_DE_ACESSO),
        )
        for usuario, portal, _, chave in concedidos
    ]
    Vinculo.objects.bulk_create(vinculos)
    PerfilDoVinculo.objects.bulk_create(
        PerfilDoVinculo(vinculo=vinculo, perfil=perfis[vinculo.portal, nome])
        for vinculo, (_, _, nome, _) in zip(vinculos, concedidos, strict=True)
    )
    pessoas = [
        Pessoa(plano.papel, usuario, tuple(v for v in vinculos if v.usuario_id == usuario.pk))
        for plano, usuario in zip(planos, usuarios, strict=True)
    ]
    for pessoa in pessoas:
        pessoa.usuario.ultimo_vinculo_id = pessoa.vinculos[0].pk
    Usuario.objects.bulk_update(usuarios, ["ultimo_vinculo_id"])
    return pessoas


def _existe(plano: PessoaEspec, cadastro: Cadastro) -> bool:
    """A smaller world lacks some prestadores; who acts only for them is left out."""
    return any(portal != "prestador" or chave in cadastro.prestadores for portal, _, chave in plano.vinculos)


def _documento(plano: PessoaEspec, cadastro: Cadastro, gente: Gente) -> str:
    """CPF with which the person logs in: that of the beneficiário or of the professional they are."""
    portal, _, chave = plano.vinculos[0]
    if portal == "beneficiario":
        return str(cadastro.familiares[chave].cpf)
    if portal == "prestador" and cadastro.prestadores[chave].razao_social == plano.nome:
        return str(cadastro.prestadores[chave].documento)
    return gente.cpf()


def emitir_credenciais(cadastro: Cadastro) -> dict[str, tuple[str, str]]:
    """Give every prestador a web-service login with a fixed demo secret; returns key → (login, secret)."""
    ator = Ator.sistema(cadastro.operadora, "comando")
    credenciais = {}
    for chave, prestador in cadastro.prestadores.items():
        login = f"ws.{prestador.codigo}"
        segredo = f"demo-ws-{prestador.codigo}"
        emitir_credencial_ws(ator, prestador, login, segredo)
        credenciais[chave] = (login, segredo)
    return credenciais


def descrever(
    cadastro: Cadastro,
    pessoas: Sequence[Pessoa],
    credenciais: Mapping[str, tuple[str, str]],
    hoje: date,
) -> dict[str, list[dict[str, Any]]]:
    """This operadora's part of ``acessos.json``; beneficiários are the named ones and some others."""
    registro = cadastro.operadora.registro_ans
    return {
        "operadoras": [{"nome": cadastro.operadora.nome_fantasia, "registro_ans": registro}],
        "pessoas": [
            {
                "papel": pessoa.papel,
                "login": pessoa.usuario.login,
                "senha": SENHA,
                "nome": pessoa.usuario.nome,
                "registro_ans": registro,
            }
            for pessoa in pessoas
        ],
        "prestadores": [
            {
                "nome": prestador.nome_fantasia,
                "categoria": prestador.categoria,
                "documento": prestador.documento,
                "codigo_na_operadora": prestador.codigo,
                "cnes": prestador.cnes,
                "registro_ans": registro,
                "ws_login": credenciais[chave][0],
                "ws_senha": credenciais[chave][1],
            }
            for chave, prestador in cadastro.prestadores.items()
        ],
        "beneficiarios": _beneficiarios(registro, hoje),
    }


def _beneficiarios(registro: str, hoje: date) -> list[dict[str, Any]]:
    listados = list(Beneficiario.objects.select_related("contrato__produto").order_by("pk")[:_BENEFICIARIOS_LISTADOS])
    suspensos = set(
        Suspensao.objects.filter(vigente_em(hoje, "inicio", "fim")).values_list("beneficiario_id", flat=True)
    )
    return [
        {
            "nome": pessoa.nome,
            "carteira": pessoa.carteira,
            "cpf": pessoa.cpf,
            "registro_ans": registro,
            "produto": pessoa.contrato.produto.nome,
            "inicio": pessoa.vigencia_inicio.isoformat(),
            "situacao": _situacao(pessoa, hoje, suspenso=pessoa.pk in suspensos),
        }
        for pessoa in listados
    ]


def _situacao(pessoa: Beneficiario, hoje: date, *, suspenso: bool) -> str:
    if pessoa.vigencia_fim is not None and pessoa.vigencia_fim < hoje:
        return "desligado"
    if suspenso:
        return "suspenso"
    if pessoa.validade_da_carteira is not None and pessoa.validade_da_carteira < hoje:
        return "carteira_vencida"
    return "ativo"


def escrever(pasta: Path, url: str, partes: Sequence[Mapping[str, list[dict[str, Any]]]]) -> Path:
    """Write ``acessos.json``: address, then operadoras, people, prestadores and beneficiários of all."""
    conteudo: dict[str, Any] = {"url": url}
    for nome in ("operadoras", "pessoas", "prestadores", "beneficiarios"):
        conteudo[nome] = [linha for parte in partes for linha in parte[nome]]
    pasta.mkdir(parents=True, exist_ok=True)
    destino = pasta / "acessos.json"
    destino.write_text(json.dumps(conteudo, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return destino
