"""The site's settings, plus what the workbench needs to write: a key, a cookie and CSRF tokens.

The public site never uses these: there the workbench's addresses do not exist.
"""

import os

from sinasec.web.settings import *  # noqa: F403
from sinasec.web.settings import HOME, MIDDLEWARE, RATED
from sinasec.web.workbench.key import entries, key_of

ROOT_URLCONF = "sinasec.web.workbench.urls"
MIDDLEWARE = [
    "sinasec.web.workbench.gate.by_name",
    *(each for each in MIDDLEWARE if not each.startswith("sinasec.web.desk.")),
    "sinasec.web.workbench.gate.gate",
    "sinasec.web.workbench.gate.Tokens",
]
WRITTEN = (*RATED, "/mesa/datos/", "/mesa/ediciones/", "/mesa/construir/", "/mesa/trabajo/")
MAY_SEND = "sinasec.web.workbench.gate.may_send"

WORKBENCH_KEY = key_of(os.environ)
WORKBENCH_BY = os.environ["SINASEC_WORKBENCH_BY"]
WORKBENCH_NAME = os.environ["SINASEC_WORKBENCH_NAME"]  # of this run, and of no other
WORKBENCH_ENTRIES = entries(HOME)

# By that name and no other, whatever the public site answers to.
ALLOWED_HOSTS = [WORKBENCH_NAME]
SECURE_REFERRER_POLICY = "same-origin"  # the name is told to nobody
CSRF_COOKIE_NAME = "mesa-csrf"
CSRF_COOKIE_PATH = "/"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "sinasec.web.workbench.gate.no_token"

# A year of police reports weighs some 30 MB as text; it goes to disk while it is read.
UPLOAD_LIMIT = 256 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
