"""What Django refuses to a stranger is no fault of ours: said in a line, without a trace."""

import logging
from typing import Final

SECURITY: Final = "django.security."


class Refusals(logging.Filter):
    """Lets everything through; what is of `SECURITY` as a warning."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(SECURITY):
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.exc_info = record.exc_text = None
        return True
