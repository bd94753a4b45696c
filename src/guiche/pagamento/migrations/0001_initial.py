import django.db.models.deletion
import django.db.models.expressions
import guiche.nucleo.campos
import guiche.nucleo.dinheiro
from decimal import Decimal
from django.db import migrations, models

from guiche.nucleo import imutavel


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cadastro", "0001_initial"),
        ("faturamento", "0001_initial"),
        ("nucleo", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pagamento",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="pagamentos", to="cadastro.prestador"
                    ),
                ),
                ("competencia", guiche.nucleo.campos.CompetenciaField(max_length=7)),
                ("numero", models.CharField(max_length=12, verbose_name="número do demonstrativo")),
                ("data_prevista", models.DateField()),
                ("pago_em", models.DateField(null=True)),
                (
                    "situacao",
                    models.CharField(
                        choices=[("FECHADO", "A pagar"), ("PAGO", "Pago")], default="FECHADO", max_length=8
                    ),
                ),
                ("forma", models.CharField(default="1", max_length=1, verbose_name="forma de pagamento (tabela 34)")),
                ("banco", models.CharField(blank=True, max_length=4)),
                ("agencia", models.CharField(blank=True, max_length=7)),
                ("conta", models.CharField(blank=True, max_length=20)),
                ("valor_informado", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_processado", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_glosa", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_franquia", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_liberado", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_creditos", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_debitos", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("valor_liquido", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("fechado_em", models.DateTimeField()),
            ],
            options={
                "ordering": ["-competencia", "-data_prevista", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["prestador", "-competencia"], name="pagamento_do_prestador")],
                "constraints": [
                    models.UniqueConstraint(fields=("operadora", "numero"), name="demonstrativo_unico"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "valor_liquido",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("valor_liberado"), "+", models.F("valor_creditos")
                                    ),
                                    "-",
                                    models.F("valor_debitos"),
                                ),
                            )
                        ),
                        name="liquido_do_pagamento",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PagamentoDoLote",
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
                    "pagamento",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lotes", to="pagamento.pagamento"
                    ),
                ),
                (
                    "lote",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pagamento_do_lote",
                        to="faturamento.lote",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Lancamento",
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
                    "pagamento",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lancamentos",
                        to="pagamento.pagamento",
                    ),
                ),
                (
                    "lote",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="faturamento.lote"
                    ),
                ),
                ("indicador", models.CharField(choices=[("1", "Débito"), ("2", "Crédito")], max_length=1)),
                (
                    "tipo",
                    models.CharField(blank=True, max_length=2, verbose_name="tipo (tabela 27), vazio para produção"),
                ),
                ("descricao", models.CharField(max_length=40, verbose_name="descrição")),
                ("valor", guiche.nucleo.dinheiro.ValorField(default=Decimal("0.00"))),
                ("criado_em", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("valor__gte", 0)), name="lancamento_nao_negativo")
                ],
                "indexes": [],
            },
        ),
        imutavel.operacao("pagamento_lancamento"),
    ]
