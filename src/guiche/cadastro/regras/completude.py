"""What a prestador's record must say before it may work with the operadora, and where the prestador stands.

Source: RN 489/2022 (what the operadora tells ANS of each prestador); TISS 4.03.00, ct_contratadoDados and
ct_contratadoProfissionalDados (CNES and conselho).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from guiche.cadastro.regras.campos import SEM_CNES

COM_ESTABELECIMENTO: Final = frozenset({"HOSPITAL", "CLINICA", "LABORATORIO"})
COM_CORPO_CLINICO: Final = frozenset({"HOSPITAL", "CLINICA"})


@dataclass(frozen=True, slots=True)
class FatosDoCadastro:
    """The record of one prestador: its fields as text, its kind and how many professionals attend in it today."""

    campos: Mapping[str, str]
    tipo: str
    pessoa_fisica: bool
    profissionais: int = 0

    def tem(self, *nomes: str) -> bool:
        """Whether all these fields are filled."""
        return all(self.campos[nome] for nome in nomes)


@dataclass(frozen=True, slots=True)
class Exigencia:
    """One line of the checklist: what it is, why it is asked, and whether the record has it.

    ``unidade`` is the piece of the change request that settles it; empty when it is settled elsewhere.
    """

    codigo: str
    rotulo: str
    por_que: str
    unidade: str
    cumprida: bool


@dataclass(frozen=True, slots=True)
class _Regra:
    codigo: str
    rotulo: str
    por_que: str
    unidade: str
    aplica: Callable[[FatosDoCadastro], bool]
    cumpre: Callable[[FatosDoCadastro], bool]


def _cnes(fatos: FatosDoCadastro) -> bool:
    return fatos.tem("cnes") and (fatos.tipo not in COM_ESTABELECIMENTO or fatos.campos["cnes"] != SEM_CNES)


_REGRAS: Final = (
    _Regra("cnes", "CNES", "Vai em toda guia; estabelecimento precisa do próprio.", "cnes", lambda f: True, _cnes),
    _Regra(
        "conselho",
        "Registro no conselho e CBO-S",
        "Identifica quem atende em cada guia.",
        "conselho",
        lambda f: f.pessoa_fisica,
        lambda f: f.tem("conselho", "numero_conselho", "uf_conselho", "cbos"),
    ),
    _Regra(
        "email",
        "E-mail",
        "É por ele que a operadora fala com vocês.",
        "email",
        lambda f: True,
        lambda f: f.tem("email"),
    ),
    _Regra(
        "telefone",
        "Telefone",
        "Aparece na rede para quem procura atendimento.",
        "telefone",
        lambda f: True,
        lambda f: f.tem("telefone"),
    ),
    _Regra(
        "endereco",
        "Endereço de atendimento",
        "Diz aos beneficiários onde vocês atendem.",
        "endereco",
        lambda f: True,
        lambda f: f.tem("cep", "logradouro", "numero_do_endereco", "bairro", "municipio", "uf"),
    ),
    _Regra(
        "responsavel",
        "Responsável técnico",
        "Todo estabelecimento de saúde responde por um.",
        "responsavel",
        lambda f: not f.pessoa_fisica,
        lambda f: f.tem("responsavel", "registro_do_responsavel"),
    ),
    _Regra(
        "banco",
        "Conta para pagamento",
        "Sem ela, o pagamento não sai.",
        "banco",
        lambda f: True,
        lambda f: f.tem("banco", "agencia", "conta"),
    ),
    _Regra(
        "corpo_clinico",
        "Corpo clínico",
        "Diz quem atende na instituição.",
        "",
        lambda f: f.tipo in COM_CORPO_CLINICO,
        lambda f: f.profissionais > 0,
    ),
)
EXIGENCIAS: Final = tuple((regra.codigo, regra.rotulo) for regra in _REGRAS)


def conferir(fatos: FatosDoCadastro, exigidas: Collection[str]) -> tuple[Exigencia, ...]:
    """The checklist of this prestador: what the operadora asks of its kind, done or missing."""
    return tuple(
        Exigencia(regra.codigo, regra.rotulo, regra.por_que, regra.unidade, regra.cumpre(fatos))
        for regra in _REGRAS
        if regra.codigo in exigidas and regra.aplica(fatos)
    )


@dataclass(frozen=True, slots=True)
class SituacaoNaOperadora:
    """Where the prestador stands, as a state and in a sentence with what it means."""

    codigo: Literal["ativo", "futuro", "encerrado", "sem_contrato"]
    frase: str
    significa: str


def situacao(
    credenciado_em: date, descredenciado_em: date | None, tem_contrato: bool, dia: date, operadora: str
) -> SituacaoNaOperadora:
    """Where a prestador stands with the operadora on a day, in plain words."""
    if credenciado_em > dia:
        return SituacaoNaOperadora(
            "futuro",
            f"O credenciamento na {operadora} começa em {credenciado_em:%d/%m/%Y}.",
            "Até lá, atendimentos não são pagos.",
        )
    if descredenciado_em is not None and descredenciado_em < dia:
        return SituacaoNaOperadora(
            "encerrado",
            f"O credenciamento na {operadora} terminou em {descredenciado_em:%d/%m/%Y}.",
            "O que foi atendido até esse dia ainda pode ser cobrado e consultado.",
        )
    if not tem_contrato:
        return SituacaoNaOperadora(
            "sem_contrato",
            f"Vocês estão na rede da {operadora} desde {credenciado_em:%d/%m/%Y}, mas sem contrato em vigor.",
            "Sem contrato não há preço combinado: tudo o que for cobrado vai para análise.",
        )
    fim = f" até {descredenciado_em:%d/%m/%Y}" if descredenciado_em is not None else ""
    return SituacaoNaOperadora(
        "ativo",
        f"Vocês estão credenciados na {operadora} desde {credenciado_em:%d/%m/%Y}{fim}.",
        "Podem atender e cobrar pelo contrato.",
    )
