from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from sinasec.risk import append_only


def _hold_to_it(using: str, **signal: Any) -> None:
    append_only.install(connections[using])


class RiskConfig(AppConfig):
    name = "sinasec.risk"
    verbose_name = "Índice de riesgo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_hold_to_it, sender=self)
