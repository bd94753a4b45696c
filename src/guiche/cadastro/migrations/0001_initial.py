import django.db.models.deletion
import guiche.nucleo.dinheiro
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documentos", "0001_initial"),
        ("nucleo", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Produto",
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
                ("registro_ans", models.CharField(max_length=9, verbose_name="registro do produto na ANS")),
                ("nome", models.CharField(max_length=80)),
                (
                    "segmentacao",
                    models.CharField(
                        choices=[
                            ("AMB", "Ambulatorial"),
                            ("HCO", "Hospitalar com obstetrícia"),
                            ("HSO", "Hospitalar sem obstetrícia"),
                            ("AHO", "Ambulatorial + hospitalar com obstetrícia"),
                            ("REF", "Referência"),
                            ("ODO", "Odontológica"),
                        ],
                        max_length=3,
                        verbose_name="segmentação",
                    ),
                ),
                (
                    "acomodacao",
                    models.CharField(
                        choices=[("C", "Enfermaria"), ("I", "Apartamento"), ("N", "Sem acomodação")],
                        max_length=1,
                        verbose_name="acomodação",
                    ),
                ),
                (
                    "abrangencia",
                    models.CharField(
                        choices=[
                            ("1", "Nacional"),
                            ("2", "Grupo de estados"),
                            ("3", "Estadual"),
                            ("4", "Grupo de municípios"),
                            ("5", "Municipal"),
                        ],
                        max_length=1,
                        verbose_name="abrangência",
                    ),
                ),
                (
                    "contratacao",
                    models.CharField(
                        choices=[
                            ("IF", "Individual ou familiar"),
                            ("CE", "Coletivo empresarial"),
                            ("CA", "Coletivo por adesão"),
                        ],
                        max_length=2,
                        verbose_name="contratação",
                    ),
                ),
                ("ativo", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["nome"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("operadora", "registro_ans"), name="produto_unico")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="CarenciaDoProduto",
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
                    "produto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="carencias", to="cadastro.produto"
                    ),
                ),
                (
                    "grupo",
                    models.CharField(
                        choices=[
                            ("URGENCIA", "Urgência e emergência"),
                            ("CONSULTA_EXAME", "Consultas e exames simples"),
                            ("TERAPIA", "Terapias e exames especiais"),
                            ("INTERNACAO", "Internações e cirurgias"),
                            ("PARTO", "Parto a termo"),
                            ("ODONTO_URGENCIA", "Urgência odontológica"),
                            ("ODONTO_GERAL", "Procedimentos odontológicos"),
                        ],
                        max_length=20,
                    ),
                ),
                ("horas", models.PositiveIntegerField(default=0)),
                ("dias", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("produto", "grupo"), name="carencia_do_produto_unica"),
                    models.CheckConstraint(
                        condition=models.Q(("horas", 0), ("dias", 0), _connector="OR"), name="carencia_em_horas_ou_dias"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Contrato",
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
                (
                    "produto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contratos", to="cadastro.produto"
                    ),
                ),
                ("contratante_nome", models.CharField(max_length=120)),
                ("contratante_documento", models.CharField(max_length=14)),
                ("vigencia_inicio", models.DateField()),
                ("vigencia_fim", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("operadora", "numero"), name="contrato_unico")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Beneficiario",
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
                    "contrato",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beneficiarios",
                        to="cadastro.contrato",
                    ),
                ),
                (
                    "titular",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dependentes",
                        to="cadastro.beneficiario",
                    ),
                ),
                (
                    "parentesco",
                    models.CharField(
                        choices=[
                            ("T", "Titular"),
                            ("C", "Cônjuge ou companheiro(a)"),
                            ("F", "Filho(a)"),
                            ("A", "Agregado(a)"),
                        ],
                        default="T",
                        max_length=1,
                    ),
                ),
                ("carteira", models.CharField(max_length=20, verbose_name="número da carteira")),
                ("nome", models.CharField(max_length=70)),
                ("nome_social", models.CharField(blank=True, max_length=70)),
                ("cpf", models.CharField(blank=True, max_length=11, verbose_name="CPF")),
                ("cns", models.CharField(blank=True, max_length=15, verbose_name="CNS")),
                ("nascimento", models.DateField()),
                ("sexo", models.CharField(choices=[("1", "Masculino"), ("3", "Feminino")], max_length=1)),
                ("nome_da_mae", models.CharField(blank=True, max_length=70, verbose_name="nome da mãe")),
                ("vigencia_inicio", models.DateField()),
                ("vigencia_fim", models.DateField(blank=True, null=True)),
                ("validade_da_carteira", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["operadora", "cpf"], name="beneficiario_cpf"),
                    models.Index(fields=["operadora", "nome"], name="beneficiario_nome"),
                ],
                "constraints": [models.UniqueConstraint(fields=("operadora", "carteira"), name="carteira_unica")],
            },
        ),
        migrations.CreateModel(
            name="Suspensao",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suspensoes",
                        to="cadastro.beneficiario",
                    ),
                ),
                ("inicio", models.DateField()),
                ("fim", models.DateField(blank=True, null=True)),
                ("motivo", models.CharField(max_length=120)),
            ],
            options={
                "ordering": ["inicio"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="CarenciaDoBeneficiario",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carencias",
                        to="cadastro.beneficiario",
                    ),
                ),
                (
                    "grupo",
                    models.CharField(
                        choices=[
                            ("URGENCIA", "Urgência e emergência"),
                            ("CONSULTA_EXAME", "Consultas e exames simples"),
                            ("TERAPIA", "Terapias e exames especiais"),
                            ("INTERNACAO", "Internações e cirurgias"),
                            ("PARTO", "Parto a termo"),
                            ("ODONTO_URGENCIA", "Urgência odontológica"),
                            ("ODONTO_GERAL", "Procedimentos odontológicos"),
                        ],
                        max_length=20,
                    ),
                ),
                ("fim", models.DateField(blank=True, null=True)),
                ("motivo", models.CharField(max_length=120, verbose_name="motivo da isenção ou mudança")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("beneficiario", "grupo"), name="carencia_do_beneficiario_unica")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="TabelaDePrecos",
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
                ("nome", models.CharField(max_length=80)),
                ("edicao", models.CharField(max_length=20, verbose_name="edição")),
                (
                    "moeda",
                    models.CharField(
                        choices=[("R", "Reais"), ("U", "Unidades de serviço (US)")], default="R", max_length=1
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("operadora", "nome", "edicao"), name="tabela_unica")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ItemDaTabela",
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
                    "tabela_de_precos",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="itens", to="cadastro.tabeladeprecos"
                    ),
                ),
                ("tabela", models.CharField(max_length=2, verbose_name="tabela TISS")),
                ("codigo", models.CharField(max_length=10, verbose_name="código")),
                ("valor", guiche.nucleo.dinheiro.ValorField(default=None, null=True)),
                ("quantidade_us", models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True)),
                ("vigencia_inicio", models.DateField()),
                ("vigencia_fim", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tabela_de_precos", "tabela", "codigo", "vigencia_inicio"), name="preco_unico"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="RegraDeProcedimento",
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
                ("tabela", models.CharField(max_length=2, verbose_name="tabela TISS")),
                ("codigo", models.CharField(max_length=10, verbose_name="código")),
                ("sexo", models.CharField(blank=True, max_length=1)),
                ("idade_minima", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("idade_maxima", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("exige_autorizacao", models.BooleanField(default=False, verbose_name="exige autorização")),
                ("grupo_de_carencia", models.CharField(blank=True, max_length=20)),
                ("urgencia", models.BooleanField(default=False, verbose_name="atendimento de urgência")),
                ("repetivel", models.BooleanField(default=False, verbose_name="pode repetir no mesmo dia")),
                (
                    "limite_quantidade",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="limite no período"),
                ),
                (
                    "limite_meses",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="período do limite, em meses"),
                ),
                (
                    "local",
                    models.CharField(
                        choices=[
                            ("nenhum", "Sem local"),
                            ("dente", "Dente"),
                            ("dente_face", "Dente e face"),
                            ("arco", "Arcada"),
                            ("segmento", "Segmento"),
                            ("regiao", "Região"),
                        ],
                        default="nenhum",
                        max_length=10,
                    ),
                ),
                ("faces", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="quantidade de faces")),
                (
                    "denticao",
                    models.CharField(
                        blank=True,
                        choices=[("permanente", "Permanente"), ("decidua", "Decídua")],
                        max_length=10,
                        verbose_name="dentição",
                    ),
                ),
                (
                    "posicao",
                    models.CharField(
                        blank=True,
                        choices=[("anterior", "Anterior"), ("posterior", "Posterior")],
                        max_length=9,
                        verbose_name="posição",
                    ),
                ),
                ("vigencia_inicio", models.DateField()),
                ("vigencia_fim", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("operadora", "tabela", "codigo", "vigencia_inicio"), name="regra_de_procedimento_unica"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Prestador",
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
                ("razao_social", models.CharField(max_length=120, verbose_name="razão social")),
                ("nome_fantasia", models.CharField(max_length=80, verbose_name="nome")),
                ("documento", models.CharField(max_length=14, verbose_name="CPF ou CNPJ")),
                ("codigo", models.CharField(max_length=14, verbose_name="código na operadora")),
                ("cnes", models.CharField(default="9999999", max_length=7, verbose_name="CNES")),
                (
                    "categoria",
                    models.CharField(
                        choices=[
                            ("CREDENCIADO", "Credenciado"),
                            ("11", "Médico cooperado PF"),
                            ("11PJ", "Médico cooperado PJ"),
                            ("15", "Clínica cooperada"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "tipo",
                    models.CharField(
                        choices=[
                            ("HOSPITAL", "Hospital"),
                            ("CLINICA", "Clínica"),
                            ("LABORATORIO", "Laboratório"),
                            ("CONSULTORIO", "Consultório"),
                            ("ODONTOLOGIA", "Consultório odontológico"),
                            ("COOPERATIVA", "Cooperativa"),
                            ("FORNECEDOR", "Fornecedor"),
                        ],
                        max_length=12,
                    ),
                ),
                ("conselho", models.CharField(blank=True, max_length=2)),
                ("numero_conselho", models.CharField(blank=True, max_length=15)),
                ("uf_conselho", models.CharField(blank=True, max_length=2)),
                ("cbos", models.CharField(blank=True, max_length=6, verbose_name="CBO-S")),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("telefone", models.CharField(blank=True, max_length=20)),
                ("cep", models.CharField(blank=True, max_length=8, verbose_name="CEP")),
                ("logradouro", models.CharField(blank=True, max_length=80)),
                ("numero_do_endereco", models.CharField(blank=True, max_length=10, verbose_name="número")),
                ("complemento", models.CharField(blank=True, max_length=40)),
                ("bairro", models.CharField(blank=True, max_length=60)),
                ("municipio", models.CharField(blank=True, max_length=60, verbose_name="município")),
                ("uf", models.CharField(blank=True, max_length=2, verbose_name="UF")),
                ("responsavel", models.CharField(blank=True, max_length=80, verbose_name="responsável técnico")),
                (
                    "registro_do_responsavel",
                    models.CharField(blank=True, max_length=30, verbose_name="registro do responsável"),
                ),
                ("banco", models.CharField(blank=True, max_length=4)),
                ("agencia", models.CharField(blank=True, max_length=7, verbose_name="agência")),
                ("conta", models.CharField(blank=True, max_length=20)),
                ("credenciado_em", models.DateField()),
                ("descredenciado_em", models.DateField(blank=True, null=True)),
                (
                    "foto",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="documentos.arquivo",
                    ),
                ),
            ],
            options={
                "ordering": ["nome_fantasia"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("operadora", "codigo"), name="codigo_do_prestador_unico"),
                    models.UniqueConstraint(fields=("operadora", "documento"), name="documento_do_prestador_unico"),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="CorpoClinico",
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
                    "instituicao",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corpo_clinico",
                        to="cadastro.prestador",
                    ),
                ),
                (
                    "profissional",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instituicoes",
                        to="cadastro.prestador",
                    ),
                ),
                ("inicio", models.DateField()),
                ("fim", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("instituicao", "profissional", "inicio"), name="corpo_clinico_unico"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ContratoDoPrestador",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="contratos", to="cadastro.prestador"
                    ),
                ),
                (
                    "tabela_de_precos",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cadastro.tabeladeprecos"
                    ),
                ),
                ("valor_us", guiche.nucleo.dinheiro.ValorField(default=None, null=True, verbose_name="valor da US")),
                (
                    "ajuste",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        max_digits=6,
                        verbose_name="ajuste sobre a tabela, em %",
                    ),
                ),
                (
                    "dias_para_cobrar",
                    models.PositiveSmallIntegerField(default=90, verbose_name="dias para apresentar a conta"),
                ),
                (
                    "dia_limite_entrega",
                    models.PositiveSmallIntegerField(default=25, verbose_name="último dia do mês para entregar"),
                ),
                (
                    "dias_para_analisar",
                    models.PositiveSmallIntegerField(default=15, verbose_name="dias para analisar a conta"),
                ),
                (
                    "dia_do_pagamento",
                    models.PositiveSmallIntegerField(default=10, verbose_name="dia do pagamento no mês seguinte"),
                ),
                ("dias_para_recurso", models.PositiveSmallIntegerField(default=30)),
                ("dias_para_resposta", models.PositiveSmallIntegerField(default=30)),
                ("versoes_tiss", models.CharField(blank=True, max_length=40, verbose_name="versões TISS acordadas")),
                ("vigencia_inicio", models.DateField()),
                ("vigencia_fim", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["vigencia_inicio"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("dias_para_recurso", models.F("dias_para_resposta"))),
                        name="prazo_de_recurso_igual_ao_de_resposta",
                    ),
                    models.UniqueConstraint(
                        fields=("prestador", "vigencia_inicio"), name="contrato_do_prestador_unico"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="RedeDoProduto",
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
                    "produto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rede", to="cadastro.produto"
                    ),
                ),
                (
                    "prestador",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rede", to="cadastro.prestador"
                    ),
                ),
                ("inicio", models.DateField()),
                ("fim", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("produto", "prestador", "inicio"), name="rede_unica")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Aditivo",
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
                ("titulo", models.CharField(max_length=120, verbose_name="título")),
                ("versao", models.CharField(max_length=20, verbose_name="versão")),
                ("resumo", models.CharField(max_length=600, verbose_name="o que muda, em palavras simples")),
                (
                    "arquivo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documentos.arquivo",
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("vigencia", models.DateField(verbose_name="vale a partir de")),
                ("prazo", models.DateField(verbose_name="responder até")),
                ("publico", models.CharField(max_length=200, verbose_name="para quem")),
                ("publicado_em", models.DateTimeField()),
                ("publicado_por", models.CharField(max_length=120)),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("operadora", "titulo", "versao"), name="aditivo_unico")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="RespostaAoAditivo",
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
                    "aditivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="respostas", to="cadastro.aditivo"
                    ),
                ),
                (
                    "prestador",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aditivos", to="cadastro.prestador"
                    ),
                ),
                (
                    "situacao",
                    models.CharField(
                        choices=[
                            ("pendente", "A responder"),
                            ("aceito", "Aceito"),
                            ("recusado", "Recusado"),
                            ("dispensado", "Dispensado"),
                        ],
                        default="pendente",
                        max_length=10,
                        verbose_name="situação",
                    ),
                ),
                ("prazo", models.DateField(verbose_name="responder até")),
                ("lido_em", models.DateTimeField(null=True)),
                ("respondido_em", models.DateTimeField(null=True)),
                ("signatario", models.CharField(blank=True, max_length=80, verbose_name="signatário")),
                ("cpf_do_signatario", models.CharField(blank=True, max_length=11, verbose_name="CPF do signatário")),
                ("cargo", models.CharField(blank=True, max_length=60)),
                ("usuario_id", models.BigIntegerField(null=True)),
                ("ip", models.CharField(blank=True, max_length=45)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "comprovante",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documentos.documentoemitido",
                    ),
                ),
                ("protocolo", models.CharField(blank=True, max_length=20, verbose_name="protocolo da recusa")),
                ("motivo", models.CharField(blank=True, max_length=600, verbose_name="motivo da recusa")),
                ("tratativa", models.CharField(blank=True, max_length=600, verbose_name="o que a operadora respondeu")),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["operadora", "situacao", "prazo"], name="aditivo_por_prazo")],
                "constraints": [
                    models.UniqueConstraint(fields=("aditivo", "prestador"), name="resposta_ao_aditivo_unica"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("situacao", "aceito"), _negated=True),
                            models.Q(
                                models.Q(("signatario", ""), _negated=True),
                                models.Q(("cpf_do_signatario", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="aceite_tem_quem_assinou",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Atualizacao",
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
                ("numero", models.CharField(max_length=16, verbose_name="número")),
                (
                    "prestador",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="atualizacoes",
                        to="cadastro.prestador",
                    ),
                ),
                (
                    "situacao",
                    models.CharField(
                        choices=[
                            ("em_analise", "Em análise"),
                            ("pendente", "Falta um complemento"),
                            ("conferencia", "Em segunda conferência"),
                            ("aprovada", "Aprovada, com data marcada"),
                            ("aplicada", "Em vigor"),
                            ("recusada", "Recusada"),
                            ("cancelada", "Cancelada"),
                        ],
                        default="em_analise",
                        max_length=12,
                        verbose_name="situação",
                    ),
                ),
                ("vigencia", models.DateField(verbose_name="vale a partir de")),
                ("observacao", models.CharField(blank=True, max_length=500, verbose_name="observação")),
                ("pedido", models.CharField(blank=True, max_length=500, verbose_name="o que a operadora pediu")),
                ("resposta", models.CharField(blank=True, max_length=500, verbose_name="o que o prestador respondeu")),
                ("motivo", models.CharField(blank=True, max_length=500)),
                ("enviada_em", models.DateTimeField()),
                ("enviada_por", models.CharField(max_length=120)),
                ("enviada_por_id", models.BigIntegerField(null=True)),
                ("prazo", models.DateField(verbose_name="responder até")),
                ("decidida_em", models.DateTimeField(null=True)),
                ("decidida_por", models.CharField(blank=True, max_length=120)),
                ("decidida_por_id", models.BigIntegerField(null=True)),
                ("conferida_por", models.CharField(blank=True, max_length=120)),
                ("aplicada_em", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["operadora", "situacao", "prazo"], name="atualizacao_por_prazo")],
                "constraints": [
                    models.UniqueConstraint(fields=("operadora", "numero"), name="numero_de_atualizacao_unico")
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemDaAtualizacao",
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
                    "atualizacao",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="itens", to="cadastro.atualizacao"
                    ),
                ),
                (
                    "unidade",
                    models.CharField(
                        choices=[
                            ("nome_fantasia", "Nome"),
                            ("razao_social", "Razão social"),
                            ("cnes", "CNES"),
                            ("conselho", "Registro no conselho"),
                            ("email", "E-mail"),
                            ("telefone", "Telefone"),
                            ("endereco", "Endereço de atendimento"),
                            ("responsavel", "Responsável técnico"),
                            ("banco", "Conta para pagamento"),
                        ],
                        max_length=20,
                    ),
                ),
                ("de", models.JSONField()),
                ("para", models.JSONField()),
                ("visto", models.JSONField(null=True)),
                (
                    "decisao",
                    models.CharField(
                        choices=[("a_decidir", "A decidir"), ("aceito", "Aceito"), ("recusado", "Recusado")],
                        default="a_decidir",
                        max_length=10,
                        verbose_name="decisão",
                    ),
                ),
                ("motivo", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("atualizacao", "unidade"), name="item_da_atualizacao_unico")
                ],
                "indexes": [],
            },
        ),
    ]
