"""Settings, read from the environment; the defaults serve a newcomer on one machine."""

import os
import secrets
from pathlib import Path

import dj_database_url

HOME = Path(os.environ.get("SINASEC_HOME", "var")).resolve()
HOME.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """The key of this installation: given, or made once and kept beside the data."""
    given = os.environ.get("SINASEC_SECRET_KEY")
    if given:
        return given
    kept = HOME / "keys" / "django.key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50), encoding="ascii")
        fresh.replace(kept)
    return kept.read_text(encoding="ascii")


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("SINASEC_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("SINASEC_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "sinasec.territories",
    "sinasec.committees",
    "sinasec.compliance",
    "sinasec.publications",
    "sinasec.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "sinasec.web.urls"
WSGI_APPLICATION = "sinasec.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{HOME / 'sinasec.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "es-pe"
TIME_ZONE = "America/Lima"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
PUBLICATIONS = HOME / "publications"
KEYS = HOME / "keys"

# Questions a minute from one address to the API (counted by each server process);
# `SINASEC_PROXIES` says how many proxies of ours stand before.
API_RATE = int(os.environ.get("SINASEC_API_RATE", "600"))
NINJA_NUM_PROXIES = int(os.environ.get("SINASEC_PROXIES", "0"))
