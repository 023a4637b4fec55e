"""Django's own apps for signing in, without what they write after each migration.

Permissions by model and types of content are not used here: what each may do is in `roles`.
"""

from django.contrib.auth.apps import AuthConfig
from django.contrib.contenttypes.apps import ContentTypesConfig


class Auth(AuthConfig):
    """Users and sessions, and nothing else of it."""

    def ready(self) -> None:
        """Nothing is registered: no permissions are made and no last entry is written."""


class Types(ContentTypesConfig):
    """What `auth` asks for."""

    def ready(self) -> None:
        """Nothing is registered: no row for each model."""
