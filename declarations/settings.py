"""
Settings, from the environment with defaults that are safe to serve with.

| variable | default | meaning |
|---|---|---|
| ``SECRET_KEY`` | made on the first run, kept in ``var/secret_key`` | signs sessions and forms |
| ``DATABASE_URL`` | ``var/declarations.sqlite3`` | e.g. ``postgres://user:pass@host/name`` |
| ``DEBUG`` | off | ``1`` for ``make dev`` |
| ``ALLOWED_HOSTS`` | this machine | comma-separated |
| ``HTTPS`` | off | ``1`` behind TLS: secure cookies, HSTS, redirect |
| ``CSRF_TRUSTED_ORIGINS`` | none | comma-separated, with scheme |
| ``DATA_DIR`` | ``var/`` | database, secret key, collected static files, mail that is not sent |
| ``PROXIES`` | ``1`` with ``HTTPS``, else ``0`` | how many proxies add to ``X-Forwarded-For`` |
| ``EMAIL_HOST`` | none: mail is left in ``var/mail/`` | server that sends reset links |
| ``EMAIL_PORT`` | ``587`` | 587 with STARTTLS, 465 with TLS, any other without |
| ``EMAIL_USER``, ``EMAIL_PASSWORD`` | none | how to log in to it |
| ``EMAIL_FROM`` | ``declaration-points@localhost`` | whom the mail is from |
| ``LOG_LEVEL`` | ``INFO`` | |

docs/operations.md says how to serve it to others.
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var"))
DATA_DIR.mkdir(parents=True, exist_ok=True)


def flag(name: str) -> bool:
    """Say whether an environment variable is set to something like yes."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str = "") -> list[str]:
    """Return the comma-separated values of an environment variable."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def secret_key(path: Path) -> str:
    """
    Return the secret key kept in a file, made on the first run.

    Two processes that start at once agree on one key: the file is written in
    full beside its place and then linked into it, which only one can do.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


DEBUG = flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY") or secret_key(DATA_DIR / "secret_key")
ALLOWED_HOSTS = listed("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "declarations",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # whitenoise serves static files in development too, with the same headers.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "simple_history",
    "import_export",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "declarations.views.viewers.private_to_accounts",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    # Last, as it asks to be: it answers for a log-in that was locked out.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "declarations.urls"
WSGI_APPLICATION = "declarations.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA_DIR / 'declarations.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Readers go on while an editor saves. Django itself turns foreign keys on.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        # A transaction takes the write lock at its start and waits for it, instead of
        # failing half-way when it turns from reading to writing.
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,  # seconds to wait for another writer
    }

# --- Static files -------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# --- Languages ----------------------------------------------------------------

# The interface speaks English; its strings are marked, and Spanish follows with its
# catalogue. The language a text is *read* in is a reader's choice in the address (lang=).
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "declarations" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Security -----------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "declarations.views.errors.csrf_failure"
if flag("HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

AUTH_USER_MODEL = "declarations.User"
AUTHENTICATION_BACKENDS = [
    # First: it refuses whoever failed too often before a password is looked at.
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "declarations:login"
LOGIN_REDIRECT_URL = "declarations:account"
LOGOUT_REDIRECT_URL = "declarations:home"
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds for which the link of a mail can be used

# --- Failed log-ins -------------------------------------------------------------

# Who fails five times with one name from one address waits a quarter of an hour, with that name
# and from there. Others, and the same person elsewhere, are not kept out by it.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # trying on does not make it longer
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "declarations.views.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "declarations.views.lockout.address_of_client"
# Proxies in front that each add to X-Forwarded-For the address that they were asked from.
PROXIES = int(os.environ.get("PROXIES") or flag("HTTPS"))
# Failures are kept until they are out of date, and nothing of log-ins that went well.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False  # no line in the log at each start

# --- Mail -------------------------------------------------------------------------

# Only links to set a new password are sent. Without a server for it they are left in files.
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "declaration-points@localhost")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_TIMEOUT = 10  # seconds
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)

# An editor's page of a long declaration has many fields: 60 points of about 20 each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # bytes; 60 long points in two languages

# --- Logging ------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
