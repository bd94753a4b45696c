"""Teeth, faces and regions of a GTO against what the procedure allows (E1–E7)."""

from collections.abc import Iterator

from guiche.faturamento.regras import odonto as boca
from guiche.faturamento.regras.cobranca import GuiaCobrada, ItemCobrado
from guiche.faturamento.regras.codigos import Motivo
from guiche.faturamento.regras.conferencia.base import Aponta, Contexto, regra

BASE = "TISS, tabelas 28, 32 e 42; manual odontológico da operadora"
_LOCAIS = {
    "dente": "o dente",
    "dente_face": "o dente e as faces",
    "arco": "o arco (AS, AI ou ASAI)",
    "segmento": "o sextante ou hemiarco",
    "regiao": "a região da boca",
}


def _itens(guia: GuiaCobrada) -> tuple[ItemCobrado, ...]:
    return tuple(i for i in guia.itens if i.tipo == "procedimento") if guia.eh_odonto else ()


@regra("OD-01", "Dente, região e faces são códigos do TISS", BASE, "odonto")
def codigos_da_boca(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """A line has tooth or region, faces only with a tooth.

    Source: TISS table 38 (5037, 5038, 5039, 3022, 3023).
    """
    for item in _itens(guia):
        nome = ctx.descricao(item)
        if item.dente and item.dente not in boca.DENTES:
            yield Aponta(
                Motivo.DENTE_INVALIDO,
                f"{nome}: o dente {item.dente} não existe.",
                "Use a numeração de dois dígitos, como 11 ou 75.",
                item=item,
                campo="dente",
            )
        if item.regiao and item.regiao not in boca.REGIOES:
            yield Aponta(
                Motivo.REGIAO_INVALIDA,
                f"{nome}: a região {item.regiao} não existe.",
                "Escolha a região na tabela 42 do TISS.",
                item=item,
                campo="regiao",
            )
        if item.dente and item.regiao:
            yield Aponta(
                Motivo.DENTE_INCORRETO,
                f"{nome}: informe o dente ou a região, não os dois.",
                "Deixe só o dente ou só a região.",
                item=item,
                campo="dente",
            )
        if item.faces and not boca.faces_bem_formadas(item.faces):
            yield Aponta(
                Motivo.FACE_INVALIDA,
                f"{nome}: as faces {item.faces} não são válidas.",
                "Use de uma a cinco letras entre O, L, M, V, D, I e P, sem repetir.",
                item=item,
                campo="faces",
            )
        if item.faces and not item.dente:
            yield Aponta(
                Motivo.FACES_INCORRETAS,
                f"{nome}: há faces sem o dente.",
                "Informe o dente das faces.",
                item=item,
                campo="faces",
            )


@regra("OD-02", "O local exigido pelo procedimento foi informado", BASE, "odonto")
def local_informado(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (3307, 3021, 3023)."""
    for item in _itens(guia):
        local = ctx.procedimento(item).local
        motivo = Motivo.LOCAL_NAO_INFORMADO
        if local == "nenhum":
            continue
        if local in ("dente", "dente_face"):
            completo = bool(item.dente)
            if completo and local == "dente_face" and not item.faces:
                completo, motivo = False, Motivo.FACES_INCORRETAS
        elif local == "arco":
            completo = item.regiao in boca.ARCOS
            motivo = Motivo.ARCADA_INCORRETA if item.regiao else motivo
        elif local == "segmento":
            completo = item.regiao in boca.SEXTANTES | boca.HEMIARCOS
            motivo = Motivo.ARCADA_INCORRETA if item.regiao else motivo
        else:
            completo = bool(item.regiao or item.dente)
        if not completo:
            yield Aponta(
                motivo,
                f"{ctx.descricao(item)} precisa de {_LOCAIS[local].removeprefix('o ').removeprefix('a ')}.",
                f"Informe {_LOCAIS[local]}.",
                item=item,
                campo="faces" if motivo is Motivo.FACES_INCORRETAS else "dente",
            )


@regra("OD-03", "As faces existem no dente", BASE, "odonto")
def faces_do_dente(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """O on posterior, I on anterior, P on upper, L on lower teeth. Source: TISS table 38 (3023)."""
    for item in _itens(guia):
        erradas = boca.faces_impossiveis(item.dente, item.faces)
        if erradas:
            yield Aponta(
                Motivo.FACES_INCORRETAS,
                f"{ctx.descricao(item)}: o dente {item.dente} não tem a face {', '.join(erradas)}.",
                "Corrija o dente ou as faces.",
                item=item,
                campo="faces",
            )


@regra("OD-04", "O número de faces é o do código", BASE, "odonto")
def numero_de_faces(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Codes of "n faces". Source: TISS table 38 (3056)."""
    for item in _itens(guia):
        esperadas = ctx.procedimento(item).faces
        if esperadas is None or not item.faces or boca.quantidade_de_faces_confere(item.faces, esperadas):
            continue
        yield Aponta(
            Motivo.QUANTIDADE_DE_FACES,
            f"{ctx.descricao(item)} é de {esperadas} face{'s' if esperadas > 1 else ''} "
            f"e a guia informa {len(item.faces)} ({item.faces}).",
            "Use o código do número de faces restauradas.",
            item=item,
            campo="faces",
        )


@regra("OD-05", "O dente é dos que o procedimento permite", BASE, "odonto")
def dente_permitido(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Dentition, position in the arch, list of teeth. Source: TISS table 38 (3024, 3025, 3065, 1432)."""
    for item in _itens(guia):
        if item.dente not in boca.DENTES:
            continue
        procedimento, motivo, so = ctx.procedimento(item), None, ""
        if procedimento.denticao and boca.denticao(item.dente) != procedimento.denticao:
            decidua = procedimento.denticao == "decidua"
            motivo = Motivo.SO_DENTE_DECIDUO if decidua else Motivo.SO_DENTE_PERMANENTE
            so = "dentes decíduos" if decidua else "dentes permanentes"
        elif procedimento.posicao == "anterior" and not boca.eh_anterior(item.dente):
            motivo, so = Motivo.SO_DENTE_ANTERIOR, "dentes anteriores"
        elif procedimento.posicao == "posterior" and not boca.eh_posterior(item.dente):
            motivo, so = Motivo.DENTE_NAO_AUTORIZADO, "dentes posteriores"
        elif procedimento.dentes and item.dente not in procedimento.dentes:
            motivo, so = Motivo.DENTE_NAO_AUTORIZADO, "os dentes " + ", ".join(sorted(procedimento.dentes))
        if motivo:
            yield Aponta(
                motivo,
                f"{ctx.descricao(item)} só é possível em {so}; a guia informa o {item.dente}.",
                "Corrija o dente ou o código do procedimento.",
                item=item,
                campo="dente",
            )


@regra("OD-06", "O número de raízes do código é o do dente", BASE, "odonto")
def numero_de_raizes(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """A default table that a radiograph may correct, so it goes to a person. Source: TISS table 38 (3027)."""
    for item in _itens(guia):
        esperadas, do_dente = ctx.procedimento(item).raizes, boca.raizes(item.dente)
        if esperadas is not None and do_dente is not None and esperadas != do_dente:
            yield Aponta(
                Motivo.NUMERO_DE_RAIZES,
                f"{ctx.descricao(item)} não é o código usual do dente {item.dente}.",
                "Confira o código ou envie a radiografia que mostra as raízes.",
                item=item,
                campo="dente",
                gravidade="alerta",
                resolve_em="documentar",
            )


@regra("OD-07", "O dente não está ausente no odontograma", BASE, "odonto")
def dente_presente(guia: GuiaCobrada, ctx: Contexto) -> Iterator[Aponta]:
    """Source: TISS table 38 (3284)."""
    beneficiario = ctx.beneficiario(guia)
    if beneficiario is None:
        return
    for item in _itens(guia):
        if item.dente in beneficiario.dentes_ausentes:
            yield Aponta(
                Motivo.DENTE_AUSENTE,
                f"{ctx.descricao(item)}: o dente {item.dente} consta como ausente no odontograma.",
                "Corrija o dente ou atualize o odontograma com a operadora.",
                item=item,
                campo="dente",
            )
