"""TISS Communication versions and their official schemas.

A version is a set of XSD files exactly as ANS publishes them. Two sets come with the ``tiss`` package (only
its data files are used, and their SHA-256 is checked); any other is added by the operator from the ANS
archive, into ``diretorio_de_esquemas``. The files are never altered: they are also served to web-service
clients.

Source: Padrão TISS, Componente de Comunicação; Componente Organizacional 202407 items 172–173 (versions in
force).
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import tempfile
import threading
import zipfile
import zlib
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from importlib import resources
from pathlib import Path

from lxml import etree

NS = "http://www.ans.gov.br/padroes/tiss/schemas"
NS_XSD = "http://www.w3.org/2001/XMLSchema"
NS_DS = "http://www.w3.org/2000/09/xmldsig#"

_VERSAO = re.compile(r"[0-9]\.[0-9]{2}\.[0-9]{2}")
_ARQUIVO_DE_MENSAGEM = re.compile(r"tissV(\d)_(\d{2})_(\d{2})\.xsd", re.IGNORECASE)
_NOME_DE_XSD = re.compile(r"[A-Za-z0-9._-]{1,100}\.xsd", re.IGNORECASE)
_MANIFESTO = "manifesto.json"
_LIMITE_DO_ZIP = 50 * 1024 * 1024
_LIMITE_DE_ARQUIVO = 5 * 1024 * 1024
_LIMITE_DE_ENTRADAS = 500
_ENTIDADE_EXTERNA = re.compile(rb"<!ENTITY[^>]*\s(SYSTEM|PUBLIC)\s")
_REFERENCIAS = tuple(f"{{{NS_XSD}}}{nome}" for nome in ("include", "import", "redefine"))


class EsquemaInvalido(ValueError):
    """The schema files of a version are missing, altered or do not compile (message in Portuguese)."""


class VersaoDesconhecida(LookupError):
    """No schema of that version is installed."""


class Raiz(Enum):
    """Which of the two root schemas of a version: file exchange or web services."""

    ARQUIVO = "arquivo"
    WEBSERVICE = "webservice"


@dataclass(frozen=True, slots=True, order=True)
class Versao:
    """Number of a Communication version as it stands in ``Padrao``, e.g. ``Versao("4.03.00")``."""

    numero: str

    def __post_init__(self) -> None:
        if not _VERSAO.fullmatch(self.numero):
            raise ValueError(f"Versão do Padrão TISS inválida: {self.numero!r}")

    def __str__(self) -> str:
        return self.numero

    @property
    def sufixo(self) -> str:
        """Suffix of the official file names: ``V4_03_00``."""
        return "V" + self.numero.replace(".", "_")

    @property
    def caminho(self) -> str:
        """Short form used in namespaces and addresses of the services: ``v40300``."""
        return "v" + self.numero.replace(".", "")


@dataclass(frozen=True, eq=False)
class ConjuntoDeEsquemas:
    """Schema files of one version, byte-identical to the official ones."""

    versao: Versao
    arquivos: dict[str, bytes]

    @cached_property
    def arquivo_principal(self) -> str:
        """Name of the file that declares ``mensagemTISS``."""
        return self._nome(f"tiss{self.versao.sufixo}.xsd")

    @cached_property
    def arquivo_webservice(self) -> str:
        """Name of the file that declares the ``*WS`` elements."""
        return self._nome(f"tissWebServices{self.versao.sufixo}.xsd")

    def _nome(self, procurado: str) -> str:
        for nome in self.arquivos:
            if nome.lower() == procurado.lower():
                return nome
        raise EsquemaInvalido(f"Falta o arquivo {procurado} no conjunto de esquemas da versão {self.versao}.")

    def compilar(self, raiz: Raiz) -> etree.XMLSchema:
        """Compile one root schema from these files alone. Raises EsquemaInvalido."""
        nome = self.arquivo_principal if raiz is Raiz.ARQUIVO else self.arquivo_webservice
        self._conferir_referencias()
        # Compiled from a folder, not through a resolver: libxml2 has one loader of imported files per
        # process, and a
        # parse in another thread puts the default one back in the middle of a compilation.
        with tempfile.TemporaryDirectory(prefix="tiss-xsd-") as pasta:
            for arquivo, conteudo in self.arquivos.items():
                Path(pasta, arquivo).write_bytes(conteudo)
            try:
                return etree.XMLSchema(file=str(Path(pasta, nome)))
            except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as erro:
                raise EsquemaInvalido(f"O esquema {nome} não pôde ser lido: {erro}") from erro

    def _conferir_referencias(self) -> None:
        """Every file must be self-contained: it refers only to files of the set, no external entities."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        for nome, conteudo in self.arquivos.items():
            try:
                raiz = etree.fromstring(conteudo, parser)
            except etree.XMLSyntaxError as erro:
                raise EsquemaInvalido(f"O esquema {nome} não é um XML bem formado: {erro}") from erro
            # The official xmldsig schema has an internal DTD with one plain entity, so a DTD alone is no
            # offence.
            if _ENTIDADE_EXTERNA.search(conteudo):
                raise EsquemaInvalido(f"O esquema {nome} declara uma entidade externa, que não é permitida.")
            for no in raiz.iter(*_REFERENCIAS):
                alvo = no.get("schemaLocation")
                if alvo is not None and alvo not in self.arquivos:
                    raise EsquemaInvalido(f"O esquema {nome} pede o arquivo {alvo}, que não está no conjunto.")


class RegistroDeVersoes:
    """Schema sets at hand: the shipped ones plus those the operator added to ``diretorio_de_esquemas``.

    Compiled schemas are kept per thread, because ``XMLSchema`` keeps the errors of its last validation in
    itself.
    """

    def __init__(self, diretorio: Path | None = None) -> None:
        self._trava = threading.RLock()
        self._conjuntos: dict[Versao, ConjuntoDeEsquemas] = {}
        self._por_thread = threading.local()
        self._geracao = 0
        self._diretorio = diretorio

    @property
    def diretorio_de_esquemas(self) -> Path | None:
        """Folder with one sub-folder per added version, or None."""
        return self._diretorio

    @diretorio_de_esquemas.setter
    def diretorio_de_esquemas(self, diretorio: Path | None) -> None:
        with self._trava:
            self._diretorio = diretorio
            self._conjuntos = {}
            self._geracao += 1

    def instaladas(self) -> tuple[Versao, ...]:
        """Versions whose schemas are at hand, newest first."""
        versoes = set(_versoes_embarcadas())
        if self._diretorio is not None and self._diretorio.is_dir():
            for pasta in self._diretorio.iterdir():
                if _VERSAO.fullmatch(pasta.name) and (pasta / _MANIFESTO).is_file():
                    versoes.add(Versao(pasta.name))
        return tuple(sorted(versoes, reverse=True))

    def conjunto(self, versao: Versao) -> ConjuntoDeEsquemas:
        """Schema files of a version, hashes checked once. Raises VersaoDesconhecida, EsquemaInvalido."""
        with self._trava:
            if versao not in self._conjuntos:
                self._conjuntos[versao] = self._carregar(versao)
            return self._conjuntos[versao]

    def esquema(self, versao: Versao, raiz: Raiz) -> etree.XMLSchema:
        """Compiled schema for the calling thread. Raises VersaoDesconhecida, EsquemaInvalido."""
        if getattr(self._por_thread, "geracao", None) != self._geracao:
            self._por_thread.geracao = self._geracao
            self._por_thread.esquemas = {}
        esquemas: dict[tuple[Versao, Raiz], etree.XMLSchema] = self._por_thread.esquemas
        chave = (versao, raiz)
        if chave not in esquemas:
            esquemas[chave] = self.conjunto(versao).compilar(raiz)
        return esquemas[chave]

    def xsd(self, versao: Versao, nome: str) -> bytes:
        """Bytes of one official file, to be served next to the WSDL. Raises KeyError when there is none."""
        return self.conjunto(versao).arquivos[nome]

    def adicionar_arquivo(self, arquivo: bytes) -> Versao:
        """Install the schemas of an ANS archive (zip) into ``diretorio_de_esquemas``; return their version.

        Folders inside the archive are ignored, only ``*.xsd`` is taken, sizes and counts are bounded, and
        nothing is kept unless both roots compile. Raises EsquemaInvalido with the reason.
        """
        if self._diretorio is None:
            raise EsquemaInvalido("Não há diretório de esquemas configurado para receber novas versões.")
        arquivos = _ler_zip(arquivo)
        principais = [achado for nome in arquivos if (achado := _ARQUIVO_DE_MENSAGEM.fullmatch(nome))]
        if len(principais) != 1:
            raise EsquemaInvalido("O zip deve conter exatamente um esquema de mensagens tissVn_nn_nn.xsd.")
        versao = Versao(".".join(principais[0].groups()))
        if versao in _versoes_embarcadas():
            raise EsquemaInvalido(f"A versão {versao} já acompanha o sistema e não pode ser substituída.")
        conjunto = ConjuntoDeEsquemas(versao, arquivos)
        for raiz in Raiz:
            conjunto.compilar(raiz)
        with self._trava:
            destino = self._diretorio / versao.numero
            destino.mkdir(parents=True, exist_ok=True)
            (destino / _MANIFESTO).unlink(missing_ok=True)
            for nome, conteudo in arquivos.items():
                (destino / nome).write_bytes(conteudo)
            manifesto = {
                "versao": versao.numero,
                "arquivo_sha256": hashlib.sha256(arquivo).hexdigest(),
                "arquivos": {n: hashlib.sha256(c).hexdigest() for n, c in sorted(arquivos.items())},
            }
            # Written last: a folder without it is an interrupted installation and is not listed.
            (destino / _MANIFESTO).write_text(json.dumps(manifesto, indent=1), encoding="utf-8")
            self._conjuntos[versao] = conjunto
            self._geracao += 1
        return versao

    def _carregar(self, versao: Versao) -> ConjuntoDeEsquemas:
        if versao in _versoes_embarcadas():
            pasta = resources.files("tiss") / "_data" / "schemas" / versao.numero
            proveniencia = json.loads((pasta / "provenance.json").read_text(encoding="utf-8"))
            hashes: dict[str, str] = proveniencia["files"]
            lidos = {nome: (pasta / nome).read_bytes() for nome in hashes}
        else:
            base = self._diretorio / versao.numero if self._diretorio is not None else None
            if base is None or not (base / _MANIFESTO).is_file():
                raise VersaoDesconhecida(f"Não há esquemas da versão {versao} do Padrão TISS instalados.")
            hashes = json.loads((base / _MANIFESTO).read_text(encoding="utf-8"))["arquivos"]
            lidos = {nome: (base / nome).read_bytes() for nome in hashes}
        for nome, conteudo in lidos.items():
            if hashlib.sha256(conteudo).hexdigest() != hashes[nome]:
                raise EsquemaInvalido(f"O SHA-256 do arquivo {nome} da versão {versao} não confere.")
        return ConjuntoDeEsquemas(versao, lidos)


def _versoes_embarcadas() -> tuple[Versao, ...]:
    pasta = resources.files("tiss") / "_data" / "schemas"
    return tuple(Versao(p.name) for p in pasta.iterdir() if _VERSAO.fullmatch(p.name))


def _ler_zip(arquivo: bytes) -> dict[str, bytes]:
    if len(arquivo) > _LIMITE_DO_ZIP:
        raise EsquemaInvalido("O arquivo compactado é grande demais.")
    try:
        pacote = zipfile.ZipFile(io.BytesIO(arquivo))
    except zipfile.BadZipFile as erro:
        raise EsquemaInvalido("O arquivo não é um zip válido.") from erro
    with pacote:
        if len(pacote.infolist()) > _LIMITE_DE_ENTRADAS:
            raise EsquemaInvalido("O arquivo compactado tem entradas demais.")
        lidos: dict[str, bytes] = {}
        for info in pacote.infolist():
            nome = info.filename.replace("\\", "/").rsplit("/", 1)[-1]
            if info.is_dir() or not nome.lower().endswith(".xsd"):
                continue
            if not _NOME_DE_XSD.fullmatch(nome) or ".." in info.filename:
                raise EsquemaInvalido(f"Nome de arquivo não permitido no zip: {info.filename!r}")
            # Read one byte more than allowed: the size declared in the header may lie.
            try:
                with pacote.open(info) as entrada:
                    conteudo = entrada.read(_LIMITE_DE_ARQUIVO + 1)
            except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as erro:
                raise EsquemaInvalido(f"O arquivo {nome} do zip está danificado ou protegido.") from erro
            if len(conteudo) > _LIMITE_DE_ARQUIVO:
                raise EsquemaInvalido(f"O arquivo {nome} é grande demais depois de descompactado.")
            if nome in lidos and lidos[nome] != conteudo:
                raise EsquemaInvalido(f"O zip traz dois arquivos {nome} diferentes.")
            lidos[nome] = conteudo
    return lidos


registro = RegistroDeVersoes()


def adicionar_arquivo(arquivo: bytes) -> Versao:
    """Install an ANS archive into the shared registry; see RegistroDeVersoes.adicionar_arquivo."""
    return registro.adicionar_arquivo(arquivo)
