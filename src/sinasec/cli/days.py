"""Days and moments as an option takes them: AAAA-MM-DD."""

from datetime import UTC, date, datetime, time
from typing import Any, Final

import click

from sinasec.time_zone import LIMA

FORM: Final = "AAAA-MM-DD"
EXAMPLE: Final = "2026-05-24"


class Day(click.ParamType):
    """A calendar day."""

    name = FORM

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        if isinstance(value, date):
            return value
        try:
            return self.read(value)
        except ValueError:
            self.fail(
                f"«{value}» no es una fecha: escríbala como {FORM}, por ejemplo {EXAMPLE}.",
                param,
                ctx,
            )

    def read(self, text: str) -> date:
        """Raises ValueError."""
        return date.fromisoformat(text)


class Instant(click.ParamType):
    """A moment; a day alone means its end in Lima. Given as UTC without zone."""

    name = f"{FORM}[THH:MM]"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        try:
            if len(value) == len(EXAMPLE):
                moment = datetime.combine(date.fromisoformat(value), time.max, LIMA)
            else:
                moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(
                f"«{value}» no es un momento: escríbalo como {FORM} o {FORM}THH:MM, por ejemplo "
                f"{EXAMPLE}T18:00.",
                param,
                ctx,
            )
        local = moment if moment.tzinfo else moment.replace(tzinfo=LIMA)
        return local.astimezone(UTC).replace(tzinfo=None)
