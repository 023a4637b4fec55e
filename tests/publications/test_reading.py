"""What pages read is what was published: counted again, slowly, from its CSV."""

import csv
import itertools
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.compliance.semaforo.publish import publish
from sinasec.compliance.semaforo.snapshot import BREACHES, LEVELS, Snapshot
from sinasec.demonstration.country.simulate import FIRST, LAST
from sinasec.publications import catalogue
from tests.examples import examples

DAYS = st.dates(FIRST, LAST)
NOW = datetime(2026, 5, 24, 23, tzinfo=UTC)


def slow_shown(folder, day: date, breach: str) -> dict[str, str]:
    """Committee -> what it shows, one row at a time; without a row nothing bound it."""
    with open(folder / "unidades.csv", encoding="utf-8", newline="") as file:
        alive = {
            row["committee"]: "no_exigible"
            for row in csv.DictReader(file)
            if row["valid_from"] <= day.isoformat() <= (row["valid_to"] or "9999")
        }
    with open(folder / "comites.csv", encoding="utf-8", newline="") as file:
        return alive | {
            row["committee"]: (
                row["light"]
                if row["light"] != "gris"
                else "sin_informacion"
                if int(row["n_gris"])
                else "no_exigible"
            )
            for row in csv.DictReader(file)
            if row["breach"] == breach and row["day_from"] <= day.isoformat() <= row["day_to"]
        }


@given(day=DAYS, breach=st.sampled_from(BREACHES))
@hypothesis_settings(max_examples=examples(40), deadline=None)
def test_the_map_shows_what_the_csv_says(published, day, breach):
    assert Snapshot(published).shown_on(day, breach) == slow_shown(published, day, breach)


@given(day=DAYS, breach=st.sampled_from(BREACHES))
@hypothesis_settings(max_examples=examples(40), deadline=None)
def test_the_counts_are_the_map_counted(published, day, breach):
    snapshot = Snapshot(published)
    rows = {row["committee"]: row for row in snapshot.units.iter_rows(named=True)}
    slow = Counter(
        (rows[code]["region"], rows[code]["level"], shown)
        for code, shown in slow_shown(published, day, breach).items()
    )
    counts = snapshot.counts(day, breach)
    names = ("verde", "ambar", "rojo", "sin_informacion", "no_exigible")
    fast = {
        (region, level, name): int(counts[i, j, k])
        for i, region in enumerate(snapshot.regions)
        for j, level in enumerate(LEVELS)
        for k, name in enumerate(names)
        if counts[i, j, k]
    }
    assert fast == dict(slow)


@given(code=st.sampled_from(["CORESEC-21", "CODISEC-150103"]), breach=st.sampled_from(BREACHES))
@hypothesis_settings(max_examples=examples(10), deadline=None)
def test_history_covers_each_day_once(published, code, breach):
    lights = Snapshot(published).history(code, breach)
    assert all(
        later.day_from == before.day_to + timedelta(days=1)
        for before, later in itertools.pairwise(lights)
    )
    assert lights[-1].day_to == LAST


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
def test_a_day_it_does_not_cover_is_said_so(published, day):
    with pytest.raises(reading.DayOutside, match="Esta publicación cubre"):
        Snapshot(published).counts(day, "legal")


@pytest.fixture
def publication(simulated):
    return publish(as_of=LAST, now=NOW, horizon_from=FIRST).publication


@pytest.mark.database
@pytest.mark.django_db
class TestOfThePublication:
    def test_totals_are_the_sum_of_levels_and_of_regions(self, publication):
        day = date(2026, 3, 3)
        for breach in BREACHES:
            national = reading.national(publication, day, breach)
            total = national.pop("total")
            assert sum(national[level].total for level in LEVELS) == total.total
            regions = reading.regions(publication, day, breach)
            own = national["CONASEC"].total
            assert sum(region.tally.total for region in regions) + own == total.total

    def test_page_of_a_committee_agrees_with_the_map_and_the_trace(self, publication, units):
        day = date(2026, 8, 14)
        for code in units["committee"]:
            page = reading.committee(publication, code, day)
            for breach in BREACHES:
                light = getattr(page, breach)
                on_map = reading.shown(publication, day, breach).get(code)
                assert (light.why_gris or light.light if light else None) == on_map
            traced = {
                (finding.duty, finding.light)
                for finding in reading.findings(publication, code, day)
                if finding.state not in ("no_exigible", "pendiente")
            }
            shown = {
                (duty.duty, duty.light)
                for duty in page.duties
                if duty.state not in ("no_exigible", "pendiente")
            }
            assert traced == shown, code

    def test_a_light_is_shown_from_its_first_day_to_its_last(self, publication, units):
        for code, breach in itertools.product(units["committee"][:3], BREACHES):
            for light in reading.snapshot(publication).history(code, breach):
                for day in {max(light.day_from, FIRST), light.day_to}:
                    assert getattr(reading.committee(publication, code, day), breach) == light

    @pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
    def test_a_committee_is_not_told_of_a_day_not_covered(self, publication, units, day):
        for told in (reading.committee, reading.findings):
            with pytest.raises(reading.DayOutside, match="Esta publicación cubre"):
                told(publication, units["committee"][0], day)

    def test_days_are_of_lima(self, publication):
        # Eleven at night in Greenwich is six in the evening in Lima: the same day there.
        assert catalogue.published_on(date(2026, 5, 24)).that_day == (publication,)
        assert catalogue.published_on(date(2026, 5, 23)).in_force == {}
        later = catalogue.published_on(date(2026, 5, 25))
        assert later.that_day == ()
        assert later.in_force == {SEMAFORO: publication}

    def test_an_unknown_committee_is_said_so(self, publication):
        with pytest.raises(reading.NotInIt, match="no tiene ningún comité"):
            reading.committee(publication, "CODISEC-999999", LAST)
