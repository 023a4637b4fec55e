"""The share of victims who report, as a survey estimates it."""

import pytest

from sinasec.risk.data import aggregates
from tests.risk.ingest.made import csv, faults, loaded

HEADER = "modalidad,tasa,inferior,superior,periodo,fuente"
SHARES = ("*,0.15,0.12,0.18,2023,ENAPRES", "ROBO,0.3,,,2023,ENAPRES")
PERCENTAGES = ("todas,15,12,18,2023,ENAPRES", "Robo,30,,,2023,ENAPRES")


@pytest.mark.parametrize("rows", [SHARES, PERCENTAGES])
def test_shares_and_percentages_are_read(rows):
    report = loaded(csv(HEADER, *rows))
    assert report.ok, report
    assert aggregates.reporting(report.edition).select("kind", "rate", "low", "high").rows() == [
        ("*", 0.15, 0.12, 0.18),
        ("Robo", 0.3, None, None),
    ]


def test_a_mixture_of_both_is_refused():
    report = loaded(csv(HEADER, SHARES[0], PERCENTAGES[1]))
    assert [group.code for group in report.blocking] == ["unidades-mezcladas"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("*,0.15,0.16,0.18,2023,ENAPRES", ("intervalo-invertido", 2, "B")),
        ("*,-0.1,,,2023,ENAPRES", ("fuera-de-rango", 2, "B")),
        ("*,0.1,,,,ENAPRES", ("dato-obligatorio", 2, "E")),
    ],
)
def test_faults(row, fault):
    assert fault in faults(loaded(csv(HEADER, row)))


def test_two_spellings_of_one_kind_contradict_each_other():
    rows = ("Robo,0.3,,,2023,ENAPRES", "ROBO,0.4,,,2023,ENAPRES")
    assert [group.code for group in loaded(csv(HEADER, *rows)).blocking] == ["fila-contradictoria"]
