"""Whether each written reason speaks of its own district: long enough, and of no other."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping

from sinasec.methods.words import listed


def reason_faults(reasons: Mapping[str, str], names: Mapping[str, str], least: int) -> list[str]:
    """Sentences about the reasons (district -> text, all of them written) that say too little.

    `names`: district -> its name, which does not make a reason its own. `least`: letters.
    """
    short = [
        f"La razón del distrito {unit} es muy corta: escríbala con {least} letras o más, y diga "
        "qué ocurre en ese distrito."
        for unit, text in reasons.items()
        if len(text.strip()) < least
    ]
    return short + _shared(reasons, names)


def normalised(text: str, unit: str = "", name: str = "") -> str:
    """`text` without accents, capitals, punctuation, nor the code and the name of its district."""
    words = f" {_plain(text)} "
    for own in (_plain(unit), _plain(name)):
        words = words.replace(f" {own} ", " ") if own else words
    return " ".join(words.split())


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return re.sub(r"\W+", " ", bare).strip()


def _shared(reasons: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for unit, text in reasons.items():
        alike[normalised(text, unit, names.get(unit, ""))].append(unit)
    return [
        f"Los distritos {listed(units)} llevan la misma razón: escriba la de cada uno."
        for units in alike.values()
        if len(units) > 1
    ]
