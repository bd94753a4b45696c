"""Statement of use: by service and by attendance, on screen, PDF and spreadsheet."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guiche.cadastro.models import Beneficiario
from guiche.cadastro.selectors import beneficiarios
from guiche.documentos.planilha import gerar_xlsx, gravar_csv
from guiche.faturamento import permissions
from guiche.faturamento.documents import COLUNAS_DO_EXTRATO, linha_do_extrato
from guiche.faturamento.selectors.extrato import Extrato, guias_do_extrato
from guiche.faturamento.services.extrato import abrir_extrato, extrato_em_pdf
from guiche.nucleo.relogio import hoje
from guiche.portais.beneficiario.extrato.forms import ExtratoForm
from guiche.portais.componentes.tabelas import TIPO_CSV, TIPO_XLSX
from guiche.portais.componentes.telas import HttpRequestComAtor, tela

ICONES = {
    "consultas": "medico",
    "exames_terapias": "exame",
    "internacao": "predio",
    "outras_despesas": "soma",
    "odontologia": "dente",
}


@require_GET
@tela(permissao=permissions.EXTRATO_VER, portal="beneficiario")
def extrato(request: HttpRequestComAtor) -> HttpResponseBase:
    """What was done, for whom, when, and what it cost; each line can be contested."""
    form = ExtratoForm(request.GET or None)
    inicio, fim = form.periodo(hoje())
    familia, pessoa = _pessoa(request)
    lido = abrir_extrato(request.ator, pessoa, inicio, fim)
    if (formato := request.GET.get("formato")) in {"csv", "xlsx"}:
        return _planilha(lido, str(formato))
    por_atendimento = request.GET.get("por") == "atendimento"
    return render(
        request,
        "beneficiario/extrato.html",
        {
            "form": form if request.GET else ExtratoForm(initial={"de": inicio, "ate": fim}),
            "familia": familia,
            "pessoa": pessoa,
            "extrato": lido,
            "grupos": [(grupo, ICONES[grupo.value], itens, lido.totais[grupo]) for grupo, itens in lido.grupos.items()],
            "por_atendimento": por_atendimento,
            "guias": guias_do_extrato(request.ator, pessoa.pk, inicio, fim) if por_atendimento else [],
            "atalhos": _atalhos(hoje()),
            "endereco": f"pessoa={pessoa.pk}&de={inicio:%d/%m/%Y}&ate={fim:%d/%m/%Y}",
        },
    )


@require_GET
@tela(permissao=permissions.EXTRATO_VER, portal="beneficiario")
def pdf(request: HttpRequestComAtor) -> FileResponse:
    """The statement as a document with a public verification code."""
    inicio, fim = ExtratoForm(request.GET or None).periodo(hoje())
    emitido = extrato_em_pdf(request.ator, _pessoa(request)[1], inicio, fim)
    return FileResponse(
        emitido.arquivo.conteudo.open("rb"),
        as_attachment=True,
        filename=f"extrato-{inicio}-{fim}.pdf",
        content_type=emitido.arquivo.tipo_mime,
    )


def _pessoa(request: HttpRequestComAtor) -> tuple[list[Beneficiario], Beneficiario]:
    """The visible family and the one asked for. Raises Beneficiario.DoesNotExist for anybody else."""
    familia = list(beneficiarios(request.ator).order_by("nascimento"))
    pedida = request.GET.get("pessoa", "")
    if not pedida:
        return familia, next(p for p in familia if p.pk == request.ator.vinculo.beneficiario_id)
    for pessoa in familia:
        if str(pessoa.pk) == pedida:
            return familia, pessoa
    raise Beneficiario.DoesNotExist


def _planilha(lido: Extrato, formato: str) -> FileResponse:
    linhas: list[dict[str, Any]] = [linha_do_extrato(item) for itens in lido.grupos.values() for item in itens]
    nome = f"extrato-{lido.inicio}-{lido.fim}.{formato}"
    if formato == "csv":
        return FileResponse(
            gravar_csv(COLUNAS_DO_EXTRATO, linhas), as_attachment=True, filename=nome, content_type=TIPO_CSV
        )
    return FileResponse(
        gerar_xlsx("Extrato", COLUNAS_DO_EXTRATO, linhas), as_attachment=True, filename=nome, content_type=TIPO_XLSX
    )


def _atalhos(dia: date) -> list[tuple[str, str, str]]:
    """(label, from, to) of the usual periods."""
    passado = dia.replace(day=1) - timedelta(days=1)
    fim_do_mes = dia.replace(day=monthrange(dia.year, dia.month)[1])
    periodos = (
        ("Este mês", dia.replace(day=1), fim_do_mes),
        ("Mês passado", passado.replace(day=1), passado),
        ("3 meses", dia - timedelta(days=90), dia),
        ("12 meses", dia - timedelta(days=365), dia),
    )
    return [(rotulo, f"{inicio:%d/%m/%Y}", f"{fim:%d/%m/%Y}") for rotulo, inicio, fim in periodos]
