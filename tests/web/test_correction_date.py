"""Which date counts of an act and of those that correct it: one rule, and four texts say it."""

import html
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinasec.compliance.template import STEPS
from sinasec.methods.compliance.facts import DATE_OF_CORRECTED, counted_acts
from tests.methods.laws import act, facts

MONTH = Path("docs/manual/mes.md").read_text(encoding="utf-8")
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize("address", ["/actos/", "/metodo/"])
def test_the_pages_say_it(db, client, address):
    page = " ".join(html.unescape(client.get(address).content.decode()).split())
    assert f"{DATE_OF_CORRECTED}." in page


def test_the_template_and_the_manual_say_it():
    assert any(f"{DATE_OF_CORRECTED}." in step for step in STEPS)
    assert f"{DATE_OF_CORRECTED}." in MONTH


@given(st.lists(st.tuples(DAYS, st.booleans()), min_size=1, max_size=5))
def test_the_rule_is_what_the_sentence_says(chain):
    """«La fecha más temprana, salvo que uno diga que la del que corrige era errada: entonces las
    anteriores se anulan y cuenta la suya»."""
    acts = [
        act(
            f"a{place}",
            day,
            supersedes=f"a{place - 1}" if place else None,
            attributes={"fecha_errada": True} if wrong and place else {},
        )
        for place, (day, wrong) in enumerate(chain)
    ]
    left: list[date] = []
    for place, (day, wrong) in enumerate(chain):
        left = [day] if wrong and place else [*left, day]
    made = facts(acts)
    assert counted_acts(made.acts, made.reviews)["date"].to_list() == [min(left)]


def test_the_example_of_the_month_says_that_the_date_was_wrong():
    """Or its session would go on counting from the day that it corrects."""
    block = MONTH[MONTH.index("Miembros asistentes;Corrige a") :].splitlines()
    header = dict(zip(block[0].split(";")[::-1], block[1].split(";")[::-1], strict=False))
    assert header["¿La fecha del acto que corrige era errada?"] == "sí"
