"""Settings: everything from environment variables, with defaults that serve the demo on SQLite."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import environ

env = environ.Env()

RAIZ = Path(__file__).resolve().parents[3]
VAR = Path(env.str("GUICHE_VAR", default=str(RAIZ / "var")))
VAR.mkdir(parents=True, exist_ok=True)

MODO_DEMO = env.bool("GUICHE_DEMO", default=False)
DEBUG = env.bool("GUICHE_DEBUG", default=False)
SECRET_KEY = env.str("GUICHE_CHAVE", default="" if not (DEBUG or MODO_DEMO) else "demo-sem-segredo-" + "x" * 40)
ALLOWED_HOSTS = env.list("GUICHE_HOSTS", default=["127.0.0.1", "localhost", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("GUICHE_ORIGENS", default=[])
GUICHE_ENDERECO = env.str("GUICHE_ENDERECO", default="http://127.0.0.1:8000")
GUICHE_HOJE = date.fromisoformat(env.str("GUICHE_HOJE")) if env.str("GUICHE_HOJE", default="") else None
GUICHE_TAREFA_PRAZO = env.int("GUICHE_TAREFA_PRAZO", default=900)
GUICHE_LIMITE_ENVIO = env.int("GUICHE_LIMITE_ENVIO", default=20 * 1024 * 1024)
GUICHE_CLAMAV = env.str("GUICHE_CLAMAV", default="")
GUICHE_ESQUEMAS = Path(env.str("GUICHE_ESQUEMAS", default=str(VAR / "esquemas")))
GUICHE_SENHAS_VAZADAS = Path(env.str("GUICHE_SENHAS_VAZADAS", default=str(VAR / "senhas-vazadas.bin")))
GUICHE_PROXIES = env.int("GUICHE_PROXIES", default=0)
GUICHE_METRICAS_CHAVE = env.str("GUICHE_METRICAS_CHAVE", default="")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "channels",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "guiche.nucleo",
    "guiche.documentos",
    "guiche.terminologia",
    "guiche.correio",
    "guiche.cadastro",
    "guiche.acesso",
    "guiche.comunicacao",
    "guiche.atendimento",
    "guiche.autorizacao",
    "guiche.faturamento",
    "guiche.pagamento",
    "guiche.integracao.soap",
    "guiche.integracao.tempo_real",
    "guiche.portais.componentes",
    "guiche.portais.publico",
    "guiche.portais.conta",
    "guiche.portais.prestador",
    "guiche.portais.beneficiario",
    "guiche.portais.contratante",
    "guiche.portais.operadora",
    "guiche.projeto",
]

MIDDLEWARE = [
    "guiche.projeto.middleware.observar",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "guiche.portais.publico.sessao.SessaoDasTelas",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "guiche.acesso.middleware.identificar",
    "guiche.portais.conta.portao.portao",
]

ROOT_URLCONF = "guiche.projeto.urls"
ASGI_APPLICATION = "guiche.projeto.asgi.application"
WSGI_APPLICATION = "guiche.projeto.wsgi.application"
AUTH_USER_MODEL = "acesso.Usuario"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["guiche.portais.componentes.templatetags.componentes"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "guiche.projeto.contexto.portal",
            ],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'guiche.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": env.int("GUICHE_POOL", default=8)}}

VALKEY = env.str("VALKEY_URL", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": VALKEY}
    if VALKEY
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        # redis-py's default socket timeout would drop every idle WebSocket after five seconds.
        "CONFIG": {"hosts": [{"address": VALKEY, "socket_timeout": None}]},
    }
    if VALKEY
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SEGURO = env.bool("GUICHE_HTTPS", default=not (DEBUG or MODO_DEMO))
SESSION_COOKIE_SECURE = SEGURO
CSRF_COOKIE_SECURE = SEGURO
SECURE_HSTS_SECONDS = 31_536_000 if SEGURO else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SEGURO
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if GUICHE_PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The proxy redirects to HTTPS, and to join the browsers' preload list is up to the owner of the domain.
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W021"]

AUTHENTICATION_BACKENDS = ["guiche.acesso.autenticacao.IdentificadorBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "guiche.acesso.senhas.PoliticaValidator"}]
LOGIN_URL = "publico:entrar"

# Of allauth come the stages of a login, the second factors, the addresses and the list of sessions; its
# pages, letters, registration and limits of attempts are ours (see the decision 0012).
ACCOUNT_ADAPTER = "guiche.acesso.adaptador.ContaAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "guiche.acesso.adaptador.FatorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Guichê"
MFA_TOTP_TOLERANCE = 1
CSRF_FAILURE_VIEW = "guiche.portais.publico.views.proibida"

_NADA, _PROPRIO = ["'none'"], ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": _NADA,
        "script-src": _PROPRIO,
        "style-src": _PROPRIO,
        "img-src": ["'self'", "data:"],
        "font-src": _PROPRIO,
        "connect-src": _PROPRIO,
        "worker-src": _PROPRIO,
        "manifest-src": _PROPRIO,
        "form-action": _PROPRIO,
        "base-uri": _NADA,
        "frame-ancestors": _NADA,
        "object-src": _NADA,
    }
}

LANGUAGE_CODE = "pt-br"
TIME_ZONE = env.str("GUICHE_FUSO", default="America/Sao_Paulo")
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/estaticos/"
STATIC_ROOT = VAR / "estaticos"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = DEBUG or MODO_DEMO
WHITENOISE_AUTOREFRESH = DEBUG
_ESTATICOS = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG or MODO_DEMO
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
_S3 = env.str("GUICHE_S3_BALDE", default="")
STORAGES = {
    "staticfiles": {"BACKEND": _ESTATICOS},
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _S3,
            "endpoint_url": env.str("GUICHE_S3_ENDERECO", default="") or None,
            "access_key": env.str("GUICHE_S3_CHAVE", default="") or None,
            "secret_key": env.str("GUICHE_S3_SEGREDO", default="") or None,
            "region_name": env.str("GUICHE_S3_REGIAO", default="sa-east-1"),
            "signature_version": "s3v4",
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
    if _S3
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR / "arquivos"), "base_url": None},
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = GUICHE_LIMITE_ENVIO
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 50

EMAIL_CONFIG = env.email_url("EMAIL_URL") if env.str("EMAIL_URL", default="") else {}
_SEM_SERVIDOR = "Arquivos" if DEBUG or MODO_DEMO else "SemCorreio"
EMAIL_BACKEND = EMAIL_CONFIG.get("EMAIL_BACKEND", f"guiche.correio.arquivo.{_SEM_SERVIDOR}")
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST", "")
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 30
EMAIL_FILE_PATH = str(VAR / "demo" / "correio")
DEFAULT_FROM_EMAIL = env.str("GUICHE_REMETENTE", default="guiche@localhost")

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING_CONFIG = "guiche.projeto.registros.configurar"
LOGGING = {
    "nivel": env.str("GUICHE_LOG", default="INFO"),
    "json": env.bool("GUICHE_LOG_JSON", default=not (DEBUG or MODO_DEMO)),
}
