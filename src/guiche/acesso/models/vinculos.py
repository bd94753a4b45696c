"""For whom a person acts, with which rights and for how long; and the invitations that lead there."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone

from guiche.acesso.models.pessoas import Usuario
from guiche.cadastro.models import Beneficiario, Contrato, Prestador, Unidade
from guiche.nucleo.models import ModeloDaOperadora, vigente_em


class Portal(models.TextChoices):
    """The audiences, one portal each."""

    PRESTADOR = "prestador", "Prestador"
    BENEFICIARIO = "beneficiario", "Beneficiário"
    CONTRATANTE = "contratante", "Contratante"
    OPERADORA = "operadora", "Operadora"


class Perfil(ModeloDaOperadora):
    """An editable set of permission codes for one portal.

    A ``delegavel`` one may be given by a prestador or beneficiário to somebody else (C-13 "grupos de
    segurança", B-19 "papéis"); the others only by the operadora.
    """

    nome = models.CharField(max_length=60)
    descricao = models.CharField("descrição", max_length=200, blank=True)
    portal = models.CharField(max_length=12, choices=Portal)
    permissoes = models.JSONField("permissões", default=list)
    delegavel = models.BooleanField("pode ser delegado", default=False)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["portal", "nome"]
        constraints = [models.UniqueConstraint(fields=["operadora", "portal", "nome"], name="perfil_unico")]

    def __str__(self) -> str:
        return self.nome


class Alvo(ModeloDaOperadora):
    """For whom one acts in a portal: a prestador, a beneficiário, a contract, or the operadora itself."""

    portal = models.CharField(max_length=12, choices=Portal)
    prestador = models.ForeignKey(Prestador, on_delete=models.CASCADE, null=True, blank=True)
    beneficiario = models.ForeignKey(Beneficiario, on_delete=models.CASCADE, null=True, blank=True)
    contrato = models.ForeignKey(Contrato, on_delete=models.CASCADE, null=True, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(portal="prestador", prestador__isnull=False, beneficiario__isnull=True)
                    & models.Q(contrato__isnull=True)
                    | models.Q(portal="beneficiario", prestador__isnull=True, beneficiario__isnull=False)
                    & models.Q(contrato__isnull=True)
                    | models.Q(portal="contratante", prestador__isnull=True, beneficiario__isnull=True)
                    & models.Q(contrato__isnull=False)
                    | models.Q(portal="operadora", prestador__isnull=True, beneficiario__isnull=True)
                    & models.Q(contrato__isnull=True)
                ),
                name="%(class)s_do_portal",
            )
        ]

    @property
    def rotulo(self) -> str:
        """Whom the person acts for, in words."""
        empresa = self.contrato.contratante_nome if self.contrato else ""
        return str(self.prestador or self.beneficiario or empresa or self.operadora)


class Vinculo(Alvo):
    """That a person acts for somebody, in one period, with the rights of one or more perfis.

    ``limite`` is the last day the inviter allows (Q-04); ``vigencia_fim`` never passes it. A suspended or
    ended vínculo gives no right from the next request on. One of the team with ``unidades`` reaches only the
    prestadores of those; without any, all of them.
    """

    class Tipo(models.TextChoices):
        PROPRIO = "proprio", "Titular do acesso"
        REPRESENTANTE = "representante", "Representante"
        SECRETARIADO = "secretariado", "Secretariado"
        RESPONSAVEL = "responsavel", "Responsável legal"
        CUIDADOR = "cuidador", "Cuidador"
        EQUIPE = "equipe", "Equipe da operadora"

    class Situacao(models.TextChoices):
        ATIVO = "ativo", "Ativo"
        SUSPENSO = "suspenso", "Suspenso"
        ENCERRADO = "encerrado", "Encerrado"

    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="vinculos")
    perfis = models.ManyToManyField(Perfil, through="PerfilDoVinculo", related_name="vinculos")
    tipo = models.CharField(max_length=14, choices=Tipo, default=Tipo.PROPRIO)
    situacao = models.CharField("situação", max_length=10, choices=Situacao, default=Situacao.ATIVO)
    vigencia_inicio = models.DateField()
    vigencia_fim = models.DateField(null=True, blank=True)
    limite = models.DateField("prazo máximo", null=True, blank=True)
    email_pessoal = models.EmailField("e-mail pessoal", blank=True)
    telefone = models.CharField(max_length=20, blank=True)
    lotacao = models.CharField("lotação", max_length=60, blank=True)
    cargo = models.CharField(max_length=60, blank=True)
    unidades = models.ManyToManyField(Unidade, through="UnidadeDoVinculo", related_name="vinculos")
    motivo = models.CharField("motivo da suspensão ou do fim", max_length=200, blank=True)
    concedido_por = models.ForeignKey(Usuario, on_delete=models.SET_NULL, null=True, related_name="+")
    revisado_em = models.DateField(null=True)
    criado_em = models.DateTimeField(default=timezone.now)

    class Meta(Alvo.Meta):
        indexes = [models.Index(fields=["usuario", "portal"], name="vinculo_da_pessoa")]

    @staticmethod
    def vigente(dia: date) -> models.Q:
        return vigente_em(dia) & models.Q(situacao=Vinculo.Situacao.ATIVO)

    @property
    def papeis(self) -> str:
        """Names of the perfis, for people."""
        return ", ".join(perfil.nome for perfil in self.perfis.all())

    @property
    def por_unidade(self) -> dict[int, str]:
        """Units it is narrowed to, id → name, in order of name; empty for all, and in the other portals.

        Read from the annotation ``lista_de_unidades``, or with one statement when the row came without it.
        """
        if self.portal != Portal.OPERADORA:
            return {}
        if "lista_de_unidades" in vars(self):
            pares = vars(self)["lista_de_unidades"] or []
        else:
            pares = self.unidades.values_list("pk", "nome")
        return {int(pk): nome for pk, nome in sorted(pares, key=lambda par: (par[1], par[0]))}

    @property
    def nomes_das_unidades(self) -> str:
        """The same for people; empty outside the team."""
        if self.portal != Portal.OPERADORA:
            return ""
        return ", ".join(self.por_unidade.values()) or "Todas"

    @property
    def em_que(self) -> str:
        """Portal, roles and operadora, for people: what tells apart two accesses under one name."""
        return f"{self.get_portal_display()} · {self.papeis} · {self.operadora.nome_fantasia}"

    @property
    def codigos(self) -> frozenset[str]:
        """Permission codes of all the perfis together."""
        return frozenset(codigo for perfil in self.perfis.all() for codigo in perfil.permissoes)


class PerfilDoVinculo(ModeloDaOperadora):
    """One perfil of one vínculo."""

    vinculo = models.ForeignKey(Vinculo, on_delete=models.CASCADE, related_name="+")
    perfil = models.ForeignKey(Perfil, on_delete=models.PROTECT, related_name="+")

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["vinculo", "perfil"], name="perfil_do_vinculo_unico")]


class UnidadeDoVinculo(ModeloDaOperadora):
    """One unit that somebody of the team works for."""

    vinculo = models.ForeignKey(Vinculo, on_delete=models.CASCADE, related_name="+")
    unidade = models.ForeignKey(Unidade, on_delete=models.PROTECT, related_name="+")

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["vinculo", "unidade"], name="unidade_do_vinculo_unica")]


class Convite(Alvo):
    """An offer of a vínculo, to somebody who may not be registered yet.

    ``limite`` is the longest period offered: whoever accepts may only shorten it (Q-04). A credenciamento
    invites the prestador itself; ``dados`` keeps what the form asked besides (nome, cpf, telefone, lotacao, cargo,
    and the ids of ``unidades`` for the team).
    """

    class Tipo(models.TextChoices):
        CREDENCIAMENTO = "credenciamento", "Credenciamento"
        REPRESENTANTE = "representante", "Representante"
        SECRETARIADO = "secretariado", "Secretariado"
        RESPONSAVEL = "responsavel", "Responsável legal"
        CUIDADOR = "cuidador", "Cuidador"
        EQUIPE = "equipe", "Equipe da operadora"

    tipo = models.CharField(max_length=14, choices=Tipo)
    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, null=True, blank=True, related_name="convites")
    email = models.EmailField("e-mail")
    perfis = models.ManyToManyField(Perfil, through="PerfilDoConvite", related_name="+")
    limite = models.DateField("prazo máximo", null=True, blank=True)
    dados = models.JSONField(default=dict)
    situacao = models.CharField("situação", max_length=10, default="pendente")
    motivo = models.CharField("motivo da recusa", max_length=200, blank=True)
    convidado_por = models.ForeignKey(Usuario, on_delete=models.SET_NULL, null=True, related_name="+")
    criado_em = models.DateTimeField(default=timezone.now)
    expira_em = models.DateTimeField()
    respondido_em = models.DateTimeField(null=True)
    vinculo = models.ForeignKey(Vinculo, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta(Alvo.Meta):
        ordering = ["-pk"]
        indexes = [models.Index(fields=["email", "situacao"], name="convite_do_email")]


class PerfilDoConvite(ModeloDaOperadora):
    """One perfil offered by an invitation."""

    convite = models.ForeignKey(Convite, on_delete=models.CASCADE, related_name="+")
    perfil = models.ForeignKey(Perfil, on_delete=models.PROTECT, related_name="+")

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["convite", "perfil"], name="perfil_do_convite_unico")]
