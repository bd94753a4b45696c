"""Terminologies of the TISS standard, with their validity dates, and the operator's table of CEP: global rows."""

from __future__ import annotations

from django.db import models

from guiche.nucleo.models import ModeloGlobal


class Carga(ModeloGlobal):
    """One load of a terminology file: what was read, how far it came, and where to go on.

    ``sha256`` + ``recorte`` name the work: the same file with the same selection is loaded once.
    ``parte`` (files of the archive done) and ``linha`` (lines committed of the file in work) move in the
    same transaction as the rows, so a load that died goes on exactly after the last committed slice.
    ``total`` is counted before reading and may include headings; it equals ``feitos`` at the end.
    """

    class Situacao(models.TextChoices):
        EM_CURSO = "em_curso", "Em curso"
        CONCLUIDA = "concluida", "Concluída"
        INTERROMPIDA = "interrompida", "Interrompida"

    fonte = models.CharField(max_length=80)
    arquivo = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    recorte = models.CharField(max_length=120, blank=True)
    total = models.BigIntegerField(default=0)
    feitos = models.BigIntegerField(default=0)
    recusadas = models.BigIntegerField(default=0)
    parte = models.PositiveIntegerField(default=0)
    linha = models.BigIntegerField(default=0)
    situacao = models.CharField(max_length=12, choices=Situacao.choices, default=Situacao.EM_CURSO)
    iniciada_em = models.DateTimeField(auto_now_add=True)
    terminada_em = models.DateTimeField(null=True)
    erro = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "recorte"], name="carga_unica")]

    def __str__(self) -> str:
        return f"{self.arquivo} {self.recorte}".strip()


class Termo(ModeloGlobal):
    """One version of a TUSS term (tables 18, 19, 20 and 22).

    ``vigencia_inicio`` and ``vigencia_fim`` are both inside the validity. ``fim_implantacao`` is the day
    until which the use of a new term is optional. ``busca`` is the unaccented upper-case text searched.
    Source: Padrão TISS, Componente Organizacional 202407, itens 70 and 79-83.
    """

    tabela = models.CharField(max_length=2)
    codigo = models.CharField("código", max_length=10)
    termo = models.TextField()
    descricao = models.TextField("descrição", blank=True)
    vigencia_inicio = models.DateField("início de vigência")
    vigencia_fim = models.DateField("fim de vigência", null=True)
    fim_implantacao = models.DateField("fim de implantação", null=True)
    modelo = models.TextField("modelo ou apresentação", blank=True)
    fabricante = models.CharField(max_length=200, blank=True)
    registro_anvisa = models.CharField("registro ANVISA", max_length=20, blank=True)
    busca = models.TextField()
    carga = models.ForeignKey(Carga, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tabela", "codigo", "vigencia_inicio"], name="termo_unico")]
        indexes = [models.Index(fields=["codigo"], name="termo_por_codigo")]

    def __str__(self) -> str:
        return f"{self.codigo} {self.termo}"


class ItemDominio(ModeloGlobal):
    """One value of a TISS domain, named as in the XSD (``dm_grauPart``), with the label people read."""

    dominio = models.CharField("domínio", max_length=40)
    codigo = models.CharField("código", max_length=20)
    rotulo = models.CharField("rótulo", max_length=300)
    ordem = models.PositiveIntegerField(default=0)
    vigencia_inicio = models.DateField(null=True)
    vigencia_fim = models.DateField(null=True)

    class Meta:
        ordering = ["dominio", "ordem"]
        constraints = [models.UniqueConstraint(fields=["dominio", "codigo"], name="item_de_dominio_unico")]

    def __str__(self) -> str:
        return f"{self.codigo} {self.rotulo}"


class MotivoGlosa(ModeloGlobal):
    """One message of TISS table 38. ``atual`` says that it is in the current list of ANS.

    Codes no longer current stay, because messages in older versions still carry them.
    """

    codigo = models.CharField("código", max_length=4, unique=True)
    descricao = models.CharField("descrição", max_length=500)
    vigencia_inicio = models.DateField(null=True)
    vigencia_fim = models.DateField(null=True)
    atual = models.BooleanField(default=True)

    class Meta:
        ordering = ["codigo"]

    def __str__(self) -> str:
        return f"{self.codigo} {self.descricao}"


class OperadoraAns(ModeloGlobal):
    """An operadora registered at ANS (CADOP). Source: ANS open data, Relatório CADOP."""

    registro_ans = models.CharField("registro ANS", max_length=6, unique=True)
    cnpj = models.CharField("CNPJ", max_length=14)
    razao_social = models.CharField("razão social", max_length=200)
    situacao = models.CharField("situação", max_length=20, default="ativa")

    class Meta:
        ordering = ["registro_ans"]

    def __str__(self) -> str:
        return f"{self.registro_ans} {self.razao_social}"


class Cep(ModeloGlobal):
    """One address by its CEP, from the operator's own table; a CEP of a whole município has no street.

    ``tipo`` is the kind of place (Rua, Avenida), ``ibge`` the number of the município.
    """

    cep = models.CharField("CEP", max_length=8, primary_key=True)
    tipo = models.CharField("tipo de logradouro", max_length=40, blank=True)
    logradouro = models.CharField(max_length=120, blank=True)
    bairro = models.CharField(max_length=80, blank=True)
    municipio = models.CharField("município", max_length=80)
    ibge = models.CharField("código IBGE", max_length=7)
    uf = models.CharField("UF", max_length=2)
    carga = models.ForeignKey(Carga, on_delete=models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return ", ".join(parte for parte in (self.rua, self.bairro, f"{self.municipio}/{self.uf}") if parte)

    @property
    def rua(self) -> str:
        """Kind and name of the place together."""
        return f"{self.tipo} {self.logradouro}".strip() if self.logradouro else ""
