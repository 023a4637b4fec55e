"""What a newer edition of the reports says of the months of an older one."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from sinasec.methods.risk.reports import late
from sinasec.territories import reference
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
        months = self.tables["meses"]
        both = months.filter(pl.col("before").is_not_null())
        lines += _most(both, "mes y modalidad", _month)
        lines += _most(self.tables["distritos"], "distrito", _district)
        lines += _new_months(months.filter(pl.col("before").is_null()))
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


def _most(table: pl.DataFrame, what: str, named: Callable[[Mapping[str, Any]], str]) -> list[str]:
    """Over the months that both editions have, which are what can have changed."""
    if table.is_empty():
        return [f"  por {what}: nada cambió en los meses de ambas"]
    top = table.sort(pl.col("change").abs(), descending=True, maintain_order=True).head(SHOWN)
    told = [f"    {named(row)}: {row['change']:+d}" for row in top.iter_rows(named=True)]
    return [f"  por {what}, en los meses de ambas: cambiaron {table.height}; los que más:", *told]


def _month(row: Mapping[str, Any]) -> str:
    return f"{row['year']}-{row['month']:02} {row['kind']}"


def _district(row: Mapping[str, Any]) -> str:
    known = row["unit"] in reference.by_code()
    return f"{row['unit']} {reference.full_name(row['unit'])}" if known else str(row["unit"])


def _new_months(table: pl.DataFrame) -> list[str]:
    if table.is_empty():
        return []
    at = table.select("year", "month").unique().sort("year", "month").rows()
    (year, month), (last, until) = at[0], at[-1]
    span = f"{year}-{month:02}" + (f" a {last}-{until:02}" if len(at) > 1 else "")
    return [
        f"  meses y modalidades que la anterior no traía ({span}): {table['after'].sum():+d} "
        "denuncias"
    ]
