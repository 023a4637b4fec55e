"""Ask for work in an installation: `python -m tests.work.asked KIND KEY [ARGUMENTS] …`, JSON."""

import json
import sys
from datetime import UTC, datetime

from sinasec.cli.main import django_setup


def main(asked: list[tuple[str, str, dict]]) -> None:
    django_setup()
    from django.db import connection

    from sinasec.work import outbox
    from tests.work.made_up import TABLE

    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    for kind, key, arguments in asked:
        outbox.ask(kind, key, {"key": key} | arguments, by="ana", now=datetime.now(UTC))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
