"""Statement of use: by service and by attendance, on screen, PDF and spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import FileResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from guiche.acesso import assuntos
from guiche.documentos.definicao import Coluna, Linha
from guiche.documentos.planilha import gerar_xlsx, gravar_csv
from guiche.faturamento import permissions
from guiche.faturamento.documents import (
    PLANILHA_DO_ATENDIMENTO,
    PLANILHA_DO_EXTRATO,
    linha_do_atendimento,
    linha_do_extrato,
)
from guiche.faturamento.regras.extrato import Grupo, somar
from guiche.faturamento.services.extrato import abrir_atendimentos, abrir_extrato, emitir_extrato
from guiche.nucleo.relogio import hoje
from guiche.portais.beneficiario.extrato.forms import PeriodoForm
from guiche.portais.beneficiario.extrato.periodos import atalhos, em_palavras
from guiche.portais.beneficiario.familia.escolha import Familia, escolher
from guiche.portais.componentes.paginas import avisar, seguir
from guiche.portais.componentes.tabelas import TIPO_CSV, TIPO_XLSX
from guiche.portais.componentes.telas import HttpRequestComAtor, tela

ICONES = {
    Grupo.CONSULTAS: "medico",
    Grupo.EXAMES_TERAPIAS: "exame",
    Grupo.INTERNACAO: "hospital",
    Grupo.OUTRAS_DESPESAS: "soma",
    Grupo.ODONTOLOGIA: "dente",
}
ATENDIMENTO = "atendimento"
_GERADO = "extrato_gerado"


@dataclass(frozen=True, slots=True)
class Vista:
    """One way of seeing the period: name of template and file, what a spreadsheet takes, what the page takes."""

    nome: str
    colunas: tuple[Coluna, ...]
    linhas: Iterable[Linha]
    contexto: dict[str, Any]


@require_GET
@tela(permissao=permissions.EXTRATO_VER, portal="beneficiario")
def extrato(request: HttpRequestComAtor) -> HttpResponseBase:
    """What was done, for whom, when, and what it cost; each line can be contested.

    Fourteen statements by service, thirteen by attendance, whatever the lines: seven that every page pays (session
    read and moved, person, vínculos, perfis, family, notices), the family's names, three to chain the reading's
    event, and two or three for the statement itself.
    """
    form, inicio, fim = _periodo(request)
    familia = escolher(request, assuntos.EXTRATO)
    ver = _por_atendimento if request.GET.get("por") == ATENDIMENTO else _por_servico
    vista = ver(request, familia, inicio, fim)
    if (formato := request.GET.get("formato")) in {"csv", "xlsx"}:
        return _planilha(f"{vista.nome}-{inicio}-{fim}.{formato}", vista)
    return render(
        request,
        f"beneficiario/{vista.nome}.html",
        {
            "form": form,
            "familia": familia,
            "inicio": inicio,
            "fim": fim,
            "periodo": em_palavras(inicio, fim, hoje()),
            "atalhos": [
                (a.rotulo, _endereco(request, a.inicio, a.fim), (a.inicio, a.fim) == (inicio, fim))
                for a in atalhos(hoje())
            ],
            "por": request.GET.get("por", ""),
            "endereco": _endereco(request, inicio, fim),
            "csv": f"?{_endereco(request, inicio, fim)}&formato=csv",
            "xlsx": f"?{_endereco(request, inicio, fim)}&formato=xlsx",
            "um_ano": f"?{_endereco(request, atalhos(hoje())[-1].inicio, hoje())}",
            "resto": f"&{_endereco(request, inicio, fim, pessoa='')}",
            "por_servico": _endereco(request, inicio, fim, por=""),
            "por_atendimento": _endereco(request, inicio, fim, por=ATENDIMENTO),
            "baixar": request.session.pop(_GERADO, None),
            **vista.contexto,
        },
    )


@require_GET
@tela(permissao=permissions.EXTRATO_VER, portal="beneficiario")
def pdf(request: HttpRequestComAtor) -> HttpResponseRedirect:
    """Issue the statement with its public code and go back to the page, which hands the file over."""
    _, inicio, fim = _periodo(request)
    por_atendimento = request.GET.get("por") == ATENDIMENTO
    pessoa = escolher(request, assuntos.EXTRATO).pessoa
    emitido = emitir_extrato(request.ator, pessoa, inicio, fim, por_atendimento=por_atendimento)
    arquivo = reverse("publico:arquivo", args=[emitido.arquivo_id])
    request.session[_GERADO] = arquivo
    avisar(request, "ok", "Extrato gerado.", f"Código de verificação {emitido.codigo}.", arquivo, "Baixar de novo")
    destino = f"{reverse('beneficiario:extrato')}?{_endereco(request, inicio, fim)}"
    return seguir(destino)


def _por_servico(request: HttpRequestComAtor, familia: Familia, inicio: date, fim: date) -> Vista:
    lido = abrir_extrato(request.ator, familia.pessoa, inicio, fim)
    grupos = [(g, ICONES[g], linhas, lido.total(g)) for g, linhas in lido.grupos.items()]
    return Vista(
        "extrato",
        PLANILHA_DO_EXTRATO,
        (linha_do_extrato(linha) for linha in lido.linhas),
        {
            "servicos": lido.linhas,
            "grupos": grupos,
            "totais": lido.totais,
            "pode_contestar": familia.pode_agir and request.ator.pode(permissions.ITEM_CONTESTAR),
        },
    )


def _por_atendimento(request: HttpRequestComAtor, familia: Familia, inicio: date, fim: date) -> Vista:
    lidos = abrir_atendimentos(request.ator, familia.pessoa, inicio, fim)
    return Vista(
        "atendimentos",
        PLANILHA_DO_ATENDIMENTO,
        (linha_do_atendimento(lido) for lido in lidos),
        {
            "atendimentos": lidos,
            "totais": somar(lido.valores for lido in lidos),
        },
    )


def _periodo(request: HttpRequestComAtor) -> tuple[PeriodoForm, date, date]:
    """The form as the page shows it, and the days asked for."""
    pedido = {"de", "ate"} & request.GET.keys()
    form = PeriodoForm(request.GET if pedido else None)
    inicio, fim = form.periodo(hoje())
    if not pedido:
        form = PeriodoForm(initial={"de": inicio, "ate": fim})
    return form, inicio, fim


def _endereco(request: HttpRequestComAtor, inicio: date, fim: date, **trocas: str) -> str:
    """Query string of this view with a period; the chosen person and way of seeing stay unless changed."""
    campos = {
        "pessoa": request.GET.get("pessoa", ""),
        "de": f"{inicio:%d/%m/%Y}",
        "ate": f"{fim:%d/%m/%Y}",
        "por": request.GET.get("por", ""),
        **trocas,
    }
    return urlencode({nome: valor for nome, valor in campos.items() if valor})


def _planilha(nome: str, vista: Vista) -> FileResponse:
    if nome.endswith(".csv"):
        folha, tipo = gravar_csv(vista.colunas, vista.linhas), TIPO_CSV
    else:
        folha, tipo = gerar_xlsx("Extrato", vista.colunas, vista.linhas), TIPO_XLSX
    return FileResponse(folha, as_attachment=True, filename=nome, content_type=tipo)
