"""What is asked for by itself each night: the next one waits in the list with its hour.

So a night on which nobody worked is done once, late, and not once for each that was missed; and
what will be done tonight is seen like everything that waits.
"""

from datetime import date, datetime, timedelta
from typing import Final

from sinasec.registered import named
from sinasec.time_zone import LIMA
from sinasec.work import outbox
from sinasec.work.kinds import WORK, Night
from sinasec.work.models import UNFINISHED, WAITS, Job

BY: Final = "cada noche"  # whoever asks for it


def plant(now: datetime) -> None:
    """Ask for the next night of each kind that has one and nothing unfinished of it.

    What this installation does not want any more, and has not begun, goes.
    """
    for kind in WORK.values():
        if kind.night is None:
            continue
        asked = Job.objects.filter(kind=kind.code, created_by=BY, state__in=UNFINISHED)
        if not named(kind.night.on)():
            if asked.filter(state=WAITS).exists():  # no writing for nothing
                asked.filter(state=WAITS).delete()
        elif not asked.exists():
            day, moment = following(kind.night, now)
            while Job.objects.filter(kind=kind.code, key=day.isoformat()).exists():
                day, moment = following(kind.night, moment)  # that one was done before its hour
            outbox.ask(kind.code, day.isoformat(), {}, by=BY, now=now, due=moment, noted=False)


def following(night: Night, now: datetime) -> tuple[date, datetime]:
    """The first night after `now`: its day, and its moment."""
    day = now.astimezone(LIMA).date()
    moment = datetime.combine(day, night.at, LIMA)
    if moment <= now:
        day += timedelta(days=1)
        moment = datetime.combine(day, night.at, LIMA)
    return day, moment
