"""Requests for access: the operadora's queue, each compared with the registers, and those of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Replace, Upper

from guiche.acesso import estados, permissions
from guiche.acesso.config import AcessoConfig
from guiche.acesso.models import Perfil, Portal, SolicitacaoDeAcesso, Usuario
from guiche.acesso.pessoa import Pessoa
from guiche.acesso.selectors.unidades import quem_alcanca
from guiche.cadastro.alcance import do_alcance
from guiche.cadastro.models import Beneficiario, Contrato, Prestador
from guiche.documentos.models import Arquivo
from guiche.nucleo import eventos
from guiche.nucleo.ator import Ator
from guiche.nucleo.configuracao import config
from guiche.nucleo.escopo import escopo, sem_escopo
from guiche.nucleo.identificadores import formatar_cpf, formatar_documento, normalizar
from guiche.nucleo.models import Evento, Operadora
from guiche.nucleo.texto import para_busca

ABERTAS: Final = ("em_analise", "pendente")
PORTAL_DO_TIPO: Final = {
    SolicitacaoDeAcesso.Tipo.BENEFICIARIO: Portal.BENEFICIARIO,
    SolicitacaoDeAcesso.Tipo.CONTRATANTE: Portal.CONTRATANTE,
    SolicitacaoDeAcesso.Tipo.PRESTADOR: Portal.PRESTADOR,
    SolicitacaoDeAcesso.Tipo.COLABORADOR: Portal.OPERADORA,
}
"""In which portal each type of access acts."""
ROTULOS: Final = {
    "carteira": "Carteirinha",
    "documento": "CNPJ ou CPF",
    "codigo": "Código na operadora",
    "conselho": "Conselho",
    "numero_conselho": "Número no conselho",
    "uf_conselho": "UF do conselho",
    "cnpj": "CNPJ da empresa",
    "contrato": "Número do contrato",
    "cargo": "Cargo",
    "matricula": "Matrícula",
    "setor": "Setor",
    "gestor": "Gestor",
    "sexo": "Sexo",
    "estado_civil": "Estado civil",
    "cep": "CEP",
    "tipo_logradouro": "Tipo de logradouro",
    "logradouro": "Logradouro",
    "numero": "Número",
    "complemento": "Complemento",
    "bairro": "Bairro",
    "cidade": "Cidade",
    "uf": "Estado",
    "telefone_fixo": "Telefone fixo",
    "celular": "Celular",
}
"""How each field of a request is called, in the order in which people read them."""

Alvo = Beneficiario | Prestador | Contrato


@dataclass(frozen=True, slots=True)
class Linha:
    """One datum of a request beside that of the register. ``igual`` is None when the register has nothing to say."""

    rotulo: str
    informado: str
    cadastrado: str = ""
    igual: bool | None = None


@dataclass(frozen=True, slots=True)
class Comparacao:
    """A request beside the registers: whom it is about, what agrees and what does not.

    ``cpf_de_outra_conta``: the CPF the person says is the proved one of another account.
    """

    alvo: Alvo | None
    linhas: tuple[Linha, ...]
    cpf_de_outra_conta: bool

    @property
    def diferencas(self) -> int:
        """How many data do not agree."""
        return sum(linha.igual is False for linha in self.linhas)


def fila(ator: Ator) -> QuerySet[SolicitacaoDeAcesso]:
    """Every request of the operadora to who may see them, by deadline; none to others.

    Who has units sees, of the requests to act for a prestador, only those about theirs.
    """
    todas: QuerySet[SolicitacaoDeAcesso] = SolicitacaoDeAcesso.objects.select_related(
        "usuario", "decidida_por", "vinculo"
    )
    if ator.unidades:
        todas = _do_alcance(ator, todas)
    ve = ator.portal == Portal.OPERADORA and ator.pode(permissions.SOLICITACAO_VER)
    return todas.order_by("prazo", "pk") if ve else todas.none()


def em_analise(ator: Ator) -> QuerySet[SolicitacaoDeAcesso]:
    """Those that wait for the operadora."""
    return fila(ator).filter(situacao="em_analise")


def abertas_por_tipo(ator: Ator) -> dict[str, int]:
    """How many requests of each type wait for the operadora; every type is there."""
    contadas = em_analise(ator).order_by().values_list("tipo").annotate(quantas=Count("pk"))
    return dict.fromkeys(SolicitacaoDeAcesso.Tipo.values, 0) | dict(contadas)


def atrasadas(ator: Ator, dia: date) -> int:
    """How many requests that wait for the operadora passed their deadline."""
    return em_analise(ator).filter(prazo__lt=dia).count()


def comparar(solicitacao: SolicitacaoDeAcesso) -> Comparacao:
    """The request beside the registers of the operadora in scope."""
    dados, pessoa = solicitacao.dados, solicitacao.usuario
    alvo = alvo_de(solicitacao.tipo, dados)
    cpf = pessoa.documento or pessoa.documento_declarado
    linhas = [
        _linha("Nome", pessoa.nome, _nome_do(alvo), para_busca),
        _linha("CPF", formatar_cpf(cpf), formatar_cpf(cpf_do_alvo(alvo)), normalizar),
        _linha("Nascimento", _dia(pessoa.nascimento), _dia(getattr(alvo, "nascimento", None)), str),
    ]
    cadastrados = _cadastrados(alvo)
    linhas += [
        _linha(rotulo, str(dados[campo]), cadastrados.get(campo, ""), para_busca if campo == "gestor" else normalizar)
        for campo, rotulo in ROTULOS.items()
        if dados.get(campo)
    ]
    return Comparacao(alvo, tuple(linha for linha in linhas if linha.informado), cpf_de_outra(pessoa))


def alvo_de(tipo: str, dados: dict[str, Any]) -> Alvo | None:
    """The row of the register a request is about, found exactly by what was typed; None when there is none."""
    if tipo == SolicitacaoDeAcesso.Tipo.BENEFICIARIO:
        pessoas = Beneficiario.objects.select_related("titular")
        return pessoas.filter(carteira=normalizar(dados.get("carteira", "")) or "-").first()
    if tipo == SolicitacaoDeAcesso.Tipo.CONTRATANTE:
        contrato: Contrato | None = Contrato.objects.filter(
            numero=str(dados.get("contrato", "")).strip() or "-"
        ).first()
        return contrato
    if tipo == SolicitacaoDeAcesso.Tipo.PRESTADOR:
        prestadores = Prestador.objects.all()
        por_documento = prestadores.filter(documento=normalizar(dados.get("documento", "")) or "-").first()
        return por_documento or prestadores.filter(codigo=normalizar(dados.get("codigo", "")) or "-").first()
    return None


def quem_decide(solicitacao: SolicitacaoDeAcesso) -> Q:
    """The vínculos of the team that see a request: what a notice about it is for."""
    if solicitacao.tipo != SolicitacaoDeAcesso.Tipo.PRESTADOR:
        return Q()
    alvo = alvo_de(solicitacao.tipo, solicitacao.dados)
    return quem_alcanca(alvo if isinstance(alvo, Prestador) else None)


def cpf_de_outra(pessoa: Usuario) -> bool:
    """Whether the CPF the person only says is the proved one of another account."""
    declarado = pessoa.documento_declarado
    if pessoa.documento or not declarado:
        return False
    return Usuario.objects.filter(documento=declarado, ativo=True).exclude(pk=pessoa.pk).exists()


def cpf_do_alvo(alvo: Alvo | None) -> str:
    """The CPF that the register has of a person; empty for a company, a contract, and who has none there."""
    if isinstance(alvo, Beneficiario):
        return alvo.cpf
    return alvo.documento if isinstance(alvo, Prestador) and alvo.pessoa_fisica else ""


def perfis_possiveis(ator: Ator, tipo: str) -> list[Perfil]:
    """What may be given in answer to a request: those of the own access, not the ones made to be delegated.

    Of the team only by who approves its changes, and only perfis with no right the ator lacks: the request counts as
    the first of the two people (:mod:`guiche.acesso.services.equipe`).
    """
    portal = PORTAL_DO_TIPO[SolicitacaoDeAcesso.Tipo(tipo)]
    perfis = Perfil.objects.filter(portal=portal).order_by("nome")
    if portal != Portal.OPERADORA:
        return list(perfis.filter(delegavel=False))
    if not ator.pode(permissions.EQUIPE_APROVAR):
        return []
    return [perfil for perfil in perfis if set(perfil.permissoes) <= ator.permissoes]


def formato_da_carteira(operadora: Operadora) -> str:
    """How the card of an operadora is written, a 0 for each digit; empty when any number is taken."""
    with escopo(operadora):
        return config(AcessoConfig).formato_da_carteira


def anexos(solicitacao: SolicitacaoDeAcesso) -> list[Arquivo]:
    """The evidence of a request, oldest first."""
    rotulo = solicitacao._meta.label_lower
    return list(Arquivo.objects.filter(objeto_tipo=rotulo, objeto_id=solicitacao.pk).order_by("pk"))


def solicitacoes_da_pessoa(pessoa: Pessoa) -> list[SolicitacaoDeAcesso]:
    """The person's requests in every operadora, open ones first, newest first."""
    with sem_escopo("solicitações de acesso de uma pessoa em todas as operadoras"):
        todas = SolicitacaoDeAcesso.objects.filter(usuario=pessoa.usuario).select_related("operadora").order_by("-pk")
        return sorted(todas, key=lambda uma: uma.situacao not in ABERTAS)


def solicitacao_da_pessoa(pessoa: Pessoa, solicitacao_id: int) -> SolicitacaoDeAcesso:
    """One request of the person. Raises SolicitacaoDeAcesso.DoesNotExist for somebody else's."""
    with sem_escopo("solicitação de acesso de uma pessoa"):
        uma: SolicitacaoDeAcesso = SolicitacaoDeAcesso.objects.select_related("operadora", "usuario").get(
            pk=solicitacao_id, usuario=pessoa.usuario
        )
    return uma


@dataclass(frozen=True, slots=True)
class Andamento:
    """What happened to a request, and its evidence."""

    historia: list[Evento]
    anexos: list[Arquivo]


def andamento(solicitacao: SolicitacaoDeAcesso) -> Andamento:
    """Facts of a request the caller may see, oldest first, and its files."""
    with escopo(solicitacao.operadora):
        return Andamento(list(eventos.historico(solicitacao)), anexos(solicitacao))


def acoes(solicitacao: SolicitacaoDeAcesso) -> frozenset[str]:
    """What the flow allows from the state of a request."""
    return frozenset(transicao.acao for transicao in estados.SOLICITACAO.acoes(solicitacao.situacao))


def _do_alcance(ator: Ator, todas: QuerySet[SolicitacaoDeAcesso]) -> QuerySet[SolicitacaoDeAcesso]:
    """As :func:`alvo_de` finds the prestador: by document, else by code; what is found nowhere is of no unit."""
    tipo = SolicitacaoDeAcesso.Tipo.PRESTADOR
    por_documento = Prestador.objects.filter(documento=OuterRef("documento_dito"))
    por_codigo = Prestador.objects.filter(codigo=OuterRef("codigo_dito"))
    return todas.annotate(documento_dito=_sem_mascara("documento"), codigo_dito=_sem_mascara("codigo")).filter(
        ~Q(tipo=tipo)
        | Exists(por_documento.filter(do_alcance(ator)))
        | Q(~Exists(por_documento), Exists(por_codigo.filter(do_alcance(ator))))
    )


def _sem_mascara(campo: str) -> Any:
    """A field of a request as the register writes it (``normalizar``): what has a mark of another kind matches none."""
    texto: Any = Upper(KeyTextTransform(campo, "dados"))
    for marca in (".", "/", "-", " "):
        texto = Replace(texto, Value(marca, TextField()), Value("", TextField()), output_field=TextField())
    return texto


def _linha(rotulo: str, informado: str, cadastrado: str, igualar: Any) -> Linha:
    igual = igualar(informado) == igualar(cadastrado) if informado and cadastrado else None
    return Linha(rotulo, informado, cadastrado, igual)


def _nome_do(alvo: Alvo | None) -> str:
    if isinstance(alvo, Beneficiario):
        return alvo.nome
    return alvo.razao_social if isinstance(alvo, Prestador) and alvo.pessoa_fisica else ""


def _dia(dia: date | None) -> str:
    return f"{dia:%d/%m/%Y}" if dia else ""


def _cadastrados(alvo: Alvo | None) -> dict[str, str]:
    """What the register says of the fields a request may have."""
    if isinstance(alvo, Beneficiario):
        return {"carteira": alvo.carteira}
    if isinstance(alvo, Contrato):
        return {"contrato": alvo.numero, "cnpj": formatar_documento(alvo.contratante_documento)}
    if isinstance(alvo, Prestador):
        return {
            "documento": alvo.documento_formatado,
            "codigo": alvo.codigo,
            "numero_conselho": alvo.numero_conselho,
            "uf_conselho": alvo.uf_conselho,
        }
    return {}
