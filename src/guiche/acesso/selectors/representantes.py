"""Representatives of a prestador: people with a login of their own, and invitations still to be answered (C-10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from guiche.acesso.models import Convite, Vinculo
from guiche.acesso.selectors.equipe import com_ultimo_acesso
from guiche.acesso.selectors.relacionamentos import (
    SITUACOES,
    convites_do_prestador,
    situacao_do_convite,
    vinculos_do_prestador,
)
from guiche.nucleo.ator import Ator
from guiche.nucleo.identificadores import normalizar
from guiche.nucleo.relogio import hoje
from guiche.nucleo.texto import para_busca

VINCULO: Final = "vinculo"
CONVITE: Final = "convite"


@dataclass(frozen=True, slots=True)
class Representante:
    """One line of the list. ``especie`` says which kind of row ``pk`` is: the vínculo, or the invitation.

    ``cpf`` and ``email`` are what the prestador wrote, never what the person's account has.
    """

    especie: str
    pk: int
    nome: str
    cpf: str
    email: str
    telefone: str
    lotacao: str
    cargo: str
    grupos: str
    situacao: str
    ultimo_acesso: datetime | None
    desde: date | None

    @property
    def rotulo_da_situacao(self) -> str:
        """The state in words."""
        return SITUACOES[self.situacao]


def representantes(ator: Ator, texto: str = "", situacao: str = "") -> list[Representante]:
    """Representatives by name or CPF (mask ignored) and state; an accepted invitation is shown by its vínculo."""
    vinculos = com_ultimo_acesso(vinculos_do_prestador(ator).filter(tipo=Vinculo.Tipo.REPRESENTANTE))
    convites = convites_do_prestador(ator).filter(tipo=Convite.Tipo.REPRESENTANTE).exclude(situacao="aceito")
    cpfs = _cpfs_escritos(ator)
    linhas = [_do_vinculo(vinculo, cpfs.get(vinculo.pk, "")) for vinculo in vinculos]
    linhas += [_do_convite(convite) for convite in convites]
    linhas = [linha for linha in linhas if _passa(linha, texto, situacao)]
    return sorted(linhas, key=lambda linha: (linha.situacao == "encerrado", para_busca(linha.nome), -linha.pk))


def quantos_ativos(ator: Ator) -> int:
    """How many representatives may enter today: the counter of C-10."""
    do_prestador = vinculos_do_prestador(ator).filter(Vinculo.vigente(hoje()), tipo=Vinculo.Tipo.REPRESENTANTE)
    return int(do_prestador.count())


def representante(ator: Ator, vinculo_id: int) -> Vinculo:
    """The vínculo of one of them, with ``ultimo_acesso``. Raises Vinculo.DoesNotExist."""
    todos = vinculos_do_prestador(ator).filter(tipo=Vinculo.Tipo.REPRESENTANTE)
    vinculo: Vinculo = com_ultimo_acesso(todos).get(pk=vinculo_id)
    return vinculo


def convite_de_representante(ator: Ator, convite_id: int) -> Convite:
    """One invitation of a representative. Raises Convite.DoesNotExist."""
    convite: Convite = convites_do_prestador(ator).get(pk=convite_id, tipo=Convite.Tipo.REPRESENTANTE)
    return convite


def cpf_escrito(ator: Ator, vinculo: Vinculo) -> str:
    """The CPF that the prestador wrote when inviting who holds this vínculo; empty when it came another way."""
    return _cpfs_escritos(ator).get(vinculo.pk, "")


def _cpfs_escritos(ator: Ator) -> dict[int, str]:
    aceitos = convites_do_prestador(ator).filter(tipo=Convite.Tipo.REPRESENTANTE, vinculo__isnull=False)
    return {vinculo: str(dados.get("cpf", "")) for vinculo, dados in aceitos.values_list("vinculo_id", "dados")}


def _do_vinculo(vinculo: Vinculo, cpf: str) -> Representante:
    vencido = vinculo.vigencia_fim is not None and vinculo.vigencia_fim < hoje()
    return Representante(
        VINCULO,
        vinculo.pk,
        vinculo.usuario.nome,
        cpf,
        vinculo.email_pessoal,
        vinculo.telefone,
        vinculo.lotacao,
        vinculo.cargo,
        vinculo.papeis,
        "encerrado" if vencido else vinculo.situacao,
        vinculo.ultimo_acesso,  # type: ignore[attr-defined]
        vinculo.vigencia_inicio,
    )


def _do_convite(convite: Convite) -> Representante:
    dados = {chave: str(valor) for chave, valor in convite.dados.items()}
    return Representante(
        CONVITE,
        convite.pk,
        dados.get("nome", ""),
        dados.get("cpf", ""),
        dados.get("email_pessoal", ""),
        dados.get("telefone", ""),
        dados.get("lotacao", ""),
        dados.get("cargo", ""),
        ", ".join(perfil.nome for perfil in convite.perfis.all()),
        situacao_do_convite(convite),
        None,
        None,
    )


def _passa(linha: Representante, texto: str, situacao: str) -> bool:
    if situacao and linha.situacao != situacao:
        return False
    procurado = para_busca(texto)
    documento = normalizar(texto)
    pelo_cpf = documento.isdigit() and documento in linha.cpf
    return not procurado or procurado in para_busca(linha.nome) or pelo_cpf
