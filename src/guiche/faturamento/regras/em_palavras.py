"""Why part of a charge was not paid, in words for who was attended and never saw table 38.

The message of a glosa is written for the prestador (codes, prices of the contract, what to correct); the
person attended needs the reason in one plain sentence.
"""

from collections.abc import Iterator, Mapping

from guiche.faturamento.regras.codigos import CODIGOS, Motivo

SEM_MOTIVO_CONHECIDO = "a cobrança não seguiu o que o prestador combinou com a operadora"

_FRASES: Mapping[str, tuple[Motivo, ...]] = {
    "foi cobrado um valor maior que o combinado com a operadora": (
        Motivo.VALOR_ACIMA_DA_TABELA,
        Motivo.FATOR_FORA_DO_CONTRATO,
    ),
    "foi cobrado mais de uma vez": (
        Motivo.ITEM_DUPLICADO,
        Motivo.GUIA_JA_APRESENTADA,
        Motivo.LOTE_REPETIDO,
        Motivo.EXECUCAO_UNICA,
    ),
    "já estava incluído em outro serviço da mesma conta": (
        Motivo.INCLUSO_NO_PRINCIPAL,
        Motivo.INCLUSO_NO_PACOTE,
    ),
    "o prestador enviou a cobrança depois do prazo": (Motivo.FORA_DO_PRAZO,),
    "o prestador não pediu ou não informou a autorização da operadora": (
        Motivo.SEM_AUTORIZACAO,
        Motivo.SENHA_INVALIDA,
        Motivo.SENHA_VENCIDA,
        Motivo.SENHA_CANCELADA,
    ),
    "foi cobrada uma quantidade maior que a autorizada": (
        Motivo.QUANTIDADE_ACIMA_DA_AUTORIZADA,
        Motivo.QUANTIDADE_SOLICITADA_ACIMA_DA_AUTORIZADA,
        Motivo.QUANTIDADE_SOLICITADA_ACIMA_DA_COBERTA,
        Motivo.QUANTIDADE_INVALIDA,
        Motivo.LIBERADO_FRACIONADO,
    ),
    "os dados da carteirinha não conferem com o cadastro no dia do atendimento": (
        Motivo.CARTEIRA_DESCONHECIDA,
        Motivo.CARTEIRA_VENCIDA,
        Motivo.BENEFICIARIO_SUSPENSO,
        Motivo.APOS_DESLIGAMENTO,
        Motivo.ANTES_DA_INCLUSAO,
        Motivo.IDENTIFICACAO_INCOMPLETA,
    ),
    "o serviço ainda estava em carência no dia do atendimento": (Motivo.CARENCIA, Motivo.CPT),
    "o plano não cobre este serviço": (
        Motivo.SEM_COBERTURA,
        Motivo.SEM_COBERTURA_ODONTO,
        Motivo.FORA_DO_ROL,
        Motivo.DUT_NAO_ATENDIDA,
    ),
    "o prestador não tinha contrato para cobrar este serviço da operadora": (
        Motivo.PRESTADOR_INATIVO,
        Motivo.PRESTADOR_NAO_CONTRATADO,
        Motivo.PRESTADOR_FORA_DA_AREA,
        Motivo.PRESTADOR_NAO_IDENTIFICADO,
        Motivo.ITEM_NAO_CONTRATADO,
        Motivo.CBO_NAO_HABILITADO,
        Motivo.CONSELHO_INVALIDO,
    ),
    "o prestador informou um código ou um dado errado do serviço": (
        Motivo.PROCEDIMENTO_INVALIDO,
        Motivo.ITEM_INVALIDO,
        Motivo.TABELA_INVALIDA,
        Motivo.SEXO_INCOMPATIVEL,
        Motivo.IDADE_INCOMPATIVEL,
        Motivo.DATA_INCORRETA,
        Motivo.TIPO_DE_GUIA_INVALIDO,
        Motivo.SEQUENCIAL_REPETIDO,
    ),
    "a soma da conta não fechou": (
        Motivo.TOTAL_DO_ITEM_ERRADO,
        Motivo.TOTAL_DA_GUIA_ERRADO,
        Motivo.TOTAL_DO_LOTE_ERRADO,
    ),
    "o prestador informou errado o dente, a face ou a região da boca": (
        Motivo.LOCAL_NAO_INFORMADO,
        Motivo.DENTE_AUSENTE,
        Motivo.DENTE_INVALIDO,
        Motivo.DENTE_INCORRETO,
        Motivo.DENTE_NAO_AUTORIZADO,
        Motivo.FACE_INVALIDA,
        Motivo.FACE_NAO_AUTORIZADA,
        Motivo.FACES_INCORRETAS,
        Motivo.QUANTIDADE_DE_FACES,
        Motivo.REGIAO_INVALIDA,
        Motivo.ARCADA_INCORRETA,
        Motivo.NUMERO_DE_RAIZES,
        Motivo.SO_DENTE_ANTERIOR,
        Motivo.SO_DENTE_DECIDUO,
        Motivo.SO_DENTE_PERMANENTE,
    ),
    "faltou um documento que o prestador deve enviar": (Motivo.DOCUMENTO_AUSENTE,),
    "a auditoria da operadora não confirmou esta parte da cobrança": (
        Motivo.NEGADO_PELA_AUDITORIA,
        Motivo.AUDITORIA_NECESSARIA,
    ),
}


def _por_codigo() -> Iterator[tuple[str, str]]:
    """(code of table 38, sentence), the least wanted first, so that a dictionary keeps the best."""
    pares = [
        (posicao, codigo, frase)
        for frase, motivos in _FRASES.items()
        for motivo in motivos
        for codigos in (CODIGOS[motivo].atual, CODIGOS[motivo].antigo)
        for posicao, codigo in enumerate(codigos)
    ]
    return ((codigo, frase) for _, codigo, frase in sorted(pares, key=lambda par: par[0], reverse=True))


_FRASE_DO_CODIGO = dict(_por_codigo())


def motivo_em_palavras(codigo: str) -> str:
    """The reason of a code of table 38 as a clause without capital or full stop; a general one if unknown."""
    return _FRASE_DO_CODIGO.get(codigo, SEM_MOTIVO_CONHECIDO)
