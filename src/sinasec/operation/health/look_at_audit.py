"""The audit: whether its events are those that were noted."""

from collections.abc import Iterator
from typing import Final

from sinasec.audit.verified import altered
from sinasec.publications.finding import FAULT, RESTORE, HealthFinding
from sinasec.translation import gettext as _

ABOUT: Final = "auditoría"
SHOWN: Final = 5


def look() -> Iterator[HealthFinding]:
    """The first of what is wrong, and how much more there is. Raises what the database does."""
    try:
        wrong = [f"{one.says[0].upper()}{one.says[1:]}." for one in altered()]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        why = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        wrong = [_("No se puede leer ({why}).").format(why=why)]
    for says in wrong[:SHOWN]:
        yield HealthFinding(ABOUT, FAULT, says, RESTORE)
    if len(wrong) > SHOWN:
        more = _("Y {more} más: «sinasec audit verify».").format(more=len(wrong) - SHOWN)
        yield HealthFinding(ABOUT, FAULT, more, RESTORE)
