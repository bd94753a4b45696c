import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models

from guiche.nucleo import imutavel


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Operadora",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("registro_ans", models.CharField(max_length=6, unique=True, verbose_name="registro ANS")),
                ("razao_social", models.CharField(max_length=150, verbose_name="razão social")),
                ("nome_fantasia", models.CharField(max_length=80, verbose_name="nome fantasia")),
                ("cnpj", models.CharField(max_length=14, verbose_name="CNPJ")),
                ("exclusivamente_odontologica", models.BooleanField(default=False)),
                ("cor", models.CharField(default="#0b6478", max_length=7, verbose_name="cor da marca")),
                ("logotipo", models.CharField(default="folha", max_length=40, verbose_name="logotipo")),
                (
                    "municipio_ibge",
                    models.CharField(default="3550308", max_length=7, verbose_name="município da sede (IBGE)"),
                ),
                ("telefone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("site", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "ordering": ["nome_fantasia"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Evento",
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
                ("numero", models.BigIntegerField()),
                ("tipo", models.CharField(max_length=80)),
                ("objeto_tipo", models.CharField(max_length=60)),
                ("objeto_id", models.BigIntegerField(null=True)),
                ("usuario_id", models.BigIntegerField(null=True)),
                ("vinculo_id", models.BigIntegerField(null=True)),
                ("quem", models.CharField(blank=True, max_length=120)),
                ("por_quem", models.CharField(blank=True, max_length=120)),
                ("portal", models.CharField(max_length=20)),
                ("canal", models.CharField(max_length=20)),
                ("ip", models.CharField(blank=True, max_length=45)),
                ("fato", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("criado_em", models.DateTimeField()),
                ("hash_anterior", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["objeto_tipo", "objeto_id", "numero"], name="evento_do_objeto"),
                    models.Index(fields=["operadora", "tipo", "criado_em"], name="evento_por_tipo"),
                ],
                "constraints": [models.UniqueConstraint(fields=("operadora", "numero"), name="evento_numero_unico")],
            },
        ),
        migrations.CreateModel(
            name="CadeiaDeEventos",
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
                ("numero", models.BigIntegerField(default=0)),
                (
                    "hash",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000", max_length=64
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("operadora",), name="cadeia_unica")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Sequencia",
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
                ("nome", models.CharField(max_length=40)),
                ("periodo", models.CharField(blank=True, max_length=10)),
                ("ultimo", models.BigIntegerField(default=0)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("operadora", "nome", "periodo"), name="sequencia_unica")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Configuracao",
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
                ("modulo", models.CharField(max_length=40)),
                ("valores", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("criado_em", models.DateTimeField(auto_now_add=True)),
                ("usuario_id", models.BigIntegerField(null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["operadora", "modulo", "-id"], name="configuracao_atual")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Feriado",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dia", models.DateField()),
                ("nome", models.CharField(max_length=80)),
                ("uf", models.CharField(blank=True, max_length=2)),
                ("municipio_ibge", models.CharField(blank=True, max_length=7)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("dia", "uf", "municipio_ibge"), name="feriado_unico")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Progresso",
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
                ("titulo", models.CharField(max_length=120)),
                ("feitos", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("usuario_id", models.BigIntegerField(null=True)),
                ("destino", models.CharField(blank=True, max_length=200)),
                ("erro", models.CharField(blank=True, max_length=500)),
                ("iniciado_em", models.DateTimeField(auto_now_add=True)),
                ("terminado_em", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["operadora", "usuario_id", "-id"], name="progresso_da_pessoa")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Agenda",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nome", models.CharField(max_length=80, unique=True)),
                ("proxima_em", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        imutavel.operacao("nucleo_evento"),
    ]
