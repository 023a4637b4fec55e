"""The names that sources give to a kind of report, brought to one."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

import yaml

from sinasec.short_texts import short_ones_kept


@short_ones_kept
def bare(name: str) -> str:
    """Small letters without accents, marks or repeated blanks."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = decomposed.encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters).split())


@cache
def dictionary() -> dict[str, str]:
    """Bare spelling -> the name used here. Raises ValueError when two names share a spelling."""
    text = (files("sinasec.risk.ingest") / "sources" / "report_kinds.yaml").read_text(
        encoding="utf-8"
    )
    names: dict[str, str] = {}
    for kind in yaml.safe_load(text)["kinds"]:
        for written in (kind["name"], *kind.get("written", ())):
            if names.setdefault(bare(written), kind["name"]) != kind["name"]:
                raise ValueError(f"«{written}» está en dos modalidades del diccionario.")
    return names


def known_name(written: str) -> str:
    """The name used here, or the spelling of the source when the dictionary does not know it."""
    return dictionary().get(bare(written), " ".join(written.split()))
