import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("terminologia", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cep",
            fields=[
                ("cep", models.CharField(max_length=8, primary_key=True, serialize=False, verbose_name="CEP")),
                ("tipo", models.CharField(blank=True, max_length=40, verbose_name="tipo de logradouro")),
                ("logradouro", models.CharField(blank=True, max_length=120)),
                ("bairro", models.CharField(blank=True, max_length=80)),
                ("municipio", models.CharField(max_length=80, verbose_name="município")),
                ("ibge", models.CharField(max_length=7, verbose_name="código IBGE")),
                ("uf", models.CharField(max_length=2, verbose_name="UF")),
                (
                    "carga",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="terminologia.carga",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
