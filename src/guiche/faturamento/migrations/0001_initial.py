import django.core.serializers.json
import django.db.models.deletion
import django.db.models.expressions
import guiche.nucleo.campos
import guiche.nucleo.dinheiro
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("atendimento", "0001_initial"),
        ("cadastro", "0001_initial"),
        ("documentos", "0001_initial"),
        ("nucleo", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "operadora",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.operadora",
                    ),
                ),
                (
                    "prestador",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lotes", to="cadastro.prestador"
                    ),
                ),
                ("numero", models.CharField(max_length=12, verbose_name="número do lote")),
                ("protocolo", models.CharField(max_length=12)),
                ("tipo_guia", models.CharField(max_length=24, verbose_name="tipo de guia")),
                ("versao", models.CharField(max_length=8, verbose_name="versão TISS")),
                ("sequencial_transacao", models.CharField(max_length=12)),
                (
                    "canal",
                    models.CharField(
                        choices=[("1", "Digitado no portal"), ("2", "Enviado no portal"), ("3", "Web service")],
                        max_length=1,
                    ),
                ),
                (
                    "arquivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.arquivo"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("hash_variante", models.CharField(blank=True, max_length=30)),
                ("competencia", guiche.nucleo.campos.CompetenciaField(max_length=7)),
                ("recebido_em", models.DateTimeField()),
                ("prazo_da_analise", models.DateField()),
                (
                    "situacao",
                    models.CharField(
                        choices=[
                            ("1", "Recebido"),
                            ("2", "Em análise"),
                            ("3", "Liberado para pagamento"),
                            ("4", "Encerrado sem pagamento"),
                            ("5", "Analisado e aguardando liberação para pagamento"),
                            ("6", "Pagamento efetuado"),
                            ("7", "Não localizado"),
                            ("8", "Aguardando informação complementar"),
                            ("9", "Cancelado"),
                            ("10", "Bloqueio judicial – prestador"),
                        ],
                        default="1",
                        max_length=2,
                        verbose_name="situação",
                    ),
                ),
                ("quantidade_guias", models.PositiveIntegerField(default=0)),
                ("quantidade_itens", models.PositiveIntegerField(default=0)),
                ("pendentes", models.PositiveIntegerField(default=0, verbose_name="contas por decidir")),
                ("valor_informado", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_processado", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_glosa", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_franquia", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_liberado", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("fechado_em", models.DateTimeField(null=True)),
                ("fechado_por_id", models.BigIntegerField(null=True)),
            ],
            options={
                "ordering": ["-recebido_em", "-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["operadora", "situacao", "prazo_da_analise"], name="lote_por_situacao"),
                    models.Index(fields=["prestador", "-recebido_em"], name="lote_do_prestador"),
                    models.Index(fields=["operadora", "competencia", "situacao"], name="lote_da_competencia"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("operadora", "protocolo"), name="protocolo_unico"),
                    models.UniqueConstraint(
                        condition=models.Q(("situacao", "9"), _negated=True),
                        fields=("prestador", "numero"),
                        name="numero_de_lote_unico",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("situacao", "9"), _negated=True),
                        fields=("prestador", "sha256"),
                        name="arquivo_de_lote_unico",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "valor_liberado",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("valor_informado"), "-", models.F("valor_glosa")
                                    ),
                                    "-",
                                    models.F("valor_franquia"),
                                ),
                            )
                        ),
                        name="lote_liberado_e_o_resto",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valor_liberado__gte", 0), ("valor_liberado__lte", models.F("valor_processado"))
                        ),
                        name="lote_liberado_ate_o_processado",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Guia",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "operadora",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.operadora",
                    ),
                ),
                (
                    "lote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="guias", to="faturamento.lote"
                    ),
                ),
                ("tipo", models.CharField(max_length=24)),
                ("numero_prestador", models.CharField(max_length=20, verbose_name="número no prestador")),
                ("numero_operadora", models.CharField(max_length=20, verbose_name="número na operadora")),
                ("guia_principal", models.CharField(blank=True, max_length=20)),
                ("senha", models.CharField(blank=True, max_length=20)),
                ("carteira", models.CharField(max_length=20)),
                (
                    "beneficiario",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guias",
                        to="cadastro.beneficiario",
                    ),
                ),
                ("profissional", models.CharField(blank=True, max_length=70, verbose_name="profissional executante")),
                ("carater", models.CharField(blank=True, max_length=1)),
                ("cid", models.CharField(blank=True, max_length=4, verbose_name="CID")),
                ("observacao", models.CharField(blank=True, max_length=1000, verbose_name="observação")),
                ("data_inicio", models.DateField()),
                ("data_fim", models.DateField()),
                ("linha", models.PositiveIntegerField(default=0)),
                (
                    "situacao",
                    models.CharField(
                        choices=[
                            ("1", "Recebido"),
                            ("2", "Em análise"),
                            ("3", "Liberado para pagamento"),
                            ("4", "Encerrado sem pagamento"),
                            ("5", "Analisado e aguardando liberação para pagamento"),
                            ("6", "Pagamento efetuado"),
                            ("7", "Não localizado"),
                            ("8", "Aguardando informação complementar"),
                            ("9", "Cancelado"),
                            ("10", "Bloqueio judicial – prestador"),
                        ],
                        default="1",
                        max_length=2,
                        verbose_name="situação",
                    ),
                ),
                (
                    "analise",
                    models.CharField(
                        choices=[("A", "Aceita pela conferência"), ("P", "Espera decisão"), ("D", "Decidida")],
                        default="A",
                        max_length=1,
                    ),
                ),
                ("divergencias", models.PositiveIntegerField(default=0)),
                ("valor_em_risco", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_informado", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_processado", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_glosa", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_franquia", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_liberado", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("decidida_em", models.DateTimeField(null=True)),
                ("decidida_por_id", models.BigIntegerField(null=True)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["lote", "numero_prestador"], name="guia_do_lote"),
                    models.Index(fields=["operadora", "numero_prestador"], name="guia_do_prestador"),
                    models.Index(fields=["beneficiario", "-data_inicio"], name="guia_do_beneficiario"),
                    models.Index(fields=["operadora", "analise", "-valor_em_risco"], name="fila_de_contas"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("operadora", "numero_operadora"), name="guia_da_operadora_unica"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "valor_liberado",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("valor_informado"), "-", models.F("valor_glosa")
                                    ),
                                    "-",
                                    models.F("valor_franquia"),
                                ),
                            )
                        ),
                        name="guia_liberado_e_o_resto",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valor_liberado__gte", 0), ("valor_liberado__lte", models.F("valor_processado"))
                        ),
                        name="guia_liberado_ate_o_processado",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemDaGuia",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "operadora",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.operadora",
                    ),
                ),
                (
                    "guia",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="itens", to="faturamento.guia"
                    ),
                ),
                (
                    "beneficiario",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="itens",
                        to="cadastro.beneficiario",
                    ),
                ),
                ("sequencial", models.PositiveIntegerField()),
                ("despesa", models.CharField(blank=True, max_length=2, verbose_name="código da despesa")),
                (
                    "grupo",
                    models.CharField(
                        choices=[
                            ("consultas", "Consultas"),
                            ("exames_terapias", "Exames/Terapias"),
                            ("internacao", "Internação"),
                            ("outras_despesas", "Outras despesas"),
                            ("odontologia", "Odontologia"),
                        ],
                        max_length=16,
                        verbose_name="grupo do extrato",
                    ),
                ),
                ("data", models.DateField()),
                ("tabela", models.CharField(max_length=2)),
                ("codigo", models.CharField(max_length=10)),
                ("descricao", models.CharField(max_length=150)),
                ("hora_inicial", models.TimeField(null=True)),
                ("grau", models.CharField(blank=True, max_length=2, verbose_name="grau de participação")),
                ("dente", models.CharField(blank=True, max_length=2)),
                ("regiao", models.CharField(blank=True, max_length=4)),
                ("faces", models.CharField(blank=True, max_length=5)),
                ("quantidade", models.DecimalField(decimal_places=4, max_digits=9)),
                ("fator", models.DecimalField(decimal_places=2, max_digits=5)),
                ("valor_unitario", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_contratado", guiche.nucleo.dinheiro.ValorField(default=None, null=True)),
                ("preco_de", models.CharField(blank=True, max_length=110, verbose_name="de onde vem o preço")),
                ("quantidade_autorizada", models.DecimalField(decimal_places=4, max_digits=9, null=True)),
                (
                    "franquia_devida",
                    guiche.nucleo.dinheiro.ValorField(
                        default=Decimal("0.00"), verbose_name="franquia informada na guia"
                    ),
                ),
                ("linha", models.PositiveIntegerField(default=0)),
                (
                    "decisao",
                    models.CharField(
                        choices=[
                            ("A", "Aceito pela conferência"),
                            ("S", "Glosa sugerida"),
                            ("C", "Aceito"),
                            ("V", "Valor ajustado"),
                            ("G", "Glosado"),
                        ],
                        default="A",
                        max_length=1,
                    ),
                ),
                (
                    "justificativa",
                    models.CharField(blank=True, max_length=500, verbose_name="o que o prestador vai ler"),
                ),
                ("contestado", models.BooleanField(default=False, verbose_name="não reconhecido pelo beneficiário")),
                ("valor_informado", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_processado", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_glosa", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_franquia", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_liberado", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
            ],
            options={
                "ordering": ["guia_id", "sequencial"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["guia", "sequencial"], name="item_da_guia"),
                    models.Index(fields=["beneficiario", "codigo", "data"], name="item_do_beneficiario"),
                    models.Index(fields=["beneficiario", "-data"], name="extrato_do_beneficiario"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "valor_liberado",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("valor_informado"), "-", models.F("valor_glosa")
                                    ),
                                    "-",
                                    models.F("valor_franquia"),
                                ),
                            )
                        ),
                        name="item_liberado_e_o_resto",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valor_liberado__gte", 0), ("valor_liberado__lte", models.F("valor_processado"))
                        ),
                        name="item_liberado_ate_o_processado",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Glosa",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "operadora",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.operadora",
                    ),
                ),
                (
                    "lote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="glosas", to="faturamento.lote"
                    ),
                ),
                (
                    "guia",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="glosas",
                        to="faturamento.guia",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="glosas",
                        to="faturamento.itemdaguia",
                    ),
                ),
                ("codigo", models.CharField(max_length=4, verbose_name="motivo (tabela 38)")),
                ("valor", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                (
                    "origem",
                    models.CharField(choices=[("R", "Conferência automática"), ("A", "Analista")], max_length=1),
                ),
                ("regra", models.CharField(blank=True, max_length=60)),
                ("mensagem", models.CharField(max_length=500)),
                ("como_resolver", models.CharField(blank=True, max_length=500)),
                ("base_legal", models.CharField(blank=True, max_length=200)),
                ("criada_em", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["operadora", "codigo"], name="glosa_por_motivo")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("valor__gte", 0)), name="glosa_nao_negativa")
                ],
            },
        ),
        migrations.CreateModel(
            name="Conferencia",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "operadora",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.operadora",
                    ),
                ),
                (
                    "prestador",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conferencias",
                        to="cadastro.prestador",
                    ),
                ),
                (
                    "arquivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.arquivo"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                (
                    "situacao",
                    models.CharField(
                        choices=[("F", "Na fila"), ("P", "Pronta"), ("R", "Não pode ser enviada"), ("E", "Enviada")],
                        default="F",
                        max_length=1,
                    ),
                ),
                (
                    "lote",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="conferencias",
                        to="faturamento.lote",
                    ),
                ),
                ("numero_lote", models.CharField(blank=True, max_length=12)),
                ("versao", models.CharField(blank=True, max_length=8)),
                ("tipo_guia", models.CharField(blank=True, max_length=24)),
                ("quantidade_guias", models.PositiveIntegerField(default=0)),
                ("quantidade_itens", models.PositiveIntegerField(default=0)),
                ("guias_com_achado", models.PositiveIntegerField(default=0)),
                ("itens_com_achado", models.PositiveIntegerField(default=0)),
                ("valor_informado", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_em_risco", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("resultado", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("duracao_ms", models.PositiveIntegerField(default=0)),
                ("usuario_id", models.BigIntegerField(null=True)),
                ("criada_em", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["prestador", "-id"], name="conferencia_do_prestador")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Contestacao",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "operadora",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.operadora",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contestacoes",
                        to="faturamento.itemdaguia",
                    ),
                ),
                (
                    "protocolo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contestacao",
                        to="atendimento.protocolo",
                    ),
                ),
                ("relato", models.CharField(blank=True, max_length=1000)),
                ("procede", models.BooleanField(null=True)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("procede__isnull", True)), fields=("item",), name="uma_contestacao_aberta"
                    )
                ],
                "indexes": [],
            },
        ),
    ]
