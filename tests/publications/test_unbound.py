"""Who exists is counted every day, also where no duty of a class binds it."""

from datetime import date, timedelta

import polars as pl

from sinasec.compliance.semaforo.unbound import with_unbound
from sinasec.methods.compliance.frames import COMMITTEE_LIGHTS

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
ALWAYS, BORN, DIES = "CODISEC-010102", "CODISEC-010103", "CODISEC-010104"


def units() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "committee": [ALWAYS, BORN, DIES],
            "valid_from": [date(2000, 1, 1), date(2026, 6, 1), date(2000, 1, 1)],
            "valid_to": [None, None, date(2026, 3, 31)],
        }
    )


def lights(*rows: tuple[str, str, date, date]) -> pl.DataFrame:
    whole = [(*row, "verde", 1, 0, 0, 0, 0) for row in rows]
    return pl.DataFrame(whole, schema=COMMITTEE_LIGHTS, orient="row")


def test_each_day_of_a_life_has_one_row_of_each_class():
    given = lights(
        (ALWAYS, "legal", date(2026, 2, 1), date(2026, 2, 28)),
        (ALWAYS, "legal", date(2026, 3, 1), date(2026, 4, 30)),
        (ALWAYS, "gestion", date(2025, 12, 1), date(2026, 12, 31)),
        (BORN, "legal", date(2026, 6, 1), date(2026, 6, 30)),
    )
    found = with_unbound(given, units(), FIRST, LAST)
    lives = {
        ALWAYS: (FIRST, LAST),
        BORN: (date(2026, 6, 1), LAST),
        DIES: (FIRST, date(2026, 3, 31)),
    }
    for code, (born, dies) in lives.items():
        for breach in ("legal", "gestion"):
            rows = found.filter(committee=code, breach=breach).rows(named=True)
            days = [day for row in rows for day in _days(row) if born <= day <= dies]
            assert days == list(_between(born, dies)), (code, breach)
    assert found.filter(light="verde").equals(given.sort("committee", "breach", "day_from"))
    added = found.filter(pl.col("light") != "verde")
    assert set(added["light"]) == {"gris"}
    assert added.select(pl.sum_horizontal(pl.col("^n_.*$")).sum()).item() == 0


def _days(row: dict) -> list[date]:
    return list(_between(row["day_from"], row["day_to"]))


def _between(first: date, last: date):
    return (first + timedelta(days=i) for i in range((last - first).days + 1))


def test_nothing_is_added_where_every_day_is_judged():
    given = lights(
        *((ALWAYS, breach, FIRST, LAST) for breach in ("gestion", "legal")),
    )
    alone = units().filter(committee=ALWAYS)
    assert with_unbound(given, alone, FIRST, LAST).equals(given)
