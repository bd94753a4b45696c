import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Usuario",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("login", models.CharField(max_length=60, unique=True)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("documento", models.CharField(blank=True, db_index=True, max_length=14, verbose_name="CPF ou CNPJ")),
                (
                    "documento_declarado",
                    models.CharField(blank=True, max_length=14, verbose_name="CPF informado pela pessoa"),
                ),
                ("nome", models.CharField(max_length=120)),
                ("ativo", models.BooleanField(default=True)),
                (
                    "tema",
                    models.CharField(
                        choices=[("auto", "Do aparelho"), ("claro", "Clara"), ("escuro", "Escura")],
                        default="auto",
                        max_length=6,
                    ),
                ),
                ("teclas", models.BooleanField(default=True, verbose_name="teclas de atalho")),
                ("avisos_ao_vivo", models.BooleanField(default=True, verbose_name="avisos que aparecem sozinhos")),
                ("nascimento", models.DateField(blank=True, null=True)),
                ("telefone", models.CharField(blank=True, max_length=20)),
                ("ultimo_vinculo_id", models.BigIntegerField(null=True)),
                ("acesso_anterior", models.DateTimeField(null=True)),
                ("senha_definida_em", models.DateTimeField(null=True)),
                ("criado_em", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
    ]
