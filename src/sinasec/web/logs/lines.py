"""A record of the log as one line of JSON."""

import json
import logging
from datetime import UTC, datetime
from typing import Any, Final

from sinasec.web.logs.number import CURRENT

LEVELS: Final = {
    "DEBUG": "detalle",
    "INFO": "dato",
    "WARNING": "aviso",
    "ERROR": "error",
    "CRITICAL": "grave",
}


class Lines(logging.Formatter):
    """`hora`, `nivel`, `origen`, `mensaje`, the `numero` of the request, and `traza` of a fault.

    What a record carries in `campos` goes into the line as it is.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "hora": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "nivel": LEVELS.get(record.levelname, record.levelname),
            "origen": record.name,
            "mensaje": record.getMessage(),
            "proceso": record.process,
        }
        if number := CURRENT.get():
            line["numero"] = number
        line |= getattr(record, "campos", {})
        if record.exc_info:
            line["traza"] = self.formatException(record.exc_info)
        return _seen(json.dumps(line, ensure_ascii=False, default=str))


def _seen(line: str) -> str:
    """What a terminal would obey or turn round is written as JSON escapes it."""
    if line.isprintable():
        return line
    return "".join(each if each.isprintable() else _escaped(each) for each in line)


def _escaped(letter: str) -> str:
    return json.dumps(letter)[1:-1]
