"""What a newer edition of the reports says of the months of an older one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from sinasec.methods.risk import late
from sinasec.warehouse import Edition, read

SHOWN = 10


class NotComparable(ValueError):
    """The two editions cannot be set side by side; the message says why."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`tables`: filas (ROWS of methods.risk.late), meses, distritos and crecimiento."""

    before: Edition
    after: Edition
    tables: Mapping[str, pl.DataFrame]

    def as_dict(self) -> dict[str, Any]:
        return {
            "before": self.before.id,
            "after": self.after.id,
            **{name: table.to_dicts() for name, table in self.tables.items()},
        }

    def json(self) -> str:
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def told(self) -> list[str]:
        """For a person: what changed, most first."""
        rows = {what: (count, change) for what, count, change in self.tables["filas"].iter_rows()}
        lines = [f"De {self.before.id} a {self.after.id}:"]
        lines += [
            f"  filas {what}: {count} ({change:+d} denuncias)"
            for what, (count, change) in rows.items()
        ]
        lines += _most(self.tables["meses"], ("year", "month", "kind"), "mes y modalidad")
        lines += _most(self.tables["distritos"], ("unit",), "distrito")
        listed = ", ".join(late.months_growing(self.tables["crecimiento"]))
        return [*lines, f"Meses que todavía crecen: {listed or 'ninguno'}."]


def compare(before: Edition, after: Edition) -> Comparison:
    """What grew, shrank, came or went. Raises NotComparable."""
    if {before.dataset, after.dataset} != {"denuncias"}:
        raise NotComparable("Solo se comparan dos ediciones de denuncias: dé sus dos códigos.")
    if before.simulated != after.simulated:
        raise NotComparable("Una edición es SIMULADA y la otra no: no se comparan.")
    old, new = read(before).collect(), read(after).collect()
    tables = {
        "filas": late.rows_changed(old, new),
        "meses": late.by_month(old, new),
        "distritos": late.by_district(old, new),
        "crecimiento": late.growing(new, old),
    }
    return Comparison(before, after, tables)


def _most(table: pl.DataFrame, keys: tuple[str, ...], what: str) -> list[str]:
    if table.is_empty():
        return [f"  por {what}: nada cambió"]
    top = table.sort(pl.col("change").abs(), descending=True, maintain_order=True).head(SHOWN)
    told = [
        f"    {' '.join(map(str, key))}: {change:+d}"
        for *key, change in top.select(*keys, "change").iter_rows()
    ]
    return [f"  por {what}: cambiaron {table.height}; los que más:", *told]
