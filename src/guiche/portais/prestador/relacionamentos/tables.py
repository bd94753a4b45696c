"""Lists of relationships and of the clinical staff."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.html import format_html

from guiche.acesso.selectors.relacionamentos import Relacionamento
from guiche.cadastro.models import CorpoClinico
from guiche.nucleo.identificadores import formatar_cnpj, mascarar_cpf
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes import html
from guiche.portais.componentes.acessos import ESTADOS
from guiche.portais.componentes.tabelas import ColunaDeTela, Tabela
from guiche.portais.componentes.visual import Estado

_TAMANHO_DO_CPF: Final = 11
A_CONFIRMAR: Final = Estado("alerta", "Confirmar")
FALTA_ALGO: Final = Estado("alerta", "Falta algo")
DO_CREDENCIAMENTO: Final[dict[str, Estado]] = {
    "ativo": Estado("ok", "Ativo"),
    "futuro": Estado("info", "Ainda não começou", "calendario"),
    "encerrado": Estado("neutro", "Encerrado", "proibido"),
    "sem_contrato": Estado("erro", "Sem contrato"),
}


def documento_mascarado(documento: str) -> str:
    """A CPF with its ends hidden; a CNPJ, which is public, whole; nothing for none."""
    if not documento:
        return ""
    return mascarar_cpf(documento) if len(documento) == _TAMANHO_DO_CPF else formatar_cnpj(documento)


def endereco(linha: Relacionamento) -> str:
    """Where a line leads."""
    nome = "prestador:relacionamento" if linha.especie == "vinculo" else "prestador:relacionamento_convite"
    return reverse(nome, args=[linha.pk])


def _quem(linha: Relacionamento) -> str:
    detalhes = [linha.email if linha.email != linha.nome else "", documento_mascarado(linha.documento)]
    segunda = " · ".join(parte for parte in detalhes if (parte and linha.documento) or parte == linha.email)
    return format_html('<span>{}</span><br><span class="gc-2 gc-mini gc-quebra">{}</span>', linha.nome, segunda)


def _situacao(linha: Relacionamento) -> str:
    estado = ESTADOS[linha.situacao]
    desenhado = html.estado(estado.tom, estado.rotulo, estado.icone)
    if not linha.confirmar:
        return desenhado
    return format_html("{} {}", desenhado, html.estado(A_CONFIRMAR.tom, A_CONFIRMAR.rotulo, A_CONFIRMAR.icone))


RELACIONAMENTOS = Tabela(
    id="relacionamentos",
    rotulo="Relacionamentos",
    linha_url=endereco,
    colunas=(
        ColunaDeTela("nome", "Nome", "texto", "nome", desenho=_quem),
        ColunaDeTela("email", "E-mail", "texto", so_exportacao=True),
        ColunaDeTela("tipo", "Tipo", "texto", "tipo"),
        ColunaDeTela("papeis", "Papéis", "texto"),
        ColunaDeTela("rotulo_da_situacao", "Situação", "texto", "rotulo_da_situacao", desenho=_situacao),
        ColunaDeTela("inicio", "Início", "data", "inicio"),
        ColunaDeTela("fim", "Fim", "data", "fim"),
    ),
    vazio_titulo="Ninguém mais atua por vocês ainda",
    vazio_texto="Convide quem trabalha com vocês: cada pessoa entra com a própria senha e os papéis que você der.",
)


def _atende(linha: CorpoClinico) -> str:
    atende = linha.fim is None or linha.fim >= hoje()
    return html.estado("ok", "Atende") if atende else html.estado("neutro", "Saiu", "proibido")


CORPO_CLINICO = Tabela(
    id="corpo-clinico",
    rotulo="Corpo clínico",
    ordem="profissional__nome_fantasia",
    colunas=(
        ColunaDeTela("profissional__nome_fantasia", "Profissional", "texto", "profissional__nome_fantasia"),
        ColunaDeTela("profissional__numero_conselho", "Registro", "codigo", "profissional__numero_conselho"),
        ColunaDeTela("profissional__uf_conselho", "UF", "texto"),
        ColunaDeTela("inicio", "Início", "data", "inicio"),
        ColunaDeTela("fim", "Fim", "data", "fim"),
        ColunaDeTela("situacao", "Situação", "texto", desenho=_atende, so_tela=True),
    ),
    vazio_titulo="Nenhum profissional no corpo clínico",
    vazio_texto="Ele vem do cadastro da operadora. Se falta alguém, peça a inclusão à operadora.",
)
