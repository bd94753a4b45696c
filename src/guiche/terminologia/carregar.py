"""Verbs that load terminologies: streamed, in committed slices, resumable, and once per file.

Loads are global work of the installation (command line), not of an operadora; the row of `Carga` is their
record. A slice, the counters and the place to go on commit together, by compare-and-set, so two runs of the
same file cannot both write and a run that died goes on where it stopped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from django.db import models, transaction

from guiche.nucleo.relogio import agora
from guiche.nucleo.texto import para_busca
from guiche.terminologia import arquivo_ans, arquivo_ceps, fontes
from guiche.terminologia.arquivo_ans import LinhaLida, LinhaRecusada
from guiche.terminologia.models import Carga, Cep, ItemDominio, MotivoGlosa, OperadoraAns, Termo
from guiche.terminologia.regras.ceps import LinhaDeCep
from guiche.terminologia.regras.planilha import SEMPRE, LinhaDeTermo
from guiche.terminologia.regras.vigencia import TABELAS_TUSS
from guiche.terminologia.selectors import termos as selectors
from guiche.tiss_xml.dominios import TUSS

FATIA = 2_000
"""Lines committed at a time."""

LIMITES_ESSENCIAIS: Mapping[str, int] = {"19": 1_000, "20": 1_000}
"""Terms of materials and medicines in the demo; procedures (22) and daily rates and fees (18) come whole."""

TABELA_DE_MOTIVOS = "38"
_MANTIDAS = ("termo", "descricao", "vigencia_fim", "fim_implantacao", "modelo", "fabricante")
_ATUALIZAR = (*_MANTIDAS, "registro_anvisa", "busca", "carga")

Progresso = Callable[[Carga], None]
Lida = LinhaLida | LinhaDeCep


class CargaEmUso(Exception):
    """Another run of the same load is writing."""


class Parte(Protocol):
    """A piece of a source that can be read again from its start, always in the same order."""

    def contar(self) -> int: ...

    def linhas(self) -> Iterator[Lida]: ...


@dataclass(frozen=True, slots=True)
class _Extrato:
    """The TUSS extract shipped with the package ``tiss``, as the single part of a load."""

    tabelas: Collection[str]
    limites: Mapping[str, int]
    codigos: Collection[str]

    def contar(self) -> int:
        return sum(1 for _ in self.linhas())

    def linhas(self) -> Iterator[LinhaLida]:
        return fontes.termos(self.tabelas, self.limites, self.codigos)


def carregar_essencial(progresso: Progresso | None = None, codigos: Collection[str] = ()) -> Carga:
    """What a demo and the tests need, in about a second: domains, table 38, CADOP, TUSS 18 and 22 whole,
    and the first thousand terms of 19 and 20, plus any ``codigos`` named.
    """
    carregar_dominios()
    return carregar_pacote(progresso, limites=LIMITES_ESSENCIAIS, codigos=codigos)


def carregar_pacote(
    progresso: Progresso | None = None,
    tabelas: Collection[str] = TABELAS_TUSS,
    limites: Mapping[str, int] | None = None,
    codigos: Collection[str] = (),
) -> Carga:
    """Load the extract of TUSS shipped with the package ``tiss`` (68,022 terms), or a selection of it."""
    limites = limites or {}
    nomes = [f"{t}:{limites[t]}" if t in limites else t for t in sorted(tabelas)]
    if codigos:
        nomes.append("+" + hashlib.sha256(" ".join(sorted(codigos)).encode()).hexdigest()[:12])
    extrato = _Extrato(tuple(tabelas), limites, frozenset(codigos))
    return _carregar(fontes.FONTE, TUSS, fontes.sha256(TUSS), ",".join(nomes), lambda: [extrato], progresso)


def carregar_ans(arquivo: Path, progresso: Progresso | None = None, tabelas: Collection[str] = ()) -> Carga:
    """Load ANS's terminology archive (ZIP of XLSX or CSV per table), whole or only some tables.

    Terms go to `Termo`, table 38 to `MotivoGlosa`, the other domains to `ItemDominio`. Lines that cannot be
    read are counted in ``recusadas`` and the first reasons kept in ``erro``; they do not stop the load.
    The same file with the same tables is loaded once. Raises ArquivoInvalido for what is no such archive
    and CargaEmUso when another run is writing.
    Source: Padrão TISS, Componente Organizacional 202407, itens 70 and 79-83.
    """
    return _carregar(
        "ANS", arquivo.name, _sha256(arquivo), ",".join(sorted(tabelas)),
        lambda: arquivo_ans.partes(arquivo, tabelas), progresso,
    )  # fmt: skip


def carregar_ceps(arquivo: Path, progresso: Progresso | None = None) -> Carga:
    """Load the operator's table of CEP (CSV with cep, logradouro, bairro, municipio, ibge, uf and, if it has, tipo).

    What a new file brings replaces what was there of each CEP. Lines whose numbers and states do not go together are
    counted in ``recusadas``. The same file is loaded once. Raises ArquivoInvalido when a column is missing and
    CargaEmUso when another run is writing.
    """
    return _carregar(
        "CEP", arquivo.name, _sha256(arquivo), "ceps", lambda: arquivo_ceps.partes_de_ceps(arquivo), progresso
    )


@transaction.atomic
def carregar_dominios() -> Carga:
    """Load domains with labels, table 38 and CADOP from the package ``tiss``; a second time does nothing."""
    arquivos = (fontes.TIPOS_SIMPLES, fontes.DOMINIOS, fontes.GLOSAS, fontes.CADOP)
    carga, nova = Carga.objects.get_or_create(
        sha256=fontes.sha256(*arquivos),
        recorte="dominios",
        defaults={"fonte": fontes.FONTE, "arquivo": "domínios, tabela 38 e CADOP"},
    )
    if not nova:
        return carga
    itens = [
        ItemDominio(
            dominio=i.dominio, codigo=i.codigo, rotulo=i.rotulo, ordem=i.ordem,
            vigencia_inicio=i.inicio, vigencia_fim=i.fim,
        )
        for i in fontes.dominios()
    ]  # fmt: skip
    motivos = [MotivoGlosa(codigo=m.codigo, descricao=m.descricao, atual=m.atual) for m in fontes.motivos()]
    operadoras = [
        OperadoraAns(registro_ans=o.registro_ans, cnpj=o.cnpj, razao_social=o.razao_social) for o in fontes.operadoras()
    ]
    _gravar_itens(itens)
    _upsert(MotivoGlosa, motivos, ["codigo"], ["descricao", "atual"])
    _upsert(OperadoraAns, operadoras, ["registro_ans"], ["cnpj", "razao_social"])
    carga.total = carga.feitos = len(itens) + len(motivos) + len(operadoras)
    _concluir(carga)
    return carga


def _carregar(
    fonte: str, nome: str, sha256: str, recorte: str, listar: Callable[[], Sequence[Parte]],
    progresso: Progresso | None,
) -> Carga:  # fmt: skip
    carga, _ = Carga.objects.get_or_create(
        sha256=sha256, recorte=recorte, defaults={"fonte": fonte, "arquivo": nome[:200]}
    )
    if carga.situacao == Carga.Situacao.CONCLUIDA:
        return carga
    try:
        partes = listar()
        if not carga.total:
            carga.total = sum(parte.contar() for parte in partes)
        carga.situacao, carga.erro = Carga.Situacao.EM_CURSO, ""
        carga.save(update_fields=["total", "situacao", "erro"])
        for parte in partes[carga.parte :]:
            linhas = islice(parte.linhas(), carga.linha, None)
            while fatia := list(islice(linhas, FATIA)):
                _gravar_fatia(carga, fatia)
                if progresso is not None:
                    progresso(carga)
            _avancar(carga, parte=carga.parte + 1, linha=0)
    except CargaEmUso:
        raise
    except Exception as erro:
        Carga.objects.filter(pk=carga.pk).update(
            situacao=Carga.Situacao.INTERROMPIDA, erro=f"{type(erro).__name__}: {erro}"[:500]
        )
        raise
    carga.total = carga.feitos
    _concluir(carga)
    return carga


def _concluir(carga: Carga) -> None:
    carga.situacao, carga.terminada_em = Carga.Situacao.CONCLUIDA, agora()
    carga.save(update_fields=["total", "feitos", "situacao", "terminada_em"])
    selectors.esquecer()
    transaction.on_commit(selectors.esquecer)


def _avancar(carga: Carga, **depois: Any) -> None:
    """Move the load on, if it still stands where this run left it. Raises CargaEmUso."""
    aqui = Carga.objects.filter(pk=carga.pk, parte=carga.parte, linha=carga.linha)
    if not aqui.update(**depois):
        raise CargaEmUso("Outra execução está carregando este arquivo.")
    for campo, valor in depois.items():
        setattr(carga, campo, valor)


def _gravar_fatia(carga: Carga, fatia: list[Lida]) -> None:
    recusas = [linha for linha in fatia if isinstance(linha, LinhaRecusada)]
    lidas = [linha for linha in fatia if isinstance(linha, LinhaDeTermo)]
    erro = carga.erro
    for recusa in recusas[:5]:
        erro = f"{erro}\n{recusa.onde}: {recusa.motivo}".strip()
    with transaction.atomic():
        _avancar(
            carga,
            linha=carga.linha + len(fatia),
            feitos=carga.feitos + len(fatia),
            recusadas=carga.recusadas + len(recusas),
            erro=erro[:500],
        )
        _gravar_termos(carga, [linha for linha in lidas if linha.tabela in TABELAS_TUSS])
        _gravar_motivos([linha for linha in lidas if linha.tabela == TABELA_DE_MOTIVOS])
        _gravar_itens(
            [
                ItemDominio(
                    dominio=fontes.DOMINIO_DA_TABELA[linha.tabela], codigo=linha.codigo,
                    rotulo=linha.termo[:300], vigencia_inicio=_publicado(linha.inicio),
                    vigencia_fim=linha.fim,
                )
                for linha in lidas
                if linha.tabela in fontes.DOMINIO_DA_TABELA and linha.termo
            ],
            rotulo_novo=False,
        )  # fmt: skip
        _gravar_ceps(carga, [linha for linha in fatia if isinstance(linha, LinhaDeCep)])


def _gravar_ceps(carga: Carga, linhas: list[LinhaDeCep]) -> None:
    enderecos = [
        Cep(
            cep=linha.cep, tipo=linha.tipo, logradouro=linha.logradouro, bairro=linha.bairro,
            municipio=linha.municipio, ibge=linha.ibge, uf=linha.uf, carga=carga,
        )
        for linha in linhas
    ]  # fmt: skip
    _upsert(Cep, enderecos, ["cep"], ["tipo", "logradouro", "bairro", "municipio", "ibge", "uf", "carga"])


def _gravar_termos(carga: Carga, linhas: list[LinhaDeTermo]) -> None:
    if not linhas:
        return
    termos = [
        Termo(
            tabela=linha.tabela, codigo=linha.codigo, termo=linha.termo, descricao=linha.descricao,
            vigencia_inicio=linha.inicio, vigencia_fim=linha.fim, fim_implantacao=linha.implantacao,
            modelo=linha.modelo, fabricante=linha.fabricante, registro_anvisa=linha.registro_anvisa,
            busca=para_busca(f"{linha.termo} {linha.modelo} {linha.fabricante}"), carga=carga,
        )
        for linha in linhas
        if linha.inicio is not None and linha.termo
    ]  # fmt: skip
    _upsert(Termo, termos, ["tabela", "codigo", "vigencia_inicio"], _ATUALIZAR)
    _encerrar(linhas)


def _encerrar(linhas: list[LinhaDeTermo]) -> None:
    """Close open versions: those an "alterado" replaces, and those an "inativado" ends."""
    fins = {
        (linha.tabela, linha.codigo): linha
        for linha in linhas
        if linha.acao == "alterado" or (linha.acao == "inativado" and not (linha.inicio and linha.termo))
    }
    if not fins:
        return
    codigos = sorted({codigo for _, codigo in fins})
    abertos: list[Termo] = []
    for inicio in range(0, len(codigos), selectors.CODIGOS_POR_CONSULTA):
        fatia = codigos[inicio : inicio + selectors.CODIGOS_POR_CONSULTA]
        abertos.extend(Termo.objects.filter(codigo__in=fatia, vigencia_fim__isnull=True))
    encerrados = []
    for termo in abertos:
        linha = fins.get((termo.tabela, termo.codigo))
        fim = _fim_trazido(linha, termo.vigencia_inicio) if linha else None
        if fim is not None and fim >= termo.vigencia_inicio:
            termo.vigencia_fim = fim
            encerrados.append(termo)
    Termo.objects.bulk_update(encerrados, ["vigencia_fim"], batch_size=500)


def _fim_trazido(linha: LinhaDeTermo, inicio_aberto: date) -> date | None:
    if linha.acao == "inativado":
        return linha.fim
    if linha.inicio is not None and inicio_aberto < linha.inicio:
        return linha.inicio - timedelta(days=1)
    return None


def _gravar_motivos(linhas: list[LinhaDeTermo]) -> None:
    motivos = [
        MotivoGlosa(
            codigo=linha.codigo, descricao=linha.termo[:500], vigencia_inicio=_publicado(linha.inicio),
            vigencia_fim=linha.fim, atual=linha.fim is None,
        )
        for linha in linhas
        if linha.termo and len(linha.codigo) <= 4
    ]  # fmt: skip
    campos = ["descricao", "vigencia_inicio", "vigencia_fim", "atual"]
    _upsert(MotivoGlosa, motivos, ["codigo"], campos)


def _gravar_itens(itens: list[ItemDominio], rotulo_novo: bool = True) -> None:
    """Save domain values. ANS's tables bring dates, not the order nor our labels of a value already known."""
    campos = ["vigencia_inicio", "vigencia_fim"]
    if rotulo_novo:
        campos += ["rotulo", "ordem"]
    _upsert(ItemDominio, itens, ["dominio", "codigo"], campos)


def _publicado(inicio: date | None) -> date | None:
    return None if inicio == SEMPRE else inicio


def _upsert(modelo: type[models.Model], objetos: Sequence[Any], chave: Sequence[str], campos: Sequence[str]) -> None:
    """Insert or update by key; of equal keys the last wins, since one statement cannot touch a row twice."""
    unicos = {tuple(getattr(objeto, campo) for campo in chave): objeto for objeto in objetos}
    if unicos:
        modelo._default_manager.bulk_create(
            list(unicos.values()), update_conflicts=True, unique_fields=chave, update_fields=campos,
        )  # fmt: skip


def _sha256(arquivo: Path) -> str:
    with arquivo.open("rb") as conteudo:
        return hashlib.file_digest(conteudo, "sha256").hexdigest()
