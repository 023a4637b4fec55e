"""How many examples a dear property is tried with."""

from typing import Final

from hypothesis import settings

EXPLORES: Final = settings.get_current_profile_name() == "explore"


def examples(most: int) -> int:
    """`most` where new ones are made each time; of those that are always the same, half."""
    return most if EXPLORES else most // 2
