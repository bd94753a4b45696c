import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("acesso", "__first__"),
        ("cadastro", "0001_initial"),
        ("documentos", "0001_initial"),
        ("nucleo", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notificacao",
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
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notificacoes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("portal", models.CharField(max_length=12)),
                (
                    "prestador",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cadastro.prestador",
                    ),
                ),
                (
                    "beneficiario",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cadastro.beneficiario",
                    ),
                ),
                ("titulo", models.CharField(max_length=120, verbose_name="título")),
                ("texto", models.CharField(blank=True, max_length=300)),
                ("url", models.CharField(blank=True, max_length=200)),
                ("chave", models.CharField(max_length=80)),
                ("criada_em", models.DateTimeField(auto_now_add=True)),
                ("lida_em", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["usuario", "lida_em"], name="notificacao_nao_lida")],
                "constraints": [models.UniqueConstraint(fields=("usuario", "chave"), name="notificacao_unica")],
            },
        ),
        migrations.CreateModel(
            name="Informativo",
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
                ("serie", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("versao", models.PositiveSmallIntegerField(default=1, verbose_name="versão")),
                (
                    "tipo",
                    models.CharField(
                        choices=[("ALERTA", "Alerta"), ("INFORMATIVO", "Informativo"), ("DOCUMENTO", "Documento novo")],
                        default="INFORMATIVO",
                        max_length=12,
                    ),
                ),
                ("titulo", models.CharField(max_length=120, verbose_name="título")),
                ("texto", models.TextField()),
                (
                    "arquivo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documentos.arquivo",
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("publico", models.CharField(max_length=200, verbose_name="para quem")),
                ("vale_desde", models.DateField(verbose_name="a partir de")),
                ("vale_ate", models.DateField(null=True, verbose_name="até")),
                (
                    "situacao",
                    models.CharField(
                        choices=[
                            ("rascunho", "Rascunho"),
                            ("publicado", "Publicado"),
                            ("substituido", "Substituído por outra versão"),
                            ("retirado", "Retirado"),
                            ("descartado", "Descartado"),
                        ],
                        default="rascunho",
                        max_length=12,
                        verbose_name="situação",
                    ),
                ),
                ("escrito_por", models.CharField(max_length=120)),
                ("publicado_por", models.CharField(blank=True, max_length=120)),
                ("publicado_em", models.DateTimeField(null=True)),
                ("anunciado_em", models.DateTimeField(null=True)),
                ("motivo", models.CharField(blank=True, max_length=300, verbose_name="motivo da retirada")),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["operadora", "situacao", "vale_desde"], name="informativo_em_vigor")],
                "constraints": [
                    models.UniqueConstraint(fields=("operadora", "serie", "versao"), name="informativo_versao_unica"),
                    models.UniqueConstraint(
                        condition=models.Q(("situacao", "publicado")),
                        fields=("operadora", "serie"),
                        name="informativo_uma_versao_em_vigor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("situacao__in", ("rascunho", "descartado")),
                            models.Q(("publicado_em__isnull", False), models.Q(("sha256", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="informativo_publicado_com_sha256",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DestinoDoInformativo",
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
                    "informativo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="destinos",
                        to="comunicacao.informativo",
                    ),
                ),
                (
                    "prestador",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadastro.prestador",
                    ),
                ),
                ("categoria", models.CharField(blank=True, max_length=12)),
                ("tipo", models.CharField(blank=True, max_length=12)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="LeituraDoInformativo",
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
                    "informativo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leituras",
                        to="comunicacao.informativo",
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "prestador",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cadastro.prestador"
                    ),
                ),
                ("lido_em", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("informativo", "usuario"), name="leitura_do_informativo_unica")
                ],
                "indexes": [],
            },
        ),
    ]
