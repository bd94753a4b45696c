"""Aroeira Saúde: the medical operadora of the demo world (invented)."""

from __future__ import annotations

from decimal import Decimal

from guiche.projeto.cenario.especificacao import (
    FamiliarEspec,
    OperadoraEspec,
    PessoaEspec,
    PrestadorEspec,
    ProdutoEspec,
)
from guiche.projeto.cenario.procedimentos import medicos
from guiche.tiss_xml.mensagens import TipoGuia

CONSULTA, SADT = TipoGuia.CONSULTA, TipoGuia.SADT
RESUMO, HONORARIOS = TipoGuia.RESUMO_INTERNACAO, TipoGuia.HONORARIOS

_CARENCIAS = {
    "URGENCIA": (24, 0),
    "CONSULTA_EXAME": (0, 30),
    "TERAPIA": (0, 180),
    "INTERNACAO": (0, 180),
    "PARTO": (0, 300),
}

_EXAMES = ("laboratorio",)
_SO_CONSULTA = {CONSULTA: 1}
_SO_SADT = {SADT: 1}


def _produto(chave: str, registro: str, nome: str, segmentacao: str, acomodacao: str, contratacao: str) -> ProdutoEspec:
    return ProdutoEspec(
        chave=chave,
        registro_ans=registro,
        nome=nome,
        segmentacao=segmentacao,
        acomodacao=acomodacao,
        abrangencia="2",
        contratacao=contratacao,
        carencias={} if contratacao == "CE" else _CARENCIAS,
    )


def _medico(
    chave: str, nome: str, codigo: str, cbos: str, *familias: str, sexo: str = "1", pj: bool = False
) -> PrestadorEspec:
    tratamento = "Dra." if sexo == "3" else "Dr."
    return PrestadorEspec(
        chave=chave,
        nome=f"{tratamento} {nome}",
        razao_social=f"{nome} Serviços Médicos Ltda." if pj else nome,
        profissional=nome,
        sexo=sexo,
        codigo=codigo,
        tipo="CONSULTORIO",
        categoria="11PJ" if pj else "11",
        cbos=cbos,
        pessoa_fisica=not pj,
        familias=("consulta", *familias),
        guias={CONSULTA: 3, HONORARIOS: 1} if "cirurgia" in familias else _SO_CONSULTA,
    )


def _clinica(
    chave: str, nome: str, codigo: str, familias: tuple[str, ...], *, alfanumerico: bool = False
) -> PrestadorEspec:
    return PrestadorEspec(
        chave=chave,
        nome=nome,
        razao_social=f"{nome} Ltda.",
        codigo=codigo,
        tipo="CLINICA",
        categoria="CREDENCIADO",
        familias=familias,
        guias={CONSULTA: 1, SADT: 2} if "consulta" in familias else _SO_SADT,
        alfanumerico=alfanumerico,
        dia_do_pagamento=10 if alfanumerico else 31,
    )


_HOSPITAL = (
    "consulta", "urgencia", "laboratorio", "imagem", "tomografia", "pronto_atendimento", "observacao",
    "visita", "cirurgia", "parto", "diaria", "uti", "sala", "medicamento", "opme",
)  # fmt: skip
_GUIAS_DE_HOSPITAL = {SADT: 2, RESUMO: 2}

PRESTADORES = (
    PrestadorEspec(
        chave="cedro", nome="Clínica Vale do Cedro", razao_social="Clínica Vale do Cedro Ltda.",
        codigo="40123", tipo="CLINICA", categoria="CREDENCIADO",
        familias=("consulta", "imagem", "cardiologia", "fisioterapia", "psicologia", "fonoaudiologia"),
        guias={CONSULTA: 1, SADT: 2}, movimento=2, corpo_clinico=("livia",),
    ),
    PrestadorEspec(
        chave="alvorada", nome="Hospital Monte Alvorada", razao_social="Hospital Monte Alvorada S.A.",
        codigo="30017", tipo="HOSPITAL", categoria="CREDENCIADO", familias=(*_HOSPITAL, "hiperbarica"),
        guias=_GUIAS_DE_HOSPITAL, movimento=2, ajuste=Decimal("8.00"),
        dia_do_pagamento=31,
    ),
    PrestadorEspec(
        chave="vertice", nome="Laboratório Vértice", razao_social="Vértice Análises Clínicas Ltda.",
        codigo="50231", tipo="LABORATORIO", categoria="CREDENCIADO", familias=_EXAMES, guias=_SO_SADT,
        movimento=2,
    ),
    PrestadorEspec(
        chave="livia", nome="Dra. Lívia Prado Neves", razao_social="Lívia Prado Neves",
        profissional="Lívia Prado Neves", codigo="10482", tipo="CONSULTORIO", categoria="11",
        cbos="225125", pessoa_fisica=True, familias=("consulta", "cirurgia"),
        guias={CONSULTA: 3, HONORARIOS: 1},
    ),
    PrestadorEspec(
        chave="santa_quiteria", nome="Hospital Santa Quitéria do Vale",
        razao_social="Associação Santa Quitéria do Vale", codigo="30025", tipo="HOSPITAL",
        categoria="CREDENCIADO", familias=_HOSPITAL, guias=_GUIAS_DE_HOSPITAL, alfanumerico=True,
        ajuste=Decimal("5.00"),
    ),
    PrestadorEspec(
        chave="serra_clara", nome="Maternidade Serra Clara", razao_social="Maternidade Serra Clara Ltda.",
        codigo="30033", tipo="HOSPITAL", categoria="CREDENCIADO", familias=_HOSPITAL,
        guias=_GUIAS_DE_HOSPITAL, dia_do_pagamento=31,
    ),
    PrestadorEspec(
        chave="nova_aurora", nome="Clínica Cooperada Nova Aurora",
        razao_social="Nova Aurora Serviços Médicos Ltda.", codigo="15004", tipo="CLINICA", categoria="15",
        familias=("consulta", "cardiologia", "ginecologia"),
        guias={CONSULTA: 2, SADT: 1}, corpo_clinico=("saulo", "vitoria", "leandro"),
    ),
    _clinica("movimento", "Instituto do Movimento", "40131", ("fisioterapia", "ressonancia", "imagem")),
    _clinica("ipe", "Centro de Olhos Ipê", "40149", ("consulta", "oftalmologia")),
    _clinica("jacaranda", "Clínica da Mulher Jacarandá", "40157", ("consulta", "ginecologia")),
    _clinica("fala_e_voz", "Espaço Fala e Voz", "40165", ("fonoaudiologia", "psicologia"), alfanumerico=True),
    _clinica("horizonte", "Cardio Horizonte", "40173", ("consulta", "cardiologia")),
    _clinica("prisma", "Prisma Diagnóstico por Imagem", "40181", ("imagem", "tomografia", "ressonancia"),
             alfanumerico=True),
    _clinica("gastro", "Gastro Centro Paineiras", "40190", ("consulta", "endoscopia")),
    PrestadorEspec(
        chave="pequi", nome="Laboratório Pequi", razao_social="Pequi Medicina Diagnóstica Ltda.",
        codigo="50240", tipo="LABORATORIO", categoria="CREDENCIADO", familias=_EXAMES, guias=_SO_SADT,
        alfanumerico=True,
    ),
    PrestadorEspec(
        chave="rio_manso", nome="Análises Rio Manso", razao_social="Rio Manso Laboratório Ltda.",
        codigo="50258", tipo="LABORATORIO", categoria="CREDENCIADO", familias=_EXAMES, guias=_SO_SADT,
    ),
    _medico("saulo", "Saulo Meireles Pinto", "10490", "225125"),
    _medico("vitoria", "Vitória Falcão Diniz", "10503", "225250", "ginecologia", sexo="3"),
    _medico("leandro", "Leandro Pessoa Vidal", "10511", "225120"),
    _medico("ines", "Inês Camargo Paiva", "10520", "225124", "pediatria", sexo="3"),
    _medico("rogerio", "Rogério Teles Salgado", "10538", "225270", "cirurgia"),
    _medico("yara", "Yara Cordeiro Brito", "10546", "225135", sexo="3"),
    _medico("icaro", "Ícaro Lobato Rios", "10554", "225265", "cirurgia"),
    _medico("sonia", "Sônia Evangelista Reis", "10562", "225133", sexo="3"),
    _medico("cesar", "César Rebouças Maia", "11010", "225151", pj=True),
    _medico("lorena", "Lorena Ferraz Gama", "11029", "225125", sexo="3", pj=True),
    _medico("murilo", "Murilo Trindade Couto", "11037", "225285", pj=True),
    _medico("tereza", "Teresa Vaz Moura", "11045", "225124", "pediatria", sexo="3", pj=True),
)  # fmt: skip

FAMILIARES = (
    FamiliarEspec(
        chave="helena", nome="Helena Dias Moreira", parentesco="T", sexo="3", idade=38, dias_de_plano=1460,
        produto="essencial",
    ),
    FamiliarEspec(
        chave="rafael", nome="Rafael Moreira Dias", parentesco="C", sexo="1", idade=41, dias_de_plano=1460,
        titular="helena",
    ),
    FamiliarEspec(
        chave="theo", nome="Theo Dias Moreira", parentesco="F", sexo="1", idade=6, dias_de_plano=1460,
        titular="helena",
    ),
    FamiliarEspec(
        chave="bia", nome="Beatriz Dias Moreira", parentesco="F", sexo="3", idade=2, dias_de_plano=163,
        titular="helena",
    ),
    FamiliarEspec(
        chave="ivo", nome="Ivo Sales Campos", parentesco="T", sexo="1", idade=63, dias_de_plano=2100,
        produto="pleno", dias_para_vencer=-40,
    ),
    FamiliarEspec(
        chave="lucia", nome="Lúcia Franco Braga", parentesco="T", sexo="3", idade=29, dias_de_plano=900,
        produto="essencial", dias_desde_o_fim=60,
    ),
    FamiliarEspec(
        chave="caio", nome="Caio Nunes Duarte", parentesco="T", sexo="1", idade=33, dias_de_plano=26,
        produto="essencial",
    ),
)  # fmt: skip

PESSOAS = (
    PessoaEspec(
        papel="faturista", login="renata", nome="Renata Lopes Amorim",
        vinculos=(
            ("prestador", "Faturista", "cedro"), ("prestador", "Faturista", "alvorada"),
            ("prestador", "Faturista", "vertice"), ("prestador", "Faturista", "livia"),
        ),
    ),
    PessoaEspec(
        papel="medico", login="livia", nome="Lívia Prado Neves", vinculos=(("prestador", "Médico", "livia"),),
    ),
    PessoaEspec(
        papel="recepcionista", login="joana", nome="Joana Peixoto Melo",
        vinculos=(("prestador", "Recepção", "cedro"), ("prestador", "Recepção", "livia")),
    ),
    PessoaEspec(
        papel="beneficiario", login="helena", nome="Helena Dias Moreira",
        vinculos=(("beneficiario", "Titular", "helena"),),
    ),
    PessoaEspec(
        papel="conjuge", login="rafael", nome="Rafael Moreira Dias",
        vinculos=(("beneficiario", "Dependente", "rafael"),),
    ),
    PessoaEspec(
        papel="analista", login="paulo", nome="Paulo Teles Arruda",
        vinculos=(("operadora", "Analista de contas", ""),),
    ),
    PessoaEspec(
        papel="financeiro", login="marta", nome="Marta Aguiar Reis",
        vinculos=(("operadora", "Financeiro", ""),),
    ),
    PessoaEspec(
        papel="gestor", login="ines", nome="Inês Valadares Porto", vinculos=(("operadora", "Gestor", ""),),
    ),
)  # fmt: skip

AROEIRA = OperadoraEspec(
    chave="aroeira",
    registro_ans="999997",
    razao_social="Aroeira Saúde Cooperativa de Trabalho Médico",
    nome="Aroeira Saúde",
    cor="#0b6478",
    logotipo="folha",
    odontologica=False,
    prefixo_da_carteira="0417",
    telefone="0800 000 0417",
    site="https://aroeira.example",
    tabela="Tabela Aroeira",
    edicao="2025",
    procedimentos=medicos(),
    produtos=(
        _produto("essencial", "999997011", "Essencial Mais", "AHO", "C", "IF"),
        _produto("pleno", "999997029", "Pleno Apartamento", "AHO", "I", "IF"),
        _produto("empresa", "999997037", "Empresa Integral", "AHO", "I", "CE"),
        _produto("ambulatorial", "999997045", "Leve Ambulatorial", "AMB", "N", "CA"),
    ),
    unidades=(("CEN", "Unidade Centro"), ("NOR", "Unidade Norte"), ("SUL", "Unidade Sul")),
    prestadores=PRESTADORES,
    familiares=FAMILIARES,
    pessoas=PESSOAS,
    empresas=(
        "Metalúrgica Três Serras Ltda.", "Escola Caminho do Saber Ltda.", "Transportes Boa Rota S.A.",
        "Cooperativa Agrícola Lago Azul", "Supermercados Bem Perto Ltda.",
    ),
)  # fmt: skip
