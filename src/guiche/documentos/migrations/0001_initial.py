import django.db.models.deletion
import guiche.documentos.models
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("nucleo", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Arquivo",
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
                ("nome", models.CharField(max_length=200)),
                ("conteudo", models.FileField(max_length=120, upload_to=guiche.documentos.models.caminho_do_arquivo)),
                ("tamanho", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("tipo_mime", models.CharField(max_length=80)),
                ("objeto_tipo", models.CharField(max_length=60)),
                ("objeto_id", models.BigIntegerField()),
                ("usuario_id", models.BigIntegerField(null=True)),
                ("criado_em", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["objeto_tipo", "objeto_id"], name="arquivo_do_objeto")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="DocumentoEmitido",
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
                ("codigo", models.CharField(max_length=14, unique=True, verbose_name="código de verificação")),
                ("tipo", models.CharField(max_length=40)),
                ("titulo", models.CharField(max_length=150, verbose_name="título")),
                ("chave", models.CharField(max_length=120)),
                ("conteudo_sha256", models.CharField(max_length=64)),
                (
                    "arquivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.arquivo"
                    ),
                ),
                ("resumo", models.JSONField(default=dict)),
                (
                    "situacao",
                    models.CharField(
                        choices=[("VIGENTE", "Vigente"), ("SUBSTITUIDO", "Substituído"), ("REVOGADO", "Revogado")],
                        default="VIGENTE",
                        max_length=12,
                    ),
                ),
                ("emitido_em", models.DateTimeField()),
                (
                    "substituido_por",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substituidos",
                        to="documentos.documentoemitido",
                    ),
                ),
                ("revogado_em", models.DateTimeField(null=True)),
                (
                    "motivo_da_revogacao",
                    models.CharField(blank=True, max_length=200, verbose_name="motivo da revogação"),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("situacao", "VIGENTE")),
                        fields=("operadora", "chave"),
                        name="documento_vigente_unico",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revogado_em__isnull", False), ("situacao", "REVOGADO")),
                            models.Q(models.Q(("situacao", "REVOGADO"), _negated=True), ("revogado_em__isnull", True)),
                            _connector="OR",
                        ),
                        name="documento_revogado_tem_data",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Pacote",
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
                    "progresso",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pacote", to="nucleo.progresso"
                    ),
                ),
                ("vinculo_id", models.BigIntegerField()),
                ("tipo", models.CharField(max_length=40)),
                ("nome", models.CharField(max_length=120)),
                ("pedido", models.JSONField()),
                (
                    "arquivo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documentos.arquivo",
                    ),
                ),
                ("pedido_em", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["operadora", "vinculo_id", "-id"], name="pacote_do_vinculo")],
                "constraints": [],
            },
        ),
    ]
