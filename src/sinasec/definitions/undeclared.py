"""What is named in a definition and nobody declared: with the right gender, and what to do."""

from collections.abc import Collection
from difflib import get_close_matches


def undeclared(what: str, name: str, known: Collection[str], where: str = "") -> str:
    """`what`: with its article ("la norma"); `where`: the file that declares it, "" for its own."""
    ending = "a" if what.startswith("la ") else "o"
    place = f" en {where}" if where else ""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    advice = (
        f"¿Quiso decir «{near[0]}»?" if near else f"Declárel{ending}{place} antes de usarl{ending}."
    )
    return f"{what} «{name}» no está declarad{ending}. {advice}"
