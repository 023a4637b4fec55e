"""The published index composed otherwise, beside the same sums done by hand."""

import numpy as np
import polars as pl
import pytest
from scipy import stats

from sinasec.risk.changes import (
    AGGREGATIONS,
    NORMALISATIONS,
    TREATMENTS,
    WEIGHTINGS,
    CannotChange,
)
from sinasec.risk.published import reading
from sinasec.risk.what_if import MOVED, what_if
from tests.quickness import least_seconds
from tests.risk.made_publication import publish_made
from tests.risk.made_result import DIMENSIONS, INDICATORS, TOP

pytestmark = pytest.mark.django_db


FROM_ZERO = "fraccion-del-maximo"  # not with a treatment that loses the zero


@pytest.fixture
def published():
    return publish_made()


def by_hand(published, weights: dict[str, float], *, scale=None) -> dict[str, int]:
    """Ranks by weighted sums over the published normalised values, with other weights."""
    shown = reading.table(published, "contribuciones").filter(pl.col("level") == 1)
    wide = shown.pivot("element", index="unit", values="normalised").sort("unit")
    score = np.zeros(wide.height)
    for code, _, own in DIMENSIONS:
        inside = [one for one in INDICATORS if one.parent == code]
        given = np.array([weights.get(one.code, one.weight) for one in inside])
        values = wide.select([one.code for one in inside]).to_numpy()
        if scale:
            values = scale(values)
        dimension = values @ (given / given.sum())
        score += dimension * weights.get(code, own)
    ranks = stats.rankdata(-np.round(score, 7), method="min").astype(int)
    return dict(zip(wide["unit"], ranks.tolist(), strict=True))


def ranks_of(found) -> dict[str, int]:
    return dict(found.districts.drop_nulls("rank").select("unit", "rank").iter_rows())


def test_nothing_changed_is_the_published_index(published):
    found = what_if(published, {})
    assert found.said == ()
    assert found.shift.max == 0
    assert not found.districts["enters"].any()
    assert found.districts.schema == MOVED
    assert found.districts.height == reading.table(published, "distritos").height
    near = (found.districts["score"] - found.districts["published_score"]).abs()
    assert near.max() < 1e-7


@pytest.mark.parametrize(
    "weights",
    [{"robo": 5.0}, {"idh": 0.0}, {"violencia": 0.0}, {"incidencia": 3.0, "hurto": 0.5}],
)
def test_other_weights_are_other_sums(published, weights):
    asked = {f"peso:{code}": str(value).replace(".", ",") for code, value in weights.items()}
    assert ranks_of(what_if(published, asked)) == by_hand(published, weights)


def test_ranks_instead_of_values(published):
    found = what_if(published, {"normalizacion": "puestos"})
    slow = by_hand(published, {}, scale=lambda values: stats.rankdata(values, "min", axis=0))
    assert ranks_of(found) == slow


def test_who_enters_and_leaves_the_first_ones(published):
    found = what_if(published, {"normalizacion": "puestos"})
    before = {u for u, r in ranks_of(what_if(published, {})).items() if r <= TOP}
    after = {u for u, r in ranks_of(found).items() if r <= TOP}
    assert set(found.districts.filter("enters")["unit"]) == after - before
    assert set(found.districts.filter("leaves")["unit"]) == before - after
    assert (found.shift.enter, found.shift.leave) == (len(after - before), len(before - after))


@pytest.mark.parametrize(
    ("name", "word"),
    [
        *(("normalizacion", word) for word in NORMALISATIONS),
        *(("agregacion", word) for word in AGGREGATIONS),
        *(("tratamiento", word) for word in TREATMENTS),
        *(("pesos", word) for word in WEIGHTINGS),
        ("sin", "pobreza,hurto"),
    ],
)
def test_every_word_gives_an_index(published, name, word):
    found = what_if(published, {name: word})
    known = reading.table(published, "distritos")["rank"].count()
    assert found.shift.units == known
    assert len(found.said) == 1


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"peso:robo": "-1"}, "no es un peso"),
        ({"peso:robo": "mucho"}, "no es un peso"),
        ({"peso:robo": "nan"}, "no es un peso"),
        ({"peso:robo": "1e300"}, "no es un peso"),
        ({"peso:nada": "1"}, "el índice no tiene «nada»"),
        ({"normalizacion": "rara"}, "escriba minimo-maximo"),
        ({"color": "rojo"}, "no se puede cambiar"),
        ({"sin": "irs"}, "no queda nada"),
        ({"peso:pobreza": "0", "peso:idh": "0"}, "con peso cero"),
        ({"normalizacion": "puntajes-z", "agregacion": "geometrica"}, "no resulta un índice"),
        ({"normalizacion": FROM_ZERO, "tratamiento": "logaritmo"}, "tratamiento «recortar»"),
        ({"normalizacion": FROM_ZERO, "tratamiento": "recortar-o-box-cox"}, "u otra normalización"),
    ],
)
def test_what_cannot_be_changed_says_why(published, asked, says):
    with pytest.raises(CannotChange, match=says):
        what_if(published, asked)


@pytest.mark.parametrize("treatment", ["recortar", "ninguno"])
def test_a_fraction_of_the_maximum_keeps_the_zero(published, treatment):
    found = what_if(published, {"normalizacion": FROM_ZERO, "tratamiento": treatment})
    assert len(found.said) == 2


def test_every_fault_is_told_at_once(published):
    with pytest.raises(CannotChange) as told:
        what_if(published, {"peso:robo": "x", "agregacion": "x", "pesos": "iguales"})
    assert set(told.value.faults) == {"peso:robo", "agregacion"}


def test_the_whole_country_is_answered_within_a_second():
    whole = publish_made(count=1_893)
    what_if(whole, {})
    weights = iter(range(2, 9))  # another each time: what was asked once is kept

    def asked():
        return what_if(whole, {"peso:robo": str(next(weights)), "normalizacion": "percentiles"})

    found = asked()
    assert least_seconds(asked) < 1
    assert found.shift.units == 1_890
