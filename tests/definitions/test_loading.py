"""One test reads every definition; the others hold the promises of the loader."""

from datetime import date, timedelta
from itertools import pairwise

from sinasec.definitions import library, load


def test_every_definition_of_the_product_is_read():
    edition = load()
    assert {duty.rule for duty in edition.duties} >= {"at_least", "by_date", "standing"}
    assert len(edition.id) == 64
    assert edition.calendar.known_years == frozenset(range(2014, 2028))
    assert "edition.yaml" in edition.files


def test_the_edition_is_read_once():
    assert load() is load()


def test_no_two_wordings_of_a_duty_bind_a_committee_on_the_same_day():
    for duty in load().duties:
        for level in ("CONASEC", "CORESEC", "COPROSEC", "CODISEC"):
            spans = sorted((v.start, v.end) for v in duty.versions if level in v.bearers)
            for (_, end), (start, _) in pairwise(spans):
                assert end is not None, duty.code
                assert end < start, duty.code


def test_a_wording_ends_the_day_before_the_next_one():
    first, second = (load().duty("sesion-ordinaria")).versions
    assert first.end == second.start - timedelta(days=1) == date(2019, 5, 9)


def test_every_act_of_a_duty_is_a_declared_kind_for_its_bearers():
    kinds = library().act_kinds
    for duty in load().duties:
        for version in duty.versions:
            for kind in (*version.acts, *filter(None, [version.trigger])):
                assert version.bearers <= set(kinds[kind].levels), (duty.code, kind)
