"""Amendments of the contract: published once, read, accepted by a named signer, or refused and treated.

Source: Lei 13.003/2014 art. 17-A; RN 503/2022 (written contract); MP 2.200-2/2001 art. 10 § 2 (evidence of an
electronic act that both sides accept).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from guiche.cadastro import estados, events, permissions
from guiche.cadastro.alcance import exigir_todas
from guiche.cadastro.cartas import ADITIVO, escrever
from guiche.cadastro.config import CadastroConfig
from guiche.cadastro.documents import comprovante_do_aceite
from guiche.cadastro.models import Aditivo, Prestador, RespostaAoAditivo
from guiche.cadastro.selectors.aditivos import alvos, respostas
from guiche.documentos.anexos import SO_PDF, limpar
from guiche.documentos.models import Arquivo
from guiche.documentos.services import emitir, guardar
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.identificadores import cpf_valido, normalizar
from guiche.nucleo.models import Evento
from guiche.nucleo.relogio import agora, hoje, meia_noite
from guiche.nucleo.sequencias import protocolo_ans
from guiche.nucleo.servico import Recusa, servico
from guiche.nucleo.transicao import transitar

JA_PUBLICADA: Final = "Esta versão já foi publicada. Uma correção é outra versão."


@dataclass(frozen=True, slots=True)
class NovoAditivo:
    """What is published: words, dates, the PDF and to whom (``codigos`` wins over categorias and kinds)."""

    titulo: str
    versao: str
    resumo: str
    vigencia: date
    prazo: date
    nome_do_arquivo: str
    conteudo: bytes
    categorias: Sequence[str] = ()
    tipos: Sequence[str] = ()
    codigos: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Assinatura:
    """Who accepts for the prestador."""

    nome: str
    cpf: str
    cargo: str


@servico(permissions.ADITIVO_PUBLICAR)
def publicar_aditivo(ator: Ator, novo: NovoAditivo) -> Aditivo:
    """Publish an amendment to the prestadores of the network that it concerns today, and write to each.

    Raises Recusa at the field: version already published, dates out of order, codes that don't exist, nobody to
    send it to, a file that is not a safe PDF; and for who has units, because it goes to the network of all.
    """
    exigir_todas(ator, "Publicar aditivos")
    _conferir(novo)
    dia = hoje()
    achados = list(alvos(novo.categorias, novo.tipos, novo.codigos, dia))
    faltam = set(novo.codigos) - {prestador.codigo for prestador in achados}
    if faltam:
        raise Recusa(f"Não há prestador ativo com o código {', '.join(sorted(faltam))}.", "codigos")
    if not achados:
        raise Recusa("Nenhum prestador ativo se encaixa no que você escolheu.", "categorias")
    anexo = limpar(novo.nome_do_arquivo, novo.conteudo, SO_PDF, "arquivo")
    aditivo = _gravar(ator, novo)
    arquivo = guardar(ator, anexo.nome, anexo.conteudo, anexo.tipo_mime, aditivo)
    aditivo.arquivo, aditivo.sha256 = arquivo, arquivo.sha256
    aditivo.save(update_fields=["arquivo", "sha256"])
    RespostaAoAditivo.objects.bulk_create(
        (RespostaAoAditivo(aditivo=aditivo, prestador=prestador, prazo=novo.prazo) for prestador in achados),
        batch_size=500,
    )
    eventos.registrar(events.ADITIVO_PUBLICADO, aditivo, ator, {"sha256": arquivo.sha256, "quantos": len(achados)})
    return aditivo


def escrever_aos_prestadores(aditivo: Aditivo) -> None:
    """One letter to each prestador that got the amendment; run again, nobody is written to twice."""
    for resposta in aditivo.respostas.select_related("prestador").order_by("pk").iterator(chunk_size=500):
        dados = {
            "titulo": aditivo.titulo,
            "versao": aditivo.versao,
            "resumo": aditivo.resumo,
            "vigencia": f"{aditivo.vigencia:%d/%m/%Y}",
            "prazo": f"{aditivo.prazo:%d/%m/%Y}",
            "url": f"/prestador/aditivos/{resposta.pk}/",
        }
        escrever(ADITIVO, resposta.prestador, dados, str(resposta.pk))


def lembrar_dos_prazos(ator: Ator) -> int:
    """Register, once for each deadline, that an answer is about to be due; returns how many were new.

    ``CadastroConfig.lembrete_aditivo_dias`` says how long before, 0 = never. On the day of publication nobody is
    reminded. Runs by itself, in the transaction of the caller; the statements do not grow with the answers.
    """
    dias, dia = config(CadastroConfig).lembrete_aditivo_dias, hoje()
    if not dias:
        return 0
    perto = RespostaAoAditivo.objects.filter(
        situacao=estados.A_RESPONDER,
        prazo__range=(dia, dia + timedelta(days=dias)),
        aditivo__publicado_em__lt=meia_noite(dia),
    )
    lembradas = set(
        Evento.objects.filter(tipo=events.ADITIVO_A_VENCER.codigo, objeto_id__in=perto.values("pk")).values_list(
            "objeto_id", "fato__prazo"
        )
    )
    novas = [r for r in perto.order_by("pk") if (r.pk, r.prazo.isoformat()) not in lembradas]
    fatos = [(r, {"aditivo": r.aditivo_id, "prestador": r.prestador_id, "prazo": r.prazo.isoformat()}) for r in novas]
    if fatos:
        eventos.registrar_varios(events.ADITIVO_A_VENCER, fatos, ator)
    return len(fatos)


@servico(permissions.ADITIVO_VER)
def ler_aditivo(ator: Ator, resposta_id: int) -> Arquivo:
    """Open the PDF; the first reading is kept. Raises RespostaAoAditivo.DoesNotExist."""
    resposta: RespostaAoAditivo = respostas(ator).select_related("aditivo__arquivo").get(pk=resposta_id)
    arquivo = resposta.aditivo.arquivo
    if arquivo is None:
        raise Arquivo.DoesNotExist
    if resposta.lido_em is None:
        RespostaAoAditivo.objects.filter(pk=resposta.pk, lido_em__isnull=True).update(lido_em=agora())
        eventos.registrar(events.ADITIVO_LIDO, resposta, ator, {"aditivo": resposta.aditivo_id})
    return arquivo


@servico(permissions.ADITIVO_ASSINAR)
def aceitar_aditivo(ator: Ator, resposta_id: int, assinatura: Assinatura) -> RespostaAoAditivo:
    """Accept for the prestador and issue the receipt with its public code.

    Raises Recusa at the field for a missing name or position, a wrong CPF, or a document nobody opened;
    TransicaoInvalida when answered already; RespostaAoAditivo.DoesNotExist.
    """
    resposta: RespostaAoAditivo = respostas(ator).get(pk=resposta_id)
    nome, cargo, cpf = assinatura.nome.strip(), assinatura.cargo.strip(), normalizar(assinatura.cpf)
    if not nome:
        raise Recusa("Escreva o nome de quem assina.", "nome")
    if not cpf_valido(cpf):
        raise Recusa("Este CPF não existe: confira os números digitados.", "cpf")
    if not cargo:
        raise Recusa("Escreva o cargo de quem assina.", "cargo")
    if resposta.lido_em is None:
        raise Recusa("Abra e leia o documento antes de aceitar.")
    _andar(
        ator,
        resposta,
        "aceitar",
        respondido_em=agora(),
        signatario=nome[:80],
        cpf_do_signatario=cpf,
        cargo=cargo[:60],
        usuario_id=getattr(ator.usuario, "pk", None),
        ip=ator.ip,
        sha256=resposta.aditivo.sha256,
    )
    resposta.comprovante = emitir(ator, comprovante_do_aceite(resposta), resposta, f"aditivo:{resposta.pk}")
    resposta.save(update_fields=["comprovante"])
    return resposta


@servico(permissions.ADITIVO_ASSINAR)
def recusar_aditivo(ator: Ator, resposta_id: int, motivo: str) -> RespostaAoAditivo:
    """Refuse, which opens a case with a number for the operadora to treat.

    Raises Recusa without a reason, TransicaoInvalida, RespostaAoAditivo.DoesNotExist.
    """
    if not motivo.strip():
        raise Recusa("Escreva por que vocês recusam: a operadora vai responder a isso.", "motivo")
    resposta: RespostaAoAditivo = respostas(ator).get(pk=resposta_id)
    quem = getattr(ator.usuario, "pk", None)
    numero = resposta.protocolo or protocolo_ans(hoje())
    return _andar(
        ator,
        resposta,
        "recusar",
        respondido_em=agora(),
        motivo=motivo.strip()[:600],
        protocolo=numero,
        usuario_id=quem,
        ip=ator.ip,
    )


@servico(permissions.ADITIVO_PUBLICAR)
def tratar_recusa(ator: Ator, resposta_id: int, *, tratativa: str, novo_prazo: date | None) -> RespostaAoAditivo:
    """Answer a refusal: with a new date the prestador decides again; without one it is let off the amendment.

    Raises Recusa without words or with a date not after today, TransicaoInvalida, DoesNotExist.
    """
    if not tratativa.strip():
        raise Recusa("Escreva o que o prestador vai ler.", "tratativa")
    if novo_prazo is not None and novo_prazo <= hoje():
        raise Recusa("O novo prazo precisa ser depois de hoje.", "novo_prazo")
    resposta: RespostaAoAditivo = respostas(ator).get(pk=resposta_id)
    texto = tratativa.strip()[:600]
    if novo_prazo is None:
        return _andar(ator, resposta, "dispensar", tratativa=texto)
    return _andar(ator, resposta, "responder", tratativa=texto, prazo=novo_prazo)


def _conferir(novo: NovoAditivo) -> None:
    for campo, valor in (("titulo", novo.titulo), ("versao", novo.versao), ("resumo", novo.resumo)):
        if not valor.strip():
            raise Recusa("Preencha este campo.", campo)
    if novo.prazo <= hoje():
        raise Recusa("O prazo precisa ser depois de hoje.", "prazo")
    if Aditivo.objects.filter(titulo=novo.titulo.strip(), versao=novo.versao.strip()).exists():
        raise Recusa(JA_PUBLICADA, "versao")


def _gravar(ator: Ator, novo: NovoAditivo) -> Aditivo:
    try:
        with transaction.atomic():
            aditivo: Aditivo = Aditivo.objects.create(
                titulo=novo.titulo.strip(),
                versao=novo.versao.strip(),
                resumo=novo.resumo.strip(),
                vigencia=novo.vigencia,
                prazo=novo.prazo,
                publico=_publico(novo)[:200],
                publicado_em=agora(),
                publicado_por=ator.nome[:120],
            )
    except IntegrityError:
        raise Recusa(JA_PUBLICADA, "versao") from None  # somebody published it after it was looked for
    return aditivo


def _publico(novo: NovoAditivo) -> str:
    if novo.codigos:
        return f"Códigos {', '.join(novo.codigos)}"
    categorias = ", ".join(Prestador.Categoria(codigo).label for codigo in novo.categorias) or "todas as categorias"
    tipos = ", ".join(Prestador.Tipo(codigo).label for codigo in novo.tipos) or "todos os tipos"
    return f"{categorias}; {tipos}"


def _andar(ator: Ator, resposta: RespostaAoAditivo, acao: str, **valores: object) -> RespostaAoAditivo:
    fato = {"aditivo": resposta.aditivo_id, "prestador": resposta.prestador_id}
    return transitar(resposta, estados.ADITIVO, acao, ator, events.ADITIVO_RESPONDIDO, gravar=valores, fato=fato)
