"""Coming in without an invitation, before there is a login: by proof of registry data, or as an open account.

Nothing here tells a stranger who exists: step one of a proof only looks at check digits; a wrong proof and an
unknown document give the same refusal after the same work; whoever already has an account or an access sees the
same pages, and only the letter, sent to an address already known, says so.
Source: requirements C-41 to C-46 and U-03 to U-05.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from guiche.acesso import enderecos, senhas
from guiche.acesso.cartas.registro import (
    CODIGO_DE_CADASTRO,
    CONFIRMAR_NA_CONTA,
    CONFIRMAR_REGISTRO,
    JA_TEM_ACESSO,
    JA_TEM_CONTA,
    OUTRO_RESPONDE,
    TENTATIVA_DE_REGISTRO,
)
from guiche.acesso.chaves import (
    ENTRE_ENVIOS,
    AguardeParaReenviar,
    ChaveInvalida,
    Finalidade,
    Pedido,
    alvo_de,
    anular_do_alvo,
    emitir_codigo,
    emitir_link,
    gastar_codigo,
    gastar_link,
    ver_link,
)
from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Perfil, Portal, ProvaRecusada, RegistroPendente, Usuario, Vinculo
from guiche.acesso.perfis import perfil_do_tipo
from guiche.acesso.pessoa import Pessoa, anotar
from guiche.acesso.regras import logins, provas
from guiche.acesso.regras.familia import menor_em
from guiche.acesso.regras.provas import DadosBancarios, DadosPessoais
from guiche.acesso.selectors.conta import conta_do_endereco, enderecos_confirmados
from guiche.acesso.selectors.solicitacoes import cpf_do_alvo
from guiche.acesso.services.vinculos import NovoVinculo, abrir_vinculo
from guiche.cadastro.models import Beneficiario, Prestador
from guiche.correio.modelos import ModeloDeCarta
from guiche.correio.services import Destinatario, enviar
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo
from guiche.nucleo.identificadores import normalizar, so_digitos
from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import agora, em_palavras, hoje
from guiche.nucleo.servico import Recusa

ENVIOS_NO_MAXIMO: Final = 6
"""Letters one registration may send, corrections of the address included."""
VALIDADE_DO_CODIGO: Final = timedelta(minutes=15)
VALIDADE_DO_CADASTRO: Final = timedelta(hours=24)


class ProvaNegada(Exception):
    """The data did not prove anything, or there were too many tries: then ``espera`` says how long to wait."""

    def __init__(self, espera: timedelta | None = None) -> None:
        super().__init__("Não foi possível conferir estes dados.")
        self.espera = espera


class Caso(StrEnum):
    """What a proved registration turns out to be; the person learns it by letter only."""

    NOVA_CONTA = "nova_conta"
    NA_CONTA = "na_conta"
    JA_TEM = "ja_tem"
    DE_OUTRO = "de_outro"


@dataclass(frozen=True, slots=True)
class Provado:
    """What a right proof is worth: one prestador or beneficiário of one operadora, for a session on the server.

    ``documento`` is the CPF the registry has of the person; empty when they must say their own (a company).
    """

    operadora_id: int
    prestador_id: int | None = None
    beneficiario_id: int | None = None
    nome: str = ""
    documento: str = ""
    nascimento: str = ""


@dataclass(frozen=True, slots=True)
class DadosDoRegistro:
    """Who registers, as typed. ``documento`` is the person's CPF; ``provado`` prevails where the registry knows."""

    nome: str
    documento: str
    email: str
    senha: str = field(repr=False)
    telefone: str = ""
    nascimento: date | None = None


@dataclass(frozen=True, slots=True)
class Registro:
    """What a link of confirmation is about. ``usuario`` is who must confirm by logging in, None for a new account."""

    pendente: RegistroPendente
    operadora: Operadora
    alvo: str
    usuario: Usuario | None


def provar_prestador(operadora: Operadora, documento: str, dados: DadosBancarios, ip: str) -> Provado:
    """Prove to be a prestador by the account in which the operadora pays it. Raises ProvaNegada."""
    with escopo(operadora):
        tentativa = _contar(f"prestador:{operadora.pk}:{normalizar(documento)}", ip)
        prestador = Prestador.objects.filter(documento=normalizar(documento)).first()
        cadastrado = DadosBancarios(prestador.agencia, prestador.conta) if prestador else DadosBancarios("", "")
        if not provas.banco_confere(cadastrado, dados) or prestador is None:
            raise ProvaNegada
        tentativa.delete()
    fisica = prestador.pessoa_fisica
    return Provado(
        operadora.pk,
        prestador_id=prestador.pk,
        nome=prestador.razao_social if fisica else "",
        documento=prestador.documento if fisica else "",
    )


def provar_beneficiario(operadora: Operadora, identificador: str, dados: DadosPessoais, ip: str) -> Provado:
    """Prove to be a beneficiário by card or CPF, birth and first name of the mother.

    Raises ProvaNegada; Recusa for a minor, told only after a right proof.
    """
    numero = normalizar(identificador)
    with escopo(operadora):
        tentativa = _contar(f"beneficiario:{operadora.pk}:{numero}", ip)
        pessoa = _beneficiario(numero)
        cadastrado = DadosPessoais(pessoa.nascimento, pessoa.nome_da_mae) if pessoa else DadosPessoais(None, "")
        if not provas.pessoa_confere(cadastrado, dados) or pessoa is None:
            raise ProvaNegada
        tentativa.delete()
    if menor_em(pessoa.nascimento, hoje()):
        raise Recusa(
            "Quem tem menos de 18 anos não obtém acesso sozinho. O titular do plano já vê o plano dos dependentes "
            f"menores quando entra. Se não há titular adulto, o responsável legal fala com a operadora: "
            f"{operadora.contato}.",
            codigo="menor",
        )
    return Provado(
        operadora.pk,
        beneficiario_id=pessoa.pk,
        nome=pessoa.nome_de_uso,
        documento=pessoa.cpf,
        nascimento=pessoa.nascimento.isoformat(),
    )


def registrar(operadora: Operadora, provado: Provado, dados: DadosDoRegistro) -> RegistroPendente:
    """Keep the registration until its e-mail is confirmed, and send the letter.

    Raises Recusa at its field, and ProvaNegada with the wait after five registrations of one person in an hour: each
    writes to an address that a stranger may have typed. The same for who already has an account or the access: only
    the letter differs.
    """
    documento = provado.documento or normalizar(dados.documento)
    nome = provado.nome or dados.nome.strip()
    email = dados.email.strip().lower()
    _exigir_senha(dados.senha, operadora, (nome, email.partition("@")[0], documento))
    _contar(f"registros:{operadora.pk}:{provado.prestador_id}:{provado.beneficiario_id}")
    with escopo(operadora), transaction.atomic():
        pendente = RegistroPendente.objects.create(
            operadora_id=operadora.pk,
            prestador_id=provado.prestador_id,
            beneficiario_id=provado.beneficiario_id,
            login=provado.documento,
            nome=nome,
            documento=documento,
            nascimento=date.fromisoformat(provado.nascimento) if provado.nascimento else dados.nascimento,
            telefone=so_digitos(dados.telefone),
            email=email,
            senha=make_password(dados.senha),
            criado_em=agora(),
            expira_em=agora() + timedelta(hours=config(AcessoConfig).horas_da_confirmacao),
        )
        _mandar(pendente, operadora)
    return pendente


def pendente_da_sessao(pendente_id: int | None) -> RegistroPendente | None:
    """The registration this browser began, while it waits for its e-mail; else None."""
    if pendente_id is None:
        return None
    return RegistroPendente.objects.filter(pk=pendente_id, confirmado_em__isnull=True, expira_em__gt=agora()).first()


def reenviar(pendente: RegistroPendente, email: str = "") -> RegistroPendente:
    """Send the letter or code again, to a corrected address when one is given; the former stops working.

    Raises AguardeParaReenviar within a minute of the last one, and Recusa after too many.
    """
    with transaction.atomic():
        atual: RegistroPendente = RegistroPendente.objects.select_for_update().get(pk=pendente.pk)
        _conferir_envio(atual)
        if email:
            atual.email = email.strip().lower()
            atual.save(update_fields=["email"])
        if atual.operadora_id is None:
            _mandar_codigo(atual)
        else:
            operadora = Operadora.objects.get(pk=atual.operadora_id)
            with escopo(operadora):
                _mandar(atual, operadora)
    return atual


def ver_registro(segredo: str) -> Registro:
    """What a link confirms, without spending it. Raises ChaveInvalida."""
    chave = ver_link(Finalidade.CONFIRMAR_REGISTRO, segredo)
    pendente = pendente_da_sessao(int(chave.alvo.rpartition(":")[2]))
    if pendente is None:
        raise ChaveInvalida
    operadora = Operadora.objects.get(pk=pendente.operadora_id or 0)
    with escopo(operadora):
        return Registro(pendente, operadora, str(_alvo(pendente)), chave.usuario)


def confirmar(segredo: str, ip: str = "", navegador: str = "") -> Usuario:
    """Make the account whose e-mail a link confirms, with its access. The next step is the login.

    Raises ChaveInvalida; Recusa when somebody else got the access or the CPF meanwhile.
    """
    registro = ver_registro(segredo)
    if registro.usuario is not None:
        raise ChaveInvalida
    try:
        with escopo(registro.operadora), transaction.atomic():
            gastar_link(Finalidade.CONFIRMAR_REGISTRO, segredo)
            if _caso(registro.pendente)[0] != Caso.NOVA_CONTA:
                raise Recusa("Este acesso já foi dado. Entre com a sua conta ou fale com a operadora.")
            usuario = _criar_conta(registro.pendente, ip, navegador)
            _dar_acesso(Pessoa(usuario, ip, navegador), registro)
    except IntegrityError:
        raise ChaveInvalida from None
    return usuario


def confirmar_na_conta(pessoa: Pessoa, segredo: str, pendente_id: int | None) -> Vinculo:
    """Add the proved access to the account of who is logged in, when the link is theirs.

    ``pendente_id`` is the registration this very browser began: the letter goes to an account found by CPF or
    address, so whoever holds that account must also be who made the proof. Raises ChaveInvalida for a link of
    somebody else; Recusa in another browser, when the account is of another CPF than the registry's, or when the
    access was given meanwhile.
    """
    registro = ver_registro(segredo)
    if registro.usuario is None or registro.usuario.pk != pessoa.usuario.pk:
        raise ChaveInvalida
    if registro.pendente.pk != pendente_id:
        raise Recusa("Abra o link no mesmo navegador em que você começou, ou recomece neste.", codigo="navegador")
    with escopo(registro.operadora), transaction.atomic():
        cpf = cpf_do_alvo(_alvo(registro.pendente))
        if cpf and pessoa.usuario.documento and cpf != pessoa.usuario.documento:
            raise Recusa(
                "Esta conta é de outra pessoa: o CPF dela não é o do cadastro. Registre-se com um e-mail só seu."
            )
        gastar_link(Finalidade.CONFIRMAR_REGISTRO, segredo)
        if cpf and not pessoa.usuario.documento:
            Usuario.objects.filter(pk=pessoa.usuario.pk).update(documento=cpf)
        vinculo = _dar_acesso(pessoa, registro)
    return vinculo


# Open account (Novo usuário)


@dataclass(frozen=True, slots=True)
class NovoCadastro:
    """An open account as typed: it has no right until somebody gives it one."""

    login: str
    email: str
    senha: str = field(repr=False)


def abrir_cadastro(novo: NovoCadastro, ip: str) -> RegistroPendente:
    """Keep an open account until the code sent to its e-mail is typed.

    Raises Recusa at ``login`` (malformed; taken, with others to choose) or ``senha``; ProvaNegada when too many
    usernames were tried, or accounts begun, from this address. An e-mail that already has an account gets the same
    pages, and a letter that says so instead of the code. Source: requirements U-03 to U-05.
    """
    login, email = novo.login.strip().lower(), novo.email.strip().lower()
    if motivo := logins.problema(login):
        raise Recusa(motivo, campo="login", codigo=logins.simplificar(login))
    if not login_livre(login):
        _contar(f"logins:{ip}", limite=provas.POR_ENDERECO)
        raise Recusa(f"O usuário {login} já existe. Livres agora: {', '.join(sugestoes(login))}.", campo="login")
    _exigir_senha(novo.senha, None, (login, email.partition("@")[0]))
    _contar(f"cadastros:{ip}", limite=provas.POR_ENDERECO)
    with transaction.atomic():
        pendente = RegistroPendente.objects.create(
            login=login,
            nome=login,
            email=email,
            senha=make_password(novo.senha),
            criado_em=agora(),
            expira_em=agora() + VALIDADE_DO_CADASTRO,
        )
        _mandar_codigo(pendente)
    return pendente


def confirmar_codigo(pendente: RegistroPendente, codigo: str, ip: str = "", navegador: str = "") -> Usuario:
    """Make the open account whose e-mail the code confirms. Raises ChaveInvalida; the fifth wrong code kills it.

    Recusa at ``login`` when the username was taken meanwhile.
    """
    gastar_codigo(Finalidade.CODIGO_DE_CADASTRO, alvo_de(pendente), normalizar(codigo))
    if _dono("", pendente.email) is not None:
        raise ChaveInvalida
    if Usuario.objects.filter(login=pendente.login).exists():
        raise Recusa(f"O usuário {pendente.login} foi escolhido por outra pessoa agora. Escolha outro.", campo="login")
    try:
        with transaction.atomic():
            return _criar_conta(pendente, ip, navegador)
    except IntegrityError:
        raise ChaveInvalida from None


def login_livre(login: str) -> bool:
    """Whether nobody has, or is confirming, this username."""
    em_espera = RegistroPendente.objects.filter(
        login=login, operadora_id__isnull=True, confirmado_em__isnull=True, expira_em__gt=agora()
    )
    return not (Usuario.objects.filter(login=login).exists() or em_espera.exists())


def sugestoes(login: str, quantas: int = 3) -> list[str]:
    """Free usernames near a taken one."""
    possiveis = logins.candidatos(login, hoje().year)
    tomados = set(Usuario.objects.filter(login__in=possiveis).values_list("login", flat=True))
    return [um for um in possiveis if um not in tomados][:quantas]


def esquecer_vencidos() -> int:
    """Delete registrations nobody confirmed in time, and old failures of proofs; returns how many. Bears repetition."""
    quantos, _ = RegistroPendente.objects.filter(expira_em__lt=agora(), confirmado_em__isnull=True).delete()
    velhas, _ = ProvaRecusada.objects.filter(criada_em__lt=agora() - 2 * provas.JANELA).delete()
    return quantos + velhas


def _contar(chave: str, ip: str = "", limite: int = provas.POR_DOCUMENTO) -> ProvaRecusada:
    """Count one try before it is judged, so that many at once do not slip through; a right one is taken back.

    Raises ProvaNegada with the wait when the document or the address had its fill; that try is not counted, so
    the wait ends by itself.
    """
    resumo = hmac.new(settings.SECRET_KEY.encode(), chave.encode(), hashlib.sha256).hexdigest()
    momento = agora()
    minha = ProvaRecusada.objects.create(chave=resumo, ip=ip, criada_em=momento)
    anteriores = ProvaRecusada.objects.filter(criada_em__gt=momento - provas.JANELA).exclude(pk=minha.pk)
    do_documento = list(anteriores.filter(chave=resumo).values_list("criada_em", flat=True))
    do_endereco = list(anteriores.filter(ip=ip).values_list("criada_em", flat=True)) if ip else []
    esperas = [provas.espera(do_documento, momento, limite), provas.espera(do_endereco, momento, provas.POR_ENDERECO)]
    if faltam := [espera for espera in esperas if espera is not None]:
        minha.delete()
        raise ProvaNegada(max(faltam))
    return minha


def _beneficiario(numero: str) -> Beneficiario | None:
    """By card, or by CPF: then the cover in force before a former one."""
    por_carteira = Beneficiario.objects.filter(carteira=numero).first()
    por_cpf = list(Beneficiario.objects.filter(cpf=numero or "-").order_by("-vigencia_inicio", "-pk"))
    em_vigor = [um for um in por_cpf if um.vigencia_fim is None or um.vigencia_fim >= hoje()]
    return next(iter([*([por_carteira] if por_carteira else []), *em_vigor, *por_cpf]), None)


def _exigir_senha(senha: str, operadora: Operadora | None, pessoais: Sequence[str]) -> None:
    if motivos := senhas.recusas(senha, senhas.politica_da(operadora), pessoais):
        raise Recusa(" ".join(motivos), campo="senha")


def _dono(documento: str, email: str) -> Usuario | None:
    """The account of this CPF; else the one of this address."""
    por_cpf = Usuario.objects.filter(documento=documento, ativo=True).order_by("pk").first() if documento else None
    if por_cpf is not None:
        return por_cpf
    return conta_do_endereco(email)


def _alvo(pendente: RegistroPendente) -> Prestador | Beneficiario:
    if pendente.prestador_id is not None:
        prestador: Prestador = Prestador.objects.get(pk=pendente.prestador_id)
        return prestador
    beneficiario: Beneficiario = Beneficiario.objects.select_related("titular").get(pk=pendente.beneficiario_id or 0)
    return beneficiario


def _provou_o_cpf(pendente: RegistroPendente) -> bool:
    """Whether the CPF is the registry's own. One only typed is a claim: it finds nobody and logs nobody in."""
    do_cadastro = pendente.operadora_id is not None and cpf_do_alvo(_alvo(pendente))
    return bool(do_cadastro) and do_cadastro == pendente.documento


def _caso(pendente: RegistroPendente) -> tuple[Caso, Usuario | None, Usuario | None]:
    """What this registration is now: the case, the person's account if any, and who else holds the access."""
    dono = _dono(pendente.documento, pendente.email)
    alvo: dict[str, Any] = {"prestador": pendente.prestador_id, "beneficiario": pendente.beneficiario_id}
    proprios = Vinculo.objects.filter(Vinculo.vigente(hoje()), tipo=Vinculo.Tipo.PROPRIO, **alvo)
    titulares = proprios.select_related("usuario")
    donos = [vinculo.usuario for vinculo in titulares.order_by("pk")]
    if dono is not None and dono in donos:
        return Caso.JA_TEM, dono, None
    if donos:
        return Caso.DE_OUTRO, dono, donos[0]
    return (Caso.NA_CONTA if dono else Caso.NOVA_CONTA), dono, None


def _conferir_envio(pendente: RegistroPendente) -> None:
    """Raise AguardeParaReenviar or Recusa when this registration may not send another letter now."""
    enviada = pendente.dados.get("enviada_em")
    falta = datetime.fromisoformat(enviada) + ENTRE_ENVIOS - agora() if enviada else timedelta(0)
    if falta > timedelta(0):
        raise AguardeParaReenviar(int(falta.total_seconds()) + 1)
    if pendente.dados.get("envios", 0) >= ENVIOS_NO_MAXIMO:
        raise Recusa("Já enviamos esta mensagem muitas vezes. Recomece o registro.", campo="email")


def _anotar_envio(pendente: RegistroPendente) -> None:
    envios = pendente.dados.get("envios", 0) + 1
    pendente.dados = {**pendente.dados, "envios": envios, "enviada_em": agora().isoformat()}
    pendente.save(update_fields=["dados"])


def _mandar(pendente: RegistroPendente, operadora: Operadora) -> None:
    """Write the letter of the case this registration is; former links of it stop working."""
    alvo = alvo_de(pendente)
    anular_do_alvo(Finalidade.CONFIRMAR_REGISTRO, alvo)
    caso, dono, outro = _caso(pendente)
    segredo = emitir_link(
        Pedido(
            Finalidade.CONFIRMAR_REGISTRO,
            pendente.expira_em - agora(),
            usuario=dono if caso == Caso.NA_CONTA else None,
            alvo=alvo,
            endereco=pendente.email,
        )
    )
    dados = {
        "alvo": str(_alvo(pendente)),
        "validade": em_palavras(pendente.expira_em),
        "como_entrar": "o seu CPF ou e-mail" if _provou_o_cpf(pendente) else "o seu e-mail",
        "contato": operadora.contato,
    }
    do_registro = [(pendente.nome, pendente.email, None)]
    if caso == Caso.NOVA_CONTA:
        _escrever(CONFIRMAR_REGISTRO, do_registro, operadora, {**dados, "url": enderecos.de("registro", segredo)})
    elif caso == Caso.NA_CONTA:
        url = enderecos.de("registro", segredo)
        _escrever(CONFIRMAR_NA_CONTA, _enderecos(dono), operadora, {**dados, "url": url})
    elif caso == Caso.JA_TEM:
        anular_do_alvo(Finalidade.CONFIRMAR_REGISTRO, alvo)
        _escrever(JA_TEM_ACESSO, _enderecos(dono), operadora, {**dados, "url": enderecos.de("entrar")})
    else:
        anular_do_alvo(Finalidade.CONFIRMAR_REGISTRO, alvo)
        _escrever(OUTRO_RESPONDE, do_registro, operadora, dados)
        _escrever(TENTATIVA_DE_REGISTRO, _enderecos(outro), operadora, dados)
    _anotar_envio(pendente)


def _mandar_codigo(pendente: RegistroPendente) -> None:
    """Write the code to a new address; to one that has an account, where to log in."""
    codigo = emitir_codigo(
        Pedido(Finalidade.CODIGO_DE_CADASTRO, VALIDADE_DO_CODIGO, alvo=alvo_de(pendente), endereco=pendente.email)
    )
    dono = _dono("", pendente.email)
    if dono is None:
        dados = {"codigo": codigo, "login": pendente.login}
        _escrever(CODIGO_DE_CADASTRO, [("", pendente.email, None)], None, dados)
    else:
        _escrever(JA_TEM_CONTA, [(dono.nome, pendente.email, dono.pk)], None, {"url": enderecos.de("entrar")})
    _anotar_envio(pendente)


def _enderecos(usuario: Usuario | None) -> list[tuple[str, str, int | None]]:
    """Where an account is written to: its verified addresses, else the one it has."""
    if usuario is None:
        return []
    todos = enderecos_confirmados(usuario) or ([usuario.email] if usuario.email else [])
    return [(usuario.nome, email, usuario.pk) for email in todos]


def _escrever(
    modelo: ModeloDeCarta,
    para: Sequence[tuple[str, str, int | None]],
    operadora: Operadora | None,
    dados: dict[str, Any],
) -> None:
    for nome, email, usuario_id in para:
        enviar(modelo, Destinatario(nome, email, usuario_id), dados, operadora=operadora)


def _criar_conta(pendente: RegistroPendente, ip: str, navegador: str) -> Usuario:
    """The account of a registration whose address was just proved. Raises IntegrityError when it lost a race."""
    provado = _provou_o_cpf(pendente)
    login = pendente.documento if provado else pendente.login
    if not login or Usuario.objects.filter(login=login).exists():
        login = sugestoes(pendente.email.partition("@")[0], 1)[0]
    usuario = Usuario.objects.create(
        login=login,
        nome=pendente.nome,
        email=pendente.email,
        documento=pendente.documento if provado else "",
        documento_declarado="" if provado else pendente.documento,
        nascimento=pendente.nascimento,
        telefone=pendente.telefone,
        password=pendente.senha,
        senha_definida_em=agora(),
    )
    EmailAddress.objects.create(user_id=usuario.pk, email=pendente.email, verified=True, primary=True)
    RegistroPendente.objects.filter(pk=pendente.pk).update(confirmado_em=agora(), senha="")
    anotar(Pessoa(usuario, ip, navegador), "conta_criada")
    return usuario


def _dar_acesso(pessoa: Pessoa, registro: Registro) -> Vinculo:
    """Open the proved vínculo; of two people at once for one target only one succeeds."""
    pendente, operadora = registro.pendente, registro.operadora
    alvo = _alvo(pendente)
    type(alvo).objects.select_for_update(no_key=True).get(pk=alvo.pk)
    caso, _, _ = _caso(pendente)
    if caso not in (Caso.NOVA_CONTA, Caso.NA_CONTA):
        raise Recusa("Este acesso já foi dado. Entre com a sua conta ou fale com a operadora.")
    prestador = alvo if isinstance(alvo, Prestador) else None
    beneficiario = alvo if isinstance(alvo, Beneficiario) else None
    portal, papel = Portal.PRESTADOR, perfil_do_tipo(prestador.tipo) if prestador is not None else ""
    if beneficiario is not None:
        portal, papel = Portal.BENEFICIARIO, "Dependente" if beneficiario.titular_id else "Titular"
    perfil = Perfil.objects.filter(portal=portal, nome=papel).first()
    if perfil is None:
        raise Recusa(f"A operadora ainda não liberou este acesso. Fale com ela: {operadora.contato}.")
    ator = Ator(operadora, portal, usuario=pessoa.usuario, ip=pessoa.ip, nome=pessoa.usuario.nome, rotulo=str(alvo))
    novo = NovoVinculo(
        pessoa.usuario, Vinculo.Tipo.PROPRIO, portal, [perfil], prestador=prestador, beneficiario=beneficiario
    )
    vinculo = abrir_vinculo(ator, novo)
    RegistroPendente.objects.filter(pk=pendente.pk).update(confirmado_em=agora(), senha="")
    anotar(pessoa, "acesso_registrado", {"vinculo": vinculo.pk})
    return vinculo
