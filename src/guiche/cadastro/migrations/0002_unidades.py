import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cadastro", "0001_initial"), ("nucleo", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Unidade",
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
                ("codigo", models.CharField(max_length=10, verbose_name="código")),
                ("nome", models.CharField(max_length=60)),
                ("ativa", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["nome"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("operadora", "codigo"), name="codigo_da_unidade_unico"),
                    models.UniqueConstraint(fields=("operadora", "nome"), name="nome_da_unidade_unico"),
                ],
            },
        ),
        migrations.AddField(
            model_name="prestador",
            name="unidade",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="prestadores",
                to="cadastro.unidade",
            ),
        ),
    ]
