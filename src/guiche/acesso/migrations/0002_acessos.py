import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from guiche.nucleo import imutavel


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("acesso", "0001_initial"),
        ("cadastro", "0001_initial"),
        ("nucleo", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SenhaAnterior",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="senhas_anteriores",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("hash", models.CharField(max_length=128)),
                ("criada_em", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Preferencia",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preferencias",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("chave", models.CharField(max_length=80)),
                ("valor", models.IntegerField(default=0)),
                ("mudada_em", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("usuario", "chave"), name="preferencia_unica")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AtoDaConta",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="atos", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("tipo", models.CharField(max_length=30)),
                ("fato", models.JSONField(default=dict)),
                ("ip", models.CharField(blank=True, max_length=45)),
                ("navegador", models.CharField(blank=True, max_length=200)),
                ("criado_em", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="TentativaDeAcesso",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identificador_hash", models.CharField(max_length=64)),
                (
                    "usuario",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tentativas",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ip", models.CharField(blank=True, max_length=45)),
                ("aceita", models.BooleanField()),
                ("criada_em", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["identificador_hash", "criada_em"], name="tentativa_por_pessoa"),
                    models.Index(fields=["ip", "criada_em"], name="tentativa_por_ip"),
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Chave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("finalidade", models.CharField(max_length=30)),
                (
                    "usuario",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chaves",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("alvo", models.CharField(blank=True, max_length=60)),
                ("endereco", models.EmailField(blank=True, max_length=254)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("dados", models.JSONField(default=dict)),
                ("tentativas", models.PositiveSmallIntegerField(default=0)),
                ("criada_em", models.DateTimeField(default=django.utils.timezone.now)),
                ("expira_em", models.DateTimeField()),
                ("usada_em", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["finalidade", "alvo"], name="chave_do_alvo")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="CredencialWs",
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
                    "prestador",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credenciais_ws",
                        to="cadastro.prestador",
                    ),
                ),
                ("login", models.CharField(max_length=20)),
                ("segredo", models.CharField(max_length=128)),
                ("ativa", models.BooleanField(default=True)),
                ("criada_em", models.DateTimeField(default=django.utils.timezone.now)),
                ("usada_em", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("operadora", "login"), name="credencial_ws_unica")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Perfil",
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
                ("nome", models.CharField(max_length=60)),
                ("descricao", models.CharField(blank=True, max_length=200, verbose_name="descrição")),
                (
                    "portal",
                    models.CharField(
                        choices=[
                            ("prestador", "Prestador"),
                            ("beneficiario", "Beneficiário"),
                            ("contratante", "Contratante"),
                            ("operadora", "Operadora"),
                        ],
                        max_length=12,
                    ),
                ),
                ("permissoes", models.JSONField(default=list, verbose_name="permissões")),
                ("delegavel", models.BooleanField(default=False, verbose_name="pode ser delegado")),
            ],
            options={
                "ordering": ["portal", "nome"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("operadora", "portal", "nome"), name="perfil_unico")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Vinculo",
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
                    "portal",
                    models.CharField(
                        choices=[
                            ("prestador", "Prestador"),
                            ("beneficiario", "Beneficiário"),
                            ("contratante", "Contratante"),
                            ("operadora", "Operadora"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "prestador",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="cadastro.prestador"
                    ),
                ),
                (
                    "beneficiario",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="cadastro.beneficiario"
                    ),
                ),
                (
                    "contrato",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="cadastro.contrato"
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vinculos",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("proprio", "Titular do acesso"),
                            ("representante", "Representante"),
                            ("secretariado", "Secretariado"),
                            ("responsavel", "Responsável legal"),
                            ("cuidador", "Cuidador"),
                            ("equipe", "Equipe da operadora"),
                        ],
                        default="proprio",
                        max_length=14,
                    ),
                ),
                (
                    "situacao",
                    models.CharField(
                        choices=[("ativo", "Ativo"), ("suspenso", "Suspenso"), ("encerrado", "Encerrado")],
                        default="ativo",
                        max_length=10,
                        verbose_name="situação",
                    ),
                ),
                ("vigencia_inicio", models.DateField()),
                ("vigencia_fim", models.DateField(blank=True, null=True)),
                ("limite", models.DateField(blank=True, null=True, verbose_name="prazo máximo")),
                ("email_pessoal", models.EmailField(blank=True, max_length=254, verbose_name="e-mail pessoal")),
                ("telefone", models.CharField(blank=True, max_length=20)),
                ("lotacao", models.CharField(blank=True, max_length=60, verbose_name="lotação")),
                ("cargo", models.CharField(blank=True, max_length=60)),
                ("unidade", models.CharField(blank=True, max_length=60)),
                ("motivo", models.CharField(blank=True, max_length=200, verbose_name="motivo da suspensão ou do fim")),
                (
                    "concedido_por",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revisado_em", models.DateField(null=True)),
                ("criado_em", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["usuario", "portal"], name="vinculo_da_pessoa")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("beneficiario__isnull", True),
                                ("portal", "prestador"),
                                ("prestador__isnull", False),
                                ("contrato__isnull", True),
                            ),
                            models.Q(
                                ("beneficiario__isnull", False),
                                ("portal", "beneficiario"),
                                ("prestador__isnull", True),
                                ("contrato__isnull", True),
                            ),
                            models.Q(
                                ("beneficiario__isnull", True),
                                ("portal", "contratante"),
                                ("prestador__isnull", True),
                                ("contrato__isnull", False),
                            ),
                            models.Q(
                                ("beneficiario__isnull", True),
                                ("portal", "operadora"),
                                ("prestador__isnull", True),
                                ("contrato__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="vinculo_do_portal",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PerfilDoVinculo",
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
                    "vinculo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="acesso.vinculo"
                    ),
                ),
                (
                    "perfil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="acesso.perfil"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("vinculo", "perfil"), name="perfil_do_vinculo_unico")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Convite",
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
                    "portal",
                    models.CharField(
                        choices=[
                            ("prestador", "Prestador"),
                            ("beneficiario", "Beneficiário"),
                            ("contratante", "Contratante"),
                            ("operadora", "Operadora"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "prestador",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="cadastro.prestador"
                    ),
                ),
                (
                    "beneficiario",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="cadastro.beneficiario"
                    ),
                ),
                (
                    "contrato",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="cadastro.contrato"
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("credenciamento", "Credenciamento"),
                            ("representante", "Representante"),
                            ("secretariado", "Secretariado"),
                            ("responsavel", "Responsável legal"),
                            ("cuidador", "Cuidador"),
                            ("equipe", "Equipe da operadora"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="convites",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("limite", models.DateField(blank=True, null=True, verbose_name="prazo máximo")),
                ("dados", models.JSONField(default=dict)),
                ("situacao", models.CharField(default="pendente", max_length=10, verbose_name="situação")),
                ("motivo", models.CharField(blank=True, max_length=200, verbose_name="motivo da recusa")),
                (
                    "convidado_por",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("criado_em", models.DateTimeField(default=django.utils.timezone.now)),
                ("expira_em", models.DateTimeField()),
                ("respondido_em", models.DateTimeField(null=True)),
                (
                    "vinculo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="acesso.vinculo"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["email", "situacao"], name="convite_do_email")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("beneficiario__isnull", True),
                                ("portal", "prestador"),
                                ("prestador__isnull", False),
                                ("contrato__isnull", True),
                            ),
                            models.Q(
                                ("beneficiario__isnull", False),
                                ("portal", "beneficiario"),
                                ("prestador__isnull", True),
                                ("contrato__isnull", True),
                            ),
                            models.Q(
                                ("beneficiario__isnull", True),
                                ("portal", "contratante"),
                                ("prestador__isnull", True),
                                ("contrato__isnull", False),
                            ),
                            models.Q(
                                ("beneficiario__isnull", True),
                                ("portal", "operadora"),
                                ("prestador__isnull", True),
                                ("contrato__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="convite_do_portal",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PerfilDoConvite",
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
                    "convite",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="acesso.convite"
                    ),
                ),
                (
                    "perfil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="acesso.perfil"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("convite", "perfil"), name="perfil_do_convite_unico")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ConsentimentoFamiliar",
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
                    "de",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consentimentos_dados",
                        to="cadastro.beneficiario",
                    ),
                ),
                (
                    "para",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consentimentos_recebidos",
                        to="cadastro.beneficiario",
                    ),
                ),
                ("assunto", models.CharField(max_length=14)),
                ("inicio", models.DateField()),
                ("fim", models.DateField(blank=True, null=True)),
                ("revogado_em", models.DateTimeField(null=True)),
                ("criado_em", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["para", "revogado_em"], name="consentimento_recebido")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="PedidoParaVer",
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
                    "de",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cadastro.beneficiario"
                    ),
                ),
                (
                    "para",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cadastro.beneficiario"
                    ),
                ),
                ("assuntos", models.JSONField(default=list)),
                ("situacao", models.CharField(default="pendente", max_length=10, verbose_name="situação")),
                ("criado_em", models.DateTimeField(default=django.utils.timezone.now)),
                ("respondido_em", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("situacao", "pendente")),
                        fields=("de", "para"),
                        name="um_pedido_para_ver_aberto",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PedidoDeResponsavel",
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
                    "beneficiario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cadastro.beneficiario"
                    ),
                ),
                ("nome", models.CharField(max_length=120)),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "qualidade",
                    models.CharField(
                        choices=[
                            ("pai_mae", "Pai ou mãe"),
                            ("guarda", "Guarda judicial"),
                            ("tutor", "Tutor(a)"),
                            ("curador", "Curador(a)"),
                        ],
                        max_length=8,
                    ),
                ),
                ("fim", models.DateField(blank=True, null=True)),
                ("situacao", models.CharField(default="em_analise", max_length=10, verbose_name="situação")),
                ("prazo", models.DateField(verbose_name="responder até")),
                ("motivo", models.CharField(blank=True, max_length=300, verbose_name="motivo da recusa")),
                (
                    "convite",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="acesso.convite"
                    ),
                ),
                (
                    "pedido_por",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decidido_por",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("criado_em", models.DateTimeField(default=django.utils.timezone.now)),
                ("decidido_em", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["prazo", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["operadora", "situacao", "prazo"], name="fila_de_responsaveis")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="RegistroPendente",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("operadora_id", models.BigIntegerField(null=True)),
                ("prestador_id", models.BigIntegerField(null=True)),
                ("beneficiario_id", models.BigIntegerField(null=True)),
                ("login", models.CharField(max_length=60)),
                ("nome", models.CharField(max_length=120)),
                ("documento", models.CharField(blank=True, max_length=14, verbose_name="CPF ou CNPJ")),
                ("nascimento", models.DateField(null=True)),
                ("telefone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("senha", models.CharField(max_length=128)),
                ("dados", models.JSONField(default=dict)),
                ("criado_em", models.DateTimeField(default=django.utils.timezone.now)),
                ("expira_em", models.DateTimeField()),
                ("confirmado_em", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="SolicitacaoDeAcesso",
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
                        related_name="solicitacoes_de_acesso",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("beneficiario", "Beneficiário"),
                            ("contratante", "Contratante"),
                            ("prestador", "Cooperado ou credenciado"),
                            ("colaborador", "Colaborador da operadora"),
                        ],
                        max_length=12,
                    ),
                ),
                ("dados", models.JSONField(default=dict)),
                ("situacao", models.CharField(default="em_analise", max_length=12, verbose_name="situação")),
                ("prazo", models.DateField(verbose_name="responder até")),
                ("motivo", models.CharField(blank=True, max_length=300, verbose_name="motivo da recusa ou pergunta")),
                (
                    "vinculo",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="acesso.vinculo"
                    ),
                ),
                (
                    "decidida_por",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decidida_em", models.DateTimeField(null=True)),
                ("criada_em", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["prazo", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["operadora", "situacao", "tipo", "prazo"], name="fila_de_acessos")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("situacao__in", ["em_analise", "pendente"])),
                        fields=("operadora", "usuario", "tipo"),
                        name="uma_solicitacao_aberta_por_tipo",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvaRecusada",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chave", models.CharField(max_length=64)),
                ("ip", models.CharField(blank=True, max_length=45)),
                ("criada_em", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["chave", "criada_em"], name="prova_por_documento"),
                    models.Index(fields=["ip", "criada_em"], name="prova_por_ip"),
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Termo",
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
                    "portal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("prestador", "Prestador"),
                            ("beneficiario", "Beneficiário"),
                            ("contratante", "Contratante"),
                            ("operadora", "Operadora"),
                        ],
                        max_length=12,
                    ),
                ),
                ("titulo", models.CharField(max_length=120, verbose_name="título")),
                ("texto", models.TextField()),
                ("versao", models.PositiveIntegerField(verbose_name="versão")),
                ("sha256", models.CharField(max_length=64)),
                ("publicado_em", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["portal", "-versao"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("operadora", "portal", "versao"), name="versao_do_termo_unica")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AceiteDeTermo",
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
                    "termo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aceites", to="acesso.termo"
                    ),
                ),
                (
                    "usuario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="aceites", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("ip", models.CharField(blank=True, max_length=45)),
                ("navegador", models.CharField(blank=True, max_length=200)),
                ("aceito_em", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("termo", "usuario"), name="aceite_unico")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="MudancaDeAcesso",
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
                    "tipo",
                    models.CharField(
                        choices=[("perfil", "Perfil"), ("vinculo", "Pessoa da equipe"), ("opcao", "Regra da equipe")],
                        max_length=8,
                    ),
                ),
                ("alvo_id", models.BigIntegerField(null=True)),
                ("titulo", models.CharField(max_length=150, verbose_name="título")),
                ("antes", models.JSONField(default=dict)),
                ("depois", models.JSONField(default=dict)),
                ("situacao", models.CharField(default="pendente", max_length=10, verbose_name="situação")),
                (
                    "pedida_por",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decidida_por",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("motivo", models.CharField(blank=True, max_length=200)),
                ("criada_em", models.DateTimeField(default=django.utils.timezone.now)),
                ("decidida_em", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.AddField(
            model_name="vinculo",
            name="perfis",
            field=models.ManyToManyField(related_name="vinculos", through="acesso.PerfilDoVinculo", to="acesso.perfil"),
        ),
        migrations.AddField(
            model_name="convite",
            name="perfis",
            field=models.ManyToManyField(related_name="+", through="acesso.PerfilDoConvite", to="acesso.perfil"),
        ),
        imutavel.operacao("acesso_atodaconta"),
        imutavel.operacao("acesso_termo"),
        imutavel.operacao("acesso_aceitedetermo"),
    ]
