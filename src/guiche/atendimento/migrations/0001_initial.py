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
            name="Protocolo",
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
                ("numero", models.CharField(max_length=20, verbose_name="número")),
                ("assunto", models.CharField(max_length=120)),
                ("tipo", models.CharField(max_length=40)),
                ("canal", models.CharField(max_length=20)),
                (
                    "beneficiario",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="protocolos",
                        to="cadastro.beneficiario",
                    ),
                ),
                (
                    "prestador",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="protocolos",
                        to="cadastro.prestador",
                    ),
                ),
                (
                    "situacao",
                    models.CharField(
                        choices=[("ABERTO", "Aberto"), ("EM_ANALISE", "Em apuração"), ("RESPONDIDO", "Respondido")],
                        default="ABERTO",
                        max_length=12,
                    ),
                ),
                ("aberto_em", models.DateTimeField()),
                ("prazo", models.DateField()),
                ("calendario", models.CharField(max_length=40, verbose_name="versão do calendário")),
                ("resposta", models.TextField(blank=True)),
                ("respondido_em", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["prazo", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["operadora", "situacao", "prazo"], name="protocolo_por_prazo")],
                "constraints": [
                    models.UniqueConstraint(fields=("operadora", "numero"), name="numero_de_protocolo_unico")
                ],
            },
        ),
    ]
