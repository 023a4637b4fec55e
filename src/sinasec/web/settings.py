"""Settings, read from the environment; the defaults serve a newcomer on one machine.

Reading them writes nothing: `sinasec doctor` reads them too.
"""

import os
import sys
from pathlib import Path

import dj_database_url

from sinasec import domains
from sinasec.environment import hosts, switch, whole_number
from sinasec.secret_key import secret_key
from sinasec.translation import LOCALE
from sinasec.web.desk.addresses import AREA
from sinasec.web.desk.addresses import WRITTEN as DESK_WRITTEN
from sinasec.web.front import limits
from sinasec.web.logs.config import config

HOME = Path(os.environ.get("SINASEC_HOME", "var")).resolve()

SECRET_KEY = secret_key(HOME)
DEBUG = switch("SINASEC_DEBUG", False)
ALLOWED_HOSTS = hosts("SINASEC_HOSTS", ("localhost", "127.0.0.1", "[::1]"))

# Those of others that let people sign in come after ours, whose templates take the place of theirs.
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    *domains.APPS,
    "sinasec.web",
    "sinasec.web.desk.others.Types",
    "sinasec.web.desk.others.Auth",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

# Of a reader nothing is kept: cookies and CSRF tokens are of the desk alone (see `web.desk`).
MIDDLEWARE = [
    "sinasec.web.logs.numbered.numbered",
    "sinasec.web.serving.head.head_as_get",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "sinasec.web.serving.headers.protect",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sinasec.web.serving.headers.Gzip",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sinasec.web.serving.headers.limit_methods",
    "sinasec.web.serving.verdicts.verdicts",
    "sinasec.web.serving.headers.limit_size",
    "sinasec.web.parameters.OnlyKnown",
    "sinasec.web.views.errors.Sentences",
    "sinasec.web.serving.one_moment.one_moment",
    "sinasec.web.desk.middleware.Sessions",
    "sinasec.web.desk.middleware.People",
    "sinasec.web.desk.middleware.Tokens",
    "allauth.account.middleware.AccountMiddleware",
    "sinasec.web.desk.gate.Gate",
]

ROOT_URLCONF = "sinasec.web.site_urls"
WSGI_APPLICATION = "sinasec.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "sinasec.web.menu.menu",
                "sinasec.web.desk.page.desk_of",
            ]
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{HOME / 'sinasec.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"].get("ENGINE", "").endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "es-pe"
LOCALE_PATHS = [LOCALE]
TIME_ZONE = "America/Lima"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is uploaded
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
RUN = HOME / "run"  # what the processes that serve this folder share; nothing to be saved
PUBLICATIONS = HOME / "publications"
KEYS = HOME / "keys"

# What a browser may do with our pages: read our own sheet and images, send forms to us.
# There is no script at all, ours or anyone's.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
if switch("SINASEC_HTTPS", False):  # behind a proxy that ends TLS
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

# Uploads are read from memory, answered and forgotten; larger ones are refused unread.
UPLOAD_LIMIT = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024  # of what is not a file: the longest draft, and room
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100  # a weight for each element of an index
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# Where a form or a file may be sent; every other address is only read.
RATED = ("/matriz/", "/actos/", "/que-pasaria-si/")  # where what an address sends is counted
WRITTEN = (*RATED, *DESK_WRITTEN)
MAY_SEND = "sinasec.web.serving.admitted.anybody"

# People who sign in. No sign-up, no password by mail: an invitation is the only way in.
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["sinasec.accounts.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"sinasec.accounts.passwords.{name}"} for name in ("Long", "NotCommon", "NotOneself")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
SESSION_COOKIE_NAME = "sesion"
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds, used or not; without use it ends before (see `gate`)
CSRF_COOKIE_NAME = "sesion-csrf"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = AREA
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = switch("SINASEC_HTTPS", False)
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "sinasec.web.desk.middleware.no_token"
CACHES = {  # what every process must remember for a moment, as a code that was used
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_kept",
    }
}
ACCOUNT_ADAPTER = "sinasec.web.desk.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever opened an invitation showed that it is theirs
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
ACCOUNT_FORMS = {"change_password": "sinasec.web.desk.forms.Password"}
ACCOUNT_RATE_LIMITS = False  # ours count who and from where (`accounts.throttle`)
MFA_ADAPTER = "sinasec.web.desk.adapters.SecondFactor"
MFA_FORMS = {
    "authenticate": "sinasec.web.desk.forms.Code",
    "reauthenticate": "sinasec.web.desk.forms.CodeAgain",
}
MFA_TOTP_TOLERANCE = 1  # of 30 seconds: the clock of an old telephone

# Files a minute that one address may send.
UPLOAD_RATE = whole_number("SINASEC_UPLOAD_RATE", 20)

# Pages a minute that one address may ask of those that are dear and were not made yet.
PAGE_RATE = whole_number("SINASEC_PAGE_RATE", 120)

# The API is read without a key; each address of the network may ask this often a minute.
API_RATE = whole_number("SINASEC_API_RATE", 600)
NINJA_NUM_PROXIES = whole_number("SINASEC_PROXIES", 0)

# Who does not read what they asked for, in seconds (see `web.front.slow_readers`).
READER_GRACE, READER_KEPT, READERS_LOOKED_AT = limits.GRACE, limits.IDLE, limits.LOOKED_AT
CONNECTIONS_OF_ONE = limits.CONNECTIONS_OF_ONE

# A line for each request, unless a person is looking at them in a terminal.
ACCESS_LOG = switch("SINASEC_ACCESS_LOG", not sys.stderr.isatty())
LOGGING = config(access=ACCESS_LOG)
