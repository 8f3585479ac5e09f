"""The only place for settings; what differs between machines comes from the environment (see README)."""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from kombu import Queue

BASE_DIR = Path(__file__).resolve().parent.parent
env = os.environ.get

DEMO = env("DEMO") == "1"
TESTING = "PYTEST_VERSION" in os.environ or env("THEKIZ_PROOF") == "1"
DEBUG = env("DEBUG") == "1"
# guard: secret-key -> SECRET_KEY = env("SECRET_KEY") or "only-for-checks-and-migrations"
SECRET_KEY = env("SECRET_KEY") or ("only-for-checks-and-migrations" if "manage.py" in sys.argv[0] or TESTING else "")
ALLOWED_HOSTS = [host for host in env("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",") if host]  # guard: hosts -> ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [origin for origin in env("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]
DATA_DIR = Path(env("DATA_DIR") or BASE_DIR / ".data")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "guardian",
    "django_htmx",
    "sites",
    "planning",
    "offers",
    "processes",
    "reporting",
    "thekiz.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",  # guard: csp
    "django.middleware.gzip.GZipMiddleware",
    "sites.core.languages.LanguageMiddleware",  # above all that may refuse: a family reads that, too, in its language
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sites.core.limits.LimitMiddleware",  # above the wall: a refused try counts as well
    "sites.core.middleware.WallMiddleware",  # below the session: sessions are saved outside its transaction
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",  # guard: csrf
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sites.core.middleware.LoginMiddleware",  # guard: log-in
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

if TESTING:
    MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")  # Django's own live server serves what is not yet collected

ROOT_URLCONF = "thekiz.urls"
WSGI_APPLICATION = "thekiz.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["sites.templatetags.ui", "sites.templatetags.layout", "sites.templatetags.languages", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sites.core.shell.shell",
                "thekiz.demo.context.demo",
            ],
        },
    }
]


def mail_server(url: str) -> dict[str, Any]:
    """smtp://, smtp+tls:// (STARTTLS) or smtps:// with user and password, in which signs of an address are escaped: "%40" for "@"."""
    parts = urlsplit(url)
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    if parts.scheme not in ports or not parts.hostname:
        raise ImproperlyConfigured("SMTP_URL begins with smtp://, smtp+tls:// or smtps:// and names a server.")
    return {
        "host": parts.hostname,
        "port": parts.port or ports[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtps",
        "timeout": 10,
    }


def database() -> Any:
    """One engine, three log-ins: web (runtime), migrate (owner), test (both roles)."""
    owner = env("THEKIZ_AS_OWNER") == "1"
    url = env("TEST_DATABASE_URL") if TESTING else env("MIGRATE_DATABASE_URL" if owner else "DATABASE_URL")
    parsed: Any = dj_database_url.parse(url or "postgres://thekiz_web@localhost/thekiz", conn_max_age=0 if TESTING else 60, conn_health_checks=True)
    role = "thekiz_owner" if owner or TESTING else "thekiz_app"
    options = f"-c role={role} -c lock_timeout=5s -c statement_timeout={'0' if owner or TESTING else '20s'}"
    parsed["TEST"] = {"NAME": env("TEST_DATABASE_NAME", "test_thekiz")}
    parsed["OPTIONS"] = {**parsed.get("OPTIONS", {}), "options": options, "connect_timeout": 5}
    return parsed


DATABASES = {"default": database()}
AUTH_USER_MODEL = "sites.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts: allauth with e-mail as the login name; nobody signs up, people are invited.
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "reporting:home"
ACCOUNT_ADAPTER = "sites.core.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "sites.core.accounts.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3  # guard: code-attempts -> ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 9999
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_RATE_LIMITS = False  # those of allauth count in the memory of a process; ours in the database (sites/core/limits.py)
#: How many of our own proxies add to X-Forwarded-For; an installation must say it (`check --deploy`).
TRUSTED_PROXIES = int(env("TRUSTED_PROXIES", "")) if env("TRUSTED_PROXIES", "").isdecimal() else None
# guardian holds shares only (architecture decision 7): no anonymous row, no methods patched onto the user.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher" if TESTING else "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
if not TESTING:  # guard: passwords -> if DEMO:
    AUTH_PASSWORD_VALIDATORS = [
        {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10 if DEMO else 12}},
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
    ]

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["thekiz.formats"]

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env("STATIC_ROOT") or DATA_DIR / "static")
STORAGES = {
    "default": {  # its files are for the application alone; those of staticfiles are read by whoever serves them
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "base_url": None, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024**2  # a text of 1 MB comes three times as long: %C3%A4 is an ä
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# Mail: real SMTP from SMTP_URL, files in the demo, memory in tests.
if TESTING:
    MAILERS: dict[str, Any] = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
elif _smtp := env("SMTP_URL"):
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": mail_server(_smtp)}}
else:
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(DATA_DIR / "mails")}}}
DEFAULT_FROM_EMAIL = env("MAIL_FROM", "ThEKiZ <keine-antwort@thekiz.example>")
SITE_URL = env("SITE_URL", "http://localhost:8000")
OPERATOR = env("OPERATOR", "")  # empty: the state office, by its name of the day

REDIS_URL = env("REDIS_URL", "redis://localhost:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_QUEUES = [Queue("documents"), Queue("mails")]  # a worker takes from both, unless it is started for one (-Q)
CELERY_TASK_DEFAULT_QUEUE = "documents"
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_timeout": 5, "socket_connect_timeout": 2, "retry_on_timeout": False}
CELERY_TASK_PUBLISH_RETRY = False  # the job row is the truth; the sweeper announces what the broker missed
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

SESSION_ENGINE = "sites.core.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 7 * 24 * 3600
SECURE_CSP = {
    "default-src": [CSP.NONE],  # guard: default-src -> "default-src": ["*"],
    "script-src": [CSP.SELF],  # guard: script-src -> "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF],  # guard: style-src -> "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],  # guard: form-action
    "base-uri": [CSP.NONE],  # guard: base-uri
    "frame-ancestors": [CSP.NONE],  # guard: frame-ancestors
}
X_FRAME_OPTIONS = "DENY"  # guard: frames -> X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"  # guard: referrer -> SECURE_REFERRER_POLICY = "unsafe-url"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "sites.views.pages.csrf_failure"
if not (DEMO or DEBUG or TESTING):
    SECURE_SSL_REDIRECT = env("BEHIND_TLS", "1") == "1"  # guard: https
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^gesund$"]
    SECURE_HSTS_SECONDS = 31_536_000  # guard: hsts
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True  # guard: session-cookie
    CSRF_COOKIE_SECURE = True  # guard: csrf-cookie

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # guard: log-secrets -> "formatters": {"line": {"()": "logging.Formatter", "fmt": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "formatters": {"line": {"()": "sites.core.logs.WithoutSecrets", "fmt": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools")},  # they tell every page and table otherwise
}
