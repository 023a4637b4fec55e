"""Entry point of the server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from sinasec.publications.home import sinasec_home
from sinasec.secret_key import keep_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinasec.web.settings")
keep_key(sinasec_home())
application = get_wsgi_application()
_ = get_resolver().url_patterns  # every view is imported now, and not while the first reader waits
