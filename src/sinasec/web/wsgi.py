"""Entry point of the server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinasec.web.settings")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # every view is imported now, and not while the first reader waits
