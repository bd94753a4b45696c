"""The structure of every TISS message, read once per version from its official XSD.

Only what a codec needs: the order of the elements, whether each repeats, and the simple type of its text.
Content models of the standard are sequences and choices of distinct names, so a flat ordered list of fields
per type is exact for reading and, because the alternatives of a choice never stand together, for writing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from guiche.tiss_xml.versoes import NS, NS_DS, NS_XSD, ConjuntoDeEsquemas, EsquemaInvalido

_X = f"{{{NS_XSD}}}"


@dataclass(frozen=True, slots=True, eq=False)
class Simples:
    """A simple type: name, primitive XSD base, decimal places (or None) and enumeration (or empty)."""

    nome: str
    base: str
    casas: int | None = None
    enumeracao: tuple[str, ...] = ()


@dataclass(slots=True)
class Composto:
    """A complex type: its fields in the order of the schema."""

    nome: str
    campos: list[Campo] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Campo:
    """One element. ``tipo`` is None for a digital signature, which is kept as it came."""

    nome: str
    espaco: str
    tipo: Simples | Composto | None
    lista: bool
    obrigatorio: bool


@dataclass(frozen=True)
class Modelo:
    """Root elements and simple types of one version."""

    raizes: dict[str, Campo]
    simples: dict[str, Simples]


def ler_modelo(conjunto: ConjuntoDeEsquemas) -> Modelo:
    """Read the model of a version. Raises EsquemaInvalido when a type is missing or a construct is not
    supported.
    """
    return _Leitor(conjunto).ler()


class _Leitor:
    def __init__(self, conjunto: ConjuntoDeEsquemas) -> None:
        self._tipos: dict[str, etree._Element] = {}
        self._prontos: dict[str, Composto] = {}
        self._simples: dict[str, Simples] = {}
        self._elementos: dict[str, etree._Element] = {}
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        for conteudo in conjunto.arquivos.values():
            esquema = etree.fromstring(conteudo, parser)
            if esquema.get("targetNamespace") != NS:
                continue
            for no in esquema:
                nome = no.get("name") if isinstance(no.tag, str) else None
                if nome is None:
                    continue
                if no.tag == _X + "element":
                    self._elementos[nome] = no
                else:
                    self._tipos[nome] = no

    def ler(self) -> Modelo:
        raizes = {nome: self._campo(no) for nome, no in self._elementos.items()}
        for nome, no in self._tipos.items():
            if no.tag == _X + "simpleType":
                self._tipo_simples(nome, no)
        return Modelo(raizes, self._simples)

    def _campo(self, no: etree._Element, repete: bool = False, opcional: bool = False) -> Campo:
        lista = repete or no.get("maxOccurs", "1") != "1"
        obrigatorio = not opcional and no.get("minOccurs", "1") != "0"
        referencia = no.get("ref")
        if referencia is not None:
            return Campo(referencia.rsplit(":", 1)[-1], NS_DS, None, lista, obrigatorio)
        return Campo(no.get("name", ""), NS, self._tipo(no), lista, obrigatorio)

    def _tipo(self, no: etree._Element) -> Simples | Composto | None:
        nome = no.get("type")
        if nome is not None:
            return self._tipo_por_nome(no, nome)
        for filho in no:
            if filho.tag == _X + "complexType":
                return self._composto(no.get("name", ""), filho)
            if filho.tag == _X + "simpleType":
                return self._restricao(no.get("name", ""), filho)
        raise EsquemaInvalido(f"O elemento {no.get('name')} não declara o seu tipo.")

    def _tipo_por_nome(self, no: etree._Element, qualificado: str) -> Simples | Composto | None:
        prefixo, _, local = qualificado.rpartition(":")
        espaco = no.nsmap.get(prefixo or None)
        if espaco == NS_XSD:
            return Simples(local, local)
        if local == "Signature" or espaco == NS_DS:
            return None
        definicao = self._tipos.get(local)
        if definicao is None:
            raise EsquemaInvalido(f"O tipo {qualificado} não está definido nos esquemas.")
        if definicao.tag == _X + "simpleType":
            return self._tipo_simples(local, definicao)
        if local not in self._prontos:
            self._prontos[local] = self._composto(local, definicao)
        return self._prontos[local]

    def _composto(self, nome: str, no: etree._Element) -> Composto:
        campos: list[Campo] = []
        self._particulas(no, campos, repete=False, opcional=False)
        nomes = [campo.nome for campo in campos]
        if len(set(nomes)) != len(nomes):
            raise EsquemaInvalido(f"O tipo {nome} repete o nome de um elemento.")
        return Composto(nome, campos)

    def _particulas(self, no: etree._Element, campos: list[Campo], repete: bool, opcional: bool) -> None:
        for filho in no:
            if filho.tag == _X + "element":
                campos.append(self._campo(filho, repete, opcional))
            elif filho.tag in (_X + "sequence", _X + "choice"):
                self._particulas(
                    filho,
                    campos,
                    repete or filho.get("maxOccurs", "1") != "1",
                    opcional or filho.tag == _X + "choice" or filho.get("minOccurs", "1") == "0",
                )
            elif filho.tag == _X + "complexContent":
                self._particulas(filho, campos, repete, opcional)
            elif filho.tag == _X + "extension":
                base = self._tipo_por_nome(filho, filho.get("base", ""))
                if not isinstance(base, Composto):
                    raise EsquemaInvalido(f"Extensão de tipo não suportada: {filho.get('base')}")
                campos.extend(base.campos)
                self._particulas(filho, campos, repete, opcional)

    def _tipo_simples(self, nome: str, no: etree._Element) -> Simples:
        if nome not in self._simples:
            self._simples[nome] = self._restricao(nome, no)
        return self._simples[nome]

    def _restricao(self, nome: str, no: etree._Element) -> Simples:
        restricao = no.find(_X + "restriction")
        if restricao is None:
            raise EsquemaInvalido(f"O tipo simples {nome} não é uma restrição.")
        base = self._tipo_por_nome(restricao, restricao.get("base", ""))
        if not isinstance(base, Simples):
            raise EsquemaInvalido(f"O tipo simples {nome} tem uma base não suportada.")
        fracao = restricao.find(_X + "fractionDigits")
        casas = int(fracao.get("value", "0")) if fracao is not None else base.casas
        enumeracao = tuple(e.get("value", "") for e in restricao.findall(_X + "enumeration"))
        return Simples(nome, base.base, casas, enumeracao or base.enumeracao)
