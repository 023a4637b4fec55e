"""The names that sources give to a kind of report, brought to one."""

from functools import cache
from importlib.resources import files

import yaml

from sinasec.intake.words import plain


@cache
def dictionary() -> dict[str, str]:
    """Plain spelling -> the name used here. Raises ValueError when two names share a spelling."""
    text = (files("sinasec.risk.ingest") / "sources" / "report_kinds.yaml").read_text(
        encoding="utf-8"
    )
    names: dict[str, str] = {}
    for kind in yaml.safe_load(text)["kinds"]:
        for written in (kind["name"], *kind.get("written", ())):
            if names.setdefault(plain(written), kind["name"]) != kind["name"]:
                raise ValueError(f"«{written}» está en dos modalidades del diccionario.")
    return names


def known_name(written: str) -> str:
    """The name used here, or the spelling of the source when the dictionary does not know it."""
    return dictionary().get(plain(written), " ".join(written.split()))
