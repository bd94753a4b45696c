"""The history of consents as a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from guiche.acesso.selectors.familia import Registro, em_aberto
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado


@dataclass(frozen=True, slots=True)
class LinhaDoHistorico:
    """One consent as a row: what, to whom, from when to when, and the event that proves it."""

    o_que: str
    a_quem: str
    situacao: Estado
    desde: date
    ate: date | None
    permitido_em: datetime
    desfeito_em: datetime | None
    por: str
    ip: str
    comprovante: str
    vale: bool


def na_tela(registro: Registro, dia: date) -> LinhaDoHistorico:
    """How a consent looks on a day; number and seal are those of the trail nobody can change."""
    um, prova = registro.consentimento, registro.dado
    situacao, vale = _situacao(registro, dia)
    return LinhaDoHistorico(
        o_que=registro.assunto.rotulo,
        a_quem=um.para.nome_de_uso,
        situacao=situacao,
        desde=um.inicio,
        ate=um.fim,
        permitido_em=um.criado_em,
        desfeito_em=um.revogado_em,
        por=prova.quem if prova else "",
        ip=prova.ip if prova else "",
        comprovante=f"nº {prova.numero}, selo {prova.hash[:12]}" if prova else "",
        vale=vale,
    )


def _situacao(registro: Registro, dia: date) -> tuple[Estado, bool]:
    um = registro.consentimento
    if um.revogado_em is not None:
        return Estado("neutro", "Desfeito", "proibido"), False
    if not em_aberto(um, dia):
        return Estado("neutro", "Terminou", "prazo"), False
    if dia < um.inicio:
        return Estado("info", "Começa depois", "calendario"), True
    return Estado("ok", "Valendo"), True


HISTORICO = Tabela(
    id="consentimentos",
    rotulo="Histórico de permissões",
    colunas=(
        ColunaDeTela("o_que", "O quê", ordena="o_que"),
        ColunaDeTela("a_quem", "A quem", ordena="a_quem", largura=1.6),
        ColunaDeTela("situacao", "Situação"),
        ColunaDeTela("desde", "Desde", "data", ordena="desde"),
        ColunaDeTela("ate", "Até", "data", ordena="ate"),
        ColunaDeTela("permitido_em", "Permitido em", "data_hora", ordena="permitido_em"),
        ColunaDeTela("desfeito_em", "Desfeito em", "data_hora", ordena="desfeito_em"),
        ColunaDeTela("por", "Por", largura=1.6, so_exportacao=True),
        ColunaDeTela("ip", "Do endereço", so_exportacao=True),
        ColunaDeTela("comprovante", "Comprovante", largura=2.0, so_exportacao=True),
    ),
    vazio_titulo="Nenhuma permissão ainda",
    vazio_texto="Quando você deixar alguém da família ver algo seu, fica registrado aqui.",
)
