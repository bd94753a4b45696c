import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Carga",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fonte", models.CharField(max_length=80)),
                ("arquivo", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("recorte", models.CharField(blank=True, max_length=120)),
                ("total", models.BigIntegerField(default=0)),
                ("feitos", models.BigIntegerField(default=0)),
                ("recusadas", models.BigIntegerField(default=0)),
                ("parte", models.PositiveIntegerField(default=0)),
                ("linha", models.BigIntegerField(default=0)),
                (
                    "situacao",
                    models.CharField(
                        choices=[
                            ("em_curso", "Em curso"),
                            ("concluida", "Concluída"),
                            ("interrompida", "Interrompida"),
                        ],
                        default="em_curso",
                        max_length=12,
                    ),
                ),
                ("iniciada_em", models.DateTimeField(auto_now_add=True)),
                ("terminada_em", models.DateTimeField(null=True)),
                ("erro", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("sha256", "recorte"), name="carga_unica")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Termo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tabela", models.CharField(max_length=2)),
                ("codigo", models.CharField(max_length=10, verbose_name="código")),
                ("termo", models.TextField()),
                ("descricao", models.TextField(blank=True, verbose_name="descrição")),
                ("vigencia_inicio", models.DateField(verbose_name="início de vigência")),
                ("vigencia_fim", models.DateField(null=True, verbose_name="fim de vigência")),
                ("fim_implantacao", models.DateField(null=True, verbose_name="fim de implantação")),
                ("modelo", models.TextField(blank=True, verbose_name="modelo ou apresentação")),
                ("fabricante", models.CharField(blank=True, max_length=200)),
                ("registro_anvisa", models.CharField(blank=True, max_length=20, verbose_name="registro ANVISA")),
                ("busca", models.TextField()),
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
                "indexes": [models.Index(fields=["codigo"], name="termo_por_codigo")],
                "constraints": [
                    models.UniqueConstraint(fields=("tabela", "codigo", "vigencia_inicio"), name="termo_unico")
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemDominio",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dominio", models.CharField(max_length=40, verbose_name="domínio")),
                ("codigo", models.CharField(max_length=20, verbose_name="código")),
                ("rotulo", models.CharField(max_length=300, verbose_name="rótulo")),
                ("ordem", models.PositiveIntegerField(default=0)),
                ("vigencia_inicio", models.DateField(null=True)),
                ("vigencia_fim", models.DateField(null=True)),
            ],
            options={
                "ordering": ["dominio", "ordem"],
                "constraints": [models.UniqueConstraint(fields=("dominio", "codigo"), name="item_de_dominio_unico")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="MotivoGlosa",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("codigo", models.CharField(max_length=4, unique=True, verbose_name="código")),
                ("descricao", models.CharField(max_length=500, verbose_name="descrição")),
                ("vigencia_inicio", models.DateField(null=True)),
                ("vigencia_fim", models.DateField(null=True)),
                ("atual", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["codigo"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="OperadoraAns",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("registro_ans", models.CharField(max_length=6, unique=True, verbose_name="registro ANS")),
                ("cnpj", models.CharField(max_length=14, verbose_name="CNPJ")),
                ("razao_social", models.CharField(max_length=200, verbose_name="razão social")),
                ("situacao", models.CharField(default="ativa", max_length=20, verbose_name="situação")),
            ],
            options={
                "ordering": ["registro_ans"],
                "indexes": [],
                "constraints": [],
            },
        ),
    ]
