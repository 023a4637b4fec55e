"""Which districts a list shows and in what order: read from the address, said back in words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from sinasec.web.published.chosen import BadAsking
from sinasec.web.regions import REGION_NAMES
from sinasec.web.risk.words import ZONE_WORDS, ZONES
from sinasec.web.words import sorting

PER_PAGE: Final = 50
LONGEST: Final = 80
NAMES: Final = ("q", "region", "tipo", "zona", "orden", "pagina")
ORDERS: Final = {
    "zona": "zona, y en ella por región y nombre",
    "puesto": "puesto",
    "probabilidad": "probabilidad de estar entre los primeros",
    "intervalo": "ancho del intervalo, los más inciertos primero",
    "poblacion": "población",
    "nombre": "nombre",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks of a list of districts."""

    text: str = ""
    region: str = ""
    peer: str = ""
    zone: str = ""
    order: str = "zona"
    page: int = 1

    def values(self, **changes: Any) -> dict[str, str]:
        """As parameters of an address, only what differs from the default."""
        here = {
            "q": self.text,
            "region": self.region,
            "tipo": self.peer,
            "zona": self.zone,
            "orden": "" if self.order == "zona" else self.order,
            "pagina": "" if self.page == 1 else str(self.page),
        } | changes
        return {name: str(value) for name, value in here.items() if value}


def read(values: Mapping[str, str], peers: Mapping[str, str], *, order: str = "zona") -> Filter:
    """Raises BadAsking with a sentence for the reader. `order` is the default of the page."""
    found = Filter(
        text=values.get("q", "").strip()[:LONGEST],
        region=values.get("region", ""),
        peer=values.get("tipo", ""),
        zone=values.get("zona", ""),
        order=values.get("orden", "") or order,
        page=_page(values.get("pagina", "") or "1"),
    )
    _check(found.region, REGION_NAMES, "No existe esa región. Elija una de la lista.")
    _check(found.peer, peers, "No existe esa clase de municipalidad. Elija una de la lista.")
    _check(found.zone, ZONES, "No existe esa zona. Elija una de la lista.")
    _check(found.order, ORDERS, f"No existe ese orden. Puede ser {', '.join(ORDERS)}.")
    return found


def _check(value: str, known: Collection[str], sentence: str) -> None:
    if value and value not in known:
        raise BadAsking(sentence)


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:6]) > 0 and len(text) <= 6):
        raise BadAsking("La página es un número desde 1. Quite «pagina» de la dirección.")
    return int(text)


def select(table: pl.DataFrame, asked: Filter) -> pl.DataFrame:
    """The rows asked for, in order; every page of them."""
    kept = table
    for word in sorting(asked.text).split():
        kept = kept.filter(pl.col("text").str.contains(word, literal=True))
    for column, value in (("region", asked.region), ("peer", asked.peer), ("zone", asked.zone)):
        kept = kept.filter(pl.col(column) == value) if value else kept
    return _ordered(kept, asked.order)


def _ordered(table: pl.DataFrame, order: str) -> pl.DataFrame:
    if order == "zona":
        return table.sort("zone", "region", "by_name", "unit")
    if order == "puesto":
        return table.sort("rank", "by_name", nulls_last=True)
    if order == "intervalo":
        wide = pl.col("rank_high") - pl.col("rank_low")
        return table.sort(wide, "rank", descending=[True, False], nulls_last=True)
    if order == "nombre":
        return table.sort("by_name", "unit")
    column = "p_top" if order == "probabilidad" else "population"
    return table.sort(column, "rank", descending=[True, False], nulls_last=True)


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a page stands among the others. `first` and `last` count rows from 1."""

    number: int
    count: int
    total: int
    first: int
    last: int

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1 if self.number < self.count else 0


def cut(table: pl.DataFrame, asked: Filter, per: int = PER_PAGE) -> tuple[pl.DataFrame, Pages]:
    """The rows of the page asked for. Raises BadAsking beyond the last one."""
    total = table.height
    count = max(1, -(-total // per))
    if asked.page > count:
        raise BadAsking(f"La lista tiene {count} páginas. Vuelva a la primera.")
    start = per * (asked.page - 1)
    rows = table.slice(start, per)
    return rows, Pages(asked.page, count, total, start + 1, start + rows.height)


def said(asked: Filter, peers: Mapping[str, str]) -> str:
    """What the list is narrowed to, in words; '' when it is whole."""
    parts = [
        f"región {REGION_NAMES[asked.region]}" if asked.region else "",
        peers[asked.peer].lower() if asked.peer else "",
        f"zona «{ZONE_WORDS[asked.zone].lower()}»" if asked.zone else "",
        f"texto «{asked.text}»" if asked.text else "",
    ]
    return ", ".join(part for part in parts if part)
