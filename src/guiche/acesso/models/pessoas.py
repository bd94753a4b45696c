"""People who log in and the trail of how they did."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from guiche.nucleo.identificadores import normalizar
from guiche.nucleo.inquilinato import QuerySetGlobal
from guiche.nucleo.models import ModeloGlobal

TEMAS = {"auto": "Do aparelho", "claro": "Clara", "escuro": "Escura"}
"""How the portal may look for a person."""


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
    """A person (never a shared account). Rights come only from vínculos.

    ``documento`` was proved by registry data and is one of the identifiers of the login;
    ``documento_declarado`` is only what the person says, and opens nothing.
    """

    login = models.CharField(max_length=60, unique=True)
    email = models.EmailField("e-mail", blank=True)
    documento = models.CharField("CPF ou CNPJ", max_length=14, blank=True, db_index=True)
    documento_declarado = models.CharField("CPF informado pela pessoa", max_length=14, blank=True)
    nome = models.CharField(max_length=120)
    ativo = models.BooleanField(default=True)
    tema = models.CharField(max_length=6, choices=list(TEMAS.items()), default="auto")
    teclas = models.BooleanField("teclas de atalho", default=True)
    avisos_ao_vivo = models.BooleanField("avisos que aparecem sozinhos", default=True)
    nascimento = models.DateField(null=True, blank=True)
    telefone = models.CharField(max_length=20, blank=True)
    ultimo_vinculo_id = models.BigIntegerField(null=True)
    acesso_anterior = models.DateTimeField(null=True)
    senha_definida_em = models.DateTimeField(null=True)
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


class SenhaAnterior(ModeloGlobal):
    """Hash of a password the person had, kept to refuse its return."""

    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="senhas_anteriores")
    hash = models.CharField(max_length=128)
    criada_em = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]


class Preferencia(ModeloGlobal):
    """A choice or a counter of one person about one page element: what was dismissed, how often a screen was used."""

    usuario = models.ForeignKey(Usuario, on_delete=models.CASCADE, related_name="preferencias")
    chave = models.CharField(max_length=80)
    valor = models.IntegerField(default=0)
    mudada_em = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["usuario", "chave"], name="preferencia_unica")]


class AtoDaConta(ModeloGlobal):
    """What happened to a person's account, whatever the operadora: append-only, shown to the person."""

    usuario = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="atos")
    tipo = models.CharField(max_length=30)
    fato = models.JSONField(default=dict)
    ip = models.CharField(max_length=45, blank=True)
    navegador = models.CharField(max_length=200, blank=True)
    criado_em = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]


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
