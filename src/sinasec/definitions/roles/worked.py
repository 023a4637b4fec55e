"""Ask the table what a worked case does, with the same functions that everybody asks."""

from collections.abc import Iterator, Mapping
from typing import Any

from sinasec.methods.access import COUNTRY, Access, Hat, IllegalHat, Place
from sinasec.translation import gettext as _

Case = Mapping[str, Any]


def differences(
    access: Access, case: Case, places: Mapping[str, Place], names: Mapping[str, str]
) -> Iterator[str]:
    """One sentence for each thing that came out otherwise; none when the case holds.

    Raises KeyError for a name that the table has not.
    """
    place = places[case["place"]]
    scope = "" if case["scope"] == COUNTRY else places[case["scope"]].committee
    hat = Hat(case["role"], scope)
    try:
        may = access.may(case["action"], hat, place)
    except IllegalHat as illegal:
        yield str(illegal)
        return
    if may != case["expect"]:
        yield _("puede, y el caso espera que no") if may else _("no puede, y el caso espera que sí")
    said = access.refusal(case["action"], [hat], place, names)
    expected = " ".join(case.get("refused", said).split())
    if said != expected:
        yield _("se negó con otras palabras: {said}").format(said=said or "—")
