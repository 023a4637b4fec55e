"""Which data of a final index are not those of its preliminary one."""

from collections.abc import Mapping
from typing import Any, Final

from sinasec.methods.words import listed
from sinasec.publications.packages.readme import SAID

BEFORE: Final = "fuentes_antes"


def changed_data(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, Any]:
    """As written in the package. `before`, `now`: name of an input -> where it comes from.

    Of `before` only what changed is kept, so that the same sentence comes of what was kept.
    """
    changed = {name: source for name, source in sorted(before.items()) if now.get(name) != source}
    return {BEFORE: changed, SAID: _words(list(changed))}


def _words(names: list[str]) -> str:
    if not names:
        return "Se calculó con los mismos datos que su preliminar."
    return f"Después de la preliminar cambiaron los datos de {listed(names)}."
