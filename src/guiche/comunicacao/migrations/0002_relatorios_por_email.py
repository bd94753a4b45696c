import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("acesso", "0002_acessos"),
        ("comunicacao", "0001_initial"),
        ("nucleo", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AssinaturaDeRelatorio",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("relatorio", models.CharField(max_length=60)),
                ("ativa", models.BooleanField()),
                (
                    "origem",
                    models.CharField(
                        choices=[
                            ("conta", "em Minha conta"),
                            ("pedido", "no pedido de acesso"),
                            ("link", "pelo link do e-mail"),
                            ("um_clique", "pelo seu programa de e-mail"),
                            ("fim_do_acesso", "com o fim do acesso"),
                        ],
                        max_length=13,
                        verbose_name="como mudou",
                    ),
                ),
                ("mudada_em", models.DateTimeField()),
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
                    "vinculo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assinaturas_de_relatorios",
                        to="acesso.vinculo",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("vinculo", "relatorio"), name="assinatura_de_relatorio_unica")
                ],
            },
        ),
    ]
