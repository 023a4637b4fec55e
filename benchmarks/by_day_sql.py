"""The same question asked day by day in SQL: the state of every period on one day (DuckDB).

The peer is helped: it is handed the periods, the acts already mended and reviewed, and merged
registers. It answers the periods that one act fulfils; standing duties and counts of several
acts are left out of its task.
"""

from datetime import date
from typing import Any

import duckdb
import polars as pl

from benchmarks.ten_years import FIRST, KNOWN_AT, LAST
from sinasec.methods.compliance.counted import counted_by_kind
from sinasec.methods.compliance.coverage import complete_days
from sinasec.methods.compliance.facts import Facts, counted_acts
from sinasec.methods.compliance.ledger import text_of
from sinasec.methods.compliance.period_table import Horizon, asked, period_table
from sinasec.methods.compliance.wordings import Wording, Wordings, kind_frame, wordings_of
from sinasec.methods.law import Edition

QUESTION = """
WITH seen AS (SELECT * FROM periods WHERE start <= $day AND "end" >= $day),
met AS (
  SELECT s.ix, min(a.date) AS met_on
  FROM seen s JOIN acts a ON a.c = s.c AND a.kind = s.kind
   AND a.date BETWEEN s.opens AND least(coalesce(s.late_to, $day), $day)
   AND (s.path IS NULL OR json_extract_string(a.attributes, s.path) = s.wanted)
  GROUP BY s.ix)
SELECT s.committee, s.duty, s.version, s.label AS period,
  CASE
    WHEN EXISTS (FROM waivers w WHERE w.committee = s.committee
                 AND $day BETWEEN w.day_from AND w.day_to) THEN 'no_exigible'
    WHEN m.met_on <= s.due THEN 'cumplido'
    WHEN $day <= s.due AND $day >= s.soon_from THEN 'por_vencer'
    WHEN $day <= s.due THEN 'pendiente'
    WHEN EXISTS (FROM waivers w WHERE w.committee = s.committee
                 AND s.due BETWEEN w.day_from AND w.day_to) THEN 'no_exigible'
    WHEN $day < m.met_on + $memory THEN 'tardio'
    WHEN m.met_on IS NOT NULL THEN 'subsanado'
    WHEN EXISTS (FROM complete k WHERE k.c = s.c AND k.kind = s.kind
                 AND k.day_from <= s.opens AND k.day_to >= s.due) THEN 'vencido'
    ELSE 'sin_informacion'
  END AS state
FROM seen s LEFT JOIN met m USING (ix)
"""


class ByDay:
    """A database with the tables of the question."""

    def __init__(self, edition: Edition, units: pl.DataFrame, facts: Facts) -> None:
        self.memory = edition.rollup.late_memory_days
        self.wordings = wordings_of(edition)
        numbered = units.sort("committee").with_row_index("c")
        known = facts.known(KNOWN_AT)
        here = numbered.select("committee", "c", "level")
        counted = counted_acts(known.acts, known.reviews)
        acts = counted.join(here, on="committee")
        horizon = Horizon(FIRST, LAST)
        by_kind = counted_by_kind(counted, numbered)
        everything = asked(edition, self.wordings, numbered, by_kind, horizon)
        periods = period_table(edition, self.wordings, numbered, everything, horizon)
        plain = periods.join(_asked(self.wordings), on="w").with_columns(
            wanted=pl.col("wanted").str.replace_all("{period}", pl.col("label"), literal=True),
            committee=numbered["committee"].gather(
                periods.join(_asked(self.wordings), on="w")["c"]
            ),
        )
        self.answered = plain.select("duty", "version").unique()
        kinds = kind_frame(self.wordings)["kind"].unique().to_list()
        verified = ~pl.col("committee").is_in(list(edition.unverified))
        declared = known.completeness.filter(verified).join(here, on="committee")
        complete = complete_days(declared, kinds)
        self.database = duckdb.connect()
        tables = {"periods": plain, "acts": acts, "complete": complete, "waivers": known.waivers}
        for name, frame in tables.items():
            self.database.register("given", frame.to_arrow())
            self.database.execute(f"CREATE TABLE {name} AS FROM given")

    def on(self, day: date) -> pl.DataFrame:
        """committee, duty, version, period, state on a day, sorted."""
        given: dict[str, Any] = {"day": day, "memory": self.memory}
        table = self.database.sql(QUESTION, params=given).to_arrow_table()
        return pl.DataFrame(table).sort(pl.all())


def _asked(wordings: Wordings) -> pl.DataFrame:
    """w, kind, path, wanted: the wordings one act fulfils, and what it must say."""
    rows = [_question(row) for row in wordings.rows if _is_plain(row)]
    schema = {"w": pl.UInt32, "kind": pl.String, "path": pl.String, "wanted": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _is_plain(row: Wording) -> bool:
    version = row.version
    one_act = version.count == 1 and len(version.acts) == 1 and len(version.conditions) <= 1
    special = any(condition.count is not None for condition in version.conditions)
    return one_act and not special and row.duty.rule != "standing"


def _question(row: Wording) -> tuple[int, str, str | None, str]:
    for condition in row.version.conditions:
        return (
            row.number,
            row.version.acts[0],
            f"$.{condition.attribute}",
            text_of(condition.equals),
        )
    return row.number, row.version.acts[0], None, ""
