"""Who calls a web service: the login of the header, for the operadora the message is addressed to.

Source: TISS Componente Organizacional 114 (login and MD5 in the header); Segurança e Privacidade 51, 69.
"""

from __future__ import annotations

from datetime import timedelta

from guiche.acesso.autenticacao import anotar_tentativa, bloqueado_ate, credencial_ws
from guiche.acesso.models import CredencialWs
from guiche.faturamento import permissions as faturamento
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import operadora_atual
from guiche.nucleo.models import Operadora
from guiche.nucleo.relogio import agora
from guiche.pagamento import permissions as pagamento
from guiche.tiss_xml.leitura import DefeitoTiss, Falha
from guiche.tiss_xml.mensagens import Cabecalho

DIREITOS = frozenset(
    permissao.codigo for permissao in (faturamento.LOTE_ENVIAR, faturamento.LOTE_VER, pagamento.PAGAMENTO_VER)
)
_ENTRE_ANOTACOES = timedelta(minutes=1)


def operadora_de_destino(cabecalho: Cabecalho) -> Operadora:
    """The operadora the message is addressed to.

    Raises DefeitoTiss when there is no login in the message or no operadora with this registroANS here.
    """
    if not cabecalho.login:
        raise DefeitoTiss(
            "5005",
            "A mensagem não traz login e senha: informe loginSenhaPrestador no cabeçalho.",
            Falha.LOGIN,
            "loginSenhaPrestador",
        )
    operadora = Operadora.objects.filter(registro_ans=cabecalho.destino.registro_ans or "").first()
    if operadora is None:
        raise DefeitoTiss(
            "5027",
            f"O destino {cabecalho.destino.valor} não é o registro ANS de uma operadora atendida aqui.",
            Falha.DESTINATARIO,
            "destino",
        )
    return operadora


def identificar(cabecalho: Cabecalho, ip: str) -> tuple[Ator, CredencialWs]:
    """Ator of the login, with the rights of billing only. Raises DefeitoTiss, never saying what was wrong.

    Failures lock the login like those of a person; the lock lifts by itself.
    """
    login = cabecalho.login or ""
    chave = f"ws:{operadora_atual().registro_ans}:{login}"
    if (espera := bloqueado_ate(chave, ip)) is not None:
        minutos = -(-int(espera.total_seconds()) // 60)
        raise _recusado(f"Muitas tentativas sem sucesso; tente de novo em {minutos} min.")
    credencial = credencial_ws(login, cabecalho.senha_md5 or "")
    if credencial is None:
        anotar_tentativa(chave, ip, None)
        raise _recusado("Login ou senha não conferem.")
    _anotar_uso(credencial, chave, ip)
    ator = Ator(
        operadora=credencial.operadora,
        portal="prestador",
        canal="soap",
        ip=ip,
        permissoes=DIREITOS,
        prestador_id=credencial.prestador_id,
        nome=f"Web service {login}",
        rotulo=str(credencial.prestador),
    )
    return ator, credencial


def _anotar_uso(credencial: CredencialWs, chave: str, ip: str) -> None:
    """Remember the last use, at most once a minute: a client that polls must not write at every call."""
    quando = agora()
    if credencial.usada_em is not None and quando - credencial.usada_em < _ENTRE_ANOTACOES:
        return
    CredencialWs.objects.filter(pk=credencial.pk).update(usada_em=quando)
    anotar_tentativa(chave, ip, None, aceita=True)


def _recusado(mensagem: str) -> DefeitoTiss:
    return DefeitoTiss("5005", mensagem, Falha.LOGIN, "loginSenhaPrestador")
