import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cadastro", "0001_initial"),
        ("nucleo", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Autorizacao",
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
                ("senha", models.CharField(blank=True, max_length=20)),
                ("numero", models.CharField(blank=True, max_length=20, verbose_name="número da guia na operadora")),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("SADT", "Exames e terapias"),
                            ("INTERNACAO", "Internação"),
                            ("ODONTO", "Tratamento odontológico"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "beneficiario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="autorizacoes",
                        to="cadastro.beneficiario",
                    ),
                ),
                (
                    "prestador",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="autorizacoes",
                        to="cadastro.prestador",
                    ),
                ),
                (
                    "situacao",
                    models.CharField(
                        choices=[("AUTORIZADA", "Autorizada"), ("NEGADA", "Negada"), ("CANCELADA", "Cancelada")],
                        default="AUTORIZADA",
                        max_length=10,
                        verbose_name="situação",
                    ),
                ),
                ("emitida_em", models.DateField()),
                ("valida_ate", models.DateField(null=True, verbose_name="válida até")),
                (
                    "motivo",
                    models.CharField(blank=True, max_length=500, verbose_name="motivo da negativa ou do cancelamento"),
                ),
            ],
            options={
                "ordering": ["-emitida_em", "-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["beneficiario", "-emitida_em"], name="autorizacao_do_beneficiario")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("senha", ""), _negated=True),
                        fields=("operadora", "senha"),
                        name="senha_unica",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("numero", ""), _negated=True),
                        fields=("operadora", "numero"),
                        name="numero_de_autorizacao_unico",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("senha", ""), ("situacao", "NEGADA")),
                            models.Q(
                                models.Q(("senha", ""), _negated=True), models.Q(("situacao", "NEGADA"), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="so_negada_fica_sem_senha",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("situacao", "AUTORIZADA"), models.Q(("motivo", ""), _negated=True), _connector="OR"
                        ),
                        name="nao_autorizada_tem_motivo",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valida_ate__isnull", True), ("valida_ate__gte", models.F("emitida_em")), _connector="OR"
                        ),
                        name="validade_depois_da_emissao",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemAutorizado",
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
                    "autorizacao",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="itens", to="autorizacao.autorizacao"
                    ),
                ),
                ("tabela", models.CharField(max_length=2, verbose_name="tabela TISS")),
                ("codigo", models.CharField(max_length=10, verbose_name="código")),
                ("dente", models.CharField(blank=True, max_length=2)),
                ("regiao", models.CharField(blank=True, max_length=4, verbose_name="região")),
                (
                    "quantidade",
                    models.DecimalField(decimal_places=4, max_digits=9, verbose_name="quantidade autorizada"),
                ),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("autorizacao", "tabela", "codigo", "dente", "regiao"), name="item_autorizado_unico"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantidade__gt", 0)), name="quantidade_autorizada_positiva"
                    ),
                ],
                "indexes": [],
            },
        ),
    ]
