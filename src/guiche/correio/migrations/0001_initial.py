import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("nucleo", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Carta",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "operadora",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="nucleo.operadora"
                    ),
                ),
                ("usuario_id", models.BigIntegerField(null=True)),
                ("modelo", models.CharField(max_length=80)),
                ("para", models.EmailField(max_length=254)),
                ("nome", models.CharField(blank=True, max_length=120)),
                ("assunto", models.CharField(max_length=150)),
                ("texto", models.TextField(blank=True)),
                ("html", models.TextField(blank=True)),
                ("secreta", models.BooleanField()),
                ("url_de_saida", models.CharField(blank=True, max_length=300)),
                ("identificador", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("chave", models.CharField(max_length=200, null=True, unique=True)),
                (
                    "situacao",
                    models.CharField(
                        choices=[
                            ("NA_FILA", "Na fila"),
                            ("ENVIADA", "Enviado"),
                            ("FALHOU", "Não saiu"),
                            ("CANCELADA", "Cancelado"),
                        ],
                        default="NA_FILA",
                        max_length=9,
                    ),
                ),
                ("tentativas", models.PositiveSmallIntegerField(default=0)),
                ("erro", models.CharField(blank=True, max_length=120)),
                ("valida_ate", models.DateTimeField(null=True)),
                ("reservada_ate", models.DateTimeField(null=True)),
                ("tentada_em", models.DateTimeField(null=True)),
                ("enviada_em", models.DateTimeField(null=True)),
                ("criada_em", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["operadora", "situacao", "-criada_em"], name="carta_por_situacao"),
                    models.Index(fields=["operadora", "-criada_em"], name="carta_da_operadora"),
                    models.Index(fields=["para", "modelo", "criada_em"], name="carta_por_endereco"),
                ],
                "constraints": [],
            },
        ),
    ]
