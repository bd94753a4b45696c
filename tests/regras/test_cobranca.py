"""From the TISS reader to the neutral view."""

from datetime import date, time
from decimal import Decimal

from guiche.faturamento.regras.cobranca import ProfissionalCobrado, de_guia_tiss
from guiche.tiss_xml.mensagens import Contratado, Guia, Item, Profissional, TipoGuia, TipoItem, Totais

DENTISTA = Profissional("Lívia", "08", "12345", "50", "223208")


def test_gto_lida_do_xml() -> None:
    lida = Guia(
        tipo=TipoGuia.ODONTO,
        registro_ans="414662",
        numero_prestador="77",
        carteira="1",
        executante=Contratado(codigo="40123", cnpj="12ABC34501DE35", cnes="9999999"),
        senha="S1",
        profissional=Profissional("Clínica"),
        profissional_adicional=DENTISTA,
        tipo_atendimento="4",
        totais=Totais(geral=Decimal("38.50")),
        linha=10,
        itens=(
            Item(
                sequencial=1,
                data=date(2026, 11, 5),
                tabela="22",
                codigo="85100200",
                quantidade=Decimal(1),
                valor_unitario=Decimal("38.50"),
                valor_total=Decimal("38.50"),
                dente="16",
                faces=" om ",
                franquia=Decimal("5.00"),
                qtd_us=Decimal(70),
                linha=12,
            ),
        ),
    )
    cobrada = de_guia_tiss(lida)
    (item,) = cobrada.itens
    assert cobrada.executantes == {"40123", "12ABC34501DE35"}
    assert cobrada.profissional == ProfissionalCobrado("Lívia", "08", "12345", "50", "223208", "")
    assert (cobrada.eh_odonto, cobrada.eh_urgencia, cobrada.linha) == (True, True, 10)
    assert (cobrada.total_informado, cobrada.soma_dos_itens) == (Decimal("38.50"), Decimal("38.50"))
    assert (item.faces, item.dente, item.regiao, item.franquia, item.linha) == (
        "OM",
        "16",
        "",
        Decimal("5.00"),
        12,
    )
    assert item.procedimento == ("22", "85100200")


def test_internacao_com_despesa_e_equipe() -> None:
    lida = Guia(
        tipo=TipoGuia.RESUMO_INTERNACAO,
        registro_ans="414662",
        numero_prestador="78",
        carteira="1",
        solicitacao_internacao="900",
        executante=Contratado(cpf="52998224725"),
        carater="2",
        data_inicio=date(2026, 11, 5),
        data_fim=date(2026, 11, 7),
        totais=Totais(geral=Decimal("1280.00")),
        itens=(
            Item(
                sequencial=3,
                tipo=TipoItem.DESPESA,
                data=date(2026, 11, 6),
                tabela="18",
                codigo="60000554",
                quantidade=Decimal("2.0000"),
                valor_unitario=Decimal("640.00"),
                valor_total=Decimal("1280.00"),
                hora_inicial=time(8),
                equipe=(Profissional("Rui", "06", "1", "50", "225125", "00"),),
            ),
        ),
    )
    cobrada = de_guia_tiss(lida)
    assert (cobrada.guia_principal, cobrada.eh_urgencia, cobrada.profissional) == ("900", True, None)
    assert (cobrada.data_atendimento, cobrada.ultima_data) == (date(2026, 11, 5), date(2026, 11, 6))
    assert (cobrada.itens[0].tipo, cobrada.itens[0].equipe[0].grau) == ("despesa", "00")
    assert (cobrada.linha, cobrada.itens[0].linha) == (None, None)


def test_datas_da_guia_sem_itens() -> None:
    vazia = de_guia_tiss(
        Guia(
            tipo=TipoGuia.SADT,
            registro_ans="414662",
            numero_prestador="79",
            carteira="1",
            executante=Contratado(),
            data_inicio=date(2026, 11, 5),
        )
    )
    assert (vazia.data_atendimento, vazia.ultima_data) == (date(2026, 11, 5), date(2026, 11, 5))
    assert vazia.soma_dos_itens == Decimal("0.00")
