"""Sample lotes for whoever tries the demo: valid ones of every guia and version, and one per typical error.

Every wrong file is a valid one changed in exactly one thing, so that what it shows is what was changed.
"""

from __future__ import annotations

import gzip
import random
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from guiche.cadastro.models import Suspensao
from guiche.faturamento.models import ItemDaGuia
from guiche.nucleo.decimais import arredondar
from guiche.projeto.cenario.guias import Fabrica, cabecalho, lote, refazer_totais
from guiche.projeto.cenario.historico import fabrica_de
from guiche.projeto.cenario.registros import Cadastro, PrestadorVivo, Segurado
from guiche.tiss_xml.geracao import escrever_lote
from guiche.tiss_xml.mensagens import Guia, TipoGuia
from guiche.tiss_xml.versoes import Versao

_VERSOES = ("4.03.00", "4.02.00")
_GUIAS = 5
_PRIMEIRA_GUIA = 900_000
_PRIMEIRO_LOTE = 9_000
_NOMES = {
    TipoGuia.CONSULTA: "consulta",
    TipoGuia.SADT: "sp-sadt",
    TipoGuia.RESUMO_INTERNACAO: "internacao",
    TipoGuia.HONORARIOS: "honorarios",
    TipoGuia.ODONTO: "odonto",
}
_QUEM_ENVIA = {
    TipoGuia.CONSULTA: "cedro",
    TipoGuia.SADT: "vertice",
    TipoGuia.RESUMO_INTERNACAO: "alvorada",
    TipoGuia.HONORARIOS: "livia",
    TipoGuia.ODONTO: "sorriso",
}
_RESSONANCIA = ("22", "41101316")


@dataclass(frozen=True, slots=True)
class Exemplo:
    """One sample file: who may send it and what it shows, in words for the README."""

    nome: str
    prestador: str
    mostra: str
    conteudo: bytes


@dataclass(slots=True)
class Oficina:
    """Writes the samples of one operadora; guia and lote numbers are apart from those of the history."""

    cadastro: Cadastro
    hoje: date
    fabrica: Fabrica
    livres: deque[Segurado]
    _numero: int = _PRIMEIRO_LOTE
    _voltas: int = 0

    def guias(self, tipo: TipoGuia, quantas: int = _GUIAS, *, dias: int = 0) -> list[Guia]:
        """Valid guias of attendances so many days ago (a week or two when not said), of different people.

        People and days go round, so that sending several samples does not charge the same thing twice.
        """
        self._voltas += 1
        prestador = self._prestador(tipo)
        dia = self.hoje - timedelta(days=dias or 4 + self._voltas % 11)
        feitas: list[Guia] = []
        for _ in range(len(self.livres)):
            self.livres.rotate(-1)
            pessoa = self.livres[0]
            if self.fabrica.cabe(tipo, prestador, pessoa, dia - timedelta(days=15)):
                feitas.append(self.fabrica.guia(tipo, prestador, pessoa, dia))
            if len(feitas) == quantas:
                break
        return feitas

    def escrever(self, guias: Sequence[Guia], padrao: str = "4.03.00", *, destino: str = "", numero: str = "") -> bytes:
        """The file of a lote sent today."""
        self._numero += 1
        quando = timezone.make_aware(datetime.combine(self.hoje, time(8, 0)))
        topo = cabecalho(
            self._prestador(guias[0].tipo),
            destino or self.cadastro.operadora.registro_ans,
            padrao,
            str(self._numero),
            quando,
        )
        return escrever_lote(lote(numero or str(self._numero), guias), topo, Versao(padrao), validar=False)

    def exemplo(self, nome: str, tipo: TipoGuia, mostra: str, conteudo: bytes) -> Exemplo:
        """A sample named after the operadora."""
        codigo = self._prestador(tipo).codigo
        return Exemplo(f"{self.cadastro.especificacao.chave}-{nome}", codigo, mostra, conteudo)

    def _prestador(self, tipo: TipoGuia) -> PrestadorVivo:
        return self.cadastro.vivos[_QUEM_ENVIA[tipo]]


def oficina_de(cadastro: Cadastro, hoje: date, acaso: random.Random) -> Oficina:
    """The workshop of one operadora, with people never attended: limits and duplicates do not touch them."""
    fora = set(ItemDaGuia.objects.values_list("beneficiario_id", flat=True).distinct())
    fora |= set(Suspensao.objects.values_list("beneficiario_id", flat=True))
    fora |= {pessoa.pk for pessoa in cadastro.familiares.values()}
    livres = deque(
        segurado
        for segurado in cadastro.segurados
        if segurado.id not in fora and segurado.carteira_ate is not None and segurado.carteira_ate > hoje
    )
    fabrica = fabrica_de(cadastro, acaso, sobrepreco=0.0, exigentes=False, depois_de=_PRIMEIRA_GUIA)
    return Oficina(cadastro, hoje, fabrica, livres)


def exemplos(oficina: Oficina) -> Iterator[Exemplo]:
    """Every sample of the operadora."""
    if oficina.cadastro.especificacao.odontologica:
        yield from _validos(oficina, (TipoGuia.ODONTO,))
        yield from _erros_odontologicos(oficina)
        return
    yield from _validos(oficina, tuple(tipo for tipo in TipoGuia if tipo is not TipoGuia.ODONTO))
    yield from _erros_de_mensagem(oficina)
    yield from _erros_de_elegibilidade(oficina)
    yield from _erros_de_cobranca(oficina)


def _validos(oficina: Oficina, tipos: Sequence[TipoGuia]) -> Iterator[Exemplo]:
    for tipo in tipos:
        for padrao in _VERSOES:
            yield oficina.exemplo(
                f"valido-{_NOMES[tipo]}-{padrao}.xml",
                tipo,
                f"Lote válido, {tipo.rotulo}, versão {padrao}.",
                oficina.escrever(oficina.guias(tipo), padrao),
            )


def _erros_de_mensagem(oficina: Oficina) -> Iterator[Exemplo]:
    tipo = TipoGuia.CONSULTA

    def inteiro() -> bytes:
        return oficina.escrever(oficina.guias(tipo))

    def trocado(de: bytes, por: bytes) -> bytes:
        return inteiro().replace(de, por, 1)

    casos: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
        ("erro-hash.xml", "O hash não confere com o conteúdo (5014).", lambda: _outro_hash(inteiro())),
        ("erro-xml-cortado.xml", "O arquivo termina no meio (5002).", lambda: inteiro()[:-400]),
        (
            "erro-virgula-decimal.xml",
            "Um valor usa vírgula no lugar do ponto (5001).",
            lambda: _com_virgula(inteiro()),
        ),
        (
            "erro-dtd.xml",
            "O arquivo declara um DTD, o que o padrão não admite (5002).",
            lambda: trocado(b"?>", b'?>\n<!DOCTYPE mensagemTISS [<!ENTITY x "y">]>'),
        ),
        (
            "erro-versao.xml",
            "A versão 3.05.00 já não é aceita (5028).",
            lambda: trocado(b"Padrao>4.03.00<", b"Padrao>3.05.00<"),
        ),
        (
            "erro-campo-faltando.xml",
            "Uma guia não traz o CNES do executante (5001).",
            lambda: _sem_elemento(inteiro(), b"CNES"),
        ),
        (
            "erro-destino.xml",
            "O lote é endereçado a outra operadora (5027).",
            lambda: oficina.escrever(oficina.guias(tipo), destino="999989"),
        ),
    )
    for nome, mostra, fazer in casos:
        yield oficina.exemplo(nome, tipo, mostra, fazer())
    conteudo = inteiro()
    yield oficina.exemplo(
        "valido-consulta-comprimido.xml.gz", tipo, "Lote válido comprimido.", gzip.compress(conteudo, mtime=0)
    )


def _erros_de_elegibilidade(oficina: Oficina) -> Iterator[Exemplo]:
    tipo = TipoGuia.CONSULTA
    familiares = oficina.cadastro.familiares

    def com_carteira(carteira: str) -> bytes:
        guias = oficina.guias(tipo)
        return oficina.escrever([replace(guias[0], carteira=carteira), *guias[1:]])

    casos = (
        ("erro-carteira-desconhecida.xml", "0000000000000000", "Uma carteira não existe (1001)."),
        ("erro-carteira-vencida.xml", familiares["ivo"].carteira, "Uma carteira está vencida (1017)."),
        ("erro-desligado.xml", familiares["lucia"].carteira, "Atendimento depois do fim do plano (1006)."),
        (
            "erro-carencia.xml",
            familiares["caio"].carteira,
            "Consulta dentro da carência do beneficiário (3171).",
        ),
    )
    for nome, carteira, mostra in casos:
        yield oficina.exemplo(nome, tipo, mostra, com_carteira(carteira))


def _erros_de_cobranca(oficina: Oficina) -> Iterator[Exemplo]:
    tipo = TipoGuia.SADT
    casos: tuple[tuple[str, str, Callable[[list[Guia]], list[Guia]]], ...] = (
        (
            "erro-total-da-guia.xml",
            "O total de uma guia não é a soma dos itens (5042).",
            lambda guias: [_com_total_errado(guias[0]), *guias[1:]],
        ),
        (
            "erro-total-do-item.xml",
            "Um item não é unitário × quantidade (1805).",
            lambda guias: [_com_item(guias[0], valor_total=guias[0].itens[0].valor_total + 7), *guias[1:]],
        ),
        (
            "erro-acima-da-tabela.xml",
            "Um item custa 40 % mais que no contrato (1705).",
            lambda guias: [_mais_caro(guias[0]), *guias[1:]],
        ),
        (
            "erro-guia-repetida.xml",
            "A mesma guia aparece duas vezes (1308).",
            lambda guias: [*guias, guias[0]],
        ),
        (
            "erro-item-duplicado.xml",
            "O mesmo item foi cobrado duas vezes (3209).",
            lambda guias: [_com_item_repetido(guias[0]), *guias[1:]],
        ),
        (
            "erro-codigo-invalido.xml",
            "Um código não existe na TUSS (1801).",
            lambda guias: [_com_item(guias[0], codigo="40999990"), *guias[1:]],
        ),
    )
    for nome, mostra, mudar in casos:
        yield oficina.exemplo(nome, tipo, mostra, oficina.escrever(mudar(oficina.guias(tipo))))
    antigas = oficina.guias(tipo, dias=130)
    yield oficina.exemplo(
        "erro-fora-do-prazo.xml",
        tipo,
        "Atendimentos de mais de 90 dias atrás (3214).",
        oficina.escrever(antigas),
    )
    yield oficina.exemplo(
        "erro-sem-senha.xml",
        tipo,
        "Ressonância que exige autorização, sem senha (1818).",
        oficina.escrever([_ressonancia(oficina, guia) for guia in oficina.guias(tipo, 2)]),
    )


def _erros_odontologicos(oficina: Oficina) -> Iterator[Exemplo]:
    tipo = TipoGuia.ODONTO
    familiares = oficina.cadastro.familiares
    resina = ("22", "85100200")
    casos: tuple[tuple[str, str, Callable[[Guia], Guia]], ...] = (
        (
            "erro-faces.xml",
            "Restauração de duas faces com uma só informada (3056).",
            lambda guia: _restauracao(oficina, guia, resina, dente="16", faces="O"),
        ),
        (
            "erro-sem-dente.xml",
            "Restauração sem o dente (3307).",
            lambda guia: _restauracao(oficina, guia, resina, dente=None, faces=None),
        ),
        (
            "erro-face-impossivel.xml",
            "Face incisal num molar (3023).",
            lambda guia: _restauracao(oficina, guia, resina, dente="16", faces="IV"),
        ),
        (
            "erro-carencia.xml",
            "Procedimento dentro da carência (3171).",
            lambda guia: replace(
                _restauracao(oficina, guia, resina, dente="16", faces="OV"),
                carteira=familiares["edson"].carteira,
            ),
        ),
        (
            "erro-carteira-vencida.xml",
            "Carteira vencida na data (1017).",
            lambda guia: replace(guia, carteira=familiares["vera"].carteira),
        ),
    )
    for nome, mostra, mudar in casos:
        guias = oficina.guias(tipo)
        yield oficina.exemplo(nome, tipo, mostra, oficina.escrever([mudar(guias[0]), *guias[1:]]))


# One change each


def _com_item(guia: Guia, **mudancas: object) -> Guia:
    item = replace(guia.itens[0], **mudancas)  # type: ignore[arg-type]
    return refazer_totais(replace(guia, itens=(item, *guia.itens[1:])))


def _com_total_errado(guia: Guia) -> Guia:
    return replace(guia, totais=replace(guia.totais, geral=guia.totais.geral + Decimal("10.00")))


def _mais_caro(guia: Guia) -> Guia:
    caro = arredondar(guia.itens[0].valor_unitario * Decimal("1.40"))
    return _com_item(guia, valor_unitario=caro, valor_total=caro)


def _com_item_repetido(guia: Guia) -> Guia:
    repetido = replace(guia.itens[0], sequencial=len(guia.itens) + 1)
    return refazer_totais(replace(guia, itens=(*guia.itens, repetido)))


def _ressonancia(oficina: Oficina, guia: Guia) -> Guia:
    vivo = oficina.cadastro.vivos["vertice"]
    preco = vivo.precos(guia.itens[0].data)[_RESSONANCIA]
    item = replace(
        guia.itens[0], tabela=_RESSONANCIA[0], codigo=_RESSONANCIA[1], descricao="RM - Articular",
        valor_unitario=preco, valor_total=preco,
    )  # fmt: skip
    return refazer_totais(replace(guia, itens=(item,), senha=None, validade_senha=None))


def _restauracao(oficina: Oficina, guia: Guia, chave: tuple[str, str], *, dente: str | None, faces: str | None) -> Guia:
    plano = next(p for p in oficina.cadastro.especificacao.procedimentos if p.codigo == chave[1])
    preco = oficina.cadastro.vivos["sorriso"].precos(guia.itens[0].data)[chave]
    item = replace(
        guia.itens[0], sequencial=1, tabela=chave[0], codigo=chave[1], descricao=plano.descricao, dente=dente,
        regiao=None, faces=faces, qtd_us=plano.quantidade_us, quantidade=Decimal("1.00"),
        valor_unitario=preco,
        valor_total=preco,
    )  # fmt: skip
    nova = refazer_totais(replace(guia, itens=(item,)))
    return replace(nova, tipo_atendimento="1", totais=replace(nova.totais, qtd_us=plano.quantidade_us))


def _outro_hash(conteudo: bytes) -> bytes:
    inicio = conteudo.index(b"hash>", conteudo.index(b"epilogo>")) + len(b"hash>")
    fim = conteudo.index(b"</", inicio)
    return conteudo[:inicio] + b"0" * (fim - inicio) + conteudo[fim:]


def _com_virgula(conteudo: bytes) -> bytes:
    inicio = conteudo.index(b"valorProcedimento>") + len(b"valorProcedimento>")
    fim = conteudo.index(b"<", inicio)
    return conteudo[:inicio] + conteudo[inicio:fim].replace(b".", b",") + conteudo[fim:]


def _sem_elemento(conteudo: bytes, nome: bytes) -> bytes:
    marca = conteudo.index(nome + b">")
    inicio = conteudo.rindex(b"<", 0, marca)
    fim = conteudo.index(b">", conteudo.index(b"</", marca)) + 1
    return conteudo[:inicio] + conteudo[fim:]


def gravar(pasta: Path, por_operadora: Sequence[tuple[str, Sequence[Exemplo]]]) -> int:
    """Write every sample, one zip with the valid ones of each operadora and the README; returns how many."""
    pasta.mkdir(parents=True, exist_ok=True)
    linhas = [
        "# Lotes de exemplo",
        "",
        "Envie cada arquivo no portal do prestador (ou pelo web service) como o prestador indicado.",
        "Os números das carteiras são os de `../acessos.json`. Tudo aqui é inventado.",
    ]
    total = 0
    for operadora, lista in por_operadora:
        linhas += ["", f"## {operadora}", "", "| Arquivo | Prestador | O que mostra |", "|---|---|---|"]
        validos = [e for e in lista if "-valido-" in e.nome and e.nome.endswith(".xml")]
        for exemplo in lista:
            (pasta / exemplo.nome).write_bytes(exemplo.conteudo)
            linhas.append(f"| `{exemplo.nome}` | {exemplo.prestador} | {exemplo.mostra} |")
            total += 1
        chave = lista[0].nome.split("-", 1)[0]
        por_prestador = [e for e in validos if e.prestador == validos[0].prestador]
        with zipfile.ZipFile(pasta / f"{chave}-varios.zip", "w", zipfile.ZIP_DEFLATED) as pacote:
            for exemplo in por_prestador:
                pacote.writestr(exemplo.nome, exemplo.conteudo)
        nomes = f"{len(por_prestador)} lotes válidos num zip, conferidos de uma vez."
        linhas.append(f"| `{chave}-varios.zip` | {validos[0].prestador} | {nomes} |")
        total += 1
    (pasta / "README.md").write_text("\n".join(linhas) + "\n", encoding="utf-8")
    return total
