"""The items of a list that someone wrote, each with its arguments."""

from collections.abc import Mapping
from typing import Any, cast

from sinasec.methods.composite.faults import RecipeFault

Faults = list[RecipeFault]


def items_of(listed: Any, where: str, faults: Faults) -> list[Mapping[str, Any]]:
    """The mappings of `listed`; what is not a list of them is added to `faults`."""
    if listed is None:
        return []
    if not isinstance(listed, list | tuple):
        faults.append(RecipeFault(where, "debe ser una lista (cada elemento empieza con «-»)."))
        return []
    items = list(cast("list[Any]", listed))
    wrong = [place for place, each in enumerate(items) if not isinstance(each, Mapping)]
    faults += [
        RecipeFault(f"{where}[{place + 1}]", "debe llevar «clave: valor».") for place in wrong
    ]
    return [each for each in items if isinstance(each, Mapping)]


def step_places(listed: Any) -> dict[str, int]:
    """Where each step stands in the list that someone wrote, from 1."""
    return {str(each.get("step")): place for place, each in enumerate(items_of(listed, "", []), 1)}
