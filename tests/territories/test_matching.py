"""A written name becomes the right unit or a sentence; never another unit in silence."""

import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinasec.territories import matching, reference
from sinasec.territories.matching import AmbiguousUnit, UnknownUnit, UnmatchedName, match
from sinasec.territories.names import ABBREVIATIONS, bare, distance, spoken, tolerance

UNITS = reference.units()
DISTRICTS = [unit for unit in UNITS if unit.kind == "dist"]
PLAIN = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN")


def names_of(unit):
    """Department, province and district names of a unit, as `match` takes them."""
    by_code = reference.by_code()
    return [by_code[unit.code[:n]].name for n in (2, 4, 6) if n <= len(unit.code)]


def answer(*names):
    """The match, or the sentence of the refusal."""
    try:
        return match(*names)
    except UnmatchedName as refusal:
        return str(refusal)


def test_every_unit_is_found_by_its_own_names():
    for unit in UNITS:
        found = match(*names_of(unit))
        assert (found.unit, found.corrections) == (unit, ())


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda name: name.translate(PLAIN)])
def test_case_and_accents_do_not_matter(change):
    for unit in UNITS:
        assert match(*map(change, names_of(unit))).unit == unit


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("Cajamarca", "Cutervo", "Sto. Domingo de la Capilla"), "060612"),
        (("PIURA", "PIURA", "26 DE OCTUBRE"), "200115"),
        (("Lima", "Lima", "Sta Rosa"), "150139"),
        (("Prov. Const. del Callao", "Callao", "Mi Peru"), "070107"),
        (("Departamento de Puno", "Provincia de Puno", "Distrito de Acora"), "210102"),
        (("Lima Metropolitana", "", "Chorrillos"), "150108"),
        (("Ica", "Nazca", "Marcona"), "110304"),
        (("Áncash", "Huaraz", "Pampas"), "020109"),
        (("Lima", "Lima", "  san  juan de\tlurigancho "), "150132"),
        (("", "", "Chorrillos"), "150108"),
        (("Huánuco", "Huánuco", "Quisqui (Kichki)"), "100106"),
    ],
)
def test_as_clerks_write_them(names, code):
    assert match(*names).unit.code == code


def test_a_misspelling_is_corrected_aloud():
    found = match("Lima", "Lima", "Chorillos")
    assert found.unit.code == "150108"
    assert found.corrections == ("Se leyó «Chorillos» como «Chorrillos».",)


def test_the_right_name_of_another_place_is_not_a_misspelling():
    with pytest.raises(UnknownUnit, match=r"sí existe Santa Ana \(La Convención, Cusco\)"):
        match("Lima", "Lima", "Santa Ana")


def test_a_name_nearer_to_another_place_is_refused():
    with pytest.raises(AmbiguousUnit, match=r"Santa Anita .* Santa Ana"):
        match("Lima", "Lima", "Santa Anna")


def test_a_name_of_many_places_lists_them():
    with pytest.raises(AmbiguousUnit, match=r"Hay 10 distritos .* y 4 más") as refusal:
        match(district="Santa Rosa")
    assert len(refusal.value.candidates) == 10


def test_lima_provincias_leaves_lima_metropolitana_out():
    assert match("Lima Provincias", "Huaura", "Huacho").unit.code == "150801"


def test_nothing_written_is_refused():
    with pytest.raises(UnknownUnit, match="Falta el nombre"):
        match("", " ", "")


def test_nonsense_gets_a_sentence_without_far_fetched_candidates():
    with pytest.raises(UnknownUnit) as refusal:
        match("Lima", "Lima", "Xyzzyqwkj")
    assert "parecidos" not in str(refusal.value)


@settings(max_examples=300, deadline=None)
@given(unit=st.sampled_from(DISTRICTS), seed=st.integers(0, 10_000))
def test_one_wrong_letter_is_never_another_district_in_silence(unit, seed):
    """Property: what comes back without a remark is the district itself."""
    department, province, name = names_of(unit)
    chance = random.Random(seed)
    place = chance.randrange(len(name))
    wrong = name[:place] + chance.choice(string.ascii_lowercase) + name[place + 1 :]
    found = answer(department, province, wrong)
    if isinstance(found, str):
        assert found.endswith(".")
    elif found.corrections:
        assert found.unit.name in found.corrections[-1]
    elif found.unit != unit:
        assert spoken(wrong) in map(spoken, (found.unit.name, *found.unit.former_names))


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=30))
def test_any_text_is_a_unit_or_a_refusal(text):
    found = answer("", "", text)
    assert found.endswith(".") if isinstance(found, str) else found.unit.kind == "dist"


@settings(max_examples=300, deadline=None)
@given(one=st.text("abcñé", max_size=9), other=st.text("abcñé", max_size=9))
def test_distance_is_a_slow_recursion_made_fast(one, other):
    assert distance(one, other, 20) == slow_distance(one, other)
    assert distance(one, other, 20) == distance(other, one, 20)
    assert distance(one, other, 2) == min(slow_distance(one, other), 3)


def slow_distance(one, other):
    """Letters to put, take, change or swap: the definition, restricted to one swap a pair."""
    rows = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            same = one[i - 1] == other[j - 1]
            ways = [rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + (not same)]
            if one[i - 2 : i] == other[j - 2 : j][::-1] and min(i, j) > 1:
                ways.append(rows[i - 2, j - 2] + 1)
            rows[i, j] = min(ways)
    return rows[len(one), len(other)]


def test_no_abbreviation_is_itself_the_word_of_a_district():
    words = {word for unit in UNITS for word in unit.name.casefold().split()}
    assert set(ABBREVIATIONS) & words == set()


def test_no_two_districts_of_a_province_become_one_when_bared():
    seen = {}
    for unit in DISTRICTS:
        assert seen.setdefault((unit.parent, bare(unit.name)), unit) == unit


# -- the same, one name after the other


def slowly_near(name, pool):
    wanted = bare(name)
    limit = tolerance(wanted)
    names = {u: [bare(n) for n in (u.name, *u.former_names)] for u in pool}
    return [u for u in pool if limit and min(distance(wanted, n, 9) for n in names[u]) <= limit]


def slowly_nearer(name, found, kind):
    wanted = bare(name)
    own = min(distance(wanted, bare(n), 9) for n in (found.name, *found.former_names))
    return [u for u in UNITS if u.kind == kind and distance(wanted, bare(u.name), 9) < own]


def slowly_closest(name, pool):
    wanted = bare(name)
    limit = len(wanted) // 2
    apart = {u: distance(wanted, bare(u.name), limit) for u in pool}
    ranked = sorted(pool, key=lambda u: (apart[u], u.code))[:3]
    return [u for u in ranked if apart[u] <= limit]


@st.composite
def written(draw):
    """A name of some unit with up to four letters put, taken or changed; its kind and a place."""
    unit = draw(st.sampled_from(UNITS))
    name = list(draw(st.sampled_from((unit.name, *unit.former_names))))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(name)))
        name[at : at + draw(st.integers(0, 1))] = draw(st.text("aeñz ", max_size=1))
    return "".join(name), unit.kind, draw(st.sampled_from(("", unit.code[:2], "15")))


@settings(max_examples=60)
@given(written())
def test_all_names_at_once_say_what_one_after_the_other_does(given):
    name, kind, prefix = given
    pool = [u for u in UNITS if u.kind == kind and u.code.startswith(prefix[: len(u.code)])]
    near = slowly_near(name, pool)
    assert matching._near(name, pool, kind) == near
    assert matching._closest(name, pool, kind) == slowly_closest(name, pool)
    for found in near[:1]:
        assert matching._nearer_elsewhere(name, found, kind) == slowly_nearer(name, found, kind)


@pytest.mark.parametrize("place", range(3))
def test_what_is_too_long_to_be_a_name_is_not_compared(monkeypatch, place):
    monkeypatch.setattr(matching, "_match", None)  # nothing is called
    names = ["", "", ""]
    names[place] = "Puno " * 100_000
    with pytest.raises(UnknownUnit, match="tiene 500000 letras") as refusal:
        match(*names)
    assert len(str(refusal.value)) < 200
