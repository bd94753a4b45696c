"""The provider's side: a neutral ``LoteGuias`` → TISS message. The inverse of reading, guide by guide.

Used to write the messages of the demonstration world, of tests and benchmarks, and wherever guias typed on
screen leave as a file. Source: tissGuiasV4_03_00, tissComplexTypesV4_03_00.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from guiche.tiss_xml.cabecalhos import corpo_do_cabecalho
from guiche.tiss_xml.codec import MensagemInvalida, codec
from guiche.tiss_xml.mensagens import (
    Cabecalho,
    Contratado,
    Guia,
    Item,
    LoteGuias,
    Profissional,
    TipoGuia,
    TipoItem,
    Totais,
)
from guiche.tiss_xml.versoes import RegistroDeVersoes, Versao, registro

_Corpo = dict[str, Any]
_COM_CENTRO_DE_CONSUMO = Versao("4.03.00")
_COM_CARATER_NOS_HONORARIOS = Versao("4.03.00")


def escrever_lote(
    lote: LoteGuias,
    cabecalho: Cabecalho,
    versao: Versao,
    *,
    como_ws: bool = False,
    validar: bool = True,
    registro_de_versoes: RegistroDeVersoes = registro,
) -> bytes:
    """Lote as ``mensagemTISS`` (or ``loteGuiasWS``). ``Padrao`` is the version; fields newer than it are
    left out.

    Raises MensagemInvalida when the guias do not satisfy the schema.
    """
    corpo: _Corpo = {"cabecalho": corpo_do_cabecalho(cabecalho) | {"Padrao": versao.numero}}
    if como_ws:
        raiz = "loteGuiasWS"
        corpo["loteGuias"] = corpo_do_lote(lote, versao)
    else:
        raiz = "mensagemTISS"
        corpo["prestadorParaOperadora"] = {"loteGuias": corpo_do_lote(lote, versao)}
    return codec(versao, registro_de_versoes).escrever(
        raiz, corpo, validar=validar, registro_de_versoes=registro_de_versoes
    )


def corpo_do_lote(lote: LoteGuias, versao: Versao) -> _Corpo:
    """Values of ``loteGuias`` in the shape of the schema of a version."""
    escrever = _ESCRITORES[lote.tipo_guia]
    for guia in lote.guias:
        if guia.tipo is not lote.tipo_guia:
            raise MensagemInvalida("Um lote tem guias de um só tipo.")
    return {
        "numeroLote": lote.numero,
        "guiasTISS": {lote.tipo_guia.value: [escrever(guia, versao) for guia in lote.guias]},
    }


def corpo_do_contratado(contratado: Contratado) -> _Corpo:
    """Values of a ct_contratadoDados: exactly one identification, the code at the operator first."""
    if contratado.codigo is not None:
        return {"codigoPrestadorNaOperadora": contratado.codigo}
    if contratado.cpf is not None:
        return {"cpfContratado": contratado.cpf}
    return {"cnpjContratado": contratado.cnpj}


def _profissional(profissional: Profissional | None) -> _Corpo:
    if profissional is None:
        raise MensagemInvalida("A guia exige a identificação do profissional.")
    return {
        "nomeProfissional": profissional.nome,
        "conselhoProfissional": profissional.conselho,
        "numeroConselhoProfissional": profissional.numero_conselho,
        "UF": profissional.uf,
        "CBOS": profissional.cbos,
    }


def _codigo_do_membro(membro: Profissional) -> _Corpo:
    if membro.codigo is not None:
        return {"codigoPrestadorNaOperadora": membro.codigo}
    return {"cpfContratado": membro.cpf}


def _membro(membro: Profissional) -> _Corpo:
    return {
        "grauPart": membro.grau,
        "codProfissional": _codigo_do_membro(membro),
        "nomeProf": membro.nome,
        "conselho": membro.conselho,
        "numeroConselhoProfissional": membro.numero_conselho,
        "UF": membro.uf,
        "CBOS": membro.cbos,
    }


def _honorario(membro: Profissional) -> _Corpo:
    return {
        "grauParticipacao": membro.grau,
        "codProfissional": _codigo_do_membro(membro),
        "nomeProfissional": membro.nome,
        "conselhoProfissional": membro.conselho,
        "numeroConselhoProfissional": membro.numero_conselho,
        "UF": membro.uf,
        "CBO": membro.cbos,
    }


def _executado(item: Item, versao: Versao, tipo: TipoGuia) -> _Corpo:
    corpo: _Corpo = {
        "sequencialItem": item.sequencial,
        "dataExecucao": item.data,
        "horaInicial": item.hora_inicial,
        "horaFinal": item.hora_final,
        "procedimento": _procedimento(item),
        "quantidadeExecutada": int(item.quantidade),
        "viaAcesso": item.via,
        "tecnicaUtilizada": item.tecnica,
        "reducaoAcrescimo": item.fator,
        "valorUnitario": item.valor_unitario,
        "valorTotal": item.valor_total,
    }
    if int(item.quantidade) != item.quantidade:
        raise MensagemInvalida(f"A quantidade de um procedimento é inteira: {item.quantidade}")
    if tipo is TipoGuia.SADT:
        corpo["equipeSadt"] = [_membro(membro) for membro in item.equipe]
    elif tipo is TipoGuia.HONORARIOS:
        corpo["profissionais"] = [_honorario(membro) for membro in item.equipe]
    else:
        corpo["identEquipe"] = [{"identificacaoEquipe": _membro(membro)} for membro in item.equipe]
        if versao >= _COM_CENTRO_DE_CONSUMO:
            corpo["centroConsumo"] = item.centro_consumo
    return corpo


def _procedimento(item: Item) -> _Corpo:
    return {
        "codigoTabela": item.tabela,
        "codigoProcedimento": item.codigo,
        "descricaoProcedimento": item.descricao,
    }


def _despesa(item: Item, versao: Versao) -> _Corpo:
    servico: _Corpo = {
        "dataExecucao": item.data,
        "horaInicial": item.hora_inicial,
        "horaFinal": item.hora_final,
        "codigoTabela": item.tabela,
        "codigoProcedimento": item.codigo,
        "quantidadeExecutada": item.quantidade,
        "unidadeMedida": item.unidade,
        "reducaoAcrescimo": item.fator,
        "valorUnitario": item.valor_unitario,
        "valorTotal": item.valor_total,
        "descricaoProcedimento": item.descricao,
        "registroANVISA": item.registro_anvisa,
        "codigoRefFabricante": item.ref_fabricante,
        "autorizacaoFuncionamento": item.autorizacao_funcionamento,
    }
    if versao >= _COM_CENTRO_DE_CONSUMO:
        servico["centroConsumo"] = item.centro_consumo
    return {
        "sequencialItem": item.sequencial,
        "codigoDespesa": item.codigo_despesa,
        "servicosExecutados": servico,
        "itemVinculado": item.item_vinculado,
    }


def _itens(guia: Guia, versao: Versao) -> _Corpo:
    procedimentos = [_executado(i, versao, guia.tipo) for i in guia.itens if i.tipo is TipoItem.PROCEDIMENTO]
    despesas = [_despesa(i, versao) for i in guia.itens if i.tipo is TipoItem.DESPESA]
    return {
        "procedimentosExecutados": {"procedimentoExecutado": procedimentos} if procedimentos else None,
        "outrasDespesas": {"despesa": despesas} if despesas else None,
    }


def _beneficiario(guia: Guia) -> _Corpo:
    return {
        "numeroCarteira": guia.carteira,
        "atendimentoRN": "S" if guia.atendimento_rn else "N",
        "tipoIdent": guia.tipo_identificacao,
        "identificadorBeneficiario": guia.identificador,
    }


def _autorizacao(guia: Guia) -> _Corpo:
    return {
        "numeroGuiaOperadora": guia.numero_operadora,
        "dataAutorizacao": guia.data_autorizacao,
        "senha": guia.senha,
        "dataValidadeSenha": guia.validade_senha,
        "ausenciaCodValidacao": guia.ausencia_validacao,
        "codValidacao": guia.codigo_validacao,
    }


def _totais(totais: Totais) -> _Corpo:
    return {
        "valorProcedimentos": totais.procedimentos,
        "valorDiarias": totais.diarias,
        "valorTaxasAlugueis": totais.taxas,
        "valorMateriais": totais.materiais,
        "valorMedicamentos": totais.medicamentos,
        "valorOPME": totais.opme,
        "valorGasesMedicinais": totais.gases,
        "valorTotalGeral": totais.geral,
    }


def _cabecalho(guia: Guia) -> _Corpo:
    return {"registroANS": guia.registro_ans, "numeroGuiaPrestador": guia.numero_prestador}


def _consulta(guia: Guia, versao: Versao) -> _Corpo:
    (item,) = guia.itens
    return {
        "cabecalhoConsulta": _cabecalho(guia),
        "numeroGuiaOperadora": guia.numero_operadora,
        "ausenciaCodValidacao": guia.ausencia_validacao,
        "codValidacao": guia.codigo_validacao,
        "dadosBeneficiario": _beneficiario(guia),
        "contratadoExecutante": corpo_do_contratado(guia.executante) | {"CNES": guia.executante.cnes},
        "profissionalExecutante": _profissional(guia.profissional),
        "indicacaoAcidente": guia.indicacao_acidente,
        "dadosAtendimento": {
            "coberturaEspecial": guia.cobertura_especial,
            "regimeAtendimento": guia.regime,
            "saudeOcupacional": guia.saude_ocupacional,
            "dataAtendimento": item.data,
            "tipoConsulta": guia.tipo_consulta,
            "procedimento": {
                "codigoTabela": item.tabela,
                "codigoProcedimento": item.codigo,
                "valorProcedimento": item.valor_total,
            },
        },
        "observacao": guia.observacao,
    }


def _sadt(guia: Guia, versao: Versao) -> _Corpo:
    solicitante = guia.solicitante or Contratado()
    return {
        "cabecalhoGuia": _cabecalho(guia) | {"guiaPrincipal": guia.principal},
        "dadosAutorizacao": _autorizacao(guia) if guia.data_autorizacao is not None else None,
        "dadosBeneficiario": _beneficiario(guia),
        "dadosSolicitante": {
            "contratadoSolicitante": corpo_do_contratado(solicitante),
            "nomeContratadoSolicitante": solicitante.nome,
            "profissionalSolicitante": _profissional(guia.profissional_solicitante),
        },
        "dadosSolicitacao": {
            "dataSolicitacao": guia.data_solicitacao,
            "caraterAtendimento": guia.carater,
            "indicacaoClinica": guia.indicacao_clinica,
            "indCobEspecial": guia.cobertura_especial,
        },
        "dadosExecutante": {
            "contratadoExecutante": corpo_do_contratado(guia.executante),
            "CNES": guia.executante.cnes,
        },
        "dadosAtendimento": {
            "tipoAtendimento": guia.tipo_atendimento,
            "indicacaoAcidente": guia.indicacao_acidente,
            "tipoConsulta": guia.tipo_consulta,
            "motivoEncerramento": guia.motivo_encerramento,
            "regimeAtendimento": guia.regime,
            "saudeOcupacional": guia.saude_ocupacional,
        },
        "observacao": guia.observacao,
        "valorTotal": _totais(guia.totais),
        **_itens(guia, versao),
    }


def _resumo(guia: Guia, versao: Versao) -> _Corpo:
    return {
        "cabecalhoGuia": _cabecalho(guia),
        "numeroGuiaSolicitacaoInternacao": guia.solicitacao_internacao,
        "dadosAutorizacao": _autorizacao(guia),
        "dadosBeneficiario": _beneficiario(guia),
        "dadosExecutante": {
            "contratadoExecutante": corpo_do_contratado(guia.executante),
            "CNES": guia.executante.cnes,
        },
        "dadosInternacao": {
            "caraterAtendimento": guia.carater,
            "tipoFaturamento": guia.tipo_faturamento,
            "dataInicioFaturamento": guia.data_inicio,
            "horaInicioFaturamento": guia.hora_inicio,
            "dataFinalFaturamento": guia.data_fim,
            "horaFinalFaturamento": guia.hora_fim,
            "tipoInternacao": guia.tipo_internacao,
            "regimeInternacao": guia.regime,
            "declaracoes": [
                {
                    "declaracaoNascido": d.nascido,
                    "diagnosticoObito": d.diagnostico_obito,
                    "declaracaoObito": d.obito,
                    "indicadorDORN": d.indicador_dorn,
                }
                for d in guia.declaracoes
            ],
        },
        "dadosSaidaInternacao": {
            "diagnostico": guia.cids,
            "indicadorAcidente": guia.indicacao_acidente,
            "motivoEncerramento": guia.motivo_encerramento,
        },
        "valorTotal": _totais(guia.totais),
        "observacao": guia.observacao,
        **_itens(guia, versao),
    }


def _honorarios(guia: Guia, versao: Versao) -> _Corpo:
    local = guia.local or Contratado()
    codigo = {"codigoNaOperadora": local.codigo} if local.codigo else {"cnpjLocalExecutante": local.cnpj}
    internacao: _Corpo = {"dataInicioFaturamento": guia.data_inicio, "dataFimFaturamento": guia.data_fim}
    if versao >= _COM_CARATER_NOS_HONORARIOS:
        internacao["caraterAtendimento"] = guia.carater
    return {
        "cabecalhoGuia": _cabecalho(guia),
        "guiaSolicInternacao": guia.solicitacao_internacao,
        "senha": guia.senha,
        "numeroGuiaOperadora": guia.numero_operadora,
        "beneficiario": {
            "numeroCarteira": guia.carteira,
            "atendimentoRN": "S" if guia.atendimento_rn else "N",
        },
        "localContratado": {
            "codigoContratado": codigo,
            "nomeContratado": local.nome,
            "cnes": local.cnes,
        },
        "dadosContratadoExecutante": {
            "codigonaOperadora": guia.executante.codigo,
            "cnesContratadoExecutante": guia.executante.cnes,
        },
        "dadosInternacao": internacao,
        "procedimentosRealizados": {
            "procedimentoRealizado": [_executado(item, versao, guia.tipo) for item in guia.itens]
        },
        "observacao": guia.observacao,
        "valorTotalHonorarios": guia.totais.geral,
        "dataEmissaoGuia": guia.data_emissao,
    }


def _dente(item: Item) -> _Corpo:
    local = {"codDente": item.dente} if item.dente else {"codRegiao": item.regiao}
    return {
        "sequencialItem": item.sequencial,
        "procSolic": _procedimento(item),
        "denteRegiao": local if item.dente or item.regiao else None,
        "denteFace": item.faces,
        "qtdProc": int(item.quantidade),
        "qtdUS": item.qtd_us,
        "valorProc": item.valor_total,
        "valorFranquia": item.franquia,
        "autorizado": bool(item.autorizado),
        "dataRealizacao": item.data,
    }


def _situacao_inicial(guia: Guia) -> _Corpo | None:
    inicial = guia.situacao_inicial
    if inicial is None:
        return None
    return {
        "numeroGuiaAnexo": inicial.numero_anexo,
        "numeroGuiaReferenciada": inicial.numero_referenciada,
        "numeroGuiaOperadora": inicial.numero_operadora,
        "ct_situacaoInicial": {
            "situacaoClinica": {"dentes": [{"elementoDentario": d, "condicaoClinica": c} for d, c in inicial.dentes]},
            "doencaPeriodontal": inicial.doenca_periodontal,
            "alteracaoTecidoMole": inicial.alteracao_tecido_mole,
            "observacao": inicial.observacao,
        },
    }


def _odonto(guia: Guia, versao: Versao) -> _Corpo:
    solicitante = guia.profissional_solicitante or Profissional()
    contratado = guia.profissional or Profissional()
    executante = guia.profissional_adicional or Profissional()
    return {
        "registroANS": guia.registro_ans,
        "numeroGuiaPrestador": guia.numero_prestador,
        "numeroGuiaPrincipal": guia.principal,
        "dataAutorizacao": guia.data_autorizacao,
        "senhaAutorizacao": guia.senha,
        "validadeSenha": guia.validade_senha,
        "numeroGuiaOperadora": guia.numero_operadora,
        "ausenciaCodValidacao": guia.ausencia_validacao,
        "codValidacao": guia.codigo_validacao,
        "dadosBeneficiario": _beneficiario(guia),
        "planoBeneficiario": guia.plano,
        "nomeEmpresa": guia.empresa,
        "dadosProfissionaisResponsaveis": {
            "nomeProfSolic": solicitante.nome,
            "croSolic": solicitante.numero_conselho,
            "ufSolic": solicitante.uf,
            "cbosSolic": solicitante.cbos,
            "codigoProfExec": guia.executante.codigo,
            "croExec": contratado.numero_conselho,
            "ufExec": contratado.uf,
            "cnesExec": guia.executante.cnes,
            "nomeProfExec2": executante.nome,
            "croExec2": executante.numero_conselho,
            "ufExec2": executante.uf,
            "cbosExec2": executante.cbos,
        },
        "procedimentosExecutados": [_dente(item) for item in guia.itens],
        "dataTerminoTrat": guia.data_termino,
        "tipoAtendimento": guia.tipo_atendimento,
        "tipoFaturamento": guia.tipo_faturamento,
        "qtdTotalUS": guia.totais.qtd_us,
        "valorTotalProc": guia.totais.geral,
        "valorTotalFranquia": guia.totais.franquia,
        "observacao": guia.observacao,
        "odontoInicial": _situacao_inicial(guia),
    }


_ESCRITORES: dict[TipoGuia, Callable[[Guia, Versao], _Corpo]] = {
    TipoGuia.CONSULTA: _consulta,
    TipoGuia.SADT: _sadt,
    TipoGuia.RESUMO_INTERNACAO: _resumo,
    TipoGuia.HONORARIOS: _honorarios,
    TipoGuia.ODONTO: _odonto,
}
