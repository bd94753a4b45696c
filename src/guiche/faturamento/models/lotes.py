"""A lote from reception to payment. Money identities hold at item, guia and lote (rules.md B4.2).

``liberado = informado − Σ glosas − franquia`` and ``0 ≤ liberado ≤ processado`` on every level; constraints
repeat them so that no code path can break them.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from guiche.cadastro.models import Beneficiario, Prestador
from guiche.documentos.models import Arquivo
from guiche.faturamento.regras import estados
from guiche.faturamento.regras.extrato import Grupo
from guiche.nucleo.campos import CompetenciaField
from guiche.nucleo.dinheiro import ValorField
from guiche.nucleo.models import ModeloDaOperadora


def _identidade(nome: str) -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(valor_liberado=F("valor_informado") - F("valor_glosa") - F("valor_franquia")),
            name=f"{nome}_liberado_e_o_resto",
        ),
        models.CheckConstraint(
            condition=Q(valor_liberado__gte=0) & Q(valor_liberado__lte=F("valor_processado")),
            name=f"{nome}_liberado_ate_o_processado",
        ),
    ]


class Lote(ModeloDaOperadora):
    """Up to 100 guias of one type, sent together; ``arquivo`` keeps the message, its login covered."""

    class Canal(models.TextChoices):
        PORTAL = "1", "Digitado no portal"
        ARQUIVO = "2", "Enviado no portal"
        WEB_SERVICE = "3", "Web service"

    prestador = models.ForeignKey(Prestador, on_delete=models.PROTECT, related_name="lotes")
    numero = models.CharField("número do lote", max_length=12)
    protocolo = models.CharField(max_length=12)
    tipo_guia = models.CharField("tipo de guia", max_length=24)
    versao = models.CharField("versão TISS", max_length=8)
    sequencial_transacao = models.CharField(max_length=12)
    canal = models.CharField(max_length=1, choices=Canal)
    arquivo = models.ForeignKey(Arquivo, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    hash_variante = models.CharField(max_length=30, blank=True)
    competencia = CompetenciaField()
    recebido_em = models.DateTimeField()
    prazo_da_analise = models.DateField()
    situacao = models.CharField(
        "situação", max_length=2, choices=tuple(estados.ROTULOS.items()), default=estados.RECEBIDO
    )
    quantidade_guias = models.PositiveIntegerField(default=0)
    quantidade_itens = models.PositiveIntegerField(default=0)
    pendentes = models.PositiveIntegerField("contas por decidir", default=0)
    valor_informado = ValorField()
    valor_processado = ValorField()
    valor_glosa = ValorField()
    valor_franquia = ValorField()
    valor_liberado = ValorField()
    fechado_em = models.DateTimeField(null=True)
    fechado_por_id = models.BigIntegerField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["-recebido_em", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["operadora", "protocolo"], name="protocolo_unico"),
            models.UniqueConstraint(
                fields=["prestador", "numero"], condition=~Q(situacao=estados.CANCELADO), name="numero_de_lote_unico"
            ),
            models.UniqueConstraint(
                fields=["prestador", "sha256"], condition=~Q(situacao=estados.CANCELADO), name="arquivo_de_lote_unico"
            ),
            *_identidade("lote"),
        ]
        indexes = [
            models.Index(fields=["operadora", "situacao", "prazo_da_analise"], name="lote_por_situacao"),
            models.Index(fields=["prestador", "-recebido_em"], name="lote_do_prestador"),
            models.Index(fields=["operadora", "competencia", "situacao"], name="lote_da_competencia"),
        ]

    def __str__(self) -> str:
        return f"Lote {self.numero}"


class Guia(ModeloDaOperadora):
    """One charged attendance of a lote, and its analysis (the *conta* of the analyst)."""

    class Analise(models.TextChoices):
        AUTOMATICA = "A", "Aceita pela conferência"
        PENDENTE = "P", "Espera decisão"
        DECIDIDA = "D", "Decidida"

    lote = models.ForeignKey(Lote, on_delete=models.CASCADE, related_name="guias")
    tipo = models.CharField(max_length=24)
    numero_prestador = models.CharField("número no prestador", max_length=20)
    numero_operadora = models.CharField("número na operadora", max_length=20)
    guia_principal = models.CharField(max_length=20, blank=True)
    senha = models.CharField(max_length=20, blank=True)
    carteira = models.CharField(max_length=20)
    beneficiario = models.ForeignKey(Beneficiario, on_delete=models.PROTECT, null=True, related_name="guias")
    profissional = models.CharField("profissional executante", max_length=70, blank=True)
    carater = models.CharField(max_length=1, blank=True)
    cid = models.CharField("CID", max_length=4, blank=True)
    observacao = models.CharField("observação", max_length=1000, blank=True)
    data_inicio = models.DateField()
    data_fim = models.DateField()
    linha = models.PositiveIntegerField(default=0)
    situacao = models.CharField(
        "situação", max_length=2, choices=tuple(estados.ROTULOS.items()), default=estados.RECEBIDO
    )
    analise = models.CharField(max_length=1, choices=Analise, default=Analise.AUTOMATICA)
    divergencias = models.PositiveIntegerField(default=0)
    valor_em_risco = ValorField()
    valor_informado = ValorField()
    valor_processado = ValorField()
    valor_glosa = ValorField()
    valor_franquia = ValorField()
    valor_liberado = ValorField()
    decidida_em = models.DateTimeField(null=True)
    decidida_por_id = models.BigIntegerField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["operadora", "numero_operadora"], name="guia_da_operadora_unica"),
            *_identidade("guia"),
        ]
        indexes = [
            models.Index(fields=["lote", "numero_prestador"], name="guia_do_lote"),
            models.Index(fields=["operadora", "numero_prestador"], name="guia_do_prestador"),
            models.Index(fields=["beneficiario", "-data_inicio"], name="guia_do_beneficiario"),
            models.Index(fields=["operadora", "analise", "-valor_em_risco"], name="fila_de_contas"),
        ]

    def __str__(self) -> str:
        return f"Guia {self.numero_prestador}"


class ItemDaGuia(ModeloDaOperadora):
    """One charged line: asked, priced, decided."""

    class Decisao(models.TextChoices):
        AUTOMATICA = "A", "Aceito pela conferência"
        SUGERIDA = "S", "Glosa sugerida"
        ACEITA = "C", "Aceito"
        AJUSTADA = "V", "Valor ajustado"
        GLOSADA = "G", "Glosado"

    guia = models.ForeignKey(Guia, on_delete=models.CASCADE, related_name="itens")
    beneficiario = models.ForeignKey(Beneficiario, on_delete=models.PROTECT, null=True, related_name="itens")
    sequencial = models.PositiveIntegerField()
    despesa = models.CharField("código da despesa", max_length=2, blank=True)
    grupo = models.CharField(
        "grupo do extrato", max_length=16, choices=tuple((grupo.value, grupo.rotulo) for grupo in Grupo)
    )
    data = models.DateField()
    tabela = models.CharField(max_length=2)
    codigo = models.CharField(max_length=10)
    descricao = models.CharField(max_length=150)
    hora_inicial = models.TimeField(null=True)
    grau = models.CharField("grau de participação", max_length=2, blank=True)
    dente = models.CharField(max_length=2, blank=True)
    regiao = models.CharField(max_length=4, blank=True)
    faces = models.CharField(max_length=5, blank=True)
    quantidade = models.DecimalField(max_digits=9, decimal_places=4)
    fator = models.DecimalField(max_digits=5, decimal_places=2)
    valor_unitario = ValorField()
    valor_contratado = ValorField(null=True, default=None)
    preco_de = models.CharField("de onde vem o preço", max_length=110, blank=True)
    quantidade_autorizada = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    franquia_devida = ValorField("franquia informada na guia")
    linha = models.PositiveIntegerField(default=0)
    decisao = models.CharField(max_length=1, choices=Decisao, default=Decisao.AUTOMATICA)
    justificativa = models.CharField("o que o prestador vai ler", max_length=500, blank=True)
    contestado = models.BooleanField("não reconhecido pelo beneficiário", default=False)
    valor_informado = ValorField()
    valor_processado = ValorField()
    valor_glosa = ValorField()
    valor_franquia = ValorField()
    valor_liberado = ValorField()

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["guia_id", "sequencial"]
        constraints = [
            *_identidade("item"),
        ]
        indexes = [
            models.Index(fields=["guia", "sequencial"], name="item_da_guia"),
            models.Index(fields=["beneficiario", "codigo", "data"], name="item_do_beneficiario"),
            models.Index(fields=["beneficiario", "-data"], name="extrato_do_beneficiario"),
        ]

    @property
    def ultima_contestacao(self) -> Any:
        """The newest case opened on this line, or None; reads what was prefetched."""
        return max(self.contestacoes.all(), key=lambda caso: caso.pk, default=None)


class Glosa(ModeloDaOperadora):
    """One reason why part of the charge is not paid; of an item, of a whole guia or of the lote."""

    class Origem(models.TextChoices):
        REGRA = "R", "Conferência automática"
        ANALISTA = "A", "Analista"

    lote = models.ForeignKey(Lote, on_delete=models.CASCADE, related_name="glosas")
    guia = models.ForeignKey(Guia, on_delete=models.CASCADE, null=True, related_name="glosas")
    item = models.ForeignKey(ItemDaGuia, on_delete=models.CASCADE, null=True, related_name="glosas")
    codigo = models.CharField("motivo (tabela 38)", max_length=4)
    valor = ValorField()
    origem = models.CharField(max_length=1, choices=Origem)
    regra = models.CharField(max_length=60, blank=True)
    mensagem = models.CharField(max_length=500)
    como_resolver = models.CharField(max_length=500, blank=True)
    base_legal = models.CharField(max_length=200, blank=True)
    criada_em = models.DateTimeField(auto_now_add=True)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(valor__gte=0), name="glosa_nao_negativa")]
        indexes = [models.Index(fields=["operadora", "codigo"], name="glosa_por_motivo")]
