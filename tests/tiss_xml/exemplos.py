"""Synthetic lotes of every guide type for the tests and the benchmark of tiss_xml. No real person or
provider.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from guiche.tiss_xml.mensagens import (
    Cabecalho,
    Contratado,
    Declaracao,
    Guia,
    Identificacao,
    Item,
    LoteGuias,
    Profissional,
    SituacaoInicial,
    TipoGuia,
    TipoItem,
    Totais,
)
from guiche.tiss_xml.versoes import Versao

V402 = Versao("4.02.00")
V403 = Versao("4.03.00")
VERSOES = (V402, V403)
REGISTRO = "999911"
DIA = date(2026, 10, 5)
D = Decimal


def cabecalho(padrao: str = "4.03.00", tipo: str = "ENVIO_LOTE_GUIAS") -> Cabecalho:
    return Cabecalho(
        tipo_transacao=tipo,
        sequencial="777",
        data=date(2026, 11, 3),
        hora=time(9, 30, 15),
        origem=Identificacao(codigo="PREST0001"),
        destino=Identificacao(registro_ans=REGISTRO),
        padrao=padrao,
        login="clinica",
        senha_md5="5f4dcc3b5aa765d61d8327deb882cf99",
    )


MEDICO = Profissional("Médica Exemplo da Conceição", "06", "123456", "35", "225125")
CLINICA = Contratado(codigo="PREST0001", cnes="2077485")


def membro(grau: str | None, codigo: str | None = "PREST0001", cpf: str | None = None) -> Profissional:
    return Profissional("Anestesista Exemplo", "06", "654321", "35", "225151", grau, codigo, cpf)


HEMOGRAMA = D("120.50")


def procedimento(
    seq: int, valor: Decimal = HEMOGRAMA, quantidade: int = 1, equipe: tuple[Profissional, ...] = ()
) -> Item:
    return Item(
        sequencial=seq,
        data=DIA,
        hora_inicial=time(8, 0),
        hora_final=time(8, 40),
        tabela="22",
        codigo="40304361",
        descricao="Hemograma com contagem de plaquetas ou frações",
        quantidade=D(quantidade),
        via="1",
        tecnica="1",
        fator=D("1.00"),
        valor_unitario=valor,
        valor_total=valor * quantidade,
        equipe=equipe,
    )


def despesa(seq: int) -> Item:
    return Item(
        tipo=TipoItem.DESPESA,
        sequencial=seq,
        codigo_despesa="03",
        data=DIA,
        hora_inicial=time(8, 5),
        hora_final=time(8, 6),
        tabela="19",
        codigo="70000001",
        descricao="Seringa descartável 10 ml",
        quantidade=D("2.5000"),
        unidade="036",
        fator=D("1.00"),
        valor_unitario=D("3.10"),
        valor_total=D("7.75"),
        registro_anvisa="10000000001",
        ref_fabricante="REF-1",
        autorizacao_funcionamento="AF-9",
        item_vinculado=1,
    )


def guia_consulta(numero: int = 1, itens: int = 1) -> Guia:
    item = Item(
        sequencial=1,
        data=DIA,
        tabela="22",
        codigo="10101012",
        quantidade=D(1),
        valor_unitario=D("150.00"),
        valor_total=D("150.00"),
    )
    return Guia(
        tipo=TipoGuia.CONSULTA,
        registro_ans=REGISTRO,
        numero_prestador=f"C{numero:05d}",
        numero_operadora=f"9{numero:05d}",
        codigo_validacao="TOKEN1",
        carteira="00010002000300045",
        atendimento_rn=False,
        tipo_identificacao="04",
        identificador=b"\x01\x02\xff",
        executante=Contratado(cnpj="11222333000181", cnes="2077485"),
        profissional=MEDICO,
        indicacao_acidente="9",
        cobertura_especial="01",
        regime="01",
        saude_ocupacional="03",
        tipo_consulta="1",
        totais=Totais(D("150.00")),
        observacao="Retorno em 30 dias; ausência de alergias <nenhuma> & ok",
        itens=(item,),
        data_inicio=DIA,
        data_fim=DIA,
    )


def guia_sadt(numero: int = 1, itens: int = 3, *, com_despesa: bool = True, com_equipe: bool = True) -> Guia:
    equipe = (membro("06"), membro(None, None, "39053344705")) if com_equipe else ()
    linhas = tuple(procedimento(n, equipe=equipe) for n in range(1, itens + 1))
    despesas = (despesa(itens + 1),) if com_despesa else ()
    total = sum((i.valor_total for i in linhas + despesas), D("0.00"))
    return Guia(
        tipo=TipoGuia.SADT,
        registro_ans=REGISTRO,
        numero_prestador=f"S{numero:05d}",
        principal="S99999",
        numero_operadora=f"8{numero:05d}",
        data_autorizacao=DIA,
        senha="SENHA123",
        validade_senha=date(2026, 12, 31),
        ausencia_validacao="03",
        carteira="00010002000300045",
        atendimento_rn=True,
        solicitante=Contratado(cpf="39053344705", nome="Clínica Solicitante"),
        profissional_solicitante=MEDICO,
        data_solicitacao=DIA,
        carater="1",
        indicacao_clinica="Anemia a esclarecer",
        cobertura_especial="02",
        executante=CLINICA,
        tipo_atendimento="23",
        indicacao_acidente="9",
        tipo_consulta="1",
        motivo_encerramento="41",
        regime="01",
        saude_ocupacional="01",
        totais=Totais(total, procedimentos=D("120.50") * itens, materiais=D("7.75") if despesas else None),
        observacao="Sem intercorrências",
        itens=linhas + despesas,
        data_inicio=DIA,
        data_fim=DIA,
    )


def guia_resumo(numero: int = 1, itens: int = 2) -> Guia:
    linhas = tuple(procedimento(n, D("800.00"), equipe=(membro("00"), membro("06"))) for n in range(1, itens + 1))
    despesas = (despesa(itens + 1),)
    return Guia(
        tipo=TipoGuia.RESUMO_INTERNACAO,
        registro_ans=REGISTRO,
        numero_prestador=f"R{numero:05d}",
        solicitacao_internacao="INT0001",
        numero_operadora="700001",
        data_autorizacao=DIA,
        senha="SENHAINT",
        validade_senha=date(2026, 12, 1),
        carteira="00010002000300045",
        executante=CLINICA,
        carater="2",
        tipo_faturamento="4",
        data_inicio=date(2026, 10, 1),
        hora_inicio=time(7, 0),
        data_fim=date(2026, 10, 7),
        hora_fim=time(18, 30),
        tipo_internacao="3",
        regime="1",
        declaracoes=(Declaracao(nascido="12345678901"), Declaracao(None, "P95", "10987654321", "S")),
        cids=("O800", "Z370"),
        indicacao_acidente="9",
        motivo_encerramento="61",
        totais=Totais(D("1607.75"), D("1600.00"), D("0.00"), D("0.00"), D("7.75"), D("0.00"), D("0.00"), D("0.00")),
        observacao="Parto sem complicações",
        itens=linhas + despesas,
    )


def guia_honorarios(numero: int = 1, itens: int = 2, *, carater: str | None = "1") -> Guia:
    linhas = tuple(procedimento(n, D("950.00"), equipe=(membro("00"),)) for n in range(1, itens + 1))
    return Guia(
        tipo=TipoGuia.HONORARIOS,
        registro_ans=REGISTRO,
        numero_prestador=f"H{numero:05d}",
        solicitacao_internacao="INT0001",
        senha="SENHAINT",
        numero_operadora="600001",
        carteira="00010002000300045",
        local=Contratado(cnpj="11222333000181", cnes="2077485", nome="Hospital Exemplo"),
        executante=Contratado(codigo="PREST0002", cnes="9999999"),
        data_inicio=DIA,
        data_fim=DIA,
        carater=carater,
        totais=Totais(D("950.00") * itens),
        data_emissao=date(2026, 10, 20),
        observacao="Equipe completa",
        itens=linhas,
    )


def guia_odonto(numero: int = 1, itens: int = 2) -> Guia:
    linhas = tuple(
        Item(
            sequencial=n,
            data=DIA,
            tabela="22",
            codigo="85100196",
            descricao="Restauração em resina fotopolimerizável 1 face",
            quantidade=D(1),
            valor_unitario=D("98.00"),
            valor_total=D("98.00"),
            dente="36" if n % 2 else None,
            regiao=None if n % 2 else "HASD",
            faces="OM" if n % 2 else None,
            qtd_us=D("61.00"),
            franquia=D("10.00"),
            autorizado=True,
        )
        for n in range(1, itens + 1)
    )
    return Guia(
        tipo=TipoGuia.ODONTO,
        registro_ans=REGISTRO,
        numero_prestador=f"D{numero:05d}",
        principal="D99999",
        data_autorizacao=DIA,
        senha="SENHAODO",
        validade_senha=date(2026, 12, 31),
        numero_operadora="500001",
        codigo_validacao="TOK9",
        carteira="00010002000300045",
        plano="Odonto Exemplo",
        empresa="Empresa Exemplo Ltda",
        profissional_solicitante=Profissional("Dentista Solicitante", "08", "4444", "35", "223208"),
        executante=Contratado(codigo="DENT0001", cnes="2077485"),
        profissional=Profissional(None, "08", "5555", "35"),
        profissional_adicional=Profissional("Dentista Executante", "08", "6666", "35", "223212"),
        data_termino=date(2026, 10, 30),
        tipo_atendimento="1",
        tipo_faturamento="4",
        totais=Totais(D("98.00") * itens, franquia=D("10.00") * itens, qtd_us=D("61.00") * itens),
        situacao_inicial=SituacaoInicial(
            "D00001A", "D00001", (("36", "C"), ("48", "A")), "500001", False, True, "Gengivite leve"
        ),
        observacao="Tratamento concluído",
        itens=linhas,
        data_inicio=DIA,
        data_fim=DIA,
    )


GUIAS = {
    TipoGuia.CONSULTA: guia_consulta,
    TipoGuia.SADT: guia_sadt,
    TipoGuia.RESUMO_INTERNACAO: guia_resumo,
    TipoGuia.HONORARIOS: guia_honorarios,
    TipoGuia.ODONTO: guia_odonto,
}


def lote(tipo: TipoGuia, guias: int = 2, itens: int = 2) -> LoteGuias:
    return LoteGuias("12345", tipo, tuple(GUIAS[tipo](n, itens) for n in range(1, guias + 1)))
