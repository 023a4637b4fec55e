"""The elements that a weight of zero takes out of an index, and the sentence that says so."""

from collections.abc import Iterable

from sinasec.methods.composite.built import Built
from sinasec.methods.words import listed


def zero_weights(built: Built) -> list[str]:
    """Codes of the elements that weigh zero among their siblings, in the order of the weights."""
    return built.weights.filter(Weight=0.0)["iCode"].to_list()


def dropped(names: Iterable[str]) -> str:
    """What their weight means, naming them all; "" when there are none."""
    named = list(names)
    if not named:
        return ""
    return (
        "Con peso cero, y por eso fuera del índice con todo lo que cuelga de ellos: "
        f"{listed(named)}."
    )
