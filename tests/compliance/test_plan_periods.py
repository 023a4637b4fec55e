"""The period of a plan, from what an ordinance or a clerk says of it."""

import pytest

from sinasec.compliance.ingest.plan_periods import plan_period, plan_periods


@pytest.mark.parametrize(
    ("found", "period"),
    [
        ("2024-2027", "2024-2027"),
        ("2024 - 2027", "2024-2027"),
        ("2024 -2027|2024", "2024-2027"),
        ("2024|2024-2027", "2024-2027"),
        ("2024 al 2027", "2024-2027"),
        ("2024–2027", "2024-2027"),
        ("2023", "2023"),
        ("2022|2023", None),
        ("2027-2024", None),
        ("2024-2024", None),
        ("", None),
        ("el próximo", None),
        ("2024-2027|otro", None),
    ],
)
def test_the_period_of_a_plan_is_read_or_left_unknown(found, period):
    assert plan_period(found) == period


@pytest.mark.parametrize(
    ("said", "periods"),
    [
        ("2024-2027", "2024-2027"),
        ("2024-2027;2024", "2024-2027"),  # two spellings of one
        ("2024-2027; 2023", "2023;2024-2027"),
        ("2022 y 2023", "2022;2023"),
        ("2022, 2023", "2022;2023"),
        ("2022, 2023 Y 2024-2027", "2022;2023;2024-2027"),
        ("2022; 2023; 2022", "2022;2023"),
        ("2022|2023", None),
        ("2022; el próximo", None),
    ],
)
def test_an_act_may_say_several_plans(said, periods):
    assert plan_periods(said) == periods
