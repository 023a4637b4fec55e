"""Every night, what `sinasec doctor` looks at. It changes nothing: twice is as once."""

import os
from typing import Final

from sinasec.counted import counted
from sinasec.environment import switch
from sinasec.operation.health import look_at_settings
from sinasec.operation.health.doctor import examine
from sinasec.publications.finding import code_of
from sinasec.publications.home import sinasec_home
from sinasec.translation import gettext as _
from sinasec.work.turn import Outcome, Turn, now_utc

SETTING: Final = "SINASEC_NIGHTLY_EXAMINATION"
SOUND: Final = "Todo en orden."
LOOK: Final = _("Mire qué con «sinasec doctor».")


def wanted() -> bool:
    """Raises NotPrepared."""
    return switch(SETTING, True)


def examined(turn: Turn) -> Outcome:
    turn.progress(_("mira la instalación"))
    found = [*look_at_settings.look(os.environ), *examine(sinasec_home(), now_utc())]
    code = code_of(found)
    result = {"code": code, "findings": [each.as_dict() for each in found]}
    if not code:
        return Outcome(SOUND, result)
    grave = [each for each in found if code_of([each])]
    first = _("{cosas} que atender; la primera: {message}").format(
        cosas=counted(len(grave), "cosa", "cosas"), message=grave[0].message
    )
    return Outcome(f"{first} {LOOK}", result, attend=True)
