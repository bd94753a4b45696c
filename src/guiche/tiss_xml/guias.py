"""Billing guides as read (nested values in the shape of the schema) → the neutral ``Guia``.

Source: tissGuiasV4_03_00 (ctm_*, cto_*), tissComplexTypesV4_03_00 (ct_*).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from guiche.tiss_xml.codec import LINHA
from guiche.tiss_xml.mensagens import (
    UM,
    Contratado,
    Declaracao,
    Guia,
    Item,
    LoteGuias,
    Profissional,
    SituacaoInicial,
    TipoGuia,
    TipoItem,
    Totais,
)

_Corpo = Mapping[str, Any]
_CENTAVO = Decimal("0.01")
_CONSELHO_DE_ODONTOLOGIA = "08"


def ler_lote_de_guias(corpo: _Corpo) -> LoteGuias:
    """Neutral lote from the values of ``loteGuias``."""
    ((nome, guias),) = corpo["guiasTISS"].items()
    tipo = TipoGuia(nome)
    ler = _LEITORES[tipo]
    return LoteGuias(corpo["numeroLote"], tipo, tuple([ler(guia) for guia in guias]))


def ler_contratado(corpo: _Corpo, cnes: str | None = None, nome: str | None = None) -> Contratado:
    """Contracted provider from the values of a ct_contratadoDados."""
    obter = corpo.get
    return Contratado(obter("codigoPrestadorNaOperadora"), obter("cpfContratado"), obter("cnpjContratado"), cnes, nome)


def _profissional(corpo: _Corpo) -> Profissional:
    return Profissional(
        corpo.get("nomeProfissional"),
        corpo["conselhoProfissional"],
        corpo["numeroConselhoProfissional"],
        corpo["UF"],
        corpo["CBOS"],
    )


def _membro(corpo: _Corpo) -> Profissional:
    """Member of a team; honorários name three of the fields differently."""
    obter = corpo.get
    codigo = corpo["codProfissional"]
    return Profissional(
        obter("nomeProf") or obter("nomeProfissional"),
        obter("conselho") or obter("conselhoProfissional"),
        corpo["numeroConselhoProfissional"],
        corpo["UF"],
        obter("CBOS") or obter("CBO"),
        obter("grauPart") or obter("grauParticipacao"),
        codigo.get("codigoPrestadorNaOperadora"),
        codigo.get("cpfContratado"),
    )


def _equipe(corpo: _Corpo) -> tuple[Profissional, ...]:
    membros = corpo.get("equipeSadt") or corpo.get("profissionais")
    if membros is None:
        envolvidos = corpo.get("identEquipe")
        if envolvidos is None:
            return ()
        membros = [membro["identificacaoEquipe"] for membro in envolvidos]
    return tuple([_membro(membro) for membro in membros])


def _executado(corpo: _Corpo) -> Item:
    obter = corpo.get
    procedimento = corpo["procedimento"]
    return Item(
        sequencial=corpo["sequencialItem"],
        data=corpo["dataExecucao"],
        tabela=procedimento["codigoTabela"],
        codigo=procedimento["codigoProcedimento"],
        quantidade=Decimal(corpo["quantidadeExecutada"]),
        valor_unitario=corpo["valorUnitario"],
        valor_total=corpo["valorTotal"],
        descricao=procedimento["descricaoProcedimento"],
        hora_inicial=obter("horaInicial"),
        hora_final=obter("horaFinal"),
        via=obter("viaAcesso"),
        tecnica=obter("tecnicaUtilizada"),
        fator=corpo["reducaoAcrescimo"],
        centro_consumo=obter("centroConsumo"),
        equipe=_equipe(corpo),
        linha=corpo.get(LINHA, 0),
    )


def _despesa(corpo: _Corpo) -> Item:
    servico = corpo["servicosExecutados"]
    obter = servico.get
    return Item(
        tipo=TipoItem.DESPESA,
        sequencial=corpo["sequencialItem"],
        codigo_despesa=corpo["codigoDespesa"],
        data=servico["dataExecucao"],
        hora_inicial=obter("horaInicial"),
        hora_final=obter("horaFinal"),
        tabela=servico["codigoTabela"],
        codigo=servico["codigoProcedimento"],
        descricao=servico["descricaoProcedimento"],
        quantidade=servico["quantidadeExecutada"],
        unidade=servico["unidadeMedida"],
        fator=servico["reducaoAcrescimo"],
        valor_unitario=servico["valorUnitario"],
        valor_total=servico["valorTotal"],
        centro_consumo=obter("centroConsumo"),
        registro_anvisa=obter("registroANVISA"),
        ref_fabricante=obter("codigoRefFabricante"),
        autorizacao_funcionamento=obter("autorizacaoFuncionamento"),
        item_vinculado=corpo.get("itemVinculado"),
        linha=corpo.get(LINHA, 0),
    )


def _itens(guia: _Corpo) -> tuple[Item, ...]:
    executados = guia.get("procedimentosExecutados")
    itens = [_executado(p) for p in executados["procedimentoExecutado"]] if executados else []
    despesas = guia.get("outrasDespesas")
    if despesas:
        itens += [_despesa(d) for d in despesas["despesa"]]
    return tuple(itens)


def _totais(corpo: _Corpo) -> Totais:
    obter = corpo.get
    return Totais(
        corpo["valorTotalGeral"],
        obter("valorProcedimentos"),
        obter("valorDiarias"),
        obter("valorTaxasAlugueis"),
        obter("valorMateriais"),
        obter("valorMedicamentos"),
        obter("valorOPME"),
        obter("valorGasesMedicinais"),
    )


def _beneficiario(corpo: _Corpo) -> dict[str, Any]:
    return {
        "carteira": corpo["numeroCarteira"],
        "atendimento_rn": corpo["atendimentoRN"] == "S",
        "tipo_identificacao": corpo.get("tipoIdent"),
        "identificador": corpo.get("identificadorBeneficiario"),
    }


def _autorizacao(corpo: _Corpo) -> dict[str, Any]:
    obter = corpo.get
    return {
        "numero_operadora": obter("numeroGuiaOperadora"),
        "data_autorizacao": obter("dataAutorizacao"),
        "senha": obter("senha"),
        "validade_senha": obter("dataValidadeSenha"),
        "ausencia_validacao": obter("ausenciaCodValidacao"),
        "codigo_validacao": obter("codValidacao"),
    }


def _periodo(itens: tuple[Item, ...]) -> dict[str, Any]:
    datas = [item.data for item in itens]
    return {"data_inicio": min(datas), "data_fim": max(datas)} if datas else {}


def _consulta(corpo: _Corpo) -> Guia:
    cabecalho = corpo["cabecalhoConsulta"]
    atendimento = corpo["dadosAtendimento"]
    procedimento = atendimento["procedimento"]
    executante = corpo["contratadoExecutante"]
    valor = procedimento["valorProcedimento"]
    linha = corpo.get(LINHA, 0)
    item = Item(
        sequencial=1,
        data=atendimento["dataAtendimento"],
        tabela=procedimento["codigoTabela"],
        codigo=procedimento["codigoProcedimento"],
        quantidade=UM,
        valor_unitario=valor,
        valor_total=valor,
        linha=linha,
    )
    return Guia(
        tipo=TipoGuia.CONSULTA,
        registro_ans=cabecalho["registroANS"],
        numero_prestador=cabecalho["numeroGuiaPrestador"],
        numero_operadora=corpo.get("numeroGuiaOperadora"),
        ausencia_validacao=corpo.get("ausenciaCodValidacao"),
        codigo_validacao=corpo.get("codValidacao"),
        executante=ler_contratado(executante, executante["CNES"]),
        profissional=_profissional(corpo["profissionalExecutante"]),
        indicacao_acidente=corpo["indicacaoAcidente"],
        cobertura_especial=atendimento.get("coberturaEspecial"),
        regime=atendimento["regimeAtendimento"],
        saude_ocupacional=atendimento.get("saudeOcupacional"),
        tipo_consulta=atendimento["tipoConsulta"],
        totais=Totais(valor),
        observacao=corpo.get("observacao"),
        assinada="assinaturaDigitalGuia" in corpo,
        itens=(item,),
        linha=linha,
        data_inicio=item.data,
        data_fim=item.data,
        **_beneficiario(corpo["dadosBeneficiario"]),
    )


def _sadt(corpo: _Corpo) -> Guia:
    cabecalho = corpo["cabecalhoGuia"]
    solicitante = corpo["dadosSolicitante"]
    solicitacao = corpo["dadosSolicitacao"]
    executante = corpo["dadosExecutante"]
    atendimento = corpo["dadosAtendimento"]
    itens = _itens(corpo)
    return Guia(
        tipo=TipoGuia.SADT,
        registro_ans=cabecalho["registroANS"],
        numero_prestador=cabecalho["numeroGuiaPrestador"],
        principal=cabecalho.get("guiaPrincipal"),
        solicitante=ler_contratado(
            solicitante["contratadoSolicitante"], None, solicitante["nomeContratadoSolicitante"]
        ),
        profissional_solicitante=_profissional(solicitante["profissionalSolicitante"]),
        data_solicitacao=solicitacao.get("dataSolicitacao"),
        carater=solicitacao["caraterAtendimento"],
        indicacao_clinica=solicitacao.get("indicacaoClinica"),
        cobertura_especial=solicitacao.get("indCobEspecial"),
        executante=ler_contratado(executante["contratadoExecutante"], executante["CNES"]),
        tipo_atendimento=atendimento["tipoAtendimento"],
        indicacao_acidente=atendimento["indicacaoAcidente"],
        tipo_consulta=atendimento.get("tipoConsulta"),
        motivo_encerramento=atendimento.get("motivoEncerramento"),
        regime=atendimento["regimeAtendimento"],
        saude_ocupacional=atendimento.get("saudeOcupacional"),
        totais=_totais(corpo["valorTotal"]),
        observacao=corpo.get("observacao"),
        assinada="assinaturaDigitalGuia" in corpo,
        itens=itens,
        linha=corpo.get(LINHA, 0),
        **_periodo(itens),
        **_autorizacao(corpo.get("dadosAutorizacao") or {}),
        **_beneficiario(corpo["dadosBeneficiario"]),
    )


def _resumo(corpo: _Corpo) -> Guia:
    cabecalho = corpo["cabecalhoGuia"]
    executante = corpo["dadosExecutante"]
    internacao = corpo["dadosInternacao"]
    saida = corpo["dadosSaidaInternacao"]
    return Guia(
        tipo=TipoGuia.RESUMO_INTERNACAO,
        registro_ans=cabecalho["registroANS"],
        numero_prestador=cabecalho["numeroGuiaPrestador"],
        solicitacao_internacao=corpo["numeroGuiaSolicitacaoInternacao"],
        executante=ler_contratado(executante["contratadoExecutante"], executante["CNES"]),
        carater=internacao["caraterAtendimento"],
        tipo_faturamento=internacao["tipoFaturamento"],
        data_inicio=internacao["dataInicioFaturamento"],
        hora_inicio=internacao["horaInicioFaturamento"],
        data_fim=internacao["dataFinalFaturamento"],
        hora_fim=internacao["horaFinalFaturamento"],
        tipo_internacao=internacao["tipoInternacao"],
        regime=internacao["regimeInternacao"],
        declaracoes=tuple(
            Declaracao(
                d.get("declaracaoNascido"),
                d.get("diagnosticoObito"),
                d.get("declaracaoObito"),
                d.get("indicadorDORN"),
            )
            for d in internacao.get("declaracoes", ())
        ),
        cids=tuple(saida.get("diagnostico", ())),
        indicacao_acidente=saida["indicadorAcidente"],
        motivo_encerramento=saida["motivoEncerramento"],
        totais=_totais(corpo["valorTotal"]),
        observacao=corpo.get("observacao"),
        assinada="assinaturaDigitalGuia" in corpo,
        itens=_itens(corpo),
        linha=corpo.get(LINHA, 0),
        **_autorizacao(corpo["dadosAutorizacao"]),
        **_beneficiario(corpo["dadosBeneficiario"]),
    )


def _honorarios(corpo: _Corpo) -> Guia:
    cabecalho = corpo["cabecalhoGuia"]
    local = corpo["localContratado"]
    codigo = local["codigoContratado"]
    executante = corpo["dadosContratadoExecutante"]
    internacao = corpo["dadosInternacao"]
    return Guia(
        tipo=TipoGuia.HONORARIOS,
        registro_ans=cabecalho["registroANS"],
        numero_prestador=cabecalho["numeroGuiaPrestador"],
        solicitacao_internacao=corpo["guiaSolicInternacao"],
        senha=corpo.get("senha"),
        numero_operadora=corpo.get("numeroGuiaOperadora"),
        carteira=corpo["beneficiario"]["numeroCarteira"],
        atendimento_rn=corpo["beneficiario"]["atendimentoRN"] == "S",
        local=Contratado(
            codigo=codigo.get("codigoNaOperadora"),
            cnpj=codigo.get("cnpjLocalExecutante"),
            cnes=local["cnes"],
            nome=local["nomeContratado"],
        ),
        executante=Contratado(codigo=executante["codigonaOperadora"], cnes=executante["cnesContratadoExecutante"]),
        data_inicio=internacao["dataInicioFaturamento"],
        data_fim=internacao["dataFimFaturamento"],
        carater=internacao.get("caraterAtendimento"),
        totais=Totais(corpo["valorTotalHonorarios"]),
        data_emissao=corpo["dataEmissaoGuia"],
        observacao=corpo.get("observacao"),
        assinada="assinaturaDigitalGuia" in corpo,
        itens=tuple([_executado(p) for p in corpo["procedimentosRealizados"]["procedimentoRealizado"]]),
        linha=corpo.get(LINHA, 0),
    )


def _dente(corpo: _Corpo) -> Item:
    procedimento = corpo["procSolic"]
    local = corpo.get("denteRegiao") or {}
    total: Decimal = corpo["valorProc"]
    quantidade = Decimal(corpo["qtdProc"])
    unitario = (total / quantidade).quantize(_CENTAVO, ROUND_HALF_UP) if quantidade else total
    return Item(
        sequencial=corpo["sequencialItem"],
        data=corpo["dataRealizacao"],
        tabela=procedimento["codigoTabela"],
        codigo=procedimento["codigoProcedimento"],
        descricao=procedimento["descricaoProcedimento"],
        quantidade=quantidade,
        valor_unitario=unitario,
        valor_total=total,
        dente=local.get("codDente"),
        regiao=local.get("codRegiao"),
        faces=corpo.get("denteFace"),
        qtd_us=corpo.get("qtdUS"),
        franquia=corpo.get("valorFranquia"),
        autorizado=corpo["autorizado"],
        linha=corpo.get(LINHA, 0),
    )


def _situacao_inicial(corpo: _Corpo | None) -> SituacaoInicial | None:
    if corpo is None:
        return None
    inicial = corpo["ct_situacaoInicial"]
    return SituacaoInicial(
        numero_anexo=corpo["numeroGuiaAnexo"],
        numero_referenciada=corpo["numeroGuiaReferenciada"],
        numero_operadora=corpo.get("numeroGuiaOperadora"),
        dentes=tuple((d["elementoDentario"], d["condicaoClinica"]) for d in inicial["situacaoClinica"]["dentes"]),
        doenca_periodontal=inicial.get("doencaPeriodontal"),
        alteracao_tecido_mole=inicial.get("alteracaoTecidoMole"),
        observacao=inicial.get("observacao"),
    )


def _odonto(corpo: _Corpo) -> Guia:
    obter = corpo.get
    responsaveis = corpo["dadosProfissionaisResponsaveis"]
    tem_solicitante = any(nome in responsaveis for nome in ("nomeProfSolic", "croSolic", "ufSolic", "cbosSolic"))
    itens = tuple([_dente(p) for p in corpo["procedimentosExecutados"]])
    return Guia(
        tipo=TipoGuia.ODONTO,
        registro_ans=corpo["registroANS"],
        numero_prestador=corpo["numeroGuiaPrestador"],
        principal=obter("numeroGuiaPrincipal"),
        data_autorizacao=obter("dataAutorizacao"),
        senha=obter("senhaAutorizacao"),
        validade_senha=obter("validadeSenha"),
        numero_operadora=obter("numeroGuiaOperadora"),
        ausencia_validacao=obter("ausenciaCodValidacao"),
        codigo_validacao=obter("codValidacao"),
        plano=corpo["planoBeneficiario"],
        empresa=obter("nomeEmpresa"),
        profissional_solicitante=Profissional(
            responsaveis.get("nomeProfSolic"),
            _CONSELHO_DE_ODONTOLOGIA,
            responsaveis.get("croSolic"),
            responsaveis.get("ufSolic"),
            responsaveis.get("cbosSolic"),
        )
        if tem_solicitante
        else None,
        executante=Contratado(codigo=responsaveis["codigoProfExec"], cnes=responsaveis["cnesExec"]),
        profissional=Profissional(None, _CONSELHO_DE_ODONTOLOGIA, responsaveis["croExec"], responsaveis["ufExec"]),
        profissional_adicional=Profissional(
            responsaveis.get("nomeProfExec2"),
            _CONSELHO_DE_ODONTOLOGIA,
            responsaveis.get("croExec2"),
            responsaveis.get("ufExec2"),
            responsaveis["cbosExec2"],
        ),
        data_termino=obter("dataTerminoTrat"),
        tipo_atendimento=corpo["tipoAtendimento"],
        tipo_faturamento=corpo["tipoFaturamento"],
        totais=Totais(corpo["valorTotalProc"], franquia=obter("valorTotalFranquia"), qtd_us=obter("qtdTotalUS")),
        situacao_inicial=_situacao_inicial(obter("odontoInicial")),
        observacao=obter("observacao"),
        assinada="assinaturaDigitalGuia" in corpo,
        itens=itens,
        linha=corpo.get(LINHA, 0),
        **_periodo(itens),
        **_beneficiario(corpo["dadosBeneficiario"]),
    )


_LEITORES: dict[TipoGuia, Callable[[_Corpo], Guia]] = {
    TipoGuia.CONSULTA: _consulta,
    TipoGuia.SADT: _sadt,
    TipoGuia.RESUMO_INTERNACAO: _resumo,
    TipoGuia.HONORARIOS: _honorarios,
    TipoGuia.ODONTO: _odonto,
}
