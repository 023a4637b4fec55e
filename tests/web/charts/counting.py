"""The lights of a day counted the slow way: from the files of a package, committee by committee."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import polars as pl


def committees_then(folder: Path, day: date, region: str = "") -> int:
    """How many existed; of a region, or with "" of all."""
    return len(_existing(folder, day, region))


def lights_then(folder: Path, day: date, breach: str, region: str = "") -> dict[str, int]:
    """How many showed each light that day; one without any duty of the class was «no exigible»."""
    shown = dict.fromkeys(_existing(folder, day, region), "no_exigible")
    for row in pl.read_parquet(folder / "comites.parquet").iter_rows(named=True):
        if row["breach"] == breach and row["day_from"] <= day <= row["day_to"]:
            grey = "sin_informacion" if row["n_gris"] else "no_exigible"
            if row["committee"] in shown:
                shown[row["committee"]] = grey if row["light"] == "gris" else row["light"]
    names = ("verde", "ambar", "rojo", "sin_informacion", "no_exigible")
    return {name: Counter(shown.values())[name] for name in names}


def ambar_by_day(
    folder: Path, first: date, last: date, breach: str, region: str = ""
) -> dict[date, int]:
    """How many committees show ámbar on each day, both ends included."""
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    units = pl.read_parquet(folder / "unidades.parquet").select("committee", "region").rows()
    of = dict(units)
    spans = [
        (row["day_from"], row["day_to"])
        for row in pl.read_parquet(folder / "comites.parquet").iter_rows(named=True)
        if row["breach"] == breach
        and row["light"] == "ambar"
        and region in ("", of[row["committee"]])
    ]
    return {day: sum(start <= day <= end for start, end in spans) for day in days}


def _existing(folder: Path, day: date, region: str) -> list[str]:
    return [
        row["committee"]
        for row in pl.read_parquet(folder / "unidades.parquet").iter_rows(named=True)
        if region in ("", row["region"])
        and row["valid_from"] <= day
        and (row["valid_to"] is None or day <= row["valid_to"])
    ]
