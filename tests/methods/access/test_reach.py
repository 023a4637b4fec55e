"""How far a mandate reaches, in any tree of committees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinasec.methods.access import Hat, Place, reaches
from sinasec.methods.access.places import level_of, overlap

REACHES = ("propio", "debajo", "propio-y-debajo", "todo")
CODES = ("CONASEC", "CORESEC-15", "COPROSEC-1501", "CODISEC-150108", "CORESEC-21", "CODISEC-210101")
places = st.one_of(
    st.just(Place("")),
    st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True).map(
        lambda codes: Place(codes[0], tuple(codes[1:]))
    ),
)
hats = st.builds(Hat, role=st.just("r"), scope=st.sampled_from(("", *CODES)))


@given(hats, places)
def test_below_never_includes_ones_own_and_all_includes_everything(hat, place):
    own = hat.scope == place.committee
    assert reaches("propio", hat, place) == own
    assert not (own and reaches("debajo", hat, place))
    assert reaches("todo", hat, place)


@given(hats, places)
def test_own_and_below_is_one_or_the_other(hat, place):
    either = reaches("propio", hat, place) or reaches("debajo", hat, place)
    assert reaches("propio-y-debajo", hat, place) == either


@given(places)
def test_below_the_country_is_every_committee(place):
    assert reaches("debajo", Hat("r", ""), place) == (place.committee != "")


@given(st.sampled_from(CODES), places)
def test_a_committee_is_below_only_those_over_it(scope, place):
    assert reaches("debajo", Hat("r", scope), place) == (scope in place.above)


@given(st.sampled_from(CODES))
def test_no_committee_reaches_the_country_but_by_all(scope):
    whole = Place("")
    assert [reach for reach in REACHES if reaches(reach, Hat("r", scope), whole)] == ["todo"]


@pytest.mark.parametrize("one", REACHES)
@pytest.mark.parametrize("other", REACHES)
def test_they_overlap_where_some_place_is_reached_both_ways(one, other):
    """Told twice: by asking in each place of a tree."""
    hat = Hat("r", "COPROSEC-1501")
    tree = [
        Place("CODISEC-150108", ("COPROSEC-1501", "CORESEC-15", "CONASEC")),
        Place("COPROSEC-1501", ("CORESEC-15", "CONASEC")),
        Place("CORESEC-15", ("CONASEC",)),
        Place(""),
    ]
    both = any(reaches(one, hat, place) and reaches(other, hat, place) for place in tree)
    assert overlap(one, other) == both


@pytest.mark.parametrize(
    ("committee", "above"),
    [
        ("CODISEC-150108", ("CODISEC-150108", "CONASEC")),
        ("CODISEC-150108", ("CONASEC", "CONASEC")),
        ("CODISEC-150108", ("CORESEC-15", "")),
        ("", ("CONASEC",)),
    ],
)
def test_a_place_that_no_tree_has_is_a_fault_of_the_caller(committee, above):
    with pytest.raises(ValueError, match="no committee is placed so"):
        Place(committee, above)


@pytest.mark.parametrize(
    ("code", "level"),
    [("CODISEC-150108", "CODISEC"), ("CONASEC", "CONASEC"), ("", "pais")],
)
def test_the_level_is_what_a_code_begins_with(code, level):
    assert level_of(code) == Hat("r", code).level == Place(code).level == level
