"""What is written and where: warnings and errors always, each request when asked for."""

from typing import Any

ACCESS = "sinasec.access"


def config(*, access: bool) -> dict[str, Any]:
    """For Django and for the server below it, which writes its own lines in the same form."""
    quiet = {"handlers": ["lines"], "level": "WARNING", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "traced": {"()": "sinasec.web.logs.traced.Traced"},
            "refusals": {"()": "sinasec.web.logs.refusals.Refusals"},
        },
        "formatters": {"lines": {"()": "sinasec.web.logs.lines.Lines"}},
        "handlers": {
            "lines": {
                "class": "logging.StreamHandler",
                "formatter": "lines",
                "filters": ["refusals"],
            }
        },
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            "django.request": {"level": "ERROR", "filters": ["traced"]},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            ACCESS: {"level": "INFO" if access else "CRITICAL"},
            "_granian": quiet,
            "granian.access": quiet,
        },
    }
