"""What the tests of the registers share: papers, a request, and who decides."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
from PIL import Image

from guiche.acesso.models import Perfil, Usuario, Vinculo
from guiche.acesso.selectors.contexto import ator_do_vinculo
from guiche.acesso.services.vinculos import dar_perfis
from guiche.cadastro.models import Atualizacao, Prestador
from guiche.cadastro.regras.campos import impressao
from guiche.cadastro.selectors.atualizacoes import valores_de_hoje
from guiche.cadastro.services.atualizacoes import Decisao, Pedido, pedir_atualizacao
from guiche.nucleo.ator import Ator
from guiche.nucleo.escopo import escopo
from tests.cenario import Mundo

CONTA = {"banco": "341", "agencia": "1234", "conta": "98765-4"}


def pdf() -> bytes:
    """A paper of one page."""
    novo = pikepdf.new()
    novo.add_blank_page()
    saida = io.BytesIO()
    novo.save(saida)
    return saida.getvalue()


def imagem(lado: int = 300) -> bytes:
    """A square picture in JPEG."""
    saida = io.BytesIO()
    Image.new("RGB", (lado, lado), "teal").save(saida, "JPEG")
    return saida.getvalue()


def ator_da_clinica(mundo: Mundo) -> Ator:
    """Who acts for the clinic, read anew, with its row as it is now."""
    vinculo = Vinculo.objects.select_related("operadora", "prestador", "usuario").get(
        pk=mundo.vinculo("faturista", prestador=mundo.prestador).pk
    )
    return ator_do_vinculo(vinculo.usuario, vinculo, ip="203.0.113.7")


def segunda_pessoa(mundo: Mundo) -> Vinculo:
    """Another person of the operadora with the rights of credentialing."""
    with escopo(mundo.operadora):
        usuario = Usuario.objects.create_user("otto", "x", nome="Otto Segundo")
        vinculo = Vinculo.objects.create(usuario=usuario, portal="operadora", vigencia_inicio=mundo.hoje)
        dar_perfis(vinculo, [Perfil.objects.get(portal="operadora", nome="Credenciamento e acesso")])
        return vinculo


def ator_de(vinculo: Vinculo) -> Ator:
    """The ator of a vínculo."""
    return ator_do_vinculo(vinculo.usuario, vinculo, ip="203.0.113.9")


def pedir(mundo: Mundo, valores: dict[str, str], *, dia: date | None = None, **outros: Any) -> Atualizacao:
    """A request of the clinic, with a paper and the account typed twice unless told otherwise."""
    pedido = Pedido(
        valores=valores,
        vigencia=dia or mundo.hoje,
        conta_repetida=valores.get("conta", ""),
        anexos=[("prova.pdf", pdf())],
    )
    return pedir_atualizacao(ator_da_clinica(mundo), replace(pedido, **outros))


def aceitar(pedido: Atualizacao, *, menos: tuple[str, ...] = ()) -> dict[str, Decisao]:
    """Accept every piece as the record is today, but refuse those named."""
    prestador = Prestador.objects.get(pk=pedido.prestador_id)
    return {
        item.unidade: Decisao(False, "O papel não confere.")
        if item.unidade in menos
        else Decisao(True, visto=impressao(valores_de_hoje(item, prestador)))
        for item in pedido.itens.all()
    }
