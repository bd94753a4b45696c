"""From our reason to the code of TISS table 38 that the answered version knows.

In 4.03 the current list holds (XSD enum ∩ current table 38); in 4.01/4.02 the older codes that their XSD
still accepts. Emitting a code outside the XSD makes the whole answer invalid, so the caller passes what is
allowed.

Source: TISS table 38, Componente de Representação de Conceitos em Saúde 202609; tissSimpleTypes dm_tipoGlosa.
"""

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Fase = Literal["solicitacao", "cobranca"]

PRIMEIRA_VERSAO_ATUAL = (4, 3)
GENERICO = "3040"


class CodigoIndisponivel(ValueError):
    """No code for this reason may be written in the answered version."""


class Motivo(StrEnum):
    """Why something is refused, glosado or sent to a person, in our own stable words."""

    CARTEIRA_DESCONHECIDA = "carteira_desconhecida"
    CARTEIRA_VENCIDA = "carteira_vencida"
    BENEFICIARIO_SUSPENSO = "beneficiario_suspenso"
    APOS_DESLIGAMENTO = "apos_desligamento"
    ANTES_DA_INCLUSAO = "antes_da_inclusao"
    IDENTIFICACAO_INCOMPLETA = "identificacao_incompleta"
    CARENCIA = "carencia"
    CPT = "cpt"
    SEM_COBERTURA = "sem_cobertura"
    SEM_COBERTURA_ODONTO = "sem_cobertura_odonto"
    FORA_DO_ROL = "fora_do_rol"
    DUT_NAO_ATENDIDA = "dut_nao_atendida"
    SEM_AUTORIZACAO = "sem_autorizacao"
    SENHA_INVALIDA = "senha_invalida"
    SENHA_VENCIDA = "senha_vencida"
    SENHA_CANCELADA = "senha_cancelada"
    QUANTIDADE_SOLICITADA_ACIMA_DA_AUTORIZADA = "quantidade_solicitada_acima_da_autorizada"
    QUANTIDADE_SOLICITADA_ACIMA_DA_COBERTA = "quantidade_solicitada_acima_da_coberta"
    QUANTIDADE_ACIMA_DA_AUTORIZADA = "quantidade_acima_da_autorizada"
    EXECUCAO_UNICA = "execucao_unica"
    ITEM_DUPLICADO = "item_duplicado"
    ITEM_JA_AUTORIZADO = "item_ja_autorizado"
    GUIA_JA_APRESENTADA = "guia_ja_apresentada"
    LOTE_REPETIDO = "lote_repetido"
    LOTE_NAO_LOCALIZADO = "lote_nao_localizado"
    FORA_DO_PRAZO = "fora_do_prazo"
    PRESTADOR_INATIVO = "prestador_inativo"
    PRESTADOR_NAO_CONTRATADO = "prestador_nao_contratado"
    PRESTADOR_FORA_DA_AREA = "prestador_fora_da_area"
    PRESTADOR_NAO_IDENTIFICADO = "prestador_nao_identificado"
    CBO_NAO_HABILITADO = "cbo_nao_habilitado"
    CONSELHO_INVALIDO = "conselho_invalido"
    PROCEDIMENTO_INVALIDO = "procedimento_invalido"
    ITEM_INVALIDO = "item_invalido"
    TABELA_INVALIDA = "tabela_invalida"
    ITEM_NAO_CONTRATADO = "item_nao_contratado"
    SEXO_INCOMPATIVEL = "sexo_incompativel"
    IDADE_INCOMPATIVEL = "idade_incompativel"
    INCLUSO_NO_PRINCIPAL = "incluso_no_principal"
    INCLUSO_NO_PACOTE = "incluso_no_pacote"
    VALOR_ACIMA_DA_TABELA = "valor_acima_da_tabela"
    VALOR_ABAIXO_DA_TABELA = "valor_abaixo_da_tabela"
    FATOR_FORA_DO_CONTRATO = "fator_fora_do_contrato"
    TOTAL_DO_ITEM_ERRADO = "total_do_item_errado"
    TOTAL_DA_GUIA_ERRADO = "total_da_guia_errado"
    TOTAL_DO_LOTE_ERRADO = "total_do_lote_errado"
    QUANTIDADE_INVALIDA = "quantidade_invalida"
    SEQUENCIAL_REPETIDO = "sequencial_repetido"
    DATA_INCORRETA = "data_incorreta"
    TIPO_DE_GUIA_INVALIDO = "tipo_de_guia_invalido"
    DOCUMENTO_AUSENTE = "documento_ausente"
    AUDITORIA_NECESSARIA = "auditoria_necessaria"
    NEGADO_PELA_AUDITORIA = "negado_pela_auditoria"
    LIBERADO_FRACIONADO = "liberado_fracionado"
    FACE_NAO_AUTORIZADA = "face_nao_autorizada"
    DENTE_NAO_AUTORIZADO = "dente_nao_autorizado"
    LOCAL_NAO_INFORMADO = "local_nao_informado"
    DENTE_AUSENTE = "dente_ausente"
    DENTE_INVALIDO = "dente_invalido"
    REGIAO_INVALIDA = "regiao_invalida"
    FACE_INVALIDA = "face_invalida"
    ARCADA_INCORRETA = "arcada_incorreta"
    DENTE_INCORRETO = "dente_incorreto"
    FACES_INCORRETAS = "faces_incorretas"
    QUANTIDADE_DE_FACES = "quantidade_de_faces"
    SO_DENTE_DECIDUO = "so_dente_deciduo"
    SO_DENTE_PERMANENTE = "so_dente_permanente"
    SO_DENTE_ANTERIOR = "so_dente_anterior"
    NUMERO_DE_RAIZES = "numero_de_raizes"
    PRORROGACAO_APOS_ALTA = "prorrogacao_apos_alta"
    INTERNACAO_NAO_ABERTA = "internacao_nao_aberta"
    RECURSO_FORA_DO_PRAZO = "recurso_fora_do_prazo"
    GUIA_DE_OUTRO_PRESTADOR = "guia_de_outro_prestador"
    LOTE_DE_OUTRO_PRESTADOR = "lote_de_outro_prestador"
    FORA_DO_PADRAO = "fora_do_padrao"
    XML_INVALIDO = "xml_invalido"
    REMETENTE_DESCONHECIDO = "remetente_desconhecido"
    DESTINATARIO_DESCONHECIDO = "destinatario_desconhecido"
    MENSAGEM_INCOMPLETA = "mensagem_incompleta"
    HASH_INVALIDO = "hash_invalido"
    GUIAS_DEMAIS = "guias_demais"
    CERTIFICADO_INVALIDO = "certificado_invalido"
    REGISTRO_ANS_INVALIDO = "registro_ans_invalido"
    VERSAO_INVALIDA = "versao_invalida"


@dataclass(frozen=True, slots=True)
class Codigos:
    """Codes in order of preference: 4.03 and later, 4.01/4.02 in billing, 4.01/4.02 in a request."""

    atual: tuple[str, ...]
    antigo: tuple[str, ...]
    antigo_solicitacao: tuple[str, ...] = ()


def _mesmo(*codigos: str) -> Codigos:
    return Codigos(codigos, codigos)


CODIGOS: dict[Motivo, Codigos] = {
    Motivo.CARTEIRA_DESCONHECIDA: _mesmo("1001"),
    Motivo.CARTEIRA_VENCIDA: _mesmo("1017"),
    Motivo.BENEFICIARIO_SUSPENSO: _mesmo("1016"),
    Motivo.APOS_DESLIGAMENTO: _mesmo("1006"),
    Motivo.ANTES_DA_INCLUSAO: Codigos(("3308",), ("1005",), ("1004",)),
    Motivo.IDENTIFICACAO_INCOMPLETA: Codigos(("3243",), ("1013",)),
    Motivo.CARENCIA: Codigos(("3171",), ("1007",), ("1410",)),
    Motivo.CPT: Codigos(("3173",), ("1007",), ("1410",)),
    Motivo.SEM_COBERTURA: Codigos(("3287",), ("1407",)),
    Motivo.SEM_COBERTURA_ODONTO: _mesmo("1025"),
    Motivo.FORA_DO_ROL: Codigos(("3283", "3109"), ("3109",)),
    Motivo.DUT_NAO_ATENDIDA: Codigos(("3288",), ("1438",)),
    Motivo.SEM_AUTORIZACAO: Codigos(("1818",), ("1818", "1402")),
    Motivo.SENHA_INVALIDA: Codigos(("3306",), ("1406", "1403", "1404")),
    Motivo.SENHA_VENCIDA: _mesmo("1414"),
    Motivo.SENHA_CANCELADA: _mesmo("1437"),
    Motivo.QUANTIDADE_SOLICITADA_ACIMA_DA_AUTORIZADA: Codigos(("3292",), ("1408",)),
    Motivo.QUANTIDADE_SOLICITADA_ACIMA_DA_COBERTA: Codigos(("3293",), ("1409",)),
    Motivo.QUANTIDADE_ACIMA_DA_AUTORIZADA: Codigos(("3210",), ("1820",)),
    Motivo.EXECUCAO_UNICA: _mesmo("3101"),
    Motivo.ITEM_DUPLICADO: Codigos(("3209",), ("1702", "1807")),
    Motivo.ITEM_JA_AUTORIZADO: Codigos(("3289",), ("1807", "1702")),
    Motivo.GUIA_JA_APRESENTADA: _mesmo("1308"),
    Motivo.LOTE_REPETIDO: Codigos(("3268",), ("1308",)),
    Motivo.LOTE_NAO_LOCALIZADO: Codigos(("3270",), ("1308",)),
    Motivo.FORA_DO_PRAZO: Codigos(("3214", "3161"), ("1701",)),
    Motivo.PRESTADOR_INATIVO: Codigos(("3278",), ("1201",)),
    Motivo.PRESTADOR_NAO_CONTRATADO: Codigos(("3279",), ("1203",)),
    Motivo.PRESTADOR_FORA_DA_AREA: Codigos(("3277",), ("1203",)),
    Motivo.PRESTADOR_NAO_IDENTIFICADO: _mesmo("1206"),
    Motivo.CBO_NAO_HABILITADO: Codigos(("3233",), ("1213",)),
    Motivo.CONSELHO_INVALIDO: Codigos(("3269",), ("1213",)),
    Motivo.PROCEDIMENTO_INVALIDO: _mesmo("1801"),
    Motivo.ITEM_INVALIDO: Codigos(("3253",), ("2001",)),
    Motivo.TABELA_INVALIDA: Codigos(("3150",), ("3150", "1801")),
    Motivo.ITEM_NAO_CONTRATADO: _mesmo("3142"),
    Motivo.SEXO_INCOMPATIVEL: _mesmo("1802"),
    Motivo.IDADE_INCOMPATIVEL: _mesmo("1803"),
    Motivo.INCLUSO_NO_PRINCIPAL: Codigos(("3202",), ("1817",)),
    Motivo.INCLUSO_NO_PACOTE: Codigos(("3211",), ("1711",)),
    Motivo.VALOR_ACIMA_DA_TABELA: Codigos(("1705",), ("1714", "1705")),
    Motivo.VALOR_ABAIXO_DA_TABELA: _mesmo("1706"),
    Motivo.FATOR_FORA_DO_CONTRATO: _mesmo("1716"),
    Motivo.TOTAL_DO_ITEM_ERRADO: Codigos(("1805",), ("1805", "1705")),
    Motivo.TOTAL_DA_GUIA_ERRADO: _mesmo("5042"),
    Motivo.TOTAL_DO_LOTE_ERRADO: _mesmo("1104"),
    Motivo.QUANTIDADE_INVALIDA: _mesmo("1806"),
    Motivo.SEQUENCIAL_REPETIDO: _mesmo("3167"),
    Motivo.DATA_INCORRETA: _mesmo("1323"),
    Motivo.TIPO_DE_GUIA_INVALIDO: _mesmo("1301"),
    Motivo.DOCUMENTO_AUSENTE: Codigos(("3230",), ()),
    Motivo.AUDITORIA_NECESSARIA: _mesmo("1427"),
    Motivo.NEGADO_PELA_AUDITORIA: _mesmo("1426", "3145"),
    Motivo.LIBERADO_FRACIONADO: Codigos(("3312",), ()),
    Motivo.FACE_NAO_AUTORIZADA: _mesmo("1431"),
    Motivo.DENTE_NAO_AUTORIZADO: _mesmo("1432"),
    Motivo.LOCAL_NAO_INFORMADO: Codigos(("3307",), ("1432", "1431")),
    Motivo.DENTE_AUSENTE: Codigos(("3284",), ("1432",)),
    Motivo.DENTE_INVALIDO: _mesmo("5037"),
    Motivo.REGIAO_INVALIDA: _mesmo("5038"),
    Motivo.FACE_INVALIDA: _mesmo("5039"),
    Motivo.ARCADA_INCORRETA: _mesmo("3021"),
    Motivo.DENTE_INCORRETO: _mesmo("3022"),
    Motivo.FACES_INCORRETAS: _mesmo("3023"),
    Motivo.QUANTIDADE_DE_FACES: _mesmo("3056"),
    Motivo.SO_DENTE_DECIDUO: _mesmo("3024"),
    Motivo.SO_DENTE_PERMANENTE: _mesmo("3025"),
    Motivo.SO_DENTE_ANTERIOR: _mesmo("3065"),
    Motivo.NUMERO_DE_RAIZES: _mesmo("3027"),
    Motivo.PRORROGACAO_APOS_ALTA: Codigos(("3248",), ()),
    Motivo.INTERNACAO_NAO_ABERTA: Codigos(("3250",), ()),
    Motivo.RECURSO_FORA_DO_PRAZO: _mesmo("2909"),
    Motivo.GUIA_DE_OUTRO_PRESTADOR: Codigos(("3242",), ("2909",)),
    Motivo.LOTE_DE_OUTRO_PRESTADOR: Codigos(("3259",), ("2909",)),
    Motivo.FORA_DO_PADRAO: _mesmo("5001"),
    Motivo.XML_INVALIDO: _mesmo("5002"),
    Motivo.REMETENTE_DESCONHECIDO: _mesmo("5005"),
    Motivo.DESTINATARIO_DESCONHECIDO: _mesmo("5006"),
    Motivo.MENSAGEM_INCOMPLETA: _mesmo("5007"),
    Motivo.HASH_INVALIDO: _mesmo("5014"),
    Motivo.GUIAS_DEMAIS: _mesmo("5015"),
    Motivo.CERTIFICADO_INVALIDO: _mesmo("5018", "5019", "5020", "5021", "5022"),
    Motivo.REGISTRO_ANS_INVALIDO: _mesmo("5027"),
    Motivo.VERSAO_INVALIDA: _mesmo("5028"),
}


def _tupla(versao: str) -> tuple[int, ...]:
    return tuple(int(parte) for parte in versao.split("."))


def codigo_para(
    motivo: Motivo,
    versao: str,
    permitidos: Container[str] | None = None,
    fase: Fase = "cobranca",
) -> str:
    """Code of table 38 for this reason in an answer of this version (`"4.03.00"`).

    `permitidos` is what may be written (None: trust the table): for 4.03 the XSD enum ∩ current list, for
    older versions their own XSD enum. A reason without a code in an older version becomes 3040 (technical
    glosa, to be detailed in the description). Raises `CodigoIndisponivel` when nothing fits.
    """
    codigos = CODIGOS[motivo]
    if _tupla(versao) >= PRIMEIRA_VERSAO_ATUAL:
        candidatos = codigos.atual
    elif fase == "solicitacao" and codigos.antigo_solicitacao:
        candidatos = codigos.antigo_solicitacao
    else:
        candidatos = codigos.antigo
    for codigo in (*candidatos, GENERICO):
        if permitidos is None or codigo in permitidos:
            return codigo
    raise CodigoIndisponivel(f"no code of table 38 for {motivo} in {versao}")
