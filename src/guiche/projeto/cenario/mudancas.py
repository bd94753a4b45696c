"""What moves in the registers of the demo world: a change that waits for the operadora, and an amendment."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import pikepdf

from guiche.cadastro.services.aditivos import NovoAditivo, publicar_aditivo
from guiche.cadastro.services.atualizacoes import Pedido, pedir_atualizacao
from guiche.projeto.cenario.acessos import Pessoa, de_papel

_LINHAS: Final = (
    "ADITIVO AO CONTRATO DE PRESTACAO DE SERVICOS",
    "1. A tabela de precos e reajustada em 5,2% a partir de 1o de janeiro.",
    "2. O prazo para recorrer de glosa passa a ser de 45 dias, igual ao da resposta.",
    "3. As demais clausulas ficam como estao. Documento ficticio de demonstracao.",
)


def gravar_mudancas(pessoas: Sequence[Pessoa], dia: date) -> None:
    """A clinic moved its telephone and asks to change it; the operadora published an amendment to clinics."""
    pedir_atualizacao(
        de_papel(pessoas, "faturista").ator,
        Pedido({"telefone": "1932334455"}, vigencia=dia, observacao="Mudamos de central telefônica."),
    )
    publicar_aditivo(
        de_papel(pessoas, "gestor").ator,
        NovoAditivo(
            titulo=f"Reajuste de {dia.year + 1}",
            versao="1",
            resumo="A tabela sobe 5,2% em janeiro, e o prazo para recorrer de glosa passa de 30 para 45 dias.",
            vigencia=date(dia.year + 1, 1, 1),
            prazo=dia + timedelta(days=20),
            nome_do_arquivo="aditivo-reajuste.pdf",
            conteudo=_pdf(),
            tipos=("CLINICA",),
        ),
    )


def _pdf() -> bytes:
    """One page of plain text, in a font every reader has."""
    documento = pikepdf.new()
    pagina = documento.add_blank_page(page_size=(595, 842))
    fonte = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pagina.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=fonte))
    linhas = " T* ".join(f"({linha}) Tj" for linha in _LINHAS)
    pagina.Contents = documento.make_stream(f"BT /F1 12 Tf 24 TL 56 780 Td {linhas} ET".encode("ascii"))
    saida = io.BytesIO()
    documento.save(saida, deterministic_id=True)
    return saida.getvalue()
