"""Who enters and for whom they act: usuários, perfis, vínculos and web-service credentials."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from guiche.cadastro.models import Beneficiario, Prestador
from guiche.nucleo.identificadores import normalizar
from guiche.nucleo.inquilinato import QuerySetGlobal
from guiche.nucleo.models import ModeloDaOperadora, ModeloGlobal, vigente_em


class UsuarioManager(BaseUserManager["Usuario"]):
    """Creates people; the identifier they log in with is any of CPF/CNPJ, e-mail or username."""

    def get_queryset(self) -> QuerySetGlobal:
        return QuerySetGlobal(self.model, using=self._db)

    def create_user(self, login: str, senha: str | None, **campos: object) -> Usuario:
        usuario = self.model(login=login.strip().lower(), **campos)
        usuario.set_password(senha)
        usuario.save(using=self._db)
        return usuario

    def por_identificador(self, texto: str) -> Usuario | None:
        """The active person with this login, e-mail, CPF or CNPJ (masks ignored), or None."""
        cru = texto.strip().lower()
        documento = normalizar(texto)
        filtro = models.Q(login=cru) | models.Q(email=cru)
        if documento:
            filtro |= models.Q(documento=documento)
        return self.filter(filtro, ativo=True).order_by("pk").first()


class Usuario(AbstractBaseUser, ModeloGlobal):
    """A person (never a shared account). Rights come only from vínculos."""

    login = models.CharField(max_length=60, unique=True)
    email = models.EmailField("e-mail", blank=True)
    documento = models.CharField("CPF ou CNPJ", max_length=14, blank=True, db_index=True)
    nome = models.CharField(max_length=120)
    ativo = models.BooleanField(default=True)
    tema = models.CharField(
        max_length=6, choices=[("auto", "Do aparelho"), ("claro", "Clara"), ("escuro", "Escura")], default="auto"
    )
    teclas = models.BooleanField("teclas de atalho", default=True)
    avisos_ao_vivo = models.BooleanField("avisos que aparecem sozinhos", default=True)
    ultimo_vinculo_id = models.BigIntegerField(null=True)
    acesso_anterior = models.DateTimeField(null=True)
    criado_em = models.DateTimeField(default=timezone.now)

    objects = UsuarioManager()  # type: ignore[misc, assignment]

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["nome"]

    def __str__(self) -> str:
        return self.nome

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.ativo

    @property
    def primeiro_nome(self) -> str:
        return self.nome.split()[0] if self.nome else self.login

    @property
    def iniciais(self) -> str:
        partes = self.nome.split() or [self.login]
        return (partes[0][0] + (partes[-1][0] if len(partes) > 1 else "")).upper()


class TentativaDeAcesso(ModeloGlobal):
    """Trail of logins: the hash of what was typed, where from and how it ended. Source: TISS Segurança 42, 69."""

    identificador_hash = models.CharField(max_length=64)
    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, null=True, related_name="tentativas")
    ip = models.CharField(max_length=45, blank=True)
    aceita = models.BooleanField()
    criada_em = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["identificador_hash", "criada_em"], name="tentativa_por_pessoa"),
            models.Index(fields=["ip", "criada_em"], name="tentativa_por_ip"),
        ]


class Perfil(ModeloDaOperadora):
    """An editable set of permission codes for one portal."""

    nome = models.CharField(max_length=60)
    portal = models.CharField(max_length=12)
    permissoes = models.JSONField("permissões", default=list)

    class Meta(ModeloDaOperadora.Meta):
        ordering = ["portal", "nome"]
        constraints = [models.UniqueConstraint(fields=["operadora", "portal", "nome"], name="perfil_unico")]

    def __str__(self) -> str:
        return self.nome


class Vinculo(ModeloDaOperadora):
    """That a person acts for the operadora, a prestador or a beneficiário, with a perfil and a validity."""

    class Portal(models.TextChoices):
        PRESTADOR = "prestador", "Prestador"
        BENEFICIARIO = "beneficiario", "Beneficiário"
        OPERADORA = "operadora", "Operadora"

    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="vinculos")
    perfil = models.ForeignKey(Perfil, on_delete=models.PROTECT, related_name="vinculos")
    portal = models.CharField(max_length=12, choices=Portal)
    prestador = models.ForeignKey(Prestador, on_delete=models.CASCADE, null=True, blank=True)
    beneficiario = models.ForeignKey(Beneficiario, on_delete=models.CASCADE, null=True, blank=True)
    vigencia_inicio = models.DateField()
    vigencia_fim = models.DateField(null=True, blank=True)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(portal="prestador", prestador__isnull=False, beneficiario__isnull=True)
                    | models.Q(portal="beneficiario", prestador__isnull=True, beneficiario__isnull=False)
                    | models.Q(portal="operadora", prestador__isnull=True, beneficiario__isnull=True)
                ),
                name="vinculo_do_portal",
            )
        ]
        indexes = [models.Index(fields=["usuario", "portal"], name="vinculo_da_pessoa")]

    @staticmethod
    def vigente(dia: date) -> models.Q:
        return vigente_em(dia)

    @property
    def rotulo(self) -> str:
        """Whom the person acts for, in words."""
        return str(self.prestador or self.beneficiario or self.operadora)


class CredencialWs(ModeloDaOperadora):
    """Login of a prestador's system at the TISS web services.

    The header carries an unsalted MD5 of the secret, so the secret is random and ours, never a portal
    password, and only a strong hash of that MD5 is kept. Source: TISS Componente Organizacional, item 114.
    """

    prestador = models.ForeignKey(Prestador, on_delete=models.CASCADE, related_name="credenciais_ws")
    login = models.CharField(max_length=20)
    segredo = models.CharField(max_length=128)
    ativa = models.BooleanField(default=True)
    criada_em = models.DateTimeField(default=timezone.now)
    usada_em = models.DateTimeField(null=True)

    class Meta(ModeloDaOperadora.Meta):
        constraints = [models.UniqueConstraint(fields=["operadora", "login"], name="credencial_ws_unica")]
