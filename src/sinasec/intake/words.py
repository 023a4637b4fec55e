"""Words as people write them: compared without accents, case, marks or double blanks."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from sinasec.intake.hints import hint
from sinasec.short_texts import short_ones_kept


@short_ones_kept
def plain(text: str) -> str:
    """ "  ¿Fue   descentralizada? " -> "fue descentralizada"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters.encode("ascii", "ignore").decode()).split())


def suggestion(text: str, choices: Iterable[str]) -> str:
    """ " ¿Quiso decir «…»?" with the nearest choices, or "" when nothing is near.

    Of a file, only for its first unknown words.
    """
    among = tuple(choices)
    return hint(among, text, lambda: _suggestion(text, among))


def _suggestion(text: str, choices: Iterable[str]) -> str:
    by_plain = {plain(choice): choice for choice in choices}
    near = get_close_matches(plain(text), by_plain, n=2, cutoff=0.6)
    if not near:
        return ""
    return f" ¿Quiso decir {' o '.join(f'«{by_plain[each]}»' for each in near)}?"
