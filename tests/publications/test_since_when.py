"""Since when each light is what it is, in the CSV of a package, beside a recount by days."""

from datetime import timedelta
from random import Random

import pytest

from sinasec.demonstration.country.simulate import FIRST, LAST
from tests.package_rows import Row, on, slow_since, table
from tests.publications.conftest import CODES

SEED = 20261129
DAYS = 6  # of each committee
KEYS = {"comites": ("breach",), "deberes": ("breach", "duty")}


def of_one_light(rows: list[Row], name: str) -> list[list[Row]]:
    keys = {tuple(row[key] for key in KEYS[name]) for row in rows}
    return [[row for row in rows if tuple(row[key] for key in KEYS[name]) == one] for one in keys]


@pytest.mark.parametrize("name", KEYS)
def test_of_every_committee_on_days_by_chance_it_is_the_first_that_a_look_back_finds(
    published, name
):
    chance, told = Random(SEED), table(published, name)
    seen = older = 0
    for code in CODES:
        lights = of_one_light([row for row in told if row["committee"] == code], name)
        for day in (FIRST + timedelta(chance.randint(0, (LAST - FIRST).days)) for _ in range(DAYS)):
            for rows in lights:
                for row in on(day.isoformat(), rows):
                    since = slow_since(rows, day)
                    assert row["light_from"] == since.isoformat(), (code, day, row)
                    seen += 1
                    older += row["light_from"] < row["day_from"]
    assert seen > DAYS * len(CODES)
    assert older > seen / 10  # of many it is not the first day of their own row
