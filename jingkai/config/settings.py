"""Settings, from the environment alone; `docs/operations.md` lists every variable."""

import os
from pathlib import Path

import django_stubs_ext
import structlog
from django.utils.translation import gettext_lazy as _

from jingkai.config import database

django_stubs_ext.monkeypatch()

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("JINGKAI_VAR", ROOT / "var"))

DEBUG = os.environ.get("JINGKAI_DEBUG", "") == "1"
SECRET_KEY = database.kept_secret(VAR, "secret_key", "JINGKAI_SECRET_KEY")
ALLOWED_HOSTS = os.environ.get("JINGKAI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("JINGKAI_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "jingkai.kernel.trail",
    "jingkai.kernel.geo",
    "jingkai.kernel.access",
    "jingkai.kernel.registers",
    "jingkai.kernel.files",
    "jingkai.kernel.notices",
    "jingkai.kernel.cases",
    "jingkai.kernel.flows",
    "jingkai.kernel.indicators",
    "jingkai.kernel.reports",
    "jingkai.domains.subjects",
    "jingkai.domains.park",
    "jingkai.domains.services",
    "jingkai.domains.ecology",
    "jingkai.domains.livelihood",
    "jingkai.domains.projects",
    "jingkai.domains.investment",
    "jingkai.domains.governance",
    "jingkai.domains.party_building",
    "jingkai.domains.economy",
    "jingkai.doors.ui",
    "jingkai.doors.office",
    "jingkai.doors.cockpit",
    "jingkai.doors.portal",
    "jingkai.doors.api",
    "jingkai.doors.reports",
    "jingkai.config.apps.JingkaiConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "jingkai.doors.ui.maps.again.TilesAgain",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "jingkai.doors.ui.middleware.SeatMiddleware",
    "jingkai.doors.ui.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "jingkai.config.urls"
WSGI_APPLICATION = "jingkai.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jingkai.doors.ui.context.shell",
            ],
        },
    }
]

DATABASES = database.databases(VAR)
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["jingkai.kernel.access.login.PasswordBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 8}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/office/"
LOGOUT_REDIRECT_URL = "/login/"
CSRF_FAILURE_VIEW = "jingkai.doors.ui.pages.csrf_failed"

# GB/T 22239-2019, level 3: sessions end, failures lock. Minutes and counts are the zone's to set.
SESSION_ENGINE = "jingkai.kernel.access.sessions"
SESSION_COOKIE_AGE = int(os.environ.get("JINGKAI_SESSION_MINUTES", "480")) * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
JINGKAI_TODAY = os.environ.get("JINGKAI_TODAY", "")
JINGKAI_LOCK_AFTER_FAILURES = int(os.environ.get("JINGKAI_LOCK_AFTER_FAILURES", "5"))
JINGKAI_LOCK_MINUTES = int(os.environ.get("JINGKAI_LOCK_MINUTES", "20"))
JINGKAI_PERSONAL_KEYS = database.personal_keys(VAR)
JINGKAI_PERSONAL_CIPHER = os.environ.get("JINGKAI_PERSONAL_CIPHER", "aes")  # or sm4
JINGKAI_DIGEST = os.environ.get("JINGKAI_DIGEST", "sha256")

# How notices leave; what has no address is printed.
MAILERS = database.mailers(os.environ.get("JINGKAI_MAIL", ""))
DEFAULT_FROM_EMAIL = os.environ.get("JINGKAI_MAIL_FROM", "jingkai@localhost")
JINGKAI_NOTICE_DAYS = int(os.environ.get("JINGKAI_NOTICE_DAYS", "400"))
JINGKAI_SMS_URL = os.environ.get("JINGKAI_SMS_URL", "")
JINGKAI_SMS_TOKEN = os.environ.get("JINGKAI_SMS_TOKEN", "")
JINGKAI_HOOK_NETWORKS = os.environ.get("JINGKAI_HOOK_NETWORKS", "")  # private networks, by comma
JINGKAI_NOTICE_LEASE = int(os.environ.get("JINGKAI_NOTICE_LEASE", "60"))

# Files: how large, for how long half an upload is kept, who looks into them.
JINGKAI_FILE_MAX_MB = int(os.environ.get("JINGKAI_FILE_MAX_MB", "4096"))
JINGKAI_UPLOAD_CHUNK_MB = int(os.environ.get("JINGKAI_UPLOAD_CHUNK_MB", "8"))
JINGKAI_UPLOAD_HOURS = int(os.environ.get("JINGKAI_UPLOAD_HOURS", "24"))
JINGKAI_PARTS = os.environ.get("JINGKAI_PARTS", "")
JINGKAI_CLAMAV = os.environ.get("JINGKAI_CLAMAV", "")  # host:port or the daemon's socket
JINGKAI_SCAN_REQUIRED = os.environ.get("JINGKAI_SCAN_REQUIRED", "") == "1"
JINGKAI_WATERMARK_FONT = os.environ.get("JINGKAI_WATERMARK_FONT", "")
JINGKAI_FONTS = os.environ.get("JINGKAI_FONTS", str(ROOT / "var" / "fonts")).split(os.pathsep)

# The lake: a folder, or s3://bucket/path.
JINGKAI_LAKE = os.environ.get("JINGKAI_LAKE", str(VAR / "lake"))

# Visitors without an account: whose address it is, and how much one address may look up.
JINGKAI_PROXIES = int(os.environ.get("JINGKAI_PROXIES", "0"))
JINGKAI_LOOKUPS = int(os.environ.get("JINGKAI_LOOKUPS", "60"))  # in ten minutes

# Pictures under the map, such as a WMTS's in EPSG:3857: address with {z}, {x}, {y}; whose they are.
JINGKAI_MAP_BASE = os.environ.get("JINGKAI_MAP_BASE", "")
JINGKAI_MAP_BASE_SOURCE = os.environ.get("JINGKAI_MAP_BASE_SOURCE", "")
MAP_HOSTS = ["/".join(JINGKAI_MAP_BASE.split("/")[:3])] if JINGKAI_MAP_BASE else []

SECURE_COOKIES = os.environ.get("JINGKAI_HTTPS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:", *MAP_HOSTS],
    "connect-src": ["'self'", *MAP_HOSTS],
    "worker-src": ["'self'"],
    "style-src": ["'self'", "'unsafe-inline'"],  # ECharts sets element styles
    "script-src": ["'self'"],
    "font-src": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "jingkai" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    if not DEBUG and (STATIC_ROOT / "staticfiles.json").exists()
    else {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
MEDIA_ROOT = VAR / "files"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "facts": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "facts"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("JINGKAI_LOG_LEVEL", "WARNING")},
}
