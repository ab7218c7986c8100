"""Every setting, read from the environment by typed readers and refused by name when wrong.

`env.sample` lists the same variables with their meaning. Without DATABASE_URL this is a demonstration on the embedded
servers under DATA_DIR; with it, whatever must not have a working default has to be given.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import fontpkg_source_sans_3
import pghistory
from csp.constants import NONE, SELF
from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env, validate

from pilot import embedded, logs
from pilot.api.configuration import API_APPS, api_settings
from pilot.log_in import configuration

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

# What this is and where it answers

DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / ".data")))
EMBEDDED = embedded.addresses(DATA_DIR)
IS_EMBEDDED = not env.str("DATABASE_URL", "")
# A demonstration: made-up people only, and anybody may log in as any of them.
DEMO = env.bool("DEMO", IS_EMBEDDED)
DEBUG = env.bool("DEBUG", False)
if not IS_EMBEDDED and DEBUG:
    raise ImproperlyConfigured("DEBUG shows personal data on error pages: leave it out where DATABASE_URL is set.")


def given(name: str, demonstration: str) -> str:
    """Read a variable that only a demonstration may leave out."""
    return env.str(name, demonstration) if DEMO else env.str(name)


BASE_URL = given("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
SECRET_KEY = given("SECRET_KEY", "a demonstration keeps no secrets, so this one may be read by anybody")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [urlsplit(BASE_URL).hostname, "localhost"])
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts; * would let anybody choose our addresses.")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXY_COUNT = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)

# Apps

OWN_APPS = ["pilot", "registry", "providers", "vouchers", "billing", "scenarios"]
INSTALLED_APPS = [
    *OWN_APPS,
    *API_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_structlog",
    "pghistory",
    "pgtrigger",
    "template_partials",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pilot.middleware.keep_nothing",
    "pilot.middleware.wrong_method",
    "pilot.middleware.session_limits",
    "pilot.middleware.SecondFactor",
    "pghistory.middleware.HistoryMiddleware",
]
ROOT_URLCONF = "pilot.urls"
WSGI_APPLICATION = "pilot.wsgi.application"
FORM_RENDERER = "pilot.forms.Renderer"
TEMPLATES = [
    {
        # template_partials puts its loader around the usual two.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "pilot.context.shell",
            ],
        },
    },
]

# Servers. manage.py sets DATABASE_ROLE: migrations run as the owner of the tables, all else as the application's role.

DATABASE_ROLE = env.str("DATABASE_ROLE", "app", validate=validate.OneOf(["app", "owner"]))
_as_app = env.dj_db_url("DATABASE_URL", EMBEDDED.database(embedded.APP_ROLE))
DATABASE_APP_ROLE = _as_app["USER"]
_owner = EMBEDDED.database(embedded.OWNER_ROLE) if IS_EMBEDDED else ...
_database: Any = env.dj_db_url("DATABASE_OWNER_URL", _owner) if DATABASE_ROLE == "owner" else _as_app
_timeouts = {
    "lock_timeout": "3s" if DATABASE_ROLE == "app" else "0",
    "statement_timeout": env.str("STATEMENT_TIMEOUT", "0"),
    "idle_in_transaction_session_timeout": "60s" if DATABASE_ROLE == "app" else "0",
}
_database["OPTIONS"] = _database.get("OPTIONS", {}) | {
    "options": " ".join(f"-c {name}={value}" for name, value in _timeouts.items()),
    "application_name": "valinta",
}
DATABASES = {"default": _database | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = given("REDIS_URL", EMBEDDED.redis)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("CACHE_URL", f"{REDIS_URL}?db=1" if REDIS_URL.startswith("unix://") else REDIS_URL),
        "KEY_PREFIX": "valinta",
    },
}
for _name, _value in env.dj_email_url("EMAIL_URL", f"file:///{DATA_DIR / 'mail'}").items():
    if _value is not None:
        globals()[_name] = _value
DEFAULT_FROM_EMAIL = given("DEFAULT_FROM_EMAIL", "valinta@example.invalid")

# How Celery works with it stands in pilot.celery.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
DJANGO_STRUCTLOG_CELERY_ENABLED = True

# Who is who

AUTH_USER_MODEL = "pilot.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
OIDC_URL = given("OIDC_URL", "http://127.0.0.1:8001")
# Our own keys for it, which `manage.py log_in_keys` makes; a demonstration makes them when they are first needed.
OIDC_KEYS_FILE = DATA_DIR / "log-in-keys.json"
ORGANISATION_OIDC_URL = env.str("ORGANISATION_OIDC_URL", OIDC_URL if DEMO else "")
_log_in = configuration.log_in_settings(
    residents=configuration.Client(OIDC_URL, given("OIDC_CLIENT_ID", "valinta-residents")),
    levels=env.list("OIDC_LEVELS", configuration.STRONG, validate=validate.Length(min=1)),
    organisation=configuration.Client(
        ORGANISATION_OIDC_URL,
        env.str("ORGANISATION_OIDC_CLIENT_ID", "valinta-workspace" if DEMO else ""),
        env.str("ORGANISATION_OIDC_CLIENT_SECRET", "demonstration" if DEMO else ""),
    ),
    demo=DEMO,
)
globals().update(_log_in | api_settings())
# Whom an adult may act for by mandate (vouchers/ports/mandates.py): in a demonstration our own made-up register tells.
MANDATES = configuration.mandates_at(env.str("MANDATES_URL", configuration.made_up(OIDC_URL) if DEMO else ""))
MANDATES_PORT = "vouchers.ports.mandates_suomifi.SuomiFiMandates" if MANDATES.url else ""
# Codes with 900-999 belong to made-up people; a real pilot refuses them.
ALLOW_ARTIFICIAL_IDENTITY_CODES = env.bool("ALLOW_ARTIFICIAL_IDENTITY_CODES", DEMO)

# Row history: by statement, so that an import of 100 000 rows fires one trigger. Append-only by grants (pilot.grants).

PGHISTORY_LEVEL = pghistory.Statement

# Languages and files

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", Path(fontpkg_source_sans_3.__file__).parent / "files")]
STATICFILES_FINDERS = [*global_settings.STATICFILES_FINDERS, "pilot.page_font.PageFontFinder"]
PAGE_FONT_DIR = DATA_DIR / "page-font"
# The one-command start serves files where they lie; a release builds them once, named by content (collectstatic).
STATIC_ROOT = None if IS_EMBEDDED else BASE_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = IS_EMBEDDED
WHITENOISE_AUTOREFRESH = DEBUG
_as_they_lie = "django.contrib.staticfiles.storage.StaticFilesStorage"
_by_content = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": _as_they_lie if IS_EMBEDDED else _by_content},
}
# The message service before post (vouchers/ports/mailbox.py); a real one is named here when there is.
MAILBOX = "vouchers.ports.made_up_mailbox.MadeUpService" if DEMO else ""
# On how many connections one month is computed at once; a population of up to 65,536 needs one.
FREEZE_SHARDS = env.int("FREEZE_SHARDS", 2, validate=validate.Range(min=1))

# What browsers are told

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        # Browsers follow the log-out's form to the identity provider, whose session ends with ours.
        "form-action": [SELF, *configuration.origins(OIDC_URL, ORGANISATION_OIDC_URL, MANDATES.url)],
        "frame-ancestors": [NONE],
    },
}
_https = BASE_URL.startswith("https://")
_prefix = "__Host-" if _https else ""
SESSION_COOKIE_NAME = f"{_prefix}session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _https
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{_prefix}csrf"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = "language"
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# Logs

LOGGING = logs.logging_settings(env.log_level("LOG_LEVEL", "INFO"))
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
