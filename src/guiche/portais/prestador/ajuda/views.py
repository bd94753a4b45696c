"""Help for electronic billing: how the XML must be, with this prestador's own versions, codes and dates."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from guiche.cadastro.selectors.prestadores import contrato_em
from guiche.faturamento import permissions
from guiche.faturamento.config import FaturamentoConfig
from guiche.nucleo.configuracao import config
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes.telas import HttpRequestComAtor, tela
from guiche.portais.prestador.prazos import entrega_do_contrato
from guiche.tiss_xml.versoes import Versao

SERVICO = "tissLoteGuias"
RECUSAS = (
    ("5001", "Falta um campo, sobra um campo ou a ordem está trocada.", "A conferência diz o campo e a linha do XML."),
    ("5002", "O arquivo não é um XML bem formado.", "Gere de novo em ISO-8859-1, sem editar o arquivo à mão."),
    ("5005", "A origem não é o prestador que envia.", "Em origem, use o código na operadora, o CNPJ ou o CPF."),
    ("5014", "O hash não confere com o conteúdo.", "Calcule o MD5 dos valores na ordem do arquivo e grave por último."),
    ("5027", "O destino não é esta operadora.", "Em destino, use o registro ANS da operadora."),
    ("5028", "A versão do Padrão não é a combinada.", "Use uma das versões do seu contrato."),
)
"""(code of table 38, what it means, what to do) of the defects that keep a whole lote out."""


@require_GET
@tela(permissao=permissions.LOTE_CONFERIR, portal="prestador")
def ajuda_xml(request: HttpRequestComAtor) -> HttpResponse:
    """From the file to the receipt: the steps, the values to put in the header, and every refusal with its way out."""
    prestador, dia = request.ator.vinculo.prestador, hoje()
    contrato = contrato_em(prestador, dia)
    versoes = (contrato.versoes_tiss.split() if contrato else []) or list(config(FaturamentoConfig).versoes_tiss)
    acordadas = sorted((Versao(texto) for texto in versoes), reverse=True)
    caminho = reverse("soap:servico", args=[acordadas[0].caminho, SERVICO])
    return render(
        request,
        "prestador/ajuda_xml.html",
        {
            "prestador": prestador,
            "versoes": acordadas,
            "entrega": entrega_do_contrato(request.ator, dia),
            "recusas": RECUSAS,
            "endereco": f"{settings.GUICHE_ENDERECO.rstrip('/')}{caminho}",
        },
    )
