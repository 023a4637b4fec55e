"""The example of the page, by hand: every number here was worked out with pencil and paper."""

import math
import re
import textwrap

import pytest

from sinasec.definitions.documents import read_document
from sinasec.methods.composite import Recipe, contributions
from sinasec.methods.composite.recipes.arguments import ARGUMENTS
from tests.composite import example_page


@pytest.fixture(scope="module")
def index():
    return example_page.built()


def of(frame, unit):
    return frame.filter(frame["uCode"] == unit).drop("uCode").row(0, named=True)


def test_the_tables_printed_are_those_computed():
    page = example_page.PAGE.read_text(encoding="utf-8")
    assert example_page.filled(page) == page, "python -m tests.composite.example_page"
    marks = set(re.findall(r"<!-- tabla: (\S+) -->", page))
    assert marks == set(example_page.tables(example_page.built()))


def test_the_sums_of_the_page_are_right():
    """Each line «a = b» of the page holds, to the decimals printed."""
    page = example_page.PAGE.read_text(encoding="utf-8")
    sums = re.findall(r"^    (.+) = ([\d.]+)$", page, re.M)
    assert len(sums) >= 12
    for left, right in sums:
        expression = left.rpartition(" = ")[2]
        terms = re.sub(r"[×·]", "*", expression).replace("−", "-").replace("^", "**")
        assert re.fullmatch(r"[\d.+*/()\s-]+", terms), left
        decimals = len(right.partition(".")[2])
        assert round(eval(terms), decimals) == float(right), left  # only digits and signs


def test_screening(index):
    assert index.left_out == ("F",)  # 1 of 4 known, and half are asked


def test_imputing(index):
    assert of(index.step("impute").table, "C")["pobreza"] == (20 + 15) / 2


def test_denominating(index):
    assert of(index.step("denominate").table, "B") == {
        "homicidios": 4,
        "robos": 600,
        "pobreza": 35,
        "serenos": 20,
    }


def test_treating(index):
    assert of(index.step("treat").table, "A")["robos"] == 700
    treated = index.treatments.filter(index.treatments["element"] == "robos").row(0, named=True)
    values = [9000, 600, 500, 200, 700]
    mean = 2200
    second = sum((x - mean) ** 2 for x in values) / 5
    third = sum((x - mean) ** 3 for x in values) / 5
    assert treated["skew_before"] == pytest.approx(third / second**1.5 * math.sqrt(20) / 3)
    assert (treated["method"], treated["points"]) == ("winsorizado", 1)


def test_normalising(index):
    assert of(index.normalised, "B") == {
        "homicidios": pytest.approx(1 + 99 * 4 / 8),
        "robos": pytest.approx(1 + 99 * 400 / 500),
        "pobreza": pytest.approx(1 + 99 * 20 / 35),
        "serenos": pytest.approx(1 + 99 * (50 - 20) / 45),
    }


def test_aggregating(index):
    crime, context = (2 * 50.5 + 80.2) / 3, (57.571428571428571 + 67) / 2
    scores = of(index.scores, "B")
    assert scores["delito"] == pytest.approx(crime)
    assert scores["contexto"] == pytest.approx(context)
    assert scores["indice"] == pytest.approx(crime**0.75 * context**0.25)


def test_ranking(index):
    assert dict(index.ranks.select("uCode", "indice").rows()) == {
        "B": 1, "C": 2, "A": 3, "E": 4, "D": 5,
    }  # fmt: skip


def test_contributions(index):
    points = contributions(index)
    own = {row["element"]: row["contribution"] for row in points.to_dicts() if row["uCode"] == "B"}
    score = of(index.scores, "B")["indice"]
    slope = (score - 1) / math.log(score)  # the floor is 1, whose logarithm is 0
    assert own["delito"] == pytest.approx(0.75 * (1 + math.log(60.4) * slope))
    assert own["robos"] == pytest.approx(own["delito"] * (80.2 / 3) / 60.4)
    assert own["delito"] + own["contexto"] == pytest.approx(score)
    four = own["homicidios"] + own["robos"] + own["pobreza"] + own["serenos"]
    assert four == pytest.approx(score)


def test_the_page_tells_every_argument_of_a_recipe():
    page = example_page.PAGE.read_text(encoding="utf-8").rpartition("## La receta completa")[2]
    for step, arguments in ARGUMENTS.items():
        row = re.search(rf"^\| `{step}` \| (.*)$", page, re.M)
        assert row
        told = set(re.findall(r"`(\w+)` \(", row[1]))
        assert told == set(arguments), step


def test_the_factors_of_the_page_are_read():
    page = example_page.PAGE.read_text(encoding="utf-8")
    sample = page[page.index("    factors:") :].partition("\n\n")[0]
    recipe = Recipe.from_mapping(read_document(textwrap.dedent(sample), "").value)
    assert [factor.kind for factor in recipe.factors] == ["option", "weights", "sampling"]
