"""Candeia Odonto: the exclusively dental operadora of the demo world (invented)."""

from __future__ import annotations

from decimal import Decimal

from guiche.projeto.cenario.especificacao import (
    FamiliarEspec,
    OperadoraEspec,
    PessoaEspec,
    PrestadorEspec,
    ProdutoEspec,
)
from guiche.projeto.cenario.procedimentos import odontologicos
from guiche.tiss_xml.mensagens import TipoGuia

_CARENCIAS = {"ODONTO_URGENCIA": (24, 0), "ODONTO_GERAL": (0, 60)}
_GERAL = (
    "diagnostico", "urgencia", "radiologia", "prevencao", "periodontia", "dentistica", "pediatria",
    "endodontia", "cirurgia", "protese",
)  # fmt: skip


def _prestador(
    chave: str,
    nome: str,
    codigo: str,
    *,
    clinica: bool = False,
    sexo: str = "1",
    alfanumerico: bool = False,
    dia_do_pagamento: int = 10,
    movimento: int = 1,
    corpo_clinico: tuple[str, ...] = (),
) -> PrestadorEspec:
    tratamento = "Dra." if sexo == "3" else "Dr."
    return PrestadorEspec(
        chave=chave,
        nome=nome if clinica else f"{tratamento} {nome}",
        razao_social=f"{nome} Ltda." if clinica else nome,
        profissional="" if clinica else nome,
        sexo=sexo,
        codigo=codigo,
        tipo="ODONTOLOGIA",
        categoria="CREDENCIADO",
        conselho="08",
        cbos="223208",
        pessoa_fisica=not clinica,
        familias=_GERAL,
        guias={TipoGuia.ODONTO: 1},
        alfanumerico=alfanumerico,
        dia_do_pagamento=dia_do_pagamento,
        movimento=movimento,
        corpo_clinico=corpo_clinico,
    )


PRESTADORES = (
    _prestador("otavio", "Otávio Guedes Lins", "20011", movimento=2,),
    _prestador(
        "sorriso", "Clínica Sorriso do Cerrado", "25015", clinica=True, movimento=2,
        dia_do_pagamento=31, corpo_clinico=("otavio", "larissa"),
    ),
    _prestador("marfim", "Odonto Marfim", "25023", clinica=True, alfanumerico=True),
    _prestador("girassol", "Odontologia Girassol", "25031", clinica=True, dia_do_pagamento=31),
    _prestador("boa_mordida", "Instituto Boa Mordida", "25040", clinica=True),
    _prestador("larissa", "Larissa Paiva Torres", "20020", sexo="3"),
    _prestador("hugo", "Hugo Marinho Sales", "20038"),
    _prestador("cecilia", "Cecília Aragão Viana", "20046", sexo="3"),
    _prestador("jair", "Jair Macedo Leal", "20054"),
    _prestador("nina", "Nina Brandão Rocha", "20062", sexo="3"),
    _prestador("tomas", "Tomás Siqueira Melo", "20070"),
    _prestador("bruna", "Bruna Esteves Lima", "20089", sexo="3"),
)  # fmt: skip

FAMILIARES = (
    FamiliarEspec(
        chave="bruno", nome="Bruno Cardoso Nogueira", parentesco="T", sexo="1", idade=34, dias_de_plano=800,
        produto="completo",
    ),
    FamiliarEspec(
        chave="alice", nome="Alice Cardoso Nogueira", parentesco="F", sexo="3", idade=7, dias_de_plano=800,
        titular="bruno",
    ),
    FamiliarEspec(
        chave="edson", nome="Edson Farias Couto", parentesco="T", sexo="1", idade=51, dias_de_plano=40,
        produto="completo",
    ),
    FamiliarEspec(
        chave="vera", nome="Vera Pimentel Antunes", parentesco="T", sexo="3", idade=66, dias_de_plano=1500,
        produto="completo", dias_para_vencer=-15,
    ),
)  # fmt: skip

PESSOAS = (
    PessoaEspec(
        papel="faturista", login="celia", nome="Célia Matos Guerra",
        vinculos=(
            ("prestador", "Faturista", "sorriso"), ("prestador", "Faturista", "otavio"),
            ("prestador", "Faturista", "marfim"),
        ),
    ),
    PessoaEspec(
        papel="dentista", login="otavio", nome="Otávio Guedes Lins",
        vinculos=(("prestador", "Dentista", "otavio"),),
    ),
    PessoaEspec(
        papel="recepcionista", login="luana", nome="Luana Barros Pires",
        vinculos=(("prestador", "Recepção", "sorriso"),),
    ),
    PessoaEspec(
        papel="beneficiario", login="bruno", nome="Bruno Cardoso Nogueira",
        vinculos=(("beneficiario", "Titular", "bruno"),),
    ),
    PessoaEspec(
        papel="analista", login="natalia", nome="Natália Queiroz Abrantes",
        vinculos=(("operadora", "Analista de contas", ""),),
    ),
    PessoaEspec(
        papel="financeiro", login="igor", nome="Igor Bezerra Galvão",
        vinculos=(("operadora", "Financeiro", ""),),
    ),
    PessoaEspec(
        papel="gestor", login="regina", nome="Regina Tavares Mendes", vinculos=(("operadora", "Gestor", ""),),
    ),
)  # fmt: skip

CANDEIA = OperadoraEspec(
    chave="candeia",
    registro_ans="999989",
    razao_social="Candeia Planos Odontológicos Ltda.",
    nome="Candeia Odonto",
    cor="#7a3fa3",
    logotipo="chama",
    odontologica=True,
    prefixo_da_carteira="0782",
    telefone="0800 000 0782",
    site="https://candeia.example",
    tabela="Tabela Candeia em US",
    edicao="2025",
    valor_us=Decimal("0.55"),
    procedimentos=odontologicos(),
    produtos=(
        ProdutoEspec(
            chave="completo", registro_ans="999989017", nome="Candeia Completo", segmentacao="ODO",
            acomodacao="N", abrangencia="1", contratacao="IF", carencias=_CARENCIAS,
        ),
        ProdutoEspec(
            chave="empresa", registro_ans="999989025", nome="Candeia Empresarial", segmentacao="ODO",
            acomodacao="N", abrangencia="1", contratacao="CE", carencias={},
        ),
    ),
    prestadores=PRESTADORES,
    familiares=FAMILIARES,
    pessoas=PESSOAS,
    empresas=("Confecções Linha Certa Ltda.", "Gráfica Papel e Cor Ltda.", "Hotel Sete Lagoas Ltda."),
)  # fmt: skip
